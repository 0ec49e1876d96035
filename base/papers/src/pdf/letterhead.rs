//! The head of the first page: the brand, who it is for, what it is, and the one figure everybody looks for.

use super::layout::{LEFT, Layout, Mark, PAGE, RIGHT, Role};
use super::type_case::fitting;
use super::wrap::wrap;
use crate::{Address, Kind, figures};

const FACTS: f32 = 352.0;
const FACTS_VALUE: f32 = 442.0;
const ADDRESS_WIDTH: f32 = 240.0;

pub(super) fn lay(layout: &mut Layout<'_>, logo: Option<(u32, u32)>) {
    layout.area(0.0, 0.0, PAGE.0, 5.0, layout.brand_ink);
    brand(layout, logo);
    let address_end = addressee(layout);
    let facts_end = facts(layout);
    layout.y = address_end.max(facts_end).max(246.0) + 34.0;
    title(layout);
}

fn brand(layout: &mut Layout<'_>, logo: Option<(u32, u32)>) {
    let name = layout.particulars().brand.name.clone();
    let Some((wide, high)) = logo else {
        let means = Some(layout.means(Role::Paragraph, None));
        let style = fitting(&name, layout.branded(19.0), RIGHT - LEFT);
        return layout.text(LEFT, 66.0, style, &name, means);
    };
    let (wide, high) = (wide as f32, high as f32);
    let scale = (170.0 / wide).min(46.0 / high);
    let alt = layout.say_with("papers-logo", &[("brand", &name)]);
    let means = layout.means(Role::Picture(alt), None);
    layout.put(Mark::Logo { x: LEFT, y: 36.0, width: wide * scale, height: high * scale, means });
}

/// The sender in small and the customer's address, where an envelope has its window. Returns where it ends.
fn addressee(layout: &mut Layout<'_>) -> f32 {
    let paper = layout.particulars();
    let sender = [vec![paper.from.name.clone()], address(&paper.from.address, None)].concat().join(" · ");
    let means = Some(layout.means(Role::Paragraph, None));
    let style = fitting(&sender, layout.quiet(6.8), ADDRESS_WIDTH);
    layout.text(LEFT, 130.0, style, &sender, means);
    let home = (paper.from.address.country != paper.to.address.country).then(|| paper.to.address.country.code().to_owned());
    let means = Some(layout.means(Role::Paragraph, None));
    layout.y = 138.0;
    layout.paragraph(LEFT, ADDRESS_WIDTH, layout.bold(10.0), 14.0, &paper.to.name, means);
    for line in address(&paper.to.address, home) {
        layout.paragraph(LEFT, ADDRESS_WIDTH, layout.style(10.0), 14.0, &line, means);
    }
    layout.y
}

/// The lines of an address as it is written on an envelope.
pub(super) fn address(place: &Address, country: Option<String>) -> Vec<String> {
    let town = [place.postcode.as_str(), place.city.as_str()].join(" ").trim().to_owned();
    let town = place.region.iter().fold(town, |town, region| format!("{town}, {region}"));
    let lines = place.lines.iter().cloned().chain([town]).chain(country);
    lines.filter(|line| !line.is_empty()).collect()
}

/// Numbers and dates beside the address. Returns where they end.
fn facts(layout: &mut Layout<'_>) -> f32 {
    layout.y = 120.0;
    let table = layout.means(Role::Table(title_of(layout)), None);
    for (key, value) in known(layout) {
        let row = layout.means(Role::Row, Some(table));
        let (head, cell) = (layout.means(Role::RowHead, Some(row)), layout.means(Role::Cell, Some(row)));
        let (label, top) = (layout.say(key), layout.y);
        let small = fitting(&label, layout.quiet(8.5), FACTS_VALUE - FACTS - 6.0);
        layout.text(FACTS, top + 10.5, small, &label, Some(head));
        layout.paragraph(FACTS_VALUE, RIGHT - FACTS_VALUE, layout.style(8.5), 14.0, &value, Some(cell));
    }
    layout.y
}

fn known(layout: &Layout<'_>) -> Vec<(&'static str, String)> {
    let (paper, locale) = (layout.particulars(), layout.locale());
    let date = |date| figures::date(date, locale);
    let due = paper.payment.as_ref().filter(|_| paper.kind == Kind::Invoice).and_then(|payment| payment.due_on);
    let delivered = paper.delivery.as_ref().and_then(|delivery| delivery.on);
    let preceding: Vec<String> = paper.preceding.iter().map(|each| preceding(layout, each)).collect();
    let facts = [
        ("papers-number", Some(paper.number.clone())),
        ("papers-issued-on", Some(date(paper.issued_on))),
        ("papers-due-on", due.map(date)),
        ("papers-delivered-on", delivered.map(date)),
        ("papers-preceding", (!preceding.is_empty()).then(|| preceding.join(", "))),
        ("papers-order", paper.order.clone()),
        ("papers-customer-order", paper.customer_order.clone()),
        ("papers-customer-reference", paper.to.reference.clone()),
        ("papers-customer-number", paper.to.number.clone()),
        ("papers-customer-vat-id", paper.to.vat_id.clone()),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

fn preceding(layout: &Layout<'_>, each: &crate::Preceding) -> String {
    match each.issued_on {
        Some(date) => layout.say_with("papers-preceding-of", &[("number", &each.number), ("date", &figures::date(date, layout.locale()))]),
        None => each.number.clone(),
    }
}

/// What it is and its number at the left, the figure that matters at the right.
fn title(layout: &mut Layout<'_>) {
    let paper = layout.particulars();
    let title = format!("{} {}", title_of(layout), paper.number);
    let means = Some(layout.means(Role::Heading(title.clone()), None));
    let room = if paper.kind.shows_money() { 300.0 } else { RIGHT - LEFT };
    let figure_at = layout.y;
    for line in wrap(&title, layout.bold(21.0), room) {
        layout.y += 25.0;
        layout.text(LEFT, layout.y - 6.0, layout.bold(21.0), &line, means);
    }
    if paper.kind.shows_money() {
        figure(layout, figure_at);
    }
    layout.y += 14.0;
}

fn figure(layout: &mut Layout<'_>, top: f32) {
    let (paper, totals) = (layout.particulars(), layout.sums().totals);
    let settled = totals.due.is_zero() && totals.paid.is_positive();
    let (key, amount) = match paper.kind {
        Kind::CreditNote => ("papers-credited", totals.gross),
        Kind::OrderConfirmation => ("papers-gross", totals.gross),
        Kind::Receipt => ("papers-paid", totals.paid),
        Kind::Invoice | Kind::ReturnNote if settled => ("papers-settled", totals.gross),
        Kind::Invoice | Kind::ReturnNote => ("papers-due", totals.due),
    };
    let (label, amount) = (layout.say(key), figures::money(amount, layout.locale()));
    let means = Some(layout.means(Role::Paragraph, None));
    layout.text_before(RIGHT, 160.0, top, layout.quiet(8.5), &label, means);
    layout.text_before(RIGHT, 160.0, top + 19.0, layout.branded(18.0), &amount, means);
}

pub(super) fn title_of(layout: &Layout<'_>) -> String {
    layout.say(match layout.particulars().kind {
        Kind::Invoice => "papers-invoice",
        Kind::Receipt => "papers-receipt",
        Kind::CreditNote => "papers-credit-note",
        Kind::ReturnNote => "papers-return-note",
        Kind::OrderConfirmation => "papers-order-confirmation",
    })
}
