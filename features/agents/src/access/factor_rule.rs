//! Who must have a second factor: everybody, or those with some roles; at once, or after some days.
//!
//! When it was first asked of whom is part of the rule, so that asking more people later gives nobody more time than they had. Whoever
//! has none when the time is over is led to set one up after signing in, and does nothing else until then. Nobody is locked out by
//! that, but the desk wants one administrator who has shown that it works: see [`Effect::admins_stay`].

use super::{SECOND_FACTOR, keep, need_to_manage, rules};
use crate::agent::AgentId;
use crate::event::Event;
use crate::role::RoleId;
use crate::roles;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use web::Asked;

const DAY: i64 = 86_400;
/// The most time that can be given.
pub const MOST_GRACE_DAYS: i64 = 90;

/// The rule as it stands, with when it began to be asked of whom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorRule {
    everybody: Option<i64>,
    roles: BTreeMap<i64, i64>,
    pub grace_days: i64,
}

/// What somebody wishes it to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    pub everybody: bool,
    pub roles: BTreeSet<RoleId>,
    pub grace_days: i64,
}

impl FactorRule {
    /// As a wish: without when it began.
    pub fn wish(&self) -> Wish {
        Wish {
            everybody: self.everybody.is_some(),
            roles: self.roles.keys().copied().map(RoleId).collect(),
            grace_days: self.grace_days,
        }
    }

    /// Whether it asks anything of this role.
    pub fn concerns(&self, role: RoleId) -> bool {
        self.everybody.is_some() || self.roles.contains_key(&role.0)
    }

    /// What it asks of somebody who has none: `joined` is when they came to the desk.
    pub fn asks(&self, role: RoleId, joined: Moment, now: Moment) -> Asked {
        let since = [self.everybody, self.roles.get(&role.0).copied()].into_iter().flatten().min();
        let Some(since) = since else { return Asked::Nothing };
        let until = Moment(since).max(joined).plus_seconds(self.grace_days * DAY);
        if until <= now { Asked::Now } else { Asked::Until(until) }
    }

    /// What becomes of it by a wish: who was asked before is asked since then.
    fn becomes(&self, wish: &Wish, now: Moment) -> Self {
        let since = |role: &RoleId| (role.0, self.roles.get(&role.0).copied().unwrap_or(now.0));
        Self {
            everybody: wish.everybody.then(|| self.everybody.unwrap_or(now.0)),
            roles: wish.roles.iter().map(since).collect(),
            grace_days: wish.grace_days,
        }
    }
}

/// Somebody who could sign in, as far as the rule asks.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Someone {
    pub id: AgentId,
    pub name: String,
    role: RoleId,
    is_admin: bool,
    joined: Moment,
    has_one: bool,
}

/// What the rule would mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Of these a second factor would be asked.
    pub asked: usize,
    /// These of them have none, and must have one from then on.
    pub lacking: Vec<(String, Asked)>,
    /// Administrators who have one, or of whom none is asked.
    pub admins_who_stay: usize,
    /// Whoever looks at it has none and is asked for one.
    pub mine: bool,
}

impl Effect {
    /// At least one administrator comes in as always: they have shown that their second factor works, or need none.
    pub const fn admins_stay(&self) -> bool {
        self.admins_who_stay > 0
    }
}

/// Works out what a wish would mean; changes nothing.
pub fn effect(tx: &mut Tx<'_>, wish: &Wish, mine: Option<AgentId>) -> Result<Effect, Trouble> {
    let (rule, now) = (checked(tx, wish)?, tx.now());
    Ok(means(&rule, now, &everybody(tx)?, mine))
}

fn means(rule: &FactorRule, now: Moment, people: &[Someone], mine: Option<AgentId>) -> Effect {
    let asked: Vec<&Someone> = people.iter().filter(|one| rule.concerns(one.role)).collect();
    let lacking: Vec<&Someone> = asked.iter().copied().filter(|one| !one.has_one).collect();
    Effect {
        asked: asked.len(),
        admins_who_stay: people.iter().filter(|one| one.is_admin && (one.has_one || !rule.concerns(one.role))).count(),
        mine: lacking.iter().any(|one| Some(one.id) == mine),
        lacking: lacking.iter().map(|one| (one.name.clone(), rule.asks(one.role, one.joined, now))).collect(),
    }
}

fn everybody(tx: &mut Tx<'_>) -> Result<Vec<Someone>, Trouble> {
    sql("SELECT a.id, a.name, a.role_id, r.built_in IS NOT NULL AND r.built_in = 'admin', a.created_at,
                a.totp_nonce IS NOT NULL OR EXISTS (SELECT 1 FROM passkey k WHERE k.agent_id = a.id)
           FROM agent a JOIN role r ON r.id = a.role_id
          WHERE a.deactivated_at IS NULL
          ORDER BY lower(a.name), a.id")
    .all(tx)
}

fn checked(tx: &mut Tx<'_>, wish: &Wish) -> Result<FactorRule, Trouble> {
    let now = tx.now();
    if !(0..=MOST_GRACE_DAYS).contains(&wish.grace_days) {
        return Err(Trouble::refused("agents-refused-grace").with("most", MOST_GRACE_DAYS));
    }
    let stands = rules(tx)?.second_factor;
    // A role that was taken away since may stand in the rule; it means nobody.
    for role in wish.roles.iter().filter(|role| !stands.roles.contains_key(&role.0)) {
        roles::find(tx, *role)?;
    }
    Ok(stands.becomes(wish, now))
}

/// Lays the rule down. Refused while no administrator could come in as always.
pub fn change(work: &mut Work<'_>, wish: &Wish) -> Result<(), Trouble> {
    need_to_manage(work)?;
    let rule = checked(work, wish)?;
    stand(work, &rule)
}

/// Lets exactly this rule stand.
pub(super) fn stand(work: &mut Work<'_>, rule: &FactorRule) -> Result<(), Trouble> {
    need_to_manage(work)?;
    let now = work.now;
    if rules(work)?.second_factor == *rule {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    if !means(rule, now, &everybody(work)?, None).admins_stay() {
        return Err(Trouble::refused("agents-refused-no-admin-with-factor"));
    }
    keep(work, SECOND_FACTOR, rule)?;
    let mut names = Vec::new();
    for role in roles::all(work)? {
        if rule.roles.contains_key(&role.id.0) {
            names.push(role.name);
        }
    }
    work.record(&Event::FactorRuleChanged { everybody: rule.everybody.is_some(), roles: names, grace_days: rule.grace_days })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_000_000_000_000_000);
    const AGENT: RoleId = RoleId(3);
    const ADMIN: RoleId = RoleId(1);

    fn days(days: i64) -> Moment {
        NOW.plus_seconds(days * DAY)
    }

    fn for_agents(grace_days: i64) -> FactorRule {
        FactorRule::default().becomes(&Wish { everybody: false, roles: [AGENT].into(), grace_days }, NOW)
    }

    #[test]
    fn it_is_asked_of_whom_it_names_after_the_days_it_gives() {
        let rule = for_agents(7);
        assert_eq!(rule.asks(ADMIN, days(-100), NOW), Asked::Nothing);
        assert_eq!(rule.asks(AGENT, days(-100), NOW), Asked::Until(days(7)));
        assert_eq!(rule.asks(AGENT, days(-100), days(7)), Asked::Now);
        assert_eq!(rule.asks(AGENT, days(10), days(12)), Asked::Until(days(17)), "a newcomer has as many days");
        assert_eq!(for_agents(0).asks(AGENT, days(-1), NOW), Asked::Now);
    }

    #[test]
    fn asking_more_people_gives_nobody_more_time() {
        let rule = for_agents(7).becomes(&Wish { everybody: true, roles: [AGENT].into(), grace_days: 7 }, days(5));

        assert_eq!(rule.asks(AGENT, days(-1), days(6)), Asked::Until(days(7)));
        assert_eq!(rule.asks(ADMIN, days(-1), days(6)), Asked::Until(days(12)));
    }

    #[test]
    fn one_administrator_stays_who_has_one_or_of_whom_none_is_asked() {
        let one = |id, role, has_one| Someone {
            id: AgentId(id),
            name: "X".into(),
            role,
            is_admin: role == ADMIN,
            joined: NOW,
            has_one,
        };
        let everybody = FactorRule::default().becomes(&Wish { everybody: true, ..Wish::default() }, NOW);

        assert!(!means(&everybody, NOW, &[one(1, ADMIN, false), one(2, AGENT, true)], None).admins_stay());
        assert!(means(&everybody, NOW, &[one(1, ADMIN, true)], None).admins_stay());
        assert!(means(&for_agents(0), NOW, &[one(1, ADMIN, false)], None).admins_stay());
    }
}
