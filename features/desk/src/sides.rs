//! Side conversations: with a third party, inside a conversation and out of the customer's sight. A supplier, a carrier, another
//! department by email, or a team of ours.
//!
//! A side has its own subject, participants and messages. Its messages are stored as notes of the conversation, so whatever keeps
//! notes from a customer keeps these; letters go through the one outbox. Who sees the conversation sees its sides, nobody else.
//! Called by pages, the API and [`crate::arrive`]. What it never does: answer by itself, or let a sender in who takes no part.

mod arrive;
mod drafted;
mod open;
mod people;
mod state;
mod take_back;
mod tell;
mod twice;
mod write;

use crate::attachments::{Attachment, AttachmentId};
use crate::drafts::DraftId;
use crate::{Conversation, ConversationId, Message, MessageId, Recipient, Viewer, Visible};
pub(crate) use arrive::{arrive, continued};
use db::{FromRow, Trouble, Tx, Work, sql};
pub use drafted::{draft_of, drafted, keep};
use kit::{EmailAddress, Moment};
pub use people::Participant;
pub(crate) use take_back::take_back;
pub(crate) use tell::tell;
pub use twice::begun_just_now;

db::id!(
    /// The key of a side conversation.
    SideId
);

/// One side conversation.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Side {
    pub id: SideId,
    pub conversation_id: ConversationId,
    pub subject: String,
    pub opened_at: Moment,
    pub last_at: Moment,
    /// When it was settled; an answer opens it again.
    pub done_at: Option<Moment>,
    /// Since when an answer waits that nobody has dealt with.
    pub answered_at: Option<Moment>,
    /// Counts changes, so that an edit based on an old view can be noticed.
    pub version: i64,
}

/// Who is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    pub addresses: Vec<EmailAddress>,
    pub agents: Vec<i64>,
    pub teams: Vec<i64>,
}

/// What is written to them.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    pub text: String,
    /// Its files go along, and it is gone then.
    pub draft: Option<DraftId>,
    /// A message of the conversation to pass on below the words.
    pub forwards: Option<MessageId>,
    /// Files of the conversation's own messages that go along.
    pub files: Vec<AttachmentId>,
}

/// What a side conversation starts with.
#[derive(Debug, Clone, Default)]
pub struct NewSide {
    pub subject: String,
    pub people: People,
    pub letter: Letter,
    /// The conversation waits for them: it is put on hold.
    pub hold: bool,
}

impl People {
    pub const fn is_empty(&self) -> bool {
        self.addresses.is_empty() && self.agents.is_empty() && self.teams.is_empty()
    }
}

impl Side {
    pub const fn is_done(&self) -> bool {
        self.done_at.is_some()
    }
}

/// Those of a conversation: what is open first, then the newest.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Side>, Trouble> {
    sql("SELECT id, conversation_id, subject, opened_at, last_at, done_at, answered_at, version FROM side
          WHERE conversation_id = $1 ORDER BY CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, last_at DESC, id DESC")
    .with(conversation)
    .all(tx)
}

/// One, for the desk's own work.
pub fn find(tx: &mut Tx<'_>, id: SideId) -> Result<Side, Trouble> {
    sql("SELECT id, conversation_id, subject, opened_at, last_at, done_at, answered_at, version FROM side WHERE id = $1")
        .with(id)
        .only(tx, "side conversation")
}

/// One of a conversation somebody sees; another's is not there.
pub fn seen_in(tx: &mut Tx<'_>, conversation: &Visible<Conversation>, id: SideId) -> Result<Side, Trouble> {
    match find(tx, id) {
        Ok(side) if side.conversation_id == conversation.id => Ok(side),
        Ok(_) => Err(Trouble::NotFound("side conversation")),
        Err(other) => Err(other),
    }
}

/// Who takes part: addresses first, then teams, then colleagues.
pub fn participants(tx: &mut Tx<'_>, side: SideId) -> Result<Vec<Participant>, Trouble> {
    sql("SELECT address, agent_id, team_id FROM side_participant WHERE side_id = $1
          ORDER BY CASE WHEN address IS NOT NULL THEN 0 WHEN team_id IS NOT NULL THEN 1 ELSE 2 END, id")
    .with(side)
    .all(tx)
}

/// Whom a side is with: an address, an agent or a team.
type Party = (SideId, Option<String>, Option<i64>, Option<i64>);

/// Those who take part in each side of a conversation, as [`participants`] names them.
pub fn participants_of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<(SideId, Participant)>, Trouble> {
    let rows: Vec<Party> = sql("SELECT p.side_id, p.address, p.agent_id, p.team_id
           FROM side_participant p JOIN side s ON s.id = p.side_id WHERE s.conversation_id = $1
          ORDER BY p.side_id, CASE WHEN p.address IS NOT NULL THEN 0 WHEN p.team_id IS NOT NULL THEN 1 ELSE 2 END, p.id")
    .with(conversation)
    .all(tx)?;
    let one = |(side, address, agent_id, team_id)| (side, Participant { address, agent_id, team_id });
    Ok(rows.into_iter().map(one).collect())
}

/// So many of those who were asked last are looked through.
const LOOKED_AT: i64 = 500;

/// Whoever outside was asked in sides this agent sees and whose address has these letters, the latest first.
pub fn asked_before(tx: &mut Tx<'_>, viewer: Viewer, typed: &str) -> Result<Vec<String>, Trouble> {
    let typed = typed.to_lowercase();
    let latest: Vec<String> = sql("SELECT p.address FROM side_participant p
           JOIN side s ON s.id = p.side_id
           JOIN conversation c ON c.id = s.conversation_id
          WHERE p.address IS NOT NULL AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          ORDER BY p.id DESC LIMIT $3")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(LOOKED_AT)
    .all(tx)?;
    Ok(latest.into_iter().filter(|address| address.to_lowercase().contains(&typed)).collect())
}

/// Whether somebody outside reads what is written in it.
pub fn writes_outside(tx: &mut Tx<'_>, side: SideId) -> Result<bool, Trouble> {
    Ok(!people::addresses(tx, side)?.is_empty())
}

/// What was said in it, in order.
pub fn messages(tx: &mut Tx<'_>, side: SideId) -> Result<Vec<Message>, Trouble> {
    sql(
        "SELECT id, conversation_id, kind, author_kind, author_id, from_name, from_address, subject, text, html, written_at, sent_at,
                external_id, automatic, authentic, unreadable, raw_id, delivery, delivery_reason, due_at
           FROM message WHERE side_id = $1 ORDER BY written_at, id",
    )
    .with(side)
    .all(tx)
}

/// Whom each of its messages went to, in the order given.
pub fn recipients(tx: &mut Tx<'_>, side: SideId) -> Result<Vec<Recipient>, Trouble> {
    sql("SELECT r.message_id, r.role, r.name, r.address, r.outcome, r.reason
           FROM message_recipient r JOIN message m ON m.id = r.message_id WHERE m.side_id = $1 ORDER BY r.message_id, r.id")
    .with(side)
    .all(tx)
}

/// The files of its messages.
pub fn files(tx: &mut Tx<'_>, side: SideId) -> Result<Vec<Attachment>, Trouble> {
    sql("SELECT a.id, a.message_id, a.name, a.media_type, a.size_bytes, a.content_id, a.inline
           FROM attachment a JOIN message m ON m.id = a.message_id WHERE m.side_id = $1 ORDER BY a.message_id, a.id")
    .with(side)
    .all(tx)
}

/// The side conversation a message belongs to, if it does to one.
pub fn of_message(tx: &mut Tx<'_>, message: MessageId) -> Result<Option<SideId>, Trouble> {
    Ok(sql("SELECT side_id FROM message WHERE id = $1").with(message).one::<Option<SideId>>(tx)?.flatten())
}

/// Whether something written in it did not arrive.
pub fn in_trouble(tx: &mut Tx<'_>, side: SideId) -> Result<bool, Trouble> {
    let failed: Option<i64> = sql("SELECT id FROM message WHERE side_id = $1 AND delivery IN ('failed', 'uncertain', 'bounced') LIMIT 1")
        .with(side)
        .one(tx)?;
    Ok(failed.is_some())
}

/// The sides of a conversation in which something did not arrive.
pub fn troubled(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<SideId>, Trouble> {
    sql("SELECT DISTINCT m.side_id FROM message m JOIN side s ON s.id = m.side_id
          WHERE s.conversation_id = $1 AND m.delivery IN ('failed', 'uncertain', 'bounced') ORDER BY m.side_id")
    .with(conversation)
    .all(tx)
}

/// A merge takes the sides along: which went.
pub(crate) fn move_all(work: &mut Work<'_>, from: ConversationId, to: ConversationId) -> Result<Vec<SideId>, Trouble> {
    let moved: Vec<SideId> = sql("SELECT id FROM side WHERE conversation_id = $1 ORDER BY id").with(from).all(work)?;
    move_those(work, &moved, from, to)?;
    Ok(moved)
}

/// Those of these that are still in `from` go to `to`, and with each what is being typed for it.
pub(crate) fn move_those(work: &mut Work<'_>, sides: &[SideId], from: ConversationId, to: ConversationId) -> Result<(), Trouble> {
    for side in sides {
        let rows = sql("UPDATE side SET conversation_id = $3, version = version + 1 WHERE id = $1 AND conversation_id = $2")
            .with(*side)
            .with(from)
            .with(to)
            .run(work)?;
        if rows > 0 {
            sql("UPDATE draft SET conversation_id = $2 WHERE side_id = $1").with(*side).with(to).run(work)?;
        }
    }
    Ok(())
}
