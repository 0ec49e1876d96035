//! Teams as a directory sees them: groups with members. Leads, descriptions and inboxes stay the desk's business.

use crate::Event;
use crate::trouble::NO_MEMBER;
use crate::users::as_system;
use crate::value::get;
use agents::{AgentId, TeamId, agents as shelf, teams};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

#[derive(Debug, FromRow)]
struct Kept {
    team: TeamId,
    name: String,
    external_id: Option<String>,
    created_at: Option<Moment>,
    changed_at: Option<Moment>,
}

/// Every living team, the oldest first.
pub fn all(tx: &mut Tx<'_>, base: &str) -> Result<Vec<Value>, Trouble> {
    let kept: Vec<Kept> = sql("SELECT t.id, t.name, d.external_id, d.created_at, d.changed_at
           FROM team t LEFT JOIN directory_group d ON d.team_id = t.id
          WHERE t.archived_at IS NULL
          ORDER BY t.id")
    .all(tx)?;
    let people: Vec<(TeamId, AgentId)> = sql("SELECT team_id, agent_id FROM team_member ORDER BY team_id, agent_id").all(tx)?;
    let shown = kept.iter().map(|kept| {
        let members = people.iter().filter(|(team, _)| *team == kept.team).map(|(_, agent)| *agent);
        resource(kept, base, members)
    });
    Ok(shown.collect())
}

/// One of them.
pub fn one(tx: &mut Tx<'_>, base: &str, team: TeamId) -> Result<Value, Trouble> {
    let kept: Kept = sql("SELECT t.id, t.name, d.external_id, d.created_at, d.changed_at
           FROM team t LEFT JOIN directory_group d ON d.team_id = t.id
          WHERE t.id = $1 AND t.archived_at IS NULL")
    .with(team)
    .only(tx, "group")?;
    let members: Vec<AgentId> = sql("SELECT agent_id FROM team_member WHERE team_id = $1 ORDER BY agent_id").with(team).all(tx)?;
    Ok(resource(&kept, base, members.into_iter()))
}

fn resource(kept: &Kept, base: &str, members: impl Iterator<Item = AgentId>) -> Value {
    let id = kept.team.to_string();
    let members: Vec<Value> = members
        .map(|agent| json!({ "value": agent.to_string(), "$ref": format!("{base}/scim/v2/Users/{agent}"), "type": "User" }))
        .collect();
    let mut meta = json!({ "resourceType": "Group", "location": format!("{base}/scim/v2/Groups/{id}") });
    if let (Some(created), Some(changed)) = (kept.created_at, kept.changed_at) {
        meta["created"] = json!(created.rfc3339());
        meta["lastModified"] = json!(changed.rfc3339());
    }
    let mut shown = Map::new();
    shown.insert("schemas".into(), json!([SCHEMA]));
    shown.insert("id".into(), Value::String(id));
    if let Some(external) = &kept.external_id {
        shown.insert("externalId".into(), json!(external));
    }
    shown.insert("displayName".into(), json!(kept.name));
    if !members.is_empty() {
        shown.insert("members".into(), Value::Array(members));
    }
    shown.insert("meta".into(), meta);
    Value::Object(shown)
}

/// Makes a team.
pub fn add(work: &mut Work<'_>, base: &str, request: &Value) -> Result<Value, Trouble> {
    let name = name_of(request);
    let team = as_system(work, |work| teams::create(work, &name, ""))?;
    write(work, team, request)?;
    one(work, base, team)
}

/// Writes a team anew: its name, its members.
pub fn replace(work: &mut Work<'_>, base: &str, team: TeamId, request: &Value) -> Result<Value, Trouble> {
    one(work, base, team)?;
    let (name, description) = (name_of(request), teams::find(work, team)?.description);
    as_system(work, |work| teams::change(work, team, &name, &description))?;
    write(work, team, request)?;
    one(work, base, team)
}

/// Archives it; its members lose what they saw through it.
pub fn remove(work: &mut Work<'_>, team: TeamId) -> Result<(), Trouble> {
    let name = teams::find(work, team)?.name;
    as_system(work, |work| teams::archive(work, team))?;
    work.record(&Event::GroupRemoved { team: team.0, name })
}

fn write(work: &mut Work<'_>, team: TeamId, request: &Value) -> Result<(), Trouble> {
    let wanted = wanted(work, team, request)?;
    as_system(work, |work| teams::set_members(work, team, &wanted))?;
    let (now, external) = (work.now, get(request, "externalId").and_then(Value::as_str));
    sql("INSERT INTO directory_group (team_id, external_id, created_at, changed_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (team_id) DO UPDATE SET external_id = excluded.external_id, changed_at = excluded.changed_at")
    .with(team)
    .with(external)
    .with(now)
    .run(work)?;
    work.record(&Event::GroupChanged { team: team.0, name: name_of(request) })
}

/// The members as they are to be. Who leads goes on leading; who is deactivated stays if they are in, and does not come in.
fn wanted(work: &mut Work<'_>, team: TeamId, request: &Value) -> Result<BTreeMap<AgentId, bool>, Trouble> {
    let before: BTreeMap<AgentId, bool> = sql("SELECT agent_id, lead FROM team_member WHERE team_id = $1 ORDER BY agent_id")
        .with(team)
        .all::<(AgentId, bool)>(work)?
        .into_iter()
        .collect();
    let named = get(request, "members").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut wanted = BTreeMap::new();
    for member in named
        .iter()
        .map(member)
        .collect::<Option<BTreeSet<_>>>()
        .ok_or_else(|| Trouble::refused(NO_MEMBER))?
    {
        let person = shelf::find(work, member).map_err(|_| Trouble::refused(NO_MEMBER))?;
        if person.is_active() || before.contains_key(&member) {
            wanted.insert(member, before.get(&member).copied().unwrap_or(false));
        }
    }
    Ok(wanted)
}

fn member(named: &Value) -> Option<AgentId> {
    let value = get(named, "value")?;
    value.as_str().and_then(|text| text.parse().ok()).or_else(|| value.as_i64()).map(AgentId)
}

fn name_of(request: &Value) -> String {
    get(request, "displayName").and_then(Value::as_str).unwrap_or_default().to_owned()
}
