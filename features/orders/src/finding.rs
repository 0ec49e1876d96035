//! What an order can be found by: its number, what is in it, where it goes to, the numbers of its parcels and papers. For the
//! search index, which keeps them; whoever finds one still needs to be allowed to see orders.

use crate::order::{Order, OrderId};
use crate::{orders, unit};
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
    numbers.extend(sql("SELECT tracking FROM shipment WHERE order_id = $1 AND tracking <> '' ORDER BY id").with(id).all::<String>(tx)?);
    numbers.extend(sql("SELECT number FROM paper WHERE order_id = $1 ORDER BY id").with(id).all::<String>(tx)?);
    numbers.extend(order.outside_reference.clone());
    numbers.sort_unstable();
    numbers.dedup();
    let places = [order.ship_to()?, order.bill_to()?].into_iter().map(|address| format!("{} {} {} {} {}", address.name, address.line1, address.line2, address.postcode, address.city)).collect();
    Ok(Some(Words { order, articles, numbers, places }))
}
