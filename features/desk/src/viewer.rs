//! Whose eyes: every list, search, count and fetch takes a viewer, so that nothing is fetched that they may not see.

use crate::{Conversation, ConversationId, InboxId};
use db::{Trouble, Tx, sql};
use std::ops::Deref;

/// An agent, or a service token under its key below zero, as the queries need them. The view `inbox_seen` knows the inboxes; `sees_all` passes it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    pub agent: i64,
    pub sees_all: bool,
}

impl Viewer {
    pub fn of(signed_in: &web::SignedIn) -> Self {
        Self { agent: signed_in.agent_id, sees_all: signed_in.may("conversations.see_all") }
    }
}

/// Whether an agent at work here sees this inbox.
pub(crate) fn may_see(tx: &mut Tx<'_>, agent: i64, inbox: InboxId) -> Result<bool, Trouble> {
    let here: Option<i64> = sql("SELECT 1 FROM agent WHERE id = $1 AND deactivated_at IS NULL").with(agent).one(tx)?;
    if here.is_none() {
        return Ok(false);
    }
    let seen: Option<i64> = sql("SELECT 1 FROM inbox_seen WHERE agent_id = $1 AND inbox_id = $2")
        .with(agent)
        .with(inbox)
        .one(tx)?;
    Ok(seen.is_some() || sees_all(tx, agent)?)
}

/// Whether an agent's role, or a service token's scopes, pass the inboxes' own lists by.
pub fn sees_all(tx: &mut Tx<'_>, agent: i64) -> Result<bool, Trouble> {
    let permissions = match agents::service_tokens::of_viewer_key(agent) {
        Some(token) => agents::tokens::permissions_of(tx, token)?,
        None => agents::rights::of_agent(tx, agents::AgentId(agent))?,
    };
    Ok(permissions.has(agents::Permission::ConversationsSeeAll))
}

/// A thing this agent may see. The only way to make one is to ask.
#[derive(Debug, Clone)]
pub struct Visible<T>(T);

impl Visible<Conversation> {
    /// The conversation, if this viewer may see it; not there and not visible are the same answer.
    pub fn find(tx: &mut Tx<'_>, viewer: Viewer, id: ConversationId) -> Result<Self, Trouble> {
        crate::conversations::seen_by(tx, viewer, id)?.map(Self).ok_or(Trouble::NotFound("conversation"))
    }

    /// The same by the number people see; a merged one answers with where it went.
    pub fn numbered(tx: &mut Tx<'_>, viewer: Viewer, number: i64) -> Result<Self, Trouble> {
        crate::conversations::seen_by_number(tx, viewer, number)?
            .map(Self)
            .ok_or(Trouble::NotFound("conversation"))
    }
}

impl<T> Deref for Visible<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}
