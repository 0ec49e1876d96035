//! The journeys of ARCHITECTURE.md run through functions that exist and are played by tests that exist; so do the
//! invariants there and the attacks in docs/attacks.md.
//!
//! In the section Journeys, words between backticks name code: `arrive`, `raw::keep`, `Conversation::reply`, an event or
//! a permission such as `message.arrived`. A line that begins with “Played” or “Held” names tests, as does every name
//! in docs/attacks.md. In docs/manual, bold words are a label on the screen. Paths with a slash are the business of the
//! rule for documents.

use crate::nothing_to_mend;
use crate::sources::{self, Source};
use std::collections::BTreeSet;

#[test]
fn journeys_name_what_exists() {
    let code = [
        Source::new("features/desk/src/arrive.rs", "pub fn arrive() {}\n// fn gone() {}"),
        Source::new("features/desk/src/conversation/reply.rs", "impl Conversation {\n    pub fn reply(&self) {}\n}"),
        Source::new("features/desk/tests/scenes.rs", "async fn a_reply_leaves_and_arrives(desk: Stage) {}"),
    ];
    let says = |steps: &str| astray(&format!("# Map\n`no_code_here`\n## Journeys\n### reply_leaves\n{steps}\n## Next\n`nor_here`"), &code);
    let good = "1. `desk::arrive` then `Conversation::reply`, see `features/desk`.\n\nPlayed by `a_reply_leaves_and_arrives`.";
    assert_eq!(says(good), Vec::<String>::new());
    assert_eq!(says("1. `desk::gone`, `email::arrive`.\n\nPlayed by `a_reply_leaves_and_arrives`.").len(), 2);
    assert_eq!(says("1. `arrive`.\n\nPlayed by `a_test_nobody_wrote`.").len(), 1);
    assert_eq!(says("1. `arrive`.").len(), 1, "a journey nobody plays");

    let architecture = sources::read("ARCHITECTURE.md").map(|file| file.text).unwrap_or_default();
    nothing_to_mend(astray(&architecture, &read_all()));
}

#[test]
fn attacks_name_tests_that_exist() {
    let tests = [Source::new("base/mail/tests/hostile.rs", "fn attack_10_a_million_fields() {}")];
    assert_eq!(unplayed("| 10 | `attack_10_a_million_fields` |", &tests), Vec::<String>::new());
    assert_eq!(unplayed("| 10 | `attack_10_two_million_fields` |", &tests).len(), 1);

    let attacks = sources::read("docs/attacks.md").map(|file| file.text).unwrap_or_default();
    nothing_to_mend(unplayed(&attacks, &read_all()));
}

#[test]
fn manuals_name_labels_that_are_on_the_screens() {
    let catalogue = [Source::new(
        "x/locales/en/x.ftl",
        "x-save = Save\nx-letter =\n    Dear { $name },\n    .title = Write it down",
    )];
    let says = |text: &str| unlabelled(&[Source::new("docs/manual/agent.md", text)], &catalogue);
    assert_eq!(says("Press **Save**, then **Write it down**.\n```toml\n**\n```"), Vec::<String>::new());
    assert_eq!(says("Press **Store**.").len(), 1);
    let spanish = [Source::new("docs/manual/es/agent.md", "Pulsa **Save**.")];
    assert_eq!(unlabelled(&spanish, &catalogue).len(), 1, "a book is held to the screens of its own language");

    let manuals = sources::ending(".md").into_iter().filter(|file| file.path.starts_with("docs/manual/"));
    nothing_to_mend(unlabelled(&manuals.collect::<Vec<_>>(), &sources::ending(".ftl")));
}

/// Rust, and the tables, which questions are named after.
fn read_all() -> Vec<Source> {
    sources::ending(".rs").into_iter().chain(sources::ending(".sql")).collect()
}

fn astray(architecture: &str, files: &[Source]) -> Vec<String> {
    let journeys = section(architecture, "\n## Journeys");
    let mut complaints = Vec::new();
    for line in architecture.lines().filter(|line| names_tests(line)) {
        let unknown = quoted(line).filter(|name| is_name(name) && !is_test(files, name));
        complaints.extend(unknown.map(|name| format!("ARCHITECTURE.md: there is no test `{name}`: name the one that plays it")));
    }
    for line in journeys.lines().filter(|line| !names_tests(line)) {
        let unknown = quoted(line).filter(|words| is_code(words) && !exists(files, words));
        complaints.extend(unknown.map(|words| format!("ARCHITECTURE.md: `{words}` is not in the source: follow the journey anew")));
    }
    let unplayed = journeys.split("\n### ").skip(1).filter(|journey| !journey.lines().any(names_tests));
    complaints.extend(
        unplayed
            .filter_map(|journey| journey.lines().next())
            .map(|title| format!("ARCHITECTURE.md: the journey {title} ends without a line “Played by”: name its test")),
    );
    complaints
}

fn unplayed(attacks: &str, files: &[Source]) -> Vec<String> {
    let names = attacks.lines().flat_map(quoted).filter(|name| is_name(name) && name.contains('_'));
    names
        .filter(|name| !is_test(files, name))
        .map(|name| format!("docs/attacks.md: there is no test `{name}`: name the one that plays it, or list the case as missing"))
        .collect()
}

fn unlabelled(manuals: &[Source], catalogues: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for manual in manuals {
        let spoken = ["es", "zh"]
            .into_iter()
            .find(|language| manual.path.starts_with(&format!("docs/manual/{language}/")));
        let folder = format!("/locales/{}/", spoken.unwrap_or("en"));
        let own = catalogues.iter().filter(|file| file.path.contains(&folder));
        let labels: BTreeSet<&str> = own.flat_map(|file| file.text.lines()).filter_map(value).collect();
        let prose = manual.text.split("```").step_by(2).flat_map(str::lines);
        let unknown = prose.flat_map(|line| line.split("**").skip(1).step_by(2)).filter(|label| !labels.contains(label));
        complaints.extend(
            unknown.map(|label| format!("{}: no screen says **{label}**: write what the catalogue says, or leave it plain", manual.path)),
        );
    }
    complaints
}

/// What a catalogue's line says, of a message or of an attribute.
fn value(line: &str) -> Option<&str> {
    line.split_once('=').map(|(_, value)| value.trim())
}

/// From a heading to the next of its height.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let rest = text.split_once(heading).map_or("", |(_, rest)| rest);
    rest.split_once("\n## ").map_or(rest, |(section, _)| section)
}

fn names_tests(line: &str) -> bool {
    ["Played", "Held"].iter().any(|word| line.trim_start().starts_with(word))
}

fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

fn is_name(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_code(words: &str) -> bool {
    words.split("::").all(is_name) || is_dotted(words)
}

/// `message.arrived`, `people.manage`; a file such as `frontline.toml` has a known ending.
fn is_dotted(words: &str) -> bool {
    let file = [".rs", ".toml", ".md", ".sql", ".js", ".ftl"].iter().any(|ending| words.ends_with(ending));
    !file && words.split_once('.').is_some_and(|(area, deed)| is_name(area) && is_name(deed))
}

fn is_test(files: &[Source], name: &str) -> bool {
    let begins = format!("fn {name}(");
    files.iter().any(|file| file.text.contains(&begins) && (file.is_test() || !runs(file, &begins)))
}

fn exists(files: &[Source], words: &str) -> bool {
    let product = || files.iter().filter(|file| !file.is_test());
    if is_dotted(words) {
        return product().any(|file| runs(file, &format!("\"{words}\"")));
    }
    match words.rsplit_once("::") {
        Some((owner, name)) => product().any(|file| owns(file, owner.rsplit("::").next().unwrap_or(owner)) && defines(file, name)),
        None => product().any(|file| defines(file, words)),
    }
}

fn defines(file: &Source, name: &str) -> bool {
    if !file.text.contains(name) {
        return false;
    }
    let function = [format!("fn {name}("), format!("fn {name}<")];
    let kinds = ["struct", "enum", "trait", "TABLE", "VIEW"].map(|kind| format!("{kind} {name}"));
    let is_variant = |line: &str| {
        line.trim_start()
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',', '(']))
    };
    function.iter().any(|begins| runs(file, begins))
        || kinds.iter().any(|begins| {
            file.running_lines()
                .any(|(_, line)| line.split_once(begins.as_str()).is_some_and(|(_, rest)| !rest.starts_with(part_of_name)))
        })
        || (name.starts_with(char::is_uppercase) && file.running_lines().any(|(_, line)| is_variant(line)))
}

fn part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Whether the file is the module, lies in the folder or crate, or speaks for the type of this name.
fn owns(file: &Source, owner: &str) -> bool {
    let in_path = file.path.split('/').any(|part| part.strip_suffix(".rs").unwrap_or(part) == owner);
    let speaks = [
        format!("impl {owner} "),
        format!("impl {owner}<"),
        format!(" for {owner} "),
        format!("enum {owner} "),
        format!(" {owner} {{"),
    ];
    in_path || speaks.iter().any(|words| runs(file, words))
}

fn runs(file: &Source, words: &str) -> bool {
    file.text.contains(words) && file.running_lines().any(|(_, line)| line.contains(words))
}
