//! How an agent likes to work: what comes up once a conversation is resolved.

use crate::Event;
use db::{Trouble, Tx, Work, sql};

db::words!(
    /// What an agent sees after resolving or closing.
    #[derive(Default)]
    AfterResolve {
        /// The next conversation of the list.
        #[default]
        Next = "next",
        /// The list.
        List = "list",
        /// The same conversation.
        Stay = "stay",
    }
);

/// What this agent chose.
pub fn after_resolve(tx: &mut Tx<'_>, agent: i64) -> Result<AfterResolve, Trouble> {
    let chosen: Option<AfterResolve> = sql("SELECT after_resolve FROM desk_preference WHERE agent_id = $1").with(agent).one(tx)?;
    Ok(chosen.unwrap_or_default())
}

/// Keeps what they choose.
pub fn choose(work: &mut Work<'_>, agent: i64, wanted: AfterResolve) -> Result<(), Trouble> {
    if after_resolve(work, agent)? == wanted {
        return Ok(());
    }
    sql("INSERT INTO desk_preference (agent_id, after_resolve) VALUES ($1, $2) ON CONFLICT (agent_id) DO UPDATE SET after_resolve = $2")
        .with(agent)
        .with(wanted)
        .run(work)?;
    work.record(&Event::PreferenceChosen { agent, after_resolve: wanted.word().into() })
}
