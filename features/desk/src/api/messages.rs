//! Messages: those of a conversation, one by itself, and what can be done with one.

use super::{REPLY, SEE, seen};
use crate::attachments::Attachment;
use crate::{ConversationId, Delivery, Message, MessageId, MessageKind, Recipient, Role, Viewer, Visible, attachments, delivery, messages};
use axum::extract::Path;
use axum::response::Response;
use db::{Conditions, Trouble, Tx, Value, sql};
use serde::{Deserialize, Serialize};
use web::api::{Change, IntoParams, List, Look, Nothing, Reply, Time, ToSchema, get, post, word, word_or_null};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/conversations/{id}/messages", SEE, list)
                .says("List the messages of a conversation, the oldest first")
                .asks::<Filter>()
                .lists::<Shown>(),
        )
        .api(get("/api/v1/messages/{id}", SEE, show).says("Show a message").gives::<Shown>())
        .api(
            post("/api/v1/messages/{id}/take-back", REPLY, take_back)
                .says("Take a message back that has not left yet")
                .explains("Within the inbox's undo seconds; its words return to your composer. Not for service tokens, which have none."),
        )
        .api(
            post("/api/v1/messages/{id}/send-now", REPLY, send_now)
                .says("Send a planned message now, or one that was stopped")
                .explains(
                    "A planned message is stopped (`delivery` is `stopped`) when the customer writes before it leaves. Name the newest message \
                     you have looked at as `seen`; if a newer one is there, nothing is sent.",
                )
                .takes::<SendNow>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/messages/{id}/send-again", REPLY, send_again)
                .says("Send a message again that did not arrive")
                .takes::<Nothing>()
                .reports::<Shown>(),
        )
}

/// One entry in a conversation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Message)]
pub struct Shown {
    pub id: i64,
    pub conversation: i64,
    /// A note never leaves the house.
    #[schema(schema_with = word::<MessageKind>)]
    pub kind: MessageKind,
    pub author: Author,
    /// What it says on the envelope.
    pub from: Address,
    pub recipients: Vec<To>,
    pub subject: String,
    pub text: String,
    /// Whether it came with HTML; the text says the same.
    pub has_html: bool,
    pub written_at: Time,
    /// When its author's machine says it was sent.
    pub sent_at: Option<Time>,
    /// The Message-ID, or another channel's.
    pub external_id: Option<String>,
    /// `no`, or the kind of machine that wrote it.
    pub automatic: String,
    /// `pass`, `fail` or `unknown`: whether the sender is who they claim to be.
    pub authentic: String,
    /// How far a message of ours has come.
    #[schema(schema_with = word_or_null::<Delivery>)]
    pub delivery: Option<Delivery>,
    pub delivery_reason: Option<String>,
    /// When it leaves; until then it can be taken back.
    pub due_at: Option<Time>,
    pub attachments: Vec<File>,
}

/// Who wrote it: `agent`, `customer`, `api_token`, `automation` or `system`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Author {
    pub kind: String,
    pub id: Option<i64>,
}

/// A name and an address.
#[derive(Debug, Serialize, ToSchema)]
pub struct Address {
    pub name: String,
    pub address: String,
}

/// Somebody it is addressed to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Recipient)]
pub struct To {
    #[schema(schema_with = word::<Role>)]
    pub role: Role,
    pub name: String,
    pub address: String,
    /// `sent`, `failed`, `bounced`, or nothing yet.
    pub outcome: Option<String>,
    pub reason: Option<String>,
}

/// A file of a message; its bytes are at `/attachments/{id}/content`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Attachment)]
pub struct File {
    pub id: i64,
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub is_inline: bool,
}

impl From<Attachment> for File {
    fn from(file: Attachment) -> Self {
        Self {
            id: file.id.0,
            name: file.name,
            media_type: file.media_type,
            size_bytes: file.size_bytes,
            is_inline: file.inline,
        }
    }
}

impl From<Recipient> for To {
    fn from(to: Recipient) -> Self {
        Self {
            role: to.role,
            name: to.name,
            address: to.address,
            outcome: to.outcome,
            reason: to.reason,
        }
    }
}

impl Shown {
    /// One message, if its conversation is the caller's to see.
    pub fn find(tx: &mut Tx<'_>, viewer: Viewer, id: MessageId) -> Result<Self, Trouble> {
        let message = visible(tx, viewer, id)?;
        Self::of(tx, message)
    }

    pub fn of(tx: &mut Tx<'_>, message: Message) -> Result<Self, Trouble> {
        let recipients = messages::recipients(tx, message.id)?;
        let files = attachments::of_message(tx, message.id)?;
        Ok(Self {
            id: message.id.0,
            conversation: message.conversation_id.0,
            kind: message.kind,
            author: Author { kind: message.author_kind, id: message.author_id },
            from: Address { name: message.from_name, address: message.from_address },
            recipients: recipients.into_iter().map(To::from).collect(),
            subject: message.subject,
            text: message.text,
            has_html: message.html.is_some(),
            written_at: Time(message.written_at),
            sent_at: message.sent_at.map(Time),
            external_id: message.external_id,
            automatic: message.automatic,
            authentic: message.authentic,
            delivery: message.delivery,
            delivery_reason: message.delivery_reason,
            due_at: message.due_at.map(Time),
            attachments: files.into_iter().map(File::from).collect(),
        })
    }
}

/// Where it is found.
pub fn location(id: MessageId) -> String {
    format!("{}/messages/{id}", web::api::ROOT)
}

fn visible(tx: &mut Tx<'_>, viewer: Viewer, id: MessageId) -> Result<Message, Trouble> {
    let message = messages::find(tx, id)?;
    Visible::find(tx, viewer, message.conversation_id).map_err(|_| Trouble::NotFound("message"))?;
    Ok(message)
}

/// Which messages to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    #[param(schema_with = word::<MessageKind>, required = false)]
    kind: Option<MessageKind>,
}

async fn list(Path(id): Path<i64>, list: List<Filter>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&list);
    let mut narrow = Conditions::new();
    if let Some(kind) = list.asked.kind {
        narrow.add_with("m.kind = $?", kind);
    }
    if let Some((at, after)) = list.after::<(i64, i64)>()? {
        narrow.add_all("(m.written_at, m.id) > ($?, $?)", vec![Value::Integer(at), Value::Integer(after)]);
    }
    let place = |shown: &Shown| (shown.written_at.0.0, shown.id);
    list.answer(place, move |tx, limit| {
        let conversation = seen(tx, viewer, id)?.id;
        oldest_first(tx, conversation, narrow, limit)?
            .into_iter()
            .map(|message| Shown::of(tx, message))
            .collect()
    })
    .await
}

fn oldest_first(tx: &mut Tx<'_>, conversation: ConversationId, narrow: Conditions, limit: i64) -> Result<Vec<Message>, Trouble> {
    sql(
        "SELECT m.id, m.conversation_id, m.kind, m.author_kind, m.author_id, m.from_name, m.from_address, m.subject, m.text, m.html, m.written_at,
                m.sent_at, m.external_id, m.automatic, m.authentic, m.unreadable, m.raw_id, m.delivery, m.delivery_reason, m.due_at
           FROM message m WHERE m.conversation_id = $1 AND m.side_id IS NULL",
    )
    .with(conversation)
    .narrowed(narrow, &format!("ORDER BY m.written_at, m.id LIMIT {limit}"))
    .all(tx)
}

async fn show(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&Shown::find(tx, viewer, MessageId(id))?)).await
}

async fn take_back(Path(id): Path<i64>, change: Change) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change
        .perform(move |work, _| {
            let message = visible(work, viewer, MessageId(id))?;
            if agent < 0 {
                return Err(Trouble::refused("desk-refused-nobody"));
            }
            let conversation = Visible::find(work, viewer, message.conversation_id)?;
            conversation.take_back(work, agent, message.id)?;
            Ok(Reply::done())
        })
        .await
}

/// What its sender has looked at.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SendNow {
    /// The newest message of the conversation you know.
    #[serde(default)]
    seen: Option<i64>,
}

async fn send_now(Path(id): Path<i64>, change: Change<SendNow>) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(&change), change.agent_id);
    change
        .perform(move |work, asked| {
            let message = visible(work, viewer, MessageId(id))?;
            let conversation = Visible::find(work, viewer, message.conversation_id)?;
            conversation.send_now(work, agent, message.id, asked.seen.map(MessageId))?;
            Reply::ok(&Shown::find(work, viewer, message.id)?)
        })
        .await
}

async fn send_again(Path(id): Path<i64>, change: Change) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .perform(move |work, _| {
            let message = visible(work, viewer, MessageId(id))?;
            delivery::send_again(work, message.id)?;
            Reply::ok(&Shown::find(work, viewer, message.id)?)
        })
        .await
}
