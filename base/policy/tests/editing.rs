//! What whoever edits a policy is shown: faults, plain sentences, differences, the test bench, doubts, the schema.

use document::Words;
use jiff::civil::date;
use kit::{Currency, Locale, Money};
use policy::{
    Amounts, Facts, Kind, Outcome, Policy, Predicate, Threshold, describe, differences, judge, kettle_and_co, lint, replay, schema,
};

/// A small policy with one refund rule, in which `require` is as given.
fn with_rule(require: &str) -> String {
    let words = r#"{"en": "no", "es": "no pueden ser", "zh": "不行"}"#;
    format!(
        r#"{{"name": "small", "actions": {{"refund": {{"needs_confirmation": true, "identity": "matched", "rules":
            [{{"name": "one", "require": {require}, "code": "no", "text": {words}, "next_step": {words}}}]}}}}}}"#
    )
}

fn faults(text: &str) -> Vec<(String, String, String)> {
    let faults = Policy::parse(text).expect_err(text);
    faults.into_iter().map(|fault| (fault.path, fault.problem.en, fault.remedy.en)).collect()
}

#[test]
fn each_fault_names_its_place_and_its_remedy() {
    let rule = "actions.refund.rules[0].require";
    for (require, path, problem, remedy) in [
        (r#""in_stok""#, rule.to_owned(), "“in_stok” is not known here", "“in_stock”"),
        (
            r#"{"status_inn": ["paid"]}"#,
            format!("{rule}.status_inn"),
            "there is no field “status_inn” here",
            "“status_in”",
        ),
        (r#"{"status_in": "paid"}"#, format!("{rule}.status_in"), "this is the text “paid”", "a list in [ ]"),
        (r#"{"status_in": []}"#, format!("{rule}.status_in"), "nothing is written here", "a list in [ ]"),
        (
            r#"{"flag": {"fact": "items.instock", "is": true}}"#,
            format!("{rule}.flag.fact"),
            "not known here",
            "“items.in_stock”",
        ),
        (r#"{"flag": {"fact": "order.total", "is": true}}"#, format!("{rule}.flag.fact"), "of kind money", "kind flag"),
        (
            r#"{"flag": {"fact": "items.in_stock", "is": "yes"}}"#,
            format!("{rule}.flag.is"),
            "the text “yes”",
            "true or false",
        ),
        (r#"{"number": {"fact": "items.quantity"}}"#, format!("{rule}.number"), "no limit here", "“at_least”"),
        (
            r#"{"within_days_of": {"event": "delivry", "days": 30}}"#,
            format!("{rule}.within_days_of.event"),
            "“delivry”",
            "“delivery”",
        ),
        (
            r#"{"within_days_of": {"event": "delivery", "days": 1.5}}"#,
            format!("{rule}.within_days_of.days"),
            "1.5",
            "a whole number",
        ),
        (r#"{"amount_below": 50}"#, format!("{rule}.amount_below"), "the number 50", "\"12.50 EUR\""),
        (r#"{"amount_below": "50.001 EUR"}"#, format!("{rule}.amount_below"), "50.001 EUR", "an amount"),
        (
            r#"{"amount_below": ["5.00 EUR", "6.00 EUR"]}"#,
            format!("{rule}.amount_below"),
            "two amounts in EUR",
            "one amount",
        ),
        (r#"{"in_stock": true, "status_in": ["paid"]}"#, rule.to_owned(), "one field, not 2", "all_of"),
        (
            r#"{"flag": {"fact": "items.in_stock", "is": true, "is": false}}"#,
            format!("{rule}.flag.is"),
            "written twice",
            "Keep one",
        ),
        (r#"{"customer_verified_by": "strong"}"#, format!("{rule}.customer_verified_by"), "“strong”", "signed_in"),
    ] {
        let found = faults(&with_rule(require));
        assert_eq!(found.len(), 1, "{require}: {found:?}");
        let (at, what, how) = &found[0];
        assert_eq!(*at, path, "{require}");
        assert!(what.contains(problem) && how.contains(remedy), "{require}: {what} {how}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let found = faults(
        r#"{"nmae": "x", "countries": ["Germany"], "valid_from": "2026-02-30", "disclosures": {"adresses": "matched"},
            "actions": {"refnd": {"rules": [{"name": "A b", "require": "always"}], "needs_confirmation": 1}}}"#,
    );

    let paths: Vec<&str> = found.iter().map(|(path, ..)| path.as_str()).collect();
    for path in [
        "nmae",
        "countries[0]",
        "valid_from",
        "disclosures.adresses",
        "actions.refnd",
        "actions.refnd.rules[0].name",
        "actions.refnd.needs_confirmation",
    ] {
        assert!(paths.contains(&path), "{path} in {found:?}");
    }
    assert!(found.iter().any(|(path, problem, _)| path.is_empty() && problem.contains("“name” is missing")), "{found:?}");
    assert_eq!(
        found.iter().filter(|(path, ..)| path == "actions.refnd.rules[0]").count(),
        3,
        "code, text and next step are missing"
    );
}

#[test]
fn a_company_adds_facts_and_actions_of_its_own() {
    let text = r#"{"name": "hotel",
        "facts": {"booking.nights": {"kind": "number", "meaning": {"en": "the nights", "es": "las noches", "zh": "晚数"}}},
        "actions": {"booking.extend": {"title": {"en": "Extend a booking", "es": "Ampliar una reserva", "zh": "延长预订"},
            "rules": [{"name": "two-weeks", "require": {"number": {"fact": "booking.nights", "at_most": 14}}, "code": "booking.too_long",
                "text": {"en": "{booking.nights} nights are more than {most}.", "es": "{booking.nights} noches son más de {most}.", "zh": "{booking.nights} 晚超过 {most} 晚。"},
                "next_step": {"en": "Ask.", "es": "Pregunte.", "zh": "请询问。"}}]}}}"#;
    let hotel = Policy::parse(text).expect("a policy of its own");

    let verdict = |nights: i64| judge(&hotel, "booking.extend", &Facts::new().with("booking.nights", nights));

    assert_eq!(verdict(14).outcome, Outcome::Allowed);
    assert_eq!(verdict(21).reasons[0].text.zh, "21 晚超过 14 晚。");
    assert_eq!(
        judge(&hotel, "booking.extend", &Facts::new()).reasons[0].text.es,
        "Aún no podemos decidirlo, porque no sabemos esto: las noches."
    );
    assert_eq!(hotel.facts["booking.nights"].kind, Kind::Number);
}

#[test]
fn a_rule_reads_as_a_sentence_in_each_language() {
    let policy = kettle_and_co();
    for (locale, title, sentence, otherwise) in [
        (
            Locale::En,
            "Return goods",
            "If the reason given is not defective, damaged, wrong item or not as described: only if it is at most 30 days since the day of the delivery.",
            "Otherwise the customer reads: “Goods can be returned within 30 days of delivery; that was until [the last day]. If it is broken, tell us: the warranty still holds.”",
        ),
        (
            Locale::Es,
            "Devolver artículos",
            "Si el motivo indicado no es: defectuoso, dañado, artículo equivocado o no es como se describe: solo si no se supera el plazo de 30 días desde el día de la entrega.",
            "De lo contrario el cliente lee: «Los artículos pueden devolverse en 30 días desde la entrega; el plazo terminó el [el último día]. Si está averiado, díganoslo: la garantía sigue vigente.»",
        ),
        (
            Locale::Zh,
            "退货",
            "如果所给出的原因不是有缺陷、已损坏、发错商品或与描述不符：仅当距送达日期不超过 30 天。",
            "否则客户会看到：“商品可在送达后 30 天内退回，期限为 [最后一天]。如有故障请告知，保修仍然有效。”",
        ),
    ] {
        let description = describe(&policy, locale);
        let action = description.actions.iter().find(|action| action.action == "return").expect("a default action");
        let rule = action
            .sentences
            .iter()
            .find(|sentence| sentence.part == "rule:within-30-days")
            .expect("a default rule");

        assert_eq!(action.title, title);
        assert_eq!(rule.text, sentence);
        assert_eq!(rule.otherwise.as_deref(), Some(otherwise));
    }
}

#[test]
fn no_sentence_has_an_unfilled_place_or_another_languages_words() {
    for locale in Locale::ALL {
        let description = describe(&kettle_and_co(), locale);
        let of_actions = description.actions.iter().flat_map(|action| &action.sentences);
        for sentence in description.scope.iter().chain(of_actions) {
            assert!(!sentence.text.contains(['{', '}']) && !sentence.text.is_empty(), "{sentence:?}");
            let words = format!("{}{}", sentence.text, sentence.otherwise.as_deref().unwrap_or_default());
            // Spanish and Chinese sentences hold no English: only names, currencies and brands are written in plain letters.
            let english = [" the ", " is ", " other", "[deadline", "_"].iter().any(|word| words.contains(word));
            assert!(locale == Locale::En || !english, "{sentence:?}");
            let chinese = sentence.text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
            assert_eq!(chinese, locale == Locale::Zh, "{sentence:?}");
        }
    }
}

#[test]
fn what_differs_is_said_before_and_after() {
    let old = kettle_and_co();
    let mut new = kettle_and_co();
    let returns = new.actions.get_mut("return").expect("a default action");
    let window = returns.rules.iter_mut().find(|rule| rule.name == "within-30-days").expect("a default rule");
    window.require = Predicate::WithinDaysOf { event: "delivery".into(), days: 14 };
    returns.needs_confirmation = false;
    returns.rules.swap(0, 1);
    new.actions.remove("invoice");
    new.valid_from = Some(date(2026, 7, 1));

    let found = differences(&old, &new);

    let named: Vec<(Option<&str>, &str)> = found.iter().map(|found| (found.action.as_deref(), found.part.as_str())).collect();
    let of_returns = Some("return");
    for piece in [
        (of_returns, "rule:within-30-days"),
        (of_returns, "needs_confirmation"),
        (of_returns, "order"),
        (Some("invoice"), "title"),
        (None, "valid_from"),
    ] {
        assert!(named.contains(&piece), "{piece:?} in {named:?}");
    }
    let window = found.iter().find(|found| found.part == "rule:within-30-days").expect("found above");
    let (before, after) = (window.before.clone().expect("was there"), window.after.clone().expect("is there"));
    assert!(before.en.contains("at most 30 days") && after.en.contains("at most 14 days"), "{window:?}");
    assert!(after.es.contains("14 días") && after.zh.contains("14 天"), "{window:?}");
    assert!(
        found
            .iter()
            .filter(|found| found.action.as_deref() == Some("invoice"))
            .all(|found| found.after.is_none())
    );
    assert_eq!(differences(&old, &old), vec![]);
}

#[test]
fn the_test_bench_groups_what_would_change() {
    let policy = kettle_and_co();
    let mut draft = kettle_and_co();
    for rule in &mut draft.actions.get_mut("invoice").expect("a default action").rules {
        rule.require = Predicate::Always;
    }
    let facts = |issued: bool| {
        Facts::new()
            .with("customer.verified", "signed_in")
            .with("customer.owns_order", true)
            .with("invoice.issued", issued)
    };
    let cases: Vec<_> = [true, false, true]
        .map(|issued| ("invoice".to_owned(), facts(issued), judge(&policy, "invoice", &facts(issued))))
        .into();

    let bench = replay(&draft, &cases);

    assert_eq!((bench.same, bench.changed.len()), (1, 1));
    let change = &bench.changed[0];
    assert_eq!((change.was.as_str(), change.becomes.as_str(), change.cases.as_slice()), ("denied", "allowed", &[0, 2][..]));
    assert_eq!((change.codes_gone.as_slice(), change.codes_new.len()), (&["invoice.issued_before".to_owned()][..], 0));
    assert_eq!(replay(&policy, &cases).changed, vec![]);
}

#[test]
fn what_is_surely_not_meant_is_doubted() {
    for (require, code) in [
        (r#"{"all_of": [{"status_in": ["placed"]}, {"status_in": ["shipped"]}]}"#, "contradiction"),
        (r#"{"status_in": ["paid"]}"#, "never_so"),
        (r#"{"text": {"fact": "items.states", "one_of": ["lost"]}}"#, "never_so"),
        (r#"{"all_of": ["in_stock", {"not": "in_stock"}]}"#, "contradiction"),
        (r#"{"all_of": [{"min_quantity": 3}, {"max_quantity": 2}]}"#, "contradiction"),
        (
            r#"{"all_of": [{"amount_below": "5.00 EUR"}, {"money": {"fact": "action.amount", "at_least": "5.00 EUR"}}]}"#,
            "contradiction",
        ),
        (r#"{"status_in": ["deliverd"]}"#, "misspelt"),
    ] {
        let policy = Policy::parse(&with_rule(require)).expect(require);
        let codes: Vec<&str> = lint(&policy).iter().map(|doubt| doubt.code).collect();
        assert_eq!(codes, [code], "{require}");
    }
}

type Change = fn(&mut Policy);

#[test]
fn limits_and_words_that_do_not_fit_are_doubted() {
    let cases: [(&str, Change); 9] = [
        ("no_rules", |policy| refund(policy).rules.clear()),
        ("unconfirmed", |policy| refund(policy).needs_confirmation = false),
        ("untranslated", |policy| refund(policy).rules[0].text = Words::same("Not yours")),
        ("other_places", |policy| refund(policy).rules[0].text = Words::new("{amount} a", "b", "c")),
        ("repeated", |policy| {
            let again = policy::Rule { name: "again".into(), ..refund(policy).rules[0].clone() };
            refund(policy).rules.push(again);
        }),
        ("never_approved", |policy| refund(policy).rules[1].require = Predicate::AmountAtMost(eur(5_000))),
        ("weak_approver", |policy| refund(policy).needs_approval_above[3].above = Threshold::Above(eur(5_000))),
        ("currency_lacking", |policy| refund(policy).per_day[0].amount = Some(eur(500_000))),
        ("day_below_single", |policy| refund(policy).per_day[0].amount = Some(eur(5_000))),
    ];
    for (code, change) in cases {
        let mut policy = kettle_and_co();
        change(&mut policy);
        let doubts = lint(&policy);
        assert!(doubts.iter().any(|doubt| doubt.code == code && doubt.action == "refund"), "{code}: {doubts:?}");
    }
    assert_eq!(lint(&kettle_and_co()), vec![], "the default policy is beyond doubt");
}

fn refund(policy: &mut Policy) -> &mut policy::Action {
    policy.actions.get_mut("refund").expect("a default action")
}

fn eur(minor: i64) -> Amounts {
    Amounts::new([Money::new(minor, Currency::EUR)])
}

#[test]
fn a_rule_that_another_makes_pointless_is_doubted() {
    let mut policy = kettle_and_co();
    let cancel = policy.actions.get_mut("cancel").expect("a default action");
    cancel.rules[2].when = Some(Predicate::Text { fact: "items.states".into(), one_of: vec!["delivered".into()] });

    let doubts = lint(&policy);

    let found: Vec<(&str, &str)> = doubts.iter().map(|doubt| (doubt.part.as_str(), doubt.code)).collect();
    assert_eq!(found, [("rule:reason", "never_reached")]);
}

#[test]
fn a_stored_verdict_explains_itself() {
    let facts = Facts::new()
        .with("customer.verified", "signed_in")
        .with("customer.owns_order", true)
        .with("invoice.issued", true);
    let stored = serde_json::to_string(&judge(&kettle_and_co(), "invoice", &facts)).expect("plain");

    let verdict: policy::Verdict = serde_json::from_str(&stored).expect("the same");

    assert_eq!(
        verdict.explained(Locale::En),
        [
            "It was refused.",
            "There is an invoice for this already. We can send it once more. [invoice.issued_before]",
            "identity: holds (customer.verified = signed in)",
            "own-order: holds (customer.owns_order = yes)",
            "not-invoiced: does not hold (invoice.issued = yes)",
        ]
    );
}

#[test]
fn the_schema_kept_in_the_manual_is_the_one_the_program_has() {
    let kept = include_str!("../../../docs/policy.schema.json");

    let now = serde_json::to_string_pretty(&schema()).expect("plain") + "\n";

    assert!(kept == now, "docs/policy.schema.json is old; it should be:\n{now}");
}
