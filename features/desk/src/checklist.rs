//! The checklist of a conversation: what is to be done in it, and who did it. Macros bring templates.

use crate::{Conversation, ConversationId, Event};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Item {
    pub id: i64,
    pub text: String,
    pub done_at: Option<Moment>,
    /// The agent who did it.
    pub done_by: Option<i64>,
}

const LONGEST: usize = 300;
const MOST: i64 = 100;

impl Conversation {
    /// Puts something to do on its checklist.
    pub fn add_to_checklist(&self, work: &mut Work<'_>, text: &str) -> Result<i64, Trouble> {
        let now = self.unlocked(work)?;
        let text = crate::masking::of_inbox(work, now.inbox_id)?.covered(text);
        let text = crate::conversations::shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST);
        if text.is_empty() {
            return Err(Trouble::refused("desk-checklist-empty"));
        }
        let there: i64 = sql("SELECT COUNT(*) FROM checklist_item WHERE conversation_id = $1 AND removed_at IS NULL")
            .with(self.id)
            .only(work, "count")?;
        if there >= MOST {
            return Err(Trouble::refused("desk-checklist-full").with("most", MOST));
        }
        let now = work.now;
        let item = sql("INSERT INTO checklist_item (conversation_id, text, made_at) VALUES ($1, $2, $3) RETURNING id")
            .with(self.id)
            .with(&text)
            .with(now)
            .only(work, "checklist item")?;
        work.record(&Event::ChecklistAdded { conversation: self.id, item })?;
        Ok(item)
    }

    /// Ticks an item off, or opens it again.
    pub fn tick(&self, work: &mut Work<'_>, item: i64, done: bool) -> Result<(), Trouble> {
        self.unmerged(work)?;
        self.has_item(work, item)?;
        set(work, item, done)
    }

    /// Takes an item off the list.
    pub fn remove_from_checklist(&self, work: &mut Work<'_>, item: i64) -> Result<(), Trouble> {
        self.unmerged(work)?;
        self.has_item(work, item)?;
        remove(work, item)
    }

    fn has_item(&self, tx: &mut Tx<'_>, item: i64) -> Result<(), Trouble> {
        sql("SELECT id FROM checklist_item WHERE id = $1 AND conversation_id = $2 AND removed_at IS NULL")
            .with(item)
            .with(self.id)
            .only::<i64>(tx, "checklist item")
            .map(drop)
    }
}

/// What is on the checklist of a conversation, in the order it was put there.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Item>, Trouble> {
    sql("SELECT id, text, done_at, done_by FROM checklist_item WHERE conversation_id = $1 AND removed_at IS NULL ORDER BY id")
        .with(conversation)
        .all(tx)
}

/// Back to how an item stood: open, done, or not there.
pub(crate) fn put_back(work: &mut Work<'_>, item: i64, before: Option<&str>) -> Result<(), Trouble> {
    match before {
        None => remove(work, item),
        Some(state) => {
            bring_back(work, item)?;
            set(work, item, state == "done")
        }
    }
}

fn set(work: &mut Work<'_>, item: i64, done: bool) -> Result<(), Trouble> {
    let (now, agent) = (work.now, by(work));
    let changed: Option<ConversationId> = sql("UPDATE checklist_item SET done_at = $2, done_by = $3
          WHERE id = $1 AND (done_at IS NOT NULL) <> $4 RETURNING conversation_id")
    .with(item)
    .with(done.then_some(now))
    .with(agent.filter(|_| done))
    .with(done)
    .one(work)?;
    match changed {
        Some(conversation) if done => work.record(&Event::ChecklistDone { conversation, item }),
        Some(conversation) => work.record(&Event::ChecklistReopened { conversation, item }),
        None => Ok(()),
    }
}

fn remove(work: &mut Work<'_>, item: i64) -> Result<(), Trouble> {
    let now = work.now;
    let gone: Option<ConversationId> =
        sql("UPDATE checklist_item SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL RETURNING conversation_id")
            .with(item)
            .with(now)
            .one(work)?;
    gone.map_or(Ok(()), |conversation| work.record(&Event::ChecklistRemoved { conversation, item }))
}

fn bring_back(work: &mut Work<'_>, item: i64) -> Result<(), Trouble> {
    let back: Option<ConversationId> =
        sql("UPDATE checklist_item SET removed_at = NULL WHERE id = $1 AND removed_at IS NOT NULL RETURNING conversation_id")
            .with(item)
            .one(work)?;
    back.map_or(Ok(()), |conversation| work.record(&Event::ChecklistAdded { conversation, item }))
}

const fn by(work: &Work<'_>) -> Option<i64> {
    match work.actor {
        Actor::Agent(agent) => Some(agent),
        _ => None,
    }
}
