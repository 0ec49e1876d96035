//! What money has to move so that an order is paid as it will be owed: too much paid is given back, too little taken.

use super::{Pay, Place, Stop, deny};
use crate::balance;
use crate::bill;
use crate::exact::{fault, less, plus};
use crate::payment_method::{self, MethodKind};
use crate::payments::{self, Movement, PaymentKind};
use crate::returns::RefundTo;
use customers::CustomerId;
use db::Tx;
use kit::Money;

/// Gives back `amount` of what was captured, the latest capture first. What was paid from a gift card that is closed or has
/// expired goes to the customer's store credit: on the card nobody could spend it.
pub(super) fn give_back(at: &Place, amount: Money, to: RefundTo, reason: &str) -> Result<Vec<Movement>, Stop> {
    let mut open = payments::refundable(&at.payments)?;
    open.reverse();
    let (mut rest, mut movements) = (amount, Vec::new());
    for line in open.into_iter().filter(|line| line.left.is_positive()) {
        if !rest.is_positive() {
            break;
        }
        let part = rest.least(line.left).map_err(fault)?;
        rest = less(rest, part)?;
        let (method_kind, method, balance) = match to {
            RefundTo::Original if !line.payment.balance.is_some_and(|balance| at.gone.contains(&balance)) => {
                (line.payment.method_kind, line.payment.method, line.payment.balance)
            }
            RefundTo::Original | RefundTo::StoreCredit => (MethodKind::StoreCredit, None, None),
        };
        movements.push(Movement {
            kind: PaymentKind::Refund,
            parent: Some(line.payment.id),
            amount: part,
            method_kind,
            method,
            balance,
            reason: reason.into(),
        });
    }
    if rest.is_positive() { deny("refund_exceeds_paid") } else { Ok(movements) }
}

/// Takes `amount` the way `pay` says.
pub(super) fn take(tx: &mut Tx<'_>, customer: Option<CustomerId>, amount: Money, pay: &Pay, reason: &str) -> Result<Movement, Stop> {
    let method = payment_method::find(tx, pay.method)?;
    if Some(method.customer) != customer {
        return deny("method_not_theirs");
    }
    if method.archived_at.is_some() {
        return deny("method_removed");
    }
    if method.kind == MethodKind::Invoice {
        return deny("invoice_is_paid_later");
    }
    if let Some(id) = method.balance {
        let there = balance::spendable(tx, id)?;
        if there.currency != amount.currency {
            return deny("two_currencies");
        }
        if there.minor < amount.minor {
            return deny("balance_too_low");
        }
    }
    let waits = pay.authorise_only && !method.kind.is_balance();
    Ok(Movement {
        kind: if waits { PaymentKind::Authorise } else { PaymentKind::Capture },
        parent: None,
        amount,
        method_kind: method.kind,
        method: Some(method.id),
        balance: method.balance,
        reason: reason.into(),
    })
}

/// After the bill changed by `change`: too much paid goes back; what is due then and not reserved is taken if somebody says
/// how. What is reserved beyond what is due is let go.
pub(super) fn settled(
    tx: &mut Tx<'_>,
    at: &Place,
    change: Money,
    to: RefundTo,
    pay: Option<&Pay>,
    reason: &str,
) -> Result<Vec<Movement>, Stop> {
    let total = total_after(at, change)?;
    let due = less(total, payments::paid(at.currency, &at.payments)?)?;
    let mut movements = Vec::new();
    if due.is_negative() {
        movements = give_back(at, due.negated().map_err(fault)?, to, reason)?;
    }
    let reserved = payments::reserved(at.currency, &at.payments)?;
    let open = less(due, reserved)?;
    if let Some(pay) = pay.filter(|_| open.is_positive()) {
        movements.push(take(tx, at.customer, open, pay, reason)?);
    }
    movements.extend(let_go_beyond(at, due, reason)?);
    Ok(movements)
}

/// A refund of what `change` takes off the bill: that much goes back whatever is still due, and with it what was paid too
/// much before.
pub(super) fn refunded(at: &Place, change: Money, to: RefundTo, reason: &str) -> Result<Vec<Movement>, Stop> {
    let total = total_after(at, change)?;
    let paid = payments::paid(at.currency, &at.payments)?;
    let asked = change.negated().map_err(fault)?;
    let over = less(paid, total)?;
    let back = if over.minor > asked.minor { over } else { asked };
    let mut movements = give_back(at, back, to, reason)?;
    movements.extend(let_go_beyond(at, less(total, less(paid, back)?)?, reason)?);
    Ok(movements)
}

fn total_after(at: &Place, change: Money) -> Result<Money, Stop> {
    let total = plus(bill::total(at.currency, &at.entries)?.gross, change)?;
    if total.is_negative() { deny("more_than_is_owed") } else { Ok(total) }
}

/// After the bill of a charge changed by `change`: what was paid too much goes back to where it came from.
pub(super) fn settled_charge(at: &Place, change: Money, reason: &str) -> Result<Vec<Movement>, Stop> {
    let total = total_after(at, change)?;
    let over = less(payments::paid(at.currency, &at.payments)?, total)?;
    if over.is_positive() {
        give_back(at, over, RefundTo::Original, reason)
    } else {
        Ok(Vec::new())
    }
}

/// Voids what is left of authorisations.
pub(super) fn let_go(at: &Place, reason: &str) -> Result<Vec<Movement>, Stop> {
    let_go_beyond(at, at.currency.zero(), reason)
}

/// Voids what is left of authorisations beyond what is due, the latest first.
fn let_go_beyond(at: &Place, due: Money, reason: &str) -> Result<Vec<Movement>, Stop> {
    Ok(payments::surplus(at.currency, &at.payments, due, reason)?)
}
