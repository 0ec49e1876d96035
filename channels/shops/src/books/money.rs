//! Payments of theirs as lines of our ledger, each once, by what they call it.

use crate::links::{self, Kind};
use crate::shop::Shop;
use crate::theirs::{TheirOrder, TheirPayment, TheirPaymentKind};
use db::{Trouble, Work};
use kit::Money;
use orders::bill::BillOf;
use orders::payments::{self, Left, Movement, PaymentId, PaymentKind};
use orders::{OrderId, told};

/// Authorisations first: captures and voids are of them.
pub(super) fn payments(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirOrder) -> Result<(), Trouble> {
    use TheirPaymentKind::{Authorised, Captured, Voided};
    for kind in [Authorised, Captured, Voided] {
        for payment in told.payments.iter().filter(|payment| payment.kind == kind) {
            enter(work, shop, order, payment)?;
        }
    }
    Ok(())
}

/// Writes one payment down. `None`: it is known, or there is nothing left for it to move.
pub(super) fn enter(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirPayment) -> Result<Option<PaymentId>, Trouble> {
    if links::find(work, shop.id, Kind::Payment, &told.id)?.is_some() {
        return Ok(None);
    }
    let parent = match &told.parent {
        Some(theirs) => links::find(work, shop.id, Kind::Payment, theirs)?.map(|link| PaymentId(link.ours)),
        None => None,
    };
    let kind = match told.kind {
        TheirPaymentKind::Authorised => PaymentKind::Authorise,
        TheirPaymentKind::Captured => PaymentKind::Capture,
        TheirPaymentKind::Voided => PaymentKind::Void,
    };
    let parent = left_of(work, order, kind, parent, told.amount)?;
    if kind == PaymentKind::Void && parent.is_none() || !told.amount.is_positive() {
        return Ok(None);
    }
    let movement = Movement {
        kind,
        parent,
        amount: told.amount,
        method_kind: told.method,
        method: None,
        balance: None,
        reason: "shop".into(),
    };
    let id = told::moved(work, order, &told::Moved { movement, reference: told.id.clone() })?;
    links::put(work, shop.id, Kind::Payment, &told.id, id.0)?;
    Ok(Some(id))
}

/// The authorisation it draws on, if there is that much left of it.
fn left_of(
    work: &mut Work<'_>,
    order: OrderId,
    kind: PaymentKind,
    parent: Option<PaymentId>,
    amount: Money,
) -> Result<Option<PaymentId>, Trouble> {
    let Some(parent) = parent.filter(|_| kind != PaymentKind::Authorise) else {
        return Ok(None);
    };
    let open = payments::capturable(&payments::of(work, BillOf::Order(order))?)?;
    Ok(open
        .into_iter()
        .find(|left| left.payment.id == parent && left.left.minor >= amount.minor)
        .map(|left| left.payment.id))
}

/// Captures of the order with money left on them, the named one first, then the latest.
pub(super) fn refundable(work: &mut Work<'_>, shop: &Shop, order: OrderId, named: Option<&str>) -> Result<Vec<Left>, Trouble> {
    let named = match named {
        Some(theirs) => links::find(work, shop.id, Kind::Payment, theirs)?.map(|link| link.ours),
        None => None,
    };
    let mut open = payments::refundable(&payments::of(work, BillOf::Order(order))?)?;
    open.retain(|left| left.left.is_positive());
    open.sort_by_key(|left| (Some(left.payment.id.0) != named, -left.payment.id.0));
    Ok(open)
}
