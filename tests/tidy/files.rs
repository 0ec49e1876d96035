//! How a Rust file opens, what it may be called, and what may not be left lying in it.

use crate::nothing_to_mend;
use crate::sources::{self, Source};

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 5] = ["utils.rs", "helpers.rs", "common.rs", "service.rs", "manager.rs"];

/// Written in halves, or this file would be its own first offender.
const LEFTOVERS: [&str; 3] = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[ign", "ore")];

#[test]
fn every_file_opens_by_saying_what_it_is_for() {
    assert_eq!(silent(&[Source::new("a.rs", "use std::fs;")]).len(), 1);
    assert_eq!(silent(&[Source::new("a.rs", "//! Refunds: what may be paid back.\n")]).len(), 0);

    nothing_to_mend(silent(&sources::ending(".rs")));
}

#[test]
fn every_file_is_named_for_what_one_looks_for_in_it() {
    assert_eq!(emptily_named(&[Source::new("features/orders/src/utils.rs", "")]).len(), 1);
    assert_eq!(emptily_named(&[Source::new("features/orders/src/refund.rs", "")]).len(), 0);

    nothing_to_mend(emptily_named(&sources::ending(".rs")));
}

#[test]
fn nothing_unfinished_is_left_behind() {
    assert_eq!(unfinished(&[Source::new("a.rs", &format!("fn refund() {{ {}) }}", LEFTOVERS[0]))]).len(), 1);
    assert_eq!(unfinished(&[Source::new("a.rs", "fn refund() -> Money { paid }")]).len(), 0);

    nothing_to_mend(unfinished(&sources::ending(".rs")));
}

fn silent(files: &[Source]) -> Vec<String> {
    let silent = files.iter().filter(|file| !file.text.starts_with("//! "));
    silent
        .map(|file| format!("{}: open it with `//!`, two to eight lines saying what it is for, who calls it, what it promises", file.path))
        .collect()
}

fn emptily_named(files: &[Source]) -> Vec<String> {
    let empty = files.iter().filter(|file| EMPTY_NAMES.contains(&file.name()));
    empty
        .map(|file| {
            format!(
                "{}: name it for what one looks for in it, such as refund.rs, or move its parts to where they are used",
                file.path
            )
        })
        .collect()
}

fn unfinished(files: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            for leftover in LEFTOVERS.iter().filter(|leftover| line.contains(**leftover)) {
                complaints.push(format!("{}:{}: `{leftover}` is unfinished work: finish it or take it out", file.path, number + 1));
            }
        }
    }
    complaints
}
