//! Answers many ask for in the same moment, found once: two hundred who look at one list need not make the database count it two
//! hundred times. What is kept belongs to one state of the data and to a second at most.

use crate::{Trouble, Tx};
use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What the time of day alone changes may be this late, in microseconds; so may, where the line to other nodes is down, what they change. While it is
/// up, theirs are late by as long as word of them travels, some hundredths of a second.
const LONGEST_US: i64 = 1_000_000;
/// How many answers are kept of one state. All go at once when there are more: they are worth a moment only.
const MOST: usize = 2_048;

type Answer = Arc<dyn Any + Send + Sync>;

/// The answers kept for a database.
#[derive(Default)]
pub(crate) struct Answers {
    kept: Mutex<Newest>,
}

/// Those of the newest state anybody read.
#[derive(Default)]
struct Newest {
    commit: u64,
    answers: HashMap<String, Kept>,
}

struct Kept {
    at: i64,
    answer: Answer,
}

/// What a reading transaction knows of them: where they are, and how many commits there were before it began.
pub(crate) struct Standing {
    pub answers: Arc<Answers>,
    pub commit: u64,
}

impl Answers {
    fn find(&self, key: &str, commit: u64, now: i64) -> Option<Answer> {
        let newest = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let of_this_state = (newest.commit == commit).then(|| newest.answers.get(key))?;
        let found = of_this_state.filter(|kept| (0..LONGEST_US).contains(&(now - kept.at)))?;
        Some(found.answer.clone())
    }

    /// Whoever reads a newer state has no use for the answers of the one before.
    fn keep(&self, key: String, commit: u64, found: Kept) {
        let mut newest = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if commit < newest.commit {
            return;
        }
        if commit > newest.commit || newest.answers.len() >= MOST {
            newest.answers.clear();
            newest.commit = commit;
        }
        newest.answers.insert(key, found);
    }
}

impl Tx<'_> {
    /// What `find` answers, or what it answered somebody else who asked by the same `key` since the last change of anything. The key
    /// says everything the answer depends on but the data: first of all whose eyes it is for. In a change it is found anew.
    pub fn shared<T, F>(&mut self, key: String, find: F) -> Result<Arc<T>, Trouble>
    where
        T: Any + Send + Sync,
        F: FnOnce(&mut Self) -> Result<T, Trouble>,
    {
        let Some(Standing { answers, commit }) = &self.standing else {
            return find(self).map(Arc::new);
        };
        let (answers, commit, at) = (answers.clone(), *commit, self.now().0);
        if let Some(Ok(known)) = answers.find(&key, commit, at).map(Arc::downcast) {
            return Ok(known);
        }
        let found = Arc::new(find(self)?);
        answers.keep(key, commit, Kept { at, answer: found.clone() });
        Ok(found)
    }
}
