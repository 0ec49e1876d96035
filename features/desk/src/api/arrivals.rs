//! What a customer wrote elsewhere, brought by a program: a form on the site, a shop, another desk. Filed by the step every
//! channel shares, so it threads, opens and reopens as mail does.

use super::REPLY;
use super::conversation::{Shown, location};
use super::conversations::usable;
use super::files::{self, File};
use super::lengths;
use crate::{Arrival, ConversationId, Filed, InboxId, Masking, Person, Viewer, arrive};
use axum::extract::Path;
use axum::response::Response;
use customers::{Identity, IdentityKind};
use db::{Trouble, Work, once, sql};
use kit::Token;
use serde::Deserialize;
use serde_json::json;
use web::api::{Change, Reply, Time, ToSchema, post};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new().api(
        post("/api/v1/inboxes/{id}/arrivals", REPLY, receive)
            .says("Hand in a message from a customer")
            .explains("Opens a conversation in this inbox as if the customer had written to it, and answers with the conversation. The same `external_id` again is the same message: with another sender or other words it is refused with 409.")
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
    let (viewer, text) = (Viewer::of(&change), change.t().clone());
    lengths::fits("/subject", &change.body.subject, lengths::SUBJECT)?;
    lengths::fits("/from/name", &change.body.from.name, lengths::SUBJECT)?;
    let named = Named::of(id, &change.body)?;
    let arrival = read(id, &change.body, &named)?;
    customers::language::foresee(&arrival.text);
    change
        .perform(move |work, _| {
            usable(work, viewer, id).map_err(|_| Trouble::NotFound("inbox"))?;
            let conversation = match named.known(work)? {
                Known::Another => {
                    let taken = Problem::conflict("desk-arrival-id-taken").at("/external_id");
                    return Reply::refused(&taken, &text, &json!({}));
                }
                Known::Same(conversation) => conversation,
                Known::New => match arrive(work, &arrival)? {
                    Filed::Before(conversation) | Filed::In(conversation, _) => conversation,
                },
            };
            let shown = Shown::find(work, viewer, conversation)?;
            Reply::made(location(conversation), &shown)
        })
        .await
}

/// The names a message goes by: one for the id it has where it comes from, one for what it says under it.
struct Named {
    sender: Identity,
    /// Whether it came with an id; without one it is like no other.
    is_given: bool,
    external_id: String,
    fingerprint: String,
    /// As messages were named that came before what they say was part of it.
    before: String,
}

impl Named {
    fn of(inbox: i64, arrived: &Arrived) -> Result<Self, Problem> {
        let sender = Identity::parse(IdentityKind::Email, &arrived.from.email, None)
            .map_err(|_| Problem::wrong_field("/from/email", "expected an email address"))?;
        let given = arrived.external_id.as_deref().map(str::trim).filter(|given| !given.is_empty());
        let external_id = given.map_or_else(|| Token::random().hash(), |given| kit::sha256_hex(given.as_bytes()));
        let files = arrived.files.iter().map(|file| (&file.name, &file.content));
        // However much an inbox covers, and so that nobody finds what was covered by trying.
        let (subject, text) = (Masking::All.covered(&arrived.subject), Masking::All.covered(&arrived.text));
        let says = json!([sender.value(), subject, text, files.collect::<Vec<_>>()]).to_string();
        let before = format!("api:{inbox}:{external_id}");
        Ok(Self {
            sender,
            is_given: given.is_some(),
            fingerprint: format!("{before}:{}", kit::sha256_hex(says.as_bytes())),
            external_id: format!("{external_id}@api.{inbox}"),
            before,
        })
    }

    /// What came under its id before. Another sender or other words make another message.
    fn known(&self, work: &mut Work<'_>) -> Result<Known, Trouble> {
        if !self.is_given {
            return Ok(Known::New);
        }
        once::take_turn(work, &self.external_id)?;
        let known: Vec<(ConversationId, String, String)> = sql("SELECT conversation_id, fingerprint, from_address FROM message
              WHERE external_id = $1 AND fingerprint IS NOT NULL ORDER BY id")
        .with(&self.external_id)
        .all(work)?;
        let same = known.iter().find(|(_, fingerprint, from)| {
            *fingerprint == self.fingerprint || (*fingerprint == self.before && *from == self.sender.value())
        });
        Ok(match same {
            Some((conversation, ..)) => Known::Same(*conversation),
            None if known.is_empty() => Known::New,
            None => Known::Another,
        })
    }
}

/// What an id is known for.
enum Known {
    New,
    Same(ConversationId),
    Another,
}

fn read(inbox: i64, arrived: &Arrived, named: &Named) -> Result<Arrival, Problem> {
    let files = files::read(&arrived.files)?;
    if arrived.text.trim().is_empty() && files.is_empty() {
        return Err(Problem::refused("desk-message-empty").at("/text"));
    }
    Ok(Arrival {
        inbox: InboxId(inbox),
        raw_id: None,
        external_id: named.external_id.clone(),
        fingerprint: named.fingerprint.clone(),
        from: Person { name: one_line(&arrived.from.name), address: named.sender.value() },
        identity: Some(named.sender.clone()),
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
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
