//! Scenes of words in other forms than they were typed in: plurals and endings of two languages, and what stays as it was written.

mod shelf;

use kit::Moment;
use search::{Document, Facet, Hits, Inboxes, Kind, Narrow, Part, Query, Within};
use shelf::{Shelf, shelf};

/// Conversations numbered from one, each with this body.
fn with(bodies: &[&str]) -> Shelf {
    let documents = (1..).zip(bodies).map(|(id, body)| Document {
        conversation: Some(id),
        inbox: Some(1),
        body: (*body).into(),
        shown: (*body).into(),
        ..Document::new(Kind::Conversation, id, Moment::from_seconds(1_000))
    });
    shelf(documents.collect())
}

impl Shelf {
    fn ask(&self, text: &str) -> Hits {
        let query = Query { text: text.into(), inboxes: Inboxes::All, limit: 50, ..Query::default() };
        self.index.search(&query).expect("an answer")
    }

    /// The best first.
    fn best(&self, text: &str) -> Vec<i64> {
        self.ask(text).hits.iter().map(|hit| hit.id).collect()
    }

    fn found(&self, text: &str) -> Vec<i64> {
        let mut found = self.best(text);
        found.sort_unstable();
        found
    }
}

#[test]
fn a_word_finds_its_other_forms_in_two_languages() {
    let shelf = with(&[
        "El hervidor gotea.",
        "Factura del pedido",
        "Please send the invoice.",
        "Descaling",
        "Two shipments were late.",
        "La luz no se enciende",
    ]);
    for (typed, expected) in [
        ("hervidores ", 1),
        ("hervidores", 1),
        ("facturas", 2),
        ("FACTURAS pedidos ", 2),
        ("invoices", 3),
        ("invoicing ", 3),
        ("descale", 4),
        ("descaled ", 4),
        ("shipment", 5),
        ("shipment ", 5),
        ("luces", 6),
        ("body luz", 0),
        ("invoices late ", 0),
    ] {
        let expected: Vec<i64> = (expected > 0).then_some(expected).into_iter().collect();
        assert_eq!(shelf.found(typed), expected, "{typed}");
        assert!(!shelf.ask(typed).is_near, "{typed}");
    }
}

#[test]
fn the_word_as_it_was_typed_comes_before_its_forms() {
    let common = ["a kettle here"; 9];
    let shelf = with(&[&["two kettles here"][..], &common[..]].concat());

    for (typed, last) in [("kettle ", Some(1)), ("kettle", Some(1))] {
        let best = shelf.best(typed);
        assert_eq!((best.len(), best.last().copied()), (10, last), "{typed}");
    }
    assert_eq!(shelf.best("kettles ").first(), Some(&1));
}

#[test]
fn what_was_found_at_one_letter_is_there_at_the_next() {
    let shelf = with(&["Descaling the pot", "how to descale", "descaled twice", "nothing of it"]);
    for end in 2..="descaling".len() {
        let typed = &"descaling"[..end];
        assert_eq!(shelf.found(typed), [1, 2, 3], "{typed}");
    }
    assert_eq!(shelf.found("descaling "), [1, 2, 3]);
    assert_eq!(shelf.best("descali").first(), Some(&1), "what begins as it was typed comes first");
}

#[test]
fn a_word_that_is_one_is_not_on_its_way_to_another() {
    let shelf = with(&["by taxi", "the tax"]);

    assert_eq!(shelf.found("taxi"), [1]);
    assert_eq!(shelf.found("tax"), [1, 2], "what begins like it, as before");
    assert_eq!(shelf.found("tax "), [2]);
}

#[test]
fn what_is_quoted_excluded_or_no_word_stays_as_it_was_written() {
    let shelf = with(&["one kettle", "two kettles", "order ORD-17s of news@kettles.example", "我的水壶", "new"]);
    for (typed, expected) in [
        ("\"kettle\"", vec![1]),
        ("\"two kettle\"", vec![]),
        ("\"two kettles\"", vec![2]),
        ("one -kettles", vec![1]),
        ("-kettle", vec![2, 3, 4, 5]),
        ("ord-17 ", vec![]),
        ("ORD-17s ", vec![3]),
        ("news@kettle.example ", vec![]),
        ("news@kettles.example ", vec![3]),
        ("水壶", vec![4]),
        ("news ", vec![3]),
        ("new ", vec![5]),
    ] {
        assert_eq!(shelf.found(typed), expected, "{typed}");
    }
    let word = |text: &str| Part { within: Within::Anywhere, text: text.into(), is_phrase: false, is_open: false };
    let narrow = Narrow::All(vec![Narrow::Words(word("two")), Narrow::Not(Box::new(Narrow::Words(word("kettle"))))]);
    let query = Query { narrow, inboxes: Inboxes::All, limit: 9, ..Query::default() };
    assert_eq!(shelf.index.search(&query).expect("an answer").total, 1);
}

#[test]
fn people_are_called_as_they_are_called_and_subjects_are_not() {
    let named = |id: i64, name: &str, subject: &str| Document {
        conversation: Some(id),
        inbox: Some(1),
        people: vec![name.into()],
        subject: subject.into(),
        ..Document::new(Kind::Conversation, id, Moment::from_seconds(1_000))
    };
    let shelf = shelf(vec![named(1, "Ana Torres", "Facturas"), named(2, "Ana Torre", "Otra factura")]);

    assert_eq!(shelf.found("torres "), [1]);
    assert_eq!(shelf.found("from:torres "), [1]);
    assert_eq!(shelf.found("torre "), [2]);
    assert_eq!(shelf.found("subject:factura "), [1, 2]);
    assert_eq!(shelf.found("subject:\"factura\""), [2]);
}

#[test]
fn the_form_that_was_found_is_marked() {
    let shelf = with(&["Se venden hervidores y teteras", "They descale it"]);
    let marked = |typed: &str| {
        let answer = shelf.ask(typed);
        assert_eq!(answer.marker.most(), 1, "one word was sought");
        let snippet = answer.marker.snippet(answer.hits.first().expect("a hit"));
        let ranges: Vec<String> = snippet.highlights.iter().map(|range| snippet.text[range.clone()].to_owned()).collect();
        ranges
    };

    assert_eq!(marked("hervidor "), ["hervidores"]);
    assert_eq!(marked("descaling"), ["descale"]);
    assert_eq!(marked("descali"), ["descale"]);
}

#[test]
fn a_form_opens_no_hidden_inbox_and_is_counted_in_none() {
    let written = |id: i64, inbox: i64, body: &str| Document {
        conversation: Some(id),
        inbox: Some(inbox),
        status: "open".into(),
        body: body.into(),
        ..Document::new(Kind::Conversation, id, Moment::from_seconds(1_000))
    };
    let shelf = shelf(vec![written(1, 1, "one kettle"), written(2, 2, "two kettles")]);
    let query = |inbox: i64| Query {
        text: "kettle ".into(),
        inboxes: Inboxes::Only([inbox].into()),
        limit: 9,
        ..Query::default()
    };
    let seen = |inbox: i64| {
        let hits = shelf.index.search(&query(inbox)).expect("an answer");
        (hits.total, hits.counts.of(Facet::Status).to_vec())
    };

    assert_eq!((seen(1), seen(2)), ((1, vec![("open".into(), 1)]), (1, vec![("open".into(), 1)])));
    assert_eq!(seen(3), (0, vec![]));
}
