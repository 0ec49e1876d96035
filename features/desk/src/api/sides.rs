//! Side conversations: with third parties, beside a conversation and out of its customer's sight.

use super::files::{self, File};
use super::lengths;
use super::messages::Shown as Message;
use super::{NOTE, SEE, seen};
use crate::attachments::AttachmentId;
use crate::sides::{self, Letter, NewSide, People, Side, SideId};
use crate::{MessageId, Viewer};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx, Work};
use kit::EmailAddress;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, Time, ToSchema, get, patch, post, referred};
use web::{Problem, Routes, SignedIn};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/conversations/{id}/side-conversations", SEE, list)
                .says("List a conversation's side conversations, the open ones first")
                .gives::<Sides>(),
        )
        .api(
            post("/api/v1/conversations/{id}/side-conversations", NOTE, open)
                .says("Ask a third party beside a conversation")
                .explains(
                    "The customer never sees it. Answers by email come back into it, open the conversation again and are told to who works \
                     on it and who follows it. Writing to an address outside also needs `conversations.reply`.",
                )
                .takes::<New>()
                .makes::<Shown>()
                .carries(files::LARGEST_BODY),
        )
        .api(
            get("/api/v1/conversations/{id}/side-conversations/{side_conversation}", SEE, show)
                .says("Show a side conversation")
                .gives::<Shown>(),
        )
        .api(
            patch("/api/v1/conversations/{id}/side-conversations/{side_conversation}", NOTE, change)
                .says("Settle a side conversation, open it again, or change who is asked")
                .takes::<SideChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(
            get("/api/v1/conversations/{id}/side-conversations/{side_conversation}/messages", SEE, messages)
                .says("List what was said in a side conversation, the oldest first")
                .gives::<Messages>(),
        )
        .api(
            post("/api/v1/conversations/{id}/side-conversations/{side_conversation}/messages", NOTE, write)
                .says("Write to everybody in a side conversation")
                .explains(
                    "It leaves after the inbox's undo seconds. Where an address outside takes part this also needs `conversations.reply`.",
                )
                .takes::<Words>()
                .makes::<Message>()
                .carries(files::LARGEST_BODY),
        )
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SideConversations)]
struct Sides {
    data: Vec<Shown>,
}

/// A side conversation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SideConversation)]
struct Shown {
    id: i64,
    conversation: i64,
    subject: String,
    /// Addresses outside.
    addresses: Vec<String>,
    agents: Vec<i64>,
    teams: Vec<i64>,
    is_done: bool,
    done_at: Option<Time>,
    /// Since when an answer waits that nobody has dealt with.
    answered_at: Option<Time>,
    /// Something written in it did not arrive.
    is_in_trouble: bool,
    opened_at: Time,
    last_at: Time,
    /// Counts changes.
    version: i64,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, side: Side) -> Result<Self, Trouble> {
        let people = sides::participants(tx, side.id)?;
        Ok(Self {
            id: side.id.0,
            conversation: side.conversation_id.0,
            addresses: people.iter().filter_map(|one| one.address.clone()).collect(),
            agents: people.iter().filter_map(|one| one.agent_id).collect(),
            teams: people.iter().filter_map(|one| one.team_id).collect(),
            is_done: side.is_done(),
            done_at: side.done_at.map(Time),
            answered_at: side.answered_at.map(Time),
            is_in_trouble: sides::in_trouble(tx, side.id)?,
            subject: side.subject,
            opened_at: Time(side.opened_at),
            last_at: Time(side.last_at),
            version: side.version,
        })
    }
}

fn find(tx: &mut Tx<'_>, viewer: Viewer, id: i64, side: i64) -> Result<Side, Trouble> {
    let conversation = seen(tx, viewer, id)?;
    sides::seen_in(tx, &conversation, SideId(side))
}

fn location(id: i64, side: SideId) -> String {
    format!("{}/conversations/{id}/side-conversations/{side}", web::api::ROOT)
}

async fn list(look: Look, Path(id): Path<i64>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        let conversation = seen(tx, viewer, id)?.id;
        let all = sides::of(tx, conversation)?;
        let data = all.into_iter().map(|side| Shown::of(tx, side)).collect::<Result<_, _>>()?;
        Reply::one(&Sides { data })
    })
    .await
}

async fn show(look: Look, Path((id, side)): Path<(i64, i64)>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        let side = find(tx, viewer, id, side)?;
        Reply::one(&Shown::of(tx, side)?)
    })
    .await
}

/// A side conversation to begin.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSideConversation)]
struct New {
    subject: String,
    /// Whom to write to outside; never the customer.
    #[serde(default)]
    to: Vec<String>,
    /// Colleagues who are asked; they must see the conversation.
    #[serde(default)]
    agents: Vec<i64>,
    #[serde(default)]
    teams: Vec<i64>,
    #[serde(default)]
    text: String,
    /// A message of the conversation to pass on below the text.
    #[serde(default)]
    forwards: Option<i64>,
    /// Files of the conversation's own messages that go along.
    #[serde(default)]
    attachments: Vec<i64>,
    #[serde(default)]
    files: Vec<File>,
    /// Puts the conversation on hold until they answer.
    #[serde(default)]
    hold: bool,
}

fn people(to: &[String], agents: &[i64], teams: &[i64]) -> Result<People, Trouble> {
    let mut addresses = Vec::new();
    for typed in to {
        let address = EmailAddress::parse(typed).map_err(|_| Trouble::refused("desk-recipient-not-an-address").with("typed", typed))?;
        addresses.push(address);
    }
    Ok(People { addresses, agents: agents.to_vec(), teams: teams.to_vec() })
}

fn may_write_to(who: &SignedIn, outside: bool) -> Result<(), Problem> {
    if outside && !who.may("conversations.reply") {
        Err(Problem::forbidden())
    } else {
        Ok(())
    }
}

async fn open(Path(id): Path<i64>, change: Change<New>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    may_write_to(&change, !change.body.to.is_empty())?;
    if change.body.hold && !change.may("conversations.resolve") {
        return Err(Problem::forbidden());
    }
    lengths::fits("/subject", &change.body.subject, lengths::SIDE_SUBJECT)?;
    let files = files::read(&change.body.files)?;
    change
        .perform(move |work, asked| {
            let conversation = seen(work, viewer, id)?;
            let new = NewSide {
                subject: asked.subject.clone(),
                people: people(&asked.to, &asked.agents, &asked.teams)?,
                letter: Letter {
                    text: asked.text.clone(),
                    draft: None,
                    forwards: asked.forwards.map(MessageId),
                    files: asked.attachments.iter().copied().map(AttachmentId).collect(),
                },
                hold: asked.hold,
            };
            let (side, message) = referred("/", conversation.open_side(work, &new))?;
            files::attach(work, message, &files)?;
            Reply::made(location(id, side.id), &Shown::of(work, side)?)
        })
        .await
}

/// A change; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = SideConversationChange)]
struct SideChange {
    is_done: Option<bool>,
    add_to: Vec<String>,
    remove_to: Vec<String>,
    add_agents: Vec<i64>,
    add_teams: Vec<i64>,
}

async fn change(Path((id, side)): Path<(i64, i64)>, change: Change<SideChange>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    may_write_to(&change, !change.body.add_to.is_empty())?;
    change
        .alter(
            move |tx| {
                let side = find(tx, viewer, id, side)?;
                Shown::of(tx, side)
            },
            move |work, asked| turn(work, viewer, id, side, asked),
        )
        .await
}

fn turn(work: &mut Work<'_>, viewer: Viewer, id: i64, side: i64, asked: &SideChange) -> Result<(), Trouble> {
    let side = find(work, viewer, id, side)?;
    work.keep_quietly("it stands so already");
    let new = people(&asked.add_to, &asked.add_agents, &asked.add_teams)?;
    if !new.is_empty() {
        referred("/add_agents", side.ask(work, &new))?;
    }
    for address in &asked.remove_to {
        side.leave_out(work, address)?;
    }
    match asked.is_done {
        Some(true) => side.settle(work),
        Some(false) => side.open_again(work),
        None => Ok(()),
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SideConversationMessages)]
struct Messages {
    data: Vec<Message>,
}

async fn messages(look: Look, Path((id, side)): Path<(i64, i64)>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| {
        let side = find(tx, viewer, id, side)?;
        let all = sides::messages(tx, side.id)?;
        let data = all.into_iter().map(|message| Message::of(tx, message)).collect::<Result<_, _>>()?;
        Reply::one(&Messages { data })
    })
    .await
}

/// What to write.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSideConversationMessage)]
struct Words {
    text: String,
    /// Files of the conversation's own messages, or of this side conversation, that go along.
    #[serde(default)]
    attachments: Vec<i64>,
    #[serde(default)]
    files: Vec<File>,
}

async fn write(Path((id, side)): Path<(i64, i64)>, change: Change<Words>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    let may_reply = change.may("conversations.reply");
    let outside = change
        .site
        .db()
        .read(move |tx| {
            let side = find(tx, viewer, id, side)?;
            sides::writes_outside(tx, side.id)
        })
        .await?;
    if outside && !may_reply {
        return Err(Problem::forbidden());
    }
    let files = files::read(&change.body.files)?;
    change
        .perform(move |work, asked| {
            let side = find(work, viewer, id, side)?;
            // Somebody outside may have been asked since the request was let in.
            if !may_reply && sides::writes_outside(work, side.id)? {
                return Err(Trouble::refused("desk-side-outside"));
            }
            let letter = Letter {
                text: asked.text.clone(),
                files: asked.attachments.iter().copied().map(AttachmentId).collect(),
                ..Letter::default()
            };
            let message = referred("/attachments", side.write(work, &letter))?;
            files::attach(work, message, &files)?;
            Reply::made(super::messages::location(message), &Message::find(work, viewer, message)?)
        })
        .await
}
