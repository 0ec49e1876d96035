//! The conversations of a bulk change, each with what came of it.

use super::BulkId;
use crate::{ConversationId, Viewer};
use db::{Trouble, Tx, Work, sql};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

db::words!(
    /// What came of one.
    Outcome {
        Waiting = "waiting",
        Done = "done",
        /// It stood so already.
        Same = "same",
        Failed = "failed",
    }
);

/// One of the conversations still to be changed.
pub(super) type Item = (i64, ConversationId);

/// How far it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub waiting: i64,
    pub done: i64,
    pub same: i64,
    pub failed: i64,
}

impl Progress {
    pub const fn is_over(self) -> bool {
        self.waiting == 0
    }

    pub const fn total(self) -> i64 {
        self.waiting + self.done + self.same + self.failed
    }
}

/// One that was refused, and why. A conversation out of sight has no number and no subject.
#[derive(Debug, Clone)]
pub struct Failure {
    pub number: Option<i64>,
    pub subject: Option<String>,
    pub reason: Reason,
}

/// The key of a sentence, and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub key: String,
    #[serde(default)]
    pub words: BTreeMap<String, String>,
}

impl Reason {
    /// A fault of ours is not told to a person word by word; the log has it.
    pub(super) fn of(trouble: &Trouble) -> Self {
        let plain = |key: &str| Self { key: key.to_owned(), words: BTreeMap::new() };
        match trouble {
            Trouble::Refused(refusal) => Self {
                key: refusal.key.to_owned(),
                words: refusal.words.iter().map(|(name, word)| ((*name).to_owned(), word.clone())).collect(),
            },
            Trouble::NotFound(_) => plain("desk-bulk-out-of-sight"),
            Trouble::Changed(_) => plain("desk-bulk-changed"),
            _ => plain("desk-bulk-trouble"),
        }
    }

    /// The sentence in the reader's language.
    pub fn said(&self, text: &web::Text) -> String {
        let words: Vec<(&str, &dyn web::Word)> = self.words.iter().map(|(name, word)| (name.as_str(), word as &dyn web::Word)).collect();
        text.say_with(&self.key, &words)
    }
}

pub(super) fn add(work: &mut Work<'_>, bulk: BulkId, which: &[ConversationId]) -> Result<(), Trouble> {
    for (place, conversation) in which.iter().enumerate() {
        sql("INSERT INTO bulk_item (bulk_id, place, conversation_id) VALUES ($1, $2, $3)")
            .with(bulk)
            .with(place as i64)
            .with(*conversation)
            .run(work)?;
    }
    Ok(())
}

/// The next ones to be changed, in their order.
pub(super) fn waiting(tx: &mut Tx<'_>, bulk: BulkId, most: usize) -> Result<Vec<Item>, Trouble> {
    sql("SELECT place, conversation_id FROM bulk_item WHERE bulk_id = $1 AND outcome = 'waiting' ORDER BY place LIMIT $2")
        .with(bulk)
        .with(most as i64)
        .all(tx)
}

/// Writes down what came of one, unless somebody else was faster; `false` says so.
pub(super) fn settle(work: &mut Work<'_>, bulk: BulkId, place: i64, outcome: Outcome, reason: Option<&Reason>) -> Result<bool, Trouble> {
    let reason = reason.map(super::json).transpose()?;
    let rows = sql("UPDATE bulk_item SET outcome = $3, reason = $4 WHERE bulk_id = $1 AND place = $2 AND outcome = 'waiting'")
        .with(bulk)
        .with(place)
        .with(outcome)
        .with(reason)
        .run(work)?;
    Ok(rows > 0)
}

/// Says that one that was taken to be changed stood so already.
pub(super) fn stood_so(work: &mut Work<'_>, bulk: BulkId, place: i64) -> Result<(), Trouble> {
    sql("UPDATE bulk_item SET outcome = 'same' WHERE bulk_id = $1 AND place = $2")
        .with(bulk)
        .with(place)
        .run(work)?;
    Ok(())
}

pub fn progress(tx: &mut Tx<'_>, bulk: BulkId) -> Result<Progress, Trouble> {
    let counted: Vec<(Outcome, i64)> = sql("SELECT outcome, COUNT(*) FROM bulk_item WHERE bulk_id = $1 GROUP BY outcome ORDER BY outcome")
        .with(bulk)
        .all(tx)?;
    let of = |wanted| counted.iter().find(|(outcome, _)| *outcome == wanted).map_or(0, |(_, count)| *count);
    Ok(Progress {
        waiting: of(Outcome::Waiting),
        done: of(Outcome::Done),
        same: of(Outcome::Same),
        failed: of(Outcome::Failed),
    })
}

/// Which were refused and why, in their order, after `place`; what the viewer may not see has no name.
pub fn failures(tx: &mut Tx<'_>, viewer: Viewer, bulk: BulkId, most: i64) -> Result<Vec<Failure>, Trouble> {
    let found: Vec<(Option<i64>, Option<String>, String)> = sql("SELECT c.number, c.subject, i.reason
           FROM bulk_item i
           LEFT JOIN conversation c ON c.id = i.conversation_id
                                   AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          WHERE i.bulk_id = $3 AND i.outcome = 'failed' ORDER BY i.place LIMIT $4")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(bulk)
    .with(most)
    .all(tx)?;
    let read = |text: &str| serde_json::from_str(text).map_err(|e| Trouble::Shape(format!("why one failed: {e}")));
    found
        .into_iter()
        .map(|(number, subject, reason)| Ok(Failure { number, subject, reason: read(&reason)? }))
        .collect()
}
