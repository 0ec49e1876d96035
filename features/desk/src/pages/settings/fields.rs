//! Fields an administrator defines for conversations.

use crate::fields::{self, Field, FieldKind};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::parts::{button, card, field, form, page_head, select, table, textarea};
use web::{Fields, Frame, Markup, Needs, Problem, Routes, SignedIn, Site, html, see_other, with_mistakes};

const HERE: &str = "/settings/fields";

pub fn routes() -> Routes {
    let manage = Needs::Permission("settings.manage");
    Routes::new().get(HERE, manage, page).post(HERE, manage, define)
}

async fn page(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    drawn(&site, &who, &Fields::default(), None).await
}

async fn define(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let kind = FieldKind::of_word(fields.text("kind")).ok_or_else(Problem::unreadable)?;
    let label = fields.text("label").to_owned();
    let choices: Vec<String> = fields
        .text("choices")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    let defined = site.db().work(who.actor(), move |work| {
        if kind == FieldKind::Choice && choices.is_empty() {
            return Err(Trouble::refused("desk-field-without-choices"));
        }
        fields::define(work, &label, kind, &choices)
    });
    match defined.await {
        Ok(_) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => {
            Ok(with_mistakes(drawn(&site, &who, &fields, Some(who.t().refusal(&refusal))).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

async fn drawn(site: &Site, who: &SignedIn, given: &Fields, mistake: Option<String>) -> Result<Markup, Problem> {
    let all = site.db().read(fields::all).await?;
    let text = who.t();
    let kinds = FieldKind::ALL.iter().map(|kind| (kind.word(), text.say(kind_key(*kind))));
    let adding = form(
        &who.csrf,
        HERE,
        &html! {
            div.stack {
                (field(text.say("desk-field-label"), "label").value(given.text("label")).required().error(mistake.as_deref()))
                (select(text.say("desk-field-kind"), "kind", kinds, given.text("kind")))
                (textarea(text.say("desk-field-choices"), "choices").value(given.text("choices")).hint(text.say("desk-field-choices-hint")).optional(text))
                (button(text.say("desk-field-define")).primary())
            }
        },
    );
    let body = html! {
        (page_head(&text.say("desk-fields"), &text.say("desk-fields-about"), &html! {}))
        @if all.is_empty() { p.muted { (text.say("desk-fields-none")) } } @else { (listed(who, &all)) }
        (card(&text.say("desk-field-define"), &adding))
    };
    Frame::new(site, who, text.say("desk-fields")).settings("fields").body(body).await
}

fn listed(who: &SignedIn, all: &[Field]) -> Markup {
    let text = who.t();
    let rows =
        html! { @for one in all { tr { td { (one.label) } td { (text.say(kind_key(one.kind))) } td.sub { (one.options().join(", ")) } } } };
    html! { section.card { (table(text.say("desk-fields"), [text.say("desk-field-label"), text.say("desk-field-kind"), text.say("desk-field-choices")], rows)) } }
}

const fn kind_key(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "desk-field-kind-text",
        FieldKind::Number => "desk-field-kind-number",
        FieldKind::Choice => "desk-field-kind-choice",
        FieldKind::YesNo => "desk-field-kind-yes-no",
        FieldKind::Date => "desk-field-kind-date",
    }
}
