//! What the company sells beside orders, as the administrator defines it: fields, states, and actions of its own. A type is
//! written as a document and shown in plain words, with which of its actions a policy speaks of: without one each is denied.

mod effect;

pub(super) use effect::preview;

use crate::pages::taking::own::title;
use crate::pages::wording::{own_action, value};
use crate::putting_back::RecordTypeSetting;
use crate::record_type::{self, Definition, FieldKind, FieldSchema, Format, RecordType};
use crate::{brand, policies};
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use web::parts::{
    Effect, Tone, badge, banner, button, card, empty_state, field, form, is_to_show, link_button, page_head, show_effect, table, textarea,
};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, Text, html, see_other};

/// A type to begin with: a booking that is asked for, confirmed, moved and called off.
const EXAMPLE: &str = r#"{
  "schema": {
    "properties": {
      "guest": {"type": "string", "title": "Guest", "maxLength": 100},
      "arrives": {"type": "string", "title": "Arrives", "format": "date"},
      "nights": {"type": "integer", "title": "Nights", "minimum": 1, "maximum": 30},
      "room": {"type": "string", "title": "Room", "enum": ["single", "double"]},
      "breakfast": {"type": "boolean", "title": "Breakfast"}
    },
    "required": ["guest", "arrives", "nights"]
  },
  "states": ["asked", "booked", "called_off"],
  "actions": {
    "book": {"from": ["asked"], "to": "booked"},
    "move": {"from": ["asked", "booked"], "sets": ["arrives", "nights"]},
    "call_off": {"from": ["asked", "booked"], "to": "called_off"}
  }
}"#;

/// `GET /settings/record-types`
pub(super) async fn list(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    draw_list(&site, &who, None, &Fields::default()).await
}

async fn draw_list(site: &Site, who: &SignedIn, mistake: Option<String>, typed: &Fields) -> Result<Response, Problem> {
    let all = site.db().read(record_type::all).await?;
    let text = who.t();
    let heads = ["orders-name", "orders-code", "orders-version"].map(|key| text.say(key));
    let rows = html! { @for one in &all { tr { td { a href={ "/settings/record-types/" (one.code) } { (one.name) } } td.mono { (one.code) } td.number { (one.version) } } } };
    let written = if typed.has("definition") { typed.raw("definition") } else { EXAMPLE };
    let shown = effect::of(site, who, typed.text("code"), written).await?;
    let body = html! {
        (page_head(&text.say("orders-record-types"), &text.say("orders-record-types-about"), &html! {}))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        @if all.is_empty() { (empty_state("file", &text.say("orders-record-types-none"), &html! { p { (text.say("orders-record-types-none-next")) } })) }
        @else { div.card { (table(text.say("orders-record-types"), heads, rows)) } }
        (card(&text.say("orders-record-type-add"), &editor(who, typed.text("code"), typed.text("name"), written, &shown)))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, text.say("orders-record-types")).settings("record-types").body(body).await?).into_response())
}

/// The document, beside the form agents would get by it.
fn editor(who: &SignedIn, code: &str, name: &str, written: &str, shown: &Markup) -> Markup {
    let text = who.t();
    let effect = Effect { id: "record-type-effect", href: "/settings/record-types/preview", shown };
    let inside = html! {
            div.fields {
                (field(text.say("orders-code"), "code").value(code).hint(text.say("orders-record-code-hint")).required())
                (field(text.say("orders-name"), "name").value(name).required())
            }
            (textarea(text.say("orders-policy-document"), "definition").value(written).hint(text.say("orders-record-type-hint")).attr("rows", "20").attr("spellcheck", "false").class("mono").required())
            div.line { (button(text.say("orders-record-type-keep")).primary().icon("check")) (show_effect(text)) }
    };
    html! { (form(&who.csrf, "/settings/record-types", &effect.watched(&inside))) (effect.stands(text)) }
}

/// `POST /settings/record-types`: a new type, or the next version of one.
pub(super) async fn define(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    if is_to_show(&fields) {
        return draw_list(&site, &who, None, &fields).await;
    }
    let read: Result<Definition, _> = serde_json::from_str(fields.raw("definition"));
    let definition = match read {
        Ok(definition) => definition,
        Err(fault) => {
            let sentence = who.t().say_with("orders-document-unreadable", &[("fault", &fault.to_string())]);
            return draw_list(&site, &who, Some(sentence), &fields).await;
        }
    };
    let typed = fields.clone();
    let defined = site.db().work(who.actor(), move |work| {
        let name = typed.optional("name").ok_or_else(|| Trouble::refused("orders-name-missing"))?;
        let code = typed.text("code");
        let id = keeping(work, &RecordTypeSetting, code, |work| record_type::define(work, code, name, &definition))?;
        Ok(record_type::find(work, id)?.code)
    });
    match defined.await {
        Ok(code) => Ok(see_other(&format!("/settings/record-types/{code}")).into_response()),
        Err(Trouble::Refused(refusal)) => draw_list(&site, &who, Some(who.t().refusal(&refusal)), &fields).await,
        Err(other) => Err(other.into()),
    }
}

/// Whether the policy that counts for each brand speaks of an action, by its name there.
struct Spoken {
    brand: String,
    actions: Vec<String>,
}

fn spoken(tx: &mut Tx<'_>) -> Result<Vec<Spoken>, Trouble> {
    let mut all = Vec::new();
    for one in brand::all(tx)? {
        let country = brand::entity(tx, one.legal_entity)?.country;
        let policy = policies::counting(tx, &one, &country)?;
        let actions = policy.map_or_else(Vec::new, |(_, policy)| policy.actions.keys().cloned().collect());
        all.push(Spoken { brand: one.name, actions });
    }
    Ok(all)
}

/// `GET /settings/record-types/{code}`
pub(super) async fn show(State(site): State<Site>, who: SignedIn, Path(code): Path<String>) -> Result<Response, Problem> {
    let (found, spoken) = site.db().read(move |tx| Ok((record_type::by_code(tx, &code)?, spoken(tx)?))).await?;
    let found: RecordType = found.ok_or_else(Problem::not_found)?;
    let definition = found.definition()?;
    let text = who.t();
    let version = text.say_with("orders-policy-version", &[("name", &found.code), ("version", &found.version)]);
    let written = serde_json::to_string_pretty(&definition).map_err(|fault| Problem::fault(&fault))?;
    let shown = effect::of(&site, &who, &found.code, &written).await?;
    let body = html! {
        (page_head(&found.name, &version, &html! { (link_button(text.say("orders-record-types"), "/settings/record-types").quiet()) }))
        (card(&text.say("orders-record-fields"), &plain_fields(text, &definition)))
        (card(&text.say("orders-record-actions"), &plain_actions(text, &found.code, &definition, &spoken)))
        (card(&text.say("orders-record-type-next"), &editor(&who, &found.code, &found.name, &written, &shown)))
    };
    Ok(Frame::new(&site, &who, found.name.clone())
        .settings("record-types")
        .body(body)
        .await?
        .into_response())
}

fn plain_fields(text: &Text, definition: &Definition) -> Markup {
    let heads = ["orders-name", "orders-record-holds", "orders-record-needed"].map(|key| text.say(key));
    let rows = html! {
        @for (name, one) in &definition.schema.properties {
            tr {
                td { (title(name, one)) div.muted.mono { (name) } }
                td { (kind(text, one)) }
                td { (text.say(if definition.schema.required.contains(name) { "orders-yes" } else { "orders-no" })) }
            }
        }
    };
    let states = definition.states.iter().map(|state| value(text, state)).collect::<Vec<_>>().join(" → ");
    html! { div.stack { (table(text.say("orders-record-fields"), heads, rows)) p { (text.say("orders-record-states")) " " (states) } } }
}

fn kind(text: &Text, one: &FieldSchema) -> String {
    if let Some(values) = &one.one_of {
        return values
            .iter()
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .collect::<Vec<_>>()
            .join(", ");
    }
    text.say(match (one.kind, one.format) {
        (_, Some(Format::Date)) => "orders-kind-date",
        (FieldKind::Integer, _) => "orders-kind-number",
        (FieldKind::Boolean, _) => "orders-kind-flag",
        (FieldKind::String, None) => "orders-kind-text",
    })
}

/// Each action with its way, its fields, and where a policy lets it be done.
fn plain_actions(text: &Text, code: &str, definition: &Definition, spoken: &[Spoken]) -> Markup {
    let heads = ["orders-what", "orders-record-way", "orders-record-sets", "orders-policy"].map(|key| text.say(key));
    let states = |all: &[String]| all.iter().map(|state| value(text, state)).collect::<Vec<_>>().join(", ");
    let row = |name: &str, way: String, sets: String| {
        html! { tr { td { (own_action(name)) div.muted.mono { (code) "." (name) } } td { (way) } td { (sets) } td { (said_of(text, &format!("{code}.{name}"), spoken)) } } }
    };
    let rows = html! {
        (row("open", states(definition.states.get(..1).unwrap_or_default()), definition.schema.properties.keys().cloned().collect::<Vec<_>>().join(", ")))
        @for (name, action) in &definition.actions {
            @let from = if action.from.is_empty() { text.say("orders-record-any-state") } else { states(&action.from) };
            @let way = action.to.as_ref().map_or_else(|| from.clone(), |to| format!("{from} → {}", value(text, to)));
            (row(name, way, action.sets.join(", ")))
        }
    };
    html! {
        div.stack {
            (table(text.say("orders-record-actions"), heads, rows))
            p.muted { (text.say("orders-record-policy-hint")) " " a href="/settings/policies" { (text.say("orders-policies")) } }
        }
    }
}

fn said_of(text: &Text, action: &str, spoken: &[Spoken]) -> Markup {
    html! {
        @for one in spoken {
            @let known = one.actions.iter().any(|name| name == action);
            (badge(if known { Tone::Good } else { Tone::Warn }, &format!("{}: {}", one.brand, text.say(if known { "orders-record-ruled" } else { "orders-record-unruled" })))) " "
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Definition, EXAMPLE};

    #[test]
    fn the_type_to_begin_with_holds_together() {
        let definition: Definition = serde_json::from_str(EXAMPLE).expect("it reads");
        assert_eq!(definition.faults(), Vec::<String>::new());
    }
}
