//! Coming in with a passkey: by itself, or as the second step after the password.

use super::challenge::{self, Asked, Purpose};
use super::{Kept, by_credential, kept_of, written};
use crate::agent::{Agent, AgentId};
use crate::event::Event;
use crate::sign_in::{Answer, Visitor, enter, second_step};
use crate::{agents, ways_in};
use db::{Actor, Trouble, Work, sql};
use kit::{Key, Token};
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyAuthentication, PublicKeyCredential, Uuid, Webauthn,
    WebauthnError,
};

/// Asks a browser of which nothing is known for a passkey it has for this desk.
pub fn begin_entering(work: &mut Work<'_>, desk: &Webauthn, address: &str) -> Result<Asked, Trouble> {
    let (asked, question) = desk.start_discoverable_authentication().map_err(|_| Trouble::refused("agents-refused-passkey"))?;
    let mut options = serde_json::to_value(asked).map_err(|e| Trouble::Shape(format!("a challenge: {e}")))?;
    // Asked for by a button, not offered while somebody types.
    if let Some(options) = options.as_object_mut() {
        options.remove("mediation");
    }
    challenge::keep(work, Purpose::Enter, None, address, &question, &options)
}

/// Lets its owner in when the answer is good: a device that verified its owner is both factors at once.
pub fn finish_entering(
    work: &mut Work<'_>,
    desk: &Webauthn,
    key: &Key,
    challenge: &Token,
    answer: &str,
    visitor: &Visitor,
) -> Result<Answer, Trouble> {
    let Some((_, question)) = challenge::take::<DiscoverableAuthentication>(work, Purpose::Enter, challenge)? else {
        return Ok(Answer::Wrong);
    };
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else {
        return Ok(Answer::Wrong);
    };
    let Ok((handle, credential)) = desk.identify_discoverable_authentication(&answer) else {
        return Ok(Answer::Wrong);
    };
    let Some(kept) = by_credential(work, credential)?.filter(|kept| belongs_to(kept, handle)) else {
        return Ok(Answer::Wrong);
    };
    let agent = agents::find(work, kept.agent)?;
    if !agent.is_active() || !ways_in::may_use_password(work, agent.id)? {
        return Ok(Answer::Wrong);
    }
    let proof = desk.finish_discoverable_authentication_v2(&answer, question, DiscoverableKey::from(kept.key()?));
    if !believed(work, &kept, proof)? {
        return Ok(Answer::Wrong);
    }
    enter(work, key, &agent, visitor, "passkey").map(Answer::In)
}

/// The device says whose it is, and must mean the owner we know.
fn belongs_to(kept: &Kept, handle: Uuid) -> bool {
    kept.handle == handle.to_string()
}

/// Asks for a passkey of whoever showed the password in this sign-in. `None`: there is no such sign-in, or they have none.
pub fn begin_second_step(work: &mut Work<'_>, desk: &Webauthn, step: &Token, address: &str) -> Result<Option<Asked>, Trouble> {
    work.keep_quietly("a question to a browser is no history");
    let Some((agent, _)) = second_step::waiting(work, step)? else { return Ok(None) };
    let mut keys = Vec::new();
    for kept in kept_of(work, agent.id)? {
        keys.push(kept.key()?);
    }
    if keys.is_empty() {
        return Ok(None);
    }
    let (asked, question) = desk.start_passkey_authentication(&keys).map_err(|_| Trouble::refused("agents-refused-passkey"))?;
    challenge::keep(work, Purpose::SecondStep, Some(agent.id), address, &question, &asked).map(Some)
}

/// Finishes a sign-in whose password was right. [`Answer::SecondStep`] means: not accepted, try again.
pub fn finish_second_step(
    work: &mut Work<'_>,
    desk: &Webauthn,
    key: &Key,
    step: &Token,
    (challenge, answer): (&Token, &str),
    visitor: &Visitor,
) -> Result<Answer, Trouble> {
    let Some((agent, came_by)) = second_step::waiting(work, step)? else {
        return Ok(Answer::Wrong);
    };
    let attempt = match second_step::count(work, key, &agent, visitor)? {
        crate::sign_in::limits::Counted::Wait { minutes } => return Ok(Answer::Wait { minutes }),
        crate::sign_in::limits::Counted::Go(attempt) => attempt,
    };
    if !shows_one_of_theirs(work, desk, &agent, challenge, answer)? {
        return second_step::wrong(work, step);
    }
    let by = if came_by.is_empty() { "password_and_passkey" } else { &came_by };
    second_step::finished(work, key, &agent, &attempt, visitor, by)
}

fn shows_one_of_theirs(work: &mut Work<'_>, desk: &Webauthn, agent: &Agent, challenge: &Token, answer: &str) -> Result<bool, Trouble> {
    let asked = challenge::take::<PasskeyAuthentication>(work, Purpose::SecondStep, challenge)?;
    let Some((_, question)) = asked.filter(|(whose, _): &(AgentId, _)| *whose == agent.id) else {
        return Ok(false);
    };
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else {
        return Ok(false);
    };
    let kept = by_credential(work, answer.get_credential_id())?.filter(|kept| kept.agent == agent.id);
    let Some(kept) = kept else { return Ok(false) };
    let proof = desk.finish_passkey_authentication(&answer, &question);
    believed(work, &kept, proof)
}

/// Whether the proof is good against the key as it stands now; then its use is written down. The question holds the key as it stood when
/// it was asked: a counter that went on meanwhile counts too.
fn believed(work: &mut Work<'_>, kept: &Kept, proof: Result<AuthenticationResult, WebauthnError>) -> Result<bool, Trouble> {
    let (mut key, now) = (kept.key()?, work.now);
    let proof = match proof {
        Ok(proof) if proof.user_verified() => proof,
        Ok(_) => return Ok(false),
        Err(WebauthnError::CredentialPossibleCompromise) => return went_back(work, kept),
        Err(e) => {
            tracing::info!("a passkey was not accepted: {e}");
            return Ok(false);
        }
    };
    let used = u64::from(proof.counter());
    if used > 0 && counter_of(&key)? >= used {
        return went_back(work, kept);
    }
    key.update_credential(&proof);
    sql("UPDATE passkey SET public_half = $1, used_at = $2 WHERE id = $3")
        .with(written(&key)?)
        .with(now)
        .with(kept.id)
        .run(work)?;
    Ok(true)
}

/// How often the device had used the key when it was last shown.
fn counter_of(key: &Passkey) -> Result<u64, Trouble> {
    let told = serde_json::to_value(key).map_err(|e| Trouble::Shape(format!("a passkey: {e}")))?;
    told["cred"]["counter"]
        .as_u64()
        .ok_or_else(|| Trouble::Shape("a passkey counts nothing".to_owned()))
}

/// A counter that goes back means two devices with one key: it is refused, and stands in the log.
fn went_back(work: &mut Work<'_>, kept: &Kept) -> Result<bool, Trouble> {
    let owner = Actor::Agent(kept.agent.0);
    work.acting_as(owner, |work| work.record(&Event::PasskeyRefused { agent: kept.agent.0, name: kept.name.clone() }))?;
    Ok(false)
}
