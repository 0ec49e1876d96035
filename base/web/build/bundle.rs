//! Scripts and styles that are needed together travel together: fewer requests, and words that repeat are said once.
//!
//! `bundle` takes an entry and what it imports into one text. It reads only the forms of import and export our own files use, and
//! stops the build at any other, so that nothing is ever left out in silence.

use std::collections::BTreeSet;
use std::path::Path;

/// One script of an entry and all it imports, each module in a function of its own. Imports of `./later/…` at run time stay.
pub fn scripts(folder: &Path, entry: &str) -> std::io::Result<String> {
    let (mut out, mut done) = (String::new(), BTreeSet::new());
    module(folder, entry, &mut Vec::new(), &mut done, &mut out)?;
    Ok(out)
}

fn module(folder: &Path, name: &str, above: &mut Vec<String>, done: &mut BTreeSet<String>, out: &mut String) -> std::io::Result<()> {
    assert!(!above.iter().any(|one| one == name), "{name} imports itself by way of {above:?}");
    if !done.insert(name.to_owned()) {
        return Ok(());
    }
    let text = std::fs::read_to_string(folder.join(format!("{name}.js")))?;
    let written_over_lines = text.lines().any(|line| line.matches('`').count() % 2 == 1);
    let (mut body, mut given) = (String::new(), Vec::new());
    above.push(name.to_owned());
    for line in text.lines() {
        let line = if written_over_lines { line } else { line.trim() };
        if let Some(rest) = line.strip_prefix("import ") {
            let (what, from) = imported(rest, name);
            module(folder, &from, above, done, out)?;
            if let Some(what) = what {
                body.push_str(&format!("const {what} = {};\n", called(&from)));
            }
        } else if let Some(rest) = line.strip_prefix("export ") {
            given.push(exported(rest, name));
            body.push_str(&format!("{rest}\n"));
        } else if !is_comment(line) {
            body.push_str(&format!("{line}\n"));
        }
    }
    above.pop();
    out.push_str(&format!("const {} = (() => {{\n{body}return {{ {} }};\n}})();\n", called(name), given.join(", ")));
    Ok(())
}

/// `* as csrf from "./csrf.js";` is (`csrf`, `csrf`), `{ text } from "./texts.js";` is (`{ text }`, `texts`), `"./composer.js";` takes nothing.
fn imported(rest: &str, by: &str) -> (Option<String>, String) {
    let (what, from) = match rest.split_once(" from ") {
        Some((what, from)) => (Some(what), from),
        None => (None, rest),
    };
    let name = from.strip_prefix("\"./").and_then(|from| from.strip_suffix(".js\";"));
    let name = name.unwrap_or_else(|| panic!("{by} imports in a form that is not known here: import {rest}"));
    let what = what.map(|what| match what.strip_prefix("* as ") {
        Some(all) => all.to_owned(),
        None => {
            assert!(
                what.starts_with('{') && !what.contains(" as "),
                "{by} imports in a form that is not known here: import {rest}"
            );
            what.to_owned()
        }
    });
    (what, name.to_owned())
}

/// The name that a line gives away.
fn exported(rest: &str, by: &str) -> String {
    let named = ["async function ", "function ", "class ", "const "].iter().find_map(|kind| rest.strip_prefix(kind));
    let named = named.unwrap_or_else(|| panic!("{by} exports in a form that is not known here: export {rest}"));
    named.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '$')).collect()
}

fn called(name: &str) -> String {
    format!("${}", name.replace(['-', '/'], "_"))
}

/// A sheet with the sheets it imports in their places.
pub fn styles(folder: &Path, entry: &str) -> std::io::Result<String> {
    let mut out = String::new();
    for line in std::fs::read_to_string(folder.join(entry))?.lines() {
        match line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";")) {
            Some(sheet) => out.push_str(&styles(folder, sheet)?),
            None if is_remark(line) => {}
            None => out.push_str(&format!("{}\n", line.trim())),
        }
    }
    Ok(out)
}

/// Whole lines only: what stands behind code, or goes on over several lines, stays.
pub fn is_comment(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/"))
}

/// The same in a sheet.
pub fn is_remark(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("/*") && line.ends_with("*/") && line.matches("*/").count() == 1
}
