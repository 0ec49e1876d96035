//! The rows of a new order and of new pieces.

use crate::action::{NewOrder, NewUnit};
use crate::brand;
use crate::order::{OrderId, OrderStatus};
use crate::stored::{one_line, written};
use crate::suggestions::together;
use crate::unit::{UnitId, UnitState};
use db::{Trouble, Work, sql};

pub(crate) fn open(work: &mut Work<'_>, new: &NewOrder) -> Result<OrderId, Trouble> {
    let number = match &new.number {
        Some(number) => one_line(number, 40).to_uppercase(),
        None => next_number(work, new.brand)?,
    };
    let now = work.now;
    sql(
        "INSERT INTO sales_order (number, brand_id, customer_id, status, email, currency, country, prices_include_tax, shipping_method,
                                  ship_to, bill_to, method_id, placed_at, outside_reference)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
    )
    .with(number)
    .with(new.brand)
    .with(new.customer)
    .with(OrderStatus::Placed)
    .with(new.email.to_lowercase())
    .with(new.currency)
    .with(&new.country)
    .with(new.prices_include_tax)
    .with(one_line(&new.shipping_method, 60))
    .with(written(&new.ship_to)?)
    .with(written(&new.bill_to)?)
    .with(new.method)
    .with(now)
    .with(new.outside_reference.as_deref().map(|reference| one_line(reference, 200)))
    .only(work, "order")
}

/// The next number nobody has: shops and imports bring numbers of their own, which may look like ours.
fn next_number(work: &mut Work<'_>, brand: brand::BrandId) -> Result<String, Trouble> {
    let prefix = brand::find(work, brand)?.order_prefix;
    loop {
        let number = format!("{prefix}{}", 10_000 + work.next_number("order")?);
        if crate::orders::by_number(work, &number)?.is_none() {
            return Ok(number);
        }
    }
}

pub(crate) fn add_units(work: &mut Work<'_>, order: OrderId, units: &[NewUnit]) -> Result<Vec<UnitId>, Trouble> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let last: Option<i64> = sql("SELECT position FROM order_unit WHERE order_id = $1 ORDER BY position DESC LIMIT 1")
        .with(order)
        .one(work)?;
    let before = if last.is_some() { together::products(work, order)? } else { together::counted([]) };
    let first = last.unwrap_or(0) + 1;
    let added = units.iter().zip(first..).map(|(unit, position)| add(work, order, unit, position));
    let added = added.collect::<Result<Vec<_>, _>>()?;
    let after = match last {
        Some(_) => together::products(work, order)?,
        None => together::counted(units.iter().map(|unit| unit.product)),
    };
    together::moved(work, &before, &after)?;
    Ok(added)
}

fn add(work: &mut Work<'_>, order: OrderId, unit: &NewUnit, position: i64) -> Result<UnitId, Trouble> {
    sql(
        "INSERT INTO order_unit (order_id, position, variant_id, product_id, sku, name, options, category, tax_class, price_minor, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
    )
    .with(order)
    .with(position)
    .with(unit.variant)
    .with(unit.product)
    .with(&unit.sku)
    .with(&unit.name)
    .with(written(&unit.options)?)
    .with(&unit.category)
    .with(&unit.tax_class)
    .with(unit.price.minor)
    .with(UnitState::Ordered)
    .only(work, "unit")
}
