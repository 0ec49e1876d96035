//! Snoozing: out of sight until a time people think in, by the agent's own clock.

use crate::pages::door::{Answer, ForPiece, deed};
use crate::pages::form::act;
use crate::pages::signs;
use crate::pages::toasts::Said;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;
use kit::{Moment, NotATime};
use web::parts::{button, icon};
use web::{Fields, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    Routes::new()
        .post("/conversations/{number}/snooze", Needs::Permission("conversations.resolve"), snooze)
        .get("/when", Needs::SignedIn, meant)
}

async fn snooze(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let until = chosen(&fields, &who, site.now()).map_err(|why| Problem::refused(why_not(why)))?;
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.snooze(work, until)).await?;
    let time = signs::soon(&who, until, site.now());
    let said = Said::new("desk-said-snoozed", number).with("time", time).undoes(done);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// A choice of the menu (a moment), or a time said in words or figures by the agent's own clock.
fn chosen(fields: &Fields, who: &SignedIn, now: Moment) -> Result<Moment, NotATime> {
    fields.number("until").map_or_else(|| typed(fields.text("at"), who, now), |until| Ok(Moment(until)))
}

/// What somebody typed as a time, or a field for dates and times wrote. A date alone is said in words: it has no hour.
pub fn typed(text: &str, who: &SignedIn, now: Moment) -> Result<Moment, NotATime> {
    match text.parse::<DateTime>() {
        Ok(at) if text.contains(':') => Some(local(at, &who.zone)).filter(|at| *at > now).ok_or(NotATime::Past),
        _ => kit::when_in(who.locale, text, now, &who.zone),
    }
}

const fn why_not(why: NotATime) -> &'static str {
    match why {
        NotATime::Unreadable => "desk-snooze-unreadable",
        NotATime::Past => "desk-snooze-in-the-past",
    }
}

/// `GET /when?q=…`: the moment meant by these words, as the agent's clock will show it.
async fn meant(State(site): State<Site>, who: SignedIn, query: Query) -> Markup {
    let (text, now) = (who.t(), site.now());
    match typed(query.text("q"), &who, now) {
        Ok(moment) => html! { (text.date_and_time(moment, &who.zone)) },
        Err(why) => html! { span.faint { (text.say(why_not(why))) } },
    }
}

/// A field for a time in words; what it means is shown under it.
pub fn words_field(who: &SignedIn, id: &str, name: &str, label: &str) -> Markup {
    html! {
        div.field data-keep id={ (id) "-field" } {
            label for=(id) { (label) }
            input.input type="text" id=(id) name=(name) autocomplete="off" placeholder=(who.t().say("desk-when-placeholder")) data-when="/when" aria-describedby={ (id) "-meant" };
            output.hint id={ (id) "-meant" } for=(id) { (who.t().say("desk-when-hint")) }
        }
    }
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

/// Nine in the morning so many days ahead, by the agent's clock.
pub fn morning(now: Moment, zone: &str, days: i64) -> Moment {
    local(now.in_zone(zone).date().saturating_add(days.days()).at(9, 0, 0, 0), zone)
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
                (words_field(who, "snooze-at", "at", &text.say("desk-snooze-at")))
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
