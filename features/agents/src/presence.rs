//! Presence: who is at their desk. Set by hand; online by itself with the first page somebody opens, and when nobody has one open for some
//! minutes, offline.
//!
//! Each node tells every minute whose live streams it holds, of new ones within seconds ([`heard`]), then asks who fell silent
//! ([`leave_the_silent`]). Whoever went offline by itself comes back as they were; whoever said offline stays offline.

use crate::agent::AgentId;
use crate::event::Event;
use db::{Actor, FromRow, Trouble, Tx, Work, sql};

/// Silent this long: offline.
pub const SILENT_MINUTES: i64 = 5;

db::words!(
    /// What somebody shows to the others.
    Presence {
        Online = "online",
        Away = "away",
        Busy = "busy",
        Offline = "offline",
    }
);

#[derive(Debug, Clone, FromRow)]
struct Shown {
    presence: Presence,
    reason: String,
    before: Option<Presence>,
    /// It is what they were added with.
    was_never_said: bool,
}

impl Shown {
    /// What whoever has a page open becomes by itself.
    fn with_a_page(&self) -> Option<Presence> {
        self.before.or_else(|| self.would_come_online().then_some(Presence::Online))
    }

    /// Offline, and not because they said so.
    fn would_come_online(&self) -> bool {
        self.was_never_said && self.presence == Presence::Offline
    }
}

/// Says it by hand. The reason counts for busy only. Saying it again changes and records nothing.
pub fn set(work: &mut Work<'_>, agent: AgentId, presence: Presence, reason: &str) -> Result<(), Trouble> {
    if !matches!(work.actor, Actor::Agent(id) if id == agent.0) && work.actor != Actor::System {
        return Err(Trouble::NotFound("agent"));
    }
    let reason: String = if presence == Presence::Busy {
        reason.trim().chars().take(80).collect()
    } else {
        String::new()
    };
    let shown = shown(work, agent)?;
    let says_nothing_new = shown.presence == presence && shown.reason == reason && shown.before.is_none();
    if says_nothing_new && !shown.would_come_online() {
        return Ok(());
    }
    change(work, agent, presence, &reason, None, false)?;
    let now = work.now;
    sql("UPDATE agent SET seen_at = $1 WHERE id = $2").with(now).with(agent).run(work)?;
    Ok(())
}

/// These agents have a page open now. Whoever went offline by itself is back, and who never said anything is online.
pub fn heard(work: &mut Work<'_>, agents: &[AgentId]) -> Result<(), Trouble> {
    work.keep_quietly("being heard is no history; coming back is recorded");
    let now = work.now;
    for agent in agents {
        let heard = sql("UPDATE agent SET seen_at = $1 WHERE id = $2 AND deactivated_at IS NULL")
            .with(now)
            .with(*agent)
            .run(work)?;
        if heard == 0 {
            continue;
        }
        let shown = shown(work, *agent)?;
        if let Some(here) = shown.with_a_page() {
            change(work, *agent, here, &shown.reason, None, true)?;
        }
    }
    Ok(())
}

/// Whoever was not heard for [`SILENT_MINUTES`] goes offline; says who.
pub fn leave_the_silent(work: &mut Work<'_>) -> Result<Vec<AgentId>, Trouble> {
    let since = work.now.plus_seconds(-SILENT_MINUTES * 60);
    let silent: Vec<(AgentId, Presence, String)> = sql("SELECT id, presence, presence_reason
           FROM agent
          WHERE presence <> 'offline' AND deactivated_at IS NULL AND (seen_at IS NULL OR seen_at < $1)
          ORDER BY id")
    .with(since)
    .all(work)?;
    for (agent, before, reason) in &silent {
        change(work, *agent, Presence::Offline, reason, Some(*before), true)?;
    }
    Ok(silent.into_iter().map(|(agent, ..)| agent).collect())
}

fn shown(tx: &mut Tx<'_>, agent: AgentId) -> Result<Shown, Trouble> {
    sql("SELECT presence, presence_reason, presence_before, presence_since = created_at FROM agent WHERE id = $1 AND deactivated_at IS NULL")
        .with(agent)
        .only(tx, "agent")
}

fn change(
    work: &mut Work<'_>,
    agent: AgentId,
    presence: Presence,
    reason: &str,
    before: Option<Presence>,
    by_itself: bool,
) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE agent SET presence = $1, presence_reason = $2, presence_before = $3, presence_since = $4 WHERE id = $5")
        .with(presence)
        .with(reason)
        .with(before)
        .with(now)
        .with(agent)
        .run(work)?;
    work.record(&Event::PresenceChanged {
        agent: agent.0,
        presence: presence.word().to_owned(),
        reason: reason.to_owned(),
        by_itself,
    })
}
