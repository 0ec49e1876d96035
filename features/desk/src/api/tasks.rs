//! What is to do in a conversation: its checklist, and follow-ups.

use super::{NOTE, SEE, seen};
use crate::checklist::{self, Item};
use crate::follow_ups::{self, FollowUp, FollowUpId, NewFollowUp, Whose};
use crate::{ConversationId, Viewer};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, Time, ToSchema, delete, get, patch, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/conversations/{id}/checklist", SEE, list)
                .says("List what is on a conversation's checklist")
                .gives::<Checklist>(),
        )
        .api(
            post("/api/v1/conversations/{id}/checklist", NOTE, add)
                .says("Put something to do on the checklist")
                .takes::<NewItem>()
                .makes::<Checklist>(),
        )
        .api(
            patch("/api/v1/conversations/{id}/checklist/{item}", NOTE, tick)
                .says("Tick an item off, or open it again")
                .takes::<Tick>()
                .gives::<Checklist>(),
        )
        .api(delete("/api/v1/conversations/{id}/checklist/{item}", NOTE, remove).says("Take an item off the checklist"))
        .api(
            get("/api/v1/conversations/{id}/follow-ups", SEE, promises)
                .says("List the follow-ups nobody has ended")
                .gives::<FollowUps>(),
        )
        .api(
            post("/api/v1/conversations/{id}/follow-ups", NOTE, promise)
                .says("Promise to look at a conversation again")
                .takes::<New>()
                .makes::<FollowUps>(),
        )
        .api(delete("/api/v1/conversations/{id}/follow-ups/{follow_up}", NOTE, end).says("End a follow-up"))
}

#[derive(Debug, Serialize, ToSchema)]
struct Checklist {
    data: Vec<ChecklistItem>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ChecklistItem {
    id: i64,
    text: String,
    done_at: Option<Time>,
    /// The agent who did it.
    done_by: Option<i64>,
}

impl From<Item> for ChecklistItem {
    fn from(item: Item) -> Self {
        Self {
            id: item.id,
            text: item.text,
            done_at: item.done_at.map(Time),
            done_by: item.done_by,
        }
    }
}

fn on_it(tx: &mut Tx<'_>, id: i64) -> Result<Checklist, Trouble> {
    let items = checklist::of(tx, ConversationId(id))?;
    Ok(Checklist { data: items.into_iter().map(ChecklistItem::from).collect() })
}

async fn list(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        seen(tx, viewer, id)?;
        Reply::one(&on_it(tx, id)?)
    })
    .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewChecklistItem)]
struct NewItem {
    text: String,
}

async fn add(Path(id): Path<i64>, change: Change<NewItem>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            seen(work, viewer, id)?.add_to_checklist(work, &asked.text)?;
            Reply::made(format!("{}/conversations/{id}/checklist", web::api::ROOT), &on_it(work, id)?)
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChecklistTick)]
struct Tick {
    done: bool,
}

async fn tick(Path((id, item)): Path<(i64, i64)>, change: Change<Tick>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            seen(work, viewer, id)?.tick(work, item, asked.done)?;
            Reply::one(&on_it(work, id)?)
        })
        .await
}

async fn remove(Path((id, item)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, _| {
            seen(work, viewer, id)?.remove_from_checklist(work, item)?;
            Ok(Reply::done())
        })
        .await
}

#[derive(Debug, Serialize, ToSchema)]
struct FollowUps {
    data: Vec<Shown>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FollowUp)]
struct Shown {
    id: i64,
    /// The agent who looks again, if it is no team's.
    agent: Option<i64>,
    team: Option<i64>,
    note: String,
    due_at: Time,
    /// The customer's answer ends it by itself.
    unless_answered: bool,
    /// When its time came, if it has.
    fell_due_at: Option<Time>,
}

impl From<FollowUp> for Shown {
    fn from(one: FollowUp) -> Self {
        Self {
            id: one.id.0,
            agent: one.agent_id,
            team: one.team_id,
            note: one.note,
            due_at: Time(one.due_at),
            unless_answered: one.unless_answered,
            fell_due_at: one.fell_due_at.map(Time),
        }
    }
}

fn promised(tx: &mut Tx<'_>, id: i64) -> Result<FollowUps, Trouble> {
    Ok(FollowUps {
        data: follow_ups::of(tx, ConversationId(id))?.into_iter().map(Shown::from).collect(),
    })
}

async fn promises(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        seen(tx, viewer, id)?;
        Reply::one(&promised(tx, id)?)
    })
    .await
}

/// An agent or a team, exactly one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewFollowUp)]
struct New {
    #[serde(default)]
    agent: Option<i64>,
    #[serde(default)]
    team: Option<i64>,
    due_at: Time,
    #[serde(default)]
    note: String,
    /// The customer's answer ends it by itself.
    #[serde(default)]
    unless_answered: bool,
}

async fn promise(Path(id): Path<i64>, change: Change<New>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    let (field, whose) = match (change.body.agent, change.body.team) {
        (Some(agent), None) => ("/agent", Whose::Agent(agent)),
        (None, Some(team)) => ("/team", Whose::Team(team)),
        _ => return Err(Problem::wrong_field("/agent", "expected an agent or a team, one of them")),
    };
    change
        .perform(move |work, asked| {
            let new = NewFollowUp {
                whose,
                due_at: asked.due_at.0,
                unless_answered: asked.unless_answered,
                note: asked.note.clone(),
            };
            let conversation = seen(work, viewer, id)?;
            referred(field, conversation.follow_up(work, &new))?;
            Reply::made(format!("{}/conversations/{id}/follow-ups", web::api::ROOT), &promised(work, id)?)
        })
        .await
}

async fn end(Path((id, follow_up)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, _| {
            seen(work, viewer, id)?.end_follow_up(work, FollowUpId(follow_up))?;
            Ok(Reply::done())
        })
        .await
}
