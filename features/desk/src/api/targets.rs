//! Targets and working hours: how soon customers are promised an answer, and when the company is at work.

use crate::targets::{self, Target};
use crate::{InboxId, Priority, inboxes};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use jiff::civil::Date;
use kit::WorkingHours;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, nullable, patch, post, put, referred, word_or_null};
use web::{Needs, Problem, Routes};

const MANAGE: Needs = Needs::Permission("settings.manage");

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/targets", MANAGE, list).says("List how soon answers are promised").gives::<Targets>())
        .api(
            post("/api/v1/targets", MANAGE, promise)
                .says("Promise answers within so many minutes of work")
                .explains("The target there was for the same inbox and priority is replaced. The most particular one counts.")
                .takes::<New>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/targets/{id}", MANAGE, show).says("Show a target").gives::<Shown>())
        .api(
            patch("/api/v1/targets/{id}", MANAGE, change)
                .says("Change what a target promises")
                .takes::<TargetChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/targets/{id}", MANAGE, remove).says("Promise no longer what a target did"))
        .api(
            get("/api/v1/working-hours", MANAGE, hours)
                .says("Show when the company is at work")
                .gives::<Hours>(),
        )
        .api(
            put("/api/v1/working-hours", MANAGE, keep)
                .says("Decide when the company is at work")
                .explains("Whoever waits has their due time worked out again.")
                .takes::<Hours>()
                .gives::<Hours>()
                .conditional(),
        )
}

#[derive(Debug, Serialize, ToSchema)]
struct Targets {
    data: Vec<Shown>,
}

/// How soon customers are promised an answer, in minutes of work.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Target)]
struct Shown {
    id: i64,
    /// Null: every inbox.
    inbox: Option<i64>,
    /// Null: every priority.
    #[schema(schema_with = word_or_null::<Priority>)]
    priority: Option<Priority>,
    /// Until our first answer; null promises nothing.
    first_minutes: Option<i64>,
    /// Until each next one.
    next_minutes: Option<i64>,
}

impl From<Target> for Shown {
    fn from(target: Target) -> Self {
        Self {
            id: target.id,
            inbox: target.inbox_id.map(|inbox| inbox.0),
            priority: target.priority,
            first_minutes: target.first_minutes,
            next_minutes: target.next_minutes,
        }
    }
}

fn find(tx: &mut Tx<'_>, id: i64) -> Result<Shown, Trouble> {
    targets::find(tx, id).map(Shown::from)
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Targets { data: targets::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn show(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, id)?)).await
}

/// What to promise; one of the two at least.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = NewTarget)]
struct New {
    inbox: Option<i64>,
    #[schema(schema_with = word_or_null::<Priority>, required = false)]
    priority: Option<Priority>,
    first_minutes: Option<i64>,
    next_minutes: Option<i64>,
}

async fn promise(change: Change<New>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let inbox = asked.inbox.map(InboxId);
            if let Some(inbox) = inbox {
                referred("/inbox", inboxes::find(work, inbox))?;
            }
            targets::promise(work, inbox, asked.priority, asked.first_minutes, asked.next_minutes)?;
            let all = targets::all(work)?;
            let made = all.into_iter().find(|one| one.inbox_id == inbox && one.priority == asked.priority);
            let made = made.map(Shown::from).ok_or(Trouble::NotFound("target"))?;
            Reply::made(format!("{}/targets/{}", web::api::ROOT, made.id), &made)
        })
        .await
}

/// A change; null promises nothing, what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct TargetChange {
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    first_minutes: Option<Option<i64>>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    next_minutes: Option<Option<i64>>,
}

async fn change(Path(id): Path<i64>, change: Change<TargetChange>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                let now = targets::find(work, id)?;
                let (first, next) = (asked.first_minutes.unwrap_or(now.first_minutes), asked.next_minutes.unwrap_or(now.next_minutes));
                targets::change(work, id, first, next)
            },
        )
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            targets::find(work, id)?;
            targets::drop_target(work, id)?;
            Ok(Reply::done())
        })
        .await
}

/// When the company is at work: a week that repeats, less the days off.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WorkingHours)]
struct Hours {
    /// An IANA zone.
    zone: String,
    /// Monday first; null is a day off.
    #[schema(min_items = 7, max_items = 7)]
    days: Vec<Option<Day>>,
    /// Days off, as `2026-05-01`.
    #[serde(default)]
    holidays: Vec<String>,
}

/// From opening to closing, in minutes since midnight; 1440 is midnight at the end.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WorkingDay)]
struct Day {
    opens: i64,
    closes: i64,
}

fn shown(tx: &mut Tx<'_>) -> Result<Hours, Trouble> {
    let hours = targets::hours(tx)?;
    Ok(Hours {
        zone: hours.zone,
        days: hours.days.iter().map(|day| day.map(|(opens, closes)| Day { opens, closes })).collect(),
        holidays: hours.holidays.iter().map(Date::to_string).collect(),
    })
}

async fn hours(look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&shown(tx)?)).await
}

async fn keep(change: Change<Hours>) -> Result<Response, Problem> {
    let asked = change.body.clone();
    let days: [Option<Day>; 7] = asked
        .days
        .try_into()
        .map_err(|_| Problem::wrong_field("/days", "expected seven of them, Monday first"))?;
    let mut holidays = std::collections::BTreeSet::new();
    for (place, typed) in asked.holidays.iter().enumerate() {
        let day = typed
            .parse::<Date>()
            .map_err(|_| Problem::wrong_field(&format!("/holidays/{place}"), "expected a day as 2026-05-01"))?;
        holidays.insert(day);
    }
    let wanted = WorkingHours {
        zone: asked.zone,
        days: days.map(|day| day.map(|day| (day.opens, day.closes))),
        holidays,
    };
    change
        .alter(shown, move |work, _| {
            work.keep_quietly("they were so before");
            targets::keep_hours(work, &wanted)
        })
        .await
}
