//! Pages carry no inline script and no inline style: the content security policy would refuse them in the browser, and
//! only there. So maud sources are read for them here.

use crate::nothing_to_mend;
use crate::sources::{self, Source};

/// A script of this type is data for a module to read: nothing runs, and the policy lets it pass.
const DATA: &str = r#"type="application/json""#;

#[test]
fn pages_carry_no_inline_script_or_style() {
    for offender in [
        r#"a onclick="go()" {}"#,
        "p style=(width) {}",
        r#"button hx-on:click="go()" {}"#,
        "script { (code) }",
        r#"PreEscaped("<script>go()</script>")"#,
    ] {
        assert_eq!(inline(&[page(offender)]).len(), 1, "{offender}");
    }
    for harmless in [
        r#"script src=(assets::path("js/app.js")) defer {}"#,
        r#"link rel="stylesheet" href=(css);"#,
        r#"script type="application/json" id="texts" { (texts) }"#,
        "let once = on == 1;",
        "// a style=\"…\" would be refused",
    ] {
        assert_eq!(inline(&[page(harmless)]), Vec::<String>::new(), "{harmless}");
    }

    nothing_to_mend(inline(&sources::ending(".rs")));
}

fn page(line: &str) -> Source {
    Source::new("features/desk/src/pages/list.rs", &format!("html! {{\n    {line}\n}}"))
}

/// Only files that write pages are read: elsewhere hostile HTML is quoted on purpose.
fn inline(files: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.text.contains("html! {") && !file.is_test()) {
        for (number, line) in file.running_lines() {
            if let Some((what, remedy)) = offence(line) {
                complaints.push(format!("{}:{number}: {what}; the content security policy refuses it: {remedy}", file.path));
            }
        }
    }
    complaints
}

fn offence(line: &str) -> Option<(&'static str, &'static str)> {
    if attributes(line).any(|name| name == "style") {
        return Some(("an inline style", "give it a class and write the rule in assets/css"));
    }
    if attributes(line).any(|name| name.starts_with("on") || name.starts_with("hx-on")) {
        return Some(("an inline event handler", "listen for the event in a module under assets/js"));
    }
    if line.contains("<script>") || scripts(line).any(|attributes| !attributes.contains("src=") && !attributes.contains(DATA)) {
        return Some(("an inline script", "move it to a module under assets/js and give it a src"));
    }
    None
}

/// The names in front of `="`, `=(`, `=[` and `={`, as maud writes attributes.
fn attributes(line: &str) -> impl Iterator<Item = &str> {
    let ends = line.match_indices('=').filter(|(at, _)| line[at + 1..].starts_with(['"', '(', '[', '{']));
    ends.map(|(at, _)| {
        let before = &line[..at];
        &before[before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || "-:_@.".contains(c)))
            .map_or(0, |space| space + 1)..]
    })
}

/// What stands between an element `script` and its body.
fn scripts(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("script").filter_map(|(at, word)| {
        let begins_a_word = line[..at].ends_with([' ', '{']) || at == 0;
        let rest = &line[at + word.len()..];
        (begins_a_word && rest.starts_with(' '))
            .then(|| rest.split_once('{').map(|(attributes, _)| attributes))
            .flatten()
    })
}
