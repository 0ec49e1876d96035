//! What only the assembled house can check of its sentences: that every event kind of every room is read back from a
//! line stored when it was released and told in three languages, and that the settings navigation is named in each.
//!
//! `events.jsonl` holds one line a kind. A released line is never edited: a desk that updates has such lines in its log.

use db::activity::Entry;
use frontline::event::Event;
use frontline::routes::settings_menu;
use frontline::site::{TEXTS, settings_that_can_be_put_back};
use frontline::story::Stories;
use kit::{Locale, Moment};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use web::{Storyteller as _, Text, Texts};

/// Kinds a person never needs to read. Say why behind each one.
const SILENT: [&str; 3] = [
    // A step of a tour is somebody's own business.
    "tour.step",
    // A card was drawn, or kept back: counted in reports.
    "suggestion.shown",
    "suggestion.held_out",
];

#[test]
fn every_event_kind_is_named_once_and_has_a_stored_line() {
    let written = kinds_in_the_source();
    let stored: BTreeSet<String> = stored_lines().into_iter().map(|entry| entry.kind).collect();

    let twice: Vec<_> = written.iter().filter(|(_, rooms)| rooms.len() > 1).collect();
    let missing: Vec<_> = written.iter().filter(|(kind, _)| !stored.contains(*kind)).collect();
    let gone: Vec<_> = stored.iter().filter(|kind| !written.contains_key(*kind)).collect();

    assert!(written.len() > 90, "only {} kinds found: does the reader still understand the source?", written.len());
    assert_eq!(stored.len(), stored_lines().len(), "one line a kind in app/tests/events.jsonl");
    assert!(twice.is_empty(), "the log cannot tell these apart; rename one of each: {twice:?}");
    assert!(missing.is_empty(), "add one line for each to app/tests/events.jsonl: {missing:?}");
    assert!(gone.is_empty(), "stored logs still hold these kinds; keep reading them: {gone:?}");
}

#[test]
fn the_kinds_a_webhook_may_name_are_those_of_the_log() {
    let known: BTreeSet<&str> = frontline::event::kinds().into_iter().collect();
    let written = kinds_in_the_source();

    assert_eq!(known, written.keys().map(String::as_str).collect());
}

#[test]
fn every_stored_line_is_read_back_whole() {
    let unlike: Vec<String> = stored_lines()
        .iter()
        .filter_map(|entry| difference(entry).map(|why| format!("{}: {why}", entry.kind)))
        .collect();

    assert!(unlike.is_empty(), "old lines must be read as they were written:\n  {}", unlike.join("\n  "));
}

#[test]
fn every_event_is_told_in_three_languages() {
    let voices = Locale::ALL.map(voice);
    let wrong: Vec<String> = stored_lines().iter().filter_map(|entry| badly_told(entry, &voices)).collect();

    assert!(wrong.is_empty(), "mend the room's story or its catalogue:\n  {}", wrong.join("\n  "));
}

#[test]
fn the_settings_navigation_is_named_and_found_by_other_names_in_three_languages() {
    let named = |entry: &web::MenuEntry| [entry.label_key.to_owned(), entry.group_key.to_owned(), format!("{}-also", entry.label_key)];
    let keys: BTreeSet<String> = settings_menu().iter().flat_map(named).collect();
    let unnamed: Vec<String> = Locale::ALL
        .into_iter()
        .flat_map(|locale| {
            let voice = voice(locale);
            keys.iter()
                .filter(move |key| !voice.knows(key))
                .map(move |key| format!("{key} in {}", locale.tag()))
        })
        .collect();

    assert!(keys.len() > 8, "the navigation has lost its entries: {keys:?}");
    assert!(unnamed.is_empty(), "write these in the catalogues: {unnamed:?}");
}

/// Each kind with the rooms whose `event.rs` names it.
fn kinds_in_the_source() -> BTreeMap<String, Vec<String>> {
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for room in rooms() {
        let Ok(source) = std::fs::read_to_string(room.join("src/event.rs")) else { continue };
        let name = room.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for rest in source.split("#[serde(rename = \"").skip(1) {
            let kind = rest.split('"').next().unwrap_or_default();
            kinds.entry(kind.to_owned()).or_default().push(name.clone());
        }
    }
    kinds
}

fn rooms() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let folders = ["features", "channels"].map(|folder| std::fs::read_dir(root.join(folder)).expect("a folder of rooms"));
    folders.into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

#[test]
fn every_setting_that_can_be_put_back_has_a_name_a_permission_and_a_page() {
    let settings = settings_that_can_be_put_back();
    let kinds: BTreeSet<&str> = settings.0.iter().map(|setting| setting.kind()).collect();
    let nameless: Vec<String> = Locale::ALL
        .iter()
        .flat_map(|locale| kinds.iter().map(move |kind| (*locale, format!("agents-change-of-{}", kind.replace('_', "-")))))
        .filter(|(locale, key)| !voice(*locale).knows(key))
        .map(|(locale, key)| format!("{locale:?} {key}"))
        .collect();
    let unknown: Vec<&str> = settings
        .0
        .iter()
        .map(|setting| setting.needs())
        .filter(|needs| agents::Permission::of_word(needs).is_none())
        .collect();

    assert_eq!(kinds.len(), settings.0.len(), "two kinds have the same word");
    assert_eq!((nameless, unknown), (Vec::<String>::new(), Vec::<&str>::new()));
    assert!(settings.0.iter().all(|setting| setting.href("1 1").starts_with("/settings/")));
}

fn stored_lines() -> Vec<Entry> {
    include_str!("events.jsonl").lines().enumerate().map(|(number, line)| entry(number, line)).collect()
}

fn entry(number: usize, line: &str) -> Entry {
    let detail: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("events.jsonl:{}: {e}", number + 1));
    Entry {
        id: 1,
        xid: 1,
        happened_at: Moment::from_seconds(0),
        actor_kind: "system".into(),
        actor_id: None,
        kind: detail["kind"].as_str().expect("a kind").into(),
        conversation_id: None,
        customer_id: None,
        agent_id: None,
        detail: line.into(),
    }
}

/// How the event, written again, differs from the line it was read from.
fn difference(entry: &Entry) -> Option<String> {
    let Some(event) = Event::of(entry) else { return Some("no room reads it".into()) };
    let again = match event {
        Event::Desk(event) => serde_json::to_value(event),
        Event::Customers(event) => serde_json::to_value(event),
        Event::Agents(event) => serde_json::to_value(event),
        Event::Email(event) => serde_json::to_value(event),
        Event::Orders(event) => serde_json::to_value(event),
        Event::Portal(event) => serde_json::to_value(event),
        Event::Shops(event) => serde_json::to_value(event),
        Event::Webhooks(event) => serde_json::to_value(event),
        Event::Welcome(event) => serde_json::to_value(event),
        Event::Push(event) => serde_json::to_value(event),
        Event::Sso(event) => serde_json::to_value(event),
        Event::Scim(event) => serde_json::to_value(event),
        Event::Audit(event) => serde_json::to_value(event),
        Event::Privacy(event) => serde_json::to_value(event),
        Event::Feedback(event) => serde_json::to_value(event),
        Event::Knowledge(event) => serde_json::to_value(event),
    };
    let again = again.expect("an event serialises");
    let stored: serde_json::Value = serde_json::from_str(&entry.detail).expect("a line of JSON");
    (again != stored).then(|| format!("stored {stored}, read {again}"))
}

/// Untold, told by a bare key, or told in another language than asked for (a missing sentence falls back to English).
fn badly_told(entry: &Entry, voices: &[Text; 3]) -> Option<String> {
    let silent = SILENT.contains(&entry.kind.as_str());
    let told: Vec<String> = voices.iter().filter_map(|voice| Stories.tell(entry, voice)).collect();
    let alike = told.iter().collect::<BTreeSet<_>>().len() < told.len();
    let bare = told.iter().any(|sentence| sentence.trim().is_empty() || keys_left_in(sentence));
    let well = if silent { told.is_empty() } else { told.len() == voices.len() && !alike && !bare };
    (!well).then(|| format!("{}: {told:?}", entry.kind))
}

fn keys_left_in(sentence: &str) -> bool {
    [
        "desk-",
        "customers-",
        "agents-",
        "email-",
        "orders-",
        "portal-",
        "shops-",
        "web-",
        "webhooks-",
        "welcome-",
        "push-",
        "sso-",
        "scim-",
        "audit-",
        "knowledge-",
    ]
    .iter()
    .any(|prefix| sentence.contains(prefix))
}

fn voice(locale: Locale) -> Text {
    let all: Vec<Texts> = std::iter::once(web::TEXTS).chain(TEXTS.iter().copied()).collect();
    Text::of(all, locale)
}
