//! Deeds: what somebody did in one step, kept so that it can be undone.
//!
//! A deed remembers how each conversation stood before and after, or what else leads back: a rearrangement, a message on its
//! way, a draft thrown away. Pages and the API do things through [`doing`]; [`undo::undo`] puts them back, unless somebody
//! moved on meanwhile: then it says who and what, and changes nothing.

mod forget;
mod put_back;
mod state;
pub mod undo;

pub use forget::forget_old;
pub use put_back::put_back;
pub use state::{Change, Part};
pub use undo::{Undone, needs, undo};

use crate::{Conversation, ConversationId, MessageId, drafts::Thrown};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};

db::id!(
    /// The key of a deed.
    DeedId
);

/// How a deed is undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Way {
    /// By putting back what it changed in one conversation.
    Change,
    /// The same in many: undone as a bulk change of its own.
    Bulk,
    /// There is no way back.
    None,
    /// By undoing a merge, split or move.
    Rearrangement(i64),
    /// By taking a message back.
    Message(MessageId),
    /// By writing down again what was thrown away.
    Draft(Thrown),
}

/// How long `z` remembers the last deed.
const LAST_SECONDS: i64 = 3_600;

#[derive(Debug, Clone, FromRow)]
pub(crate) struct Deed {
    pub id: DeedId,
    pub way: String,
    pub is_undone: bool,
}

impl Deed {
    pub fn way(&self) -> Result<Way, Trouble> {
        serde_json::from_str(&self.way).map_err(|e| Trouble::Shape(format!("deed {}: {e}", self.id)))
    }
}

/// Does something to a conversation and remembers how it stood. What changed nothing is no deed.
pub fn doing<T>(
    work: &mut Work<'_>,
    agent: i64,
    conversation: &Conversation,
    verb: impl FnOnce(&mut Work<'_>) -> Result<T, Trouble>,
) -> Result<(T, Option<DeedId>), Trouble> {
    let before = state::of(work, agent, conversation.id)?;
    let done = verb(work)?;
    let changed = state::between(&before, &state::of(work, agent, conversation.id)?);
    if changed.is_empty() {
        return Ok((done, None));
    }
    let deed = begin(work, agent, &Way::Change)?;
    remember(work, deed, conversation.id, &changed)?;
    Ok((done, Some(deed)))
}

/// Does something to one of many; `false`: it changed nothing.
pub(crate) fn doing_as_part_of(
    work: &mut Work<'_>,
    deed: DeedId,
    agent: i64,
    conversation: &Conversation,
    verb: impl FnOnce(&mut Work<'_>) -> Result<(), Trouble>,
) -> Result<bool, Trouble> {
    let before = state::of(work, agent, conversation.id)?;
    verb(work)?;
    let changed = state::between(&before, &state::of(work, agent, conversation.id)?);
    if !changed.is_empty() {
        remember(work, deed, conversation.id, &changed)?;
    }
    Ok(!changed.is_empty())
}

/// A new deed; what it did is recorded by its verbs.
pub fn begin(work: &mut Work<'_>, agent: i64, way: &Way) -> Result<DeedId, Trouble> {
    let good_until = if *way == Way::None { work.now } else { work.now.plus_seconds(LAST_SECONDS) };
    write(work, agent, way, None, good_until)
}

/// A message on its way can be taken back until it leaves.
pub fn of_message(work: &mut Work<'_>, agent: i64, message: MessageId, leaves_at: Moment) -> Result<DeedId, Trouble> {
    write(work, agent, &Way::Message(message), Some(message), leaves_at)
}

/// It was taken back another way.
pub(crate) fn message_taken_back(work: &mut Work<'_>, message: MessageId) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE deed SET undone_at = $2 WHERE message_id = $1 AND undone_at IS NULL")
        .with(message)
        .with(now)
        .run(work)?;
    Ok(())
}

fn write(work: &mut Work<'_>, agent: i64, way: &Way, message: Option<MessageId>, good_until: Moment) -> Result<DeedId, Trouble> {
    let now = work.now;
    sql("INSERT INTO deed (agent_id, way, message_id, done_at, good_until) VALUES ($1, $2, $3, $4, $5) RETURNING id")
        .with(agent)
        .with(json(way)?)
        .with(message)
        .with(now)
        .with(good_until)
        .only(work, "deed")
}

fn remember(work: &mut Work<'_>, deed: DeedId, conversation: ConversationId, changed: &[Change]) -> Result<(), Trouble> {
    sql("INSERT INTO deed_change (deed_id, conversation_id, changed) VALUES ($1, $2, $3)")
        .with(deed)
        .with(conversation)
        .with(json(changed)?)
        .run(work)?;
    Ok(())
}

/// The last thing this agent did within the hour that is not undone and still can be.
pub fn last(tx: &mut Tx<'_>, agent: i64) -> Result<Option<DeedId>, Trouble> {
    let now = tx.now();
    sql("SELECT id FROM deed WHERE agent_id = $1 AND undone_at IS NULL AND good_until > $2 ORDER BY id DESC LIMIT 1")
        .with(agent)
        .with(now)
        .one(tx)
}

/// A deed of this agent's; another's is not there.
pub(crate) fn own(tx: &mut Tx<'_>, agent: i64, id: DeedId) -> Result<Deed, Trouble> {
    sql("SELECT id, way, undone_at IS NOT NULL FROM deed WHERE id = $1 AND agent_id = $2")
        .with(id)
        .with(agent)
        .only(tx, "deed")
}

/// What a deed changed in a conversation, if it is not undone there.
pub(crate) fn changes_in(tx: &mut Tx<'_>, deed: DeedId, conversation: ConversationId) -> Result<Option<Vec<Change>>, Trouble> {
    let text: Option<String> = sql("SELECT changed FROM deed_change WHERE deed_id = $1 AND conversation_id = $2 AND undone_at IS NULL")
        .with(deed)
        .with(conversation)
        .one(tx)?;
    text.map(|text| read(&text)).transpose()
}

/// The conversations a deed changed and that are not put back, by number.
pub(crate) fn conversations_of(tx: &mut Tx<'_>, deed: DeedId) -> Result<Vec<ConversationId>, Trouble> {
    sql("SELECT d.conversation_id FROM deed_change d JOIN conversation c ON c.id = d.conversation_id
          WHERE d.deed_id = $1 AND d.undone_at IS NULL ORDER BY c.number")
    .with(deed)
    .all(tx)
}

fn json(value: &(impl Serialize + ?Sized)) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|e| Trouble::Shape(e.to_string()))
}

fn read(text: &str) -> Result<Vec<Change>, Trouble> {
    serde_json::from_str(text).map_err(|e| Trouble::Shape(format!("what a deed changed: {e}")))
}
