//! Fields an administrator defines for conversations: the list in the order they are asked, and the form for a new one, which
//! shows the very control agents will get before anything is saved.

mod effect;
mod one;

use crate::fields::{self, Field, FieldKind, Kept};
use crate::putting_back::{FieldOrderSetting, FieldSetting};
use agents::changes::{keeping, keeping_new};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Refusal, Trouble};
use web::parts::{
    Effect, Tone, badge, button, card, empty_state, field, form, icon_button, is_to_show, page_head, select, show_effect, table, textarea,
};
use web::{Fields, Frame, Markup, Needs, Problem, Routes, SignedIn, Site, Text, html, see_other, with_mistakes};

const HERE: &str = "/settings/fields";

pub fn routes() -> Routes {
    let manage = Needs::Permission("settings.manage");
    Routes::new()
        .get(HERE, manage, page)
        .post(HERE, manage, define)
        .get("/settings/fields/preview", manage, effect::preview)
        .get("/settings/fields/{id}", manage, one::page)
        .post("/settings/fields/{id}", manage, one::change)
        .post("/settings/fields/{id}/up", manage, up)
        .post("/settings/fields/{id}/down", manage, down)
        .post("/settings/fields/{id}/on", manage, one::switch_on)
        .post("/settings/fields/{id}/off", manage, one::switch_off)
        .post("/settings/fields/{id}/remove", manage, one::remove)
}

async fn page(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    drawn(&site, &who, &Fields::default(), None).await
}

async fn define(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    if is_to_show(&fields) {
        return Ok((StatusCode::OK, drawn(&site, &who, &fields, None).await?).into_response());
    }
    let kind = FieldKind::of_word(fields.text("kind")).ok_or_else(Problem::unreadable)?;
    let (label, choices) = (fields.text("label").to_owned(), lines(&fields));
    let defined = site.db().work(who.actor(), move |work| {
        let id = fields::define(work, &label, kind, &choices)?;
        keeping_new(work, &FieldSetting, &id.to_string())
    });
    match defined.await {
        Ok(()) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => Ok(with_mistakes(drawn(&site, &who, &fields, Some(refusal)).await?).into_response()),
        Err(trouble) => Err(trouble.into()),
    }
}

async fn up(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    moved(&site, &who, id, true).await
}

async fn down(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    moved(&site, &who, id, false).await
}

async fn moved(site: &Site, who: &SignedIn, id: i64, up: bool) -> Result<Response, Problem> {
    let moved = site
        .db()
        .work(who.actor(), move |work| keeping(work, &FieldOrderSetting, "", |work| fields::move_by_one(work, id, up)));
    moved.await?;
    Ok(see_other(HERE).into_response())
}

/// The choices typed, one a line.
fn lines(fields: &Fields) -> Vec<String> {
    let lines = fields.raw("choices").lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

async fn drawn(site: &Site, who: &SignedIn, given: &Fields, mistake: Option<Refusal>) -> Result<Markup, Problem> {
    let all = site.db().read(fields::kept).await?;
    let text = who.t();
    let of_choices = mistake.as_ref().is_some_and(|mistake| mistake.pointer() == Some("/choices"));
    let mistake = mistake.map(|mistake| text.refusal(&mistake));
    let at = |choices: bool| mistake.as_deref().filter(|_| choices == of_choices);
    let shown = effect::of_new(text, given);
    let effect = Effect { id: "field-effect", href: "/settings/fields/preview", shown: &shown };
    let kinds = FieldKind::ALL.iter().map(|kind| (kind.word(), text.say(kind_key(*kind))));
    let adding = html! {
        (form(&who.csrf, HERE, &effect.watched(&html! {
            (field(text.say("desk-field-label"), "label").value(given.text("label")).required().error(at(false)))
            (select(text.say("desk-field-kind"), "kind", kinds, given.text("kind")))
            (textarea(text.say("desk-field-choices"), "choices").value(given.raw("choices")).hint(text.say("desk-field-choices-hint")).optional(text).error(at(true)))
            div.line { (button(text.say("desk-field-define")).primary()) (show_effect(text)) }
        })))
        (effect.stands(text))
    };
    let body = html! {
        (page_head(&text.say("desk-fields"), &text.say("desk-fields-about"), &html! {}))
        @if all.is_empty() { (empty_state("list", &text.say("desk-fields"), &html! { p { (text.say("desk-fields-none")) } })) } @else { (listed(who, &all)) }
        (card(&text.say("desk-field-define"), &adding))
    };
    Frame::new(site, who, text.say("desk-fields")).settings("fields").body(body).await
}

fn listed(who: &SignedIn, all: &[Kept]) -> Markup {
    let text = who.t();
    let last = all.iter().filter(|one| one.is_on).count().saturating_sub(1);
    let rows = html! { @for (place, one) in all.iter().enumerate() { tr {
        td { span.cell-main { a href={ (HERE) "/" (one.id) } { (one.label) } } " " @if !one.is_on { (badge(Tone::Plain, &text.say("desk-field-is-off"))) } }
        td { (text.say(kind_key(one.kind))) }
        td.sub { (one.options().join(", ")) }
        td.number { (text.number(one.conversations)) }
        td.actions { @if one.is_on { div.line { (step(who, one, "up", place == 0)) (step(who, one, "down", place == last)) } } }
    } } };
    let heads = ["desk-field-label", "desk-field-kind", "desk-field-choices", "desk-field-filled-in"].map(|key| text.say(key));
    html! { section.card { (table(text.say("desk-fields"), heads, rows).with_actions(text)) } }
}

/// One place up or down the list.
fn step(who: &SignedIn, one: &Kept, way: &'static str, at_the_end: bool) -> Markup {
    let (picture, key) = if way == "up" {
        ("chevron-up", "desk-field-up")
    } else {
        ("chevron-down", "desk-field-down")
    };
    let press = icon_button(picture, who.t().say_with(key, &[("label", &one.label)]))
        .attr("type", "submit")
        .disabled(at_the_end);
    form(&who.csrf, format!("{HERE}/{}/{way}", one.id), &html! { (press) })
}

/// As an agent would be asked.
fn asked(id: i64, label: &str, kind: FieldKind, choices: &[String], text: &Text) -> Field {
    let label = if label.is_empty() { text.say("desk-field-label") } else { label.to_owned() };
    let choices = fields::written(choices);
    Field { id, key: String::new(), label, kind, choices, value: None }
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
