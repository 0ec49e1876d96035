//! The people and teams a page names beside a conversation: who did it, who may take it.

use crate::InboxId;
use agents::{Permission, Presence, RoleId};
use db::{FromRow, Trouble, Tx, sql};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The names of everybody who works or worked here, and of every team, by key.
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub agents: HashMap<i64, String>,
    pub teams: HashMap<i64, String>,
}

impl Names {
    pub fn agent(&self, id: i64) -> &str {
        self.agents.get(&id).map_or("", String::as_str)
    }

    pub fn team(&self, id: i64) -> &str {
        self.teams.get(&id).map_or("", String::as_str)
    }
}

/// Somebody work may be given to, and whether they are there.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Colleague {
    pub id: i64,
    pub name: String,
    pub presence: Presence,
}

#[derive(Debug, FromRow)]
struct Candidate {
    id: i64,
    name: String,
    presence: Presence,
    role: RoleId,
    sees: bool,
}

/// Every name a thread may need.
pub fn names(tx: &mut Tx<'_>) -> Result<Arc<Names>, Trouble> {
    tx.shared("desk.names".to_owned(), |tx| {
        let agents: Vec<(i64, String)> = sql("SELECT id, name FROM agent").all(tx)?;
        let teams: Vec<(i64, String)> = sql("SELECT id, name FROM team").all(tx)?;
        Ok(Names { agents: agents.into_iter().collect(), teams: teams.into_iter().collect() })
    })
}

/// Agents at work here, by name.
pub fn at_work(tx: &mut Tx<'_>) -> Result<Vec<Colleague>, Trouble> {
    sql("SELECT id, name, presence FROM agent WHERE deactivated_at IS NULL ORDER BY lower(name), id").all(tx)
}

/// Teams in use, by name.
pub fn teams(tx: &mut Tx<'_>) -> Result<Vec<(i64, String)>, Trouble> {
    sql("SELECT id, name FROM team WHERE archived_at IS NULL ORDER BY lower(name), id").all(tx)
}

/// Agents at work here who see this inbox, by name: who a conversation of it may be given to, or a note may mention.
pub fn who_see(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Arc<Vec<Colleague>>, Trouble> {
    tx.shared(format!("desk.colleagues {}", inbox.0), |tx| find_who_see(tx, inbox))
}

fn find_who_see(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Vec<Colleague>, Trouble> {
    let all = agents::roles::all(tx)?;
    let see_all: HashSet<RoleId> = all
        .iter()
        .filter(|role| role.permissions().has(Permission::ConversationsSeeAll))
        .map(|role| role.id)
        .collect();
    let candidates: Vec<Candidate> = sql("SELECT a.id, a.name, a.presence, a.role_id,
                EXISTS (SELECT 1 FROM inbox_seen s WHERE s.agent_id = a.id AND s.inbox_id = $1)
           FROM agent a WHERE a.deactivated_at IS NULL ORDER BY lower(a.name), a.id")
    .with(inbox)
    .all(tx)?;
    Ok(candidates
        .into_iter()
        .filter(|one| one.sees || see_all.contains(&one.role))
        .map(|Candidate { id, name, presence, .. }| Colleague { id, name, presence })
        .collect())
}
