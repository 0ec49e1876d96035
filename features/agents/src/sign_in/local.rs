//! The link `frontline serve` prints: it signs the person at this machine in, once, within ten minutes.
//!
//! The page that takes it answers only to the loopback interface; here it is single use and short-lived.

use super::{Entry, Visitor, enter};
use crate::agent::AgentId;
use crate::agents;
use crate::event::Event;
use db::{Trouble, Work, sql};
use kit::{Key, Token};

const LIVES_SECONDS: i64 = 600;

/// Makes the token for `agent`; an older one dies. The link is `{base_url}/local/{token}`.
pub fn session_for_local_browser(work: &mut Work<'_>, agent: AgentId) -> Result<Token, Trouble> {
    let (token, now) = (Token::random(), work.now);
    sql("DELETE FROM local_link WHERE agent_id = $1 OR expires_at <= $2")
        .with(agent)
        .with(now)
        .run(work)?;
    sql("INSERT INTO local_link (agent_id, token_hash, expires_at) VALUES ($1, $2, $3)")
        .with(agent)
        .with(token.hash())
        .with(now.plus_seconds(LIVES_SECONDS))
        .run(work)?;
    work.record(&Event::LocalLinkMade { agent: agent.0 })?;
    Ok(token)
}

/// Takes the token and signs its agent in. `None`: unknown, used, too old, or its agent is deactivated.
pub fn redeem(work: &mut Work<'_>, key: &Key, token: &Token, visitor: &Visitor) -> Result<Option<Entry>, Trouble> {
    work.keep_quietly("a link that opened nothing");
    let now = work.now;
    let agent: Option<AgentId> = sql("DELETE FROM local_link WHERE token_hash = $1 AND expires_at > $2 RETURNING agent_id")
        .with(token.hash())
        .with(now)
        .one(work)?;
    let Some(agent) = agent else { return Ok(None) };
    let agent = agents::find(work, agent)?;
    if !agent.is_active() {
        return Ok(None);
    }
    enter(work, key, &agent, visitor, "local_link").map(Some)
}
