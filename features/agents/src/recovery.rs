//! Ten recovery codes, each good once, for the day the phone is gone.
//!
//! A code has 60 random bits and is tried at most a few times per quarter of an hour, so its plain hash may be stored.

use crate::agent::AgentId;
use crate::event::Event;
use db::{Trouble, Tx, Work, sql};
use kit::Token;
use rand::Rng as _;

const CODES: usize = 10;
const LETTERS: usize = 12;
/// Without letters that look like digits.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Makes ten new codes; the old ones die. They are shown once.
pub fn renew(work: &mut Work<'_>, agent: AgentId) -> Result<Vec<String>, Trouble> {
    sql("DELETE FROM recovery_code WHERE agent_id = $1").with(agent).run(work)?;
    let codes: Vec<String> = (0..CODES).map(|_| random_code()).collect();
    for code in &codes {
        sql("INSERT INTO recovery_code (agent_id, code_hash) VALUES ($1, $2)")
            .with(agent)
            .with(hash(code))
            .run(work)?;
    }
    work.record(&Event::RecoveryCodesRenewed { agent: agent.0 })?;
    Ok(codes)
}

/// None is good any more.
pub(crate) fn forget(work: &mut Work<'_>, agent: AgentId) -> Result<(), Trouble> {
    sql("DELETE FROM recovery_code WHERE agent_id = $1").with(agent).run(work)?;
    Ok(())
}

/// How many are left.
pub fn left(tx: &mut Tx<'_>, agent: AgentId) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM recovery_code WHERE agent_id = $1 AND used_at IS NULL")
        .with(agent)
        .only(tx, "agent")
}

/// Whether `code` is one of theirs and unused; then it is used.
pub(crate) fn accepts(work: &mut Work<'_>, agent: AgentId, code: &str) -> Result<bool, Trouble> {
    let now = work.now;
    let used = sql("UPDATE recovery_code SET used_at = $1 WHERE agent_id = $2 AND code_hash = $3 AND used_at IS NULL")
        .with(now)
        .with(agent)
        .with(hash(code))
        .run(work)?;
    if used == 0 {
        return Ok(false);
    }
    let left = left(work, agent)?;
    work.record(&Event::RecoveryCodeUsed { agent: agent.0, left })?;
    Ok(true)
}

/// Four groups of three: `ABC-DEF-GHJ-KLM`.
fn random_code() -> String {
    let mut rng = rand::rng();
    let letters: Vec<char> = (0..LETTERS).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())])).collect();
    letters.chunks(3).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// Case, spaces and hyphens do not matter.
fn hash(code: &str) -> String {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    Token::presented(&letters.to_ascii_uppercase()).hash()
}
