//! Cases a shopkeeper could check: the default policy of Kettle & Co., a situation, and what may be done.

use jiff::civil::date;
use kit::{Currency, Money};
use policy::{Facts, Outcome, disclose, judge, kettle_and_co};

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// Mia's kettle: delivered on May 1st, paid 49.90, nothing returned; it is May 20th, and Ana is at the desk.
fn mias_kettle() -> Facts {
    Facts::new()
        .with("today", date(2026, 5, 20))
        .with("actor.role", "agent")
        .with("actor.actions_today", 0)
        .with("actor.amount_today", eur(0))
        .with("actor.given_today", eur(0))
        .with("action.given", eur(4990))
        .with("customer.verified", "recognised")
        .with("customer.owns_order", true)
        .with("order.number", "K-1001")
        .with("order.status", "delivered")
        .with("order.delivered_on", date(2026, 5, 1))
        .with("order.refundable", eur(4990))
        .with("items.in_order", true)
        .with("items.states", vec!["delivered".to_owned()])
        .with("items.in_stock", true)
        .with("items.already_returned", false)
        .with("items.categories", vec!["kettles".to_owned()])
        .with("items.conditions", vec!["like_new".to_owned()])
        .with("exchange.same_product", true)
        .with("action.reason", "changed_mind")
        .with("action.times_done", 0)
        .with("action.amount", eur(4990))
        .with("refund.target", "original_method")
}

type Change = fn(Facts) -> Facts;

/// What is done, what is different, and the codes it is denied with; none if it may be done.
const CASES: &[(&str, &str, Change, &[&str])] = &[
    ("return", "as it is", |f| f, &[]),
    ("return", "on the 30th day", |f| f.with("today", date(2026, 5, 31)), &[]),
    ("return", "on the 31st day", |f| f.with("today", date(2026, 6, 1)), &["return.too_late"]),
    ("return", "broken after a year", |f| f.with("today", date(2027, 5, 1)).with("action.reason", "defective"), &[]),
    (
        "return",
        "broken after three years",
        |f| f.with("today", date(2029, 5, 1)).with("action.reason", "defective"),
        &["return.warranty_over"],
    ),
    (
        "return",
        "delivered tomorrow, says the clock",
        |f| f.with("order.delivered_on", date(2026, 5, 21)),
        &["return.too_late"],
    ),
    (
        "return",
        "used",
        |f| f.with("items.conditions", vec!["like_new".to_owned(), "used".into()]),
        &["return.condition"],
    ),
    ("return", "used and broken", |f| f.with("items.conditions", "used").with("action.reason", "defective"), &[]),
    ("return", "a filter", |f| f.with("items.categories", vec!["hygiene".to_owned()]), &["return.not_returnable"]),
    ("return", "on its way", |f| f.with("items.states", "shipped"), &["return.not_delivered"]),
    (
        "return",
        "arrived, and the rest of the order has not",
        |f| f.with("order.status", "shipped").with("items.states", "delivered"),
        &[],
    ),
    (
        "return",
        "one of two on its way",
        |f| f.with("items.states", vec!["delivered".to_owned(), "shipped".into()]),
        &["return.not_delivered"],
    ),
    (
        "cancel",
        "a piece still here of an order that is partly gone",
        |f| f.with("order.status", "partly_shipped").with("items.states", "ordered"),
        &[],
    ),
    ("return", "somebody else's", |f| f.with("customer.owns_order", false), &["order.not_yours"]),
    ("return", "nobody knows who", |f| f.with("customer.verified", "none"), &["identity.too_weak"]),
    (
        "return",
        "late, used and before",
        |f| {
            f.with("today", date(2026, 9, 1))
                .with("items.conditions", "used")
                .with("items.already_returned", true)
        },
        &["return.too_late", "return.already_returned", "return.condition"],
    ),
    ("exchange", "for another colour", |f| f, &[]),
    ("exchange", "for a lamp", |f| f.with("exchange.same_product", false), &["exchange.other_product"]),
    ("exchange", "none left", |f| f.with("items.in_stock", false), &["items.out_of_stock"]),
    ("cancel", "delivered already", |f| f, &["cancel.already_left"]),
    ("cancel", "still here", |f| f.with("items.states", "ordered"), &[]),
    (
        "cancel",
        "for a reason we do not know",
        |f| f.with("items.states", "ordered").with("action.reason", "bored"),
        &["cancel.reason"],
    ),
    ("refund", "all of it", |f| f, &[]),
    ("refund", "a cent too much", |f| f.with("action.amount", eur(4991)), &["refund.more_than_paid"]),
    ("refund", "nothing", |f| f.with("action.amount", eur(0)), &["amount.nothing"]),
    ("refund", "less than nothing", |f| f.with("action.amount", eur(-1)), &["unreadable.action.amount"]),
    ("refund", "to a stranger's card", |f| f.with("refund.target", "other_card"), &["refund.target_not_possible"]),
    (
        "refund",
        "to credit, hardly known",
        |f| f.with("refund.target", "store_credit"),
        &["refund.credit_needs_identity"],
    ),
    (
        "refund",
        "to credit, well known",
        |f| f.with("refund.target", "store_credit").with("customer.verified", "signed_in"),
        &[],
    ),
    ("refund", "the 41st of the day", |f| f.with("actor.actions_today", 40), &["per_day.count"]),
    (
        "refund",
        "the 41st of somebody whose role nobody listed",
        |f| f.with("actor.role", "finance").with("actor.actions_today", 40),
        &["per_day.count"],
    ),
    (
        "refund",
        "the 41st of an administrator",
        |f| f.with("actor.role", "admin").with("actor.actions_today", 40),
        &[],
    ),
    ("refund", "over the day's sum", |f| f.with("actor.amount_today", eur(145_011)), &["per_day.amount"]),
    ("refund", "just the day's sum", |f| f.with("actor.amount_today", eur(145_010)), &[]),
    (
        "refund",
        "over what is given in a day by any name",
        |f| f.with("actor.given_today", eur(145_011)),
        &["per_day.amount"],
    ),
    (
        "refund",
        "of goods that came back",
        |f| f.with("actor.given_today", eur(150_000)).with("action.given", eur(0)),
        &[],
    ),
    (
        "credit",
        "after a day of refunds",
        |f| f.with("actor.given_today", eur(150_000)).with("invoice.issued", true),
        &["per_day.amount"],
    ),
    ("goodwill", "a second time", |f| f.with("action.times_done", 1), &["goodwill.done_before"]),
    ("goodwill", "by the customer", |f| f.with("actor.role", "customer"), &["actor.staff_only"]),
    (
        "change_address",
        "hardly known",
        |f| f.with("order.status", "placed").with("address.complete", true),
        &["identity.too_weak"],
    ),
    ("fly_to_the_moon", "of course", |f| f, &["action.no_rules"]),
];

#[test]
fn what_may_be_done_and_why_not_the_rest() {
    let policy = kettle_and_co();
    for (action, situation, change, codes) in CASES {
        let verdict = judge(&policy, action, &change(mias_kettle()));

        assert_eq!(verdict.is_possible(), codes.is_empty(), "{action}, {situation}: {verdict:?}");
        if !codes.is_empty() {
            assert_eq!(verdict.codes(), *codes, "{action}, {situation}");
        }
    }
}

#[test]
fn larger_amounts_need_a_higher_yes() {
    for ((role, needs), amount) in [
        (("agent", None), eur(10_000)),
        (("agent", Some(("supervisor", Some(eur(10_000))))), eur(10_001)),
        (("supervisor", None), eur(100_000)),
        (("supervisor", Some(("admin", Some(eur(100_000))))), eur(100_001)),
        (("admin", None), eur(9_000_000)),
        (("intern", Some(("admin", None))), eur(1)),
    ] {
        let facts = mias_kettle()
            .with("order.refundable", eur(9_000_000))
            .with("action.amount", amount)
            .with("actor.role", role);

        let verdict = judge(&kettle_and_co(), "refund", &facts);

        let expected = needs.map_or(Outcome::NeedsConfirmation, |(role, above)| Outcome::NeedsApproval { role: role.into(), above });
        assert_eq!(verdict.outcome, expected, "{role} {amount}");
    }
}

#[test]
fn the_customer_hears_it_in_their_language_with_days_and_dates() {
    let late = mias_kettle().with("today", date(2026, 6, 10));

    let verdict = judge(&kettle_and_co(), "return", &late);

    let reason = &verdict.reasons[0];
    assert_eq!(reason.text.en, "Goods can be returned within 30 days of delivery; that was until May 31, 2026.");
    assert_eq!(
        reason.text.es,
        "Los artículos pueden devolverse en 30 días desde la entrega; el plazo terminó el 31 may 2026."
    );
    assert_eq!(reason.text.zh, "商品可在送达后 30 天内退回，期限为 2026年5月31日。");
    assert_eq!(reason.article.as_deref(), Some("returns"));
}

#[test]
fn a_fact_nobody_gave_denies_and_is_named() {
    let mut facts = mias_kettle();
    facts.forget("order.delivered_on");

    let verdict = judge(&kettle_and_co(), "return", &facts);

    assert_eq!(verdict.codes(), ["missing.order.delivered_on"]);
    assert_eq!(verdict.reasons[0].text.en, "We cannot decide this yet, because we do not know this: the day of the delivery.");
}

#[test]
fn a_currency_without_a_limit_is_never_allowed() {
    let francs = |minor| Money::new(minor, Currency::parse("CHF").expect("a currency"));
    let facts = mias_kettle().with("action.amount", francs(1000)).with("order.refundable", francs(5000));

    let verdict = judge(&kettle_and_co(), "refund", &facts);

    assert_eq!(verdict.codes(), ["currency.action.amount"]);
}

#[test]
fn identity_comes_before_disclosure() {
    for (what, verified, told) in [
        ("order_status", "none", false),
        ("order_status", "recognised", false),
        ("order_status", "matched", true),
        ("addresses", "matched", false),
        ("addresses", "confirmed", true),
        ("addresses", "signed_in", true),
        ("card_number", "signed_in", false),
        ("addresses", "by a friend", false),
    ] {
        let verdict = disclose(&kettle_and_co(), what, &Facts::new().with("customer.verified", verified));
        assert_eq!(verdict.outcome == Outcome::Allowed, told, "{what} {verified}: {verdict:?}");
    }
}
