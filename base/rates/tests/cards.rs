//! What a service costs: cases a shopkeeper could check with a pencil, in euros, yen and dinars.

use jiff::civil::{DateTime, date};
use kit::{Currency, Locale, Money};
use proptest::prelude::*;
use rates::{RateCard, RateTrouble, Usage, calculate};
use rust_decimal::Decimal;

/// Repairs at Kettle & Co.: a visit, labour by the quarter of an hour, parts; evenings, weekends and haste cost more.
const REPAIR: &str = r#"{
  "name": "repair", "title": {"en": "Repair", "es": "Reparación", "zh": "维修"}, "currency": "EUR",
  "tax": {"inclusive": false, "classes": {"standard": "0.19", "reduced": "0.07"}}, "tax_class": "standard",
  "charges": [
    {"name": "visit", "title": {"en": "Visit", "es": "Visita", "zh": "上门"}, "price": {"fixed": "25.00"}},
    {"name": "labour", "title": {"en": "Labour", "es": "Mano de obra", "zh": "人工"}, "included": "15",
     "price": {"duration": {"minutes": 15, "price": "18.00", "at_least": 30}}},
    {"name": "descaler", "title": {"en": "Descaler", "es": "Descalcificador", "zh": "除垢剂"}, "optional": true, "tax_class": "reduced",
     "price": {"per_unit": "4.999"}}],
  "minimum": "40.00", "maximum": "300.00",
  "surcharges": [
    {"name": "weekend", "title": {"en": "Weekend", "es": "Fin de semana", "zh": "周末"}, "percent": "25", "when": {"weekdays": ["saturday", "sunday"]}},
    {"name": "evening", "title": {"en": "Evening", "es": "Noche", "zh": "夜间"}, "percent": "12.5",
     "when": {"all_of": [{"between": ["18:00", "08:00"]}, {"not": {"weekdays": ["saturday", "sunday"]}}]}},
    {"name": "express", "title": {"en": "Express", "es": "Urgente", "zh": "加急"}, "fixed": "9.90", "when": {"flag": "express"}}]
}"#;

fn repair() -> RateCard {
    RateCard::parse(REPAIR).unwrap_or_else(|faults| panic!("{}", faults[0]))
}

fn at(day: i8, hour: i8, minute: i8) -> DateTime {
    // May 1st 2026 is a Friday.
    date(2026, 5, day).at(hour, minute, 0, 0)
}

#[test]
fn a_repair_costs_what_the_card_says() {
    let labour = |minutes: i64| Usage::new().with("labour", minutes);
    for (usage, net, tax) in [
        // 25.00 + nothing, for 15 minutes are included; up to the minimum.
        (labour(15).at(at(1, 10, 0)), 4000, 760),
        // A minute more counts as 30: two stretches, 25.00 + 36.00.
        (labour(16).at(at(1, 10, 0)), 6100, 1159),
        (labour(45).at(at(1, 10, 0)), 6100, 1159),
        (labour(46).at(at(1, 10, 0)), 7900, 1501),
        // Two visits, and 3 × 4.999 = 14.997 is 15.00 at 7 %: tax 16.34 + 1.05.
        (labour(45).with("visit", 2).with("descaler", 3).at(at(1, 10, 0)), 10100, 1634 + 105),
        // 25.00 + 20 × 18.00 is down to 300.00.
        (labour(315).at(at(1, 10, 0)), 30000, 5700),
        (labour(45).at(at(2, 23, 0)), 7625, 1449),
        (labour(45).at(at(1, 17, 59)), 6100, 1159),
        (labour(45).at(at(1, 18, 0)), 6863, 1304),
        (labour(45).at(at(4, 7, 59)), 6863, 1304),
        (labour(45).at(at(4, 8, 0)), 6100, 1159),
        (labour(45).flagged("express").at(at(2, 10, 0)), 8615, 1637),
    ] {
        let bill = calculate(&repair(), &usage).expect("all is given");
        assert_eq!(
            (bill.net.minor, bill.tax.minor, bill.total.minor),
            (net, tax, net + tax),
            "{usage:?}: {:#?}",
            bill.said(Locale::En)
        );
    }
}

#[test]
fn each_step_is_said_in_three_languages() {
    let usage = Usage::new().with("labour", 52).with("descaler", 3).flagged("express").at(at(2, 10, 0));

    let bill = calculate(&repair(), &usage).expect("all is given");

    assert_eq!(
        bill.said(Locale::En),
        [
            "Visit: EUR\u{a0}25.00",
            "Labour: 15 included",
            "Labour: 37 min, 3 × 15 min begun, × 18.00 = EUR\u{a0}54.00",
            "Descaler: 3 × 4.999 = EUR\u{a0}15.00",
            "Weekend: 25 % of 94.00 = EUR\u{a0}23.50",
            "Express: EUR\u{a0}9.90",
        ]
    );
    assert_eq!(bill.said(Locale::Es)[2], "Mano de obra: 37 min, 3 × 15 min iniciados, × 18,00 = 54,00\u{a0}EUR");
    assert_eq!(bill.said(Locale::Zh)[4], "周末：94.00 的 25% = EUR\u{a0}23.50");
}

/// A card with one charge, in a currency, without tax.
fn one(currency: &str, price: &str, more: &str) -> RateCard {
    let title = r#"{"en": "Data", "es": "Datos", "zh": "流量"}"#;
    let card = format!(
        r#"{{"name": "one", "title": {title}, "currency": "{currency}", "charges": [{{"name": "data", "title": {title}, "price": {price}}}]{more}}}"#
    );
    RateCard::parse(&card).unwrap_or_else(|faults| panic!("{}: {card}", faults[0]))
}

#[test]
fn tiers_and_currencies_to_the_last_minor_unit() {
    let graduated = r#"{"graduated": [{"up_to": "10", "price": "1.005"}, {"up_to": "20", "price": "0.5"}, {"price": "0.1255"}]}"#;
    let volume = r#"{"volume": [{"up_to": "10", "price": "1.005"}, {"up_to": "20", "price": "0.5"}, {"price": "0.1255"}]}"#;
    for (currency, price, more, quantity, minor) in [
        ("EUR", graduated, "", "0", 0),
        ("EUR", graduated, "", "10", 1005),
        // 10.05 + 0.5 × 0.5
        ("EUR", graduated, "", "10.5", 1030),
        // 10.05 + 5.00 + 5 × 0.1255 = 0.6275, up to 0.63
        ("EUR", graduated, "", "25", 1568),
        ("EUR", graduated, r#", "rounding": "down""#, "25", 1567),
        ("JPY", graduated, "", "25", 10 + 5 + 1),
        ("KWD", graduated, "", "25", 10_050 + 5_000 + 628),
        ("EUR", volume, "", "10", 1005),
        ("EUR", volume, "", "10.5", 525),
        ("EUR", volume, "", "25", 314),
        ("JPY", volume, "", "25", 3),
        ("KWD", volume, "", "25", 3138),
        ("KWD", volume, r#", "rounding": "half_even""#, "25", 3138),
        ("JPY", r#"{"per_unit": "1.5"}"#, r#", "rounding": "half_even""#, "3", 4),
        ("JPY", r#"{"per_unit": "0.5"}"#, r#", "rounding": "half_even""#, "5", 2),
        ("JPY", r#"{"per_unit": "0.5"}"#, "", "5", 3),
        ("JPY", r#"{"per_unit": "0.5"}"#, r#", "minimum": "100""#, "5", 100),
        ("KWD", r#"{"fixed": "1.2345"}"#, "", "1", 1235),
    ] {
        let usage = Usage::new().with("data", quantity.parse::<Decimal>().expect("a number"));
        let bill = calculate(&one(currency, price, more), &usage).expect("all is given");
        assert_eq!(bill.total, Money::new(minor, Currency::parse(currency).expect("a currency")), "{currency} {price} {quantity}");
    }
}

#[test]
fn tax_inside_the_price_is_taken_out_of_the_sum() {
    for (currency, price, rate, total, net, tax) in [
        ("EUR", "119.00", "0.19", 11900, 10000, 1900),
        ("EUR", "0.99", "0.19", 99, 83, 16),
        ("JPY", "1100", "0.10", 1100, 1000, 100),
        ("KWD", "1.000", "0.05", 1000, 952, 48),
    ] {
        let more = format!(r#", "tax_class": "s", "tax": {{"inclusive": true, "classes": {{"s": "{rate}"}}}}"#);
        let bill = calculate(&one(currency, &format!(r#"{{"fixed": "{price}"}}"#), &more), &Usage::new()).expect("all is given");
        assert_eq!((bill.total.minor, bill.net.minor, bill.tax.minor), (total, net, tax), "{currency} {price}");
    }
}

#[test]
fn what_is_missing_or_misspelt_is_refused_and_never_free() {
    let card = repair();
    for (usage, trouble) in [
        (Usage::new().at(at(1, 9, 0)), RateTrouble::NotGiven("labour".into())),
        (Usage::new().with("labour", 30), RateTrouble::NoTime),
        (Usage::new().with("labor", 30), RateTrouble::NoCharge { name: "labor".into(), nearest: "labour".into() }),
        (
            Usage::new().with("labour", 30).flagged("expres"),
            RateTrouble::NoFlag { name: "expres".into(), nearest: "express".into() },
        ),
        (Usage::new().with("labour", -1), RateTrouble::Negative("labour".into())),
        (Usage::new().with("labour", Decimal::new(305, 1)), RateTrouble::NotWhole("labour".into())),
        (Usage::new().with("labour", 0).with("descaler", Decimal::MAX).at(at(1, 9, 0)), RateTrouble::TooLarge),
    ] {
        let refused = calculate(&card, &usage).expect_err("something is wrong");
        assert_eq!(refused, trouble);
        assert!(!refused.words().zh.is_empty());
    }
}

#[test]
fn each_fault_of_a_card_names_its_place_and_its_remedy() {
    for (was, becomes, path, problem, remedy) in [
        (r#""fixed": "25.00""#, r#""fixd": "25.00""#, "charges[0].price.fixd", "no field “fixd”", "“fixed”"),
        (r#""fixed": "25.00""#, r#""fixed": 25.0"#, "charges[0].price.fixed", "25", "in quotes"),
        (r#""per_unit": "4.999""#, r#""per_unit": "-1""#, "charges[2].price.per_unit", "“-1”", "0 or more"),
        (
            r#""per_unit": "4.999""#,
            r#""graduated": [{"price": "1"}, {"price": "2"}]"#,
            "charges[2].price.graduated",
            "do not rise",
            "up_to",
        ),
        (r#""tax_class": "reduced""#, r#""tax_class": "redced""#, "charges[2].tax_class", "“redced”", "“reduced”"),
        (r#""minimum": "40.00""#, r#""minimum": "40.005""#, "minimum", "40.005", "EUR"),
        (r#""minimum": "40.00""#, r#""minimum": "400.00""#, "", "above the maximum", "Lower"),
        (r#"["18:00", "08:00"]"#, r#"["18:00"]"#, "surcharges[1].when.all_of[0].between", "a list", "two times"),
        (r#"["18:00", "08:00"]"#, r#"["18:00", "8"]"#, "surcharges[1].when.all_of[0].between[1]", "“8”", "a time"),
        (r#""sunday"]}},"#, r#""sundy"]}},"#, "surcharges[0].when.weekdays[1]", "“sundy”", "“sunday”"),
        (r#""name": "express""#, r#""name": "evening""#, "surcharges", "two entries", "another name"),
        (r#", "tax_class": "standard","#, ",", "charges[0]", "no class", "tax_class"),
    ] {
        let broken = REPAIR.replacen(was, becomes, 1);
        assert_ne!(broken, REPAIR, "{was}");
        let faults = RateCard::parse(&broken).expect_err(becomes);
        let fitting = faults.iter().find(|fault| fault.path == path);
        let fault = fitting.unwrap_or_else(|| panic!("{becomes}: {faults:?}"));
        assert!(fault.problem.en.contains(problem) && fault.remedy.en.contains(remedy), "{fault}");
    }
}

#[test]
fn a_card_and_a_bill_survive_being_stored() {
    let card = repair();
    let bill = calculate(&card, &Usage::new().with("labour", 400).at(at(1, 9, 0))).expect("all is given");

    assert_eq!(RateCard::parse(&card.print()), Ok(card));
    let stored = serde_json::to_string(&bill).expect("plain");
    assert_eq!(serde_json::from_str::<rates::Bill>(&stored).expect("the same"), bill);
}

proptest! {
    #[test]
    fn steps_add_up_to_the_total(minutes in 0..100_000_i64, visits in 0..50_i64, bottles in 0..1_000_000_i64, day in 1..28_i8, hour in 0..24_i8, express: bool) {
        let usage = Usage::new().with("labour", minutes).with("visit", visits).with("descaler", Decimal::new(bottles, 3)).at(at(day, hour, 0));
        let usage = if express { usage.flagged("express") } else { usage };

        let bill = calculate(&repair(), &usage).expect("all is given");

        let steps: i64 = bill.steps.iter().map(|step| step.amount.minor).sum();
        let taxes: i64 = bill.taxes.iter().map(|line| line.tax.minor).sum();
        prop_assert_eq!(steps, bill.net.minor);
        prop_assert_eq!(taxes, bill.tax.minor);
        prop_assert_eq!(bill.net.minor + bill.tax.minor, bill.total.minor);
        // Between the minimum and the maximum with its surcharges: 300.00 × 1.25 + 9.90.
        prop_assert!((4000..=38490).contains(&bill.net.minor));
    }

    #[test]
    fn more_use_never_costs_less(minutes in 0..1_000_i64, more in 0..1_000_i64) {
        let cost = |minutes: i64| calculate(&repair(), &Usage::new().with("labour", minutes).at(at(1, 9, 0))).expect("all is given").total.minor;
        prop_assert!(cost(minutes) <= cost(minutes + more));
    }

    #[test]
    fn any_text_gives_a_card_or_faults(text in ".{0,200}") {
        if let Err(faults) = RateCard::parse(&text) {
            prop_assert!(!faults.is_empty());
        }
    }
}
