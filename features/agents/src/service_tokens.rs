//! Service tokens: a program acts for the company, not for a person, until it is revoked.
//!
//! Whoever manages tokens makes them, with no more than their own permissions. From then on a service token stands by
//! itself: it does not shrink or die with its maker, shows no presence, and is the actor in the log. In questions about
//! what is seen it goes by a key of its own below zero ([`viewer_key`]), which no agent can have.

use crate::agent::AgentId;
use crate::event::Event;
use crate::permissions::{Permission, Permissions};
use crate::rights::Rights;
use crate::tokens::{self, Fresh, Listed, TokenId};
use db::{Actor, Trouble, Tx, Work, sql};
use kit::{Moment, Token};

/// Creates one. Only a person may, in a browser or at the command line: a token that makes tokens could not be revoked.
pub fn create(work: &mut Work<'_>, name: &str, scopes: &Permissions, expires_at: Option<Moment>) -> Result<(TokenId, Token), Trouble> {
    let rights = may_manage(work)?;
    rights.cover(scopes)?;
    if scopes.is_empty() {
        return Err(Trouble::refused("agents-refused-no-scopes"));
    }
    let maker = match work.actor {
        Actor::Agent(agent) => AgentId(agent),
        _ => crate::first_admin(work)?.ok_or(Trouble::NotFound("administrator"))?.id,
    };
    let fresh = Fresh::of(name, scopes, expires_at)?;
    let id = tokens::insert(work, maker, &fresh, true)?;
    work.record(&Event::ServiceTokenCreated { token: id.0, name: fresh.name, scopes: scopes.words() })?;
    Ok((id, fresh.token))
}

/// The living ones, the newest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Listed>, Trouble> {
    let now = tx.now();
    sql("SELECT id, name, ending, scopes, created_at, expires_at, used_at
           FROM api_token
          WHERE is_service AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $1)
          ORDER BY id DESC")
    .with(now)
    .all(tx)
}

/// Revokes one, at once.
pub fn revoke(work: &mut Work<'_>, token: TokenId) -> Result<(), Trouble> {
    may_manage(work)?;
    let now = work.now;
    let name: Option<String> =
        sql("UPDATE api_token SET revoked_at = $1 WHERE id = $2 AND is_service AND revoked_at IS NULL RETURNING name")
            .with(now)
            .with(token)
            .one(work)?;
    let name = name.ok_or(Trouble::NotFound("token"))?;
    work.record(&Event::ServiceTokenRevoked { token: token.0, name })
}

/// The key by which a service token is asked about in `inbox_seen`.
pub const fn viewer_key(token: TokenId) -> i64 {
    -token.0
}

/// The service token a viewer's key stands for; `None` for an agent's.
pub const fn of_viewer_key(key: i64) -> Option<TokenId> {
    if key < 0 { Some(TokenId(-key)) } else { None }
}

fn may_manage(work: &mut Work<'_>) -> Result<Rights, Trouble> {
    if matches!(work.actor, Actor::ApiToken(_)) {
        return Err(Trouble::refused("agents-refused-not-permitted").with("permission", Permission::TokensManage.word()));
    }
    let rights = Rights::of_actor(work)?;
    rights.need(Permission::TokensManage)?;
    Ok(rights)
}
