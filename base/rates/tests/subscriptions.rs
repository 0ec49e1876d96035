//! Subscriptions billed by the day: no day twice, no day forgotten, parts that add up to the whole.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kit::{Currency, Money};
use proptest::prelude::*;
use rates::{Change, Every, Line, LineKind, Plan, RateTrouble, Subscription, Words, lines, period_of, share};

fn plan(name: &str, minor: i64, currency: Currency, every: Every) -> Plan {
    Plan {
        name: name.into(),
        title: Words::same(name),
        price: Money::new(minor, currency),
        every,
    }
}

/// The Kettle Club: 31.00 a month, counted from January 31st.
fn club() -> Subscription {
    let day = date(2026, 1, 31);
    Subscription {
        starts_on: day,
        anchor: day,
        trial_until: None,
        plan: plan("club", 3100, Currency::EUR, Every::Months(1)),
        changes: vec![],
    }
}

fn changed(on: Date, to: Option<Plan>) -> Subscription {
    Subscription { changes: vec![Change { on, to }], ..club() }
}

/// Day, plan, days, amount.
fn told(subscription: &Subscription, until: Date) -> Vec<(String, String, i64)> {
    let lines = lines(subscription, subscription.starts_on, until).expect("one currency");
    lines
        .iter()
        .map(|line| (line.on.to_string(), format!("{} {}..{}", line.plan, line.from, line.until), line.amount.minor))
        .collect()
}

fn line(on: &str, what: &str, minor: i64) -> (String, String, i64) {
    (on.into(), what.into(), minor)
}

#[test]
fn a_month_from_the_31st_ends_with_each_month() {
    assert_eq!(
        told(&club(), date(2026, 5, 1)),
        [
            line("2026-01-31", "club 2026-01-31..2026-02-28", 3100),
            line("2026-02-28", "club 2026-02-28..2026-03-31", 3100),
            line("2026-03-31", "club 2026-03-31..2026-04-30", 3100),
            line("2026-04-30", "club 2026-04-30..2026-05-31", 3100),
        ]
    );
}

#[test]
fn an_upgrade_credits_the_rest_and_charges_it_anew() {
    let gold = plan("gold", 6200, Currency::EUR, Every::Months(1));

    // From February 28th to March 31st are 31 days, of which 10 have passed.
    assert_eq!(
        told(&changed(date(2026, 3, 10), Some(gold)), date(2026, 4, 1))[1..],
        [
            line("2026-02-28", "club 2026-02-28..2026-03-31", 3100),
            line("2026-03-10", "club 2026-03-10..2026-03-31", -2100),
            line("2026-03-10", "gold 2026-03-10..2026-03-31", 4200),
            line("2026-03-31", "gold 2026-03-31..2026-04-30", 6200),
        ]
    );
}

#[test]
fn a_cancellation_credits_in_the_middle_and_not_at_the_end() {
    assert_eq!(
        told(&changed(date(2026, 2, 14), None), date(2026, 6, 1)),
        [
            line("2026-01-31", "club 2026-01-31..2026-02-28", 3100),
            // 14 of 28 days have passed.
            line("2026-02-14", "club 2026-02-14..2026-02-28", -1550),
        ]
    );
    assert_eq!(
        told(&changed(date(2026, 2, 28), None), date(2026, 6, 1)),
        [line("2026-01-31", "club 2026-01-31..2026-02-28", 3100)]
    );
}

#[test]
fn a_trial_costs_nothing_and_what_is_changed_in_it_neither() {
    let gold = plan("gold", 6200, Currency::EUR, Every::Months(1));
    let (starts_on, anchor) = (date(2026, 1, 17), date(2026, 1, 31));
    let trial = Subscription {
        starts_on,
        trial_until: Some(anchor),
        anchor,
        ..changed(date(2026, 1, 20), Some(gold))
    };

    assert_eq!(told(&trial, date(2026, 2, 1)), [line("2026-01-31", "gold 2026-01-31..2026-02-28", 6200)]);

    let given_up = Subscription { changes: vec![Change { on: date(2026, 1, 30), to: None }], ..trial };
    assert_eq!(told(&given_up, date(2027, 1, 1)), []);
}

#[test]
fn a_start_off_the_anchor_pays_for_the_days_that_are_left() {
    let first = Subscription { starts_on: date(2026, 1, 17), anchor: date(2026, 1, 1), ..club() };

    assert_eq!(
        told(&first, date(2026, 2, 2)),
        [
            line("2026-01-17", "club 2026-01-17..2026-02-01", 1500),
            line("2026-02-01", "club 2026-02-01..2026-03-01", 3100)
        ]
    );
}

#[test]
fn a_plan_by_the_year_begins_its_own_periods() {
    let year = plan("year", 36_500, Currency::EUR, Every::Years(1));

    assert_eq!(
        told(&changed(date(2026, 2, 14), Some(year)), date(2027, 2, 15)),
        [
            line("2026-01-31", "club 2026-01-31..2026-02-28", 3100),
            line("2026-02-14", "club 2026-02-14..2026-02-28", -1550),
            line("2026-02-14", "year 2026-02-14..2027-02-14", 36_500),
            line("2027-02-14", "year 2027-02-14..2028-02-14", 36_500),
        ]
    );
}

#[test]
fn who_comes_back_pays_from_that_day() {
    let back = Subscription {
        changes: vec![Change { on: date(2026, 2, 7), to: None }, Change { on: date(2026, 2, 21), to: Some(club().plan) }],
        ..club()
    };

    assert_eq!(
        told(&back, date(2026, 2, 28)),
        [
            line("2026-01-31", "club 2026-01-31..2026-02-28", 3100),
            line("2026-02-07", "club 2026-02-07..2026-02-28", -2325),
            line("2026-02-21", "club 2026-02-21..2026-02-28", 775),
        ]
    );
}

#[test]
fn a_period_of_three_days_shares_out_in_each_currency() {
    for (currency, price, days) in [
        (Currency::EUR, 1000, [333, 333, 334]),
        (Currency::JPY, 100, [33, 33, 34]),
        (Currency::KWD, 10_000, [3333, 3333, 3334]),
        (Currency::JPY, 1, [0, 0, 1]),
        (Currency::JPY, 0, [0, 0, 0]),
    ] {
        let period = period_of(date(2026, 1, 1), Every::Days(3), date(2026, 1, 2)).expect("in the calendar");
        let day = |at: i64| period.from.saturating_add(at.days());
        let shares = [0, 1, 2].map(|at| share(Money::new(price, currency), period, day(at), day(at + 1)).expect("fits").minor);
        assert_eq!(shares, days, "{currency}");
    }
}

#[test]
fn a_line_is_said_in_three_languages() {
    let lines = lines(&changed(date(2026, 2, 14), None), date(2026, 2, 1), date(2026, 3, 1)).expect("one currency");

    let words = lines[0].words();
    assert_eq!(words.en, "Credit for club, Feb 14, 2026 to Feb 27, 2026 (14 of 28 days)");
    assert_eq!(words.es, "Abono de club, del 14 feb 2026 al 27 feb 2026 (14 de 28 días)");
    assert_eq!(words.zh, "退还club，2026年2月14日至2026年2月27日（28 天中的 14 天）");
}

#[test]
fn two_currencies_and_prices_below_nothing_are_refused() {
    let yen = plan("yen", 100, Currency::JPY, Every::Months(1));
    let refused = |to| lines(&changed(date(2026, 2, 14), Some(to)), date(2026, 1, 1), date(2027, 1, 1));

    assert_eq!(refused(yen), Err(RateTrouble::TwoCurrencies));
    assert_eq!(refused(plan("gift", -1, Currency::EUR, Every::Months(1))), Err(RateTrouble::Negative("gift".into())));
}

#[test]
fn a_subscription_survives_being_stored() {
    let subscription = changed(date(2026, 2, 14), Some(plan("gold", 6200, Currency::EUR, Every::Weeks(2))));
    let stored = serde_json::to_string(&subscription).expect("plain");
    assert_eq!(serde_json::from_str::<Subscription>(&stored).expect("the same"), subscription);
    for line in lines(&subscription, date(2026, 1, 1), date(2026, 4, 1)).expect("one currency") {
        let stored = serde_json::to_string(&line).expect("plain");
        assert_eq!(serde_json::from_str::<Line>(&stored).expect("the same"), line);
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..420_i32).prop_map(|days| date(2027, 11, 20).saturating_add(days.days()))
}

fn any_plan(currency: Currency) -> impl Strategy<Value = Plan> {
    let every =
        prop_oneof![4 => Just(Every::Months(1)), 1 => Just(Every::Weeks(1)), 1 => Just(Every::Years(1)), 1 => Just(Every::Days(10))];
    (0..4_u8, 0..100_000_i64, every).prop_map(move |(name, minor, every)| plan(&format!("p{name}-{minor}"), minor, currency, every))
}

fn any_subscription() -> impl Strategy<Value = Subscription> {
    prop::sample::select(vec![Currency::EUR, Currency::JPY, Currency::KWD]).prop_flat_map(|currency| {
        let change = (any_day(), prop::option::weighted(0.8, any_plan(currency))).prop_map(|(on, to)| Change { on, to });
        let days = (any_day(), any_day(), prop::option::of(any_day()));
        (days, any_plan(currency), prop::collection::vec(change, 0..8))
            .prop_map(|((starts_on, anchor, trial_until), plan, changes)| Subscription { starts_on, anchor, trial_until, plan, changes })
    })
}

/// The period a day belongs to, worked out by walking through the changes and not as the program does it.
fn period_on(subscription: &Subscription, day: Date) -> rates::Period {
    let mut anchor = subscription.anchor;
    let mut every = subscription.plan.every;
    let mut on = subscription.starts_on;
    while on <= day {
        if let Some(plan) = subscription.plan_on(on)
            && plan.every != every
        {
            (anchor, every) = (on.max(subscription.pays_from()), plan.every);
        }
        on = on.tomorrow().expect("in the calendar");
    }
    period_of(anchor, every, day).expect("in the calendar")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_day_is_billed_once_and_all_lines_are_the_sum_of_the_days(subscription in any_subscription()) {
        let end = date(2029, 3, 1);
        let all = lines(&subscription, Date::MIN, end).expect("one currency");
        let mut owed = 0;
        let last = all.iter().map(|line| line.until).max().unwrap_or(subscription.starts_on);

        let mut day = date(2027, 11, 1);
        while day < last {
            let next = day.tomorrow().expect("in the calendar");
            let cover = |kind| all.iter().filter(|line| line.kind == kind && line.from <= day && day < line.until).count();
            let net = cover(LineKind::Charge) as i64 - cover(LineKind::Credit) as i64;
            let pays = day >= subscription.pays_from();
            let plan = subscription.plan_on(day).filter(|_| pays);
            // After the end of the span only those days are billed whose period began in it.
            let expected = if day < end { i64::from(plan.is_some()) } else { net.clamp(0, 1) };
            prop_assert_eq!(net, expected, "{} of {:?}", day, subscription);
            if let Some(plan) = plan.filter(|_| net == 1) {
                owed += share(plan.price, period_on(&subscription, day), day, next).expect("fits").minor;
            }
            day = next;
        }
        let billed: i64 = all.iter().map(|line| line.amount.minor).sum();
        prop_assert_eq!(billed, owed);
    }

    #[test]
    fn a_bill_cut_in_two_is_the_same_bill(subscription in any_subscription(), cut in any_day()) {
        let (from, until) = (date(2027, 1, 1), date(2029, 3, 1));
        let whole = lines(&subscription, from, until).expect("one currency");
        let mut halves = lines(&subscription, from, cut).expect("one currency");
        halves.extend(lines(&subscription, cut, until).expect("one currency"));
        prop_assert_eq!(halves, whole);
    }

    #[test]
    fn a_credit_never_gives_back_more_than_was_charged(subscription in any_subscription()) {
        let mut balance = 0;
        let all = lines(&subscription, date(2027, 1, 1), date(2029, 1, 1)).expect("one currency");
        for day in all.chunk_by(|one, other| one.on == other.on) {
            balance += day.iter().map(|line| line.amount.minor).sum::<i64>();
            prop_assert!(balance >= 0);
        }
    }
}
