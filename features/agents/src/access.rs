//! What the company asks of whoever comes in: how long a session lives, who needs a second factor, and from where
//! one may come.
//!
//! Each rule is one row of `setting`, as JSON; where there is none, the desk is as it comes. [`rules`] reads all of them with one
//! question, for every request asks it. Who changes a rule may change the settings of the company.

pub mod factor_rule;
pub mod networks;
pub mod putting_back;
pub mod session_policy;

use crate::agent::Agent;
use crate::permissions::Permission;
use crate::rights::Rights;
use db::{Trouble, Tx, Work, sql};
use kit::Moment;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web::Asked;

pub use factor_rule::FactorRule;
pub use networks::NetworkRule;
pub use session_policy::SessionPolicy;

const SESSIONS: &str = "access.sessions";
const SECOND_FACTOR: &str = "access.second_factor";
const NETWORKS: &str = "access.networks";

/// Every rule as it stands.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    pub sessions: SessionPolicy,
    pub second_factor: FactorRule,
    pub networks: NetworkRule,
}

impl Rules {
    /// What the rule of second factors asks of somebody now.
    pub fn asks(&self, agent: &Agent, now: Moment) -> Asked {
        if agent.has_second_factor() {
            return Asked::Nothing;
        }
        self.second_factor.asks(agent.role, agent.created_at, now)
    }
}

/// Reads them.
pub fn rules(tx: &mut Tx<'_>) -> Result<Rules, Trouble> {
    let kept: Vec<(String, String)> =
        sql("SELECT name, value FROM setting WHERE name IN ('access.sessions', 'access.second_factor', 'access.networks')").all(tx)?;
    let mut rules = Rules::default();
    for (name, value) in kept {
        match name.as_str() {
            SESSIONS => rules.sessions = read(&value)?,
            SECOND_FACTOR => rules.second_factor = read(&value)?,
            _ => rules.networks = NetworkRule::of(&read(&value)?)?,
        }
    }
    Ok(rules)
}

/// A rule nobody can read opens nothing.
fn read<T: DeserializeOwned>(value: &str) -> Result<T, Trouble> {
    serde_json::from_str(value).map_err(|e| Trouble::Shape(format!("a rule of access: {e}")))
}

/// Writes one down.
fn keep(work: &mut Work<'_>, name: &str, rule: &impl Serialize) -> Result<(), Trouble> {
    let value = serde_json::to_string(rule).map_err(|e| Trouble::Shape(format!("a rule of access: {e}")))?;
    sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .with(name)
        .with(value)
        .run(work)?;
    Ok(())
}

fn need_to_manage(work: &mut Work<'_>) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::SettingsManage)
}
