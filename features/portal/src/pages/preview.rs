//! The preview as a page: lines, money, what cannot be undone, and a button; or why not, and what to do instead.

use super::ways::reasons;
use super::words::said;
use kit::Money;
use orders::action::preview::Line;
use orders::{Preview, Request};
use web::parts::{Tone, banner, button, form, link_button};
use web::{Markup, Text, Visitor, html};

/// What is shown.
pub(super) struct Shown<'a> {
    /// The page one came from and goes back to: its address and what leads there.
    pub here: &'a str,
    pub back: &'a str,
    /// Where something else can be chosen, if there is a choice.
    pub again: Option<&'a str>,
    /// Where the yes goes.
    pub confirm: &'a str,
    /// Where one writes to us about it.
    pub write: &'a str,
    pub request: &'a Request,
    pub preview: &'a Preview,
    /// What the pieces of a return are worth.
    pub worth: Option<Money>,
    /// The key the confirmation is done once under.
    pub key: &'a str,
    /// Something moved since they looked; this is how it stands now.
    pub has_changed: bool,
}

/// Title and body.
pub(super) fn page(visitor: &Visitor, shown: &Shown<'_>) -> (String, Markup) {
    let t = visitor.t();
    let title = said(t, "title", if shown.preview.verb == "change_address" { "address" } else { &shown.preview.verb });
    let body = html! {
        p { a href=(shown.here) { (shown.back) } }
        h1 { (title) }
        @if shown.has_changed { (banner(Tone::Warn, &html! { p { (t.say("portal-changed")) } })) }
        @if shown.preview.is_possible() { (possible(visitor, shown)) } @else { (denied(visitor, shown)) }
    };
    (title, body)
}

fn possible(visitor: &Visitor, shown: &Shown<'_>) -> Markup {
    let (t, seen) = (visitor.t(), shown.preview);
    html! {
        section.card {
            header { h2 { (t.say("portal-preview")) } }
            (what(t, shown))
            div.body.stack {
                @if let Some(worth) = shown.worth { p { (t.say_with("portal-return-worth", &[("amount", &t.money(worth))])) } }
                @if !seen.cannot_be_undone.is_empty() {
                    p { (t.say("portal-final")) }
                    ul { @for word in &seen.cannot_be_undone { li { (said(t, "final", word)) } } }
                }
                (confirmation(visitor, shown))
            }
        }
    }
}

fn what(t: &Text, shown: &Shown<'_>) -> Markup {
    let seen = shown.preview;
    html! {
        @if !seen.lines.is_empty() || !seen.money.is_empty() {
            ul.front-list {
                @for line in &seen.lines { (row(t, &bill_line(t, line), line)) }
                @for line in &seen.money { (row(t, &money_line(t, line), line)) }
            }
        }
        @if let Request::ChangeAddress(change) = shown.request {
            @if let Some(to) = &change.ship_to { div.body { p.slip { (super::slip::lines(to).join("\n")) } } }
        }
    }
}

fn row(t: &Text, label: &str, line: &Line) -> Markup {
    html! { li { div.main { (label) } div.end { (t.money(line.amount)) } } }
}

/// Goods go by their name; the rest by what it is.
fn bill_line(t: &Text, line: &Line) -> String {
    // A word of the ledger's, not the name of goods.
    if line.label == "unused days" {
        return t.say("portal-line-unused-days");
    }
    if matches!(line.kind.as_str(), "unit" | "credit") && !line.label.is_empty() {
        format!("{}: {}", said(t, "line", &line.kind), line.label)
    } else {
        said(t, "line", &line.kind)
    }
}

fn money_line(t: &Text, line: &Line) -> String {
    format!("{}: {}", said(t, "money", &line.kind), said(t, "method", &line.label))
}

fn confirmation(visitor: &Visitor, shown: &Shown<'_>) -> Markup {
    let t = visitor.t();
    // What was read from a form a moment ago is written down again; that cannot fail, and an empty text would be refused.
    let request = serde_json::to_string(shown.request).unwrap_or_default();
    let body = html! {
        input type="hidden" name="request" value=(request);
        input type="hidden" name="hash" value=(shown.preview.hash);
        input type="hidden" name="key" value=(shown.key);
        div.front-buttons {
            (button(said(t, "confirm", &shown.preview.verb)).primary())
            (link_button(t.say("portal-not-now"), shown.here).quiet())
        }
    };
    form(&visitor.csrf, shown.confirm, &body)
}

fn denied(visitor: &Visitor, shown: &Shown<'_>) -> Markup {
    let t = visitor.t();
    html! {
        (banner(Tone::Danger, &html! { strong { (t.say("portal-denied")) } (reasons(visitor, &shown.preview.verdict, 2)) }))
        div.front-buttons {
            @if let Some(again) = shown.again { (link_button(t.say("portal-choose-again"), again)) }
            (link_button(t.say("portal-write"), shown.write).quiet())
        }
    }
}
