//! Lines of theirs as units of ours: each piece of a line is a unit, named by the line and its place in it.

use super::bill::{self, Worth};
use super::catalogue::{self, Wanted};
use super::fault;
use crate::links::{self, Kind};
use crate::shop::Shop;
use crate::theirs::{TheirLine, TheirOrder};
use db::{Trouble, Work};
use orders::action::NewUnit;
use orders::bill::{NewEntry, UnitRef};
use orders::unit::{self, Unit, UnitId, UnitState};
use orders::{OrderId, told};

/// What a piece is linked by.
pub(super) fn name(line: &str, place: u32) -> String {
    format!("{line}#{place}")
}

/// The unit of a piece.
pub(super) fn unit_of(work: &mut Work<'_>, shop: &Shop, line: &str, place: u32) -> Result<Option<UnitId>, Trouble> {
    Ok(links::find(work, shop.id, Kind::Piece, &name(line, place))?.map(|link| UnitId(link.ours)))
}

/// The units of a line that are there, first to last.
pub(super) fn of_line(work: &mut Work<'_>, shop: &Shop, line: &str) -> Result<Vec<Unit>, Trouble> {
    let mut units = Vec::new();
    while let Some(id) = unit_of(work, shop, line, units.len() as u32 + 1)? {
        units.push(unit::find(work, id)?);
    }
    Ok(units)
}

/// The new units of a line from `first` on, with their bill. `before` counts the new units of earlier lines.
pub(super) fn new_units(
    work: &mut Work<'_>,
    shop: &Shop,
    order: &TheirOrder,
    line: &TheirLine,
    first: usize,
    before: usize,
) -> Result<(Vec<NewUnit>, Vec<NewEntry>), Trouble> {
    let wanted = Wanted {
        product: &line.product,
        product_name: &line.name,
        variant: &line.variant,
        sku: &line.sku,
        options: &line.options,
        price: None,
    };
    let variant = catalogue::variant(work, shop, &wanted)?;
    let worth = bill::of_line(order, line).map_err(fault)?;
    let (mut units, mut entries) = (Vec::new(), Vec::new());
    for worth in worth.into_iter().skip(first) {
        let place = UnitRef::New(before + units.len());
        entries.extend(entries_of(line, &variant.tax_class, place, worth));
        units.push(NewUnit {
            variant: variant.id,
            product: variant.product,
            sku: variant.sku.clone(),
            name: line.name.clone(),
            options: line.options.clone(),
            category: variant.category.clone(),
            tax_class: variant.tax_class.clone(),
            price: line.price,
        });
    }
    Ok((units, entries))
}

fn entries_of(line: &TheirLine, class: &str, unit: UnitRef, worth: Worth) -> Vec<NewEntry> {
    let entry = |kind, amount| NewEntry {
        unit: Some(unit),
        kind,
        label: line.name.clone(),
        tax_class: class.to_owned(),
        rate: line.tax.rate,
        amount,
    };
    let mut entries = vec![entry(orders::bill::EntryKind::Unit, worth.full)];
    if !worth.discount.gross.is_zero() || !worth.discount.tax.is_zero() {
        entries.push(entry(orders::bill::EntryKind::Discount, worth.discount));
    }
    entries
}

/// Links the units that were added for a line from `first` on.
pub(super) fn link(work: &mut Work<'_>, shop: &Shop, line: &TheirLine, first: usize, units: &[UnitId]) -> Result<(), Trouble> {
    for (place, unit) in units.iter().enumerate() {
        links::put(work, shop.id, Kind::Piece, &name(&line.id, (first + place) as u32 + 1), unit.0)?;
    }
    Ok(())
}

/// An order that was edited there: pieces that came are added, pieces that went are cancelled and taken off the bill.
pub(super) fn follow_edits(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirOrder) -> Result<(), Trouble> {
    for line in &told.lines {
        let known = of_line(work, shop, &line.id)?;
        let wanted = line.quantity as usize;
        if known.len() < wanted {
            let (units, entries) = new_units(work, shop, told, line, known.len(), 0)?;
            let added = told::add(work, order, &units, &entries)?;
            link(work, shop, line, known.len(), &added)?;
        }
        take_out(work, order, told, &known.into_iter().skip(wanted).collect::<Vec<_>>())?;
    }
    let gone = unit::of(work, order)?;
    let mut named = Vec::new();
    for line in &told.lines {
        named.extend(of_line(work, shop, &line.id)?.into_iter().map(|unit| unit.id));
    }
    let gone: Vec<Unit> = gone
        .into_iter()
        .filter(|unit| !named.contains(&unit.id) && is_theirs(work, shop, unit.id))
        .collect();
    take_out(work, order, told, &gone)
}

fn is_theirs(work: &mut Work<'_>, shop: &Shop, unit: UnitId) -> bool {
    links::of_ours(work, Kind::Piece, unit.0).is_ok_and(|found| found.iter().any(|(id, _)| *id == shop.id))
}

fn take_out(work: &mut Work<'_>, order: OrderId, told: &TheirOrder, units: &[Unit]) -> Result<(), Trouble> {
    for unit in units.iter().filter(|unit| unit.state == UnitState::Ordered) {
        let worth = bill::worth_now(work, order, told.currency, unit)?;
        let off = bill::off(&worth, unit, orders::bill::EntryKind::Adjustment)?;
        told::bill(work, order, &off)?;
        told::units_are(work, order, &[unit.id], UnitState::Cancelled, told.version)?;
    }
    Ok(())
}
