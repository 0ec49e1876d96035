//! Retention rules, for programs.

use super::RETAIN;
use crate::putting_back::RetentionSetting;
use crate::retention::{self, Effect, Rule, RuleId, What, Wish};
use agents::changes::{keeping, keeping_new};
use axum::extract::Path;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, post, put, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/retention-rules", RETAIN, list).says("List the retention rules").gives::<Rules>())
        .api(
            post("/api/v1/retention-rules", RETAIN, make)
                .says("Make a retention rule; it counts from tonight")
                .takes::<NewRule>()
                .makes::<Shown>(),
        )
        .api(
            post("/api/v1/retention-rules/try", RETAIN, try_out)
                .says("Count what a retention rule would take away tonight; nothing is saved or taken away")
                .takes::<NewRule>()
                .reports::<Counted>(),
        )
        .api(
            put("/api/v1/retention-rules/{id}", RETAIN, change)
                .says("Change a retention rule")
                .takes::<NewRule>()
                .gives::<Shown>(),
        )
        .api(delete("/api/v1/retention-rules/{id}", RETAIN, remove).says("Remove a retention rule; what went does not come back"))
}

/// A rule.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RetentionRule)]
struct Shown {
    id: i64,
    #[schema(schema_with = word::<What>)]
    what: What,
    /// The inbox it is for.
    inbox: Option<i64>,
    /// The channel it is for, if no inbox is named.
    channel: Option<String>,
    /// The field whose values go.
    field: Option<i64>,
    /// Days after a conversation was resolved.
    days: i64,
}

impl From<Rule> for Shown {
    fn from(rule: Rule) -> Self {
        Self {
            id: rule.id.0,
            what: rule.what,
            inbox: rule.inbox,
            channel: rule.channel,
            field: rule.field,
            days: rule.days,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RetentionRules)]
struct Rules {
    data: Vec<Shown>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRetentionRule)]
struct NewRule {
    #[schema(schema_with = word::<What>)]
    what: What,
    /// The inbox it is for; without an inbox and a channel it is for everything.
    inbox: Option<i64>,
    /// The channel it is for, such as `email`; not beside an inbox.
    channel: Option<String>,
    /// The field whose values go; with `what` `field` and never otherwise.
    field: Option<i64>,
    /// From 1 to 36500.
    days: i64,
}

impl NewRule {
    fn wish(&self) -> Wish {
        Wish {
            what: self.what,
            inbox: self.inbox,
            channel: self.channel.clone(),
            field: self.field,
            days: self.days,
        }
    }
}

/// What it comes to tonight.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RetentionEffect)]
struct Counted {
    /// Conversations old enough.
    conversations: i64,
    /// Of these, held ones: they keep everything.
    held: i64,
    /// Messages, files, mails or values that would go.
    things: i64,
}

impl From<Effect> for Counted {
    fn from(effect: Effect) -> Self {
        Self { conversations: effect.conversations, held: effect.held, things: effect.things }
    }
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::ok(&Rules { data: retention::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn make(change: Change<NewRule>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let id = retention::make(work, asked.wish())?;
            keeping_new(work, &RetentionSetting, &id.to_string())?;
            Reply::made(format!("/api/v1/retention-rules/{id}"), &Shown::from(retention::find(work, id)?))
        })
        .await
}

async fn try_out(change: Change<NewRule>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let wish = asked.wish().checked(work)?;
            Reply::ok(&Counted::from(retention::effect(work, &wish)?))
        })
        .await
}

async fn change(Path(id): Path<i64>, change: Change<NewRule>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| Ok(Shown::from(retention::find(tx, RuleId(id))?)),
            move |work, asked| {
                work.keep_quietly("it stood so before");
                let wish = asked.wish();
                keeping(work, &RetentionSetting, &id.to_string(), |work| retention::change(work, RuleId(id), wish))
            },
        )
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            work.keep_quietly("it was removed before");
            keeping(work, &RetentionSetting, &id.to_string(), |work| retention::remove(work, RuleId(id)))?;
            Ok(Reply::done())
        })
        .await
}
