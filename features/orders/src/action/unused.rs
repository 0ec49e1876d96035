//! What goes back of a subscription's running period: spread over the charges it was billed by, the newest first, so that an
//! upgrade's own charge bears its part. What was waived or taken off before is not given back a second time.

use super::settle::settled_charge;
use super::{OnBill, Place, Stop, deny};
use crate::bill::{self, BillOf, ChargeId, Entry, EntryKind, NewEntry};
use crate::charge;
use crate::exact::{fault, less, negated, sum};
use crate::payments;
use crate::subscription::Subscription;
use crate::tax::{Taxed, part_of};
use db::Tx;
use jiff::civil::Date;
use kit::Money;
use rust_decimal::Decimal;

/// The label of what is credited, a word that papers and pages say in the reader's language.
pub(super) const UNUSED_DAYS: &str = "unused_days";

/// The share of an amount that the days from `today` on have, by the rule of the crate `rates`.
pub(super) fn share_from(found: &Subscription, zone: &str, today: Date, amount: Money) -> Result<Money, Stop> {
    let period = found.period(zone);
    let today = today.clamp(period.from, period.until);
    rates::share(amount, period, today, period.until).map_err(|_| Stop::Denied("nothing_chosen"))
}

/// The charges of the running period with their bills, the newest first; the last one where the period has none.
pub(super) fn charges_of(tx: &mut Tx<'_>, at: &Place, found: &Subscription) -> Result<Vec<Place>, Stop> {
    let mut ids = charge::since(tx, found.id, found.period_from)?;
    if ids.is_empty() {
        ids.extend(charge::last_of(tx, found.id)?);
    }
    ids.into_iter().map(|id| with_bill_of(tx, at, id)).collect()
}

/// The subscription's place with a charge's bill and payments in it.
fn with_bill_of(tx: &mut Tx<'_>, at: &Place, charge: ChargeId) -> Result<Place, Stop> {
    let bill = BillOf::Charge(charge);
    Ok(Place {
        charge: Some(charge),
        entries: bill::of(tx, bill)?,
        payments: payments::of(tx, bill)?,
        ..at.clone()
    })
}

/// How much of `off` goes back when the charges owe less than they were made for: in proportion.
pub(super) fn in_proportion(at: &Place, charges: &[Place], off: Money) -> Result<Money, Stop> {
    let gross = |kinds: &dyn Fn(&Entry) -> bool| {
        let entries = charges.iter().flat_map(|charge| &charge.entries).filter(|entry| kinds(entry));
        sum(at.currency, entries.map(|entry| entry.amount().gross))
    };
    let owed = gross(&|_| true)?;
    let made_for = gross(&|entry| matches!(entry.kind, EntryKind::Fee | EntryKind::Credit))?;
    if !owed.is_positive() || !made_for.is_positive() {
        return Ok(at.currency.zero());
    }
    let used = i128::from(made_for.minor.saturating_sub(off.minor).max(0));
    let kept = i128::from(owed.minor) * used / i128::from(made_for.minor);
    Ok(Money::new(owed.minor - i64::try_from(kept).unwrap_or(owed.minor), at.currency))
}

/// Takes `off` off the charges, the newest first. What is `added` comes onto the newest before; what is paid too much then
/// goes back to where it came from.
pub(super) fn taken_off(charges: &[Place], added: Vec<NewEntry>, off: Money, label: &str, reason: &str) -> Result<Vec<OnBill>, Stop> {
    let (mut rest, mut added, mut bills) = (off, added, Vec::new());
    for there in charges {
        let Some(id) = there.charge else { continue };
        let mut entries = std::mem::take(&mut added);
        for (class, rate, owed) in owed_with(there, &entries)? {
            let part = rest.least(owed.gross).map_err(fault)?;
            if part.is_positive() {
                rest = less(rest, part)?;
                let amount = part_of(owed, part).and_then(Taxed::negated).map_err(fault)?;
                let (kind, label) = (EntryKind::Credit, label.to_owned());
                entries.push(NewEntry { unit: None, kind, label, tax_class: class, rate, amount });
            }
        }
        if !entries.is_empty() {
            let change = sum(there.currency, entries.iter().map(|entry| entry.amount.gross))?;
            let movements = settled_charge(there, change, reason)?;
            bills.push(OnBill { bill: BillOf::Charge(id), entries, movements });
        }
    }
    if rest.is_positive() || !added.is_empty() {
        deny("more_than_is_owed")
    } else {
        Ok(bills)
    }
}

/// What is owed by rate once `added` is on the bill too.
fn owed_with(there: &Place, added: &[NewEntry]) -> Result<Vec<(String, Decimal, Taxed)>, Stop> {
    let mut groups = bill::by_rate(there.currency, &there.entries)?;
    for entry in added {
        match groups.iter_mut().find(|(class, rate, _)| *class == entry.tax_class && *rate == entry.rate) {
            Some((_, _, owed)) => *owed = owed.plus(entry.amount).map_err(fault)?,
            None => groups.push((entry.tax_class.clone(), entry.rate, entry.amount)),
        }
    }
    Ok(groups)
}

/// What entries add up to, the other way round.
pub(super) fn turned(currency: kit::Currency, entries: &[NewEntry]) -> Result<Money, Stop> {
    Ok(negated(sum(currency, entries.iter().map(|entry| entry.amount.gross))?)?)
}
