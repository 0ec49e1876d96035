//! The shelf of agents: one question per function.

use crate::agent::{Agent, AgentId};
use crate::role::{BuiltIn, RoleId};
use db::{FromRow, Trouble, Tx, sql};
use kit::EmailAddress;

/// The agent with this key, active or not.
pub fn find(tx: &mut Tx<'_>, agent: AgentId) -> Result<Agent, Trouble> {
    sql("SELECT id, name, email, role_id, locale, zone, signature, theme, density,
                presence, presence_reason, presence_since, password_hash, totp_nonce, created_at, deactivated_at, comes_through_provider,
                EXISTS (SELECT 1 FROM passkey k WHERE k.agent_id = agent.id)
           FROM agent WHERE id = $1")
    .with(agent)
    .only(tx, "agent")
}

/// The agent with this address, active or not.
pub fn by_email(tx: &mut Tx<'_>, email: &EmailAddress) -> Result<Option<Agent>, Trouble> {
    sql("SELECT id, name, email, role_id, locale, zone, signature, theme, density,
                presence, presence_reason, presence_since, password_hash, totp_nonce, created_at, deactivated_at, comes_through_provider,
                EXISTS (SELECT 1 FROM passkey k WHERE k.agent_id = agent.id)
           FROM agent WHERE email = $1")
    .with(email)
    .one(tx)
}

/// The admin who has been here longest and can sign in.
pub fn first_admin(tx: &mut Tx<'_>) -> Result<Option<Agent>, Trouble> {
    sql("SELECT a.id, a.name, a.email, a.role_id, a.locale, a.zone, a.signature, a.theme, a.density,
                a.presence, a.presence_reason, a.presence_since, a.password_hash, a.totp_nonce, a.created_at, a.deactivated_at, a.comes_through_provider,
                EXISTS (SELECT 1 FROM passkey k WHERE k.agent_id = a.id)
           FROM agent a JOIN role r ON r.id = a.role_id
          WHERE r.built_in = 'admin' AND a.deactivated_at IS NULL AND a.password_hash IS NOT NULL
          ORDER BY a.id
          LIMIT 1")
    .one(tx)
}

/// One line of the list of people.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    pub role: RoleId,
    pub role_name: String,
    pub built_in: Option<BuiltIn>,
    pub presence: crate::Presence,
    pub is_invited: bool,
    pub has_second_factor: bool,
    pub is_active: bool,
}

/// Everybody: active people first, by name.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Listed>, Trouble> {
    sql("SELECT a.id, a.name, a.email, a.role_id, r.name, r.built_in, a.presence,
                a.password_hash IS NULL AND NOT a.comes_through_provider, a.totp_nonce IS NOT NULL OR EXISTS (SELECT 1 FROM passkey k WHERE k.agent_id = a.id),
                a.deactivated_at IS NULL
           FROM agent a JOIN role r ON r.id = a.role_id
          ORDER BY CASE WHEN a.deactivated_at IS NULL THEN 0 ELSE 1 END, lower(a.name), a.id")
    .all(tx)
}

/// Names and keys of those who are active, for choosing somebody.
pub fn to_choose_from(tx: &mut Tx<'_>) -> Result<Vec<(AgentId, String)>, Trouble> {
    sql("SELECT id, name FROM agent WHERE deactivated_at IS NULL ORDER BY lower(name), id").all(tx)
}
