//! Every sentence a person reads is written in en, es and zh, and every sentence the code asks for is written at all.
//! The catalogues are read as plain text; whether they parse and say the same words is `web::faults`' business.

use crate::nothing_to_mend;
use crate::sources::{self, Source};
use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: [&str; 3] = ["en", "es", "zh"];
const ASKING: [&str; 4] = ["t!(", ".say(", ".say_with(", "::refused("];

/// The keys of one catalogue in each language it exists in.
type Languages<'a> = BTreeMap<&'a str, BTreeSet<String>>;

#[test]
fn every_sentence_is_written_in_three_languages() {
    let half = [
        Source::new("x/locales/en/x.ftl", "x-hello = Hello\nx-bye = Bye"),
        Source::new("x/locales/es/x.ftl", "x-hello = Hola"),
    ];
    assert_eq!(untranslated(&half).len(), 3, "x-bye in es, both in zh");
    let whole = LANGUAGES.map(|language| Source::new(&format!("x/locales/{language}/x.ftl"), "x-hello = …\n    .title = …"));
    assert_eq!(untranslated(&whole), Vec::<String>::new());

    nothing_to_mend(untranslated(&sources::ending(".ftl")));
}

#[test]
fn every_sentence_asked_for_is_written() {
    let catalogue = [Source::new("x/locales/en/x.ftl", "x-hello = Hello")];
    let asking = |key: &str| [Source::new("x/src/page.rs", &format!("t.say(\"x-hello\");\nt.say_with(\n    \"{key}\", &[]);"))];
    assert_eq!(unwritten(&asking("x-bye"), &catalogue).len(), 1);
    assert_eq!(unwritten(&asking("x-hello"), &catalogue), Vec::<String>::new());

    nothing_to_mend(unwritten(&sources::ending(".rs"), &sources::ending(".ftl")));
}

fn untranslated(catalogues: &[Source]) -> Vec<String> {
    let mut rooms: BTreeMap<(&str, &str), Languages> = BTreeMap::new();
    for (folder, language, name, keys) in catalogues.iter().filter_map(opened) {
        rooms.entry((folder, name)).or_default().insert(language, keys);
    }
    let mut complaints = Vec::new();
    for ((folder, name), languages) in &rooms {
        let all: BTreeSet<&String> = languages.values().flatten().collect();
        for language in LANGUAGES {
            let missing = all.iter().filter(|key| !languages.get(language).is_some_and(|keys| keys.contains(**key)));
            complaints.extend(missing.map(|key| format!("{folder}/locales/{language}/{name}: write `{key}`; another language has it")));
        }
    }
    complaints
}

fn unwritten(files: &[Source], catalogues: &[Source]) -> Vec<String> {
    let english = catalogues.iter().filter_map(opened).filter(|(_, language, ..)| *language == "en");
    let written: BTreeSet<String> = english.flat_map(|(.., keys)| keys).collect();
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| !file.is_test()) {
        let running: String = file.running_lines().flat_map(|(_, line)| [line, "\n"]).collect();
        let unknown = asked_for(&running).into_iter().filter(|key| !written.contains(*key));
        complaints.extend(unknown.map(|key| format!("{}: `{key}` is in no catalogue; write it in locales/{{en,es,zh}}", file.path)));
    }
    complaints
}

/// Folder of the crate, language, file name and keys of one catalogue, if the path is that of one.
fn opened(source: &Source) -> Option<(&str, &str, &str, BTreeSet<String>)> {
    let (folder, rest) = source.path.split_once("/locales/")?;
    let (language, name) = rest.split_once('/')?;
    Some((folder, language, name, keys(&source.text)))
}

/// Messages and terms by their name, attributes as `message.attribute`.
fn keys(text: &str) -> BTreeSet<String> {
    let (mut keys, mut message) = (BTreeSet::new(), "");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, _)) = line.split_once('=') else { continue };
        if !line.starts_with([' ', '\t']) {
            message = name.trim();
            keys.insert(message.to_owned());
        } else if let Some(attribute) = name.trim().strip_prefix('.').filter(|name| !name.contains(' ')) {
            keys.insert(format!("{message}.{attribute}"));
        }
    }
    keys
}

/// The keys written as literals right behind one of the words that ask for a sentence. `format!(` is not `t!(`, and
/// what a mail server says on the wire (`visit.say("221 2.0.0 Goodbye")`) is no key.
fn asked_for(text: &str) -> BTreeSet<&str> {
    let whole =
        |at: usize, word: &str| !word.starts_with(char::is_alphabetic) || !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let asked = ASKING.iter().flat_map(|word| text.match_indices(word)).filter(|(at, word)| whole(*at, word));
    let behind = asked.map(|(at, word)| text[at + word.len()..].trim_start());
    behind
        .filter_map(|rest| rest.strip_prefix('"')?.split_once('"'))
        .map(|(key, _)| key)
        .filter(|key| is_key(key))
        .collect()
}

fn is_key(literal: &str) -> bool {
    literal.starts_with(|c: char| c.is_ascii_lowercase()) && literal.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}
