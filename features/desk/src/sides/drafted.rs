//! What an agent is typing for a side conversation, or for one not begun yet: a draft beside the one for the customer.

use super::SideId;
use crate::drafts::{self, Draft, DraftId, Seen, Typed};
use crate::{Conversation, ConversationId};
use db::{Trouble, Tx, Work, sql};

/// The draft, if there is one; without a side, the one of a side not begun.
pub fn draft_of(tx: &mut Tx<'_>, agent: i64, conversation: ConversationId, side: Option<SideId>) -> Result<Option<Draft>, Trouble> {
    let id: Option<DraftId> = sql("SELECT id FROM draft
          WHERE agent_id = $1 AND conversation_id = $2 AND kind = 'side' AND COALESCE(side_id, 0) = $3 LIMIT 1")
    .with(agent)
    .with(conversation)
    .with(side.map_or(0, |side| side.0))
    .one(tx)?;
    id.map(|id| drafts::own(tx, agent, id)).transpose()
}

/// The same, made if there is none.
pub fn drafted(work: &mut Work<'_>, agent: i64, conversation: &Conversation, side: Option<SideId>) -> Result<Draft, Trouble> {
    if let Some(draft) = draft_of(work, agent, conversation.id, side)? {
        return Ok(draft);
    }
    let now = work.now;
    work.keep_quietly("a draft; sending it is recorded");
    sql(
        "INSERT INTO draft (agent_id, conversation_id, kind, inbox_id, side_id, saved_at) VALUES ($1, $2, 'side', $3, $4, $5)
         ON CONFLICT DO NOTHING",
    )
    .with(agent)
    .with(conversation.id)
    .with(conversation.inbox_id)
    .with(side)
    .with(now)
    .run(work)?;
    draft_of(work, agent, conversation.id, side)?.ok_or(Trouble::NotFound("draft"))
}

/// Keeps what is typed for a side. A draft that was sent elsewhere does not come back by itself: a page that names one which is there no
/// more is refused as changed.
pub fn keep(
    work: &mut Work<'_>,
    agent: i64,
    conversation: &Conversation,
    side: SideId,
    text: &str,
    seen: Seen,
) -> Result<(DraftId, i64), Trouble> {
    let held = draft_of(work, agent, conversation.id, Some(side))?.map(|draft| draft.id);
    if seen.draft.is_some() && seen.draft != held {
        return Err(Trouble::Changed("draft"));
    }
    let draft = drafted(work, agent, conversation, Some(side))?;
    // Who knew of none knows no version of it.
    let version = seen.version.filter(|_| seen.draft.is_some());
    let version = drafts::save(work, agent, draft.id, &Typed { text: text.to_owned(), ..draft.typed() }, version)?;
    Ok((draft.id, version))
}
