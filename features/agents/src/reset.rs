//! A new password: changed by its owner, or set with a link that is good once and for an hour.
//!
//! Asking for a link tells nobody whether the address is known. Any new password ends every session; a link does not
//! sign in and does not pass the second factor by.

use crate::agent::change_role::within_reach;
use crate::agent::{Agent, AgentId};
use crate::event::Event;
use crate::post::{About, Post};
use crate::sessions::{self, Why};
use crate::sign_in::Visitor;
use crate::sign_in::device;
use crate::sign_in::limits::{self, Counted, Kind};
use crate::{PasswordHash, agents, ways_in};
use db::{Actor, Trouble, Tx, Work, sql};
use kit::{EmailAddress, Key, Token};

const LIVES_SECONDS: i64 = 3_600;

/// Somebody says they forgot. Whatever they typed, the answer is the same; a known, active address gets a letter.
pub fn ask(work: &mut Work<'_>, typed_email: &str, visitor: &Visitor, post: &Post) -> Result<(), Trouble> {
    let counted = limits::count(work, Kind::Reset, &limits::account(typed_email), &visitor.address, None)?;
    let (Counted::Go(_), Ok(email)) = (counted, EmailAddress::parse(typed_email)) else {
        return Ok(());
    };
    let Some(agent) = agents::by_email(work, &email)?.filter(|agent| agent.is_active() && !agent.is_invited()) else {
        return Ok(());
    };
    if ways_in::may_use_password(work, agent.id)? {
        hand_out(work, &agent, post)?;
    }
    Ok(())
}

/// An admin makes a link for somebody, to hand over where no mail arrives.
pub fn hand_over(work: &mut Work<'_>, agent: AgentId, post: &Post) -> Result<Token, Trouble> {
    let (person, _) = within_reach(work, agent)?;
    if !person.is_active() || person.is_invited() {
        return Err(Trouble::refused("agents-refused-no-password-yet"));
    }
    if !ways_in::may_use_password(work, agent)? {
        return Err(Trouble::refused("agents-refused-only-provider"));
    }
    hand_out(work, &person, post)
}

fn hand_out(work: &mut Work<'_>, agent: &Agent, post: &Post) -> Result<Token, Trouble> {
    forget(work, agent.id)?;
    let (token, now) = (Token::random(), work.now);
    sql("INSERT INTO password_reset (agent_id, token_hash, expires_at) VALUES ($1, $2, $3)")
        .with(agent.id)
        .with(token.hash())
        .with(now.plus_seconds(LIVES_SECONDS))
        .run(work)?;
    work.record(&Event::ResetAsked { agent: agent.id.0 })?;
    post.promise(work, agent, About::Reset, &token)?;
    Ok(token)
}

/// Whose password this token may set; `None` if it is unknown, used or too old.
pub fn meant_for(tx: &mut Tx<'_>, token: &Token) -> Result<Option<Agent>, Trouble> {
    let now = tx.now();
    let agent: Option<AgentId> = sql("SELECT agent_id FROM password_reset WHERE token_hash = $1 AND expires_at > $2")
        .with(token.hash())
        .with(now)
        .one(tx)?;
    let Some(agent) = agent else { return Ok(None) };
    Ok(Some(agents::find(tx, agent)?).filter(Agent::is_active))
}

/// Sets the password with a link, and gives the browser a device cookie: its holder reads the owner's mail, and must not
/// find the door held shut by somebody guessing at it. `None`: the link is no longer good.
pub fn redeem(work: &mut Work<'_>, key: &Key, token: &Token, password: &PasswordHash) -> Result<Option<String>, Trouble> {
    let Some(agent) = meant_for(work, token)? else { return Ok(None) };
    let used = sql("DELETE FROM password_reset WHERE token_hash = $1").with(token.hash()).run(work)?;
    if used == 0 {
        return Ok(None);
    }
    work.acting_as(Actor::Agent(agent.id.0), |work| set(work, agent.id, password, "reset"))?;
    Ok(Some(device::mint(key, &limits::account(agent.email.as_str()))))
}

/// Its owner, who has just shown the old one, changes the password and goes on with a new session.
pub fn change(work: &mut Work<'_>, agent: AgentId, password: &PasswordHash, visitor: &Visitor) -> Result<Token, Trouble> {
    if work.actor != Actor::Agent(agent.0) {
        return Err(Trouble::NotFound("agent"));
    }
    if !ways_in::may_use_password(work, agent)? {
        return Err(Trouble::refused("agents-refused-only-provider"));
    }
    let began = sessions::began_at_provider(work, agent, visitor)?;
    set(work, agent, password, "owner")?;
    sessions::go_on(work, agent, visitor, began)
}

/// Sets the password and ends everything that the old one opened. Recorded as the actor's doing.
pub fn set(work: &mut Work<'_>, agent: AgentId, password: &PasswordHash, by: &str) -> Result<(), Trouble> {
    sql("UPDATE agent SET password_hash = $1 WHERE id = $2 AND deactivated_at IS NULL")
        .with(password)
        .with(agent)
        .run(work)?;
    work.record(&Event::PasswordChanged { agent: agent.0, by: by.to_owned() })?;
    forget(work, agent)?;
    sessions::end_all(work, agent, None, Why::PasswordChanged)
}

/// Kills every reset link of `agent`.
pub(crate) fn forget(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    sql("DELETE FROM password_reset WHERE agent_id = $1").with(agent).run(work)?;
    Ok(())
}
