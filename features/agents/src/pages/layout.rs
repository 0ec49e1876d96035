//! The two shapes of these pages: a card on the doorstep, and a settings page with its notice.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::parts::{self, Table, Tone, banner};
use web::{Markup, Problem, Query, Text, Visitor, bare, html};

/// A card on the doorstep: what it is for, a mistake if there was one, a form, and ways elsewhere.
pub(super) struct Step<'a> {
    pub(super) visitor: &'a Visitor,
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) mistake: Option<String>,
    pub(super) ways: Markup,
}

impl Step<'_> {
    /// The page around the form; a mistake makes it a 422.
    pub(super) fn around(self, body: &Markup) -> Response {
        let status = if self.mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let page = html! {
            div { h1 { (self.title) } @if !self.lead.is_empty() { p.lead { (self.lead) } } }
            @if let Some(mistake) = &self.mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
            div.card { div.stack { (body) } }
            footer { (self.ways) }
        };
        (status, bare(self.visitor, &self.title, page)).into_response()
    }
}

/// A form on the doorstep, its parts one below the other.
pub(super) fn stacked(csrf: &str, action: &str, body: &Markup) -> Markup {
    parts::form(csrf, action, &html! { div.stack { (body) } })
}

/// What was done a moment ago, if the address says so; the words are ours.
pub(super) fn notice(text: &Text, query: &Query) -> Markup {
    const DONE: &[(&str, &str)] = &[
        ("saved", "agents-done-saved"),
        ("password", "agents-done-password"),
        ("ended", "agents-done-ended"),
        ("revoked", "agents-done-revoked"),
        ("second-factor-off", "agents-done-second-factor-off"),
        ("passkey", "agents-done-passkey"),
        ("passkey-removed", "agents-done-passkey-removed"),
        ("deactivated", "agents-done-deactivated"),
        ("reactivated", "agents-done-reactivated"),
        ("removed", "agents-done-removed"),
        ("archived", "agents-done-archived"),
    ];
    let done = DONE.iter().find(|(word, _)| *word == query.text("done"));
    html! { @if let Some((_, key)) = done { div role="status" { (banner(Tone::Good, &html! { p { (text.say(key)) } })) } } }
}

/// A mistake above a settings form.
pub(super) fn mistake(sentence: Option<&str>) -> Markup {
    html! { @if let Some(sentence) = sentence { (banner(Tone::Danger, &html! { p { (sentence) } })) } }
}

/// A refusal becomes a sentence for the form; any other trouble stays one.
pub(super) fn refusal(text: &Text, trouble: Trouble) -> Result<String, Problem> {
    match trouble {
        Trouble::Refused(refusal) => Ok(text.refusal(&refusal)),
        other => Err(other.into()),
    }
}

/// How a role is called in the reader's language.
pub(super) fn role_name(text: &Text, built_in: Option<crate::BuiltIn>, name: &str) -> String {
    built_in.map_or_else(|| name.to_owned(), |built_in| text.say(built_in.name_key()))
}

/// A card that holds a table and nothing else: the table reaches its edges.
pub(super) fn listing(title: &str, table: &Table) -> Markup {
    html! { section.card { header { h2 { (title) } } (table) } }
}
