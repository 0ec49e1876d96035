//! Tables anybody could check: what was typed, and the time by the clock of whoever typed it.

mod chinese;
mod english;
mod refused;
mod spanish;

use super::{Moment, when, when_in};
use crate::Locale;
use proptest::prelude::*;

fn at(text: &str, zone: &str) -> Moment {
    let local: jiff::civil::DateTime = text.parse().expect("a time");
    Moment(local.in_tz(zone).expect("a zone").timestamp().as_microsecond())
}

/// A Tuesday morning.
const NOW: &str = "2026-03-10T10:20";
/// A Friday evening, when the day is over.
const FRIDAY: &str = "2026-11-27T18:02";

/// What is typed means this, wherever the clock hangs.
fn means(locale: Locale, now: &str, table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (typed, wanted) in table {
        for zone in ["Europe/Madrid", "America/Mexico_City", "Asia/Shanghai"] {
            let read = when_in(locale, typed, at(now, zone), zone).map(|moment| moment.in_zone(zone).datetime());
            if read != Ok(wanted.parse().expect("a time")) {
                wrong.push(format!("{typed} in {zone}: {read:?} for {wanted}"));
            }
        }
    }
    assert!(wrong.is_empty(), "said at {now}: {wrong:#?}");
}

#[test]
fn moments_are_read_as_people_say_them() {
    for (typed, wanted) in [
        ("tomorrow 9", "2026-03-11T09:00"),
        ("Tomorrow at 9:30", "2026-03-11T09:30"),
        ("tomorrow", "2026-03-11T09:00"),
        ("tomorrow 3", "2026-03-11T15:00"),
        ("tomorrow 3am", "2026-03-11T03:00"),
        ("tomorrow 03:00", "2026-03-11T03:00"),
        ("tomorrow afternoon", "2026-03-11T14:00"),
        ("the day after tomorrow", "2026-03-12T09:00"),
        ("tonight", "2026-03-10T19:00"),
        ("Monday", "2026-03-16T09:00"),
        ("mon 5pm", "2026-03-16T17:00"),
        ("tuesday", "2026-03-17T09:00"),
        ("friday morning", "2026-03-13T09:00"),
        ("next week", "2026-03-16T09:00"),
        ("next month", "2026-04-01T09:00"),
        ("in 2h", "2026-03-10T12:20"),
        ("2h", "2026-03-10T12:20"),
        ("in 1h30m", "2026-03-10T11:50"),
        ("in half an hour", "2026-03-10T10:50"),
        ("in 45 minutes", "2026-03-10T11:05"),
        ("in 3 days", "2026-03-13T09:00"),
        ("in a week", "2026-03-17T09:00"),
        ("9", "2026-03-11T09:00"),
        ("11", "2026-03-10T11:00"),
        ("17:00", "2026-03-10T17:00"),
        ("12am", "2026-03-11T00:00"),
        ("noon", "2026-03-10T12:00"),
        ("2026-12-24 18:00", "2026-12-24T18:00"),
        ("15/3", "2026-03-15T09:00"),
        ("march 15 at 8", "2026-03-15T08:00"),
        ("15 April", "2026-04-15T09:00"),
        ("mañana 9", "2026-03-11T09:00"),
        ("mañana por la mañana", "2026-03-11T09:00"),
        ("pasado mañana a las 10", "2026-03-12T10:00"),
        ("hoy a las 5 de la tarde", "2026-03-10T17:00"),
        ("el lunes", "2026-03-16T09:00"),
        ("miércoles 16:30", "2026-03-11T16:30"),
        ("mañana a las 9 y media", "2026-03-11T09:30"),
        ("mañana 21h", "2026-03-11T21:00"),
        ("dentro de 2 horas", "2026-03-10T12:20"),
        ("en 3 días", "2026-03-13T09:00"),
        ("la próxima semana", "2026-03-16T09:00"),
        ("15 de marzo a las 8", "2026-03-15T08:00"),
        ("明天9点", "2026-03-11T09:00"),
        ("明天上午九点半", "2026-03-11T09:30"),
        ("明天下午3点", "2026-03-11T15:00"),
        ("后天", "2026-03-12T09:00"),
        ("今晚", "2026-03-10T19:00"),
        ("今天下午5点15分", "2026-03-10T17:15"),
        ("周一", "2026-03-16T09:00"),
        ("下周三", "2026-03-18T09:00"),
        ("星期五下午两点", "2026-03-13T14:00"),
        ("2小时后", "2026-03-10T12:20"),
        ("半小时后", "2026-03-10T10:50"),
        ("三天后", "2026-03-13T09:00"),
        ("3月15日10点", "2026-03-15T10:00"),
        ("2026年12月24日", "2026-12-24T09:00"),
    ] {
        for zone in ["Europe/Madrid", "America/Mexico_City", "Asia/Shanghai"] {
            assert_eq!(when(typed, at(NOW, zone), zone), Ok(at(wanted, zone)), "{typed} in {zone}");
        }
    }
}

#[test]
fn a_day_is_a_day_of_the_clock_when_the_clock_is_put_forward() {
    let zone = "Europe/Madrid";
    let evening = at("2026-03-28T22:00", zone);

    assert_eq!(when("tomorrow 9", evening, zone), Ok(at("2026-03-29T09:00", zone)));
    assert_eq!(when("in 12h", evening, zone), Ok(at("2026-03-29T11:00", zone)));
    assert_eq!(when("tomorrow 02:30", evening, zone), Ok(at("2026-03-29T03:30", zone)), "an hour that is not there");
}

#[test]
fn the_clock_put_back_and_forward_moves_hours_and_no_days() {
    let zone = "Europe/Madrid";
    for (now, typed, wanted) in [
        ("2026-10-24T22:00", "in 3 hours", "2026-10-25T01:00"),
        ("2026-10-24T22:00", "in 6 hours", "2026-10-25T03:00"),
        ("2026-10-24T22:00", "tomorrow 10pm", "2026-10-25T22:00"),
        ("2026-10-24T22:00", "in 1 day and 2 hours", "2026-10-26T00:00"),
        ("2026-03-28T22:00", "dentro de un día y dos horas", "2026-03-30T00:00"),
        ("2026-03-28T22:00", "十二小时后", "2026-03-29T11:00"),
        ("2026-03-28T22:00", "midnight", "2026-03-29T00:00"),
        ("2026-03-28T23:30", "in half an hour", "2026-03-29T00:00"),
        ("2026-03-29T01:45", "in half an hour", "2026-03-29T03:15"),
    ] {
        assert_eq!(when_in(Locale::En, typed, at(now, zone), zone), Ok(at(wanted, zone)), "{typed} at {now}");
    }
}

#[test]
fn months_and_years_end_where_the_calendar_ends_them() {
    means(
        Locale::En,
        "2027-01-31T10:00",
        &[
            ("in a month", "2027-02-28T09:00"),
            ("tomorrow", "2027-02-01T09:00"),
            ("next month", "2027-02-01T09:00"),
            ("on the 30th", "2027-03-30T09:00"),
            ("end of month", "2027-01-31T18:00"),
            ("end of next month", "2027-02-28T09:00"),
            ("29 february 2028", "2028-02-29T09:00"),
            ("28/2", "2027-02-28T09:00"),
        ],
    );
    means(
        Locale::Zh,
        "2026-12-31T23:30",
        &[
            ("明天", "2027-01-01T09:00"),
            ("半小时后", "2027-01-01T00:00"),
            ("下个月", "2027-01-01T09:00"),
            ("一号", "2027-01-01T09:00"),
        ],
    );
    means(
        Locale::Es,
        "2026-12-30T10:00",
        &[
            ("pasado mañana", "2027-01-01T09:00"),
            ("el lunes", "2027-01-04T09:00"),
            ("fin de año", "2026-12-31T09:00"),
            ("fin de mes", "2026-12-31T09:00"),
            ("el 2 de enero", "2027-01-02T09:00"),
        ],
    );
}

proptest! {
    #[test]
    fn whatever_is_typed_lies_ahead_or_is_refused(typed in "[ -~ñá明天下周一点半后刻个月0-9]{0,24}", now in 0i64..4_000_000_000) {
        let now = Moment::from_seconds(now);
        if let Ok(moment) = when(&typed, now, "Europe/Madrid") {
            prop_assert!(moment > now);
        }
    }
}
