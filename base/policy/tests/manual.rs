//! The page on policies in the manual: every example parses, every name is there, and none that is not.

use policy::{ACTIONS, DISCLOSURES, FACTS, Facts, Policy, Predicate, Strength, lint, shorthands};

const MANUAL: &str = include_str!("../../../docs/policies.md");

/// The fenced blocks with what stands behind the fence.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let fenced = MANUAL.split("```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').expect("a fence has lines")).collect()
}

#[test]
fn every_example_in_the_manual_parses() {
    let mut seen = [0; 3];
    for (kind, text) in blocks() {
        match kind {
            "json policy" => {
                let policy = Policy::parse(text).unwrap_or_else(|faults| panic!("{}\n{text}", faults[0]));
                assert_eq!(lint(&policy), vec![], "an example is beyond doubt: {text}");
                seen[0] += 1;
            }
            "json condition" => {
                let words = r#"{"en": "No", "es": "No se puede", "zh": "不行"}"#;
                let rule = format!(r#"{{"name": "one", "require": {text}, "code": "no", "text": {words}, "next_step": {words}}}"#);
                let policy = format!(r#"{{"name": "one", "actions": {{"refund": {{"rules": [{rule}]}}}}}}"#);
                let policy = Policy::parse(&policy).unwrap_or_else(|faults| panic!("{}\n{text}", faults[0]));
                assert_eq!(policy.actions["refund"].rules.len(), 1);
                seen[1] += 1;
            }
            "json facts" => {
                let facts: Facts = serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
                for (name, _) in facts.iter() {
                    assert!(FACTS.iter().any(|fact| fact.name == name), "{name}");
                }
                seen[2] += 1;
            }
            // The crate of rate cards parses its own; the lines of Rust are played below.
            "json rate-card" | "rust" => {}
            other => panic!("nobody checks a block fenced as “{other}”"),
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
}

#[test]
fn the_lines_for_developers_say_what_happens() {
    let policy = policy::kettle_and_co();
    let facts = policy::Facts::new()
        .with("customer.verified", "matched")
        .with("customer.owns_order", true)
        .with("invoice.issued", true);

    let verdict = policy::judge(&policy, "invoice", &facts);

    assert_eq!(verdict.codes(), ["invoice.issued_before"]);
    let written: String = MANUAL.split_whitespace().collect();
    assert!(written.contains(r#".with("invoice.issued",true);letverdict=policy::judge(&policy,"invoice",&facts);"#));
}

#[test]
fn the_tables_are_those_of_the_program() {
    let lines: Vec<&str> = MANUAL.lines().collect();
    for fact in FACTS {
        let meaning = fact.meaning;
        let line = format!("| `{}` | {} | {} | {} | {} |", fact.name, fact.kind.name(), meaning.en, meaning.es, meaning.zh);
        assert!(lines.contains(&line.as_str()), "docs/policies.md lacks: {line}");
    }
    for known in ACTIONS.iter().chain(DISCLOSURES) {
        let line = format!("| `{}` | {} |", known.name, known.title.en);
        assert!(lines.contains(&line.as_str()), "docs/policies.md lacks: {line}");
    }
    let names = Predicate::names().chain(Strength::ALL.iter().map(|strength| strength.name()));
    for name in names {
        assert!(
            lines.iter().any(|line| line.starts_with("| `") && line.contains(&format!("`{name}`"))),
            "docs/policies.md lacks `{name}`"
        );
    }
    for name in shorthands() {
        assert!(MANUAL.contains(&format!("`{{{name}}}`")), "docs/policies.md lacks `{{{name}}}`");
    }
    let facts = lines
        .iter()
        .skip_while(|line| !line.starts_with("| fact | kind"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    assert_eq!(facts.count(), FACTS.len(), "docs/policies.md has a fact that is none");
}
