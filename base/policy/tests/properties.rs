//! What holds for any policy and any facts: no panic, nothing allowed by one rule more, nothing lost in print.

mod any;

use any::{any_facts, any_policy};
use policy::{Outcome, Policy, Predicate, Verdict, judge, kettle_and_co};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn judging_never_panics_and_never_denies_without_a_reason(policy in any_policy(), facts in any_facts()) {
        for action in policy.actions.keys() {
            let verdict = judge(&policy, action, &facts);

            prop_assert_eq!(verdict.outcome == Outcome::Allowed, verdict.reasons.is_empty());
            for reason in &verdict.reasons {
                for text in [&reason.code, &reason.text.en, &reason.text.es, &reason.text.zh, &reason.next_step.zh] {
                    prop_assert!(!text.is_empty(), "{reason:?}");
                }
            }
        }
    }

    #[test]
    fn the_default_policy_survives_any_facts(facts in any_facts(), action in prop::sample::select(policy::ACTIONS)) {
        judge(&kettle_and_co(), action.name, &facts);
    }

    #[test]
    fn a_rule_more_never_allows_more(policy in any_policy(), other in any_policy(), facts in any_facts(), at in any::<prop::sample::Index>()) {
        for (name, action) in &policy.actions {
            for extra in other.actions.values() {
                for rule in &extra.rules {
                    let mut stricter = policy.clone();
                    let rules = &mut stricter.actions.get_mut(name).expect("the same actions").rules;
                    // Without any rule the action is denied already; the first rule is what begins to allow it.
                    if rules.is_empty() { continue; }
                    rules.insert(at.index(action.rules.len() + 1), rule.clone());

                    let (before, after) = (judge(&policy, name, &facts), judge(&stricter, name, &facts));

                    prop_assert!(after.outcome.severity() >= before.outcome.severity(), "{before:?} became {after:?}");
                }
            }
        }
    }

    #[test]
    fn a_fact_less_never_allows_more(policy in any_policy(), facts in any_facts()) {
        for action in policy.actions.keys() {
            let before = judge(&policy, action, &facts);
            for (name, _) in facts.iter() {
                let mut fewer = facts.clone();
                fewer.forget(name);
                let after = judge(&policy, action, &fewer);
                prop_assert!(after.outcome.severity() >= before.outcome.severity() , "without {name}: {before:?} became {after:?}");
            }
        }
    }

    #[test]
    fn a_caller_who_gives_the_facts_for_an_action_is_asked_for_no_more(policy in any_policy(), facts in any_facts()) {
        for action in policy.actions.keys() {
            let asked = policy.facts_for(action);
            prop_assert_eq!(judge(&policy, action, &facts.only(asked.iter().copied())).outcome, judge(&policy, action, &facts).outcome);
        }
    }

    #[test]
    fn a_policy_survives_being_printed(policy in any_policy()) {
        let printed = policy.print();

        let again = Policy::parse(&printed).unwrap_or_else(|faults| panic!("{}\n{printed}", faults[0]));
        prop_assert_eq!(&again, &policy);
        prop_assert_eq!(serde_json::from_str::<Policy>(&printed).expect("the same by serde"), policy);
    }

    #[test]
    fn facts_and_verdicts_survive_being_stored(policy in any_policy(), facts in any_facts()) {
        let stored = serde_json::to_string(&facts).expect("facts are plain");
        prop_assert_eq!(serde_json::from_str::<policy::Facts>(&stored).expect("read again"), facts.clone());
        for action in policy.actions.keys() {
            let verdict = judge(&policy, action, &facts);
            let stored = serde_json::to_string(&verdict).expect("a verdict is plain");
            prop_assert_eq!(serde_json::from_str::<Verdict>(&stored).expect("read again"), verdict);
        }
    }

    #[test]
    fn any_text_at_all_gives_a_policy_or_faults(text in ".{0,200}") {
        if let Err(faults) = Policy::parse(&text) {
            prop_assert!(!faults.is_empty());
        }
    }

    #[test]
    fn one_field_broken_in_a_good_document_never_panics(at in any::<prop::sample::Index>(), other in prop::sample::select(vec!["{", "null", "[]", "-1", "\"\"", "true"])) {
        let places: Vec<usize> = policy::DEFAULT.match_indices(": ").map(|(at, _)| at + 2).collect();
        let at = places[at.index(places.len())];
        let end = policy::DEFAULT[at..].find([',', '\n']).map_or(policy::DEFAULT.len(), |end| at + end);
        let broken = format!("{}{other}{}", &policy::DEFAULT[..at], &policy::DEFAULT[end..]);
        if let Err(faults) = Policy::parse(&broken) {
            prop_assert!(!faults.is_empty());
        }
    }
}

#[test]
fn not_is_never_a_way_around_a_missing_fact() {
    let never_known = Predicate::Not(Box::new(Predicate::InStock));
    let mut policy = kettle_and_co();
    let rules = &mut policy.actions.get_mut("cancel").expect("a default action").rules;
    rules.truncate(1);
    rules[0].require = never_known;
    let facts = policy::Facts::new().with("customer.verified", "signed_in");

    assert_eq!(judge(&policy, "cancel", &facts).codes(), ["missing.items.in_stock"]);
}
