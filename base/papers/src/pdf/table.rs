//! The table of lines. Its head is repeated on each page; a line too long for what is left of a page goes on over the next.

use super::inks;
use super::layout::{BOTTOM, LEFT, Layout, Meaning, RIGHT, Role};
use super::type_case::Style;
use super::wrap::wrap;
use crate::{Category, Line, figures};

/// Where a column's figures end, and how wide they may be.
struct Column {
    key: &'static str,
    right: f32,
    room: f32,
}

const QUANTITY: Column = Column { key: "papers-quantity", right: 356.0, room: 50.0 };
const PRICE: Column = Column { key: "papers-price", right: 420.0, room: 60.0 };
const TAX: Column = Column { key: "papers-tax", right: 458.0, room: 34.0 };
const AMOUNT: Column = Column { key: "papers-amount", right: RIGHT, room: 76.0 };
const DESCRIPTION: f32 = LEFT + 24.0;
const LEADING: f32 = 12.6;

pub(super) fn lay(layout: &mut Layout<'_>) {
    let title = super::letterhead::title_of(layout);
    let table = layout.means(Role::Table(title), None);
    let group = layout.means(Role::Head, Some(table));
    let row = layout.means(Role::Row, Some(group));
    head(layout, Some(row));
    let body = layout.means(Role::Body, Some(table));
    for (index, line) in layout.particulars().lines.iter().enumerate() {
        let row = layout.means(Role::Row, Some(body));
        lay_line(layout, index + 1, line, row);
    }
    layout.y += 8.0;
}

fn columns(layout: &Layout<'_>) -> Vec<Column> {
    if layout.particulars().kind.shows_money() {
        vec![QUANTITY, PRICE, TAX, AMOUNT]
    } else {
        vec![Column { right: RIGHT, ..QUANTITY }]
    }
}

/// With a row it is the table's head; without, its repetition on a later page.
fn head(layout: &mut Layout<'_>, row: Option<Meaning>) {
    let style = layout.branded(7.6);
    let y = layout.y + 10.0;
    let cell = |layout: &mut Layout<'_>| row.map(|row| layout.means(Role::ColumnHead, Some(row)));
    let (position, description) = (layout.say("papers-position"), layout.say("papers-description"));
    let means = cell(layout);
    layout.text(LEFT, y, style, &position, means);
    let means = cell(layout);
    layout.text(DESCRIPTION, y, style, &description, means);
    for column in columns(layout) {
        let (label, means) = (layout.say(column.key), cell(layout));
        layout.text_before(column.right, column.room, y, style, &label, means);
    }
    layout.area(LEFT, layout.y + 16.0, RIGHT - LEFT, 1.0, layout.brand_ink);
    layout.y += 18.0;
}

fn lay_line(layout: &mut Layout<'_>, position: usize, line: &Line, row: Meaning) {
    let texts = texts(layout, line);
    let height = texts.iter().map(|(_, leading, _)| leading).sum::<f32>() + 10.0;
    let whole_page = BOTTOM - 120.0;
    turn_if_needed(layout, height.min(if height > whole_page { 3.0 * LEADING } else { height }));
    layout.y += 4.5;
    let first = layout.y + LEADING - 3.2;
    let cells: Vec<Meaning> = (0..2 + columns(layout).len())
        .map(|index| layout.means(if index == 1 { Role::RowHead } else { Role::Cell }, Some(row)))
        .collect();
    layout.text(LEFT, first, layout.quiet(8.2), &position.to_string(), Some(cells[0]));
    for ((column, text), cell) in columns(layout).into_iter().zip(figures_of(layout, line)).zip(&cells[2..]) {
        layout.text_before(column.right, column.room, first, layout.style(9.0), &text, Some(*cell));
    }
    for (style, leading, text) in texts {
        turn_if_needed(layout, leading);
        layout.y += leading;
        layout.text(DESCRIPTION, layout.y - leading * 0.25, style, &text, Some(cells[1]));
    }
    layout.y += 5.0;
    layout.area(LEFT, layout.y, RIGHT - LEFT, 0.5, inks::HAIRLINE);
}

fn turn_if_needed(layout: &mut Layout<'_>, height: f32) {
    if layout.make_room(height) {
        head(layout, None);
    }
}

/// What stands in the wide column, line by line with its leading: description, options, number, discount.
fn texts(layout: &Layout<'_>, line: &Line) -> Vec<(Style, f32, String)> {
    let room = columns(layout).first().map_or(200.0, |column| column.right - column.room - DESCRIPTION - 8.0);
    let (plain, small) = (layout.style(9.0), layout.quiet(7.6));
    let set = |style: Style, leading: f32, text: &str| wrap(text, style, room).into_iter().map(move |line| (style, leading, line));
    let sku = line.sku.as_ref().map(|sku| layout.say_with("papers-sku", &[("sku", sku)]));
    let discount = line.discount.as_ref().filter(|_| layout.particulars().kind.shows_money()).map(|discount| {
        let reason = layout.say_with("papers-line-discount", &[("reason", &discount.reason)]);
        let taken = discount.amount.negated().map(|amount| figures::money(amount, layout.locale())).unwrap_or_default();
        format!("{reason}  {taken}")
    });
    let below = [line.details.clone(), sku, discount].into_iter().flatten();
    let below: Vec<_> = below.flat_map(|text| set(small, 10.6, &text).collect::<Vec<_>>()).collect();
    set(plain, LEADING, &line.description).chain(below).collect()
}

fn figures_of(layout: &Layout<'_>, line: &Line) -> Vec<String> {
    let locale = layout.locale();
    let unit = line.unit.key().map(|key| layout.say(key));
    let quantity = figures::plain(line.quantity, locale);
    let quantity = unit.map_or(quantity.clone(), |unit| format!("{quantity}\u{a0}{unit}"));
    let rate = if line.tax.category == Category::OutOfScope {
        "–".to_owned()
    } else {
        figures::percent(line.tax.rate, locale)
    };
    let price = figures::price(line.price, line.net.currency, locale);
    vec![quantity, price, rate, figures::amount(line.net, locale)]
}
