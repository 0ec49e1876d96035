//! Challenges: what was asked of a browser, kept here until it answers. Good once, for five minutes, for what it was asked for.

use super::{read, written};
use crate::agent::AgentId;
use crate::sign_in::limits::place;
use db::{Trouble, Work, sql};
use kit::Token;
use serde::Serialize;
use serde::de::DeserializeOwned;

const LIVES_SECONDS: i64 = 300;
/// So many can wait for one place at once: anybody may ask for one.
const MOST_AT_ONE_PLACE: i64 = 60;

db::words!(
    /// What a challenge is for.
    Purpose {
        Add = "add",
        SecondStep = "second_step",
        Enter = "enter",
    }
);

/// What goes to the browser: the options of the browser's own call, and the token to answer with.
#[derive(Debug, Clone, Serialize)]
pub struct Asked {
    #[serde(serialize_with = "revealed")]
    pub challenge: Token,
    pub options: serde_json::Value,
}

fn revealed<S: serde::Serializer>(token: &Token, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(token.reveal())
}

/// Keeps a question. `agent` is whom it was asked of; nobody in particular for a way in. `address` is from where.
pub(super) fn keep(
    work: &mut Work<'_>,
    purpose: Purpose,
    agent: Option<AgentId>,
    address: &str,
    question: &impl Serialize,
    options: &impl Serialize,
) -> Result<Asked, Trouble> {
    work.keep_quietly("a question to a browser is no history");
    let (challenge, now, place) = (Token::random(), work.now, place(address));
    sql("DELETE FROM passkey_challenge WHERE expires_at <= $1").with(now).run(work)?;
    let waiting: i64 = sql("SELECT COUNT(*) FROM passkey_challenge WHERE place = $1 AND purpose = $2")
        .with(&place)
        .with(purpose)
        .only(work, "count")?;
    if waiting >= MOST_AT_ONE_PLACE {
        return Err(Trouble::refused("agents-refused-passkey-busy"));
    }
    sql("INSERT INTO passkey_challenge (token_hash, purpose, agent_id, place, question, expires_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .with(challenge.hash())
        .with(purpose)
        .with(agent.map_or(0, |agent| agent.0))
        .with(&place)
        .with(written(question)?)
        .with(now.plus_seconds(LIVES_SECONDS))
        .run(work)?;
    let options = serde_json::to_value(options).map_err(|e| Trouble::Shape(format!("a challenge: {e}")))?;
    Ok(Asked { challenge, options })
}

/// Takes the question back out, whatever the answer is worth: it is asked once. `None`: unknown, answered before, too old, or asked for
/// something else.
pub(super) fn take<T: DeserializeOwned>(work: &mut Work<'_>, purpose: Purpose, challenge: &Token) -> Result<Option<(AgentId, T)>, Trouble> {
    work.keep_quietly("a question to a browser is no history");
    let now = work.now;
    let found: Option<(AgentId, Purpose, String, kit::Moment)> =
        sql("DELETE FROM passkey_challenge WHERE token_hash = $1 RETURNING agent_id, purpose, question, expires_at")
            .with(challenge.hash())
            .one(work)?;
    match found {
        Some((agent, asked_for, question, expires_at)) if asked_for == purpose && expires_at > now => Ok(Some((agent, read(&question)?))),
        _ => Ok(None),
    }
}
