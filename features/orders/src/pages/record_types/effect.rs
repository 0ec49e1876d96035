//! What a type of records would be like before it is saved: the form agents get, and what becomes of the records there are.

use crate::effects::{self, RecordEffect};
use crate::pages::taking::own;
use crate::pages::wording::value;
use crate::record_type::Definition;
use axum::extract::State;
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Text, html};

/// `GET /settings/record-types/preview?code=…&definition=…`
pub(in crate::pages) async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    of(&site, &who, query.text("code"), query.raw("definition")).await
}

/// Works it out and draws it; what cannot be read, or does not hold together, says so.
pub(super) async fn of(site: &Site, who: &SignedIn, code: &str, written: &str) -> Result<Markup, Problem> {
    let text = who.t();
    let definition: Definition = match serde_json::from_str(written) {
        Ok(definition) => definition,
        Err(fault) => return Ok(html! { p { (text.say_with("orders-document-unreadable", &[("fault", &fault.to_string())])) } }),
    };
    let faults = definition.faults();
    if !faults.is_empty() {
        return Ok(html! { p { (text.say_with("orders-record-type-faulty", &[("faults", &faults.join("; "))])) } });
    }
    let (code, wanted) = (code.to_owned(), definition.clone());
    let effect = site.db().read(move |tx| effects::record_type(tx, &code, &wanted)).await?;
    Ok(html! { div.stack.tight { (form(text, &definition)) (records(text, &effect)) } })
}

fn form(text: &Text, definition: &Definition) -> Markup {
    let names: Vec<&String> = definition.schema.properties.keys().collect();
    html! {
        p { strong { (text.say("orders-record-form")) } " " (text.say("orders-record-form-about")) }
        div.stack { (own::fields(text, &definition.schema, &names, &Fields::default(), &serde_json::Map::new())) }
    }
}

fn records(text: &Text, effect: &RecordEffect) -> Markup {
    if effect.known.is_none() {
        return html! { p { (text.say("orders-record-new-code")) } };
    }
    html! {
        p { (text.say_with("orders-record-count", &[("count", &effect.records)])) }
        @for (state, count) in &effect.lost_states {
            p { strong { (text.say_with("orders-record-state-lost", &[("state", &value(text, state)), ("count", count)])) } }
        }
        @if effect.misfits > 0 {
            p { strong { (text.say_with("orders-record-misfit", &[("count", &effect.misfits)])) } }
            ul.plain-list { @for (field, count) in &effect.by_field { li { (text.say_with("orders-record-misfit-field", &[("field", field), ("count", count)])) } } }
        } @else if effect.records > 0 { p { (text.say("orders-record-all-fit")) } }
        @if effect.looked_at < effect.records { p.muted { (text.say_with("orders-record-looked-at", &[("count", &effect.looked_at)])) } }
    }
}
