//! Inviting somebody: a link, good once and for seven days, with which they choose their password and come in.
//!
//! The link is stored as a hash. A new invitation, or accepting one, kills all older ones of the same person.

use crate::agent::add::{good_name, insert, known_zone};
use crate::agent::change_role::within_reach;
use crate::agent::{Agent, AgentId};
use crate::event::Event;
use crate::post::{About, Post};
use crate::role::RoleId;
use crate::sign_in::{Entry, Visitor, enter};
use crate::teams::TeamId;
use crate::{PasswordHash, agents, roles, teams, ways_in};
use db::{Actor, Trouble, Tx, Work, sql};
use kit::{EmailAddress, Key, Locale, Token};

const LIVES_DAYS: i64 = 7;

/// Whom to invite, and as what.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub name: String,
    pub email: EmailAddress,
    pub role: RoleId,
    pub teams: Vec<TeamId>,
    pub locale: Locale,
    pub zone: String,
}

/// Invites them. The token is for showing the link to the inviter, who may hand it over if no mail can be sent.
pub fn invite(work: &mut Work<'_>, invitation: &Invitation, post: &Post) -> Result<(AgentId, Token), Trouble> {
    let role = roles::find(work, invitation.role)?;
    let agent = insert(work, &invitation.name, &invitation.email, &role, invitation.locale, &invitation.zone)?;
    work.record(&Event::AgentInvited { agent: agent.0, name: good_name(&invitation.name)?, role: role.name })?;
    teams::set_teams_of(work, agent, &invitation.teams)?;
    Ok((agent, hand_out(work, agent, post)?))
}

/// Invites somebody again who has not come yet; older links die.
pub fn invite_again(work: &mut Work<'_>, agent: AgentId, post: &Post) -> Result<Token, Trouble> {
    let (person, _) = within_reach(work, agent)?;
    if !person.is_invited() {
        return Err(Trouble::refused("agents-refused-already-came"));
    }
    let role = roles::find(work, person.role)?;
    work.record(&Event::AgentInvited { agent: agent.0, name: person.name, role: role.name })?;
    hand_out(work, agent, post)
}

fn hand_out(work: &mut Work<'_>, agent: AgentId, post: &Post) -> Result<Token, Trouble> {
    forget(work, agent)?;
    let (token, now) = (Token::random(), work.now);
    sql("INSERT INTO invitation (agent_id, token_hash, expires_at) VALUES ($1, $2, $3)")
        .with(agent)
        .with(token.hash())
        .with(now.plus_seconds(LIVES_DAYS * 86_400))
        .run(work)?;
    let person = agents::find(work, agent)?;
    post.promise(work, &person, About::Invitation, &token)?;
    Ok(token)
}

/// Who was invited with this token; `None` if it is unknown, used or too old.
pub fn invited(tx: &mut Tx<'_>, token: &Token) -> Result<Option<Agent>, Trouble> {
    let now = tx.now();
    let agent: Option<AgentId> = sql("SELECT agent_id FROM invitation WHERE token_hash = $1 AND expires_at > $2")
        .with(token.hash())
        .with(now)
        .one(tx)?;
    let Some(agent) = agent else { return Ok(None) };
    Ok(Some(agents::find(tx, agent)?).filter(Agent::is_invited))
}

/// How they want to be known from now on.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub name: String,
    pub locale: Locale,
    pub zone: String,
    pub password: PasswordHash,
}

/// Accepts: sets the password, uses the link up, signs them in. `None`: the link is no longer good.
pub fn accept(work: &mut Work<'_>, key: &Key, token: &Token, acceptance: &Acceptance, visitor: &Visitor) -> Result<Option<Entry>, Trouble> {
    let Some(agent) = invited(work, token)? else { return Ok(None) };
    if !ways_in::may_use_password(work, agent.id)? {
        return Err(Trouble::refused("agents-refused-only-provider"));
    }
    let used = sql("DELETE FROM invitation WHERE token_hash = $1").with(token.hash()).run(work)?;
    if used == 0 {
        return Ok(None);
    }
    forget(work, agent.id)?;
    sql("UPDATE agent SET name = $1, locale = $2, zone = $3, password_hash = $4 WHERE id = $5")
        .with(good_name(&acceptance.name)?)
        .with(acceptance.locale.tag())
        .with(known_zone(&acceptance.zone))
        .with(&acceptance.password)
        .with(agent.id)
        .run(work)?;
    work.acting_as(Actor::Agent(agent.id.0), |work| work.record(&Event::InvitationAccepted { agent: agent.id.0 }))?;
    enter(work, key, &agent, visitor, "invitation").map(Some)
}

/// Kills every invitation of `agent`.
pub(crate) fn forget(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    sql("DELETE FROM invitation WHERE agent_id = $1").with(agent).run(work)?;
    Ok(())
}
