//! From the activity log to messages: each line, for each receiver that wants it and whose owner may see it.
//!
//! The place in the log moves in the unit of work that keeps the messages, so a crash leaves nothing out and tells nothing twice.

use crate::{Wanted, Webhook, messages, webhook, webhooks};
use agents::{Permission, Permissions};
use db::activity::{self, Entry};
use db::{Actor, Database, Trouble, Tx, Work};
use desk::{ConversationId, Viewer, Visible};
use kit::Moment;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The name under which the place in the log is kept.
pub const FOLLOWER: &str = "webhooks";
/// How many lines of the log one step reads.
pub(crate) const STEP: usize = 200;

/// One step; says how many lines were dealt with.
pub async fn once(db: &Database) -> Result<usize, Trouble> {
    let news = db
        .read(|tx| {
            if !webhooks::any_hears(tx)? {
                return Ok(false);
            }
            let seen = activity::seen_by(tx, FOLLOWER)?;
            Ok(!activity::tail(tx, seen, 1)?.is_empty())
        })
        .await?;
    if !news {
        return Ok(0);
    }
    db.work(Actor::System, step).await
}

fn step(work: &mut Work<'_>) -> Result<usize, Trouble> {
    work.keep_quietly("a step of the webhooks through the log");
    let seen = activity::seen_by(work, FOLLOWER)?;
    let lines = activity::tail(work, seen, STEP as i64)?;
    let Some(last) = lines.last().map(Entry::position) else { return Ok(0) };
    match activity::move_on(work, FOLLOWER, seen, last) {
        // Another process read this stretch meanwhile: it tells of it.
        Err(Trouble::InUse(_)) => return Ok(0),
        moved => moved?,
    }
    let mut is_only_read = true;
    for hearer in webhooks::hearing(work)? {
        let Some(mut ears) = Ears::of(work, &hearer)? else {
            webhook::pause(work, hearer.id, "owner")?;
            is_only_read = false;
            continue;
        };
        for line in &lines {
            if line.position() > hearer.since() && ears.hear(work, line)? {
                messages::make(work, hearer.id, &line.kind, Some(line.id), &told(line))?;
                is_only_read = false;
            }
        }
    }
    if is_only_read {
        work.keep_aside("a step of the webhooks through the log");
    }
    Ok(lines.len())
}

/// What a receiver wants, and what its owner may see, for the length of a step.
struct Ears {
    wanted: Wanted,
    permissions: Permissions,
    viewer: Viewer,
    conversations: HashMap<i64, bool>,
}

impl Ears {
    /// `None`: its owner may not read the log any more.
    fn of(tx: &mut Tx<'_>, webhook: &Webhook) -> Result<Option<Self>, Trouble> {
        let permissions = match agents::service_tokens::of_viewer_key(webhook.viewer) {
            Some(token) => agents::tokens::permissions_of(tx, token)?,
            None => agents::rights::of_agent(tx, agents::AgentId(webhook.viewer))?,
        };
        let viewer = Viewer {
            agent: webhook.viewer,
            sees_all: permissions.has(Permission::ConversationsSeeAll),
        };
        let ears = Self { wanted: webhook.wanted(), viewer, conversations: HashMap::new(), permissions };
        Ok(ears.permissions.has(Permission::ActivitySee).then_some(ears))
    }

    fn hear(&mut self, tx: &mut Tx<'_>, line: &Entry) -> Result<bool, Trouble> {
        if !self.wanted.has(&line.kind) || !self.may_know(&line.kind) {
            return Ok(false);
        }
        let Some(conversation) = line.conversation_id else { return Ok(true) };
        if let Some(seen) = self.conversations.get(&conversation) {
            return Ok(*seen);
        }
        let seen = match Visible::find(tx, self.viewer, ConversationId(conversation)) {
            Ok(_) => true,
            Err(Trouble::NotFound(_)) => false,
            Err(trouble) => return Err(trouble),
        };
        self.conversations.insert(conversation, seen);
        Ok(seen)
    }

    /// The same lines the log gives to a program with these permissions.
    fn may_know(&self, kind: &str) -> bool {
        let family = kind.split('.').next().unwrap_or_default();
        match family {
            "customer" | "company" => self.permissions.has(Permission::CustomersSee),
            // A draft's are told to nobody who may not see it.
            "article" => self.permissions.has(Permission::KnowledgeWrite),
            "agent" | "role" | "service_token" | "sign_in" | "provider" | "directory" => self.permissions.has(Permission::PeopleManage),
            _ => true,
        }
    }
}

/// A line of the log as a message. It names things by key and holds no personal value: who may ask, asks the API.
fn told(line: &Entry) -> String {
    let detail: Value = serde_json::from_str(&line.detail).unwrap_or_default();
    let data = json!({
        "activity": line.id,
        "actor": { "kind": line.actor_kind, "id": line.actor_id },
        "conversation": line.conversation_id,
        "customer": line.customer_id,
        "agent": line.agent_id,
        "detail": detail,
    });
    body(&line.kind, line.happened_at, &data)
}

/// The envelope of the Standard Webhooks specification.
pub(crate) fn body(kind: &str, at: Moment, data: &Value) -> String {
    json!({ "type": kind, "timestamp": at.rfc3339(), "data": data }).to_string()
}
