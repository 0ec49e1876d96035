//! What it comes to, how it is taxed, how it is paid, and what else there is to say.

use super::inks;
use super::layout::{BOTTOM, LEFT, Layout, Meaning, RIGHT, Role};
use super::type_case::Style;
use super::wrap::wrap;
use crate::{Kind, Means, figures, words};
use kit::Money;

const LABELS: f32 = 308.0;
const LABEL_ROOM: f32 = RIGHT - LABELS - 84.0;
const ROW: f32 = 14.5;
const BESIDE: f32 = 218.0;

enum Weight {
    Plain,
    Sum,
    Last,
}

pub(super) fn lay(layout: &mut Layout<'_>) {
    if layout.particulars().kind.shows_money() {
        let rows = rows(layout);
        let payment = payment_texts(layout);
        let height = height(layout, &rows).max(payment.len() as f32 * 13.0 + 30.0);
        if height < BOTTOM - 120.0 {
            layout.make_room(height);
        }
        let (top, page) = (layout.y, layout.pages.len());
        totals(layout, rows);
        let below = layout.y;
        // Beside the totals if they stayed on one page, else below them.
        layout.y = if layout.pages.len() == page { top + 6.0 } else { below + 16.0 };
        let page = layout.pages.len();
        payment_block(layout, payment);
        layout.y = if layout.pages.len() == page { layout.y.max(below) } else { layout.y };
    }
    reasons(layout);
    delivered(layout);
    notes(layout);
}

fn rows(layout: &Layout<'_>) -> Vec<(String, Money, Weight)> {
    let (paper, sums, locale) = (layout.particulars(), layout.sums(), layout.locale());
    let totals = &sums.totals;
    let mut rows = Vec::new();
    if !paper.adjustments.is_empty() {
        rows.push((layout.say("papers-lines-total"), totals.lines, Weight::Plain));
        let signed = paper
            .adjustments
            .iter()
            .map(|each| (each.reason().to_owned(), each.signed().unwrap_or(each.amount()), Weight::Plain));
        rows.extend(signed);
    }
    rows.push((layout.say("papers-net"), totals.net, Weight::Plain));
    for line in &sums.taxes {
        let (rate, taxable) = (figures::percent(line.tax.rate, locale), figures::money(line.taxable, locale));
        rows.push((layout.say_with("papers-tax-line", &[("rate", &rate), ("taxable", &taxable)]), line.amount, Weight::Plain));
    }
    rows.push((layout.say("papers-gross"), totals.gross, Weight::Sum));
    if !totals.paid.is_zero() {
        rows.push((layout.say("papers-paid"), totals.paid.negated().unwrap_or(totals.paid), Weight::Plain));
    }
    if !totals.rounding.is_zero() {
        rows.push((layout.say("papers-rounding"), totals.rounding, Weight::Plain));
    }
    if matches!(paper.kind, Kind::Invoice | Kind::CreditNote) {
        let key = if paper.kind == Kind::CreditNote { "papers-credited" } else { "papers-due" };
        rows.push((layout.say(key), totals.due, Weight::Last));
    }
    rows
}

fn style(layout: &Layout<'_>, weight: &Weight) -> Style {
    match weight {
        Weight::Plain => layout.style(9.0),
        Weight::Sum => layout.bold(9.5),
        Weight::Last => layout.branded(11.5),
    }
}

fn height(layout: &Layout<'_>, rows: &[(String, Money, Weight)]) -> f32 {
    let lines = |(label, _, weight): &(String, Money, Weight)| wrap(label, style(layout, weight), LABEL_ROOM).len() as f32;
    rows.iter().map(lines).sum::<f32>() * ROW + 34.0
}

fn totals(layout: &mut Layout<'_>, rows: Vec<(String, Money, Weight)>) {
    let title = layout.say("papers-gross");
    let table = layout.means(Role::Table(title), None);
    for (label, amount, weight) in rows {
        let row = layout.means(Role::Row, Some(table));
        total(layout, &label, amount, &weight, row);
    }
}

fn total(layout: &mut Layout<'_>, label: &str, amount: Money, weight: &Weight, row: Meaning) {
    let style = style(layout, weight);
    let lines = wrap(label, style, LABEL_ROOM);
    let padding = if matches!(weight, Weight::Last) { 8.0 } else { 2.0 };
    layout.make_room(lines.len() as f32 * ROW + 2.0 * padding);
    match weight {
        Weight::Plain => {}
        Weight::Sum => layout.area(LABELS, layout.y + 2.0, RIGHT - LABELS, 0.7, inks::QUIET),
        Weight::Last => {
            let ink = inks::tint(layout.brand_ink);
            layout.area(LABELS - 10.0, layout.y + 4.0, RIGHT - LABELS + 20.0, lines.len() as f32 * ROW + 13.0, ink);
        }
    }
    layout.y += padding;
    let (head, cell) = (layout.means(Role::RowHead, Some(row)), layout.means(Role::Cell, Some(row)));
    let amount = figures::money(amount, layout.locale());
    for (index, line) in lines.iter().enumerate() {
        layout.y += ROW;
        layout.text(LABELS, layout.y - 2.5, style, line, Some(head));
        if index + 1 == lines.len() {
            layout.text_before(RIGHT, 82.0, layout.y - 2.5, style, &amount, Some(cell));
        }
    }
    layout.y += padding;
}

/// How it is to be paid or was paid, line by line.
fn payment_texts(layout: &Layout<'_>) -> Vec<String> {
    let paper = layout.particulars();
    let Some(payment) = &paper.payment else {
        return words::terms(layout.paper).into_iter().collect();
    };
    let owed = layout.sums().totals.due.is_positive();
    let terms = payment.terms.clone().or_else(|| words::terms(layout.paper));
    let means = match &payment.means {
        Means::Transfer if paper.kind == Kind::Invoice && owed => layout.say_with("papers-by-transfer", &[("number", &paper.number)]),
        Means::Transfer => String::new(),
        Means::Card { last_four: Some(digits) } => layout.say_with("papers-by-card-ending", &[("digits", digits)]),
        Means::Card { last_four: None } => layout.say("papers-by-card"),
        Means::DirectDebit { mandate, .. } => layout.say_with("papers-by-debit", &[("mandate", mandate)]),
        Means::Online { service } => layout.say_with("papers-by-service", &[("service", service)]),
        Means::Cash => layout.say("papers-by-cash"),
        Means::Credit => layout.say("papers-by-credit"),
        Means::Agreed => layout.say("papers-by-agreement"),
    };
    let shows_account = owed && paper.kind == Kind::Invoice && payment.means == Means::Transfer;
    let account = if shows_account { account(layout) } else { Vec::new() };
    let texts = terms.into_iter().chain([means]).chain(account);
    texts.filter(|text| !text.is_empty()).collect()
}

/// Holder, number, BIC and bank of our account.
pub(super) fn account(layout: &Layout<'_>) -> Vec<String> {
    let from = &layout.particulars().from;
    let Some(account) = &from.account else { return Vec::new() };
    let is_iban = account.iban.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let key = if is_iban { "papers-iban" } else { "papers-account-number" };
    let number = layout.say_with(key, &[("iban", &figures::iban(&account.iban))]);
    let bic = account.bic.as_ref().map(|bic| layout.say_with("papers-bic", &[("bic", bic)]));
    [Some(number), bic, account.bank.clone()].into_iter().flatten().collect()
}

fn payment_block(layout: &mut Layout<'_>, texts: Vec<String>) {
    if texts.is_empty() {
        return;
    }
    heading(layout, "papers-payment");
    for text in texts {
        let means = Some(layout.means(Role::Paragraph, None));
        layout.paragraph(LEFT, BESIDE, layout.style(8.6), 12.6, &text, means);
    }
}

/// Why no tax is charged, where none is.
fn reasons(layout: &mut Layout<'_>) {
    let reasons: Vec<String> = layout.sums().taxes.iter().filter_map(|line| line.reason.clone()).collect();
    if reasons.is_empty() || !layout.particulars().kind.shows_money() {
        return;
    }
    layout.y += 14.0;
    for reason in reasons {
        let means = Some(layout.means(Role::Paragraph, None));
        layout.paragraph(LEFT, RIGHT - LEFT, layout.style(8.6), 12.6, &reason, means);
    }
}

/// Where it went, if elsewhere; for a return note, where it is to be sent.
fn delivered(layout: &mut Layout<'_>) {
    let paper = layout.particulars();
    let returns = paper.kind == Kind::ReturnNote;
    let own = returns.then_some((&paper.from.name, &paper.from.address));
    let to = paper
        .delivery
        .as_ref()
        .and_then(|delivery| delivery.to.as_ref())
        .map(|(name, address)| (name, address));
    let Some((name, address)) = to.or(own) else { return };
    layout.y += 14.0;
    heading(layout, if returns { "papers-send-to" } else { "papers-delivered-to" });
    let means = Some(layout.means(Role::Paragraph, None));
    let country = (address.country != paper.from.address.country).then(|| address.country.code().to_owned());
    let lines = super::letterhead::address(address, country).join(", ");
    layout.paragraph(LEFT, RIGHT - LEFT, layout.style(8.6), 12.6, &format!("{name}, {lines}"), means);
}

fn notes(layout: &mut Layout<'_>) {
    for (index, note) in layout.particulars().notes.iter().enumerate() {
        layout.y += if index == 0 { 14.0 } else { 5.0 };
        if index == 0 {
            heading(layout, "papers-notes");
        }
        let means = Some(layout.means(Role::Paragraph, None));
        layout.paragraph(LEFT, RIGHT - LEFT, layout.style(8.6), 12.6, note, means);
    }
}

fn heading(layout: &mut Layout<'_>, key: &str) {
    layout.make_room(34.0);
    let text = layout.say(key);
    let means = Some(layout.means(Role::Subheading(text.clone()), None));
    layout.y += 13.0;
    layout.text(LEFT, layout.y - 3.0, layout.branded(8.6), &text, means);
    layout.y += 1.0;
}
