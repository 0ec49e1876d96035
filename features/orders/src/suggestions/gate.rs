//! Whether anything may be suggested at all: the mood and the case decide before any rule is asked. Pure: values in, names
//! of reasons out. Every reason that holds is named, so that an agent can see all of them.

use super::{Case, Settings};
use customers::CustomerId;
use kit::Moment;
use mood::Mood;

db::words!(
    /// Why something is not suggested. The first are about the case, the last few about one thing.
    WhyNot {
        SwitchedOff = "switched_off",
        OptedOut = "opted_out",
        OpenComplaint = "open_complaint",
        OpenReturn = "open_return",
        OpenRefund = "open_refund",
        /// A record of a kind that wants quiet (a claim, say) is not closed.
        OpenRecord = "open_record",
        /// Somebody’s yes is waited for, or was not given in time.
        ApprovalWaiting = "approval_waiting",
        Urgent = "urgent",
        Sensitive = "sensitive",
        SaidNo = "said_no",
        BadMood = "bad_mood",
        /// One of those who are shown nothing, to compare with.
        HeldOut = "held_out",
        OutOfStock = "out_of_stock",
        Owned = "owned",
        NotSoldHere = "not_sold_here",
        /// The order has left; nothing in it can become something better.
        OrderLeft = "order_left",
    }
);

const DAY: i64 = 86_400;

/// All that speaks against suggesting anything in this case now; nothing if nothing does.
pub fn why_not(case: &Case, settings: &Settings, now: Moment) -> Vec<WhyNot> {
    let said_no = case.said_no_at.is_some_and(|at| now < at.plus_seconds(settings.cooling_off_days * DAY));
    let is_sensitive = case.category.iter().any(|category| settings.sensitive_categories.contains(category))
        || case.goods.iter().any(|category| settings.sensitive_goods.contains(category));
    let checks = [
        (WhyNot::SwitchedOff, !settings.is_on),
        (WhyNot::OptedOut, case.opted_out),
        (WhyNot::OpenComplaint, case.has_complaint),
        (WhyNot::OpenReturn, case.open_return),
        (WhyNot::OpenRefund, case.open_refund),
        (WhyNot::OpenRecord, case.open_record),
        (WhyNot::ApprovalWaiting, case.approval_waiting),
        (WhyNot::Urgent, case.is_urgent),
        (WhyNot::Sensitive, is_sensitive),
        (WhyNot::SaidNo, said_no),
        (WhyNot::BadMood, case.mood == Mood::Negative),
    ];
    checks.into_iter().filter(|(_, holds)| *holds).map(|(why, _)| why).collect()
}

/// Whether this customer belongs to those who are shown nothing. The same customer always gets the same answer, so that
/// what they buy later is not blurred by what they were shown before.
pub fn is_held_out(customer: CustomerId, percent: i64) -> bool {
    let hash = kit::sha256_hex(format!("suggestions to customer {customer}").as_bytes());
    let drawn = hash.get(..8).and_then(|part| i64::from_str_radix(part, 16).ok()).unwrap_or(0);
    drawn % 100 < percent
}

#[cfg(test)]
mod tests {
    use super::{WhyNot, is_held_out, why_not};
    use crate::suggestions::{Case, Settings};
    use customers::CustomerId;
    use kit::Moment;
    use mood::Mood;

    const NOW: Moment = Moment::from_seconds(1_000_000_000);

    fn quiet() -> Case {
        Case::nothing_known(CustomerId(1))
    }

    #[test]
    fn each_thing_that_speaks_against_it_is_named() {
        let settings = Settings {
            sensitive_categories: vec!["billing".into()],
            sensitive_goods: vec!["medical".into()],
            ..Settings::default()
        };
        let yesterday = Some(NOW.plus_seconds(-86_400));
        let cases: [(Case, &[WhyNot]); 13] = [
            (quiet(), &[]),
            (Case { opted_out: true, ..quiet() }, &[WhyNot::OptedOut]),
            (Case { has_complaint: true, ..quiet() }, &[WhyNot::OpenComplaint]),
            (Case { open_return: true, ..quiet() }, &[WhyNot::OpenReturn]),
            (Case { open_refund: true, ..quiet() }, &[WhyNot::OpenRefund]),
            (Case { open_record: true, ..quiet() }, &[WhyNot::OpenRecord]),
            (Case { approval_waiting: true, ..quiet() }, &[WhyNot::ApprovalWaiting]),
            (Case { is_urgent: true, ..quiet() }, &[WhyNot::Urgent]),
            (Case { category: Some("billing".into()), ..quiet() }, &[WhyNot::Sensitive]),
            (Case { goods: vec!["tea".into(), "medical".into()], ..quiet() }, &[WhyNot::Sensitive]),
            (Case { said_no_at: yesterday, ..quiet() }, &[WhyNot::SaidNo]),
            (Case { mood: Mood::Negative, ..quiet() }, &[WhyNot::BadMood]),
            (
                Case { mood: Mood::Negative, open_return: true, is_urgent: true, ..quiet() },
                &[WhyNot::OpenReturn, WhyNot::Urgent, WhyNot::BadMood],
            ),
        ];
        for (case, why) in cases {
            assert_eq!(why_not(&case, &settings, NOW), why, "{case:?}");
        }
    }

    #[test]
    fn a_no_cools_off_and_what_is_not_sensitive_or_unknown_stops_nothing() {
        let settings = Settings { cooling_off_days: 30, ..Settings::default() };
        let days_ago = |days: i64| Case { said_no_at: Some(NOW.plus_seconds(-days * 86_400)), ..quiet() };

        assert_eq!(why_not(&days_ago(29), &settings, NOW), [WhyNot::SaidNo]);
        assert_eq!(why_not(&days_ago(30), &settings, NOW), []);
        for mood in [Mood::Neutral, Mood::Positive] {
            assert_eq!(why_not(&Case { mood, category: Some("question".into()), ..quiet() }, &settings, NOW), []);
        }
        assert_eq!(why_not(&quiet(), &Settings { is_on: false, ..settings }, NOW), [WhyNot::SwitchedOff]);
    }

    #[test]
    fn about_the_wanted_share_is_held_out_and_always_the_same_ones() {
        let held = |percent: i64| (1..=10_000).filter(|id| is_held_out(CustomerId(*id), percent)).count();

        assert_eq!((held(0), held(100)), (0, 10_000));
        assert!((800..=1_200).contains(&held(10)), "{}", held(10));
        assert_eq!(is_held_out(CustomerId(7), 10), is_held_out(CustomerId(7), 10));
        assert!(
            (1..=1_000).all(|id| !is_held_out(CustomerId(id), 10) || is_held_out(CustomerId(id), 20)),
            "a larger share keeps the smaller"
        );
    }
}
