//! Only through the company's own sign-in: nobody else's password opens the desk any more, but for one administrator's.

use crate::providers;
use agents::sessions::SessionId;
use agents::{AgentId, ways_in};
use db::{Actor, Trouble, Work};

/// From now on. Whoever says so has come through it themselves: then it works.
pub fn from_now_on(work: &mut Work<'_>, keeps: AgentId, mine: Option<SessionId>) -> Result<(), Trouble> {
    ways_in::needs_everything(work)?;
    let has_come = match work.actor {
        Actor::Agent(agent) => providers::has_come(work, AgentId(agent))?,
        _ => !providers::open(work)?.is_empty(),
    };
    if !has_come {
        return Err(Trouble::refused("sso-refused-come-first"));
    }
    ways_in::only_through_provider(work, keeps, mine)
}
