//! The API as a page: every resource, every call, its fields and its answers. The sentences about calls are those of the
//! OpenAPI document, in English; everything around them is in the reader's language.

use super::describe::group;
use crate::parts::{Tone, badge, page_head, table};
use crate::problem::Problem;
use crate::{Frame, Markup, SignedIn, Site, Text, html};
use serde_json::{Map, Value};

/// One call of the document.
struct Shown<'a> {
    method: String,
    path: &'a str,
    operation: &'a Value,
}

pub(super) async fn draw(site: &Site, signed_in: &SignedIn, document: &Value) -> Result<Markup, Problem> {
    let t = signed_in.t();
    let calls = calls(document);
    let body = html! {
        (page_head(&t.say("web-api"), &t.say("web-api-about"), &html! { a.button href="/api/v1/openapi.json" { (t.say("web-api-document")) } }))
        section.card { div.body.stack.tight {
            p { (t.say("web-api-start")) }
            pre.mono tabindex="0" { "curl " (site.base_url()) (super::ROOT) "/me -H 'Authorization: Bearer fl_…'" }
        } }
        @for resource in calls.chunk_by(|one, next| group(one.path) == group(next.path)) {
            section.card {
                header { h2 { (group(resource[0].path)) } }
                div.body.stack.tight { @for call in resource { (one(t, document, call)) } }
            }
        }
    };
    Frame::new(site, signed_in, t.say("web-api")).settings("api").body(body).await
}

fn calls(document: &Value) -> Vec<Shown<'_>> {
    let paths = document["paths"].as_object();
    let each = paths.into_iter().flatten().flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| Shown { method: method.to_uppercase(), path, operation })
    });
    let mut all: Vec<_> = each.collect();
    all.sort_by_key(|call| (group(call.path).to_owned(), call.path.to_owned(), call.method.clone()));
    all
}

fn one(t: &Text, document: &Value, call: &Shown<'_>) -> Markup {
    let word = |name: &str| call.operation[name].as_str().unwrap_or_default();
    let sent = &call.operation["requestBody"]["content"]["application/json"]["schema"];
    html! {
        details.section id=(word("operationId")) {
            summary { span.line { (badge(tone(&call.method), &call.method)) code { (call.path) } span.muted { (word("summary")) } } }
            div.body.stack.tight {
                p { (said(word("description"))) }
                (parameters(t, call))
                @if !sent.is_null() { (fields(&t.say("web-api-body"), t, document, sent)) }
                (answers(t, document, call))
            }
        }
    }
}

fn tone(method: &str) -> Tone {
    match method {
        "GET" => Tone::Info,
        "DELETE" => Tone::Danger,
        _ => Tone::Good,
    }
}

fn parameters(t: &Text, call: &Shown<'_>) -> Markup {
    let all = call.operation["parameters"].as_array().filter(|all| !all.is_empty());
    let rows = html! {
        @for parameter in all.into_iter().flatten() {
            tr {
                td { code { (parameter["name"].as_str().unwrap_or_default()) } }
                td { (parameter["in"].as_str().unwrap_or_default()) }
                td { (kind(&parameter["schema"])) }
                td { (said(parameter["description"].as_str().unwrap_or_default())) }
            }
        }
    };
    let heads = [t.say("web-api-name"), t.say("web-api-place"), t.say("web-api-kind"), t.say("web-api-meaning")];
    html! { @if all.is_some() { (table(t.say("web-api-parameters"), heads, rows)) } }
}

fn fields(title: &str, t: &Text, document: &Value, schema: &Value) -> Markup {
    let shape = resolved(document, schema);
    let none = Map::new();
    let properties = shape["properties"].as_object().unwrap_or(&none);
    let required: Vec<&str> = shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let rows = html! {
        @for (name, field) in properties {
            tr {
                td { code { (name) } @if required.contains(&name.as_str()) { " " span.faint { (t.say("web-api-required")) } } }
                td { (kind(field)) }
                td { (said(field["description"].as_str().unwrap_or_default())) }
            }
        }
    };
    let heads = [t.say("web-api-name"), t.say("web-api-kind"), t.say("web-api-meaning")];
    html! { @if !properties.is_empty() { (table(title.to_owned(), heads, rows)) } }
}

/// What it answers when all is well, with its fields; of the problems, which there are.
fn answers(t: &Text, document: &Value, call: &Shown<'_>) -> Markup {
    let all = call.operation["responses"].as_object();
    let (good, bad): (Vec<_>, Vec<_>) = all.into_iter().flatten().partition(|(status, _)| status.starts_with(['2', '3']));
    let rows = html! {
        @for (status, answer) in &good {
            tr { td { code { (status) } } td { (said(answer["description"].as_str().unwrap_or_default())) } td { (answered(answer)) } }
        }
    };
    let shape = good.first().map(|(_, answer)| &answer["content"]["application/json"]["schema"]);
    let shape = shape.map(|shape| {
        if shape["properties"]["data"].is_object() {
            &shape["properties"]["data"]["items"]
        } else {
            shape
        }
    });
    html! {
        (table(t.say("web-api-answers"), [t.say("web-api-status"), t.say("web-api-meaning"), t.say("web-api-kind")], rows))
        @if let Some(shape) = shape { (fields(&t.say("web-api-answers"), t, document, shape)) }
        p.muted { (t.say("web-api-problems")) @for (status, _) in &bad { " " code { (status) } } }
    }
}

/// A sentence of the document; what stands between backticks is code.
fn said(sentence: &str) -> Markup {
    html! { @for (place, piece) in sentence.split('`').enumerate() { @if place % 2 == 1 { code { (piece) } } @else { (piece) } } }
}

fn answered(answer: &Value) -> String {
    let contents = answer["content"].as_object().into_iter().flatten();
    contents.map(|(_, content)| kind(&content["schema"])).collect::<Vec<_>>().join(", ")
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap_or(schema),
        None => schema,
    }
}

/// `integer`, `string or null`, `Conversation`, `[Tag]`.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(either) = schema["oneOf"].as_array().or_else(|| schema["allOf"].as_array()) {
        return either.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    match &schema["type"] {
        Value::String(name) if name == "array" => format!("[{}]", kind(&schema["items"])),
        Value::String(name) => schema["format"].as_str().filter(|format| *format != "int64").unwrap_or(name).to_owned(),
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        _ if schema["properties"]["data"].is_object() => format!("[{}]", kind(&schema["properties"]["data"]["items"])),
        _ => String::new(),
    }
}
