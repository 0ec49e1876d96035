//! Scenes of narrowing: facets and their counts, moments, what is recent, what is nearly spelt as typed.

mod shelf;

use db::activity::Position;
use kit::Moment;
use search::{Change, Document, Facet, Hits, Inboxes, Kind, Narrow, Part, Query, When, Within};
use shelf::{Shelf, shelf};

const DAY: i64 = 86_400;
const NOW: Moment = Moment::from_seconds(1_000 * DAY);

fn conversation(id: i64, inbox: i64, status: &str, tags: &[&str], days_ago: i64) -> Document {
    Document {
        conversation: Some(id),
        number: Some(id),
        inbox: Some(inbox),
        status: status.into(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        subject: "Refund".into(),
        body: "Please refund the kettle.".into(),
        opened: Some(Moment::from_seconds(NOW.seconds() - days_ago * DAY)),
        ..Document::new(Kind::Conversation, id, Moment::from_seconds(NOW.seconds() - days_ago * DAY))
    }
}

impl Shelf {
    fn ask(&self, query: Query) -> Hits {
        self.index.search(&Query { now: NOW, limit: 50, ..query }).expect("an answer")
    }

    fn all(&self, text: &str, narrow: Narrow) -> Hits {
        self.ask(Query { text: text.into(), narrow, inboxes: Inboxes::All, ..Query::default() })
    }
}

fn is(facet: Facet, values: &[&str]) -> Narrow {
    Narrow::Is { facet, any_of: values.iter().map(|value| (*value).to_owned()).collect() }
}

fn ids(hits: &Hits) -> Vec<i64> {
    hits.hits.iter().map(|hit| hit.id).collect()
}

#[test]
fn other_kinds_are_counted_beside_the_one_asked_for_unless_nobody_looks() {
    let shelf = three();
    let asked = |uncounted| {
        shelf.ask(Query {
            text: "refund".into(),
            only: Some(Kind::Customer),
            uncounted,
            inboxes: Inboxes::All,
            ..Query::default()
        })
    };

    let (counted, uncounted) = (asked(false), asked(true));

    assert_eq!((ids(&counted), ids(&uncounted)), (vec![9], vec![9]));
    assert_eq!((counted.counts.of(Facet::Kind).len(), uncounted.counts.of(Facet::Kind).len()), (2, 1));
}

fn three() -> Shelf {
    let customer = Document {
        subject: "Refund Mia".into(),
        tags: vec!["VIP".into()],
        ..Document::new(Kind::Customer, 9, NOW)
    };
    shelf(vec![
        conversation(1, 1, "open", &["VIP"], 1),
        conversation(2, 1, "resolved", &[], 30),
        conversation(3, 2, "open", &["VIP", "big order"], 300),
        customer,
    ])
}

#[test]
fn facets_are_counted_beside_what_was_found_and_narrow_it() {
    let shelf = three();

    let hits = shelf.all("refund", Narrow::default());

    let counted = |facet: Facet| hits.counts.of(facet).iter().map(|(value, count)| (value.as_str(), *count)).collect::<Vec<_>>();
    assert_eq!(counted(Facet::Kind), [("conversation", 3), ("customer", 1)]);
    assert_eq!(counted(Facet::Status), [("open", 2), ("resolved", 1)]);
    assert_eq!(counted(Facet::Tag), [("vip", 3), ("bigorder", 1)]);
    assert_eq!(counted(Facet::Inbox), [("1", 2), ("2", 1)]);
    assert_eq!(hits.counts.within_days().collect::<Vec<_>>(), [(1, 2), (7, 2), (30, 3), (365, 4)]);
    let narrowed = shelf.all("refund", Narrow::All(vec![is(Facet::Status, &["open"]), is(Facet::Tag, &["Big Order"])]));
    assert_eq!((ids(&narrowed), narrowed.total), (vec![3], 1));
}

#[test]
fn attack_26_what_a_hidden_inbox_holds_is_in_no_count_of_any_facet() {
    let shelf = three();
    let only = Inboxes::Only([1].into());

    let hits = shelf.ask(Query {
        text: "refund".into(),
        inboxes: only.clone(),
        kinds: vec![Kind::Conversation],
        ..Query::default()
    });
    let kinds = shelf.ask(Query {
        text: "refund".into(),
        inboxes: only,
        only: Some(Kind::Customer),
        ..Query::default()
    });

    assert_eq!(hits.counts.of(Facet::Status), [("open".to_owned(), 1), ("resolved".to_owned(), 1)]);
    assert_eq!(hits.counts.of(Facet::Tag), [("vip".to_owned(), 1)]);
    assert!(hits.counts.of(Facet::Inbox).iter().all(|(inbox, _)| inbox == "1"));
    assert_eq!(kinds.counts.of(Facet::Kind), [("conversation".to_owned(), 2), ("customer".to_owned(), 1)]);
    assert_eq!(ids(&kinds), [9]);
}

#[test]
fn a_tree_of_conditions_is_answered_as_it_is_read() {
    let shelf = three();
    let word = |text: &str| Narrow::Words(Part { within: Within::Anywhere, text: text.into(), is_phrase: false, is_open: false });
    for (narrow, expected) in [
        (Narrow::Any(vec![is(Facet::Status, &["resolved"]), is(Facet::Tag, &["big order"])]), vec![2, 3]),
        (Narrow::Not(Box::new(is(Facet::Status, &["open"]))), vec![2, 9]),
        (Narrow::All(vec![word("kettle"), Narrow::Not(Box::new(is(Facet::Inbox, &["2"])))]), vec![1, 2]),
        (Narrow::Among(vec![2, 3]), vec![2, 3]),
        (Narrow::Any(Vec::new()), vec![]),
        (
            Narrow::Between {
                when: When::Opened,
                from: Some(Moment::from_seconds(NOW.seconds() - 40 * DAY)),
                until: None,
            },
            vec![1, 2],
        ),
        (
            Narrow::Between {
                when: When::Active,
                from: None,
                until: Some(Moment::from_seconds(NOW.seconds() - 100 * DAY)),
            },
            vec![3],
        ),
        (Narrow::Between { when: When::Waiting, from: None, until: None }, vec![]),
    ] {
        let mut found = ids(&shelf.all("", narrow.clone()));
        found.sort_unstable();
        assert_eq!(found, expected, "{narrow:?}");
    }
}

#[test]
fn of_two_equal_matches_the_newer_comes_first() {
    let shelf = shelf(vec![
        conversation(1, 1, "open", &[], 400),
        conversation(2, 1, "open", &[], 2),
        conversation(3, 1, "open", &[], 90),
    ]);

    let hits = shelf.all("refund", Narrow::default());

    assert_eq!(ids(&hits), [2, 3, 1]);
}

#[test]
fn what_is_spelt_nearly_so_is_found_when_nothing_is_spelt_so() {
    let shelf = three();

    let (near, exact, nothing) = (
        shelf.all("ketle ", Narrow::default()),
        shelf.all("kettle ", Narrow::default()),
        shelf.all("zzzzzz", Narrow::default()),
    );

    assert!(near.is_near && near.total == 3, "{near:?}");
    assert_eq!(near.marker.piece("the kettle leaks", 80).highlights, vec![std::ops::Range { start: 4, end: 10 }]);
    assert!(!exact.is_near && exact.total == 3);
    assert!(!nothing.is_near && nothing.total == 0);
}

#[test]
fn files_of_a_conversation_are_taken_out_together() {
    let file = |id: i64, conversation: i64| Document {
        conversation: Some(conversation),
        inbox: Some(1),
        body: "invoice".into(),
        ..Document::new(Kind::File, id, NOW)
    };
    let shelf = shelf(vec![file(1, 7), file(2, 7), file(3, 8), conversation(7, 1, "open", &[], 1)]);

    let gone = [Change::DeleteOf { kind: Kind::File, conversation: 7 }, Change::upsert(file(2, 7))];
    shelf.index.apply(&gone, Position { xid: 0, id: 2 }).expect("applied");

    let mut found = ids(&shelf.all("invoice", Narrow::default()));
    found.sort_unstable();
    assert_eq!(found, [2, 3]);
    assert_eq!(shelf.all("refund", Narrow::default()).total, 1, "the conversation itself is still there");
}

#[test]
fn attack_26_who_sees_all_but_drafts_finds_and_counts_none() {
    let draft = Document { subject: "Refund rules".into(), ..Document::new(Kind::ArticleDraft, 7, NOW) };
    let article = Document { subject: "Refund".into(), ..Document::new(Kind::Article, 8, NOW) };
    let shelf = shelf(vec![conversation(1, 5, "open", &[], 1), draft, article]);
    let seen: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::ArticleDraft).collect();
    let ask = |text: &str, kinds: Vec<Kind>| shelf.ask(Query { text: text.into(), kinds, inboxes: Inboxes::All, ..Query::default() });

    for text in ["refund", "-kettle"] {
        let hits = ask(text, seen.clone());
        assert!(hits.hits.iter().all(|hit| hit.kind != Kind::ArticleDraft) && hits.total > 0, "{text}");
        assert!(hits.counts.of(Facet::Kind).iter().all(|(kind, _)| kind != "article_draft"), "{text}");
        assert_eq!(ask(text, Kind::ALL.to_vec()).total, hits.total + 1, "{text}");
    }
    assert_eq!(ask("rules", seen).total, 0);
}
