//! Snoozing: out of sight until a time people think in, by the agent's own clock.

use crate::pages::door::{Answer, ForPiece, change};
use crate::pages::form::act;
use crate::pages::signs;
use crate::pages::toasts::Said;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;
use kit::Moment;
use web::parts::{button, icon};
use web::{Fields, Markup, Needs, Problem, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    Routes::new().post("/conversations/{number}/snooze", Needs::Permission("conversations.resolve"), snooze)
}

async fn snooze(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let until = chosen(&fields, &who.zone).ok_or_else(|| Problem::refused("desk-snooze-unreadable"))?;
    change(&site, &who, number, move |work, conversation| conversation.snooze(work, until)).await?;
    let time = signs::soon(&who, until, site.now());
    let said = Said::new("desk-said-snoozed", number).with("time", time).back_by("reopen", &[]);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// A choice of the menu (a moment), or a date and time typed by the agent's own clock.
fn chosen(fields: &Fields, zone: &str) -> Option<Moment> {
    let typed = || Some(local(fields.text("at").parse().ok()?, zone));
    fields.number("until").map(Moment).or_else(typed)
}

/// A sensible time to look again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub key: &'static str,
    pub icon: &'static str,
    pub until: Moment,
}

/// Later today while there is a today left to work in, tomorrow morning, Monday morning.
pub fn choices(now: Moment, zone: &str) -> Vec<Choice> {
    let here = now.in_zone(zone);
    let today = here.date();
    let nine = |days: i64| local(today.saturating_add(days.days()).at(9, 0, 0, 0), zone);
    let to_monday = match today.weekday() {
        Weekday::Monday => 7,
        day => i64::from(8 - day.to_monday_one_offset()),
    };
    let mut choices = vec![
        Choice { key: "desk-snooze-tomorrow", icon: "sun", until: nine(1) },
        Choice { key: "desk-snooze-monday", icon: "calendar", until: nine(to_monday) },
    ];
    choices.dedup_by_key(|choice| choice.until);
    if here.hour() < 18 {
        choices.insert(
            0,
            Choice {
                key: "desk-snooze-later-today",
                icon: "clock",
                until: now.plus_seconds(3 * 3_600),
            },
        );
    }
    choices
}

/// When a choice ends, short.
pub fn shown(who: &SignedIn, until: Moment, now: Moment) -> String {
    signs::soon(who, until, now)
}

fn local(at: DateTime, zone: &str) -> Moment {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let moment = at.to_zoned(zone).map_or(0, |zoned| zoned.timestamp().as_microsecond());
    Moment(moment)
}

/// The menu under the clock.
pub fn menu(who: &SignedIn, number: i64, place: &Markup, now: Moment) -> Markup {
    let text = who.t();
    let action = format!("/conversations/{number}/snooze");
    let at = now.plus_seconds(24 * 3_600).in_zone(&who.zone).strftime("%Y-%m-%dT09:00").to_string();
    web::parts::menu(
        "snooze-menu",
        &text.say("desk-snooze"),
        &html! {
            (act(who, &action, &html! {
                (place)
                @for choice in choices(now, &who.zone) {
                    button.menu-item type="submit" name="until" value=(choice.until.0) { (icon(choice.icon)) (text.say(choice.key)) span.end { (shown(who, choice.until, now)) } }
                }
            }))
            hr;
            (act(who, &action, &html! {
                (place)
                div.field {
                    label for="snooze-at" { (text.say("desk-snooze-at")) }
                    input.input id="snooze-at" type="datetime-local" name="at" value=(at) required;
                }
                (button(text.say("desk-snooze")).wide())
            }))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::{Moment, choices, local};

    fn at(text: &str, zone: &str) -> Moment {
        local(text.parse().expect("a time"), zone)
    }

    #[test]
    fn snoozing_thinks_by_the_agents_clock() {
        let zone = "Europe/Madrid";
        for (now, wanted) in [
            // A Tuesday morning.
            ("2026-03-10T10:00", vec!["2026-03-10T13:00", "2026-03-11T09:00", "2026-03-16T09:00"]),
            // A Friday evening: today is over.
            ("2026-03-13T19:00", vec!["2026-03-14T09:00", "2026-03-16T09:00"]),
            // A Sunday: tomorrow is Monday already. The clock was put forward in the night of the 29th.
            ("2026-03-29T12:00", vec!["2026-03-29T15:00", "2026-03-30T09:00"]),
            // A Monday: next Monday is a week away.
            ("2026-03-09T08:00", vec!["2026-03-09T11:00", "2026-03-10T09:00", "2026-03-16T09:00"]),
        ] {
            let offered: Vec<Moment> = choices(at(now, zone), zone).iter().map(|choice| choice.until).collect();
            let wanted: Vec<Moment> = wanted.into_iter().map(|wanted| at(wanted, zone)).collect();
            assert_eq!(offered, wanted, "{now}");
        }
    }
}
