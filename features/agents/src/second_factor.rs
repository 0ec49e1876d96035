//! The second factor: time-based codes (RFC 6238) from an authenticator app.
//!
//! The secret is never stored. It is derived from the site's key and a random number beside the agent, so whoever reads
//! the database alone can make no codes. A code's time step is remembered, and only a later one is accepted.

use crate::agent::change_role::within_reach;
use crate::agent::{Agent, AgentId};
use crate::event::Event;
use crate::{access, recovery};
use db::{Actor, Trouble, Tx, Work, sql};
use kit::{Key, Token};
use totp_rs::{Builder, Secret, Totp};

const ISSUER: &str = "Frontline";

/// What the set-up page shows.
#[derive(Debug, Clone)]
pub struct Offer {
    /// `otpauth://…` for the QR code.
    pub url: String,
    /// The secret for typing, in base 32.
    pub typed: String,
}

/// Begins the set-up: a new secret that counts for nothing until [`turn_on`] proves the app has it.
pub fn offer(work: &mut Work<'_>, key: &Key, agent: &Agent) -> Result<Offer, Trouble> {
    work.keep_quietly("a secret nobody has confirmed yet");
    let nonce = Token::random();
    sql("UPDATE agent SET totp_pending = $1 WHERE id = $2")
        .with(nonce.reveal())
        .with(agent.id)
        .run(work)?;
    shown(key, agent, nonce.reveal())
}

/// The set-up that was begun, for showing it again after a wrong code.
pub fn offered(tx: &mut Tx<'_>, key: &Key, agent: &Agent) -> Result<Option<Offer>, Trouble> {
    pending(tx, agent.id)?.map(|nonce| shown(key, agent, &nonce)).transpose()
}

/// Turns it on when `code` comes from the offered secret, and hands out the recovery codes, once. `None`: the code was wrong.
pub fn turn_on(work: &mut Work<'_>, key: &Key, agent: &Agent, code: &str) -> Result<Option<Vec<String>>, Trouble> {
    let Some(nonce) = pending(work, agent.id)? else { return Ok(None) };
    let now = work.now.seconds().unsigned_abs();
    let Some(step) = totp(key, agent, &nonce)?.check(&digits(code), now) else {
        return Ok(None);
    };
    sql("UPDATE agent SET totp_nonce = totp_pending, totp_pending = NULL, totp_last_step = $1 WHERE id = $2")
        .with(i64::try_from(step).unwrap_or(i64::MAX))
        .with(agent.id)
        .run(work)?;
    work.record(&Event::SecondFactorTurnedOn { agent: agent.id.0 })?;
    recovery::renew(work, agent.id).map(Some)
}

/// Turns one's own app off. The last second factor stays where the company asks for one.
pub fn turn_off(work: &mut Work<'_>, agent: &Agent) -> Result<(), Trouble> {
    if work.actor != Actor::Agent(agent.id.0) {
        return Err(Trouble::NotFound("agent"));
    }
    if !agent.has_app() {
        return Ok(());
    }
    if !agent.has_passkey && access::rules(work)?.second_factor.concerns(agent.role) {
        return Err(Trouble::refused("agents-refused-factor-asked"));
    }
    forget_app(work, agent)?;
    if !agent.has_passkey {
        recovery::forget(work, agent.id)?;
    }
    work.record(&Event::SecondFactorTurnedOff { agent: agent.id.0 })
}

/// Takes all of it from somebody who lost phone, passkeys and recovery codes.
pub fn take_away(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    let (person, _) = within_reach(work, agent)?;
    if !person.has_second_factor() {
        return Ok(());
    }
    forget_app(work, &person)?;
    sql("DELETE FROM passkey WHERE agent_id = $1").with(agent).run(work)?;
    recovery::forget(work, agent)?;
    work.record(&Event::SecondFactorTurnedOff { agent: agent.0 })
}

fn forget_app(work: &mut Work<'_>, agent: &Agent) -> Result<(), Trouble> {
    sql("UPDATE agent SET totp_nonce = NULL, totp_pending = NULL WHERE id = $1")
        .with(agent.id)
        .run(work)?;
    Ok(())
}

/// Whether `code` is good now. A good one is used up with all earlier ones.
pub(crate) fn accepts(work: &mut Work<'_>, key: &Key, agent: &Agent, code: &str) -> Result<bool, Trouble> {
    let Some(nonce) = &agent.totp_nonce else { return Ok(false) };
    let now = work.now.seconds().unsigned_abs();
    let Some(step) = totp(key, agent, nonce)?.check(&digits(code), now) else {
        return Ok(false);
    };
    let fresh = sql("UPDATE agent SET totp_last_step = $1 WHERE id = $2 AND totp_last_step < $1")
        .with(i64::try_from(step).unwrap_or(i64::MAX))
        .with(agent.id)
        .run(work)?;
    Ok(fresh == 1)
}

fn pending(tx: &mut Tx<'_>, agent: AgentId) -> Result<Option<String>, Trouble> {
    sql("SELECT totp_pending FROM agent WHERE id = $1").with(agent).only(tx, "agent")
}

fn shown(key: &Key, agent: &Agent, nonce: &str) -> Result<Offer, Trouble> {
    let totp = totp(key, agent, nonce)?;
    Ok(Offer { url: totp.to_url().map_err(|e| broken(&e))?, typed: totp.secret().to_base32() })
}

fn totp(key: &Key, agent: &Agent, nonce: &str) -> Result<Totp, Trouble> {
    let derived = key.for_purpose("agents second factor").mac(nonce.as_bytes());
    Builder::new()
        .with_secret(Secret::from(derived[..20].to_vec()))
        .with_account_name(agent.email.as_str().replace(':', ""))
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|e| broken(&e))
}

/// Apps show `123 456`; people type what they see.
fn digits(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).take(10).collect()
}

fn broken(e: &totp_rs::TotpError) -> Trouble {
    Trouble::Panicked(format!("a second factor could not be made: {e}"))
}
