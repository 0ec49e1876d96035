//! The names this desk has, and which of them somebody means.

use crate::Key;
use crate::lexicon::{fixed, plain};

/// The names this desk has, as people write them.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    pub teams: Vec<String>,
    pub agents: Vec<String>,
    pub tags: Vec<String>,
    pub inboxes: Vec<String>,
}

/// What a value stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// The value as it is kept.
    One(String),
    /// A first name several people have: all of theirs in full.
    Several(Vec<String>),
    Nothing,
}

impl Vocabulary {
    /// The names a key takes; `None`: any text will do.
    pub fn names(&self, key: Key) -> Option<&[String]> {
        match key {
            Key::Team => Some(&self.teams),
            Key::Assignee => Some(&self.agents),
            Key::Tag => Some(&self.tags),
            Key::Inbox => Some(&self.inboxes),
            Key::Status | Key::Category | Key::Is | Key::Has | Key::Number => Some(&[]),
            Key::Lang | Key::Customer | Key::Company | Key::Subject => None,
        }
    }

    /// The value as it is kept, if it is written in full.
    pub fn in_full(&self, key: Key, typed: &str) -> Option<String> {
        if let Some(row) = fixed(key).find(|row| row.knows(typed)) {
            return Some(row.word().to_owned());
        }
        match (key, self.names(key)) {
            (Key::Number, _) => number(typed),
            (Key::Lang, _) => Some(kit::base_language(typed)).filter(|tag| !tag.is_empty()),
            (_, None) => Some(typed.to_owned()),
            (_, Some(names)) => names.iter().find(|name| plain(name) == plain(typed)).cloned(),
        }
    }

    /// The value this key knows by what was typed; of people, a first or last name will do.
    pub fn value(&self, key: Key, typed: &str) -> Known {
        if let Some(value) = self.in_full(key, typed) {
            return Known::One(value);
        }
        let wanted = plain(typed);
        let so_called = |name: &&String| plain(name).split('-').any(|part| part == wanted);
        let mut people: Vec<String> = match key {
            Key::Assignee => self.agents.iter().filter(so_called).cloned().collect(),
            _ => Vec::new(),
        };
        people.dedup();
        match people.len() {
            0 => Known::Nothing,
            1 => Known::One(people.remove(0)),
            _ => Known::Several(people),
        }
    }

    /// Every word a value of this key may be written by.
    pub fn choices(&self, key: Key) -> Vec<String> {
        let words = fixed(key).flat_map(|row| row.words().collect::<Vec<_>>()).map(str::to_owned);
        words.chain(self.names(key).unwrap_or_default().iter().cloned()).collect()
    }
}

/// A conversation's number, with or without its sign.
fn number(typed: &str) -> Option<String> {
    let digits = typed.trim_start_matches('#');
    digits
        .parse::<i64>()
        .ok()
        .filter(|number| *number > 0 && digits.chars().all(|c| c.is_ascii_digit()))
        .map(|number| number.to_string())
}
