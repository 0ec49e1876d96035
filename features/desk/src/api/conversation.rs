//! A conversation as the API shows it.

use crate::{Category, Conversation, ConversationId, Priority, Status, Viewer, fields, followers, tags};
use db::{FromRow, Trouble, Tx, sql};
use serde::Serialize;
use std::collections::BTreeMap;
use web::api::{Time, ToSchema, word, word_or_null};

/// One thread of work with a customer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Conversation)]
pub struct Shown {
    /// The key every call uses.
    pub id: i64,
    /// The number people see.
    pub number: i64,
    pub subject: String,
    /// Whose move it is.
    #[schema(schema_with = word::<Status>)]
    pub status: Status,
    pub snoozed_until: Option<Time>,
    #[schema(schema_with = word::<Priority>)]
    pub priority: Priority,
    #[schema(schema_with = word_or_null::<Category>)]
    pub category: Option<Category>,
    pub inbox: i64,
    pub customer: i64,
    pub team: Option<i64>,
    /// The agent who works on it.
    pub assignee: Option<i64>,
    /// Since when the customer waits for us.
    pub waiting_since: Option<Time>,
    /// When our next answer is due, if one was promised.
    pub due_at: Option<Time>,
    pub opened_at: Time,
    pub last_activity_at: Time,
    pub message_count: i64,
    /// Begun by a machine.
    pub is_automatic: bool,
    /// A message of ours in it did not reach somebody.
    pub has_trouble: bool,
    /// What the customer said last when asked how it was: 1 (very bad) to 5 (very good).
    pub rating: Option<i64>,
    /// The conversation its story goes on in.
    pub merged_into: Option<i64>,
    pub tags: Vec<String>,
    /// Custom fields that have a value, by key.
    pub fields: BTreeMap<String, String>,
    /// Agents who want to hear of it.
    pub followers: Vec<i64>,
}

impl Shown {
    /// The one of this key as the caller may see it.
    pub fn find(tx: &mut Tx<'_>, viewer: Viewer, id: ConversationId) -> Result<Self, Trouble> {
        let conversation = crate::Visible::find(tx, viewer, id)?;
        Self::of(tx, &conversation)
    }

    /// One that was found for the caller already.
    pub fn of(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<Self, Trouble> {
        let c = conversation;
        let has = Beside::of(tx, c.id)?;
        Ok(Self {
            id: c.id.0,
            number: c.number,
            subject: c.subject.clone(),
            status: c.status,
            snoozed_until: c.snoozed_until.map(Time),
            priority: c.priority,
            category: c.category,
            inbox: c.inbox_id.0,
            customer: c.customer_id,
            team: c.team_id,
            assignee: c.assignee_id,
            waiting_since: c.waiting_since.map(Time),
            due_at: c.due_at.map(Time),
            opened_at: Time(c.opened_at),
            last_activity_at: Time(c.last_activity_at),
            message_count: c.message_count,
            is_automatic: c.automatic,
            has_trouble: c.trouble,
            rating: has.rating,
            merged_into: c.merged_into.map(|id| id.0),
            tags: has.tags_of(tx, c.id)?,
            fields: has.fields_of(tx, c.id)?,
            followers: if has.followers { followers(tx, c.id)? } else { Vec::new() },
        })
    }
}

/// What lies beside a conversation's row. Most have none of it, and one question tells.
#[derive(FromRow)]
struct Beside {
    rating: Option<i64>,
    tags: bool,
    fields: bool,
    followers: bool,
}

impl Beside {
    fn of(tx: &mut Tx<'_>, id: ConversationId) -> Result<Self, Trouble> {
        sql("SELECT rating, EXISTS (SELECT 1 FROM conversation_tag WHERE conversation_id = $1),
                    EXISTS (SELECT 1 FROM conversation_field WHERE conversation_id = $1),
                    EXISTS (SELECT 1 FROM conversation_follower WHERE conversation_id = $1)
               FROM conversation WHERE id = $1")
        .with(id)
        .only(tx, "conversation")
    }

    fn tags_of(&self, tx: &mut Tx<'_>, id: ConversationId) -> Result<Vec<String>, Trouble> {
        if !self.tags {
            return Ok(Vec::new());
        }
        Ok(tags::of(tx, id)?.into_iter().map(|tag| tag.name).collect())
    }

    fn fields_of(&self, tx: &mut Tx<'_>, id: ConversationId) -> Result<BTreeMap<String, String>, Trouble> {
        if !self.fields {
            return Ok(BTreeMap::new());
        }
        Ok(fields::of(tx, id)?.into_iter().filter_map(|field| Some((field.key, field.value?))).collect())
    }
}

/// Where it is found.
pub fn location(id: ConversationId) -> String {
    format!("{}/conversations/{id}", web::api::ROOT)
}
