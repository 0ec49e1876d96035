//! Search: one index per node, in a folder, fed from the activity log, thrown away and rebuilt at will.
//!
//! Cast: [`Index`] holds the folder; the follower of the log hands it [`Change`]s with the [`db::activity::Position`] they
//! reach, kept in the same commit, so that a crash repeats harmlessly; [`Query`] asks and [`Hits`] answers.
//!
//! It promises: whoever asks gets no document of an inbox they may not see, not even in a count; no typed text is an
//! error; a damaged or outdated folder empties itself and begins again at the start of the log.
//! It refuses to know what a conversation is: features write [`Document`]s. Calls block; ask from a blocking thread.

mod answer;
mod ask;
mod document;
mod fields;
mod folder;
mod index;
mod question;
mod snippet;
mod tokens;
mod trouble;
mod words;

pub use answer::{Hit, Hits, Inboxes, Query};
pub use document::{Change, Document, Kind};
pub use index::Index;
pub use snippet::Snippet;
pub use trouble::SearchTrouble;
