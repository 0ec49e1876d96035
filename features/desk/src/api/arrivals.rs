//! What a customer wrote elsewhere, brought by a program: a form on the site, a shop, another desk. Filed by the step every
//! channel shares, so it threads, opens and reopens as mail does.

use super::REPLY;
use super::conversation::{Shown, location};
use super::conversations::usable;
use super::files::{self, File};
use crate::{Arrival, Filed, InboxId, Person, Viewer, arrive};
use axum::extract::Path;
use axum::response::Response;
use customers::{Identity, IdentityKind};
use db::Trouble;
use kit::Token;
use serde::Deserialize;
use web::api::{Change, Reply, Time, ToSchema, post};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new().api(
        post("/api/v1/inboxes/{id}/arrivals", REPLY, receive)
            .says("Hand in a message from a customer")
            .explains("Opens a conversation in this inbox as if the customer had written to it, and answers with the conversation. The same `external_id` again is the same message.")
            .takes::<Arrived>()
            .makes::<Shown>()
            .carries(files::LARGEST_BODY),
    )
}

/// A message from a customer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewArrival)]
struct Arrived {
    from: Sender,
    subject: String,
    text: String,
    /// The id it has where it comes from.
    #[serde(default)]
    external_id: Option<String>,
    /// When they wrote it.
    #[serde(default)]
    sent_at: Option<Time>,
    #[serde(default)]
    files: Vec<File>,
}

/// Who wrote it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Sender {
    email: String,
    #[serde(default)]
    name: String,
}

async fn receive(Path(id): Path<i64>, change: Change<Arrived>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    let files = files::read(&change.body.files)?;
    let arrived = &change.body;
    if arrived.text.trim().is_empty() && files.is_empty() {
        return Err(Problem::refused("desk-message-empty"));
    }
    let sender = Identity::parse(IdentityKind::Email, &arrived.from.email, None)
        .map_err(|_| Problem::wrong_field("/from/email", "expected an email address"))?;
    let given = arrived.external_id.as_deref().map(str::trim).filter(|given| !given.is_empty());
    let external_id = given.map_or_else(|| Token::random().hash(), |given| kit::sha256_hex(given.as_bytes()));
    let arrival = Arrival {
        inbox: InboxId(id),
        raw_id: None,
        external_id: format!("{external_id}@api.{id}"),
        fingerprint: format!("api:{id}:{external_id}"),
        from: Person { name: one_line(&arrived.from.name), address: sender.value() },
        identity: Some(sender),
        reply_to: Vec::new(),
        to: Vec::new(),
        cc: Vec::new(),
        subject: one_line(&arrived.subject),
        text: arrived.text.clone(),
        html: None,
        sent_at: arrived.sent_at.map(|at| at.0),
        files,
        automatic: "no".into(),
        authentic: "unknown".into(),
        unreadable: None,
        clues: Vec::new(),
    };
    change
        .perform(move |work, _| {
            usable(work, viewer, id).map_err(|_| Trouble::NotFound("inbox"))?;
            let conversation = match arrive(work, &arrival)? {
                Filed::Before(conversation) | Filed::In(conversation, _) => conversation,
            };
            let shown = Shown::find(work, viewer, conversation)?;
            Reply::made(location(conversation), &shown)
        })
        .await
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}
