//! The shelf of orders: one question per function. Lists are read page by page, each page beginning behind a key.

use crate::order::{Order, OrderId};
use customers::CustomerId;
use db::{Trouble, Tx, sql};

/// The order with this key.
pub fn find(tx: &mut Tx<'_>, id: OrderId) -> Result<Order, Trouble> {
    sql(
        "SELECT id, number, brand_id, customer_id, status, email, currency, country, prices_include_tax, shipping_method, ship_to, bill_to,
                method_id, total_minor, paid_minor, placed_at, shipped_at, delivered_at, cancelled_at, outside_reference, version
           FROM sales_order WHERE id = $1",
    )
    .with(id)
    .only(tx, "order")
}

/// The order with this number, as people read it out.
pub fn by_number(tx: &mut Tx<'_>, number: &str) -> Result<Option<Order>, Trouble> {
    sql(
        "SELECT id, number, brand_id, customer_id, status, email, currency, country, prices_include_tax, shipping_method, ship_to, bill_to,
                method_id, total_minor, paid_minor, placed_at, shipped_at, delivered_at, cancelled_at, outside_reference, version
           FROM sales_order WHERE number = $1",
    )
    .with(number.trim().to_uppercase())
    .one(tx)
}

/// The order a shop beside us calls so.
pub fn by_outside_reference(tx: &mut Tx<'_>, reference: &str) -> Result<Option<Order>, Trouble> {
    sql(
        "SELECT id, number, brand_id, customer_id, status, email, currency, country, prices_include_tax, shipping_method, ship_to, bill_to,
                method_id, total_minor, paid_minor, placed_at, shipped_at, delivered_at, cancelled_at, outside_reference, version
           FROM sales_order WHERE outside_reference = $1 ORDER BY id LIMIT 1",
    )
    .with(reference)
    .one(tx)
}

/// A customer's orders, the newest first; the next page begins `before` the last key of this one.
pub fn of_customer(tx: &mut Tx<'_>, customer: CustomerId, before: Option<OrderId>, most: i64) -> Result<Vec<Order>, Trouble> {
    sql(
        "SELECT id, number, brand_id, customer_id, status, email, currency, country, prices_include_tax, shipping_method, ship_to, bill_to,
                method_id, total_minor, paid_minor, placed_at, shipped_at, delivered_at, cancelled_at, outside_reference, version
           FROM sales_order WHERE customer_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
    )
    .with(customer)
    .with(before.map_or(i64::MAX, |id| id.0))
    .with(most)
    .all(tx)
}

/// All orders, the newest first, page by page.
pub fn newest(tx: &mut Tx<'_>, before: Option<OrderId>, most: i64) -> Result<Vec<Order>, Trouble> {
    sql(
        "SELECT id, number, brand_id, customer_id, status, email, currency, country, prices_include_tax, shipping_method, ship_to, bill_to,
                method_id, total_minor, paid_minor, placed_at, shipped_at, delivered_at, cancelled_at, outside_reference, version
           FROM sales_order WHERE id < $1 ORDER BY id DESC LIMIT $2",
    )
    .with(before.map_or(i64::MAX, |id| id.0))
    .with(most)
    .all(tx)
}

/// What somebody typed, looked up as a whole: an order number, an email address, a SKU or a tracking number. Each has an
/// index of its own; the newest orders come first.
pub fn looked_up(tx: &mut Tx<'_>, typed: &str, most: i64) -> Result<Vec<Order>, Trouble> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(order) = by_number(tx, typed.trim_start_matches('#'))? {
        return Ok(vec![order]);
    }
    let ids = if typed.contains('@') {
        by_email(tx, typed, most)?
    } else {
        by_sku_or_tracking(tx, typed, most)?
    };
    ids.into_iter().map(|id| find(tx, id)).collect()
}

/// Orders that carry this address, or whose customer is known by it.
fn by_email(tx: &mut Tx<'_>, typed: &str, most: i64) -> Result<Vec<OrderId>, Trouble> {
    sql("SELECT id FROM sales_order WHERE email = $1
          UNION
         SELECT o.id FROM sales_order o JOIN customer_identity i ON i.customer_id = o.customer_id WHERE i.kind = 'email' AND i.value = $1
          ORDER BY 1 DESC LIMIT $2")
    .with(typed.to_lowercase())
    .with(most)
    .all(tx)
}

fn by_sku_or_tracking(tx: &mut Tx<'_>, typed: &str, most: i64) -> Result<Vec<OrderId>, Trouble> {
    let tracked: Vec<OrderId> = sql("SELECT DISTINCT order_id FROM shipment WHERE tracking = $1 ORDER BY order_id DESC LIMIT $2")
        .with(typed)
        .with(most)
        .all(tx)?;
    if !tracked.is_empty() {
        return Ok(tracked);
    }
    sql("SELECT DISTINCT order_id FROM order_unit WHERE sku = $1 ORDER BY order_id DESC LIMIT $2")
        .with(typed)
        .with(most)
        .all(tx)
}
