//! The way out that every letter to an agent carries: a link that works without signing in and can be used for nothing else.
//!
//! Signed with the house's key, so nothing is stored and nobody can make one for somebody else. Looking at it changes nothing:
//! programs that follow every link of a mail must not turn anything off (RFC 8058).

use crate::agent::AgentId;
use kit::{Key, same_secret};

db::words!(
    /// What a link turns off.
    What {
        /// The single letters.
        Letters = "letters",
        /// The digest.
        Digest = "digest",
    }
);

const PURPOSE: &str = "agents unsubscribe";

/// The path of the link.
pub fn path(key: &Key, agent: AgentId, what: What) -> String {
    format!("/unsubscribe/{}", token(key, agent, what))
}

fn token(key: &Key, agent: AgentId, what: What) -> String {
    let claim = format!("{agent}.{}", what.word());
    let tag = key.for_purpose(PURPOSE).sign(claim.as_bytes());
    format!("{claim}.{}", tag.get(..32).unwrap_or_default())
}

/// Whose link it is and what it turns off; `None` for one we did not make.
pub fn read(key: &Key, presented: &str) -> Option<(AgentId, What)> {
    let (claim, _) = presented.rsplit_once('.')?;
    let (agent, what) = claim.split_once('.')?;
    let (agent, what) = (AgentId(agent.parse().ok()?), What::of_word(what)?);
    same_secret(presented, &token(key, agent, what)).then_some((agent, what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_for_one_agent_and_one_thing() {
        let key = Key::from_bytes([7; 32]);
        let link = token(&key, AgentId(7), What::Digest);

        assert_eq!(read(&key, &link), Some((AgentId(7), What::Digest)));
        for forged in [
            link.replacen('7', "8", 1),
            link.replace("digest", "letters"),
            format!("{link}0"),
            "7.digest.".into(),
            "x".into(),
        ] {
            assert_eq!(read(&key, &forged), None, "{forged}");
        }
        assert_eq!(read(&Key::from_bytes([8; 32]), &link), None);
    }
}
