//! Scenes of finding: three languages, phrases, beginnings, addresses and numbers, and who may find what.

mod shelf;

use kit::Moment;
use proptest::prelude::*;
use search::{Document, Hits, Inboxes, Kind, Query};
use shelf::{Shelf, shelf};
use std::collections::HashSet;

const KETTLES: i64 = 1;
const WHOLESALE: i64 = 2;

fn conversation(id: i64, inbox: i64, subject: &str, body: &str) -> Document {
    Document {
        conversation: Some(id),
        number: Some(1_000 + id),
        inbox: Some(inbox),
        customer: Some(7),
        status: "open".into(),
        subject: subject.into(),
        body: body.into(),
        shown: body.into(),
        ..Document::new(Kind::Conversation, id, Moment::from_seconds(id))
    }
}

impl Shelf {
    fn ask(&self, text: &str, inboxes: Inboxes) -> Hits {
        self.index
            .search(&Query { text: text.into(), inboxes, limit: 50, ..Query::default() })
            .expect("an answer")
    }

    fn found(&self, text: &str) -> Vec<i64> {
        let mut found: Vec<i64> = self.ask(text, Inboxes::All).hits.into_iter().map(|hit| hit.id).collect();
        found.sort_unstable();
        found
    }
}

fn multilingual() -> Shelf {
    shelf(vec![
        conversation(1, KETTLES, "The kettle leaks", "It drips on the table. Order ORD-2024-017, written by mia.k@example.org."),
        conversation(2, KETTLES, "¿Dónde está mi envío?", "Pedí una tetera hace dos semanas, señor Núñez."),
        conversation(3, KETTLES, "我的水壶漏水了", "上周买的iPhone手机壳和水壶。"),
        conversation(4, WHOLESALE, "Table leaks kettle", "Nothing drips here."),
    ])
}

#[test]
fn words_are_found_in_three_languages_however_they_are_written() {
    let shelf = multilingual();
    for (typed, expected) in [
        ("kettle", vec![1, 4]),
        ("KETTLE drips", vec![1, 4]),
        ("envio", vec![2]),
        ("ENVÍO nunez", vec![2]),
        ("水壶", vec![3]),
        ("壶", vec![3]),
        ("漏", vec![3]),
        ("了", vec![3]),
        ("壶水", vec![]),
        ("iphone", vec![3]),
        ("iphone手机", vec![3]),
        ("ｋｅｔｔｌｅ ", vec![1, 4]),
        ("kettle envio", vec![]),
        ("samovar", vec![]),
    ] {
        assert_eq!(shelf.found(typed), expected, "{typed}");
    }
}

#[test]
fn phrases_stand_together_beginnings_match_while_typing_and_minus_excludes() {
    let shelf = multilingual();
    for (typed, expected) in [
        ("\"kettle leaks\"", vec![1]),
        ("“the kettle”", vec![1]),
        ("\"leaks kettle\"", vec![4]),
        ("ket", vec![1, 4]),
        ("ket ", vec![]),
        ("ket leaks ", vec![]),
        ("kettle -nothing", vec![1]),
        ("-kettle", vec![2, 3]),
        ("subject:table", vec![4]),
        ("status:open -kettle", vec![2, 3]),
        ("status:resolved", vec![]),
        ("number:1002", vec![2]),
        ("#1003", vec![3]),
        ("1003", vec![3]),
    ] {
        assert_eq!(shelf.found(typed), expected, "{typed}");
    }
}

#[test]
fn addresses_and_order_numbers_are_found_whole_in_parts_and_without_dashes() {
    let shelf = multilingual();
    for typed in [
        "mia.k@example.org",
        "MIA.K@Example",
        "example.org",
        "mia",
        "ORD-2024-017",
        "ord-2024",
        "ORD2024017",
        "2024-01",
        "\"2024 017\"",
    ] {
        assert_eq!(shelf.found(typed), [1], "{typed}");
    }
    assert!(shelf.found("mia.k@example.com ").is_empty() && shelf.found("ORD-2024-018").is_empty());
}

#[test]
fn people_and_tags_are_asked_for_by_name() {
    let mut mia = conversation(1, KETTLES, "Hello", "Hello");
    mia.people = vec!["Mía Klein".into(), "mia@example.org".into()];
    mia.tags = vec!["VIP customer".into()];
    let shelf = shelf(vec![mia, conversation(2, KETTLES, "mia", "mia")]);

    assert_eq!(shelf.found("from:mia"), [1]);
    assert_eq!(shelf.found("from:\"mia klein\""), [1]);
    assert_eq!(shelf.found("tag:\"vip CUSTOMER\""), [1]);
    assert!(shelf.found("tag:gold").is_empty());
}

#[test]
fn the_better_match_comes_first_and_says_where_it_matched() {
    let shelf = shelf(vec![
        conversation(
            1,
            KETTLES,
            "Something else",
            "A long letter that mentions <b>kettle</b> once among many other words, and goes on.",
        ),
        conversation(2, KETTLES, "Kettle", "The kettle leaks."),
    ]);
    let answer = shelf.ask("kettle", Inboxes::All);

    assert_eq!(answer.hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [2, 1]);
    let snippet = answer.marker.snippet(&answer.hits[1]);
    assert_eq!(snippet.highlights.iter().map(|range| &snippet.text[range.clone()]).collect::<Vec<_>>(), ["kettle"]);
    assert!(snippet.text.contains("<b>"), "text stays text; who shows it escapes it");
}

#[test]
fn without_words_the_newest_comes_first_and_pages_turn() {
    let shelf = shelf((1..=25).map(|id| conversation(id, KETTLES, "Kettle", "Kettle")).collect());
    let page = |offset| {
        let query = Query {
            text: "status:open".into(),
            inboxes: Inboxes::All,
            kinds: vec![Kind::Conversation],
            limit: 10,
            offset,
            ..Query::default()
        };
        shelf.index.search(&query).expect("an answer")
    };

    let (first, last) = (page(0), page(20));

    assert_eq!((first.total, first.hits[0].id, first.hits.len()), (25, 25, 10));
    assert_eq!((last.hits.len(), last.hits[4].id), (5, 1));
}

#[test]
fn attack_26_a_hidden_inbox_is_not_found_not_counted_and_not_shown() {
    let mut customer = conversation(9, KETTLES, "Kettle & Co.", "");
    (customer.kind, customer.inbox, customer.conversation, customer.number) = (Kind::Customer, None, None, None);
    let mut lost = conversation(5, KETTLES, "kettle without an inbox", "");
    lost.inbox = None;
    let shelf = shelf(vec![
        conversation(1, KETTLES, "kettle", "secret"),
        conversation(2, WHOLESALE, "kettle", "secret"),
        lost,
        customer,
    ]);
    let seen = |text: &str, inboxes: &[i64]| {
        let hits = shelf.ask(text, Inboxes::Only(inboxes.iter().copied().collect()));
        let mut ids: Vec<_> = hits.hits.iter().map(|hit| hit.id).collect();
        ids.sort_unstable();
        (hits.total, ids)
    };

    assert_eq!(seen("kettle", &[WHOLESALE]), (2, vec![2, 9]));
    assert_eq!(seen("kettle", &[]), (1, vec![9]));
    assert_eq!(seen("secret", &[]), (0, vec![]));
    assert_eq!(seen("-nothing", &[KETTLES]), (2, vec![1, 9]));
    assert_eq!(seen("#1002", &[KETTLES]), (0, vec![]));
    assert_eq!(seen("inbox:2 OR kettle", &[KETTLES]), (0, vec![]));
}

#[test]
fn kinds_narrow_the_answer() {
    let mut file = conversation(1, KETTLES, "", "the kettle");
    file.kind = Kind::File;
    let shelf = shelf(vec![file, conversation(1, KETTLES, "kettle", "")]);
    let kinds = |kinds: Vec<Kind>| {
        let query = Query {
            text: "kettle".into(),
            inboxes: Inboxes::All,
            kinds,
            limit: 10,
            ..Query::default()
        };
        shelf
            .index
            .search(&query)
            .expect("an answer")
            .hits
            .into_iter()
            .map(|hit| hit.kind)
            .collect::<HashSet<_>>()
    };

    assert_eq!(kinds(vec![Kind::File]), HashSet::from([Kind::File]));
    assert_eq!(kinds(vec![]).len(), 2);
}

#[test]
fn attack_37_no_typed_text_is_an_error_or_reaches_further() {
    let shelf = multilingual();
    let allowed = Inboxes::Only(HashSet::from([WHOLESALE]));
    for typed in [
        "\"",
        "\"\"\"",
        "a\"b\"c",
        "(",
        "kettle)",
        "kettle AND",
        "OR",
        "NOT kettle",
        "kettle~9999",
        "kettle^99999999",
        "[* TO *]",
        "{a TO b}",
        "*",
        "*:*",
        "kettle*",
        "?",
        "key:conversation:1",
        "inbox:1",
        "kind:customer",
        "subject:",
        "from::",
        "tag:\"",
        "NEAR/2",
        "' OR 1=1 --",
        "\\",
        "\\\"",
        "/.*/",
        "-",
        "--",
        "-\"",
        "+",
        "&&||!",
        "\u{0}",
        "\u{202e}kettle",
        "𝕜𝕖𝕥𝕥𝕝𝕖",
        "-1",
        "99999999999999999999",
        "número:1",
    ] {
        let hits = shelf.ask(typed, allowed.clone());
        assert!(hits.hits.iter().all(|hit| hit.id == 4), "{typed}: {hits:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn attack_37_any_text_at_all_is_answered(typed in "\\PC{0,60}|([a-z\"()*:~^\\-\\[\\]{} @.水壶é]{0,40})") {
        thread_local!(static SHELF: Shelf = multilingual());
        SHELF.with(|shelf| {
            let hits = shelf.ask(&typed, Inboxes::Only(HashSet::from([WHOLESALE])));
            for hit in &hits.hits {
                assert_eq!(hit.id, 4);
                for snippet in [&hit.subject, &hits.marker.snippet(hit)] {
                    assert!(snippet.highlights.iter().all(|range| snippet.text.get(range.clone()).is_some()), "{snippet:?}");
                }
            }
        });
    }
}
