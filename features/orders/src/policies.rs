//! Policies at work: documents in versions, written by one person, approved by another, live from then on. What was live
//! once never changes; a new version takes its place.

mod bench;
mod starting;

pub use bench::{Difference, Replay, replay};
pub use starting::starting_policy;

use crate::Event;
use crate::brand::Brand;
use crate::stored::one_line;
use agents::{AgentId, Permission, Rights};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{Moment, sha256_hex};
use policy::{Policy, Strength};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

db::id!(
    /// The key of one version of a policy.
    PolicyId
);

db::words!(
    /// How far a version has come.
    PolicyState {
        Draft = "draft",
        Approved = "approved",
        Live = "live",
        Retired = "retired",
    }
);

/// A version as stored, without its document.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Version {
    pub id: PolicyId,
    pub name: String,
    pub version: i64,
    pub note: String,
    pub state: PolicyState,
    pub author_kind: String,
    pub author_id: Option<i64>,
    pub created_at: Moment,
    pub approved_by: Option<AgentId>,
    pub approved_at: Option<Moment>,
    pub live_from: Option<Moment>,
    pub retired_at: Option<Moment>,
    /// Of its document: who approves names the text they read.
    pub sha256: String,
}

/// All versions, the newest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Version>, Trouble> {
    sql(
        "SELECT id, name, version, note, state, author_kind, author_id, created_at, approved_by, approved_at, live_from, retired_at,
                sha256
           FROM policy_version ORDER BY id DESC",
    )
    .all(tx)
}

/// The version with this key.
pub fn find(tx: &mut Tx<'_>, id: PolicyId) -> Result<Version, Trouble> {
    sql(
        "SELECT id, name, version, note, state, author_kind, author_id, created_at, approved_by, approved_at, live_from, retired_at,
                sha256
           FROM policy_version WHERE id = $1",
    )
    .with(id)
    .only(tx, "policy")
}

/// Its document as text.
pub fn document(tx: &mut Tx<'_>, id: PolicyId) -> Result<String, Trouble> {
    sql("SELECT document FROM policy_version WHERE id = $1").with(id).only(tx, "policy")
}

/// Its document, read.
pub fn read(tx: &mut Tx<'_>, id: PolicyId) -> Result<Arc<Policy>, Trouble> {
    let hash: String = sql("SELECT sha256 FROM policy_version WHERE id = $1").with(id).only(tx, "policy")?;
    cached(tx, id, &hash)
}

/// Documents are read once: under the hash of their text, which says everything about them.
fn cached(tx: &mut Tx<'_>, id: PolicyId, hash: &str) -> Result<Arc<Policy>, Trouble> {
    static READ: LazyLock<Mutex<HashMap<String, Arc<Policy>>>> = LazyLock::new(Mutex::default);
    const MOST: usize = 256;
    let known = READ.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned();
    if let Some(known) = known {
        return Ok(known);
    }
    let text = document(tx, id)?;
    let policy = Arc::new(Policy::parse(&text).map_err(|_| Trouble::Shape(format!("policy {id} can no longer be read")))?);
    let mut all = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(hash.to_owned(), policy.clone());
    Ok(policy)
}

/// A live version and its document.
type Counting = (PolicyId, Arc<Policy>);

/// The policy that counts for a brand and a country today, among those that are live.
pub(crate) fn counting(tx: &mut Tx<'_>, brand: &Brand, country: &str) -> Result<Option<Counting>, Trouble> {
    let live: Vec<(PolicyId, String)> = sql("SELECT id, sha256 FROM policy_version WHERE state = 'live' ORDER BY id").all(tx)?;
    let today = tx.now().in_zone(&brand.zone).date();
    let mut best = None;
    for (id, hash) in live {
        let policy = cached(tx, id, &hash)?;
        let Some(rank) = policy.rank(&brand.code, country, today) else { continue };
        if best.as_ref().is_none_or(|(known, _, _)| rank > *known) {
            best = Some((rank, id, policy));
        }
    }
    Ok(best.map(|(_, id, policy)| (id, policy)))
}

/// For how many minutes this way of being verified holds, as the live policies say: the shortest of them, for who somebody is
/// does not depend on a brand. `None` if none says.
pub(crate) fn verified_for(tx: &mut Tx<'_>, strength: Strength) -> Result<Option<i64>, Trouble> {
    let live: Vec<(PolicyId, String)> = sql("SELECT id, sha256 FROM policy_version WHERE state = 'live' ORDER BY id").all(tx)?;
    let mut shortest: Option<i64> = None;
    for (id, hash) in live {
        let said = cached(tx, id, &hash)?.verified_for.get(&strength).copied();
        shortest = shortest.into_iter().chain(said).min();
    }
    Ok(shortest)
}

/// Writes a draft. Faults in the document are refused, the first with its place and remedy.
pub fn draft(work: &mut Work<'_>, text: &str, note: &str) -> Result<PolicyId, Trouble> {
    Rights::of_actor(work)?.need(Permission::PoliciesManage)?;
    let policy = parsed(text)?;
    let last: Option<i64> = sql("SELECT version FROM policy_version WHERE name = $1 ORDER BY version DESC LIMIT 1")
        .with(&policy.name)
        .one(work)?;
    let (now, actor, version) = (work.now, work.actor, last.unwrap_or(0) + 1);
    let id: PolicyId = sql("INSERT INTO policy_version (name, version, document, sha256, note, state, author_kind, author_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id")
    .with(&policy.name)
    .with(version)
    .with(text)
    .with(sha256_hex(text.as_bytes()))
    .with(one_line(note, 500))
    .with(PolicyState::Draft)
    .with(actor.kind())
    .with(actor.id())
    .with(now)
    .only(work, "policy")?;
    work.record(&Event::PolicyDrafted { policy: id.0, version })?;
    Ok(id)
}

fn parsed(text: &str) -> Result<Policy, Trouble> {
    Policy::parse(text).map_err(|faults| {
        let first = faults.first().map_or_else(String::new, ToString::to_string);
        Trouble::refused("orders-policy-faulty").with("count", faults.len()).with("first", first)
    })
}

/// Changes a draft. It is its last author's from then on, so that nobody approves their own words.
pub fn change_draft(work: &mut Work<'_>, id: PolicyId, text: &str, note: &str) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PoliciesManage)?;
    let now = held(work, id)?;
    let policy = parsed(text)?;
    if now.state != PolicyState::Draft {
        return Err(Trouble::refused("orders-policy-not-a-draft"));
    }
    if policy.name != now.name {
        return Err(Trouble::refused("orders-policy-renamed").with("name", now.name));
    }
    let actor = work.actor;
    sql("UPDATE policy_version SET document = $2, sha256 = $3, note = $4, author_kind = $5, author_id = $6 WHERE id = $1")
        .with(id)
        .with(text)
        .with(sha256_hex(text.as_bytes()))
        .with(one_line(note, 500))
        .with(actor.kind())
        .with(actor.id())
        .run(work)?;
    work.record(&Event::PolicyDraftChanged { policy: id.0, version: now.version })
}

/// Throws a draft away.
pub fn remove_draft(work: &mut Work<'_>, id: PolicyId) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PoliciesManage)?;
    let now = find(work, id)?;
    if now.state != PolicyState::Draft {
        return Err(Trouble::refused("orders-policy-not-a-draft"));
    }
    sql("DELETE FROM policy_version WHERE id = $1").with(id).run(work)?;
    work.record(&Event::PolicyDraftRemoved { policy: id.0, version: now.version })
}

/// A second person says the draft may go live. Nobody approves what they wrote, a token not what its owner wrote; and nobody
/// approves what they did not read: `seen` is the hash of the text they did.
pub fn approve(work: &mut Work<'_>, id: PolicyId, seen: &str) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PoliciesApprove)?;
    let now = held(work, id)?;
    if now.state != PolicyState::Draft {
        return Err(Trouble::refused("orders-policy-not-a-draft"));
    }
    unchanged_since(&now, seen)?;
    let approver = person(work)?;
    let author = match (now.author_kind.as_str(), now.author_id) {
        ("api_token", Some(token)) => crate::action::facts_owner(work, token)?.map(|agent| agent.0),
        ("agent", id) => id,
        _ => None,
    };
    if author == Some(approver.0) {
        return Err(Trouble::refused("orders-four-eyes"));
    }
    let at = work.now;
    sql("UPDATE policy_version SET state = $2, approved_by = $3, approved_at = $4 WHERE id = $1")
        .with(id)
        .with(PolicyState::Approved)
        .with(approver)
        .with(at)
        .run(work)?;
    work.record(&Event::PolicyApproved { policy: id.0, version: now.version })
}

/// The version with its row held, so that its text stays what was read until this is done.
fn held(work: &mut Work<'_>, id: PolicyId) -> Result<Version, Trouble> {
    sql("UPDATE policy_version SET state = state WHERE id = $1").with(id).run(work)?;
    find(work, id)
}

fn unchanged_since(now: &Version, seen: &str) -> Result<(), Trouble> {
    if now.sha256 == seen {
        Ok(())
    } else {
        Err(Trouble::Changed("the policy as it was read"))
    }
}

/// The person behind whoever acts; approvals are given by people.
pub(crate) fn person(work: &mut Work<'_>) -> Result<AgentId, Trouble> {
    let person = match work.actor {
        Actor::Agent(id) => Some(AgentId(id)),
        Actor::ApiToken(token) => crate::action::facts_owner(work, token)?,
        _ => None,
    };
    person.ok_or_else(|| Trouble::refused("orders-people-approve"))
}

/// From now on it counts; the version of the same name that counted before is retired. `seen` as in [`approve`].
pub fn go_live(work: &mut Work<'_>, id: PolicyId, seen: &str) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PoliciesApprove)?;
    let version = held(work, id)?;
    unchanged_since(&version, seen)?;
    if version.state == PolicyState::Live {
        work.keep_quietly("it counts already");
        return Ok(());
    }
    if version.state != PolicyState::Approved {
        return Err(Trouble::refused("orders-policy-not-approved"));
    }
    let now = work.now;
    sql("UPDATE policy_version SET state = 'retired', retired_at = $2 WHERE name = $1 AND state = 'live'")
        .with(&version.name)
        .with(now)
        .run(work)?;
    sql("UPDATE policy_version SET state = 'live', live_from = $2 WHERE id = $1")
        .with(id)
        .with(now)
        .run(work)?;
    work.record(&Event::PolicyWentLive { policy: id.0, version: version.version })
}

/// The first policy of a new company, live without a second person: the company has only one.
pub fn found(work: &mut Work<'_>, text: &str) -> Result<PolicyId, Trouble> {
    let id = work.acting_as(Actor::System, |work| draft(work, text, ""))?;
    let now = work.now;
    let others: i64 = sql("SELECT COUNT(*) FROM policy_version WHERE state = 'live'").only(work, "policy")?;
    if others > 0 {
        return Err(Trouble::refused("orders-policy-not-approved"));
    }
    sql("UPDATE policy_version SET state = 'live', approved_at = $2, live_from = $2 WHERE id = $1")
        .with(id)
        .with(now)
        .run(work)?;
    work.record(&Event::PolicyWentLive { policy: id.0, version: 1 })?;
    Ok(id)
}
