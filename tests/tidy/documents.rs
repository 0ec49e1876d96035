//! Documents point at what exists, and decisions are numbered one after the other.

use crate::nothing_to_mend;
use crate::sources::{self, Source};

#[test]
fn paths_in_documents_exist() {
    let folders = ["base".to_owned()];
    let exists = |path: &str| path == "base/kit";
    let says = |text: &str| lost(&[Source::new("README.md", text)], &folders, exists);
    assert_eq!(says("Time lives in `base/clock`.").len(), 1);
    assert_eq!(
        says("Read `base/kit/`, `base/kit:12`, `text/html`, `base/*`.\n```sh\nls `base/clock`\n```"),
        Vec::<String>::new()
    );

    let root = sources::root();
    let ours = |file: &Source| ["README.md", "ARCHITECTURE.md"].contains(&file.path.as_str()) || file.path.starts_with("docs/");
    let documents: Vec<Source> = sources::ending(".md").into_iter().filter(ours).collect();
    nothing_to_mend(lost(&documents, &sources::top_folders(), |path| root.join(path).exists()));
}

#[test]
fn decisions_are_numbered_without_a_gap() {
    let named = |names: &[&str]| out_of_order(&names.iter().map(|name| Source::new(&format!("decisions/{name}"), "")).collect::<Vec<_>>());
    assert_eq!(named(&["0001-one-binary.md", "0003-mail.md"]).len(), 1);
    assert_eq!(named(&["0001-one-binary.md", "0001-mail.md"]).len(), 1);
    assert_eq!(named(&["0001-one-binary.md", "0002-mail.md"]), Vec::<String>::new());

    let decisions = sources::ending(".md")
        .into_iter()
        .filter(|file| file.path.starts_with("decisions/") && file.name() != "README.md");
    nothing_to_mend(out_of_order(&decisions.collect::<Vec<_>>()));
}

fn lost(documents: &[Source], folders: &[String], exists: impl Fn(&str) -> bool) -> Vec<String> {
    let mut complaints = Vec::new();
    for document in documents {
        for path in quoted(&document.text).filter_map(|words| as_path(words, folders)).filter(|path| !exists(path)) {
            complaints.push(format!("{}: `{path}` does not exist: mend the path, or leave it out", document.path));
        }
    }
    complaints
}

/// What stands between single backticks, outside fenced blocks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let outside = text.split("```").step_by(2);
    outside.flat_map(str::lines).flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// The path in these words, if they are one of this repository: a folder of ours, no blanks, nothing left open.
fn as_path<'a>(words: &'a str, folders: &[String]) -> Option<&'a str> {
    let path = words.split([':', '#']).next()?.trim_end_matches('/');
    let (first, _) = path.split_once('/')?;
    let whole = !path.contains([' ', '*', '{', '<', '$', '…']) && !path.contains("NAME");
    (whole && folders.iter().any(|folder| folder == first)).then_some(path)
}

fn out_of_order(decisions: &[Source]) -> Vec<String> {
    let numbered = decisions
        .iter()
        .enumerate()
        .filter(|(index, file)| !file.name().starts_with(&format!("{:04}-", index + 1)));
    numbered
        .take(1)
        .map(|(index, file)| format!("{}: the next decision is number {:04}: renumber it", file.path, index + 1))
        .collect()
}
