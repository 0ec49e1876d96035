//! Policies and facts of any shape, over few names so that they meet.

use document::Words;
use jiff::civil::date;
use kit::{Currency, Money};
use policy::{Action, Amounts, Approval, DailyLimit, FACTS, Fact, Facts, Kind, Policy, Predicate, Rule, Strength, Threshold};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A predicate that takes a list.
type Listed = fn(Vec<String>) -> Predicate;

pub fn any_facts() -> impl Strategy<Value = Facts> {
    let name = prop_oneof![prop::sample::select(FACTS).prop_map(|fact| fact.name.to_owned()), Just("own.fact".to_owned())];
    let fitting = prop::sample::select(FACTS).prop_flat_map(|fact| fact_of(fact.kind).prop_map(move |value| (fact.name.to_owned(), value)));
    let unfitting = (name, prop::sample::select(Kind::ALL.to_vec()).prop_flat_map(|(_, kind)| fact_of(kind)));
    // Most facts as documented, some of another kind, and about half of all there is.
    let one = prop_oneof![9 => fitting, 1 => unfitting];
    prop::collection::vec(one, 0..90).prop_map(|facts| {
        let with = |all: Facts, (name, fact): (String, Fact)| all.with(&name, fact);
        facts.into_iter().fold(Facts::new(), with)
    })
}

fn fact_of(kind: Kind) -> BoxedStrategy<Fact> {
    match kind {
        Kind::Flag => any::<bool>().prop_map(Fact::Flag).boxed(),
        Kind::Number => prop_oneof![0..5_i64, any::<i64>()].prop_map(Fact::Number).boxed(),
        Kind::Text => word().prop_map(Fact::Text).boxed(),
        Kind::Texts => prop::collection::vec(word(), 0..3).prop_map(Fact::Texts).boxed(),
        Kind::Money => money().prop_map(Fact::Money).boxed(),
        Kind::Date => prop_oneof![
            (2025..2028_i16, 1..13_i8).prop_map(|(year, month)| Fact::from(date(year, month, 28))),
            word().prop_map(Fact::Text)
        ]
        .boxed(),
    }
}

fn word() -> impl Strategy<Value = String> {
    let words = vec![
        "delivered",
        "shipped",
        "used",
        "agent",
        "admin",
        "signed_in",
        "none",
        "matched",
        "2026-02-29",
        "9999-12-31",
        "{x}",
        "",
    ];
    prop_oneof![9 => prop::sample::select(words).prop_map(str::to_owned), 1 => ".{0,12}"]
}

fn money() -> impl Strategy<Value = Money> {
    let minor = prop_oneof![-2..2000_i64, any::<i64>()];
    let currency = prop::sample::select(vec![Currency::EUR, Currency::EUR, Currency::EUR, Currency::JPY, Currency::KWD]);
    (minor, currency).prop_map(|(minor, currency)| Money::new(minor, currency))
}

pub fn any_policy() -> impl Strategy<Value = Policy> {
    let actions = prop::collection::vec(any_action(), 2);
    let days = prop::option::of((1..13_i8).prop_map(|month| date(2026, month, 1)));
    (actions, days, prop::collection::vec("[A-Z]{2}", 0..3)).prop_map(|(actions, valid_from, countries)| {
        let actions: BTreeMap<String, Action> = ["refund", "return"].map(str::to_owned).into_iter().zip(actions).collect();
        Policy {
            name: "any".into(),
            brands: vec![],
            countries,
            valid_from,
            valid_until: None,
            facts: BTreeMap::new(),
            disclosures: BTreeMap::new(),
            verified_for: BTreeMap::from([(policy::Strength::Matched, 30)]),
            actions,
        }
    })
}

fn any_action() -> impl Strategy<Value = Action> {
    let rules = prop::collection::vec((prop::option::weighted(0.3, predicate()), predicate()), 0..4);
    let limits = prop::option::of((amounts(), 0..3_i64));
    (rules, strength(), any::<bool>(), threshold(), limits).prop_map(|(rules, identity, needs_confirmation, above, limits)| {
        let rule = |(at, (when, require)): (usize, (Option<Predicate>, Predicate))| Rule {
            name: format!("rule-{at}"),
            when,
            require,
            code: format!("code.{at}"),
            text: Words::new("{amount} {days} {deadline} {limit} {possible}", "{order.total}", "{most}{least}"),
            next_step: Words::same("ask"),
            article: None,
        };
        let approval = |above| Approval {
            role: "agent".into(),
            above,
            by: Some("admin".into()),
            valid_hours: 24,
            four_eyes: true,
            may_delegate: false,
        };
        Action {
            title: None,
            identity,
            rules: rules.into_iter().enumerate().map(rule).collect(),
            needs_confirmation,
            needs_approval_above: above.into_iter().map(approval).collect(),
            per_day: limits
                .into_iter()
                .map(|(amount, count)| DailyLimit { role: "agent".into(), count: Some(count), amount: Some(amount), no_limit: false })
                .collect(),
        }
    })
}

fn threshold() -> impl Strategy<Value = Option<Threshold>> {
    prop::option::of(prop_oneof![Just(Threshold::Always), Just(Threshold::Never), amounts().prop_map(Threshold::Above)])
}

fn strength() -> impl Strategy<Value = Strength> {
    prop::sample::select(Strength::ALL.to_vec())
}

fn amounts() -> impl Strategy<Value = Amounts> {
    let amount =
        (0..2000_i64, prop::sample::select(vec![Currency::EUR, Currency::JPY])).prop_map(|(minor, currency)| Money::new(minor, currency));
    prop::collection::vec(amount, 1..3).prop_map(Amounts::new)
}

fn named(kind: Kind) -> impl Strategy<Value = String> {
    let fitting: Vec<&str> = FACTS.iter().filter(|fact| fact.kind == kind).map(|fact| fact.name).collect();
    prop::sample::select(fitting).prop_map(str::to_owned)
}

fn predicate() -> impl Strategy<Value = Predicate> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Predicate::AllOf),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Predicate::AnyOf),
            inner.prop_map(|part| Predicate::Not(Box::new(part))),
        ]
    })
}

fn leaf() -> BoxedStrategy<Predicate> {
    let list = || prop::collection::vec("[a-z]{1,3}|delivered|used|agent", 1..3);
    let plain = vec![
        Predicate::Always,
        Predicate::SameProduct,
        Predicate::InStock,
        Predicate::CustomerOwnsOrder,
        Predicate::NotAlreadyReturned,
        Predicate::OncePerOrder,
        Predicate::BalanceCovers,
        Predicate::AmountAtMostPaid,
    ];
    let lists: Vec<Listed> = vec![
        Predicate::StatusIn,
        Predicate::ReasonIn,
        Predicate::RefundTargetIn,
        Predicate::ConditionIn,
        Predicate::CategoryIn,
        Predicate::CategoryNotIn,
        Predicate::CountryIn,
        Predicate::RoleIn,
    ];
    let bound = || prop::option::of(-5..5_i64);
    prop_oneof![
        prop::sample::select(plain),
        (prop::sample::select(lists), list()).prop_map(|(kind, list)| kind(list)),
        strength().prop_map(Predicate::CustomerVerifiedBy),
        (prop_oneof![Just("delivery".to_owned()), named(Kind::Date)], 0..500_i64)
            .prop_map(|(event, days)| Predicate::WithinDaysOf { event, days }),
        amounts().prop_map(Predicate::AmountBelow),
        amounts().prop_map(Predicate::AmountAtMost),
        (1..4_i64).prop_map(Predicate::MinQuantity),
        (1..4_i64).prop_map(Predicate::MaxQuantity),
        (named(Kind::Flag), any::<bool>()).prop_map(|(fact, is)| Predicate::Flag { fact, is }),
        (named(Kind::Number), bound(), 0..5_i64).prop_map(|(fact, at_least, most)| Predicate::Number {
            fact,
            at_least,
            at_most: Some(most)
        }),
        (named(Kind::Text), list()).prop_map(|(fact, one_of)| Predicate::Text { fact, one_of }),
        (named(Kind::Texts), list()).prop_map(|(fact, one_of)| Predicate::TextNot { fact, one_of }),
        (named(Kind::Texts), list()).prop_map(|(fact, one_of)| Predicate::TextAny { fact, one_of }),
        (named(Kind::Money), amounts(), prop::option::of(amounts())).prop_map(|(fact, least, at_most)| Predicate::Money {
            fact,
            at_least: Some(least),
            at_most
        }),
        (named(Kind::Money), named(Kind::Money)).prop_map(|(fact, of)| Predicate::MoneyAtMost { fact, of }),
        (named(Kind::Date), 1..13_i8).prop_map(|(fact, month)| Predicate::Date { fact, from: Some(date(2026, month, 1)), until: None }),
    ]
    .boxed()
}
