//! When two customers turn out to be one person, orders and all that belongs to them go along, and come back if that is
//! undone. What was filed under a third customer since then stays there.

use crate::Event;
use customers::{CustomerId, Follows};
use db::{Trouble, Work, sql};
use serde::{Deserialize, Serialize};

/// Moves orders with their customer.
#[derive(Debug, Clone, Copy, Default)]
pub struct FollowCustomers;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Moved {
    from: i64,
    to: i64,
    orders: Vec<i64>,
    /// By table, in the order of [`TABLES`].
    rows: Vec<Vec<i64>>,
}

/// A table whose rows have a customer: what finds them, what moves one.
struct Table {
    rows: &'static str,
    one: &'static str,
}

macro_rules! tables {
    ($($name:literal)+) => {
        [$(Table {
            rows: concat!("SELECT id FROM ", $name, " WHERE customer_id = $1 ORDER BY id"),
            one: concat!("UPDATE ", $name, " SET customer_id = $2 WHERE id = $1 AND customer_id = $3"),
        }),+]
    };
}

/// What moves beside orders. Verdicts, actions and verifications tell what happened then, and stay.
const TABLES: [Table; 14] = tables! {
    "postal_address" "payment_method" "balance" "account" "payment" "goods_return" "paper" "charge" "subscription" "record" "approval"
    "vat_number" "suggestion" "suggestion_opt_out"
};

impl Follows for FollowCustomers {
    fn feature(&self) -> &'static str {
        "orders"
    }

    fn move_customer(&self, work: &mut Work<'_>, from: CustomerId, to: CustomerId) -> Result<serde_json::Value, Trouble> {
        let orders: Vec<i64> = sql("SELECT id FROM sales_order WHERE customer_id = $1 ORDER BY id").with(from).all(work)?;
        let mut moved = Moved { from: from.0, to: to.0, orders, rows: Vec::new() };
        for order in &moved.orders {
            belongs(work, *order, from.0, to.0)?;
        }
        for table in TABLES {
            let rows: Vec<i64> = sql(table.rows).with(from).all(work)?;
            for row in &rows {
                sql(table.one).with(*row).with(to).with(from).run(work)?;
            }
            moved.rows.push(rows);
        }
        one_default_each(work, to)?;
        serde_json::to_value(moved).map_err(|e| Trouble::Shape(format!("moved orders did not serialise: {e}")))
    }

    fn move_back(&self, work: &mut Work<'_>, moved: serde_json::Value) -> Result<(), Trouble> {
        let moved: Moved = serde_json::from_value(moved).map_err(|e| Trouble::Shape(format!("moved orders: {e}")))?;
        for order in &moved.orders {
            belongs(work, *order, moved.to, moved.from)?;
        }
        for (table, rows) in TABLES.iter().zip(&moved.rows) {
            for row in rows {
                sql(table.one).with(*row).with(moved.from).with(moved.to).run(work)?;
            }
        }
        one_default_each(work, CustomerId(moved.from))?;
        one_default_each(work, CustomerId(moved.to))
    }
}

fn belongs(work: &mut Work<'_>, order: i64, from: i64, to: i64) -> Result<(), Trouble> {
    let moved = sql("UPDATE sales_order SET customer_id = $2, version = version + 1 WHERE id = $1 AND customer_id = $3")
        .with(order)
        .with(to)
        .with(from)
        .run(work)?;
    if moved > 0 {
        work.record(&Event::CustomerChanged { customer: to, order, from })?;
    }
    Ok(())
}

/// The oldest of each kind is the default, whatever the two brought.
fn one_default_each(work: &mut Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
    sql("UPDATE postal_address SET is_default = (id IN (
            SELECT MIN(id) FROM postal_address WHERE customer_id = $1 AND archived_at IS NULL GROUP BY kind))
          WHERE customer_id = $1")
    .with(customer)
    .run(work)?;
    sql("UPDATE payment_method SET is_default = (id = (
            SELECT MIN(id) FROM payment_method WHERE customer_id = $1 AND archived_at IS NULL))
          WHERE customer_id = $1 AND archived_at IS NULL")
    .with(customer)
    .run(work)?;
    Ok(())
}
