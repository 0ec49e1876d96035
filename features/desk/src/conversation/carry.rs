//! What a merge carries over besides messages, so that nothing people said about the other conversation is lost: its tags,
//! its followers, answers to fields nobody gave here, a category where there is none, the more urgent priority.
//!
//! Written down with the merge; undoing takes away exactly what came, and leaves what somebody changed since.

use crate::{Category, Conversation, ConversationId, Priority, viewer};
use db::{Trouble, Work, sql};
use serde::{Deserialize, Serialize};

/// What came from the other conversation.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Carried {
    tags: Vec<i64>,
    followers: Vec<i64>,
    fields: Vec<(i64, String)>,
    category: Option<Category>,
    /// From what to what the priority was raised.
    priority: Option<(Priority, Priority)>,
}

/// Carries over from `other` what `kept` lacks. The rows of `other` stay as they are.
pub(crate) fn carry(work: &mut Work<'_>, kept: &Conversation, other: &Conversation) -> Result<Carried, Trouble> {
    Ok(Carried {
        tags: tags(work, kept.id, other.id)?,
        followers: followers(work, kept, other.id)?,
        fields: fields(work, kept.id, other.id)?,
        category: category(work, kept, other)?,
        priority: priority(work, kept, other)?,
    })
}

fn tags(work: &mut Work<'_>, kept: ConversationId, other: ConversationId) -> Result<Vec<i64>, Trouble> {
    let new: Vec<i64> = sql("SELECT tag_id FROM conversation_tag WHERE conversation_id = $2
                             EXCEPT SELECT tag_id FROM conversation_tag WHERE conversation_id = $1
                             ORDER BY 1")
    .with(kept)
    .with(other)
    .all(work)?;
    for tag in &new {
        sql("INSERT INTO conversation_tag (conversation_id, tag_id) VALUES ($1, $2)")
            .with(kept)
            .with(*tag)
            .run(work)?;
    }
    Ok(new)
}

/// Only those who see the kept conversation: a merge opens no door.
fn followers(work: &mut Work<'_>, kept: &Conversation, other: ConversationId) -> Result<Vec<i64>, Trouble> {
    let mut new: Vec<i64> = sql("SELECT agent_id FROM conversation_follower WHERE conversation_id = $2
                                 EXCEPT SELECT agent_id FROM conversation_follower WHERE conversation_id = $1
                                 ORDER BY 1")
    .with(kept.id)
    .with(other)
    .all(work)?;
    let mut seeing = Vec::with_capacity(new.len());
    for agent in new.drain(..) {
        if viewer::may_see(work, agent, kept.inbox_id)? {
            sql("INSERT INTO conversation_follower (conversation_id, agent_id) VALUES ($1, $2)")
                .with(kept.id)
                .with(agent)
                .run(work)?;
            seeing.push(agent);
        }
    }
    Ok(seeing)
}

fn fields(work: &mut Work<'_>, kept: ConversationId, other: ConversationId) -> Result<Vec<(i64, String)>, Trouble> {
    let new: Vec<(i64, String)> = sql("SELECT o.field_id, o.value FROM conversation_field o
                                 WHERE o.conversation_id = $2
                                   AND NOT EXISTS (SELECT 1 FROM conversation_field k WHERE k.conversation_id = $1 AND k.field_id = o.field_id)
                                 ORDER BY o.field_id")
    .with(kept)
    .with(other)
    .all(work)?;
    for (field, value) in &new {
        sql("INSERT INTO conversation_field (conversation_id, field_id, value) VALUES ($1, $2, $3)")
            .with(kept)
            .with(*field)
            .with(value)
            .run(work)?;
    }
    Ok(new)
}

fn category(work: &mut Work<'_>, kept: &Conversation, other: &Conversation) -> Result<Option<Category>, Trouble> {
    let Some(category) = other.category.filter(|_| kept.category.is_none()) else {
        return Ok(None);
    };
    sql("UPDATE conversation SET category = $2 WHERE id = $1").with(kept.id).with(category).run(work)?;
    Ok(Some(category))
}

fn priority(work: &mut Work<'_>, kept: &Conversation, other: &Conversation) -> Result<Option<(Priority, Priority)>, Trouble> {
    if other.priority <= kept.priority {
        return Ok(None);
    }
    sql("UPDATE conversation SET priority = $2 WHERE id = $1")
        .with(kept.id)
        .with(other.priority)
        .run(work)?;
    Ok(Some((kept.priority, other.priority)))
}

impl Carried {
    /// Takes away what came, where it still stands as it came.
    pub(crate) fn give_up(&self, work: &mut Work<'_>, kept: ConversationId) -> Result<(), Trouble> {
        for tag in &self.tags {
            sql("DELETE FROM conversation_tag WHERE conversation_id = $1 AND tag_id = $2")
                .with(kept)
                .with(*tag)
                .run(work)?;
        }
        for agent in &self.followers {
            sql("DELETE FROM conversation_follower WHERE conversation_id = $1 AND agent_id = $2")
                .with(kept)
                .with(*agent)
                .run(work)?;
        }
        for (field, value) in &self.fields {
            sql("DELETE FROM conversation_field WHERE conversation_id = $1 AND field_id = $2 AND value = $3")
                .with(kept)
                .with(*field)
                .with(value)
                .run(work)?;
        }
        if let Some(category) = self.category {
            sql("UPDATE conversation SET category = NULL WHERE id = $1 AND category = $2")
                .with(kept)
                .with(category)
                .run(work)?;
        }
        if let Some((before, after)) = self.priority {
            sql("UPDATE conversation SET priority = $2 WHERE id = $1 AND priority = $3")
                .with(kept)
                .with(before)
                .with(after)
                .run(work)?;
        }
        Ok(())
    }
}
