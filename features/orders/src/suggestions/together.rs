//! How many orders two products are in together: one row for each pair and direction, kept up in the work that changes an
//! order's pieces, so that asking costs one step in an index however many orders there are.
//!
//! A product is in an order while a piece of it is not cancelled. Orders of more than 30 products say nothing about pairs
//! and are not counted: they would cost thousands of rows each.

use crate::order::OrderId;
use crate::product::ProductId;
use crate::{Event, may_manage};
use db::{Trouble, Tx, Work, sql};
use std::collections::BTreeSet;

/// The most products an order may have to be counted.
const MOST_PRODUCTS: usize = 30;

/// What is bought together with this product: products and in how many orders, most often first.
pub fn with(tx: &mut Tx<'_>, product: ProductId, least: i64, most: i64) -> Result<Vec<(ProductId, i64)>, Trouble> {
    sql("SELECT other_id, orders FROM bought_together
          WHERE product_id = $1 AND orders >= $2 ORDER BY orders DESC, other_id DESC LIMIT $3")
    .with(product)
    .with(least)
    .with(most)
    .all(tx)
}

/// The products in an order, as far as pairs are counted.
pub(crate) fn products(tx: &mut Tx<'_>, order: OrderId) -> Result<BTreeSet<ProductId>, Trouble> {
    let all: Vec<ProductId> =
        sql("SELECT DISTINCT product_id FROM order_unit WHERE order_id = $1 AND state <> 'cancelled' ORDER BY product_id")
            .with(order)
            .all(tx)?;
    Ok(counted(all))
}

/// None of more than are counted.
pub(crate) fn counted(all: impl IntoIterator<Item = ProductId>) -> BTreeSet<ProductId> {
    let all: BTreeSet<ProductId> = all.into_iter().collect();
    if all.len() > MOST_PRODUCTS { BTreeSet::new() } else { all }
}

/// Counts the pairs an order has gained and those it has lost. By key, so that two orders at once take their locks in the
/// same order.
pub(crate) fn moved(work: &mut Work<'_>, before: &BTreeSet<ProductId>, after: &BTreeSet<ProductId>) -> Result<(), Trouble> {
    let (had, has) = (pairs(before), pairs(after));
    for (product, other) in had.symmetric_difference(&has) {
        let step: i64 = if has.contains(&(*product, *other)) { 1 } else { -1 };
        sql("INSERT INTO bought_together (product_id, other_id, orders) VALUES ($1, $2, $3)
             ON CONFLICT (product_id, other_id) DO UPDATE SET orders = bought_together.orders + $3")
        .with(*product)
        .with(*other)
        .with(step)
        .run(work)?;
    }
    Ok(())
}

fn pairs(products: &BTreeSet<ProductId>) -> BTreeSet<(ProductId, ProductId)> {
    let each = products.iter().flat_map(|one| products.iter().map(move |other| (*one, *other)));
    each.filter(|(one, other)| one != other).collect()
}

/// Counts everything anew from the orders as they stand: after rows came in by another way, or in doubt.
pub fn count_anew(work: &mut Work<'_>) -> Result<(), Trouble> {
    may_manage(work)?;
    sql("DELETE FROM bought_together").run(work)?;
    let rows = sql("INSERT INTO bought_together (product_id, other_id, orders)
         SELECT a.product_id, b.product_id, COUNT(*)
           FROM (SELECT DISTINCT order_id, product_id FROM order_unit WHERE state <> 'cancelled') a
           JOIN (SELECT DISTINCT order_id, product_id FROM order_unit WHERE state <> 'cancelled') b
             ON b.order_id = a.order_id AND b.product_id <> a.product_id
          WHERE a.order_id IN (SELECT order_id FROM order_unit WHERE state <> 'cancelled'
                                GROUP BY order_id HAVING COUNT(DISTINCT product_id) <= 30)
          GROUP BY a.product_id, b.product_id")
    .run(work)?;
    work.record(&Event::SuggestionsCounted { pairs: i64::try_from(rows).unwrap_or(i64::MAX) })
}
