//! The committed OpenAPI document is the one the program serves.

#[test]
fn the_document_in_docs_is_the_one_the_program_serves() {
    let made = serde_json::to_string_pretty(&frontline::routes::all().description()).expect("a document");
    let committed = include_str!("../../docs/openapi.json");
    assert!(
        committed.trim_end() == made,
        "run `cargo run -- openapi > docs/openapi.json`, and read the difference: programs rely on it"
    );
}
