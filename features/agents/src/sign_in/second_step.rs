//! The second step: a code from the authenticator app, one of the recovery codes, or a passkey ([`crate::passkeys`]).
//!
//! Between the two steps the browser holds a token of its own that opens nothing else, lives five minutes and dies
//! after five wrong codes. A code that worked once never works again, even within its half minute.

use super::limits::{self, Attempt, Counted, Kind};
use super::{Answer, Visitor, device, enter};
use crate::agent::{Agent, AgentId};
use crate::{agents, recovery, second_factor, ways_in};
use db::{Actor, Database, Trouble, Tx, Work, sql};
use kit::{Key, Token};

const LIVES_SECONDS: i64 = 300;
const WRONG_CODES: i64 = 5;

/// The first step was right: hands out the token for the second. `came_by` says through which provider, if through one.
pub(super) fn begin(work: &mut Work<'_>, agent: AgentId, came_by: &str) -> Result<Token, Trouble> {
    work.keep_quietly("half a sign-in is no history");
    let (token, now) = (Token::random(), work.now);
    sql("DELETE FROM second_step WHERE expires_at <= $1").with(now).run(work)?;
    sql("INSERT INTO second_step (agent_id, token_hash, failures, expires_at, came_by) VALUES ($1, $2, 0, $3, $4)")
        .with(agent)
        .with(token.hash())
        .with(now.plus_seconds(LIVES_SECONDS))
        .with(came_by)
        .run(work)?;
    Ok(token)
}

/// Finishes the sign-in with a code of either kind. [`Answer::SecondStep`] means: wrong, try again.
pub async fn finish(db: &Database, key: &Key, step: &Token, code: &str, visitor: &Visitor) -> Result<Answer, Trouble> {
    let (key, step, code, visitor) = (key.clone(), step.clone(), code.to_owned(), visitor.clone());
    db.work(Actor::System, move |work| try_code(work, &key, &step, &code, &visitor)).await
}

/// What could finish this sign-in: whether an app shows codes, and whether there is a passkey.
pub fn offers(tx: &mut Tx<'_>, step: &Token) -> Result<(bool, bool), Trouble> {
    let known = waiting(tx, step)?;
    Ok(known.map_or((true, false), |(agent, _)| (agent.has_app(), agent.has_passkey)))
}

fn try_code(work: &mut Work<'_>, key: &Key, step: &Token, code: &str, visitor: &Visitor) -> Result<Answer, Trouble> {
    let Some((agent, came_by)) = waiting(work, step)? else { return Ok(Answer::Wrong) };
    let attempt = match count(work, key, &agent, visitor)? {
        Counted::Wait { minutes } => return Ok(Answer::Wait { minutes }),
        Counted::Go(attempt) => attempt,
    };
    let by = work.acting_as(Actor::Agent(agent.id.0), |work| {
        if second_factor::accepts(work, key, &agent, code)? {
            return Ok(Some("code"));
        }
        Ok::<_, Trouble>(recovery::accepts(work, agent.id, code)?.then_some("recovery_code"))
    })?;
    match by {
        Some(by) => finished(work, key, &agent, &attempt, visitor, if came_by.is_empty() { by } else { &came_by }),
        None => wrong(work, step),
    }
}

/// Whose sign-in is half done under this token, and how it began.
pub(crate) fn waiting(tx: &mut Tx<'_>, step: &Token) -> Result<Option<(Agent, String)>, Trouble> {
    let now = tx.now();
    let found: Option<(AgentId, String)> =
        sql("SELECT agent_id, came_by FROM second_step WHERE token_hash = $1 AND expires_at > $2 AND failures < $3")
            .with(step.hash())
            .with(now)
            .with(WRONG_CODES)
            .one(tx)?;
    let Some((agent, came_by)) = found else { return Ok(None) };
    // Meanwhile passwords may have stopped opening the desk.
    if came_by.is_empty() && !ways_in::may_use_password(tx, agent)? {
        return Ok(None);
    }
    Ok(Some(agents::find(tx, agent)?).filter(Agent::is_active).map(|agent| (agent, came_by)))
}

pub(crate) fn count(work: &mut Work<'_>, key: &Key, agent: &Agent, visitor: &Visitor) -> Result<Counted, Trouble> {
    let account = limits::account(agent.email.as_str());
    let device = device::trusted(key, &account, visitor);
    limits::count(work, Kind::Code, &account, &visitor.address, device.as_deref())
}

pub(crate) fn finished(
    work: &mut Work<'_>,
    key: &Key,
    agent: &Agent,
    attempt: &Attempt,
    visitor: &Visitor,
    by: &str,
) -> Result<Answer, Trouble> {
    limits::succeeded(work, attempt)?;
    sql("DELETE FROM second_step WHERE agent_id = $1").with(agent.id).run(work)?;
    enter(work, key, agent, visitor, by).map(Answer::In)
}

pub(crate) fn wrong(work: &mut Work<'_>, step: &Token) -> Result<Answer, Trouble> {
    let failures: Option<i64> = sql("UPDATE second_step SET failures = failures + 1 WHERE token_hash = $1 RETURNING failures")
        .with(step.hash())
        .one(work)?;
    Ok(if failures.is_some_and(|failures| failures < WRONG_CODES) {
        Answer::SecondStep(step.clone())
    } else {
        Answer::Wrong
    })
}
