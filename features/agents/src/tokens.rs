//! API tokens. A personal one lets a program act as its owner, within the scopes given, until revoked; those of the
//! company are made in [`crate::service_tokens`] and opened here.
//!
//! A token starts with `fl_`, is shown once and stored as a hash. What it may do is asked anew at each request: the
//! scopes, and of those only what its owner may still do.

use crate::agent::{Agent, AgentId};
use crate::event::Event;
use crate::permissions::Permissions;
use crate::rights::of_agent;
use crate::role::Role;
use crate::{access, agents, roles};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{Moment, Networks, Token};
use web::Asked;

db::id!(
    /// The key of an API token.
    TokenId
);

const TOUCHED_EVERY_SECONDS: i64 = 60;

/// Creates a token for `agent`. Refused for scopes its owner does not have. Only the owner or the command line may.
pub fn create(
    work: &mut Work<'_>,
    agent: AgentId,
    name: &str,
    scopes: &Permissions,
    expires_at: Option<Moment>,
) -> Result<(TokenId, Token), Trouble> {
    refuse_strangers(work, agent)?;
    let missing = scopes.beyond(&of_agent(work, agent)?);
    if !missing.is_empty() {
        return Err(Trouble::refused("agents-refused-more-than-you").with("missing", missing.words()));
    }
    if scopes.is_empty() {
        return Err(Trouble::refused("agents-refused-no-scopes"));
    }
    let fresh = Fresh::of(name, scopes, expires_at)?;
    let id = insert(work, agent, &fresh, false)?;
    work.record(&Event::TokenCreated { agent: agent.0, token: id.0, name: fresh.name, scopes: scopes.words() })?;
    Ok((id, fresh.token))
}

/// A token nobody has seen yet.
pub(crate) struct Fresh {
    pub name: String,
    pub token: Token,
    scopes: Permissions,
    expires_at: Option<Moment>,
}

impl Fresh {
    pub fn of(name: &str, scopes: &Permissions, expires_at: Option<Moment>) -> Result<Self, Trouble> {
        Ok(Self {
            name: crate::agent::add::good_name(name)?,
            token: Token::presented(&format!("fl_{}", Token::random().reveal())),
            scopes: scopes.clone(),
            expires_at,
        })
    }
}

/// Writes the row of a new token; of a service token `agent` is who made it.
pub(crate) fn insert(work: &mut Work<'_>, agent: AgentId, fresh: &Fresh, is_service: bool) -> Result<TokenId, Trouble> {
    let (now, shown) = (work.now, fresh.token.reveal());
    sql("INSERT INTO api_token (agent_id, name, token_hash, ending, scopes, created_at, expires_at, is_service)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id")
    .with(agent)
    .with(&fresh.name)
    .with(fresh.token.hash())
    .with(shown.get(shown.len().saturating_sub(4)..).unwrap_or(""))
    .with(&fresh.scopes)
    .with(now)
    .with(fresh.expires_at)
    .with(is_service)
    .only(work, "token")
}

/// One line of the list.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    pub id: TokenId,
    pub name: String,
    /// Its last four letters, to tell it from others.
    pub ending: String,
    pub scopes: Permissions,
    pub created_at: Moment,
    pub expires_at: Option<Moment>,
    pub used_at: Option<Moment>,
}

/// The living tokens of `agent`, the newest first.
pub fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<Listed>, Trouble> {
    let now = tx.now();
    sql("SELECT id, name, ending, scopes, created_at, expires_at, used_at
           FROM api_token
          WHERE agent_id = $1 AND NOT is_service AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
          ORDER BY id DESC")
    .with(agent)
    .with(now)
    .all(tx)
}

/// Revokes one token, at once. Somebody else's is not found.
pub fn revoke(work: &mut Work<'_>, agent: AgentId, token: TokenId) -> Result<(), Trouble> {
    refuse_strangers(work, agent)?;
    let now = work.now;
    let name: Option<String> = sql(
        "UPDATE api_token SET revoked_at = $1 WHERE id = $2 AND agent_id = $3 AND NOT is_service AND revoked_at IS NULL RETURNING name",
    )
    .with(now)
    .with(token)
    .with(agent)
    .one(work)?;
    let name = name.ok_or(Trouble::NotFound("token"))?;
    work.record(&Event::TokenRevoked { agent: agent.0, token: token.0, name })
}

/// Revokes every token of `agent`.
pub(crate) fn revoke_all(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    let now = work.now;
    let revoked: Vec<(TokenId, String)> =
        sql("UPDATE api_token SET revoked_at = $1 WHERE agent_id = $2 AND NOT is_service AND revoked_at IS NULL RETURNING id, name")
            .with(now)
            .with(agent)
            .all(work)?;
    for (token, name) in revoked {
        work.record(&Event::TokenRevoked { agent: agent.0, token: token.0, name })?;
    }
    Ok(())
}

/// A program at the door.
#[derive(Debug, Clone)]
pub struct Bearer {
    pub token: TokenId,
    pub name: String,
    pub holder: Holder,
    pub permissions: Permissions,
    /// Whether whoever it acts for must set up a second factor.
    pub asked: Asked,
    /// From where it may come.
    pub only_from: Networks,
    pub(crate) used_at: Option<Moment>,
}

/// Whom a token acts for.
#[derive(Debug, Clone)]
pub enum Holder {
    Agent(Box<Agent>, Role),
    Company,
}

/// Whether its last use was long enough ago to be written down again.
pub(crate) fn is_due_for_touch(used_at: Option<Moment>, now: Moment) -> bool {
    used_at.is_none_or(|used| now.seconds_since(used) >= TOUCHED_EVERY_SECONDS)
}

#[derive(FromRow)]
struct Living {
    token: TokenId,
    agent: AgentId,
    name: String,
    scopes: Permissions,
    used_at: Option<Moment>,
    is_service: bool,
}

/// Who presents this token; `None` for anything unknown, revoked, expired, or of somebody deactivated.
pub fn bearer(tx: &mut Tx<'_>, token: &Token) -> Result<Option<Bearer>, Trouble> {
    let now = tx.now();
    let found: Option<Living> = sql("SELECT t.id, t.agent_id, t.name, t.scopes, t.used_at, t.is_service
           FROM api_token t JOIN agent a ON a.id = t.agent_id
          WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2)
            AND (t.is_service OR a.deactivated_at IS NULL)")
    .with(token.hash())
    .with(now)
    .one(tx)?;
    let Some(Living { token, agent, name, scopes, used_at, is_service }) = found else {
        return Ok(None);
    };
    let rules = access::rules(tx)?;
    let only_from = rules.networks.programs();
    if is_service {
        let holder = Holder::Company;
        return Ok(Some(Bearer {
            token,
            name,
            holder,
            permissions: scopes,
            asked: Asked::Nothing,
            only_from,
            used_at,
        }));
    }
    let agent = agents::find(tx, agent)?;
    let role = roles::find(tx, agent.role)?;
    let permissions = role.permissions().shared_with(&scopes);
    let asked = rules.asks(&agent, now);
    let holder = Holder::Agent(Box::new(agent), role);
    Ok(Some(Bearer { token, name, holder, permissions, asked, only_from, used_at }))
}

/// Writes down that it was used.
pub fn touch(work: &mut Work<'_>, token: TokenId) -> Result<(), Trouble> {
    work.keep_quietly("the last use of a token is not history");
    let now = work.now;
    sql("UPDATE api_token SET used_at = $1 WHERE id = $2").with(now).with(token).run(work)?;
    Ok(())
}

/// What a token may do when it acts.
pub fn permissions_of(tx: &mut Tx<'_>, token: TokenId) -> Result<Permissions, Trouble> {
    let now = tx.now();
    let found: Option<(AgentId, Permissions, bool)> =
        sql("SELECT agent_id, scopes, is_service FROM api_token WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)")
            .with(token)
            .with(now)
            .one(tx)?;
    match found {
        Some((_, scopes, true)) => Ok(scopes),
        Some((agent, scopes, false)) => Ok(of_agent(tx, agent)?.shared_with(&scopes)),
        None => Ok(Permissions::none()),
    }
}

/// A token cannot make tokens: a stolen narrow one must not grow.
fn refuse_strangers(work: &Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    match work.actor {
        Actor::System => Ok(()),
        Actor::Agent(id) if id == agent.0 => Ok(()),
        _ => Err(Trouble::NotFound("agent")),
    }
}
