//! How long a session lives: in all, and without use; whether the browser keeps it when it is closed; how many one may have.
//!
//! It counts from the moment it is saved, for sessions that began before, too. Asked at every request, so nothing has to run.

use super::{SESSIONS, keep, need_to_manage, rules};
use crate::agent::AgentId;
use crate::event::Event;
use crate::sessions::{self, SessionId, Why};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const HOUR: i64 = 3_600;
/// The longest a session can be allowed to live: a year.
pub const MOST_HOURS: i64 = 8_760;
/// The shortest time without use; its last use is written down once a minute.
pub const LEAST_IDLE_MINUTES: i64 = 5;
/// More sessions than this at once are no limit any more.
pub const MOST_AT_ONCE: i64 = 100;

/// The rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPolicy {
    /// A session is over after this long, used or not.
    pub longest_hours: i64,
    /// A session nobody used for this long is over.
    pub idle_minutes: i64,
    /// The browser keeps it when it is closed.
    pub stays: bool,
    /// So many at once, then the one that was not used for longest makes way; 0: any number.
    pub most: i64,
}

impl Default for SessionPolicy {
    /// A month, a week without use, kept, any number.
    fn default() -> Self {
        Self { longest_hours: 30 * 24, idle_minutes: 7 * 24 * 60, stays: true, most: 0 }
    }
}

impl SessionPolicy {
    /// What is alive was used after this.
    pub const fn used_since(&self, now: Moment) -> Moment {
        now.plus_seconds(-self.idle_minutes * 60)
    }

    /// What is alive began after this.
    pub const fn begun_since(&self, now: Moment) -> Moment {
        now.plus_seconds(-self.longest_hours * HOUR)
    }

    /// How long the browser keeps the cookie; `None`: until it is closed.
    pub fn cookie_seconds(&self) -> Option<i64> {
        self.stays.then_some(self.longest_hours * HOUR)
    }

    /// Refuses what makes no sense.
    fn checked(self) -> Result<Self, Trouble> {
        let sound = (1..=MOST_HOURS).contains(&self.longest_hours)
            && (LEAST_IDLE_MINUTES..=MOST_HOURS * 60).contains(&self.idle_minutes)
            && (0..=MOST_AT_ONCE).contains(&self.most);
        if sound { Ok(self) } else { Err(Trouble::refused("agents-refused-session-policy")) }
    }
}

/// A session that is alive, as far as a policy asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Living {
    pub id: SessionId,
    pub agent: AgentId,
    pub created_at: Moment,
    pub seen_at: Moment,
}

/// Which of these a policy ends, those not used for longest first where there are too many.
pub fn ended_by(policy: &SessionPolicy, now: Moment, living: &[Living]) -> Vec<Living> {
    let is_over = |one: &Living| one.seen_at <= policy.used_since(now) || one.created_at <= policy.begun_since(now);
    let (mut ended, mut left): (Vec<Living>, Vec<Living>) = living.iter().copied().partition(is_over);
    if policy.most == 0 {
        return ended;
    }
    left.sort_by_key(|one| std::cmp::Reverse((one.seen_at, one.id)));
    let mut kept: BTreeMap<AgentId, i64> = BTreeMap::new();
    for one in left {
        let of_theirs = kept.entry(one.agent).or_default();
        if *of_theirs == policy.most {
            ended.push(one);
        } else {
            *of_theirs += 1;
        }
    }
    ended
}

/// What saving this policy would end at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effect {
    pub sessions: usize,
    pub people: usize,
    /// Of all that are alive.
    pub of: usize,
    /// Whoever asks would be signed out, too.
    pub mine: bool,
}

/// Works it out; changes nothing.
pub fn effect(tx: &mut Tx<'_>, policy: SessionPolicy, mine: Option<SessionId>) -> Result<Effect, Trouble> {
    let policy = policy.checked()?;
    let (now, living) = (tx.now(), living(tx)?);
    let ended = ended_by(&policy, now, &living);
    let people: std::collections::BTreeSet<AgentId> = ended.iter().map(|one| one.agent).collect();
    Ok(Effect {
        sessions: ended.len(),
        people: people.len(),
        of: living.len(),
        mine: ended.iter().any(|one| Some(one.id) == mine),
    })
}

/// Every session that is alive by the policy that stands.
fn living(tx: &mut Tx<'_>) -> Result<Vec<Living>, Trouble> {
    let (now, stands) = (tx.now(), rules(tx)?.sessions);
    sql("SELECT s.id, s.agent_id, s.created_at, s.seen_at
           FROM session s JOIN agent a ON a.id = s.agent_id
          WHERE s.seen_at > $1 AND s.created_at > $2 AND a.deactivated_at IS NULL
          ORDER BY s.id")
    .with(stands.used_since(now))
    .with(stands.begun_since(now))
    .all(tx)
}

/// Lays the policy down. What it does not allow ends with it. The same policy again changes and records nothing.
pub fn change(work: &mut Work<'_>, policy: SessionPolicy) -> Result<(), Trouble> {
    need_to_manage(work)?;
    let (now, policy) = (work.now, policy.checked()?);
    if rules(work)?.sessions == policy {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    // What was over by the old policy must not come back by a looser one.
    sessions::forget_the_dead(work)?;
    let ended = ended_by(&policy, now, &living(work)?);
    keep(work, SESSIONS, &policy)?;
    let SessionPolicy { longest_hours, idle_minutes, stays, most } = policy;
    work.record(&Event::SessionPolicyChanged { longest_hours, idle_minutes, stays, most })?;
    end(work, &ended, Why::Policy)
}

/// Makes room where somebody has more sessions than they may: whoever came in just now stays.
pub(crate) fn make_room(work: &mut Work<'_>, policy: &SessionPolicy, agent: AgentId, newest: SessionId) -> Result<(), Trouble> {
    let now = work.now;
    if policy.most == 0 {
        return Ok(());
    }
    let theirs: Vec<Living> = sql("SELECT id, agent_id, created_at, seen_at FROM session WHERE agent_id = $1 AND id <> $2")
        .with(agent)
        .with(newest)
        .all(work)?;
    let for_others = SessionPolicy { most: policy.most - 1, ..*policy };
    let ended = if for_others.most == 0 { theirs } else { ended_by(&for_others, now, &theirs) };
    end(work, &ended, Why::TooMany)
}

fn end(work: &mut Work<'_>, ended: &[Living], why: Why) -> Result<(), Trouble> {
    let mut counted: BTreeMap<AgentId, u64> = BTreeMap::new();
    for one in ended {
        *counted.entry(one.agent).or_default() += sql("DELETE FROM session WHERE id = $1").with(one.id).run(work)?;
    }
    let counted = counted.into_iter().filter(|(_, sessions)| *sessions > 0);
    counted.into_iter().try_for_each(|(agent, number)| sessions::record(work, agent, number, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_000_000_000_000_000);

    fn one(id: i64, agent: i64, began_hours_ago: i64, used_minutes_ago: i64) -> Living {
        Living {
            id: SessionId(id),
            agent: AgentId(agent),
            created_at: NOW.plus_seconds(-began_hours_ago * HOUR),
            seen_at: NOW.plus_seconds(-used_minutes_ago * 60),
        }
    }

    #[test]
    fn what_is_too_old_too_idle_or_too_many_ends_and_the_last_used_stay() {
        let living = [one(1, 7, 1, 1), one(2, 7, 5, 4), one(3, 7, 5, 2), one(4, 8, 30, 1), one(5, 8, 2, 90)];
        let policy = SessionPolicy { longest_hours: 24, idle_minutes: 60, stays: true, most: 2 };

        let ended: Vec<i64> = ended_by(&policy, NOW, &living).iter().map(|one| one.id.0).collect();

        assert_eq!(ended, [4, 5, 2]);
        assert!(ended_by(&SessionPolicy::default(), NOW, &living).is_empty());
    }

    #[test]
    fn a_policy_that_makes_no_sense_is_none() {
        let usual = SessionPolicy::default();
        let odd = [
            SessionPolicy { longest_hours: 0, ..usual },
            SessionPolicy { longest_hours: MOST_HOURS + 1, ..usual },
            SessionPolicy { idle_minutes: LEAST_IDLE_MINUTES - 1, ..usual },
            SessionPolicy { most: MOST_AT_ONCE + 1, ..usual },
            SessionPolicy { most: -1, ..usual },
            SessionPolicy { longest_hours: i64::MAX, idle_minutes: i64::MAX, ..usual },
        ];
        for policy in odd {
            assert!(policy.checked().is_err(), "{policy:?}");
        }
        assert!(usual.checked().is_ok());
    }
}
