//! Search: one index per node, in a folder, fed from the activity log, thrown away and rebuilt at will.
//!
//! Cast: [`Index`] holds the folder; the follower of the log hands it [`Change`]s with the [`db::activity::Position`] they
//! reach, kept in the same commit, so that a crash repeats harmlessly; [`Query`] asks, [`Narrow`] says what
//! else must be so, and [`Hits`] answers, with [`Counts`] by facet.
//!
//! It promises: whoever asks gets no document of an inbox they may not see, not even in a count or a facet; no typed text is an
//! error; a damaged or outdated folder empties itself and begins again at the start of the log. What it answers was so when
//! the log was as far as [`Hits::indexed_up_to`]: whoever shows more of a hit than is in it (the desk: the message or file the
//! words are in) reads the tables, and asks there again who may see it.
//! It refuses to know what a conversation is: features write [`Document`]s. Calls block; ask from a blocking thread.

mod answer;
mod ask;
mod count;
mod document;
mod fields;
mod folder;
mod forms;
mod index;
mod leeway;
mod narrow;
mod question;
mod rank;
mod snippet;
mod tokens;
mod trouble;
mod words;

pub use answer::{Hit, Hits, Inboxes, Marker, Query};
pub use ask::{Part, Within};
pub use count::Counts;
pub use document::{Change, Document, Facet, Kind};
pub use index::Index;
pub use narrow::{Narrow, When};
pub use snippet::Snippet;
pub use trouble::SearchTrouble;
pub use words::{asked_alone, folded};
