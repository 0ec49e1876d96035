//! A table anybody could check: what was typed, and the time by the clock of whoever typed it.

use super::{Moment, NotATime, when};
use proptest::prelude::*;

fn at(text: &str, zone: &str) -> Moment {
    let local: jiff::civil::DateTime = text.parse().expect("a time");
    Moment(local.in_tz(zone).expect("a zone").timestamp().as_microsecond())
}

/// A Tuesday morning.
const NOW: &str = "2026-03-10T10:20";

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
        ("1/3", "2027-03-01T09:00"),
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
fn what_is_half_understood_is_refused_whole() {
    for typed in [
        "",
        "soon",
        "tomorrow soon",
        "25:00",
        "tomorrow 9 10",
        "tomorrow monday",
        "march",
        "3/4/5/6",
        "in",
        "9:7",
        "31 february",
        "later",
        "tomorrow 13pm",
        "999999999999 days",
        "in 99999999999999999h",
        "2026-13-01",
        "kettle 9",
    ] {
        assert_eq!(when(typed, at(NOW, "UTC"), "UTC"), Err(NotATime::Unreadable), "{typed}");
    }
    for typed in ["today 9", "2020-01-01", "hoy a las 8"] {
        assert_eq!(when(typed, at(NOW, "UTC"), "UTC"), Err(NotATime::Past), "{typed}");
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

proptest! {
    #[test]
    fn whatever_is_typed_lies_ahead_or_is_refused(typed in "[ -~ñá明天下周一点半后0-9]{0,24}", now in 0i64..4_000_000_000) {
        let now = Moment::from_seconds(now);
        if let Ok(moment) = when(&typed, now, "Europe/Madrid") {
            prop_assert!(moment > now);
        }
    }
}
