//! Who somebody is here, once the provider has said who they are: a colleague whose account is linked, one whose verified address
//! we know, somebody new, or nobody. First judged, then done, so that an administrator can see the verdict without anybody coming in.

use crate::provider::{Joins, Provider};
use crate::told::Told;
use crate::{Event, providers};
use agents::agent::change_role::change_role;
use agents::agent::provide::{Provided, provide, welcome};
use agents::{Agent, AgentId, RoleId, roles};
use db::{Trouble, Tx, Work, sql};
use kit::{EmailAddress, Locale};

db::words!(
    /// Why somebody stays outside.
    Why {
        Unknown = "unknown",
        Unverified = "unverified",
        OtherDomain = "other_domain",
        Deactivated = "deactivated",
        NoRole = "no_role",
        LinkedOtherwise = "linked_otherwise",
    }
);

impl Why {
    /// The sentence's key in the catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "sso-why-unknown",
            Self::Unverified => "sso-why-unverified",
            Self::OtherDomain => "sso-why-other-domain",
            Self::Deactivated => "sso-why-deactivated",
            Self::NoRole => "sso-why-no-role",
            Self::LinkedOtherwise => "sso-why-linked-otherwise",
        }
    }
}

/// What becomes of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Linked before. The role is what the provider's word makes them, if it decides that.
    Known {
        agent: AgentId,
        role: Option<RoleId>,
    },
    /// Known by their verified address, and linked now.
    Links {
        agent: AgentId,
        role: Option<RoleId>,
    },
    /// New here.
    Joins {
        email: EmailAddress,
        role: RoleId,
    },
    Stays(Why),
}

/// Judges; changes nothing.
pub fn judge(tx: &mut Tx<'_>, provider: &Provider, told: &Told) -> Result<Verdict, Trouble> {
    let given = given(tx, provider, told)?;
    if let Some(agent) = providers::owner(tx, provider.id, &told.subject)? {
        let role = match colleague(tx, agent, given)? {
            Ok(role) => role,
            Err(why) => return Ok(Verdict::Stays(why)),
        };
        return Ok(Verdict::Known { agent, role });
    }
    if provider.joins == Joins::Nobody {
        return Ok(Verdict::Stays(Why::Unknown));
    }
    let Some(email) = told.email.clone().filter(|_| told.email_is_verified) else {
        return Ok(Verdict::Stays(Why::Unverified));
    };
    let Some(agent) = agents::agents::by_email(tx, &email)? else {
        return Ok(newcomer(provider, email, given));
    };
    if providers::is_linked(tx, provider.id, agent.id)? {
        return Ok(Verdict::Stays(Why::LinkedOtherwise));
    }
    Ok(match colleague(tx, agent.id, given)? {
        Ok(role) => Verdict::Links { agent: agent.id, role },
        Err(why) => Verdict::Stays(why),
    })
}

/// The role the provider's word stands for.
#[derive(Clone, Copy)]
enum Given {
    /// Roles are given here.
    NotItsBusiness(Option<RoleId>),
    Role(RoleId),
    None,
}

fn given(tx: &mut Tx<'_>, provider: &Provider, told: &Told) -> Result<Given, Trouble> {
    let known: Vec<RoleId> = roles::all(tx)?.into_iter().map(|role| role.id).collect();
    let usual = provider.role.filter(|role| known.contains(role));
    if provider.role_claim.is_empty() {
        return Ok(Given::NotItsBusiness(usual));
    }
    let said = told.values(&provider.role_claim);
    let fits = provider
        .role_rules()
        .into_iter()
        .find(|rule| said.contains(&rule.value))
        .map(|rule| RoleId(rule.role));
    Ok(fits.filter(|role| known.contains(role)).or(usual).map_or(Given::None, Given::Role))
}

/// The role they are to have, if that is decided elsewhere; or why they stay outside.
fn colleague(tx: &mut Tx<'_>, agent: AgentId, given: Given) -> Result<Result<Option<RoleId>, Why>, Trouble> {
    if !agents::agents::find(tx, agent)?.is_active() {
        return Ok(Err(Why::Deactivated));
    }
    Ok(match given {
        Given::NotItsBusiness(_) => Ok(None),
        Given::Role(role) => Ok(Some(role)),
        Given::None => Err(Why::NoRole),
    })
}

fn newcomer(provider: &Provider, email: EmailAddress, given: Given) -> Verdict {
    if provider.joins != Joins::Newcomers {
        return Verdict::Stays(Why::Unknown);
    }
    if !provider.domains().iter().any(|domain| domain.eq_ignore_ascii_case(email.domain())) {
        return Verdict::Stays(Why::OtherDomain);
    }
    match given {
        Given::Role(role) | Given::NotItsBusiness(Some(role)) => Verdict::Joins { email, role },
        Given::NotItsBusiness(None) | Given::None => Verdict::Stays(Why::NoRole),
    }
}

/// Does what was judged: links, adds, gives the role. `Err` says why they stay outside, which is recorded.
pub fn admit(work: &mut Work<'_>, provider: &Provider, told: &Told, locale: Locale) -> Result<Result<Agent, Why>, Trouble> {
    let agent = match judge(work, provider, told)? {
        Verdict::Known { agent, role } => follow(work, agent, role)?,
        Verdict::Links { agent, role } => {
            welcome(work, agent)?;
            link(work, provider, told, agent)?;
            follow(work, agent, role)?
        }
        Verdict::Joins { email, role } => {
            let agent = provide(work, &newly(told, email, role, locale))?;
            link(work, provider, told, agent)?;
            agent
        }
        Verdict::Stays(why) => {
            work.record(&Event::Refused { provider: provider.id.0, name: provider.name.clone(), why: why.word().to_owned() })?;
            return Ok(Err(why));
        }
    };
    used(work, provider, told)?;
    agents::agents::find(work, agent).map(Ok)
}

fn newly(told: &Told, email: EmailAddress, role: RoleId, locale: Locale) -> Provided {
    let name = told.name.clone().unwrap_or_else(|| email.local().to_owned());
    let zone = told.values("zoneinfo").into_iter().next().unwrap_or_else(|| "UTC".to_owned());
    Provided { name, email, role, locale, zone }
}

fn link(work: &mut Work<'_>, provider: &Provider, told: &Told, agent: AgentId) -> Result<(), Trouble> {
    let now = work.now;
    sql("INSERT INTO agent_identity (provider_id, subject, agent_id, linked_at, used_at) VALUES ($1, $2, $3, $4, $4)")
        .with(provider.id)
        .with(&told.subject)
        .with(agent)
        .with(now)
        .run(work)?;
    work.record(&Event::Linked { provider: provider.id.0, name: provider.name.clone(), agent: agent.0 })
}

/// Gives the role the provider's word stands for. The last administrator, and whoever keeps the one password, stay what they are.
fn follow(work: &mut Work<'_>, agent: AgentId, role: Option<RoleId>) -> Result<AgentId, Trouble> {
    let Some(role) = role else { return Ok(agent) };
    match change_role(work, agent, role) {
        Ok(()) | Err(Trouble::Refused(_)) => Ok(agent),
        Err(trouble) => Err(trouble),
    }
}

fn used(work: &mut Work<'_>, provider: &Provider, told: &Told) -> Result<(), Trouble> {
    work.keep_quietly("when an account elsewhere was last used is no history");
    let now = work.now;
    sql("UPDATE agent_identity SET used_at = $3 WHERE provider_id = $1 AND subject = $2")
        .with(provider.id)
        .with(&told.subject)
        .with(now)
        .run(work)?;
    Ok(())
}
