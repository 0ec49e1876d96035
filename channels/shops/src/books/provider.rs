//! Money at a provider that knows no orders, such as Stripe: put to the order whose number it carries, else kept unknown and
//! shown when books are compared.

use super::{Taken, fault, fingerprint, money, newer, refunds};
use crate::Event;
use crate::errands::{self, Origin};
use crate::links::{self, Kind, Link};
use crate::shop::Shop;
use crate::theirs::{TheirMoney, TheirPayment, TheirPaymentKind, TheirRefund, TheirRefundState};
use db::{Trouble, Work, sql};
use orders::bill::BillOf;
use orders::payments::{self, Payment, PaymentKind};
use orders::{OrderId, told};

pub(super) fn take_in(work: &mut Work<'_>, shop: &Shop, told: &TheirMoney) -> Result<Taken, Trouble> {
    let known = links::find(work, shop.id, Kind::Order, &told.id)?;
    let print = format!("{:06}{}", happened(told), fingerprint(told));
    let Some(taken) = newer(known.as_ref(), told.version, &print) else {
        return Ok(Taken::Same);
    };
    let order = orders::orders::by_number(work, &told.order_number)?.filter(|order| order.currency == told.amount.currency);
    remember(work, shop, order.as_ref().map(|order| order.id), told)?;
    let Some(order) = order else { return Ok(Taken::Same) };
    if told.is_captured {
        capture(work, shop, order.id, told)?;
    }
    for refund in &told.refunds {
        if links::find(work, shop.id, Kind::Refund, &refund.id)?.is_some() {
            follow(work, shop, order.id, refund)?;
            continue;
        }
        match errands::came_about(work, shop, refund)? {
            Origin::Ours => {}
            Origin::Theirs | Origin::OursAfterAll if refund.state == TheirRefundState::Failed => {}
            Origin::Theirs => give_back(work, shop, order.id, refund)?,
            Origin::OursAfterAll => refunds::money_only(work, shop, order.id, refund)?,
        }
        links::put(work, shop.id, Kind::Refund, &refund.id, order.id.0)?;
    }
    let link = Link { ours: order.id.0, version: told.version.0, fingerprint: print };
    links::put_version(work, shop.id, Kind::Order, &told.id, &link)?;
    work.record(&Event::OrderRead { shop: shop.id.0, order: order.id.0, customer: order.customer.0 })?;
    Ok(taken)
}

/// How much happened to it: the clock of a provider does not tell when a refund ended, so more is later than less.
fn happened(told: &TheirMoney) -> usize {
    let of = |refund: &TheirRefund| match refund.state {
        TheirRefundState::Pending => 1,
        TheirRefundState::Done => 2,
        TheirRefundState::Failed => 3,
    };
    told.refunds.iter().map(of).sum::<usize>() + usize::from(told.is_captured)
}

/// What became of a refund that is known: it arrived, or it came back.
fn follow(work: &mut Work<'_>, shop: &Shop, order: OrderId, refund: &TheirRefund) -> Result<(), Trouble> {
    for money in &refund.money {
        let linked = links::find(work, shop.id, Kind::Payment, &money.id)?.map(|link| link.ours);
        let of_it = |line: &Payment| line.kind == PaymentKind::Refund && (Some(line.id.0) == linked || line.reference == money.id);
        for line in payments::of(work, BillOf::Order(order))?.into_iter().filter(of_it) {
            match refund.state {
                TheirRefundState::Done if line.is_promised() => payments::settle(work, line.id, &money.id)?,
                TheirRefundState::Failed if line.holds() => errands::came_back(work, line.id, &refund.reason)?,
                _ => {}
            }
        }
    }
    Ok(())
}

/// A capture an agent or another shop wrote down already, under the provider's own reference, is not written twice.
fn capture(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirMoney) -> Result<(), Trouble> {
    if links::find(work, shop.id, Kind::Payment, &told.id)?.is_some() {
        return Ok(());
    }
    let same = |line: &Payment| line.holds() && line.reference == told.id;
    if let Some(line) = payments::of(work, BillOf::Order(order))?.into_iter().find(same) {
        return links::put(work, shop.id, Kind::Payment, &told.id, line.id.0);
    }
    let payment = TheirPayment {
        id: told.id.clone(),
        kind: TheirPaymentKind::Captured,
        amount: told.amount,
        method: told.method,
        parent: None,
    };
    money::enter(work, shop, order, &payment).map(drop)
}

fn give_back(work: &mut Work<'_>, shop: &Shop, order: OrderId, refund: &TheirRefund) -> Result<(), Trouble> {
    for line in &refund.money {
        let moved = refunds::give_back(work, shop, order, line, &refund.reason)?;
        let entries = super::bill::reduction(work, order, moved, "refund")?;
        told::bill(work, order, &entries)?;
    }
    Ok(())
}

fn remember(work: &mut Work<'_>, shop: &Shop, order: Option<OrderId>, told: &TheirMoney) -> Result<(), Trouble> {
    let now = work.now;
    let back = told
        .refunds
        .iter()
        .filter(|refund| refund.state != TheirRefundState::Failed)
        .flat_map(|refund| &refund.money)
        .map(|line| line.amount);
    let back = kit::money::total(told.amount.currency, back).map_err(fault)?;
    let captured = if told.is_captured { told.amount } else { told.amount.currency.zero() };
    let paid = captured.minus(back).map_err(fault)?;
    sql("INSERT INTO shop_order (shop_id, theirs, number, order_id, currency, owed_minor, paid_minor, placed_at, version, heard_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)
         ON CONFLICT (shop_id, theirs) DO UPDATE SET number = $3, order_id = $4, owed_minor = $6, paid_minor = $6, version = $8, heard_at = $9")
    .with(shop.id)
    .with(&told.id)
    .with(&told.order_number)
    .with(order)
    .with(told.amount.currency)
    .with(paid.minor)
    .with(told.at)
    .with(told.version)
    .with(now)
    .run(work)?;
    Ok(())
}
