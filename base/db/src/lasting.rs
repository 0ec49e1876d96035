//! Answers that stand until a table they come from changes: who holds a session is asked with every request, and hardly ever answered
//! differently.
//!
//! Only where one process has the database to itself: what another node changes is not told table by table.

use std::any::Any;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the time of day changes, or another program that has the file open, may be this late, in microseconds.
const LONGEST_US: i64 = 1_000_000;
/// How many answers are kept. All go at once when there are more: each is found anew within a second anyway.
const MOST: usize = 2_048;

/// The names of the tables an answer comes from.
pub type Tables = &'static [&'static str];

type Answer = Arc<dyn Any + Send + Sync>;

/// The answers kept for a database.
#[derive(Default)]
pub(crate) struct Lasting(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// The tables any answer ever came from.
    watched: BTreeSet<&'static str>,
    /// How often one of those changed.
    changes: u64,
    answers: HashMap<String, Standing>,
}

struct Standing {
    tables: Tables,
    at: i64,
    answer: Answer,
}

impl Lasting {
    /// The answer that stands, or how often what is watched had changed before it is looked for anew.
    pub fn find(&self, tables: Tables, key: &str, now: i64) -> Result<Answer, u64> {
        let mut kept = self.lock();
        if let Some(standing) = kept.answers.get(key).filter(|standing| (0..LONGEST_US).contains(&(now - standing.at))) {
            return Ok(standing.answer.clone());
        }
        kept.watched.extend(tables);
        Err(kept.changes)
    }

    /// Nothing is kept that was looked for before a change.
    pub fn keep(&self, tables: Tables, key: String, (at, answer): (i64, Answer), changes: u64) {
        let mut kept = self.lock();
        if kept.changes != changes {
            return;
        }
        if kept.answers.len() >= MOST {
            kept.answers.clear();
        }
        kept.answers.insert(key, Standing { tables, at, answer });
    }

    /// These tables were changed by what is about to be answered.
    pub fn changed<'a>(&self, tables: impl IntoIterator<Item = &'a str>) {
        let mut kept = self.lock();
        for table in tables {
            if kept.watched.contains(table) {
                kept.changes += 1;
                kept.answers.retain(|_, standing| !standing.tables.contains(&table));
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The table a statement changes; none for one that only asks.
pub(crate) fn changed_by(statement: &str) -> Option<&str> {
    let mut words = statement.split_ascii_whitespace();
    let named = match words.next()?.to_ascii_uppercase().as_str() {
        "UPDATE" => match words.next()? {
            or if or.eq_ignore_ascii_case("OR") => words.nth(1)?,
            named => named,
        },
        "INSERT" | "DELETE" => words
            .find(|word| word.eq_ignore_ascii_case("INTO") || word.eq_ignore_ascii_case("FROM"))
            .and(words.next())?,
        _ => return None,
    };
    named.split('(').next().map(|named| named.trim_matches(['"', ';']))
}

#[cfg(test)]
mod tests {
    use super::changed_by;

    #[test]
    fn a_statement_tells_which_table_it_changes() {
        let told = [
            ("INSERT INTO session (id) VALUES ($1)", Some("session")),
            ("  insert or ignore into note(id) SELECT id FROM message", Some("note")),
            ("UPDATE agent\n SET name = $1", Some("agent")),
            ("DELETE FROM role WHERE id = $1", Some("role")),
            ("DELETE FROM session;", Some("session")),
            ("UPDATE \"agent\" SET \"name\" = $1", Some("agent")),
            ("UPDATE OR IGNORE agent SET name = $1", Some("agent")),
            ("SELECT id FROM role", None),
            ("", None),
        ];
        for (statement, table) in told {
            assert_eq!(changed_by(statement), table, "{statement}");
        }
    }
}
