//! The first day of an empty desk: a link, printed where the program runs, makes whoever opens it the first administrator.
//!
//! It opens nothing as soon as anybody works here. A new link kills the one before, and each is good for a day.

use crate::agent::add::{NewAgent, add};
use crate::sign_in::{Entry, Visitor, enter};
use crate::{agents, company};
use db::{Trouble, Tx, Work, sql};
use kit::{Key, Token};

const LIVES_SECONDS: i64 = 86_400;

/// Whether nobody works here yet.
pub fn is_nobody_here(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    let people: i64 = sql("SELECT COUNT(*) FROM agent").only(tx, "count")?;
    Ok(people == 0)
}

/// A new link's token, while nobody works here. The link is `{base_url}/first/{token}`.
pub fn link(work: &mut Work<'_>) -> Result<Option<Token>, Trouble> {
    work.keep_quietly("a way in that opens nothing by itself");
    if !is_nobody_here(work)? {
        return Ok(None);
    }
    let (token, until) = (Token::random(), work.now.plus_seconds(LIVES_SECONDS));
    sql("DELETE FROM first_link").run(work)?;
    sql("INSERT INTO first_link (token_hash, expires_at) VALUES ($1, $2)")
        .with(token.hash())
        .with(until)
        .run(work)?;
    Ok(Some(token))
}

/// Whether this link opens the desk.
pub fn opens(tx: &mut Tx<'_>, token: &Token) -> Result<bool, Trouble> {
    let now = tx.now();
    let known: Option<i64> = sql("SELECT 1 FROM first_link WHERE token_hash = $1 AND expires_at > $2")
        .with(token.hash())
        .with(now)
        .one(tx)?;
    Ok(known.is_some() && is_nobody_here(tx)?)
}

/// Makes the first administrator, says the company's name, and lets them in. `None`: the link opens nothing (any more).
pub fn claim(
    work: &mut Work<'_>,
    key: &Key,
    token: &Token,
    company: &str,
    new: &NewAgent,
    visitor: &Visitor,
) -> Result<Option<Entry>, Trouble> {
    if !opens(work, token)? {
        work.keep_quietly("a link that opened nothing");
        return Ok(None);
    }
    let agent = add(work, new)?;
    company::rename(work, company)?;
    sql("DELETE FROM first_link").run(work)?;
    let agent = agents::find(work, agent)?;
    enter(work, key, &agent, visitor, "first_link").map(Some)
}
