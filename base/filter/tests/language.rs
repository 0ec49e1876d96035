//! The language as a table a supervisor could check, its faults, its completion, and: what is written back reads the same.

use filter::{Age, Compare, Condition, Day, Facts, Key, Vocabulary, Wrong, complete, parse, parse_search};
use kit::{Locale, Moment};
use proptest::prelude::*;

fn kettle() -> Vocabulary {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    Vocabulary {
        teams: names(&["Billing", "Repairs Madrid"]),
        agents: names(&["Ana", "Ben Okafor", "Álvaro"]),
        tags: names(&["vip", "spam", "leak"]),
        inboxes: names(&["Support", "Orders"]),
    }
}

fn is(key: Key, any_of: &[&str]) -> Condition {
    Condition::Is { key, any_of: any_of.iter().map(|value| (*value).to_owned()).collect() }
}

fn not(inner: Condition) -> Condition {
    Condition::Not(Box::new(inner))
}

const fn rated(compare: Compare, value: Option<i64>) -> Condition {
    Condition::Rating { compare, value }
}

fn words(text: &str) -> Condition {
    Condition::Words(text.to_owned())
}

fn phrase(text: &str) -> Condition {
    Condition::Phrase(text.to_owned())
}

#[test]
fn what_people_type_means_what_they_mean() {
    let waiting = |compare, seconds| Condition::Since { age: Age::Waiting, compare, seconds };
    let table: Vec<(&str, Condition, &str)> = vec![
        ("", Condition::everything(), ""),
        ("status:open", is(Key::Status, &["open"]), "status:open"),
        ("estado:abierta", is(Key::Status, &["open"]), "status:open"),
        ("状态：待处理", is(Key::Status, &["open"]), "status:open"),
        ("Status:Open,PENDING,open", is(Key::Status, &["open", "pending"]), "status:open,pending"),
        ("team:billing", is(Key::Team, &["Billing"]), "team:Billing"),
        ("team:repairs-madrid", is(Key::Team, &["Repairs Madrid"]), "team:\"Repairs Madrid\""),
        ("assignee:yo", is(Key::Assignee, &["me"]), "assignee:me"),
        ("agente:alvaro", is(Key::Assignee, &["Álvaro"]), "assignee:Álvaro"),
        ("assignee:none", is(Key::Assignee, &["nobody"]), "assignee:nobody"),
        ("lang:es-MX", is(Key::Lang, &["es"]), "lang:es"),
        ("waiting>2h", waiting(Compare::More, 7_200), "waiting>2h"),
        ("waiting:2h", waiting(Compare::AtLeast, 7_200), "waiting>=2h"),
        ("等待>2小时", waiting(Compare::More, 7_200), "waiting>2h"),
        ("-tag:spam", not(is(Key::Tag, &["spam"])), "-tag:spam"),
        ("priority>=alta", Condition::Priority { compare: Compare::AtLeast, level: "high".into() }, "priority>=high"),
        ("rating:<3", rated(Compare::Less, Some(3)), "rating<3"),
        ("rating<3", rated(Compare::Less, Some(3)), "rating<3"),
        ("valoración:5", rated(Compare::Exactly, Some(5)), "rating:5"),
        ("评分：无", rated(Compare::Exactly, None), "rating:none"),
        ("-rating:none", not(rated(Compare::Exactly, None)), "-rating:none"),
        (
            "rating:1,2",
            Condition::any(vec![rated(Compare::Exactly, Some(1)), rated(Compare::Exactly, Some(2))]),
            "rating:1 or rating:2",
        ),
        ("subject:\"broken kettle\"", is(Key::Subject, &["broken kettle"]), "subject:\"broken kettle\""),
        (
            "customer:mia free words",
            Condition::all(vec![is(Key::Customer, &["mia"]), words("free"), words("words")]),
            "customer:mia free words",
        ),
        ("\"free words\" \"or\"", Condition::all(vec![phrase("free words"), phrase("or")]), "\"free words\" \"or\""),
        ("http://kettle.example/a", words("http://kettle.example/a"), "\"http://kettle.example/a\""),
        (
            "tag:vip (status:open or waiting>1d) -(tag:spam tag:leak)",
            Condition::all(vec![
                is(Key::Tag, &["vip"]),
                Condition::any(vec![is(Key::Status, &["open"]), waiting(Compare::More, 86_400)]),
                not(Condition::all(vec![is(Key::Tag, &["spam"]), is(Key::Tag, &["leak"])])),
            ]),
            "tag:vip (status:open or waiting>1d) -(tag:spam tag:leak)",
        ),
        (
            "tag:vip o tag:leak 或 9:30",
            Condition::any(vec![is(Key::Tag, &["vip"]), is(Key::Tag, &["leak"]), words("9:30")]),
            "tag:vip or tag:leak or \"9:30\"",
        ),
    ];
    for (typed, meant, written) in table {
        let read = parse(typed, &kettle());

        assert_eq!(read, Ok(meant.clone()), "{typed}");
        assert_eq!(meant.to_string(), written, "{typed}");
        assert_eq!(parse(written, &kettle()), Ok(in_marks(meant, Locale::En)), "{written}");
    }
}

/// A word that only reads as one between quotation marks is written between them, and then is meant as it stands there.
fn in_marks(condition: Condition, locale: Locale) -> Condition {
    let each = |parts: Vec<Condition>| parts.into_iter().map(|part| in_marks(part, locale)).collect();
    match condition {
        Condition::All(parts) => Condition::All(each(parts)),
        Condition::Any(parts) => Condition::Any(each(parts)),
        Condition::Not(inner) => not(in_marks(*inner, locale)),
        Condition::Words(text) if words(&text).written_for(locale).to_string().starts_with('"') => Condition::Phrase(text),
        other => other,
    }
}

#[test]
fn a_single_word_in_quotation_marks_is_known_from_one_without() {
    for (typed, meant) in [
        ("\"invoices\"", phrase("invoices")),
        ("late “invoices” paid", Condition::all(vec![words("late"), phrase("invoices"), words("paid")])),
        ("-\"invoices\"", not(phrase("invoices"))),
        ("«invoices»", phrase("invoices")),
        ("invoices", words("invoices")),
        ("\"late\" invoices", Condition::all(vec![phrase("late"), words("invoices")])),
    ] {
        let read = parse_search(typed, &kettle());

        assert_eq!(read, Ok(meant.clone()), "{typed}");
        assert_eq!(
            parse_search(&meant.to_string(), &kettle()),
            Ok(meant),
            "written back, as whoever narrows by a facet is led to it"
        );
    }
}

#[test]
fn a_fault_says_where_and_what_instead() {
    let table: [(&str, Wrong, &str, Option<&str>); 13] = [
        ("lang:es staus:open", Wrong::Key, "staus", Some("status:")),
        ("colour:red", Wrong::Key, "colour", None),
        ("status:opne", Wrong::Value(Key::Status), "opne", Some("open")),
        ("status:open,opne", Wrong::Value(Key::Status), "opne", Some("open")),
        ("team:biling", Wrong::Value(Key::Team), "biling", Some("Billing")),
        ("team:xylophone", Wrong::Value(Key::Team), "xylophone", None),
        ("waiting>soon", Wrong::Span, "soon", Some("2h")),
        ("priority>=hihg", Wrong::Priority, "hihg", Some("high")),
        ("status>open", Wrong::Compared, "status", Some("status:")),
        ("tag:", Wrong::Empty, "tag:", None),
        ("(tag:vip", Wrong::Unclosed, "(", None),
        ("subject:\"broken", Wrong::Unclosed, "\"broken", None),
        ("tag:vip or", Wrong::Alone, "or", None),
    ];
    for (typed, wrong, written, instead) in table {
        let fault = parse(typed, &kettle()).expect_err(typed);

        assert_eq!((fault.wrong, fault.instead.as_deref()), (wrong, instead), "{typed}: {fault:?}");
        assert_eq!((&typed[fault.start..fault.end], fault.written.as_str()), (written, written), "{typed}");
    }
    assert_eq!(parse("tag:vip)", &kettle()).expect_err("too many").wrong, Wrong::Alone);
    assert_eq!(parse(&"(".repeat(5_000), &kettle()).expect_err("deep").wrong, Wrong::TooDeep);
}

#[test]
fn completion_offers_keys_then_values_then_nothing() {
    let offered =
        |typed: &str| -> Vec<String> { complete(typed, typed.len(), &kettle(), Locale::En).into_iter().map(|one| one.text).collect() };

    assert_eq!(offered("sta"), ["status:"]);
    assert_eq!(offered("equi"), ["equipo:"]);
    assert_eq!(offered("tag:vip wai"), ["waiting>"]);
    assert_eq!(offered("-ta"), ["-tag:"]);
    assert_eq!(offered("team:"), ["team:mine ", "team:none ", "team:Billing ", "team:\"Repairs Madrid\" "]);
    assert_eq!(offered("team:mad"), ["team:\"Repairs Madrid\" "]);
    assert_eq!(offered("team:\"Rep"), ["team:\"Repairs Madrid\" "]);
    assert_eq!(offered("status:open,res"), ["status:open,resolved "]);
    assert_eq!(offered("agente:alv"), ["agente:Álvaro "]);
    assert_eq!(offered("priority>=u"), ["priority>=urgent "]);
    assert!(offered("colour:r").is_empty() && offered("customer:mi").is_empty());
    assert_eq!(offered("").len(), 12);
    let middle = complete("ta status:open", 2, &kettle(), Locale::En);
    assert_eq!(middle.first().map(|one| (one.start, one.end, one.text.as_str())), Some((0, 2, "tag:")));
    assert!(complete("标", 1, &kettle(), Locale::En).len() > 1, "a cursor within a character is at its beginning");
}

#[test]
fn what_is_kept_as_json_reads_the_same() {
    let condition = parse("status:open (team:mine or waiting>2h) -tag:spam kettle", &kettle()).expect("a filter");

    let kept = serde_json::to_string(&condition).expect("JSON");

    assert!(kept.contains(r#"{"is":{"key":"status","any_of":["open"]}}"#), "{kept}");
    assert_eq!(serde_json::from_str::<Condition>(&kept).expect("a condition"), condition);
}

#[test]
fn a_condition_is_answered_from_facts() {
    let now = Moment::from_seconds(1_000_000);
    assert_eq!(now.rfc3339(), "1970-01-12T13:46:40Z");
    let facts = Facts {
        number: 7,
        company: Some("Kettle & Co".into()),
        has_attachment: true,
        status: "open".into(),
        priority: "high".into(),
        team: Some("Billing".into()),
        inbox: "Support".into(),
        tags: vec!["vip".into()],
        subject: "The KETTLE leaks".into(),
        customer_name: "Álvaro".into(),
        language: Some("es-MX".into()),
        waiting_since: Some(now.plus_seconds(-7_200)),
        opened_at: now.plus_seconds(-90_000),
        last_activity_at: now,
        ..Facts::default()
    };
    for (typed, holds) in [
        ("status:open team:billing tag:vip lang:es", true),
        ("kettle alvaro", true),
        ("customer:alv subject:kettle", true),
        ("waiting>2h", false),
        ("waiting>=2h created>1d active<1m", true),
        ("priority>normal -priority:urgent", true),
        ("is:unassigned is:waiting -is:undelivered", true),
        ("tag:spam or assignee:nobody", true),
        ("team:none or team:mine", false),
        ("number:7", true),
        ("#7 company:kettle has:attachment", true),
        ("is:unread or -has:attachment", false),
        ("tag:none or -category:none", false),
        ("created:yesterday updated:today", true),
        ("created>yesterday", false),
    ] {
        assert_eq!(parse(typed, &kettle()).expect(typed).holds(&facts, now), holds, "{typed}");
    }
}

fn leaf() -> impl Strategy<Value = Condition> {
    prop_oneof![
        proptest::sample::subsequence(vec!["open", "pending", "on_hold", "closed"], 1..4).prop_map(|words| is(Key::Status, &words)),
        proptest::sample::select(vec!["Billing", "Repairs Madrid", "mine", "none"]).prop_map(|team| is(Key::Team, &[team])),
        "[a-zé, ():<>=王-]{1,8}"
            .prop_map(|text| is(Key::Subject, &[text.trim()]))
            .prop_filter("not empty", has_value),
        "[a-zé, ():<>=王-]{1,8}".prop_map(|text| words(text.trim())).prop_filter("not empty", has_value),
        "[a-zé, ():<>=王-]{1,8}".prop_map(|text| phrase(text.trim())).prop_filter("not empty", has_value),
        (0i64..1_000_000).prop_map(|seconds| Condition::Since { age: Age::Created, compare: Compare::Less, seconds }),
        proptest::sample::select(vec!["low", "urgent"])
            .prop_map(|level| Condition::Priority { compare: Compare::Exactly, level: level.into() }),
        proptest::sample::select(vec![
            "or",
            "y",
            "no",
            "不是",
            "open",
            "urgente",
            "未分配",
            "waiting",
            "espera",
            "#5",
            "!x",
            "hours",
            "12h",
            "on",
            "hold"
        ])
        .prop_map(words),
        proptest::sample::select(vec![Key::Tag, Key::Category]).prop_map(|key| is(key, &["none"])),
        proptest::sample::select(filter::TRAITS.to_vec()).prop_map(|row| is(Key::Is, &[row.word()])),
        Just(is(Key::Has, &["attachment"])),
        (1i64..99).prop_map(|number| is(Key::Number, &[&number.to_string()])),
        proptest::sample::select(vec![Day::Today, Day::ThisWeek, Day::Date { year: 2026, month: 11, day: 1 }])
            .prop_map(|day| Condition::On { age: Age::Created, compare: Compare::AtLeast, day }),
        (1i64..=5).prop_map(|value| rated(Compare::AtMost, Some(value))),
        Just(rated(Compare::Exactly, None)),
    ]
}

fn has_value(condition: &Condition) -> bool {
    match condition {
        Condition::Is { any_of, .. } => any_of.iter().all(|value| !value.is_empty()),
        Condition::Words(text) | Condition::Phrase(text) => !text.is_empty(),
        _ => true,
    }
}

fn tree() -> impl Strategy<Value = Condition> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::all),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::any),
            inner.prop_map(not),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_back_reads_as_the_same_tree(condition in tree()) {
        for locale in Locale::ALL {
            let written = condition.written_for(locale).to_string();
            prop_assert_eq!(parse(&written, &kettle()), Ok(in_marks(condition.clone(), locale)), "{}", written);
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_faulted_at_a_place_that_exists(typed in "[ -~é王：（）“”]{0,40}", cursor in 0usize..60) {
        if let Err(fault) = parse(&typed, &kettle()) {
            prop_assert!(typed.get(fault.start..fault.end).is_some(), "{:?}", fault);
        }
        for offer in complete(&typed, cursor, &kettle(), Locale::En) {
            prop_assert!(typed.get(offer.start..offer.end).is_some(), "{:?}", offer);
        }
    }
}
