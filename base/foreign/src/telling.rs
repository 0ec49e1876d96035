//! What a reader tells: things, faults with their place, and what is left out; and why nothing could be read at all.

use crate::Thing;
use std::path::Path;

/// Something that could not be read or is not taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File and line, or the thing by its id.
    pub place: String,
    pub why: String,
}

/// One piece of news from the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    Thing(Thing),
    Fault(Fault),
    /// How many conversations there are, before the first of them.
    Conversations(u64),
    /// Something this product has and we do not take, by name.
    LeftOut(String),
}

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum NoExport {
    #[error("{path} cannot be read: {reason}. Check the path and who may read it.")]
    Unreadable { path: String, reason: String },
    #[error(
        "{path} holds nothing of {what}. Name the export itself, or the folder it was unpacked in; docs/moving.md says how to make one."
    )]
    Nothing { path: String, what: &'static str },
    #[error("{path} {instead}.")]
    Otherwise { path: String, instead: &'static str },
    #[error("{path} holds several accounts: {accounts}. Name one with --account.")]
    Several { path: String, accounts: String },
    #[error("the export cannot be staged: {0}. Free disk space in the data folder, which takes about the size of the export.")]
    Staging(String),
    /// Nobody listens any more.
    #[error("reading was stopped")]
    Stopped,
}

impl NoExport {
    pub(crate) fn unreadable(path: &Path, reason: impl ToString) -> Self {
        Self::Unreadable { path: path.display().to_string(), reason: reason.to_string() }
    }
}

impl From<rusqlite::Error> for NoExport {
    fn from(error: rusqlite::Error) -> Self {
        Self::Staging(error.to_string())
    }
}

/// The ear of whoever takes things in.
pub(crate) struct Telling<'a> {
    told: &'a mut dyn FnMut(Item) -> bool,
}

impl<'a> Telling<'a> {
    pub fn of(told: &'a mut dyn FnMut(Item) -> bool) -> Self {
        Self { told }
    }

    /// Messages are told in the order of their times, whatever order they lie in.
    pub fn thing(&mut self, mut thing: Thing) -> Result<(), NoExport> {
        if let Thing::Conversation(conversation) = &mut thing {
            conversation.messages.sort_by_key(|message| message.at);
            let timeless = conversation.messages.iter().filter(|message| message.at.is_none()).count();
            if timeless > 0 && conversation.opened_at.is_some() {
                let place = format!("conversation {}", conversation.number);
                self.fault(place, format!("{timeless} of its messages have no time that can be read: they stand at its beginning"))?;
            }
        }
        self.tell(Item::Thing(thing))
    }

    pub fn fault(&mut self, place: impl Into<String>, why: impl Into<String>) -> Result<(), NoExport> {
        self.tell(Item::Fault(Fault { place: place.into(), why: why.into() }))
    }

    pub fn left_out(&mut self, what: impl Into<String>) -> Result<(), NoExport> {
        self.tell(Item::LeftOut(what.into()))
    }

    pub fn conversations(&mut self, count: u64) -> Result<(), NoExport> {
        self.tell(Item::Conversations(count))
    }

    fn tell(&mut self, item: Item) -> Result<(), NoExport> {
        if (self.told)(item) { Ok(()) } else { Err(NoExport::Stopped) }
    }
}
