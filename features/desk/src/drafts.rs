//! What an agent is typing, saved as they type: one draft a conversation and kind, or a new conversation's.

mod put_back;
mod throw_away;

use crate::sides::SideId;
use crate::{Conversation, ConversationId, InboxId, MessageId, masking};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
pub(crate) use put_back::put_back;
pub(crate) use throw_away::bring_back;
pub use throw_away::{Thrown, throw_away};

db::id!(
    /// The key of a draft.
    DraftId
);

db::words!(
    /// What it will become.
    DraftKind { Reply = "reply", Note = "note", Forward = "forward", New = "new", Side = "side", Shared = "shared" }
);

/// A draft; the recipients are as typed, parsed when it is sent.
#[derive(Debug, Clone, FromRow)]
pub struct Draft {
    pub id: DraftId,
    pub agent_id: i64,
    pub conversation_id: Option<ConversationId>,
    pub kind: DraftKind,
    pub inbox_id: Option<InboxId>,
    /// The message a reply answers or a forward passes on.
    pub answers: Option<MessageId>,
    pub to_text: String,
    pub cc_text: String,
    pub bcc_text: String,
    pub subject: String,
    pub text: String,
    pub version: i64,
    pub saved_at: Moment,
}

/// What the composer holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub subject: String,
    pub text: String,
}

impl Draft {
    /// What its composer holds.
    pub fn typed(&self) -> Typed {
        Typed {
            to: self.to_text.clone(),
            cc: self.cc_text.clone(),
            bcc: self.bcc_text.clone(),
            subject: self.subject.clone(),
            text: self.text.clone(),
        }
    }
}

/// The draft of this kind in this conversation, made if there is none. Making one is nobody's history.
pub fn in_conversation(work: &mut Work<'_>, agent: i64, conversation: &Conversation, kind: DraftKind) -> Result<Draft, Trouble> {
    if let Some(draft) = find_in(work, agent, conversation.id, kind)? {
        return Ok(draft);
    }
    let now = work.now;
    work.keep_quietly("a draft; sending it is recorded");
    sql("INSERT INTO draft (agent_id, conversation_id, kind, inbox_id, saved_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING")
    .with(agent)
    .with(conversation.id)
    .with(kind)
    .with(conversation.inbox_id)
    .with(now)
    .run(work)?;
    find_in(work, agent, conversation.id, kind)?.ok_or(Trouble::NotFound("draft"))
}

/// A draft for a conversation that does not exist yet.
pub fn for_new(work: &mut Work<'_>, agent: i64, inbox: InboxId) -> Result<Draft, Trouble> {
    let now = work.now;
    work.keep_quietly("a draft; sending it is recorded");
    let id: DraftId = sql("INSERT INTO draft (agent_id, kind, inbox_id, saved_at) VALUES ($1, 'new', $2, $3) RETURNING id")
        .with(agent)
        .with(inbox)
        .with(now)
        .only(work, "draft")?;
    own(work, agent, id)
}

/// A draft of this agent's; another's is not there.
pub fn own(tx: &mut Tx<'_>, agent: i64, id: DraftId) -> Result<Draft, Trouble> {
    sql(
        "SELECT id, agent_id, conversation_id, kind, inbox_id, answers, to_text, cc_text, bcc_text, subject, text, version, saved_at
           FROM draft WHERE id = $1 AND agent_id = $2",
    )
    .with(id)
    .with(agent)
    .only(tx, "draft")
}

/// The draft of this kind in this conversation, if there is one.
pub fn find_in(tx: &mut Tx<'_>, agent: i64, conversation: ConversationId, kind: DraftKind) -> Result<Option<Draft>, Trouble> {
    sql(
        "SELECT id, agent_id, conversation_id, kind, inbox_id, answers, to_text, cc_text, bcc_text, subject, text, version, saved_at
           FROM draft WHERE agent_id = $1 AND conversation_id = $2 AND kind = $3",
    )
    .with(agent)
    .with(conversation)
    .with(kind)
    .one(tx)
}

/// The side conversation a draft is for; none for one not begun, and for what a customer is to read.
pub fn beside(tx: &mut Tx<'_>, id: DraftId) -> Result<Option<SideId>, Trouble> {
    Ok(sql("SELECT side_id FROM draft WHERE id = $1").with(id).one::<Option<SideId>>(tx)?.flatten())
}

/// A draft in the list: its key, its conversation's number, the subject of that or its own, its text, when it was saved, what it will
/// become, and the side conversation it is for, if that was begun.
pub type Listed = (DraftId, Option<i64>, String, String, Moment, DraftKind, Option<SideId>);

/// An agent's drafts, the newest first. A conversation they can no longer see is not named; what they wrote is still theirs.
pub fn of_agent(tx: &mut Tx<'_>, agent: i64) -> Result<Vec<Listed>, Trouble> {
    let sees_all = crate::sees_all(tx, agent)?;
    sql("SELECT d.id, c.number, COALESCE(c.subject, d.subject), d.text, d.saved_at, d.kind, d.side_id
           FROM draft d
           LEFT JOIN conversation c ON c.id = d.conversation_id
                                   AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          WHERE d.agent_id = $1 AND d.text <> '' AND d.kind <> 'shared'
          ORDER BY d.saved_at DESC, d.id DESC LIMIT 200")
    .with(agent)
    .with(sees_all)
    .all(tx)
}

/// The limit of that list.
const MOST_LISTED: i64 = 200;

/// How many [`of_agent`] would list.
pub fn count_of_agent(tx: &mut Tx<'_>, agent: i64) -> Result<i64, Trouble> {
    sql("SELECT d.id FROM draft d WHERE d.agent_id = $1 AND d.text <> '' AND d.kind <> 'shared'")
        .with(agent)
        .counted_up_to(MOST_LISTED)
        .only(tx, "count")
}

/// What the composer of this conversation holds: the draft saved last, whatever it is to become.
pub fn newest_in(tx: &mut Tx<'_>, agent: i64, conversation: ConversationId) -> Result<Option<Draft>, Trouble> {
    sql(
        "SELECT id, agent_id, conversation_id, kind, inbox_id, answers, to_text, cc_text, bcc_text, subject, text, version, saved_at
           FROM draft WHERE agent_id = $1 AND conversation_id = $2 AND kind NOT IN ('side', 'shared') ORDER BY saved_at DESC, id DESC LIMIT 1",
    )
    .with(agent)
    .with(conversation)
    .one(tx)
}

/// The composer's draft as one of this kind: the words stay, only what they will become changes.
pub fn in_composer(work: &mut Work<'_>, agent: i64, conversation: &Conversation, kind: DraftKind) -> Result<Draft, Trouble> {
    let Some(held) = newest_in(work, agent, conversation.id)? else {
        return in_conversation(work, agent, conversation, kind);
    };
    // Another draft of that kind keeps its own words; what is sent goes by the form, not by the row.
    if held.kind == kind || find_in(work, agent, conversation.id, kind)?.is_some() {
        return Ok(held);
    }
    sql("UPDATE draft SET kind = $3 WHERE id = $1 AND agent_id = $2")
        .with(held.id)
        .with(agent)
        .with(kind)
        .run(work)?;
    work.keep_quietly("a draft; sending it is recorded");
    own(work, agent, held.id)
}

/// Another inbox to write from, for a conversation that does not exist yet.
pub fn write_from(work: &mut Work<'_>, agent: i64, id: DraftId, inbox: InboxId) -> Result<(), Trouble> {
    sql("UPDATE draft SET inbox_id = $3 WHERE id = $1 AND agent_id = $2 AND kind = 'new'")
        .with(id)
        .with(agent)
        .with(inbox)
        .run(work)?;
    work.keep_quietly("a draft; sending it is recorded");
    Ok(())
}

/// What a page holds of a draft: which one, and how new.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    /// None while there was none.
    pub draft: Option<DraftId>,
    pub version: Option<i64>,
}

/// Keeps what the composer of this conversation holds. A draft that was sent or thrown away elsewhere does not come
/// back by itself, and the words of another draft are not written over: both are refused as changed.
pub fn keep(
    work: &mut Work<'_>,
    agent: i64,
    conversation: &Conversation,
    kind: DraftKind,
    typed: &Typed,
    seen: Seen,
) -> Result<Draft, Trouble> {
    let held = newest_in(work, agent, conversation.id)?.map(|draft| draft.id);
    if seen.draft.is_some() && seen.draft != held {
        return Err(Trouble::Changed("draft"));
    }
    let draft = in_composer(work, agent, conversation, kind)?;
    save(work, agent, draft.id, typed, seen.version)?;
    own(work, agent, draft.id)
}

/// Keeps what was typed. With `seen` (the version the page holds), what another tab wrote is not overwritten.
pub fn save(work: &mut Work<'_>, agent: i64, id: DraftId, typed: &Typed, seen: Option<i64>) -> Result<i64, Trouble> {
    let draft = own(work, agent, id)?;
    // What colleagues look at is written where they see it, one at a time.
    if draft.kind == DraftKind::Shared {
        return Err(Trouble::Changed("draft"));
    }
    let typed = &masking::of_draft(work, draft.inbox_id)?.typed(typed);
    let nothing_lost = draft.typed() == *typed || draft.typed() == Typed::default();
    if seen.is_some_and(|seen| seen != draft.version) && !nothing_lost {
        return Err(Trouble::Changed("draft"));
    }
    let now = work.now;
    work.keep_quietly("a draft; sending it is recorded");
    let saved: Option<i64> = sql(
        "UPDATE draft SET to_text = $2, cc_text = $3, bcc_text = $4, subject = $5, text = $6, version = version + 1, saved_at = $7
          WHERE id = $1 AND version = $8 RETURNING version",
    )
    .with(id)
    .with(&typed.to)
    .with(&typed.cc)
    .with(&typed.bcc)
    .with(&typed.subject)
    .with(&typed.text)
    .with(now)
    .with(draft.version)
    .one(work)?;
    saved.ok_or_else(|| Trouble::Repeat("two tabs save one draft".into()))
}

/// Says which message the draft answers or passes on.
pub fn answers(work: &mut Work<'_>, agent: i64, id: DraftId, message: MessageId) -> Result<(), Trouble> {
    sql("UPDATE draft SET answers = $3 WHERE id = $1 AND agent_id = $2")
        .with(id)
        .with(agent)
        .with(message)
        .run(work)?;
    work.keep_quietly("a draft; sending it is recorded");
    Ok(())
}

/// Throws a draft away with its files.
pub fn discard(work: &mut Work<'_>, agent: i64, id: DraftId) -> Result<(), Trouble> {
    let draft = own(work, agent, id)?;
    if draft.kind == DraftKind::Shared {
        return Err(Trouble::NotFound("draft"));
    }
    work.keep_quietly("a draft; sending it is recorded");
    sql("DELETE FROM attachment WHERE draft_id = $1").with(draft.id).run(work)?;
    sql("DELETE FROM draft WHERE id = $1").with(draft.id).run(work)?;
    Ok(())
}

/// Refuses somebody else's draft: an agent sends their own only.
pub(crate) fn must_be_own(work: &mut Work<'_>, id: DraftId) -> Result<(), Trouble> {
    match work.actor {
        Actor::Agent(agent) => own(work, agent, id).map(drop),
        _ => Ok(()),
    }
}
