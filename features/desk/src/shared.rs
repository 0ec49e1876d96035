//! Shared drafts: “please look before I send”. An agent shows a reply to a colleague or a team; whoever sees the conversation reads
//! it there, one at a time writes in it, anybody comments or approves, and either sends it.
//!
//! Words and files are a draft like any other, which is nobody's composer's while it is shared. What it promises: no words are
//! written over. Only who holds it saves, and only on top of the version they saw. Who wrote it is kept with the message that is sent.

mod change;
mod send;
mod tell;

use crate::drafts::{self, Draft, DraftId, DraftKind, Typed};
use crate::{Conversation, ConversationId, Event, Visible, viewer};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
pub use send::{Sending, drafted_by, drafted_in};
pub(crate) use tell::tell;

db::id!(
    /// The key of a shared draft.
    SharedId
);

/// Who is asked to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Agent(i64),
    Team(i64),
}

/// One that is neither sent nor withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Shared {
    pub id: SharedId,
    pub draft_id: DraftId,
    pub conversation_id: ConversationId,
    pub author_id: i64,
    pub agent_id: Option<i64>,
    pub team_id: Option<i64>,
    pub shared_at: Moment,
    pub edited_by: i64,
    pub edited_at: Moment,
    held_by: Option<i64>,
    held_until: Option<Moment>,
    pub approved_by: Option<i64>,
    pub approved_at: Option<Moment>,
}

/// What somebody said of it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Comment {
    pub id: i64,
    pub agent_id: i64,
    pub text: String,
    pub made_at: Moment,
}

/// Who holds a draft holds it this long after their last word.
pub const HELD_SECONDS: i64 = 120;

impl Shared {
    /// Who writes in it at this moment.
    pub fn holder(&self, now: Moment) -> Option<i64> {
        self.held_by.filter(|_| self.held_until.is_some_and(|until| until > now))
    }
}

impl Conversation {
    /// Shows what this agent typed to a colleague or a team. The draft it was typed in is shown, and their composer is empty then; words
    /// typed elsewhere are a draft of their own, and what stands in the composer stays.
    pub fn share(&self, work: &mut Work<'_>, agent: i64, typed: &Typed, asked: Asked, draft: Option<DraftId>) -> Result<SharedId, Trouble> {
        let home = self.unlocked(work)?;
        if typed.text.trim().is_empty() {
            return Err(Trouble::refused("desk-message-empty"));
        }
        let (colleague, team) = whom(work, &home, asked)?;
        let draft = match draft {
            Some(draft) => taken_from_composer(work, agent, &home, draft, typed)?,
            None => beside_composer(work, agent, &home, typed)?,
        };
        let now = work.now;
        let id: SharedId = sql(
            "INSERT INTO shared_draft (draft_id, conversation_id, author_id, agent_id, team_id, shared_at, edited_by, edited_at)
             VALUES ($1, $2, $3, $4, $5, $6, $3, $6) RETURNING id",
        )
        .with(draft)
        .with(home.id)
        .with(agent)
        .with(colleague)
        .with(team)
        .with(now)
        .only(work, "shared draft")?;
        work.record(&Event::DraftShared { conversation: home.id, shared: id, by: agent, agent: colleague, team })?;
        Ok(id)
    }
}

/// The composer's draft leaves it. One that was sent or shown meanwhile is there no more.
fn taken_from_composer(work: &mut Work<'_>, agent: i64, home: &Conversation, id: DraftId, typed: &Typed) -> Result<DraftId, Trouble> {
    let draft = match drafts::own(work, agent, id) {
        Ok(draft) if draft.conversation_id == Some(home.id) => draft,
        Ok(_) | Err(Trouble::NotFound(_)) => return Err(Trouble::Changed("draft")),
        Err(other) => return Err(other),
    };
    if matches!(draft.kind, DraftKind::Side | DraftKind::Shared) {
        return Err(Trouble::Changed("draft"));
    }
    drafts::save(work, agent, id, typed, None)?;
    sql("UPDATE draft SET kind = 'shared' WHERE id = $1").with(id).run(work)?;
    Ok(id)
}

fn beside_composer(work: &mut Work<'_>, agent: i64, home: &Conversation, typed: &Typed) -> Result<DraftId, Trouble> {
    let typed = &crate::masking::of_inbox(work, home.inbox_id)?.typed(typed);
    let now = work.now;
    sql(
        "INSERT INTO draft (agent_id, conversation_id, kind, inbox_id, to_text, cc_text, bcc_text, subject, text, saved_at)
         VALUES ($1, $2, 'shared', $3, $4, $5, $6, $7, $8, $9) RETURNING id",
    )
    .with(agent)
    .with(home.id)
    .with(home.inbox_id)
    .with(&typed.to)
    .with(&typed.cc)
    .with(&typed.bcc)
    .with(&typed.subject)
    .with(&typed.text)
    .with(now)
    .only(work, "draft")
}

/// The agent or the team, if they can look at it.
fn whom(work: &mut Work<'_>, home: &Conversation, asked: Asked) -> Result<(Option<i64>, Option<i64>), Trouble> {
    match asked {
        Asked::Agent(agent) if !viewer::may_see(work, agent, home.inbox_id)? => Err(Trouble::refused("desk-side-cannot-see")),
        Asked::Agent(agent) => Ok((Some(agent), None)),
        Asked::Team(team) => {
            sql("SELECT id FROM team WHERE id = $1 AND archived_at IS NULL")
                .with(team)
                .only::<i64>(work, "team")?;
            Ok((None, Some(team)))
        }
    }
}

/// Those of a conversation, the oldest first.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Shared>, Trouble> {
    sql(
        "SELECT id, draft_id, conversation_id, author_id, agent_id, team_id, shared_at, edited_by, edited_at, held_by, held_until,
                approved_by, approved_at
           FROM shared_draft WHERE conversation_id = $1 ORDER BY id",
    )
    .with(conversation)
    .all(tx)
}

/// One of a conversation somebody sees; another's, or one that was sent or withdrawn, is not there.
pub fn seen_in(tx: &mut Tx<'_>, conversation: &Visible<Conversation>, id: SharedId) -> Result<Shared, Trouble> {
    still_in(tx, conversation, id)?.ok_or(Trouble::NotFound("shared draft"))
}

/// The same for who had it open: none if it was sent or withdrawn since.
pub fn still_in(tx: &mut Tx<'_>, conversation: &Visible<Conversation>, id: SharedId) -> Result<Option<Shared>, Trouble> {
    sql(
        "SELECT id, draft_id, conversation_id, author_id, agent_id, team_id, shared_at, edited_by, edited_at, held_by, held_until,
                approved_by, approved_at
           FROM shared_draft WHERE id = $1 AND conversation_id = $2",
    )
    .with(id)
    .with(conversation.id)
    .one(tx)
}

/// Its words.
pub fn words(tx: &mut Tx<'_>, shared: &Shared) -> Result<Draft, Trouble> {
    sql(
        "SELECT id, agent_id, conversation_id, kind, inbox_id, answers, to_text, cc_text, bcc_text, subject, text, version, saved_at
           FROM draft WHERE id = $1",
    )
    .with(shared.draft_id)
    .only(tx, "draft")
}

/// The words of each draft shown in a conversation.
pub fn words_in(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<(DraftId, String)>, Trouble> {
    sql("SELECT d.id, d.text FROM draft d JOIN shared_draft s ON s.draft_id = d.id WHERE s.conversation_id = $1 ORDER BY d.id")
        .with(conversation)
        .all(tx)
}

/// What was said of it, the oldest first.
pub fn comments(tx: &mut Tx<'_>, shared: SharedId) -> Result<Vec<Comment>, Trouble> {
    sql("SELECT id, agent_id, text, made_at FROM shared_draft_comment WHERE shared_draft_id = $1 ORDER BY id")
        .with(shared)
        .all(tx)
}

/// A merge takes them along: which went.
pub(crate) fn move_all(work: &mut Work<'_>, from: ConversationId, to: ConversationId) -> Result<Vec<SharedId>, Trouble> {
    let moved: Vec<SharedId> = sql("SELECT id FROM shared_draft WHERE conversation_id = $1 ORDER BY id").with(from).all(work)?;
    move_those(work, &moved, from, to)?;
    Ok(moved)
}

/// Those of these that are still in `from` go to `to`.
pub(crate) fn move_those(work: &mut Work<'_>, which: &[SharedId], from: ConversationId, to: ConversationId) -> Result<(), Trouble> {
    for id in which {
        let draft: Option<DraftId> =
            sql("UPDATE shared_draft SET conversation_id = $3 WHERE id = $1 AND conversation_id = $2 RETURNING draft_id")
                .with(*id)
                .with(from)
                .with(to)
                .one(work)?;
        if let Some(draft) = draft {
            sql("UPDATE draft SET conversation_id = $2 WHERE id = $1").with(draft).with(to).run(work)?;
        }
    }
    Ok(())
}
