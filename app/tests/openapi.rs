//! The committed OpenAPI document is the one the program serves, and the manual of the order desk names nothing it does not have.

use serde_json::Value;
use std::collections::HashSet;

#[test]
fn the_document_in_docs_is_the_one_the_program_serves() {
    let made = serde_json::to_string_pretty(&frontline::routes::all().description()).expect("a document");
    let committed = include_str!("../../docs/openapi.json");
    assert!(
        committed.trim_end() == made,
        "run `cargo run -- openapi > docs/openapi.json`, and read the difference: programs rely on it"
    );
}

#[test]
fn the_manual_of_the_order_desk_names_calls_and_fields_that_exist() {
    let described: Value = serde_json::from_str(include_str!("../../docs/openapi.json")).expect("the description");
    let manual = include_str!("../../docs/orders-api.md");

    let calls: Vec<(String, String)> = manual.split('`').filter_map(as_call).collect();
    for (method, path) in &calls {
        let known = &described["paths"][format!("/api/v1{path}")][method.to_lowercase()];
        assert!(known.is_object(), "docs/orders-api.md names {method} {path}, which the description does not have");
    }
    assert!(calls.len() > 35, "only {} calls were found", calls.len());

    let mut known = HashSet::new();
    properties(&described["components"]["schemas"], &mut known);
    let blocks: Vec<&str> = manual.split("```json").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    for block in &blocks {
        let mut named = HashSet::new();
        keys(&serde_json::from_str(block).expect("an example is JSON"), &mut named);
        let unknown: Vec<&String> = named.difference(&known).collect();
        assert!(unknown.is_empty(), "fields nobody takes: {unknown:?}");
    }
    assert_eq!(blocks.len(), 3);
}

#[test]
fn whoever_reads_the_first_line_only_is_told_no_trouble() {
    let mut printing = std::process::Command::new(env!("CARGO_BIN_EXE_frontline"))
        .arg("openapi")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program");
    drop(printing.stdout.take());

    let output = printing.wait_with_output().expect("an end");

    assert!(output.status.success(), "{}", output.status);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

fn as_call(words: &str) -> Option<(String, String)> {
    let (method, path) = words.split_once(' ')?;
    let is_call = ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method) && path.starts_with('/');
    is_call.then(|| (method.to_owned(), path.to_owned()))
}

/// The names of all properties of all schemas, however deep.
fn properties(of: &Value, into: &mut HashSet<String>) {
    if let Some(fields) = of["properties"].as_object() {
        into.extend(fields.keys().cloned());
    }
    match of {
        Value::Object(parts) => parts.values().for_each(|part| properties(part, into)),
        Value::Array(parts) => parts.iter().for_each(|part| properties(part, into)),
        _ => {}
    }
}

fn keys(of: &Value, into: &mut HashSet<String>) {
    match of {
        Value::Object(parts) => {
            into.extend(parts.keys().cloned());
            parts.values().for_each(|part| keys(part, into));
        }
        Value::Array(parts) => parts.iter().for_each(|part| keys(part, into)),
        _ => {}
    }
}
