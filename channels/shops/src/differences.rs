//! Where their books and ours are not the same, found by comparing, shown to people; nothing here is mended by itself.

use crate::Event;
use crate::books::owed_and_paid;
use crate::links::{self, Kind};
use crate::shop::{Shop, ShopId};
use crate::theirs::{TheirOrder, TheirRefundState, Told};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Moment, Money};
use orders::bill::BillOf;
use orders::payments::{self, PaymentKind};
use orders::{Order, OrderId, OrderStatus, orders as shelf};

db::words!(
    /// What differs.
    Difference {
        MissingHere = "missing_here",
        MissingThere = "missing_there",
        OwedDiffers = "owed_differs",
        PaidDiffers = "paid_differs",
        RefundUnknownHere = "refund_unknown_here",
        RefundUnknownThere = "refund_unknown_there",
        MoneyWithoutOrder = "money_without_order",
        StateDiffers = "state_differs",
    }
);

/// A difference as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Found {
    pub what: Difference,
    pub theirs: String,
    pub order: Option<OrderId>,
    pub our_figure: String,
    pub their_figure: String,
    pub found_at: Moment,
}

/// One of their orders or payments, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Theirs {
    pub id: String,
    pub number: String,
    /// `None` at a provider, which knows of no bill.
    pub owed: Option<Money>,
    pub paid: Money,
    pub refunds: Vec<String>,
    /// `open`, `sent` or `cancelled`; `None` at a provider.
    pub state: Option<&'static str>,
}

/// How far an order of theirs is, in the few words both sides have.
const fn state_of(told: &TheirOrder) -> &'static str {
    if told.cancelled_at.is_some() {
        "cancelled"
    } else if told.parcels.is_empty() {
        "open"
    } else {
        "sent"
    }
}

/// The same of ours.
const fn our_state(order: &Order) -> &'static str {
    match order.status {
        OrderStatus::Cancelled => "cancelled",
        OrderStatus::Placed => "open",
        _ => "sent",
    }
}

pub(crate) fn figures(told: &Told) -> Result<Option<Theirs>, Trouble> {
    Ok(match told {
        Told::Order(order) => {
            let (owed, paid) = owed_and_paid(order)?;
            let refunds = order.refunds.iter().map(|refund| refund.id.clone()).collect();
            Some(Theirs {
                id: order.id.clone(),
                number: order.number.clone(),
                owed: Some(owed),
                paid,
                refunds,
                state: Some(state_of(order)),
            })
        }
        Told::Money(money) => {
            let went = || money.refunds.iter().filter(|refund| refund.state != TheirRefundState::Failed);
            let back = went().flat_map(|refund| &refund.money).map(|line| line.amount.minor).sum::<i64>();
            let paid = Money::new(if money.is_captured { money.amount.minor - back } else { 0 }, money.amount.currency);
            let refunds = went().map(|refund| refund.id.clone()).collect();
            Some(Theirs {
                id: money.id.clone(),
                number: money.order_number.clone(),
                owed: None,
                paid,
                refunds,
                state: None,
            })
        }
        Told::Customer(_) | Told::Product(_) => None,
    })
}

/// Compares and keeps what was found in place of what was found before. Says how many.
pub(crate) fn keep(work: &mut Work<'_>, shop: &Shop, since: Moment, theirs: &[Theirs]) -> Result<i64, Trouble> {
    let mut found = Vec::new();
    for one in theirs {
        found.extend(of_theirs(work, shop, one)?);
    }
    found.extend(of_ours(work, shop, since, theirs)?);
    sql("DELETE FROM shop_difference WHERE shop_id = $1").with(shop.id).run(work)?;
    for one in &found {
        sql("INSERT INTO shop_difference (shop_id, what, theirs, order_id, our_figure, their_figure, found_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (shop_id, what, theirs) DO NOTHING")
        .with(shop.id)
        .with(one.what)
        .with(&one.theirs)
        .with(one.order)
        .with(&one.our_figure)
        .with(&one.their_figure)
        .with(one.found_at)
        .run(work)?;
    }
    let now = work.now;
    sql("UPDATE shop SET compared_at = $2 WHERE id = $1").with(shop.id).with(now).run(work)?;
    let count = found.len() as i64;
    work.record(&Event::Compared { shop: shop.id.0, differences: count })?;
    Ok(count)
}

fn of_theirs(work: &mut Work<'_>, shop: &Shop, one: &Theirs) -> Result<Vec<Found>, Trouble> {
    let now = work.now;
    let line = |what, theirs: &str, order, ours: String, there: String| Found {
        what,
        theirs: theirs.into(),
        order,
        our_figure: ours,
        their_figure: there,
        found_at: now,
    };
    let Some(link) = links::find(work, shop.id, Kind::Order, &one.id)? else {
        let what = if one.owed.is_some() { Difference::MissingHere } else { Difference::MoneyWithoutOrder };
        return Ok(vec![line(what, &one.id, None, String::new(), format!("{} {}", one.number, one.paid).trim().to_owned())]);
    };
    let order = shelf::find(work, OrderId(link.ours))?;
    let mut found = Vec::new();
    if let Some(owed) = one.owed {
        if owed != order.total() {
            found.push(line(Difference::OwedDiffers, &one.id, Some(order.id), order.total().to_string(), owed.to_string()));
        }
        if one.paid != order.paid() {
            found.push(line(Difference::PaidDiffers, &one.id, Some(order.id), order.paid().to_string(), one.paid.to_string()));
        }
    }
    if let Some(theirs) = one.state.filter(|theirs| *theirs != our_state(&order)) {
        found.push(line(Difference::StateDiffers, &one.id, Some(order.id), our_state(&order).into(), theirs.into()));
    }
    for refund in &one.refunds {
        if links::find(work, shop.id, Kind::Refund, refund)?.is_none() {
            found.push(line(Difference::RefundUnknownHere, refund, Some(order.id), String::new(), one.number.clone()));
        }
    }
    Ok(found)
}

/// Orders of ours from this shop it does not know any more, and refunds of ours it never heard of.
fn of_ours(work: &mut Work<'_>, shop: &Shop, since: Moment, theirs: &[Theirs]) -> Result<Vec<Found>, Trouble> {
    let now = work.now;
    let ours: Vec<(String, OrderId, Moment)> = sql(
        "SELECT theirs, order_id, version FROM shop_order WHERE shop_id = $1 AND version >= $2 AND order_id IS NOT NULL ORDER BY theirs",
    )
    .with(shop.id)
    .with(since)
    .all(work)?;
    let mut found = Vec::new();
    for (id, order, _) in ours {
        let held = shelf::find(work, order)?;
        if !theirs.iter().any(|one| one.id == id) {
            found.push(Found {
                what: Difference::MissingThere,
                theirs: id,
                order: Some(order),
                our_figure: format!("{} {}", held.number, held.total()),
                their_figure: String::new(),
                found_at: now,
            });
            continue;
        }
        for line in payments::of(work, BillOf::Order(order))? {
            let known = !links::of_ours(work, Kind::Payment, line.id.0)?.is_empty();
            let of_theirs = match line.parent {
                Some(parent) => links::of_ours(work, Kind::Payment, parent.0)?.iter().any(|(id, _)| *id == shop.id),
                None => false,
            };
            if line.kind == PaymentKind::Refund
                && line.settled_at.is_some()
                && line.balance.is_none()
                && of_theirs
                && !known
                && line.reference.is_empty()
            {
                found.push(Found {
                    what: Difference::RefundUnknownThere,
                    theirs: format!("{id}/{}", line.id),
                    order: Some(order),
                    our_figure: line.amount().to_string(),
                    their_figure: String::new(),
                    found_at: now,
                });
            }
        }
    }
    Ok(found)
}

/// What was found at the last comparison.
pub fn of(tx: &mut Tx<'_>, shop: ShopId) -> Result<Vec<Found>, Trouble> {
    sql("SELECT what, theirs, order_id, our_figure, their_figure, found_at FROM shop_difference WHERE shop_id = $1 ORDER BY what, theirs LIMIT 1000")
        .with(shop)
        .all(tx)
}
