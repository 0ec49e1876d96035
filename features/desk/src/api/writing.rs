//! Writing in a conversation: a reply, a note, a forward.

use super::conversations::recipients;
use super::files::{self, File};
use super::messages::{Shown, location};
use super::{NOTE, REPLY, seen};
use crate::{Conversation, Forward, MessageId, Recipients, Then, Viewer, messages};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx, Work};
use kit::EmailAddress;
use serde::Deserialize;
use web::api::{self, Change, Time, ToSchema, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/conversations/{id}/replies", REPLY, reply)
                .says("Answer the customer")
                .explains("It leaves after the inbox's undo seconds.")
                .takes::<Answer>()
                .makes::<Shown>()
                .carries(files::LARGEST_BODY),
        )
        .api(
            post("/api/v1/conversations/{id}/notes", NOTE, note)
                .says("Add a note for colleagues")
                .explains("Agents named `@Name` are told.")
                .takes::<Note>()
                .makes::<Shown>()
                .carries(files::LARGEST_BODY),
        )
        .api(
            post("/api/v1/conversations/{id}/forwards", REPLY, forward)
                .says("Pass a message on to somebody outside")
                .takes::<PassOn>()
                .makes::<Shown>()
                .carries(files::LARGEST_BODY),
        )
}

/// Whose move it is after a reply.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Afterwards {
    #[default]
    Pending,
    Open,
    Resolved,
}

impl From<Afterwards> for Then {
    fn from(then: Afterwards) -> Self {
        match then {
            Afterwards::Pending => Self::Pending,
            Afterwards::Open => Self::StaysOpen,
            Afterwards::Resolved => Self::Resolved,
        }
    }
}

/// An answer to the customer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReply)]
struct Answer {
    text: String,
    /// Whoever wrote the message answered, unless said.
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    cc: Vec<String>,
    #[serde(default)]
    bcc: Vec<String>,
    /// The message it answers; the newest from outside, unless said.
    #[serde(default)]
    answers: Option<i64>,
    #[serde(default)]
    then: Afterwards,
    /// When it leaves, if later; it is stopped if the customer writes before.
    #[serde(default)]
    send_at: Option<Time>,
    #[serde(default)]
    files: Vec<File>,
}

async fn reply(Path(id): Path<i64>, change: Change<Answer>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    let files = files::read(&change.body.files)?;
    change
        .perform(move |work, asked| {
            let conversation = seen(work, viewer, id)?;
            let answers = referred("/answers", answered(work, &conversation, asked.answers))?;
            let reply = crate::Reply {
                recipients: addressed(work, &conversation, asked, answers)?,
                text: asked.text.clone(),
                answers,
                draft: None,
                then: asked.then.into(),
                send_at: asked.send_at.map(|at| at.0),
            };
            let message = conversation.reply(work, &reply)?;
            files::attach(work, message, &files)?;
            made(work, viewer, message)
        })
        .await
}

/// The message to answer, which must be one of this conversation that may be quoted outside.
fn answered(work: &mut Work<'_>, conversation: &Conversation, wanted: Option<i64>) -> Result<Option<MessageId>, Trouble> {
    let Some(wanted) = wanted.map(MessageId) else {
        return Ok(messages::last_incoming(work, conversation.id)?.map(|message| message.id));
    };
    let here = messages::fit_for_outside(work, wanted)?.filter(|message| message.conversation_id == conversation.id);
    here.map(|message| Some(message.id)).ok_or(Trouble::NotFound("message"))
}

/// Those named, or whoever wrote what is answered, or whoever the customer is.
fn addressed(tx: &mut Tx<'_>, conversation: &Conversation, asked: &Answer, answers: Option<MessageId>) -> Result<Recipients, Trouble> {
    let mut named = recipients(&asked.to, &asked.cc, &asked.bcc)?;
    if named.to.is_empty() {
        named.to = usual_recipients(tx, conversation, answers)?;
    }
    Ok(named)
}

fn usual_recipients(tx: &mut Tx<'_>, conversation: &Conversation, answers: Option<MessageId>) -> Result<Vec<EmailAddress>, Trouble> {
    let mut usual: Vec<String> = Vec::new();
    if let Some(message) = answers {
        usual = messages::reply_to(tx, message)?;
        if usual.is_empty() {
            usual.push(messages::find(tx, message)?.from_address);
        }
    }
    if usual.iter().all(|address| EmailAddress::parse(address).is_err()) {
        usual = customers::customer::email_of(tx, customers::CustomerId(conversation.customer_id))?
            .into_iter()
            .collect();
    }
    Ok(usual.iter().filter_map(|address| EmailAddress::parse(address).ok()).collect())
}

fn made(work: &mut Work<'_>, viewer: Viewer, message: MessageId) -> Result<api::Reply, Trouble> {
    api::Reply::made(location(message), &Shown::find(work, viewer, message)?)
}

/// A note for colleagues.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewNote)]
struct Note {
    text: String,
    #[serde(default)]
    files: Vec<File>,
}

async fn note(Path(id): Path<i64>, change: Change<Note>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    let files = files::read(&change.body.files)?;
    change
        .perform(move |work, asked| {
            let message = seen(work, viewer, id)?.note(work, &asked.text, None)?;
            files::attach(work, message, &files)?;
            made(work, viewer, message)
        })
        .await
}

/// A message to pass on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewForward)]
struct PassOn {
    /// The message passed on.
    message: i64,
    to: Vec<String>,
    #[serde(default)]
    cc: Vec<String>,
    #[serde(default)]
    bcc: Vec<String>,
    /// What stands above it.
    #[serde(default)]
    text: String,
}

async fn forward(Path(id): Path<i64>, change: Change<PassOn>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, asked| {
            let conversation = seen(work, viewer, id)?;
            let forward = Forward {
                message: MessageId(asked.message),
                recipients: recipients(&asked.to, &asked.cc, &asked.bcc)?,
                text: asked.text.clone(),
                draft: None,
            };
            let message = referred("/message", conversation.forward(work, &forward))?;
            made(work, viewer, message)
        })
        .await
}
