//! What an order can be found by: its number, what is in it, where it goes to, the numbers of its parcels and papers. For the
//! search index, which keeps them; whoever finds one still needs to be allowed to see orders.

use crate::order::{Order, OrderId};
use crate::{address, orders, unit};
use customers::CustomerId;
use customers::doubles::address_key;
use db::{Trouble, Tx, sql};

/// The words of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub order: Order,
    /// What is in it, each article once.
    pub articles: Vec<String>,
    /// SKUs, tracking numbers, numbers of papers, what a shop beside us calls it.
    pub numbers: Vec<String>,
    /// Names and places of the addresses.
    pub places: Vec<String>,
}

/// Reads them; `None` for an order that is not there.
pub fn words(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<Words>, Trouble> {
    let order = match orders::find(tx, id) {
        Ok(order) => order,
        Err(Trouble::NotFound(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let units = unit::of(tx, id)?;
    let mut articles: Vec<String> = units.iter().map(|unit| unit.name.clone()).collect();
    articles.dedup();
    let mut numbers: Vec<String> = units.into_iter().map(|unit| unit.sku).collect();
    numbers.extend(
        sql("SELECT tracking FROM shipment WHERE order_id = $1 AND tracking <> '' ORDER BY id")
            .with(id)
            .all::<String>(tx)?,
    );
    numbers.extend(sql("SELECT number FROM paper WHERE order_id = $1 ORDER BY id").with(id).all::<String>(tx)?);
    numbers.extend(order.outside_reference.clone());
    numbers.sort_unstable();
    numbers.dedup();
    let mut places: Vec<String> = [order.ship_to()?, order.bill_to()?]
        .into_iter()
        .map(|address| format!("{} {} {} {} {}", address.name, address.line1, address.line2, address.postcode, address.city))
        .collect();
    places.dedup();
    Ok(Some(Words { order, articles, numbers, places }))
}

/// Where the customer's last order went to: two letters.
pub fn country_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<String>, Trouble> {
    sql("SELECT country FROM sales_order WHERE customer_id = $1 ORDER BY id DESC LIMIT 1")
        .with(customer)
        .one(tx)
}

/// How many refunds of a customer are on their way, and how many requests for them wait for a decision.
pub fn waiting_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<(i64, i64), Trouble> {
    let refunds = sql("SELECT COUNT(*) FROM sales_order o JOIN payment p ON p.order_id = o.id
          WHERE o.customer_id = $1 AND p.kind = 'refund' AND p.settled_at IS NULL AND p.failed_at IS NULL")
    .with(customer)
    .only(tx, "refunds")?;
    let decisions = sql("SELECT COUNT(*) FROM approval WHERE customer_id = $1 AND state = 'waiting'")
        .with(customer)
        .only(tx, "approvals")?;
    Ok((refunds, decisions))
}

/// The addresses of a customer, as they are compared with those of others.
pub fn address_keys(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<String>, Trouble> {
    let held = address::of(tx, customer)?;
    let keys = held.iter().map(|held| {
        held.address()
            .map(|at| address_key(&format!("{} {}", at.line1, at.line2), &at.postcode, &at.country))
    });
    keys.collect()
}
