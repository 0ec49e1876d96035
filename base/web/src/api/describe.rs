//! Makes the OpenAPI 3.1 document from the calls: paths, parameters, bodies, answers, and every problem each can answer.

use super::call::{Answer, Description};
use super::list;
use crate::routes::Needs;
use axum::http::Method;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use utoipa::openapi::path::ParameterIn;
use utoipa::{IntoParams, ToSchema};

/// Draws a type: adds its schema to the others, answers with a reference to it.
pub(crate) type Shape = fn(&mut Schemas) -> Value;

/// Draws the parameters behind a question mark.
pub(crate) type Parameters = fn() -> Vec<Value>;

/// Named schemas, each once.
#[derive(Default)]
pub(crate) struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    /// Adds the schema of `T` and what it leans on; answers with a reference to it.
    pub fn refer<T: ToSchema>(&mut self) -> Value {
        let mut leaned_on = Vec::new();
        T::schemas(&mut leaned_on);
        for (name, schema) in leaned_on {
            self.0.insert(name, json!(schema));
        }
        let name = T::name().into_owned();
        self.0.insert(name.clone(), json!(T::schema()));
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }
}

/// The parameters of `Q`.
pub(crate) fn in_query_of<Q: IntoParams>() -> Vec<Value> {
    Q::into_params(|| Some(ParameterIn::Query)).iter().map(|parameter| json!(parameter)).collect()
}

/// What every error is answered with: RFC 9457, and how to go on.
#[derive(ToSchema)]
#[allow(dead_code, reason = "its shape is described here and written in problem/render.rs")]
pub(crate) struct Problem {
    /// Names the kind of problem: `/problems/not-found`.
    r#type: String,
    title: String,
    status: u16,
    /// What happened and what to do next.
    detail: String,
    /// What to do next.
    remedy: String,
    /// The parts of the request it is about.
    errors: Vec<FieldError>,
    /// What the log of the desk calls a fault of ours.
    #[schema(required = false)]
    reference: Option<String>,
}

/// One part of a request that cannot be taken.
#[derive(ToSchema)]
#[allow(dead_code, reason = "its shape is described here and written in problem/render.rs")]
pub(crate) struct FieldError {
    /// A JSON Pointer into the body, or the name of a parameter or header.
    pointer: String,
    detail: String,
}

/// The whole document.
pub(crate) fn describe<'a>(calls: impl Iterator<Item = &'a Description>) -> Value {
    let mut schemas = Schemas::default();
    schemas.refer::<Problem>();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for call in calls {
        let item = paths.entry(call.path).or_default();
        item.insert(call.method.as_str().to_ascii_lowercase(), operation(call, &mut schemas));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Frontline",
            "version": "1",
            "summary": "Everything the desk can do, for programs.",
            "description": "See docs/api.md: tokens, pages, retries, errors, events.",
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas.0,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "An API token: Settings, API tokens." } },
        },
    })
}

fn operation(call: &Description, schemas: &mut Schemas) -> Value {
    let mut operation = json!({
        "operationId": call.id,
        "tags": [group(call.path)],
        "summary": call.summary,
        "description": described(call),
        "parameters": parameters(call),
        "responses": responses(call, schemas),
        "x-permission": match call.needs { Needs::Permission(name) => json!(name), Needs::SignedIn | Needs::Anyone | Needs::Signature => Value::Null },
    });
    if let Some(shape) = call.body {
        let body = shape(schemas);
        let required = !body["$ref"].as_str().unwrap_or_default().ends_with("/Nothing");
        operation["requestBody"] = json!({ "required": required, "content": { "application/json": { "schema": body } } });
    }
    operation
}

/// The resource an address belongs to: the first word behind the root.
pub(super) fn group(path: &str) -> &str {
    path.strip_prefix(super::ROOT)
        .unwrap_or(path)
        .trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default()
}

fn described(call: &Description) -> String {
    let needs = match call.needs {
        Needs::Permission(name) => format!("Needs `{name}`."),
        Needs::SignedIn => "Any token may ask.".to_owned(),
        Needs::Anyone | Needs::Signature => "Nobody has to sign in.".to_owned(),
    };
    [call.details, needs.as_str()].join(" ").trim().to_owned()
}

fn parameters(call: &Description) -> Vec<Value> {
    let placeholders = call.path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let mut all: Vec<Value> = placeholders.map(|name| placeholder(name, call.words.contains(&name))).collect();
    all.extend(call.query.into_iter().flat_map(|query| query()));
    if matches!(call.answer, Answer::Page(_)) {
        all.push(in_query("cursor", &json!({ "type": "string" }), "Where to go on: `next_cursor` of the page before."));
        let limit = json!({ "type": "integer", "minimum": 1, "maximum": list::MOST, "default": list::USUAL });
        all.push(in_query("limit", &limit, "How many items a page has."));
    }
    if changes(call) {
        let key = json!({ "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" });
        all.push(header(
            "Idempotency-Key",
            &key,
            "Asked again with the same key within 24 hours, it is answered the same and not done twice.",
        ));
    }
    let tags = json!({ "type": "string", "pattern": "^(\\*|(W/)?\"[!#-+.-~-]*\"( *, *(W/)?\"[!#-+.-~-]*\")*)$" });
    if call.is_conditional {
        all.push(header("If-Match", &tags, "Change it only if its ETag is still this."));
    }
    if matches!(call.answer, Answer::One(_)) && call.method == Method::GET {
        all.push(header("If-None-Match", &tags, "Answer 304 if its ETag is still this."));
    }
    all
}

fn placeholder(name: &str, is_word: bool) -> Value {
    let schema = if is_word {
        json!({ "type": "string", "minLength": 1 })
    } else {
        json!({ "type": "integer", "format": "int64", "minimum": 1, "maximum": i64::MAX })
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn in_query(name: &str, schema: &Value, description: &str) -> Value {
    json!({ "name": name, "in": "query", "required": false, "schema": schema, "description": description })
}

fn header(name: &str, schema: &Value, description: &str) -> Value {
    json!({ "name": name, "in": "header", "required": false, "schema": schema, "description": description })
}

fn changes(call: &Description) -> bool {
    call.method != Method::GET
}

fn responses(call: &Description, schemas: &mut Schemas) -> Value {
    let mut all = Map::new();
    let (status, good) = good(call.answer, schemas);
    all.insert(status.to_owned(), good);
    if matches!(call.answer, Answer::One(_)) && call.method == Method::GET {
        all.insert("304".into(), json!({ "description": "It is still what you have." }));
    }
    for (status, description, applies) in problems(call) {
        if applies {
            all.insert(status.to_owned(), problem(description));
        }
    }
    for (status, means, shape) in &call.others {
        let kind = if status.starts_with('2') { "application/json" } else { "application/problem+json" };
        all.insert((*status).to_owned(), json!({ "description": means, "content": { kind: { "schema": shape(schemas) } } }));
    }
    Value::Object(all)
}

/// Every problem a call can answer, from what it is.
fn problems(call: &Description) -> [(&'static str, &'static str, bool); 12] {
    let takes_something = call.path.contains('{') || call.body.is_some();
    [
        ("400", "The request cannot be read.", takes_something || call.method == Method::GET),
        ("401", "The token is missing, unknown, revoked or expired.", true),
        ("403", "The token does not have the permission.", true),
        ("404", "It is not there, or not for this token to see.", takes_something || call.method == Method::GET),
        ("409", "It was changed meanwhile.", changes(call)),
        ("412", "It is not what `If-Match` says any more.", call.is_conditional),
        ("413", "The body is too large.", call.body.is_some()),
        ("415", "The body is not JSON.", call.body.is_some()),
        ("422", "A field or parameter cannot be taken, or a rule said no.", true),
        ("429", "Too many requests: wait for `Retry-After` seconds.", true),
        ("500", "A fault of ours, with a reference to quote.", true),
        ("503", "Nothing can be kept right now: try again.", true),
    ]
}

fn problem(description: &str) -> Value {
    json!({
        "description": description,
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}

fn good(answer: Answer, schemas: &mut Schemas) -> (&'static str, Value) {
    let with =
        |description: &str, schema: Value| json!({ "description": description, "content": { "application/json": { "schema": schema } } });
    match answer {
        Answer::One(shape) => {
            let mut one = with("It, as it is now.", shape(schemas));
            one["headers"] = json!({ "ETag": { "schema": { "type": "string" } } });
            ("200", one)
        }
        Answer::Plain(shape) => ("200", with("Done.", shape(schemas))),
        Answer::Made(shape) => {
            let mut made = with("Made.", shape(schemas));
            made["headers"] = json!({ "ETag": { "schema": { "type": "string" } }, "Location": { "schema": { "type": "string" } } });
            ("201", made)
        }
        Answer::Page(shape) => ("200", with("A page.", page_of(&shape(schemas)))),
        Answer::Done => ("204", json!({ "description": "Done." })),
        Answer::Raw(kind) => {
            let schema = if kind.starts_with("text/") { json!({ "type": "string" }) } else { json!({}) };
            ("200", json!({ "description": "The bytes.", "content": { kind: { "schema": schema } } }))
        }
    }
}

fn page_of(item: &Value) -> Value {
    json!({
        "type": "object",
        "required": ["data", "next_cursor"],
        "properties": {
            "data": { "type": "array", "items": item },
            "next_cursor": { "type": ["string", "null"], "description": "Where the next page begins; null on the last one." },
        },
    })
}
