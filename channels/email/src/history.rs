//! Old mail taken in: mbox, Maildir, single files, a folder on an IMAP server. Silent, and once, however often it is asked.
//!
//! Cast: a [`Source`] hands out mails one by one; [`take_in`] reads a handful of them at once on all cores while the handful before
//! is written, and files each by `desk::past`; [`foresee`] only says what would happen; what could not be filed is noted.
//! Promises: what is here already (the same bytes, or the same message by another way) is passed over, so a run that was
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
}

/// How far it is, and what it came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: u64,
    pub filed: u64,
    /// Here already.
    pub before: u64,
    pub broken: u64,
    pub conversations: u64,
    pub customers: u64,
}

/// A mail that was not filed, or filed and cannot be read.
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
