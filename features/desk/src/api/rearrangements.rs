//! Putting conversations together and taking them apart. Each answers with a rearrangement that can be undone.

use super::{MERGE, seen};
use crate::{MessageId, Rearranged, Viewer, move_messages, rearrangements, undo};
use axum::extract::Path;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use web::api::{Change, Nothing, Reply, ToSchema, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/conversations/{id}/merge", MERGE, merge)
                .says("Take another conversation in")
                .explains("This one stays; the other is locked and leads here.")
                .takes::<Other>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/conversations/{id}/split", MERGE, split)
                .says("Begin a conversation of its own from a message on")
                .takes::<From>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/conversations/{id}/move-messages", MERGE, move_some)
                .says("Move messages to another conversation")
                .takes::<Move>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/rearrangements/{id}/undo", MERGE, take_back)
                .says("Undo a merge, split or move")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rearrangement)]
struct Shown {
    /// The rearrangement's key, to undo it.
    rearrangement: i64,
    /// Where the messages are now.
    conversation: i64,
}

impl std::convert::From<Rearranged> for Shown {
    fn from(done: Rearranged) -> Self {
        Self { rearrangement: done.rearrangement, conversation: done.conversation.0 }
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewMerge)]
struct Other {
    /// The conversation to take in.
    other: i64,
}

async fn merge(Path(id): Path<i64>, change: Change<Other>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            let kept = seen(work, viewer, id)?;
            let other = referred("/other", seen(work, viewer, asked.other))?;
            Reply::ok(&Shown::from(kept.merge(work, &other)?))
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSplit)]
struct From {
    /// The first message of the new conversation.
    message: i64,
}

async fn split(Path(id): Path<i64>, change: Change<From>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            let split = seen(work, viewer, id)?.split(work, MessageId(asked.message));
            Reply::ok(&Shown::from(referred("/message", split)?))
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewMove)]
struct Move {
    messages: Vec<i64>,
    /// The conversation they go to.
    to: i64,
}

async fn move_some(Path(id): Path<i64>, change: Change<Move>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            let from = seen(work, viewer, id)?;
            let to = referred("/to", seen(work, viewer, asked.to))?;
            let mut messages: Vec<MessageId> = asked.messages.iter().copied().map(MessageId).collect();
            messages.sort_unstable();
            messages.dedup();
            let moved = referred("/messages", move_messages(work, &from, &messages, &to))?;
            Reply::ok(&Shown::from(moved))
        })
        .await
}

async fn take_back(Path(id): Path<i64>, change: Change) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, _| {
            rearrangements::must_see_all_of(work, viewer, id)?;
            Reply::ok(&Shown { rearrangement: id, conversation: undo(work, id)?.0 })
        })
        .await
}
