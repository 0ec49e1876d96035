//! An order of theirs becomes an order of ours, and follows it from then on.

use super::{Taken, bill, money, newer, parcels, pieces, print_of, recognised, refunds};
use crate::Event;
use crate::links::{self, Kind, Link};
use crate::shop::Shop;
use crate::theirs::TheirOrder;
use db::{Trouble, Work, sql};
use orders::action::NewOrder;
use orders::unit::{self, UnitState};
use orders::{OrderId, told};

/// Takes an order in, or what is new in it.
pub(super) fn take_in(work: &mut Work<'_>, shop: &Shop, told: &TheirOrder) -> Result<Taken, Trouble> {
    let known = links::find(work, shop.id, Kind::Order, &told.id)?;
    let print = print_of(told);
    let Some(taken) = newer(known.as_ref(), told.version, &print) else {
        return Ok(Taken::Same);
    };
    let order = match known {
        Some(link) => {
            let order = OrderId(link.ours);
            pieces::follow_edits(work, shop, order, told)?;
            order
        }
        None => open(work, shop, told)?,
    };
    bill::reach_total(work, order, told)?;
    money::payments(work, shop, order, told)?;
    parcels::take_in(work, shop, order, told)?;
    refunds::take_in(work, shop, order, told)?;
    cancel(work, shop, order, told)?;
    if let Ok(ship_to) = told.ship_to.clone().checked()
        && !is_being_readdressed(work, order)?
    {
        orders::told::readdressed(work, order, &ship_to)?;
    }
    let link = Link { ours: order.0, version: told.version.0, fingerprint: print };
    links::put_version(work, shop.id, Kind::Order, &told.id, &link)?;
    remember(work, shop, Some(order), told)?;
    let customer = orders::orders::find(work, order)?.customer;
    work.record(&Event::OrderRead { shop: shop.id.0, order: order.0, customer: customer.0 })?;
    Ok(taken)
}

fn open(work: &mut Work<'_>, shop: &Shop, told: &TheirOrder) -> Result<OrderId, Trouble> {
    let customer = recognised(work, &told.email, &told.customer_name, || format!("{}-{}", shop.id, told.id))?;
    let (mut units, mut entries, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    for line in &told.lines {
        let (more, bill) = pieces::new_units(work, shop, told, line, 0, units.len())?;
        counts.push(more.len());
        units.extend(more);
        entries.extend(bill);
    }
    for cost in &told.costs {
        entries.push(bill::of_cost(told, cost)?);
    }
    let country = [&told.ship_to.country, &told.bill_to.country].into_iter().find(|country| country.len() == 2);
    let placed = told::Placed {
        order: NewOrder {
            brand: shop.brand,
            customer,
            email: told.email.clone(),
            currency: told.currency,
            country: country.cloned().unwrap_or_default(),
            prices_include_tax: told.prices_include_tax,
            shipping_method: told.shipping_method.clone(),
            ship_to: told.ship_to.clone().checked().unwrap_or_else(|_| told.ship_to.clone()),
            bill_to: told.bill_to.clone().checked().unwrap_or_else(|_| told.bill_to.clone()),
            method: None,
            outside_reference: Some(format!("{}:{}:{}", shop.system.word(), shop.id, told.id)),
            number: Some(told.number.clone()),
        },
        placed_at: told.placed_at,
        units,
        entries,
    };
    let (order, ids) = told::place(work, &placed)?;
    let mut rest = ids.as_slice();
    for (line, count) in told.lines.iter().zip(counts) {
        let (own, others) = rest.split_at(count.min(rest.len()));
        pieces::link(work, shop, line, 0, own)?;
        rest = others;
    }
    Ok(order)
}

/// What was cancelled there and is still here goes off the bill.
fn cancel(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirOrder) -> Result<(), Trouble> {
    let Some(since) = told.cancelled_at else { return Ok(()) };
    for line in &told.lines {
        for unit in pieces::of_line(work, shop, &line.id)? {
            if unit.state != UnitState::Ordered {
                continue;
            }
            let worth = bill::worth_now(work, order, told.currency, &unit)?;
            let off = bill::off(&worth, &unit, orders::bill::EntryKind::Credit)?;
            told::bill(work, order, &off)?;
            told::units_are(work, order, &[unit.id], UnitState::Cancelled, since)?;
        }
    }
    let all_gone = unit::of(work, order)?.iter().all(|unit| unit.state == UnitState::Cancelled);
    let left = orders::orders::find(work, order)?;
    // Shipping goes with the last piece, unless it was paid and kept.
    if all_gone && left.due().is_positive() {
        let rest = bill::reduction(work, order, left.due(), "shop")?;
        told::bill(work, order, &rest)?;
    }
    Ok(())
}

/// An address an agent changed here and the shop has not taken over yet is not changed back by what the shop still says.
fn is_being_readdressed(work: &mut Work<'_>, order: OrderId) -> Result<bool, Trouble> {
    let open: i64 =
        sql("SELECT COUNT(*) FROM shop_errand WHERE order_id = $1 AND what = 'change_address' AND state IN ('waiting', 'asks')")
            .with(order)
            .only(work, "count")?;
    Ok(open > 0)
}

/// Keeps what the shop says it comes to, for comparing.
fn remember(work: &mut Work<'_>, shop: &Shop, order: Option<OrderId>, told: &TheirOrder) -> Result<(), Trouble> {
    let (owed, paid) = refunds::owed_and_paid(told)?;
    let now = work.now;
    sql("INSERT INTO shop_order (shop_id, theirs, number, order_id, currency, owed_minor, paid_minor, placed_at, version, heard_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (shop_id, theirs) DO UPDATE SET number = $3, order_id = $4, owed_minor = $6, paid_minor = $7, version = $9, heard_at = $10")
    .with(shop.id)
    .with(&told.id)
    .with(&told.number)
    .with(order)
    .with(told.currency)
    .with(owed.minor)
    .with(paid.minor)
    .with(told.placed_at)
    .with(told.version)
    .with(now)
    .run(work)?;
    Ok(())
}
