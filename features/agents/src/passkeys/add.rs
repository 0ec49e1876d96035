//! Adding a passkey to one's own account, naming it, taking it away.

use super::challenge::{self, Asked, Purpose};
use super::{PasskeyId, in_letters, kept_of, written};
use crate::agent::add::good_name;
use crate::agent::{Agent, AgentId};
use crate::event::Event;
use crate::{access, agents, recovery};
use db::{Actor, Trouble, Work, sql};
use kit::Token;
use webauthn_rs::prelude::{CredentialID, Passkey, PasskeyRegistration, RegisterPublicKeyCredential, Uuid, Webauthn};

/// More than this nobody has a use for.
const MOST: usize = 20;

/// A passkey was added. `codes` are the recovery codes, handed out once with the first second factor.
#[derive(Debug)]
pub struct Added {
    pub passkey: PasskeyId,
    pub codes: Option<Vec<String>>,
}

/// Asks the owner's browser for a new one. Devices are wished that find it by themselves, so that it opens without a name typed.
pub fn begin_adding(work: &mut Work<'_>, desk: &Webauthn, agent: &Agent, address: &str) -> Result<Asked, Trouble> {
    refuse_others(work, agent.id)?;
    let known = kept_of(work, agent.id)?;
    if known.len() >= MOST {
        return Err(Trouble::refused("agents-refused-passkeys-many").with("most", MOST));
    }
    let handle = known.first().and_then(|one| Uuid::parse_str(&one.handle).ok()).unwrap_or_else(Uuid::new_v4);
    let mut credentials: Vec<CredentialID> = Vec::new();
    for one in &known {
        credentials.push(one.key()?.cred_id().clone());
    }
    let (asked, question) = desk
        .start_passkey_registration(handle, agent.email.as_str(), &agent.name, Some(credentials))
        .map_err(|_| Trouble::refused("agents-refused-passkey"))?;
    let mut options = serde_json::to_value(asked).map_err(|e| Trouble::Shape(format!("a challenge: {e}")))?;
    let device = &mut options["publicKey"]["authenticatorSelection"];
    device["residentKey"] = "required".into();
    device["requireResidentKey"] = true.into();
    challenge::keep(work, Purpose::Add, Some(agent.id), address, &(handle, question), &options)
}

/// Keeps it when the answer is good.
pub fn finish_adding(
    work: &mut Work<'_>,
    desk: &Webauthn,
    agent: &Agent,
    challenge: &Token,
    answer: &str,
    name: &str,
) -> Result<Added, Trouble> {
    refuse_others(work, agent.id)?;
    let asked = challenge::take::<(Uuid, PasskeyRegistration)>(work, Purpose::Add, challenge)?;
    let Some((_, (handle, question))) = asked.filter(|(whose, _)| *whose == agent.id) else {
        return Err(Trouble::refused("agents-refused-passkey-late"));
    };
    let refused = || Trouble::refused("agents-refused-passkey");
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| refused())?;
    let key = desk.finish_passkey_registration(&answer, &question).map_err(|e| {
        tracing::info!("a passkey was not accepted: {e}");
        refused()
    })?;
    let passkey = insert(work, agent.id, handle, &key, &good_name(name)?)?;
    let codes = if agent.has_second_factor() { None } else { Some(recovery::renew(work, agent.id)?) };
    Ok(Added { passkey, codes })
}

fn insert(work: &mut Work<'_>, agent: AgentId, handle: Uuid, key: &Passkey, name: &str) -> Result<PasskeyId, Trouble> {
    let (credential, now) = (in_letters(key.cred_id()), work.now);
    if super::by_credential(work, key.cred_id())?.is_some() {
        return Err(Trouble::refused("agents-refused-passkey-known"));
    }
    let id = sql("INSERT INTO passkey (agent_id, credential_id, handle, name, public_half, added_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id")
    .with(agent)
    .with(credential)
    .with(handle.to_string())
    .with(name)
    .with(written(key)?)
    .with(now)
    .only(work, "passkey")?;
    work.record(&Event::PasskeyAdded { agent: agent.0, name: name.to_owned() })?;
    Ok(id)
}

/// Calls it something else. Somebody else's is not found.
pub fn rename(work: &mut Work<'_>, agent: AgentId, passkey: PasskeyId, typed: &str) -> Result<(), Trouble> {
    refuse_others(work, agent)?;
    let (before, name) = (name_of(work, agent, passkey)?, good_name(typed)?);
    if before == name {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    sql("UPDATE passkey SET name = $1 WHERE id = $2").with(&name).with(passkey).run(work)?;
    work.record(&Event::PasskeyRenamed { agent: agent.0, before, name })
}

/// Takes one's own away. The last second factor stays where one is asked; without any, recovery codes go too.
pub fn remove(work: &mut Work<'_>, agent: AgentId, passkey: PasskeyId) -> Result<(), Trouble> {
    refuse_others(work, agent)?;
    let (name, owner) = (name_of(work, agent, passkey)?, agents::find(work, agent)?);
    let is_last = !owner.has_app() && super::of(work, agent)?.len() == 1;
    if is_last && access::rules(work)?.second_factor.concerns(owner.role) {
        return Err(Trouble::refused("agents-refused-factor-asked"));
    }
    sql("DELETE FROM passkey WHERE id = $1").with(passkey).run(work)?;
    if is_last {
        recovery::forget(work, agent)?;
    }
    work.record(&Event::PasskeyRemoved { agent: agent.0, name })
}

fn name_of(work: &mut Work<'_>, agent: AgentId, passkey: PasskeyId) -> Result<String, Trouble> {
    sql("SELECT name FROM passkey WHERE id = $1 AND agent_id = $2")
        .with(passkey)
        .with(agent)
        .only(work, "passkey")
}

fn refuse_others(work: &Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    if work.actor == Actor::Agent(agent.0) { Ok(()) } else { Err(Trouble::NotFound("agent")) }
}
