//! Old mail taken in: mbox, Maildir, single files, a folder on an IMAP server. Silent, and once, however often it is asked.
//!
//! Cast: a [`Source`] hands out mails one by one; [`take_in`] reads a handful of them at once on all cores while the handful before
//! is written, and files each by `desk::past`; [`foresee`] only says what would happen; what could not be filed is noted.
//! Promises: drafts, trash and spam stay behind unless somebody asked for them, and are counted; what is here already (the same bytes, or the same message by another way) is passed over, so a run that was
//! killed, or a mailbox that grew, is simply taken in again; memory holds two handfuls.

mod folder;
mod foresee;
mod imap_folder;
mod mbox;
mod reading;
mod take;

pub use foresee::foresee;
pub use take::take_in;

use crate::imap::ImapSettings;
use kit::Moment;
use mail::archived::Unwanted;
use std::path::PathBuf;

/// Where old mail lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// One file; lines that begin with `From ` part the mails.
    Mbox(PathBuf),
    /// A Maildir with the folders below it.
    Maildir(PathBuf),
    /// A file, or a folder with files that end in `.eml`, also below it.
    Eml(PathBuf),
    /// A folder on a server, which is only read.
    Imap(Box<ImapSettings>),
}

/// What to take in.
#[derive(Debug, Clone)]
pub struct Plan {
    pub inbox: desk::InboxId,
    pub source: Source,
    /// What a conversation is that begins with an old mail.
    pub status: desk::Status,
    /// What comes along although it is no correspondence.
    pub also: Vec<Unwanted>,
}

/// How far it is, and what it came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: u64,
    pub filed: u64,
    /// Here already.
    pub before: u64,
    pub broken: u64,
    pub left_out: LeftOut,
    pub dated: Dated,
    pub conversations: u64,
    pub customers: u64,
}

/// Mails that are no correspondence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    pub drafts: u64,
    pub trash: u64,
    pub spam: u64,
}

/// Filed mails whose own date is missing or cannot be true, by what dates them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dated {
    /// The server that received it last wrote it in.
    pub received: u64,
    /// The line before it, its name in a Maildir, or the server it lies on.
    pub place: u64,
    /// When its file was changed.
    pub file: u64,
    /// Nothing: as of the import.
    pub now: u64,
}

/// What a mail is dated by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DatedBy {
    Itself,
    Received,
    Place,
    File,
    Now,
}

impl LeftOut {
    pub const fn all(&self) -> u64 {
        self.drafts + self.trash + self.spam
    }

    const fn count(&mut self, what: Unwanted) {
        match what {
            Unwanted::Draft => self.drafts += 1,
            Unwanted::Trash => self.trash += 1,
            Unwanted::Spam => self.spam += 1,
        }
    }
}

impl Dated {
    pub const fn all(&self) -> u64 {
        self.received + self.place + self.file + self.now
    }

    const fn count(&mut self, by: DatedBy) {
        match by {
            DatedBy::Itself => {}
            DatedBy::Received => self.received += 1,
            DatedBy::Place => self.place += 1,
            DatedBy::File => self.file += 1,
            DatedBy::Now => self.now += 1,
        }
    }

    const fn add(&mut self, more: &Self) {
        self.received += more.received;
        self.place += more.place;
        self.file += more.file;
        self.now += more.now;
    }
}

/// A mail that was not filed, or was left out, or filed and cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file, and where in it.
    pub place: String,
    pub why: String,
}

/// One mail as it lies there.
pub(crate) struct Lying {
    pub place: String,
    pub bytes: Result<Vec<u8>, String>,
    /// When it was received, as far as its place tells.
    pub received_at: Option<Moment>,
    /// When its file was changed.
    pub changed_at: Option<Moment>,
    /// What its folder or its flags make of it.
    pub unwanted: Option<Unwanted>,
}

impl Lying {
    /// A mail of which its place says nothing more.
    pub(crate) const fn new(place: String, bytes: Result<Vec<u8>, String>, received_at: Option<Moment>) -> Self {
        Self { place, bytes, received_at, changed_at: None, unwanted: None }
    }
}

/// The largest mail that is taken in; a larger one is noted.
pub(crate) const LARGEST: usize = 128 << 20;

type Mails = Box<dyn Iterator<Item = std::io::Result<Lying>> + Send>;

impl Source {
    /// Hands out every mail, in the order of their age as far as names tell it.
    pub(crate) fn mails(&self) -> std::io::Result<Mails> {
        let named = |path: &PathBuf, e: std::io::Error| std::io::Error::new(e.kind(), format!("{}: {e}", path.display()));
        Ok(match self {
            Self::Mbox(path) => Box::new(mbox::Mbox::open(path).map_err(|e| named(path, e))?),
            Self::Maildir(path) => Box::new(folder::maildir(path).map_err(|e| named(path, e))?),
            Self::Eml(path) => Box::new(folder::eml(path).map_err(|e| named(path, e))?),
            Self::Imap(settings) => Box::new(imap_folder::mails(settings)?.into_iter()),
        })
    }
}
