//! Keeps an order in step with its ledgers, and checks that they balance before anything is committed.

use crate::Event;
use crate::bill::{self, BillOf};
use crate::order::{Order, OrderId, OrderStatus};
use crate::payments;
use crate::{orders, unit};
use db::{Trouble, Work, sql};

/// Works out total, paid and status anew from bill, payments and units, and counts a new version.
pub(crate) fn refresh(work: &mut Work<'_>, id: OrderId) -> Result<Order, Trouble> {
    let before = orders::find(work, id)?;
    let entries = bill::of(work, BillOf::Order(id))?;
    let total = bill::total(before.currency, &entries)?.gross;
    let lines = payments::of(work, BillOf::Order(id))?;
    let paid = payments::paid(before.currency, &lines)?;
    if total.is_negative() || paid.is_negative() {
        return Err(Trouble::Shape(format!("order {}: total {total}, paid {paid}", before.number)));
    }
    let states: Vec<unit::UnitState> = unit::of(work, id)?.iter().map(|unit| unit.state).collect();
    let status = OrderStatus::of(&states);
    let now = work.now;
    let since = |is: bool| is.then_some(now);
    sql("UPDATE sales_order
            SET total_minor = $2, paid_minor = $3, status = $4, version = version + 1,
                shipped_at = COALESCE(shipped_at, $5), delivered_at = COALESCE(delivered_at, $6), cancelled_at = COALESCE(cancelled_at, $7)
          WHERE id = $1")
    .with(id)
    .with(total.minor)
    .with(paid.minor)
    .with(status)
    .with(since(matches!(status, OrderStatus::PartlyShipped | OrderStatus::Shipped | OrderStatus::Delivered)))
    .with(since(status == OrderStatus::Delivered))
    .with(since(status == OrderStatus::Cancelled))
    .run(work)?;
    if status != before.status {
        work.record(&Event::OrderStatusChanged {
            customer: before.customer.0,
            order: id.0,
            from: before.status.word().into(),
            to: status.word().into(),
        })?;
    }
    orders::find(work, id)
}

/// Nobody else changes this order before this work ends.
pub(crate) fn hold(work: &mut Work<'_>, id: OrderId) -> Result<Order, Trouble> {
    sql("UPDATE sales_order SET version = version WHERE id = $1").with(id).run(work)?;
    orders::find(work, id)
}
