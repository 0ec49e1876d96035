//! One change to many conversations, carried on behind the answer: begun, looked at until it is over, undone as a whole.

use super::SEE;
use crate::bulk::{self, Bulk, BulkId, Change as Wanted, Failure};
use crate::deeds;
use crate::{Category, ConversationId, Priority, Status, Viewer, Visible};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, Time, ToSchema, get, nullable, post, present, word, word_or_null};
use web::{Problem, Routes, Text};

const MOST_TOLD: i64 = 200;

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/bulk-changes", SEE, begin)
                .says("Change many conversations alike")
                .explains("Up to 10,000, each by itself: what is refused in one stops no other. The answer comes at once; look at the bulk change until nothing waits. For different changes, or results in the answer, use `/conversations/bulk`.")
                .takes::<NewBulk>()
                .makes::<Shown>(),
        )
        .api(
            get("/api/v1/bulk-changes/{id}", SEE, show)
                .says("Show how far a bulk change of yours is")
                .gives::<Shown>(),
        )
        .api(
            post("/api/v1/bulk-changes/{id}/undo", SEE, undo)
                .says("Undo the whole of a bulk change")
                .explains("A bulk change of its own. What somebody moved on meanwhile stays as it is and is among the failures.")
                .takes::<Nothing>()
                .makes::<Shown>(),
        )
}

/// The change, and to which.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBulkChange)]
struct NewBulk {
    /// The conversations' keys.
    #[schema(min_items = 1, max_items = 10000)]
    conversations: Vec<i64>,
    #[serde(deserialize_with = "web::api::object")]
    change: One,
}

/// Exactly one of these.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = BulkOne)]
struct One {
    /// An agent's key; null for nobody.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    assignee: Option<Option<i64>>,
    /// A team's key; null for none.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    team: Option<Option<i64>>,
    /// Any but `snoozed`.
    #[serde(deserialize_with = "present")]
    #[schema(schema_with = word::<Status>, required = false)]
    status: Option<Status>,
    snoozed_until: Option<Time>,
    #[serde(deserialize_with = "present")]
    #[schema(schema_with = word::<Priority>, required = false)]
    priority: Option<Priority>,
    #[serde(deserialize_with = "nullable")]
    #[schema(schema_with = word_or_null::<Category>, required = false)]
    category: Option<Option<Category>>,
    add_tag: Option<String>,
}

impl One {
    fn wanted(&self) -> Result<Wanted, Problem> {
        let given = [
            self.assignee.map(Wanted::Assign),
            self.team.map(Wanted::Team),
            self.status.map(Wanted::Status),
            self.snoozed_until.map(|until| Wanted::Snooze(until.0)),
            self.priority.map(Wanted::Priority),
            self.category.map(Wanted::Category),
            self.add_tag.clone().map(Wanted::Tag),
        ];
        let mut given = given.into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(Wanted::Status(Status::Snoozed)), _) => Err(Problem::wrong_field("/change/status", "use snoozed_until")),
            (Some(one), None) => Ok(one),
            _ => Err(Problem::wrong_field("/change", "expected exactly one of its fields")),
        }
    }
}

/// A bulk change as it stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BulkChangeProgress)]
pub struct Shown {
    id: i64,
    /// What it does: `assign`, `team`, `status`, `snooze`, `priority`, `category`, `tag`, `undo` …
    what: String,
    total: i64,
    /// Still to be changed.
    waiting: i64,
    changed: i64,
    /// Stood so already.
    same: i64,
    failed: i64,
    begun_at: Time,
    finished_at: Option<Time>,
    /// The first 200 that were refused.
    failures: Vec<Refused>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BulkChangeFailure)]
struct Refused {
    /// The number people see; null for one out of your sight.
    number: Option<i64>,
    reason: String,
}

fn shown(tx: &mut Tx<'_>, viewer: Viewer, text: &Text, id: BulkId) -> Result<Shown, Trouble> {
    let bulk: Bulk = bulk::own(tx, viewer.agent, id)?;
    let (progress, failures) = (bulk::progress(tx, id)?, bulk::failures(tx, viewer, id, MOST_TOLD)?);
    let refused = |failure: Failure| Refused { number: failure.number, reason: failure.reason.said(text) };
    Ok(Shown {
        id: id.0,
        what: bulk.word().to_owned(),
        total: bulk.total,
        waiting: progress.waiting,
        changed: progress.done,
        same: progress.same,
        failed: progress.failed,
        begun_at: Time(bulk.made_at),
        finished_at: bulk.finished_at.map(Time),
        failures: failures.into_iter().map(refused).collect(),
    })
}

pub fn made(tx: &mut Tx<'_>, viewer: Viewer, text: &Text, id: BulkId) -> Result<Reply, Trouble> {
    Reply::made(format!("{}/bulk-changes/{id}", web::api::ROOT), &shown(tx, viewer, text, id)?)
}

async fn begin(change: Change<NewBulk>) -> Result<Response, Problem> {
    let wanted = change.body.change.wanted()?;
    if change.body.conversations.is_empty() || change.body.conversations.len() > bulk::MOST {
        return Err(Problem::wrong_field("/conversations", "expected 1 to 10,000 of them"));
    }
    if wanted.needs(None).iter().any(|permission| !change.may(permission)) {
        return Err(Problem::forbidden());
    }
    let (viewer, zone, text) = (Viewer::of(&change), change.zone.clone(), change.t().clone());
    change
        .perform(move |work, asked| {
            let mut which: Vec<ConversationId> = asked.conversations.iter().copied().map(ConversationId).collect();
            which.sort_unstable();
            which.dedup();
            for id in &which {
                web::api::referred("/conversations", Visible::find(work, viewer, *id))?;
            }
            let id = bulk::begin(work, viewer, &zone, &wanted, &which)?;
            made(work, viewer, &text, id)
        })
        .await
}

async fn show(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let (viewer, text) = (Viewer::of(&look), look.t().clone());
    look.answer(move |tx| Reply::one(&shown(tx, viewer, &text, BulkId(id))?)).await
}

async fn undo(Path(id): Path<i64>, change: Change) -> Result<Response, Problem> {
    let (viewer, zone, text, who) = (Viewer::of(&change), change.zone.clone(), change.t().clone(), change.who.clone());
    change
        .perform(move |work, _| {
            let deed = bulk::own(work, viewer.agent, BulkId(id))?.deed_id;
            if deeds::needs(work, viewer.agent, deed)?.iter().any(|needed| !who.may(needed)) {
                return Err(Trouble::NotFound("bulk change"));
            }
            // A token may see less than whoever it belongs to, in whose name it goes on.
            for conversation in deeds::conversations_of(work, deed)? {
                Visible::find(work, viewer, conversation)?;
            }
            match deeds::undo(work, viewer, &zone, deed)? {
                deeds::Undone::Bulk(undoing) => made(work, viewer, &text, undoing),
                _ => Err(Trouble::NotFound("bulk change")),
            }
        })
        .await
}
