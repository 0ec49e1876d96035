//! Calling a return off: the pieces never came, or the customer keeps them. They are the customer's again, and what was
//! exchanged for them is owed: nothing is free because an old piece did not come.

use super::cancel::with_money_final;
use super::facts::of_units;
use super::pricing::gross;
use super::settle::settled;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, EntryKind, NewEntry, UnitRef};
use crate::exact::{fault, less, negated, sum};
use crate::returns::{self, Return, ReturnId, ReturnState};
use crate::tax::{Taxed, part_of};
use crate::unit::{Unit, UnitState};
use db::Tx;
use kit::Money;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Calls a return off while its pieces are expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseReturn {
    pub return_id: ReturnId,
    #[serde(default)]
    pub reason: String,
}

impl CloseReturn {
    fn awaited(&self, tx: &mut Tx<'_>, at: &Place) -> Result<(Return, Vec<Unit>), Stop> {
        let found = returns::find(tx, self.return_id)?;
        let named: Vec<_> = returns::units(tx, found.id)?.into_iter().map(|unit| unit.unit).collect();
        // A shop may have told of one of them meanwhile.
        let awaited = at.units.iter().filter(|unit| named.contains(&unit.id) && unit.state == UnitState::Returning);
        Ok((found, awaited.cloned().collect()))
    }
}

impl Deed for CloseReturn {
    fn verb(&self) -> String {
        "close_return".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        let order = returns::find(tx, self.return_id)?.order;
        Place::of_order(tx, order)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let (found, awaited) = self.awaited(tx, at)?;
        Ok(of_units(at, &awaited, facts).with("return.status", found.state.word()))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let (found, awaited) = self.awaited(tx, at)?;
        if found.state != ReturnState::Expected {
            return deny("return_is_closed");
        }
        let mut plan = Plan::on(BillOf::Order(found.order));
        plan.unit_states = awaited.iter().map(|unit| (unit.id, UnitState::Delivered)).collect();
        if found.is_exchange {
            plan.entries = billed_again(at, &awaited)?;
            plan.movements = settled(tx, at, gross(at, &plan.entries)?, found.refund_to, None, &found.reason)?;
        }
        plan.effects.push(Effect::ClosesReturn { id: found.id });
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// Bills again what an exchange took off the bill for pieces that stay with the customer.
pub(super) fn billed_again(at: &Place, stay: &[Unit]) -> Result<Vec<NewEntry>, Stop> {
    let mut entries = Vec::new();
    for unit in stay {
        let taken_off = at.entries.iter().rev().find(|entry| entry.unit == Some(unit.id) && entry.kind == EntryKind::Credit);
        let is_off = bill::of_unit(at.currency, &at.entries, unit.id)?.gross.is_zero();
        let Some(credit) = taken_off.filter(|_| is_off) else { continue };
        entries.push(NewEntry {
            unit: Some(UnitRef::Is(unit.id)),
            kind: EntryKind::Unit,
            label: credit.label.clone(),
            tax_class: credit.tax_class.clone(),
            rate: credit.rate()?,
            amount: credit.amount().negated().map_err(fault)?,
        });
        entries.extend(reduced_again(at, credit)?);
    }
    Ok(entries)
}

/// Where the order had been reduced as a whole, the exchange put a part of the reduction back on the bill so that no rate fell
/// below zero; this piece's share of it comes off again.
fn reduced_again(at: &Place, credit: &bill::Entry) -> Result<Option<NewEntry>, Stop> {
    let same = |entry: &&bill::Entry| {
        entry.action.is_some()
            && entry.action == credit.action
            && entry.tax_class == credit.tax_class
            && entry.rate().ok() == credit.rate().ok()
    };
    let together: Vec<&bill::Entry> = at.entries.iter().filter(same).collect();
    let put_back = together.iter().filter(|entry| entry.unit.is_none() && entry.kind == EntryKind::Reduction);
    let zero = at.currency.zero();
    let mut whole = Taxed { net: zero, tax: zero, gross: zero };
    for entry in put_back {
        whole = whole.plus(entry.amount()).map_err(fault)?;
    }
    if !whole.gross.is_positive() {
        return Ok(None);
    }
    let credited = together.iter().filter(|entry| entry.unit.is_some() && entry.kind == EntryKind::Credit);
    let all: Money = negated(sum(at.currency, credited.map(|entry| entry.amount().gross))?)?;
    let own = negated(credit.amount().gross)?;
    let weights = [own.minor.unsigned_abs(), less(all, own)?.minor.unsigned_abs()];
    let share = whole.gross.shared_by(&weights).map_err(fault)?.remove(0);
    let amount = part_of(whole, share).and_then(Taxed::negated).map_err(fault)?;
    Ok(share.is_positive().then(|| NewEntry {
        unit: None,
        kind: EntryKind::Reduction,
        label: EntryKind::Reduction.word().into(),
        tax_class: credit.tax_class.clone(),
        rate: credit.rate().unwrap_or_default(),
        amount,
    }))
}
