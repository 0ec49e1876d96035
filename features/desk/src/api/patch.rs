//! What a program may change of a conversation: each part by the verb of its button, with the permission of its button.

use super::conversations::usable;
use super::lengths;
use crate::{Category, Conversation, ConversationId, Priority, Status, Viewer, Visible, tags};
use db::{Trouble, Tx, Work, sql};
use serde::Deserialize;
use std::collections::BTreeMap;
use web::api::{Time, ToSchema, nullable, present, referred, word, word_or_null};
use web::{Problem, SignedIn};

/// A change; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ConversationChange)]
pub struct Patch {
    pub subject: Option<String>,
    /// `snoozed` wants `snoozed_until`.
    #[serde(deserialize_with = "present")]
    #[schema(schema_with = word::<Status>, required = false)]
    pub status: Option<Status>,
    pub snoozed_until: Option<Time>,
    #[serde(deserialize_with = "present")]
    #[schema(schema_with = word::<Priority>, required = false)]
    pub priority: Option<Priority>,
    /// What it is about; null for nothing.
    #[serde(deserialize_with = "nullable")]
    #[schema(schema_with = word_or_null::<Category>, required = false)]
    pub category: Option<Option<Category>>,
    /// An agent's key; null for nobody.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    pub assignee: Option<Option<i64>>,
    /// A team's key; null for none.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    pub team: Option<Option<i64>>,
    /// Another inbox of yours.
    pub inbox: Option<i64>,
    /// Unknown tags are made.
    pub add_tags: Vec<String>,
    pub remove_tags: Vec<String>,
    /// Custom fields by key; null clears one.
    pub fields: BTreeMap<String, Option<String>>,
}

impl Patch {
    /// Refuses what the caller may not do.
    pub fn permitted(&self, who: &SignedIn) -> Result<(), Problem> {
        let closes = self.status == Some(Status::Closed);
        let describes = self.subject.is_some()
            || self.priority.is_some()
            || self.category.is_some()
            || self.snoozed_until.is_some()
            || !self.add_tags.is_empty()
            || !self.remove_tags.is_empty()
            || !self.fields.is_empty();
        let wishes = [
            (describes || (self.status.is_some() && !closes), "conversations.resolve"),
            (closes, "conversations.close"),
            (self.assignee.is_some() || self.team.is_some(), "conversations.assign"),
            (self.inbox.is_some(), "conversations.merge"),
        ];
        if wishes.iter().any(|(wished, permission)| *wished && !who.may(permission)) {
            return Err(Problem::forbidden());
        }
        self.makes_sense()
    }

    fn makes_sense(&self) -> Result<(), Problem> {
        lengths::fits("/subject", self.subject.as_deref().unwrap_or_default(), lengths::SUBJECT)?;
        match (self.status, self.snoozed_until) {
            (Some(Status::Snoozed), None) => Err(Problem::wrong_field("/snoozed_until", "a snoozed conversation needs a time to wake")),
            (Some(other), Some(_)) if other != Status::Snoozed => {
                Err(Problem::wrong_field("/snoozed_until", "only a snoozed conversation has one"))
            }
            _ => Ok(()),
        }
    }

    /// Does it all, or nothing.
    pub fn apply(&self, work: &mut Work<'_>, viewer: Viewer, id: ConversationId) -> Result<(), Trouble> {
        let conversation = Visible::find(work, viewer, id)?;
        self.describe(work, &conversation)?;
        self.label(work, &conversation)?;
        if let Some(team) = self.team {
            referred("/team", conversation.hand_to_team(work, team))?;
        }
        if let Some(agent) = self.assignee {
            referred("/assignee", conversation.assign(work, agent))?;
        }
        if let Some(inbox) = self.inbox.filter(|inbox| *inbox != conversation.inbox_id.0) {
            let inbox = referred("/inbox", usable(work, viewer, inbox))?;
            conversation.move_to_inbox(work, inbox)?;
        }
        self.turn(work, &conversation)
    }

    fn describe(&self, work: &mut Work<'_>, conversation: &Conversation) -> Result<(), Trouble> {
        if let Some(subject) = &self.subject {
            conversation.rename(work, subject)?;
        }
        if let Some(priority) = self.priority {
            conversation.prioritise(work, priority)?;
        }
        if let Some(category) = self.category {
            conversation.categorise(work, category)?;
        }
        for (key, value) in &self.fields {
            let field = referred("/fields", field(work, key))?;
            conversation.set_field(work, field, value.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }

    fn label(&self, work: &mut Work<'_>, conversation: &Conversation) -> Result<(), Trouble> {
        for tag in &self.add_tags {
            conversation.tag(work, tag)?;
        }
        for name in &self.remove_tags {
            let on_it = tags::of(work, conversation.id)?.into_iter().find(|tag| tag.name == name.trim().to_lowercase());
            if let Some(tag) = on_it {
                conversation.untag(work, tag.id)?;
            }
        }
        Ok(())
    }

    fn turn(&self, work: &mut Work<'_>, conversation: &Conversation) -> Result<(), Trouble> {
        match (self.status, self.snoozed_until) {
            (Some(Status::Snoozed) | None, Some(until)) => conversation.snooze(work, until.0),
            (Some(Status::Open), _) => conversation.reopen(work),
            (Some(Status::Pending), _) => conversation.make_pending(work),
            (Some(Status::OnHold), _) => conversation.put_on_hold(work),
            (Some(Status::Resolved), _) => conversation.resolve(work),
            (Some(Status::Closed), _) => conversation.close(work),
            (Some(Status::Snoozed) | None, None) => Ok(()),
        }
    }
}

/// The field in use with this key.
fn field(tx: &mut Tx<'_>, key: &str) -> Result<i64, Trouble> {
    sql("SELECT id FROM custom_field WHERE key = $1 AND retired_at IS NULL").with(key).only(tx, "field")
}
