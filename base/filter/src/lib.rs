//! The filter language: what to list, said in words. `status:open team:billing waiting>2h -tag:spam "broken kettle"`.
//!
//! Cast: [`parse`] reads what was typed into a [`Condition`] (a tree that is kept as JSON) or says with a [`Fault`] where
//! it went wrong and what to write instead; [`parse_search`] does so where most of what is typed is words to be found;
//! `Display` and [`Condition::written_for`] write the tree back; [`complete`] says what may come next;
//! [`Condition::holds`] answers for one thing in memory. Names of teams, agents, tags and inboxes come from the caller's
//! [`Vocabulary`]. Pure: no clock, no database, no input or output. Whoever turns a tree into SQL owns the tables.

mod complete;
mod condition;
mod day;
mod fault;
mod gaps;
mod lexicon;
mod measured;
mod parse;
mod pieces;
mod print;
mod span;
mod told;
mod truth;
mod vocabulary;

pub use complete::{Suggestion, complete};
pub use condition::{Age, Compare, Condition, Key};
pub use day::{Bounds, Day};
pub use fault::{Fault, Wrong};
pub use lexicon::{CATEGORIES, PRIORITIES, Row, STATUSES, TRAITS, levels};
pub use parse::{parse, parse_search};
pub use print::Written;
pub use span::written as written_span;
pub use truth::{Facts, SOON_SECONDS};
pub use vocabulary::Vocabulary;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How text is compared: lower case, accents folded, so that “alvaro” finds “Álvaro”.
pub fn folded(text: &str) -> String {
    text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().nfc().collect()
}
