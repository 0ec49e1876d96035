//! Shared drafts: what a colleague is asked to look at before it is sent. For people's tokens: a program of the company drafts nothing.

use super::files::{self, File};
use super::messages::Shown as Message;
use super::{NOTE, REPLY, SEE, seen};
use crate::drafts::Typed;
use crate::shared::{self, Asked, Sending, SharedId};
use crate::{MessageId, Viewer, Visible};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx, Work};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, Time, ToSchema, delete, get, patch, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/conversations/{id}/shared-drafts", SEE, list)
                .says("List the drafts shown to colleagues in a conversation")
                .gives::<SharedDrafts>(),
        )
        .api(
            post("/api/v1/conversations/{id}/shared-drafts", NOTE, share)
                .says("Show a draft of a reply to a colleague or a team before it is sent")
                .takes::<New>()
                .makes::<Shown>()
                .carries(files::LARGEST_BODY),
        )
        .api(
            get("/api/v1/conversations/{id}/shared-drafts/{shared_draft}", SEE, show)
                .says("Show a shared draft")
                .gives::<Shown>(),
        )
        .api(
            patch("/api/v1/conversations/{id}/shared-drafts/{shared_draft}", NOTE, edit)
                .says("Write in a shared draft")
                .explains(
                    "`version` is the one you read: if a colleague has written since, or writes at this moment, nothing is written over. \
                     Words that changed are approved by nobody any more.",
                )
                .takes::<Edit>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(
            delete("/api/v1/conversations/{id}/shared-drafts/{shared_draft}", NOTE, withdraw)
                .says("Take a shared draft of yours back to your composer"),
        )
        .api(
            post("/api/v1/conversations/{id}/shared-drafts/{shared_draft}/approve", NOTE, approve)
                .says("Approve a shared draft as you read it")
                .takes::<Read>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/conversations/{id}/shared-drafts/{shared_draft}/comments", NOTE, comment)
                .says("Comment on a shared draft")
                .takes::<Remark>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/conversations/{id}/shared-drafts/{shared_draft}/send", REPLY, send)
                .says("Send a shared draft as you read it")
                .explains("It leaves after the inbox's undo seconds, from you; its author is kept with it.")
                .takes::<Read>()
                .makes::<Message>(),
        )
}

#[derive(Debug, Serialize, ToSchema)]
struct SharedDrafts {
    data: Vec<Shown>,
}

/// A draft colleagues look at.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SharedDraft)]
struct Shown {
    id: i64,
    conversation: i64,
    /// The agent who shows it.
    author: i64,
    /// The agent who is asked, if it is no team.
    agent: Option<i64>,
    team: Option<i64>,
    to: String,
    cc: String,
    bcc: String,
    text: String,
    /// Say which you read when you change, approve or send it.
    version: i64,
    edited_by: i64,
    edited_at: Time,
    /// The agent who writes in it at this moment.
    held_by: Option<i64>,
    approved_by: Option<i64>,
    approved_at: Option<Time>,
    comments: Vec<Comment>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SharedDraftComment)]
struct Comment {
    id: i64,
    agent: i64,
    text: String,
    made_at: Time,
}

fn shown(tx: &mut Tx<'_>, viewer: Viewer, id: i64, which: i64) -> Result<Shown, Trouble> {
    let one = find(tx, viewer, id, which)?;
    let (draft, comments) = (shared::words(tx, &one)?, shared::comments(tx, one.id)?);
    let comment = |one: shared::Comment| Comment { id: one.id, agent: one.agent_id, text: one.text, made_at: Time(one.made_at) };
    Ok(Shown {
        id: one.id.0,
        conversation: one.conversation_id.0,
        author: one.author_id,
        agent: one.agent_id,
        team: one.team_id,
        to: draft.to_text,
        cc: draft.cc_text,
        bcc: draft.bcc_text,
        text: draft.text,
        version: draft.version,
        edited_by: one.edited_by,
        edited_at: Time(one.edited_at),
        held_by: one.holder(tx.now()),
        approved_by: one.approved_by,
        approved_at: one.approved_at.map(Time),
        comments: comments.into_iter().map(comment).collect(),
    })
}

fn find(tx: &mut Tx<'_>, viewer: Viewer, id: i64, which: i64) -> Result<shared::Shared, Trouble> {
    let conversation = seen(tx, viewer, id)?;
    shared::seen_in(tx, &conversation, SharedId(which))
}

async fn list(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        let conversation = seen(tx, viewer, id)?.id;
        let all = shared::of(tx, conversation)?;
        let data = all.into_iter().map(|one| shown(tx, viewer, id, one.id.0)).collect::<Result<_, _>>()?;
        Reply::one(&SharedDrafts { data })
    })
    .await
}

async fn show(look: Look, Path((id, which)): Path<(i64, i64)>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&shown(tx, viewer, id, which)?)).await
}

/// A draft to show, to an agent or a team, exactly one.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSharedDraft)]
struct New {
    #[serde(default)]
    agent: Option<i64>,
    #[serde(default)]
    team: Option<i64>,
    text: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    cc: String,
    #[serde(default)]
    bcc: String,
    #[serde(default)]
    files: Vec<File>,
}

/// A service token has no colleagues to ask.
fn somebody(agent: i64) -> Result<i64, Trouble> {
    if agent < 0 { Err(Trouble::refused("desk-refused-nobody")) } else { Ok(agent) }
}

async fn share(Path(id): Path<i64>, change: Change<New>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    let (field, asked_for) = match (change.body.agent, change.body.team) {
        (Some(agent), None) => ("/agent", Asked::Agent(agent)),
        (None, Some(team)) => ("/team", Asked::Team(team)),
        _ => return Err(Problem::wrong_field("/agent", "expected an agent or a team, one of them")),
    };
    let files = files::read(&change.body.files)?;
    change
        .perform(move |work, asked| {
            let author = somebody(agent)?;
            let typed = Typed {
                to: asked.to.clone(),
                cc: asked.cc.clone(),
                bcc: asked.bcc.clone(),
                subject: String::new(),
                text: asked.text.clone(),
            };
            let conversation = seen(work, viewer, id)?;
            let which = referred(field, conversation.share(work, author, &typed, asked_for, None))?;
            let one = find(work, viewer, id, which.0)?;
            for file in &files {
                one.carries(work, &file.name, &file.media_type, &file.bytes)?;
            }
            let location = format!("{}/conversations/{id}/shared-drafts/{which}", web::api::ROOT);
            Reply::made(location, &shown(work, viewer, id, which.0)?)
        })
        .await
}

/// Other words; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = SharedDraftChange)]
struct Edit {
    /// The version you read; the one that stands there, unless said.
    version: Option<i64>,
    text: Option<String>,
    to: Option<String>,
    cc: Option<String>,
    bcc: Option<String>,
}

async fn edit(Path((id, which)): Path<(i64, i64)>, change: Change<Edit>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change
        .alter(
            move |tx| shown(tx, viewer, id, which),
            move |work, asked| {
                let agent = somebody(agent)?;
                let one = find(work, viewer, id, which)?;
                let draft = shared::words(work, &one)?;
                let or = |new: &Option<String>, old: String| new.clone().unwrap_or(old);
                let typed = Typed {
                    to: or(&asked.to, draft.to_text),
                    cc: or(&asked.cc, draft.cc_text),
                    bcc: or(&asked.bcc, draft.bcc_text),
                    subject: draft.subject,
                    text: or(&asked.text, draft.text),
                };
                one.save(work, agent, &typed, asked.version.unwrap_or(draft.version))?;
                one.let_go(work, agent)
            },
        )
        .await
}

async fn withdraw(Path((id, which)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change
        .perform(move |work, _| {
            find(work, viewer, id, which)?.withdraw(work, somebody(agent)?)?;
            Ok(Reply::done())
        })
        .await
}

/// What somebody read of it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SharedDraftRead)]
struct Read {
    version: i64,
    /// The newest message of the conversation you know; if a newer one is there, nothing is sent.
    #[serde(default)]
    seen: Option<i64>,
}

async fn approve(Path((id, which)): Path<(i64, i64)>, change: Change<Read>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change
        .perform(move |work, asked| {
            find(work, viewer, id, which)?.approve(work, somebody(agent)?, asked.version)?;
            Reply::ok(&shown(work, viewer, id, which)?)
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSharedDraftComment)]
struct Remark {
    text: String,
}

async fn comment(Path((id, which)): Path<(i64, i64)>, change: Change<Remark>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change
        .perform(move |work, asked| {
            find(work, viewer, id, which)?.comment(work, somebody(agent)?, &asked.text)?;
            Reply::ok(&shown(work, viewer, id, which)?)
        })
        .await
}

async fn send(Path((id, which)): Path<(i64, i64)>, change: Change<Read>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change.perform(move |work, asked| sent(work, viewer, somebody(agent)?, (id, which), asked)).await
}

fn sent(work: &mut Work<'_>, viewer: Viewer, agent: i64, (id, which): (i64, i64), asked: &Read) -> Result<Reply, Trouble> {
    let one = find(work, viewer, id, which)?;
    let sending = Sending {
        version: asked.version,
        newest: asked.seen.map(MessageId),
        then: crate::Then::Pending,
    };
    let message = one.send(work, agent, &sending)?;
    Visible::find(work, viewer, one.conversation_id)?;
    Reply::made(super::messages::location(message), &Message::find(work, viewer, message)?)
}
