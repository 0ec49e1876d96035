//! Notices by push: promised with the notice, worded when they leave, and not at all to whoever has looked meanwhile. In quiet
//! hours nothing is pushed; what came up is one push when they are over. Whoever carries pushes takes the jobs of this kind.

use super::Kind;
use crate::{ConversationId, conversations, viewer};
use agents::{AgentId, Notifications, agents as people, notifications};
use db::{Trouble, Tx, Work, jobs, sql};
use kit::{Locale, Moment};
use serde::{Deserialize, Serialize};

/// The kind of the jobs.
pub const JOB: &str = "desk.push";

/// Whoever has the conversation before their eyes sees it within this time.
const PATIENCE_SECONDS: i64 = 4;
const MOST_LETTERS: usize = 140;

/// What a job promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Promise {
    One { notice: i64 },
    Night { agent: i64, since: i64 },
}

/// A push that is still wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    pub agent: AgentId,
    pub locale: Locale,
    pub about: About,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Notice {
        kind: Kind,
        number: i64,
        conversation: ConversationId,
        /// Subject and first words, if their reader wants them on a screen anybody may see.
        words: Option<String>,
    },
    /// So many came up in the quiet hours.
    Several(i64),
}

pub(super) fn promise(work: &mut Work<'_>, wanted: &Notifications, zone: &str, agent: i64, notice: i64) -> Result<(), Trouble> {
    let now = work.now;
    match wanted.quiet_until(now, zone) {
        Some(over) => {
            let payload = written(&Promise::Night { agent, since: now.0 })?;
            jobs::promise(work, JOB, &payload, Some(&format!("{JOB} night {agent}")), over)
        }
        None => jobs::promise(work, JOB, &written(&Promise::One { notice })?, None, now.plus_seconds(PATIENCE_SECONDS)),
    }
}

fn written(promise: &Promise) -> Result<String, Trouble> {
    serde_json::to_string(promise).map_err(|e| Trouble::Shape(e.to_string()))
}

/// The push a job still asks for; `None` if its reader has looked, looks, has left, wants none any more, or may not see it.
pub fn wanted(tx: &mut Tx<'_>, payload: &str) -> Result<Option<Push>, Trouble> {
    match serde_json::from_str(payload) {
        Ok(Promise::One { notice }) => one(tx, notice),
        Ok(Promise::Night { agent, since }) => night(tx, agent, Moment(since)),
        Err(_) => Ok(None),
    }
}

/// Until when its reader wants quiet, by what they want now.
pub fn rests_until(tx: &mut Tx<'_>, payload: &str) -> Result<Option<Moment>, Trouble> {
    let agent = match serde_json::from_str(payload) {
        Ok(Promise::One { notice }) => sql("SELECT agent_id FROM notice WHERE id = $1").with(notice).one(tx)?,
        Ok(Promise::Night { agent, .. }) => Some(agent),
        Err(_) => None,
    };
    agent.map_or(Ok(None), |agent: i64| super::quiet_until(tx, AgentId(agent)))
}

fn one(tx: &mut Tx<'_>, notice: i64) -> Result<Option<Push>, Trouble> {
    let found: Option<(i64, Kind, ConversationId, Option<crate::MessageId>)> =
        sql("SELECT agent_id, kind, conversation_id, message_id FROM notice WHERE id = $1 AND read_at IS NULL AND by_push = TRUE")
            .with(notice)
            .one(tx)?;
    let Some((agent, kind, conversation, message)) = found else { return Ok(None) };
    let conversation = conversations::find(tx, conversation)?;
    if !viewer::may_see(tx, agent, conversation.inbox_id)? || looks(tx, agent, conversation.id)? {
        return Ok(None);
    }
    let (reader, wanted) = (people::find(tx, AgentId(agent))?, notifications::of(tx, AgentId(agent))?);
    if !wanted.by_push.has(kind.occasion()) {
        return Ok(None);
    }
    let words = match (wanted.shows_text, message) {
        (false, _) => None,
        (true, None) => Some(conversation.subject.clone()),
        (true, Some(message)) => {
            let text = match crate::messages::find(tx, message) {
                Ok(message) => message.text,
                Err(Trouble::NotFound(_)) => String::new(),
                Err(other) => return Err(other),
            };
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(conversations::shortened(&format!("{}: {text}", conversation.subject), MOST_LETTERS))
        }
    };
    let about = About::Notice { kind, number: conversation.number, conversation: conversation.id, words };
    Ok(Some(Push { agent: reader.id, locale: reader.locale(), about }))
}

/// Whether they have it before their eyes.
fn looks(tx: &mut Tx<'_>, agent: i64, conversation: ConversationId) -> Result<bool, Trouble> {
    let now = tx.now();
    let found: Option<i64> = sql("SELECT 1 FROM looking WHERE conversation_id = $1 AND agent_id = $2 AND until > $3")
        .with(conversation)
        .with(agent)
        .with(now)
        .one(tx)?;
    Ok(found.is_some())
}

fn night(tx: &mut Tx<'_>, agent: i64, since: Moment) -> Result<Option<Push>, Trouble> {
    let reader = people::find(tx, AgentId(agent))?;
    let sees_all = crate::sees_all(tx, agent)?;
    let count: i64 = sql("SELECT COUNT(*) FROM notice n JOIN conversation c ON c.id = n.conversation_id
          WHERE n.agent_id = $1 AND n.by_push = TRUE AND n.read_at IS NULL AND n.made_at >= $3
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(agent)
    .with(sees_all)
    .with(since)
    .only(tx, "count")?;
    let push = Push { agent: reader.id, locale: reader.locale(), about: About::Several(count) };
    Ok((count > 0 && reader.is_active()).then_some(push))
}
