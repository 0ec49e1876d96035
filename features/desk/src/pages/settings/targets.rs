//! Targets and working hours, for administrators: what is promised, when the company is at work, and an example of both.

use crate::pages::signs::priority_key;
use crate::putting_back::{HoursSetting, TargetsSetting};
use crate::targets::{self, DueFor, Target};
use crate::{InboxId, Priority, inboxes};
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use jiff::civil::{Date, Time};
use kit::WorkingHours;
use std::collections::BTreeSet;
use web::parts::{button, card, field, form, page_head, select, table, textarea};
use web::{Fields, Frame, Markup, Needs, Problem, Routes, SignedIn, Site, Text, html, see_other, with_mistakes};

const HERE: &str = "/settings/targets";
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub fn routes() -> Routes {
    let manage = Needs::Permission("settings.manage");
    Routes::new()
        .get(HERE, manage, page)
        .get("/settings/targets/preview", manage, super::effects::target)
        .post(HERE, manage, promise)
        .post("/settings/targets/hours", manage, keep)
        .post("/settings/targets/{id}/drop", manage, drop_one)
}

async fn page(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    drawn(&site, &who, None).await
}

async fn promise(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let (inbox, priority) = (fields.number("inbox").map(InboxId), Priority::of_word(fields.text("priority")));
    let (first, next) = (fields.number("first"), fields.number("next"));
    let kept = site
        .db()
        .work(who.actor(), move |work| {
            keeping(work, &TargetsSetting, "", |work| targets::promise(work, inbox, priority, first, next))
        })
        .await;
    answered(&site, &who, kept).await
}

async fn drop_one(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let dropped = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it was dropped before");
        keeping(work, &TargetsSetting, "", |work| targets::drop_target(work, id))
    });
    answered(&site, &who, dropped.await).await
}

async fn keep(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let kept = match read(&fields) {
        Ok(hours) => {
            let kept = site.db().work(who.actor(), move |work| {
                work.keep_quietly("they were so before");
                keeping(work, &HoursSetting, "", |work| targets::keep_hours(work, &hours))
            });
            kept.await
        }
        Err(trouble) => Err(trouble),
    };
    answered(&site, &who, kept).await
}

async fn answered(site: &Site, who: &SignedIn, kept: Result<(), Trouble>) -> Result<Response, Problem> {
    match kept {
        Ok(()) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => Ok(with_mistakes(drawn(site, who, Some(who.t().refusal(&refusal))).await?).into_response()),
        Err(trouble) => Err(trouble.into()),
    }
}

/// `mon-from`, `mon-to` and so on as a clock shows them; a day without both is off. Midnight at the end is `00:00`.
fn read(fields: &Fields) -> Result<WorkingHours, Trouble> {
    let mut days = [None; 7];
    for (day, kept) in DAYS.iter().zip(&mut days) {
        let (from, to) = (clock(fields.text(&format!("{day}-from")))?, clock(fields.text(&format!("{day}-to")))?);
        *kept = from.zip(to).map(|(from, to)| (from, if to == 0 { 1_440 } else { to }));
    }
    let mut holidays = BTreeSet::new();
    for line in fields.text("holidays").split([',', '\n', ' ']).map(str::trim).filter(|line| !line.is_empty()) {
        holidays.insert(line.parse::<Date>().map_err(|_| Trouble::refused("desk-hours-holiday").with("typed", line))?);
    }
    Ok(WorkingHours { zone: fields.text("zone").to_owned(), days, holidays })
}

fn clock(typed: &str) -> Result<Option<i64>, Trouble> {
    if typed.is_empty() {
        return Ok(None);
    }
    let time: Time = typed.parse().map_err(|_| Trouble::refused("desk-hours-clock").with("typed", typed))?;
    Ok(Some(i64::from(time.hour()) * 60 + i64::from(time.minute())))
}

async fn drawn(site: &Site, who: &SignedIn, mistake: Option<String>) -> Result<Markup, Problem> {
    let (all, hours, inboxes) = site.db().read(|tx| Ok((targets::all(tx)?, targets::hours(tx)?, inboxes::all(tx)?))).await?;
    let text = who.t();
    let name = |target: &Target| {
        let inbox = target.inbox_id.and_then(|id| inboxes.iter().find(|inbox| inbox.id == id));
        inbox.map_or_else(|| text.say("desk-target-every-inbox"), |inbox| inbox.name.clone())
    };
    let priority = |target: &Target| {
        target
            .priority
            .map_or_else(|| text.say("desk-target-every-priority"), |one| text.say(priority_key(one)))
    };
    let rows = html! { @for target in &all { tr {
        td.cell-main { (name(target)) } td { (priority(target)) }
        td { (minutes(text, target.minutes(DueFor::First))) } td { (minutes(text, target.minutes(DueFor::Next))) }
        td.actions { (form(&who.csrf, format!("{HERE}/{}/drop", target.id), &html! { (button(text.say("desk-target-drop")).quiet()) })) }
    } } };
    let heads = ["desk-inbox", "desk-priority", "desk-target-first", "desk-target-next"].map(|key| text.say(key));
    let choices = inboxes.iter().map(|inbox| (inbox.id.to_string(), inbox.name.clone()));
    let body = html! {
        (page_head(&text.say("desk-targets"), &text.say("desk-targets-about"), &html! {}))
        @if let Some(mistake) = &mistake { p.error role="alert" { (mistake) } }
        @if !all.is_empty() { section.card { (table(text.say("desk-targets"), heads, rows).with_actions(text)) } p.hint { (example(who, site, &all, &hours)) } }
        @else { p.muted { (text.say("desk-targets-none")) } }
        (card(&text.say("desk-target-new"), &form(&who.csrf, HERE, &adding(text, choices))))
        (card(&text.say("desk-hours"), &form(&who.csrf, "/settings/targets/hours", &week(text, &hours))))
    };
    Frame::new(site, who, text.say("desk-targets")).settings("targets").body(body).await
}

fn minutes(text: &Text, minutes: Option<i64>) -> String {
    minutes.map_or_else(|| "–".to_owned(), |minutes| text.span(minutes * 60))
}

/// What the general rule would mean for somebody who writes at this moment.
fn example(who: &SignedIn, site: &Site, all: &[Target], hours: &WorkingHours) -> String {
    let target = targets::chosen(all, InboxId(0), Priority::Normal, DueFor::First).or_else(|| all.first().copied());
    let due = target
        .and_then(|target| target.minutes(DueFor::First))
        .and_then(|minutes| hours.after(site.now(), minutes));
    due.map_or_else(String::new, |due| {
        who.t().say_with("desk-target-example", &[("time", &who.t().date_and_time(due, &who.zone))])
    })
}

fn adding(text: &Text, inboxes: impl Iterator<Item = (String, String)>) -> Markup {
    let every = |key: &str| std::iter::once((String::new(), text.say(key)));
    let priorities = Priority::ALL.iter().rev().map(|one| (one.word().to_owned(), text.say(priority_key(*one))));
    let number = |label: &str, name: &'static str| {
        field(text.say(label), name)
            .kind("number")
            .attr("min", "1")
            .hint(text.say("desk-target-minutes-hint"))
    };
    html! {
        div.stack data-view-form="/settings/targets/preview" {
            div.fields {
                (select(text.say("desk-inbox"), "inbox", every("desk-target-every-inbox").chain(inboxes), ""))
                (select(text.say("desk-priority"), "priority", every("desk-target-every-priority").chain(priorities), ""))
            }
            div.fields { (number("desk-target-first", "first")) (number("desk-target-next", "next")) }
            div.banner id="view-preview" aria-live="polite" { p.muted { (text.say("desk-target-effect-nothing")) } }
            (button(text.say("desk-target-save")).primary())
        }
    }
}

fn week(text: &Text, hours: &WorkingHours) -> Markup {
    let zones = jiff::tz::db()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| name.contains('/') || name == "UTC");
    let zones: BTreeSet<String> = zones.collect();
    let holidays: Vec<String> = hours.holidays.iter().map(Date::to_string).collect();
    html! {
        div.stack {
            p.hint { (text.say("desk-hours-about")) }
            (select(text.say("desk-hours-in-zone"), "zone", zones.into_iter().map(|zone| (zone.clone(), zone)), &hours.zone))
            @for (day, open) in DAYS.iter().zip(&hours.days) {
                div.fields role="group" aria-label=(text.say(&format!("desk-day-{day}"))) {
                    (moment(text, day, "from", "desk-hours-from", open.map(|(from, _)| from)))
                    (moment(text, day, "to", "desk-hours-to", open.map(|(_, to)| to)))
                }
            }
            (textarea(text.say("desk-hours-holidays"), "holidays").value(holidays.join("\n")).attr("rows", "3").hint(text.say("desk-hours-holidays-hint")).optional(text))
            (button(text.say("desk-save")).primary())
        }
    }
}

fn moment(text: &Text, day: &str, side: &str, key: &str, minutes: Option<i64>) -> Markup {
    let id = format!("{day}-{side}");
    let value = minutes.map(|minutes| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)).unwrap_or_default();
    let label = text.say_with(key, &[("day", &text.say(&format!("desk-day-{day}")))]);
    html! { div.field { label for=(id) { (label) } input.input type="time" id=(id) name=(id) value=(value); } }
}
