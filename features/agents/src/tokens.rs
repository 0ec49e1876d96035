//! Personal API tokens: a program acts as its owner, within the scopes given, until revoked.
//!
//! A token starts with `fl_`, is shown once and stored as a hash. What it may do is asked anew at each request: the
//! scopes, and of those only what its owner may still do.

use crate::agent::{Agent, AgentId};
use crate::event::Event;
use crate::permissions::Permissions;
use crate::rights::of_agent;
use crate::role::Role;
use crate::{agents, roles};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{Moment, Token};

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
    let name = crate::agent::add::good_name(name)?;
    let token = Token::presented(&format!("fl_{}", Token::random().reveal()));
    let id: TokenId = insert(work, agent, &name, &token, scopes, expires_at)?;
    work.record(&Event::TokenCreated { agent: agent.0, token: id.0, name, scopes: scopes.words() })?;
    Ok((id, token))
}

fn insert(
    work: &mut Work<'_>,
    agent: AgentId,
    name: &str,
    token: &Token,
    scopes: &Permissions,
    expires_at: Option<Moment>,
) -> Result<TokenId, Trouble> {
    let (now, shown) = (work.now, token.reveal());
    sql("INSERT INTO api_token (agent_id, name, token_hash, ending, scopes, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id")
    .with(agent)
    .with(name)
    .with(token.hash())
    .with(shown.get(shown.len().saturating_sub(4)..).unwrap_or(""))
    .with(scopes)
    .with(now)
    .with(expires_at)
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
          WHERE agent_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
          ORDER BY id DESC")
    .with(agent)
    .with(now)
    .all(tx)
}

/// Revokes one token, at once. Somebody else's is not found.
pub fn revoke(work: &mut Work<'_>, agent: AgentId, token: TokenId) -> Result<(), Trouble> {
    refuse_strangers(work, agent)?;
    let now = work.now;
    let name: Option<String> =
        sql("UPDATE api_token SET revoked_at = $1 WHERE id = $2 AND agent_id = $3 AND revoked_at IS NULL RETURNING name")
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
        sql("UPDATE api_token SET revoked_at = $1 WHERE agent_id = $2 AND revoked_at IS NULL RETURNING id, name")
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
    pub agent: Agent,
    pub role: Role,
    pub permissions: Permissions,
    used_at: Option<Moment>,
}

impl Bearer {
    /// Whether its last use was long enough ago to be written down again.
    pub fn is_due_for_touch(&self, now: Moment) -> bool {
        self.used_at.is_none_or(|used| now.seconds_since(used) >= TOUCHED_EVERY_SECONDS)
    }
}

/// Who presents this token; `None` for anything unknown, revoked, expired, or of somebody deactivated.
pub fn bearer(tx: &mut Tx<'_>, token: &Token) -> Result<Option<Bearer>, Trouble> {
    let now = tx.now();
    let found: Option<(TokenId, AgentId, Permissions, Option<Moment>)> = sql("SELECT t.id, t.agent_id, t.scopes, t.used_at
           FROM api_token t JOIN agent a ON a.id = t.agent_id
          WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2) AND a.deactivated_at IS NULL")
    .with(token.hash())
    .with(now)
    .one(tx)?;
    let Some((token, agent, scopes, used_at)) = found else { return Ok(None) };
    let agent = agents::find(tx, agent)?;
    let role = roles::find(tx, agent.role)?;
    let permissions = role.permissions().shared_with(&scopes);
    Ok(Some(Bearer { token, agent, role, permissions, used_at }))
}

/// Writes down that it was used.
pub fn touch(work: &mut Work<'_>, token: TokenId) -> Result<(), Trouble> {
    work.keep_quietly("the last use of a token is not history");
    let now = work.now;
    sql("UPDATE api_token SET used_at = $1 WHERE id = $2").with(now).with(token).run(work)?;
    Ok(())
}

/// What a token may do when it acts.
pub(crate) fn permissions_of(tx: &mut Tx<'_>, token: i64) -> Result<Permissions, Trouble> {
    let now = tx.now();
    let found: Option<(AgentId, Permissions)> =
        sql("SELECT agent_id, scopes FROM api_token WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)")
            .with(token)
            .with(now)
            .one(tx)?;
    match found {
        Some((agent, scopes)) => Ok(of_agent(tx, agent)?.shared_with(&scopes)),
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
