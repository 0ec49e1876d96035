//! A sign-in of the company's own: how it is reached, who may come through it, and as what.

use crate::{Event, providers};
use agents::sign_in::provider::vouches_no_more;
use agents::{RoleId, roles, ways_in};
use db::{FromRow, SecretColumn, Trouble, Vault, Work, sql};
use serde::{Deserialize, Serialize};

db::id!(
    /// The key of a [`Provider`].
    ProviderId
);

db::words!(
    /// Whom it lets in besides those whose accounts were linked before.
    Joins {
        /// Nobody.
        Nobody = "nobody",
        /// Who works here already, by their verified address.
        Colleagues = "colleagues",
        /// Also new people, whose verified address is of the company's domains.
        Newcomers = "newcomers",
    }
);

/// A value of the provider's claim, and the role it stands for here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRule {
    pub value: String,
    pub role: i64,
}

/// A provider as stored.
#[derive(Debug, Clone, FromRow)]
pub struct Provider {
    pub id: ProviderId,
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    sealed_secret: String,
    /// What is asked for besides `openid email profile`.
    pub scopes: String,
    pub joins: Joins,
    domains: String,
    /// The role of newcomers, and of everybody no rule speaks of.
    pub role: Option<RoleId>,
    /// Where the provider says what somebody is; empty: roles are given here.
    pub role_claim: String,
    role_rules: String,
    /// It asks for a second factor itself, so none is asked for here.
    pub vouches: bool,
    pub enabled: bool,
}

impl Provider {
    /// The secret; `None` if it was sealed with a key that is not here.
    pub fn secret(&self, vault: &Vault) -> Option<String> {
        SECRET.open_with(vault, self.id.0, &self.sealed_secret).ok().filter(|secret| !secret.is_empty())
    }

    /// The domains newcomers' addresses must be of.
    pub fn domains(&self) -> Vec<String> {
        self.domains.split_whitespace().map(ToOwned::to_owned).collect()
    }

    /// The first that fits decides.
    pub fn role_rules(&self) -> Vec<RoleRule> {
        serde_json::from_str(&self.role_rules).unwrap_or_default()
    }
}

/// How providers know us, for whoever seals anew.
pub const SECRETS: &[SecretColumn] = &[SECRET];

const SECRET: SecretColumn = SecretColumn {
    name: "identity_provider.sealed_secret",
    list: "SELECT id, sealed_secret FROM identity_provider WHERE id > $1 AND sealed_secret <> '' ORDER BY id LIMIT $2",
    put: "UPDATE identity_provider SET sealed_secret = $2 WHERE id = $1 AND sealed_secret = $3",
    by_row: true,
};

/// What an administrator enters. `Debug` shows no secret.
#[derive(Clone)]
pub struct Settings {
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    /// `None` keeps the stored one.
    pub secret: Option<String>,
    pub scopes: String,
    pub joins: Joins,
    pub domains: Vec<String>,
    pub role: Option<RoleId>,
    pub role_claim: String,
    pub role_rules: Vec<RoleRule>,
    pub vouches: bool,
    pub enabled: bool,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Settings({})", self.issuer)
    }
}

impl Settings {
    fn checked(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        ways_in::needs_everything(work)?;
        if self.name.is_empty() || self.client_id.is_empty() {
            return Err(Trouble::refused("sso-refused-unnamed"));
        }
        if self.joins == Joins::Newcomers && self.domains.is_empty() {
            return Err(Trouble::refused("sso-refused-no-domain"));
        }
        if self.joins == Joins::Newcomers && self.role.is_none() && self.role_rules.is_empty() {
            return Err(Trouble::refused("sso-refused-no-role"));
        }
        let known = roles::all(work)?;
        let mut named = self.role.iter().copied().chain(self.role_rules.iter().map(|rule| RoleId(rule.role)));
        if named.any(|role| !known.iter().any(|known| known.id == role)) {
            return Err(Trouble::NotFound("role"));
        }
        Ok(())
    }

    fn rules_text(&self) -> Result<String, Trouble> {
        serde_json::to_string(&self.role_rules).map_err(|e| Trouble::Shape(e.to_string()))
    }
}

/// Adds one. Whoever decides who comes in could come in as anybody, so it takes every right.
pub fn add(work: &mut Work<'_>, new: &Settings) -> Result<ProviderId, Trouble> {
    new.checked(work)?;
    let secret = new.secret.as_deref().ok_or_else(|| Trouble::refused("sso-refused-no-secret"))?;
    let now = work.now;
    let id = providers::next(work)?;
    let sealed = SECRET.seal(work, id.0, secret)?;
    sql("INSERT INTO identity_provider (id, name, issuer, client_id, sealed_secret, scopes, joins, domains, role_id,
                                       role_claim, role_rules, vouches, enabled, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .with(id)
    .with(&new.name)
    .with(&new.issuer)
    .with(&new.client_id)
    .with(sealed)
    .with(&new.scopes)
    .with(new.joins)
    .with(new.domains.join(" "))
    .with(new.role)
    .with(&new.role_claim)
    .with(new.rules_text()?)
    .with(new.vouches)
    .with(new.enabled)
    .with(now)
    .run(work)?;
    work.record(&Event::ProviderAdded { provider: id.0, name: new.name.clone() })?;
    Ok(id)
}

/// Changes one. Another issuer is another provider, and refused: its accounts would be somebody else's.
pub fn change(work: &mut Work<'_>, id: ProviderId, new: &Settings) -> Result<(), Trouble> {
    new.checked(work)?;
    let before = providers::find(work, id)?;
    if before.issuer != new.issuer {
        return Err(Trouble::refused("sso-refused-other-issuer"));
    }
    if before.enabled && !new.enabled {
        refuse_if_only_way(work, id)?;
    }
    let sealed = match &new.secret {
        Some(secret) => SECRET.seal(work, id.0, secret)?,
        None => before.sealed_secret,
    };
    sql("UPDATE identity_provider
            SET name = $2, client_id = $3, sealed_secret = $4, scopes = $5, joins = $6, domains = $7, role_id = $8, role_claim = $9,
                role_rules = $10, vouches = $11, enabled = $12
          WHERE id = $1")
    .with(id)
    .with(&new.name)
    .with(&new.client_id)
    .with(sealed)
    .with(&new.scopes)
    .with(new.joins)
    .with(new.domains.join(" "))
    .with(new.role)
    .with(&new.role_claim)
    .with(new.rules_text()?)
    .with(new.vouches)
    .with(new.enabled)
    .run(work)?;
    if !(new.vouches && new.enabled) {
        vouches_no_more(work, id.0)?;
    }
    work.record(&Event::ProviderChanged { provider: id.0, name: new.name.clone() })
}

/// Lets go of one, with its secret and what it was linked to. Nobody is signed out by it.
pub fn remove(work: &mut Work<'_>, id: ProviderId) -> Result<(), Trouble> {
    ways_in::needs_everything(work)?;
    let before = providers::find(work, id)?;
    if before.enabled {
        refuse_if_only_way(work, id)?;
    }
    let now = work.now;
    sql("UPDATE identity_provider SET archived_at = $2, enabled = FALSE, sealed_secret = '' WHERE id = $1")
        .with(id)
        .with(now)
        .run(work)?;
    sql("DELETE FROM agent_identity WHERE provider_id = $1").with(id).run(work)?;
    vouches_no_more(work, id.0)?;
    work.record(&Event::ProviderRemoved { provider: id.0, name: before.name })
}

/// While people come in through providers only, one must stay open.
fn refuse_if_only_way(work: &mut Work<'_>, id: ProviderId) -> Result<(), Trouble> {
    let others = providers::open(work)?.iter().any(|provider| provider.id != id);
    if ways_in::keeper(work)?.is_some() && !others {
        return Err(Trouble::refused("sso-refused-only-way"));
    }
    Ok(())
}
