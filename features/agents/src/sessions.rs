//! Sessions: one row per browser somebody is signed in with. The cookie holds 256 random bits, the row their hash.
//!
//! A session begins at every sign-in with a new token, and ends when its owner or an admin ends it, at a password
//! change, at deactivation, and when the company's [`SessionPolicy`](crate::access::SessionPolicy) says so.

use crate::access::{self, session_policy};
use crate::agent::AgentId;
use crate::agent::change_role::within_reach;
use crate::event::Event;
use crate::role::Role;
use crate::sign_in::Visitor;
use crate::{Permissions, roles};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Moment, Networks, Token};
use web::Asked;

db::id!(
    /// The key of a session.
    SessionId
);

/// Its last use is written down at most this often.
const TOUCHED_EVERY_SECONDS: i64 = 60;

db::words!(
    /// Why sessions ended.
    Why {
        SignedOut = "signed_out",
        Revoked = "revoked",
        EverywhereElse = "everywhere",
        PasswordChanged = "password_changed",
        Deactivated = "deactivated",
        Replaced = "replaced",
        OnlyThroughProvider = "only_through_provider",
        EndedElsewhere = "ended_elsewhere",
        Policy = "policy",
        TooMany = "too_many",
    }
);

/// Begins a session with a new token; a session this browser already had ends.
pub fn open(work: &mut Work<'_>, agent: AgentId, visitor: &Visitor, by: &str) -> Result<Token, Trouble> {
    open_vouched(work, agent, visitor, by, false)
}

/// The same; `vouched`: the company's own sign-in said that a second factor was shown there.
pub(crate) fn open_vouched(work: &mut Work<'_>, agent: AgentId, visitor: &Visitor, by: &str, vouched: bool) -> Result<Token, Trouble> {
    let by_what = by.split(':').next().unwrap_or_default();
    begin(work, agent, visitor, &Origin { came_by: by.to_owned(), vouched, began_at: work.now }, by_what)
}

/// Goes on after a new password with a new token. What began at a provider still ends there, and what it vouched for still counts.
pub(crate) fn go_on(work: &mut Work<'_>, agent: AgentId, visitor: &Visitor, began: Option<Origin>) -> Result<Token, Trouble> {
    const BY: &str = "password_change";
    let began = began.unwrap_or_else(|| Origin { came_by: BY.to_owned(), vouched: false, began_at: work.now });
    begin(work, agent, visitor, &began, BY)
}

/// How a session began.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct Origin {
    came_by: String,
    /// The company's own sign-in said that a second factor was shown there.
    vouched: bool,
    began_at: Moment,
}

fn begin(work: &mut Work<'_>, agent: AgentId, visitor: &Visitor, began: &Origin, by: &str) -> Result<Token, Trouble> {
    if let Some(old) = &visitor.session {
        end_presented(work, old, Why::Replaced)?;
    }
    let policy = access::rules(work)?.sessions;
    forget_the_dead(work)?;
    let (token, now) = (Token::random(), work.now);
    // What somebody else vouched for grows no younger by a new password.
    let created_at = if began.vouched { began.began_at } else { now };
    let session: SessionId = sql("INSERT INTO session (agent_id, token_hash, user_agent, address, created_at, seen_at, came_by, vouched)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id")
    .with(agent)
    .with(token.hash())
    .with(visitor.user_agent.chars().take(300).collect::<String>())
    .with(&visitor.address)
    .with(created_at)
    .with(now)
    .with(&began.came_by)
    .with(began.vouched)
    .only(work, "session")?;
    work.record(&Event::SignedIn { agent: agent.0, session: session.0, by: by.to_owned() })?;
    session_policy::make_room(work, &policy, agent, session)?;
    Ok(token)
}

/// Through which provider the session of this browser began, if it is the agent's and began at one.
pub(crate) fn began_at_provider(tx: &mut Tx<'_>, agent: AgentId, visitor: &Visitor) -> Result<Option<Origin>, Trouble> {
    let Some(token) = &visitor.session else { return Ok(None) };
    sql("SELECT came_by, vouched, created_at FROM session WHERE token_hash = $1 AND agent_id = $2 AND came_by LIKE 'provider:%'")
        .with(token.hash())
        .with(agent)
        .one(tx)
}

/// Whoever a session belongs to, with what they may do right now.
#[derive(Debug, Clone)]
pub struct Present {
    pub session: SessionId,
    pub agent: crate::Agent,
    pub role: Role,
    pub seen_at: Moment,
    /// Whether they must set up a second factor.
    pub asked: Asked,
    /// From where they may come.
    pub only_from: Networks,
}

impl Present {
    pub fn permissions(&self) -> Permissions {
        self.role.permissions()
    }

    /// Whether its last use was long enough ago to be written down again, or lies ahead of the clock.
    pub const fn is_due_for_touch(&self, now: Moment) -> bool {
        is_due_for_touch(self.seen_at, now)
    }
}

pub(crate) const fn is_due_for_touch(seen_at: Moment, now: Moment) -> bool {
    now.seconds_since(seen_at).abs() >= TOUCHED_EVERY_SECONDS
}

/// Who presents this token; `None` for anything unknown, expired, or of somebody deactivated.
pub fn who(tx: &mut Tx<'_>, token: &Token) -> Result<Option<Present>, Trouble> {
    let (now, rules) = (tx.now(), access::rules(tx)?);
    let found: Option<(SessionId, AgentId, Moment, bool)> = sql("SELECT s.id, s.agent_id, s.seen_at, s.vouched
           FROM session s JOIN agent a ON a.id = s.agent_id
          WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.created_at > $3 AND a.deactivated_at IS NULL")
    .with(token.hash())
    .with(rules.sessions.used_since(now))
    .with(rules.sessions.begun_since(now))
    .one(tx)?;
    let Some((session, agent, seen_at, vouched)) = found else { return Ok(None) };
    let agent = crate::agents::find(tx, agent)?;
    let role = roles::find(tx, agent.role)?;
    let asked = if vouched { Asked::Nothing } else { rules.asks(&agent, now) };
    Ok(Some(Present { session, agent, role, seen_at, asked, only_from: rules.networks.people() }))
}

/// Writes down that it was used. One that was used while the clock stood ahead would never end: from now on it goes by the clock as it is.
pub fn touch(work: &mut Work<'_>, session: SessionId) -> Result<(), Trouble> {
    work.keep_quietly("the last use of a session is not history");
    let now = work.now;
    sql("UPDATE session SET seen_at = $1, created_at = CASE WHEN created_at > $1 THEN $1 ELSE created_at END WHERE id = $2 AND seen_at <> $1")
        .with(now)
        .with(session)
        .run(work)?;
    Ok(())
}

/// One line of the list on the security page.
#[derive(Debug, Clone, FromRow)]
pub struct Listed {
    pub id: SessionId,
    pub user_agent: String,
    pub address: String,
    pub created_at: Moment,
    pub seen_at: Moment,
}

/// The living sessions of `agent`, the last used first.
pub fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Vec<Listed>, Trouble> {
    let (now, policy) = (tx.now(), access::rules(tx)?.sessions);
    sql("SELECT id, user_agent, address, created_at, seen_at
           FROM session
          WHERE agent_id = $1 AND seen_at > $2 AND created_at > $3
          ORDER BY seen_at DESC, id DESC")
    .with(agent)
    .with(policy.used_since(now))
    .with(policy.begun_since(now))
    .all(tx)
}

/// Ends one session of `agent`. Somebody else's is not found.
pub fn end(work: &mut Work<'_>, agent: AgentId, session: SessionId, why: Why) -> Result<(), Trouble> {
    let ended = sql("DELETE FROM session WHERE id = $1 AND agent_id = $2").with(session).with(agent).run(work)?;
    if ended == 0 {
        return Err(Trouble::NotFound("session"));
    }
    record(work, agent, ended, why)
}

/// Ends one session of somebody, for whoever manages people.
pub fn end_of(work: &mut Work<'_>, agent: AgentId, session: SessionId) -> Result<(), Trouble> {
    within_reach(work, agent)?;
    end(work, agent, session, Why::Revoked)
}

/// Ends every session of `agent` but `except`, and every sign-in half done.
pub fn end_all(work: &mut Work<'_>, agent: AgentId, except: Option<SessionId>, why: Why) -> Result<(), Trouble> {
    let ended = sql("DELETE FROM session WHERE agent_id = $1 AND id <> $2")
        .with(agent)
        .with(except.map_or(0, |s| s.0))
        .run(work)?;
    let halves = sql("DELETE FROM second_step WHERE agent_id = $1").with(agent).run(work)?;
    if ended + halves == 0 {
        return Ok(());
    }
    record(work, agent, ended, why)
}

/// Ends the session whose token is presented, if there is one. Says how it had begun.
pub fn end_presented(work: &mut Work<'_>, token: &Token, why: Why) -> Result<String, Trouble> {
    let ended: Option<(AgentId, String)> = sql("DELETE FROM session WHERE token_hash = $1 RETURNING agent_id, came_by")
        .with(token.hash())
        .one(work)?;
    match ended {
        Some((agent, came_by)) => record(work, agent, 1, why).map(|()| came_by),
        None => {
            work.keep_quietly("nobody was signed in");
            Ok(String::new())
        }
    }
}

/// Ends what began at one provider for `agent`: it said that they signed out there.
pub fn end_those_of_provider(work: &mut Work<'_>, agent: AgentId, provider: i64) -> Result<(), Trouble> {
    let ended = sql("DELETE FROM session WHERE agent_id = $1 AND came_by = $2")
        .with(agent)
        .with(format!("{}:{provider}", crate::sign_in::provider::BY))
        .run(work)?;
    if ended == 0 {
        return Ok(());
    }
    record(work, agent, ended, Why::EndedElsewhere)
}

/// Ends every session that no provider began, but those of `keeper` and the one given.
pub(crate) fn end_those_by_password(work: &mut Work<'_>, keeper: AgentId, except: Option<SessionId>, why: Why) -> Result<(), Trouble> {
    let ended: Vec<AgentId> =
        sql("DELETE FROM session WHERE came_by NOT LIKE 'provider:%' AND agent_id <> $1 AND id <> $2 RETURNING agent_id")
            .with(keeper)
            .with(except.map_or(0, |session| session.0))
            .all(work)?;
    let mut counted: std::collections::BTreeMap<AgentId, u64> = std::collections::BTreeMap::new();
    for agent in ended {
        *counted.entry(agent).or_default() += 1;
    }
    counted.into_iter().try_for_each(|(agent, sessions)| record(work, agent, sessions, why))
}

pub(crate) fn record(work: &mut Work<'_>, agent: AgentId, sessions: u64, why: Why) -> Result<(), Trouble> {
    work.record(&Event::SessionsEnded { agent: agent.0, sessions, reason: why.word().to_owned() })
}

/// Takes away every session that is over by the policy that stands.
pub(crate) fn forget_the_dead(work: &mut Work<'_>) -> Result<(), Trouble> {
    let (now, policy) = (work.now, access::rules(work)?.sessions);
    sql("DELETE FROM session WHERE seen_at <= $1 OR created_at <= $2")
        .with(policy.used_since(now))
        .with(policy.begun_since(now))
        .run(work)?;
    Ok(())
}

/// Whether this session is still good, by the policy that stands, and its owner may still see things. Asked by what
/// goes on without a request, such as pushes.
pub fn is_alive(tx: &mut Tx<'_>, session: SessionId) -> Result<bool, Trouble> {
    let (now, policy) = (tx.now(), access::rules(tx)?.sessions);
    let found: Option<SessionId> = sql("SELECT s.id
           FROM session s JOIN agent a ON a.id = s.agent_id
          WHERE s.id = $1 AND s.seen_at > $2 AND s.created_at > $3 AND a.deactivated_at IS NULL")
    .with(session)
    .with(policy.used_since(now))
    .with(policy.begun_since(now))
    .one(tx)?;
    Ok(found.is_some())
}
