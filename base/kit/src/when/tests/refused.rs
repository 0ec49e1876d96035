//! What is refused: half understood, contradictory, to be read in two ways, or over.

use super::{FRIDAY, NOW, at};
use crate::Locale::{self, En, Es, Zh};
use crate::when::{NotATime, when, when_in};

fn refused(locale: Option<Locale>, now: &str, why: NotATime, table: &[&str]) {
    let mut wrong = Vec::new();
    for typed in table {
        let read = match locale {
            Some(locale) => when_in(locale, typed, at(now, "UTC"), "UTC"),
            None => when(typed, at(now, "UTC"), "UTC"),
        };
        if read != Err(why) {
            wrong.push(format!("{typed}: {:?}", read.map(|moment| moment.rfc3339())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_half_understood_is_refused_whole() {
    let half = [
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
        "once upon a time",
        "in the kettle",
        "24",
        "2027",
        "at",
        "half",
        "half nine",
        "next",
        "this week",
        "next year",
        "2 - 3 days",
        "2-3 days",
        "9-10",
        "9am-5pm",
        "9 to 5",
        "monday-friday",
        "monday and tuesday",
        "in two hours tomorrow",
        "tomorrow in 2h",
        "in 2h at 9",
        "at 2 hours",
        "at once",
        "tomorrow 3 hours",
        "in 3 hours 2 hours",
        "3, 5 days",
        "15, 16 december",
        "monday until 5 march",
        "9 until 5",
        "in 2 hours 3 days",
        "a few days",
        "two days ago",
        "last friday",
        "before friday",
        "after 5",
        "5 march 6 april",
        "friday 3 december",
        "monday the 31st",
        "friday midnight",
        "afternoon at 3am",
        "3 at night",
        "morning at 12",
        "17:00 pm",
        "in 1:30 hours",
        "in 60 months and 999999 days",
        "2099-01-01",
        "dec 2026",
        "now",
    ];
    refused(None, NOW, NotATime::Unreadable, &half);
    refused(Some(En), NOW, NotATime::Unreadable, &half);
    let half = [
        "de aquí",
        "en enero",
        "a las",
        "a las 25h",
        "hace dos horas",
        "el lunes y el martes",
        "el lunes mañana",
        "lunes a viernes",
        "a las 12 de la mañana",
        "a las 9 o 10",
        "mar 15",
        "medio día",
        "sobre las nueve",
        "unas dos horas",
        "el pasado lunes",
        "2 de la noche",
        "el día",
    ];
    refused(Some(Es), NOW, NotATime::Unreadable, &half);
    let half = [
        "后",
        "三四天后",
        "几天后",
        "一会儿",
        "上周五",
        "周",
        "月",
        "三",
        "十",
        "二十",
        "三月",
        "今天后",
        "两小时前",
        "周五前",
        "周一到周五",
        "一百天",
        "晚上两点",
        "上午十二点",
        "下午十一点",
        "26/12/24",
        "明天明天",
        "本周",
        "本月",
        "三点四点",
        "3到5天后",
        "3、5天后",
        "明天9点到10点",
        "二十五点",
        "九月三十一日",
        "大约九点",
    ];
    refused(Some(Zh), NOW, NotATime::Unreadable, &half);
}

#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    // No language says which figure is the month.
    refused(None, NOW, NotATime::Unreadable, &["1/3", "1/2/2027", "02-01-2027"]);
    // The fourteenth of December is a Monday, and two in the afternoon an hour.
    refused(Some(En), "2026-12-08T10:00", NotATime::Unreadable, &["monday 14"]);
    assert_eq!(
        when_in(En, "monday at 14", at("2026-12-08T10:00", "UTC"), "UTC"),
        Ok(at("2026-12-14T14:00", "UTC")),
        "an hour that is called one"
    );
    assert_eq!(when("5/5", at(NOW, "UTC"), "UTC"), Ok(at("2026-05-05T09:00", "UTC")), "read alike in both ways");
    assert_eq!(when("25/12", at(NOW, "UTC"), "UTC"), Ok(at("2026-12-25T09:00", "UTC")), "only one is a date");
}

#[test]
fn what_is_over_is_called_over() {
    refused(None, NOW, NotATime::Past, &["today 9", "2020-01-01", "hoy a las 8", "in 0 minutes"]);
    refused(
        Some(En),
        FRIDAY,
        NotATime::Past,
        &[
            "end of day",
            "eod",
            "end of week",
            "this afternoon",
            "this morning",
            "today at noon",
            "on the 27th",
            "this friday 5pm",
        ],
    );
    refused(Some(Es), FRIDAY, NotATime::Past, &["esta tarde", "esta mañana", "fin del día", "hoy a las cinco", "27/11"]);
    refused(Some(Zh), FRIDAY, NotATime::Past, &["本周五", "这周五下午5点", "今天下午", "今早", "11月27日上午"]);
}
