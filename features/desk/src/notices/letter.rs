//! Notices by mail, for those who do not look at the screen: promised with the notice, sent a little later, and not at all to
//! whoever has looked meanwhile. A letter holds the number and the subject of a conversation its reader may see, and no word of it.

use super::Kind;
use crate::{ConversationId, viewer};
use agents::{AgentId, agents as people};
use db::{Trouble, Tx, Work, jobs, sql};
use kit::Locale;

/// The kind of the jobs; the payload is the notice's key.
pub const JOB: &str = "desk.notice";

/// Who looks within this time needs no letter.
const PATIENCE_SECONDS: i64 = 120;

/// What the letter says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    pub agent: AgentId,
    pub conversation: ConversationId,
    pub to: String,
    pub locale: Locale,
    pub kind: Kind,
    pub number: i64,
    pub subject: String,
}

/// Promises the letter, unless one about this conversation went out that its reader has not followed yet.
pub(super) fn promise(work: &mut Work<'_>, notice: i64, agent: i64, conversation: ConversationId) -> Result<(), Trouble> {
    let unfollowed: Option<i64> =
        sql("SELECT id FROM notice WHERE agent_id = $1 AND conversation_id = $2 AND by_mail = TRUE AND read_at IS NULL LIMIT 1")
            .with(agent)
            .with(conversation)
            .one(work)?;
    if unfollowed.is_some() {
        return Ok(());
    }
    sql("UPDATE notice SET by_mail = TRUE WHERE id = $1").with(notice).run(work)?;
    let due = work.now.plus_seconds(PATIENCE_SECONDS);
    jobs::promise(work, JOB, &notice.to_string(), None, due)
}

/// Until when its reader wants quiet, by what they want now.
pub fn rests_until(tx: &mut Tx<'_>, notice: i64) -> Result<Option<kit::Moment>, Trouble> {
    let agent: Option<i64> = sql("SELECT agent_id FROM notice WHERE id = $1").with(notice).one(tx)?;
    agent.map_or(Ok(None), |agent| super::quiet_until(tx, AgentId(agent)))
}

/// The letter a notice still asks for; `None` if its reader has looked, has left, or may not see the conversation any more.
pub fn reminder(tx: &mut Tx<'_>, notice: i64) -> Result<Option<Reminder>, Trouble> {
    let found: Option<(i64, Kind, ConversationId)> =
        sql("SELECT agent_id, kind, conversation_id FROM notice WHERE id = $1 AND read_at IS NULL")
            .with(notice)
            .one(tx)?;
    let Some((agent, kind, conversation)) = found else { return Ok(None) };
    let conversation = crate::conversations::find(tx, conversation)?;
    if !viewer::may_see(tx, agent, conversation.inbox_id)? {
        return Ok(None);
    }
    let reader = people::find(tx, AgentId(agent))?;
    Ok(Some(Reminder {
        agent: reader.id,
        conversation: conversation.id,
        locale: reader.locale(),
        to: reader.email.as_str().to_owned(),
        kind,
        number: conversation.number,
        subject: conversation.subject,
    }))
}
