//! A filter put to the index: names become keys, words become words to be found. What the index does not know of a
//! conversation (who follows it, who was named in it, what falls due) the tables are asked first, for it is few.

use crate::filtering::{Names, clause, zone_of};
use crate::{ConversationId, Viewer};
use db::{Conditions, Trouble, Tx, sql};
use filter::{Age, CATEGORIES, Compare, Condition, Key, levels};
use kit::Moment;
use search::{Facet, Kind, Narrow, Part, When, Within};

/// As many conversations as are told to the index one by one.
const MOST_AMONG: i64 = 5_000;
/// The value of a facet where there is nobody and nothing.
pub const NONE: &str = "0";

pub struct Teller<'a> {
    pub viewer: Viewer,
    pub names: &'a Names,
    /// The last word is still being typed.
    pub open: bool,
}

/// Whether what was typed ends within a word that may go on.
pub fn is_open_at_the_end(typed: &str, condition: &Condition) -> bool {
    let last = match condition {
        Condition::All(parts) => parts.last(),
        other => Some(other),
    };
    matches!(last, Some(Condition::Words(word)) if typed.ends_with(word.as_str()))
}

impl Teller<'_> {
    /// The whole; only its last word may be open.
    pub fn told(&self, tx: &mut Tx<'_>, condition: &Condition) -> Result<Narrow, Trouble> {
        match condition {
            Condition::All(parts) => {
                let last = parts.len().saturating_sub(1);
                let telling = parts.iter().enumerate().filter(|(_, part)| !says_nothing(part));
                let told = telling.map(|(at, part)| self.one(tx, part, self.open && at == last));
                Ok(Narrow::All(told.collect::<Result<_, _>>()?))
            }
            other => self.one(tx, other, self.open),
        }
    }

    fn one(&self, tx: &mut Tx<'_>, condition: &Condition, open: bool) -> Result<Narrow, Trouble> {
        Ok(match condition {
            nothing if says_nothing(nothing) => Narrow::default(),
            Condition::All(parts) => Narrow::All(self.each(tx, parts)?),
            Condition::Any(parts) => Narrow::Any(self.each(tx, parts)?),
            Condition::Not(inner) => Narrow::Not(Box::new(self.one(tx, inner, false)?)),
            Condition::Phrase(text) => phrase(text),
            Condition::Words(text) => words(Within::Anywhere, text, open),
            Condition::Priority { compare, level } => is(Facet::Priority, owned(levels(*compare, level))),
            Condition::Rating { .. } => self.among(tx, condition)?,
            Condition::On { age, compare, day } => {
                let zone = zone_of(tx, self.viewer.agent)?;
                within(*age, day.bounds(*compare, tx.now(), &zone))
            }
            Condition::Since { age, compare, seconds } => since(tx.now(), *age, *compare, *seconds),
            Condition::Is { key, any_of } => self.is(tx, *key, any_of)?,
        })
    }

    fn each(&self, tx: &mut Tx<'_>, parts: &[Condition]) -> Result<Vec<Narrow>, Trouble> {
        let telling = parts.iter().filter(|part| !says_nothing(part));
        telling.map(|part| self.one(tx, part, false)).collect()
    }

    fn is(&self, tx: &mut Tx<'_>, key: Key, any_of: &[String]) -> Result<Narrow, Trouble> {
        let keyed = |ids: Vec<i64>| ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>();
        Ok(match key {
            Key::Status => is(Facet::Status, any_of.to_vec()),
            Key::Category => or_none(Facet::Category, any_of, owned(CATEGORIES.iter().map(filter::Row::word).collect())),
            Key::Tag => or_none(Facet::Tag, any_of, self.names.vocabulary().tags),
            Key::Number | Key::Has | Key::Company => self.among(tx, &Condition::Is { key, any_of: any_of.to_vec() })?,
            Key::Lang => is(Facet::Lang, any_of.to_vec()),
            Key::Inbox => is(Facet::Inbox, keyed(self.names.inboxes_called(any_of))),
            Key::Customer => Narrow::Any(any_of.iter().map(|name| words(Within::People, name, true)).collect()),
            Key::Subject => Narrow::Any(any_of.iter().map(|text| words(Within::Subject, text, true)).collect()),
            Key::Team => {
                let mut keys = Vec::new();
                for name in any_of {
                    keys.extend(self.team(tx, name)?);
                }
                is(Facet::Team, keys)
            }
            Key::Assignee => is(Facet::Assignee, any_of.iter().flat_map(|name| self.assignee(name)).collect()),
            Key::Is => {
                let traits = any_of.iter().map(|value| self.is_trait(tx, value)).collect::<Result<_, _>>()?;
                Narrow::Any(traits)
            }
        })
    }

    fn team(&self, tx: &mut Tx<'_>, name: &str) -> Result<Vec<String>, Trouble> {
        let keys = match name {
            "none" => return Ok(vec![NONE.to_owned()]),
            "mine" => sql("SELECT m.team_id FROM team_member m WHERE m.agent_id = $1").with(self.viewer.agent).all(tx)?,
            name => self.names.teams_called(name),
        };
        Ok(keys.into_iter().map(|id: i64| id.to_string()).collect())
    }

    fn assignee(&self, name: &str) -> Vec<String> {
        match name {
            "nobody" => vec![NONE.to_owned()],
            "me" => vec![self.viewer.agent.to_string()],
            name => self.names.agents_called(name).into_iter().map(|id| id.to_string()).collect(),
        }
    }

    fn is_trait(&self, tx: &mut Tx<'_>, value: &str) -> Result<Narrow, Trouble> {
        match value {
            "unassigned" => Ok(is(Facet::Assignee, vec![NONE.to_owned()])),
            "waiting" => Ok(Narrow::Between { when: When::Waiting, from: None, until: None }),
            "undelivered" | "automatic" => Ok(is(Facet::Is, vec![value.to_owned()])),
            _ => self.among(tx, &Condition::Is { key: Key::Is, any_of: vec![value.to_owned()] }),
        }
    }

    fn among(&self, tx: &mut Tx<'_>, asked: &Condition) -> Result<Narrow, Trouble> {
        let clause = clause(tx, self.viewer, asked)?;
        let mut wanted = Conditions::new();
        wanted.add_built(clause.text, clause.values);
        let found: Vec<ConversationId> = sql("SELECT c.id FROM conversation c
              WHERE c.merged_into IS NULL AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
        .with(self.viewer.agent)
        .with(self.viewer.sees_all)
        .narrowed(wanted, &format!("ORDER BY c.id DESC LIMIT {MOST_AMONG}"))
        .all(tx)?;
        Ok(Narrow::Among(found.into_iter().map(|id| id.0).collect()))
    }
}

/// A sign between words (`&`, `-`, `€`) is no word to be found: what is asked is what stands around it.
fn says_nothing(condition: &Condition) -> bool {
    match condition {
        Condition::Words(text) | Condition::Phrase(text) => !text.contains(char::is_alphanumeric),
        Condition::Not(inner) => says_nothing(inner),
        Condition::All(parts) | Condition::Any(parts) => !parts.is_empty() && parts.iter().all(says_nothing),
        Condition::Is { .. } | Condition::Priority { .. } | Condition::Rating { .. } | Condition::Since { .. } | Condition::On { .. } => {
            false
        }
    }
}

const fn is(facet: Facet, any_of: Vec<String>) -> Narrow {
    Narrow::Is { facet, any_of }
}

fn words(within: Within, text: &str, is_open: bool) -> Narrow {
    let is_phrase = text.contains(char::is_whitespace);
    Narrow::Words(Part { within, text: text.to_owned(), is_phrase, is_open: is_open && !is_phrase })
}

/// As it is written, and in no other form.
fn phrase(text: &str) -> Narrow {
    Narrow::Words(Part { within: Within::Anywhere, text: text.to_owned(), is_phrase: true, is_open: false })
}

/// One of these values; `none` is a conversation that has none of all there are.
fn or_none(facet: Facet, any_of: &[String], all: Vec<String>) -> Narrow {
    let (none, named): (Vec<String>, Vec<String>) = any_of.iter().cloned().partition(|value| value == "none");
    if none.is_empty() {
        return is(facet, named);
    }
    let kinds = owned(vec![Kind::Conversation.word(), Kind::File.word()]);
    let without = Narrow::All(vec![is(Facet::Kind, kinds), Narrow::Not(Box::new(is(facet, all)))]);
    Narrow::Any(vec![without, is(facet, named)])
}

fn owned(words: Vec<&str>) -> Vec<String> {
    words.into_iter().map(str::to_owned).collect()
}

/// A longer time ago is an earlier moment.
fn since(now: Moment, age: Age, compare: Compare, seconds: i64) -> Narrow {
    let then = now.plus_seconds(-seconds);
    let (from, until) = match compare {
        Compare::More => (None, Some(Moment(then.0 - 1))),
        Compare::AtLeast => (None, Some(then)),
        Compare::Less => (Some(Moment(then.0 + 1)), None),
        Compare::AtMost => (Some(then), None),
        Compare::Exactly => (Some(then), Some(then)),
    };
    Narrow::Between { when: when(age), from, until }
}

/// From a moment on, and up to before another.
fn within(age: Age, (from, until): filter::Bounds) -> Narrow {
    Narrow::Between { when: when(age), from, until: until.map(|until| Moment(until.0 - 1)) }
}

const fn when(age: Age) -> When {
    match age {
        Age::Waiting => When::Waiting,
        Age::Created => When::Opened,
        Age::Active => When::Active,
    }
}
