//! The form of a company's own records, made from their schema: a field for each property, a choice where the schema names
//! the values, a day where it wants one.

use super::request::paired;
use super::whom::Whom;
use crate::record_type::{FieldKind, FieldSchema, Format, Schema};
use db::Trouble;
use serde_json::{Map, Value, json};
use web::parts::{checkbox, field, select};
use web::{Fields, Markup, Text, html};

/// What a field is called: its title, or its name with blanks.
pub(in crate::pages) fn title(name: &str, schema: &FieldSchema) -> String {
    schema.title.clone().unwrap_or_else(|| name.replace('_', " "))
}

/// A value as people read it.
pub(in crate::pages) fn said(text: &Text, value: &Value) -> String {
    match value {
        Value::Bool(yes) => text.say(if *yes { "orders-yes" } else { "orders-no" }),
        Value::String(words) => words.clone(),
        Value::Null => "—".into(),
        other => other.to_string(),
    }
}

/// Fields for these properties, with what was typed or what is there.
pub(in crate::pages) fn fields(text: &Text, schema: &Schema, names: &[&String], typed: &Fields, now: &Map<String, Value>) -> Markup {
    let sent = typed.has("of");
    let written = paired(typed, "value");
    let drawn = names.iter().filter_map(|name| Some((*name, schema.properties.get(*name)?)));
    html! {
        @for (name, one) in drawn {
            @let there = now.get(name).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap_or_default();
            @let value = if sent { written.iter().find(|(of, _)| of == name).map(|(_, value)| (*value).to_owned()).unwrap_or_default() } else { there };
            div { input type="hidden" name="of" value=(name); (one_field(text, schema, name, one, value)) }
        }
    }
}

fn one_field(text: &Text, schema: &Schema, name: &str, one: &FieldSchema, value: String) -> Markup {
    let (label, id, required) = (title(name, one), format!("field-{name}"), schema.required.iter().any(|needed| needed == name));
    if let Some(values) = &one.one_of {
        let none = (!required).then(|| (String::new(), "—".to_owned()));
        let each = values.iter().map(|value| (plain(value), said(text, value)));
        return html! { (select(label, "value", none.into_iter().chain(each).collect::<Vec<_>>(), &value).id(id)) };
    }
    if one.kind == FieldKind::Boolean {
        return html! { (checkbox(label, "value", value == "true").value("true").attr("id", id)) };
    }
    let drawn = field(label, "value").id(id).value(value).hint(limits(text, one));
    let drawn = match (one.kind, one.format) {
        (FieldKind::Integer, _) => drawn.attr("inputmode", "numeric"),
        (_, Some(Format::Date)) => drawn.kind("date"),
        _ => drawn,
    };
    let drawn = if required { drawn.required() } else { drawn.optional(text) };
    html! { (drawn) }
}

/// What may be typed, where the schema says so.
fn limits(text: &Text, one: &FieldSchema) -> String {
    match (one.minimum, one.maximum, one.max_length) {
        (Some(least), Some(most), _) => text.say_with("orders-from-to", &[("least", &least), ("most", &most)]),
        (Some(least), None, _) => text.say_with("orders-at-least", &[("least", &least)]),
        (None, Some(most), _) => text.say_with("orders-at-most", &[("most", &most)]),
        (None, None, Some(most)) => text.say_with("orders-characters", &[("most", &most.to_string())]),
        _ => String::new(),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What was typed as JSON of the kinds the schema wants. What does not read as its kind is refused with the field's name.
pub(super) fn read_fields(schema: &Schema, names: &[&String], typed: &Fields) -> Result<Map<String, Value>, Trouble> {
    let written = paired(typed, "value");
    let mut read = Map::new();
    for name in names {
        let Some(one) = schema.properties.get(*name) else { continue };
        let value = written.iter().find(|(of, _)| of == name).map(|(_, value)| *value);
        let value = match (one.kind, value) {
            (FieldKind::Boolean, value) => Some(json!(value == Some("true"))),
            (_, None) => None,
            (FieldKind::String, Some(text)) => Some(json!(text)),
            (FieldKind::Integer, Some(text)) => {
                let number: i64 = text
                    .parse()
                    .map_err(|_| Trouble::refused("orders-field-no-number").with("field", title(name, one)))?;
                Some(json!(number))
            }
        };
        read.extend(value.map(|value| ((*name).clone(), value)));
    }
    Ok(read)
}

/// The form of a new record: which kind, then its fields.
pub(super) fn opening(text: &Text, whom: &Whom, typed: &Fields) -> Markup {
    let Some(of_type) = whom.record_type(typed) else {
        return html! {
            @if whom.types.is_empty() { p.muted { (text.say("orders-no-record-types")) } }
            @else {
                p { (text.say("orders-choose-record-type")) }
                ul.related { @for one in &whom.types { li { a href={ "/customers/" (whom.id) "/actions/open_record?type=" (one.code) } { span { (one.name) } } } } }
            }
        };
    };
    let Ok(definition) = of_type.definition() else { return html! {} };
    let names: Vec<&String> = definition.schema.properties.keys().collect();
    html! {
        input type="hidden" name="type" value=(of_type.code);
        (fields(text, &definition.schema, &names, typed, &Map::new()))
    }
}

/// The form of one of its actions: the fields the action sets.
pub(super) fn changing(text: &Text, whom: &Whom, typed: &Fields) -> Markup {
    let Some((record, of_type)) = &whom.record else { return html! {} };
    let (Ok(definition), Ok(now)) = (of_type.definition(), record.fields()) else {
        return html! {};
    };
    let Some(action) = definition.actions.get(typed.text("action")) else { return html! {} };
    let names: Vec<&String> = action.sets.iter().collect();
    html! {
        input type="hidden" name="record" value=(record.id);
        input type="hidden" name="action" value=(typed.text("action"));
        @if names.is_empty() { p { (text.say("orders-nothing-to-fill-in")) } }
        (fields(text, &definition.schema, &names, typed, &now))
    }
}
