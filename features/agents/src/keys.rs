//! The keyboard as somebody wants it (WCAG 2.2, 2.1.4): keys pressed alone turned off, or others in their place. Never two
//! actions on one key.

use crate::agent::AgentId;
use crate::event::Event;
use db::{Actor, Trouble, Tx, Work, sql};
use std::collections::{BTreeMap, BTreeSet};

/// How single keys behave for somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    pub is_off: bool,
    /// What everybody else presses, and what they press instead; empty for nothing at all.
    pub own: BTreeMap<String, String>,
}

impl Keys {
    /// What was chosen, out of `known` keys and what was typed beside each; what is as it comes is left out.
    pub fn chosen<'a>(is_off: bool, typed: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let own = typed.into_iter().map(|(key, typed)| (key, tidied(typed))).filter(|(key, typed)| key != typed);
        Self { is_off, own: own.map(|(key, typed)| (key.to_owned(), typed)).collect() }
    }

    /// What presses what everybody else presses by `key`.
    pub fn of<'a>(&'a self, key: &'a str) -> &'a str {
        self.own.get(key).map_or(key, String::as_str)
    }

    /// As browsers read it; empty if nothing is changed.
    pub fn as_json(&self) -> String {
        if self.own.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&self.own).unwrap_or_default()
        }
    }

    fn checked(&self, known: &[&str]) -> Result<(), Trouble> {
        let mut taken = BTreeSet::new();
        for key in known {
            let pressed = self.of(key);
            if !pressed.is_empty() && !is_key(pressed) {
                return Err(Trouble::refused("agents-refused-key").with("key", pressed));
            }
            if !pressed.is_empty() && !taken.insert(pressed) {
                return Err(Trouble::refused("agents-refused-key-twice").with("key", pressed));
            }
        }
        match taken.iter().find(|key| taken.iter().any(|longer| longer.starts_with(&format!("{key} ")))) {
            Some(first) => Err(Trouble::refused("agents-refused-key-begins").with("key", *first)),
            None => Ok(()),
        }
    }
}

/// One character, or one after the other with a space between: `e`, `g i`. A letter is a small one: browsers say so, too.
fn is_key(pressed: &str) -> bool {
    let parts: Vec<&str> = pressed.split(' ').collect();
    let is_character = |part: &&str| part.chars().count() == 1 && part.chars().all(|c| c.is_ascii_graphic());
    parts.len() <= 2 && parts.iter().all(is_character)
}

fn tidied(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// How they have it.
pub fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Keys, Trouble> {
    let kept: Option<(bool, String)> = sql("SELECT is_off, own FROM agent_keys WHERE agent_id = $1").with(agent).one(tx)?;
    Ok(kept.map_or_else(Keys::default, |(is_off, own)| Keys { is_off, own: serde_json::from_str(&own).unwrap_or_default() }))
}

/// Keeps the actor's own keyboard; `known` are the keys that may be changed. Unchanged, nothing is recorded.
pub fn choose(work: &mut Work<'_>, agent: AgentId, wanted: &Keys, known: &[&str]) -> Result<(), Trouble> {
    if work.actor != Actor::Agent(agent.0) {
        return Err(Trouble::NotFound("agent"));
    }
    let wanted = Keys {
        is_off: wanted.is_off,
        own: wanted
            .own
            .iter()
            .filter(|(key, _)| known.contains(&key.as_str()))
            .map(|(key, own)| (key.clone(), own.clone()))
            .collect(),
    };
    wanted.checked(known)?;
    if of(work, agent)? == wanted {
        work.keep_quietly("it was so before");
        return Ok(());
    }
    sql("INSERT INTO agent_keys (agent_id, is_off, own) VALUES ($1, $2, $3)
         ON CONFLICT (agent_id) DO UPDATE SET is_off = excluded.is_off, own = excluded.own")
    .with(agent)
    .with(wanted.is_off)
    .with(wanted.as_json())
    .run(work)?;
    work.record(&Event::KeysChosen { agent: agent.0, off: wanted.is_off, changed: wanted.own.len() as i64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 4] = ["e", "r", "g i", "?"];

    fn refused(typed: &[(&str, &str)]) -> Option<String> {
        match Keys::chosen(false, typed.iter().copied()).checked(&KNOWN) {
            Err(Trouble::Refused(refusal)) => Some(refusal.key.to_string()),
            _ => None,
        }
    }

    #[test]
    fn what_is_as_it_comes_is_not_kept() {
        let keys = Keys::chosen(false, [("e", "e"), ("r", " Y "), ("g i", "")]);

        assert_eq!((keys.of("e"), keys.of("r"), keys.of("g i"), keys.of("?")), ("e", "y", "", "?"));
        assert_eq!(keys.as_json(), r#"{"g i":"","r":"y"}"#);
        assert_eq!(Keys::chosen(true, [("e", "e")]).as_json(), "");
    }

    #[test]
    fn two_actions_never_share_a_key() {
        assert_eq!(refused(&[("e", "r")]).as_deref(), Some("agents-refused-key-twice"));
        assert_eq!(refused(&[("e", "g")]).as_deref(), Some("agents-refused-key-begins"));
        assert_eq!(refused(&[("e", "enter")]).as_deref(), Some("agents-refused-key"));
        assert_eq!(refused(&[("e", "r"), ("r", "e")]), None);
        assert_eq!(refused(&[("e", ""), ("r", "")]), None);
    }
}
