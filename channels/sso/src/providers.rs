//! The shelf of providers, and of accounts elsewhere that belong to somebody here.

use crate::provider::{Provider, ProviderId};
use agents::AgentId;
use db::{Trouble, Tx, sql};

/// The one with this key, open or not.
pub fn find(tx: &mut Tx<'_>, id: ProviderId) -> Result<Provider, Trouble> {
    sql(
        "SELECT id, name, issuer, client_id, sealed_secret, scopes, joins, domains, role_id, role_claim, role_rules, vouches, enabled
           FROM identity_provider WHERE id = $1 AND archived_at IS NULL",
    )
    .with(id)
    .only(tx, "provider")
}

/// The key the next one will have.
pub fn next(tx: &mut Tx<'_>) -> Result<ProviderId, Trouble> {
    let highest: i64 = sql("SELECT COALESCE(MAX(id), 0) FROM identity_provider").only(tx, "provider")?;
    Ok(ProviderId(highest + 1))
}

/// All of them, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Provider>, Trouble> {
    sql(
        "SELECT id, name, issuer, client_id, sealed_secret, scopes, joins, domains, role_id, role_claim, role_rules, vouches, enabled
           FROM identity_provider WHERE archived_at IS NULL ORDER BY name, id",
    )
    .all(tx)
}

/// Those people may come through now, by name.
pub fn open(tx: &mut Tx<'_>) -> Result<Vec<Provider>, Trouble> {
    sql(
        "SELECT id, name, issuer, client_id, sealed_secret, scopes, joins, domains, role_id, role_claim, role_rules, vouches, enabled
           FROM identity_provider WHERE archived_at IS NULL AND enabled ORDER BY name, id",
    )
    .all(tx)
}

/// Who here an account elsewhere belongs to.
pub fn owner(tx: &mut Tx<'_>, provider: ProviderId, subject: &str) -> Result<Option<AgentId>, Trouble> {
    sql("SELECT agent_id FROM agent_identity WHERE provider_id = $1 AND subject = $2")
        .with(provider)
        .with(subject)
        .one(tx)
}

/// Whether somebody here has an account at this provider linked.
pub fn is_linked(tx: &mut Tx<'_>, provider: ProviderId, agent: AgentId) -> Result<bool, Trouble> {
    let found: Option<i64> = sql("SELECT id FROM agent_identity WHERE provider_id = $1 AND agent_id = $2 ORDER BY id LIMIT 1")
        .with(provider)
        .with(agent)
        .one(tx)?;
    Ok(found.is_some())
}

/// Whether somebody here has come through a provider that is open.
pub fn has_come(tx: &mut Tx<'_>, agent: AgentId) -> Result<bool, Trouble> {
    let found: Option<i64> = sql("SELECT i.id
           FROM agent_identity i JOIN identity_provider p ON p.id = i.provider_id
          WHERE i.agent_id = $1 AND p.enabled AND p.archived_at IS NULL ORDER BY i.id LIMIT 1")
    .with(agent)
    .one(tx)?;
    Ok(found.is_some())
}

/// How many people each provider is linked to.
pub fn people_of_each(tx: &mut Tx<'_>) -> Result<Vec<(ProviderId, i64)>, Trouble> {
    sql("SELECT provider_id, COUNT(*) FROM agent_identity GROUP BY provider_id ORDER BY provider_id").all(tx)
}
