//! What can go wrong with a unit of work, told apart by what the caller should do next.

/// The word of a refusal that is no part of its sentence: see [`Refusal::at`].
const POINTER: &str = "pointer";

/// A rule said no. `key` names a sentence in the catalogues; the words around it are its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub key: &'static str,
    pub words: Vec<(&'static str, String)>,
}

impl Refusal {
    /// Says which field of a program's request it is about, as a JSON Pointer. People read the sentence alone.
    #[must_use]
    pub fn at(mut self, pointer: impl ToString) -> Self {
        self.words.push((POINTER, pointer.to_string()));
        self
    }

    /// Which field of a program's request it is about, if that was said.
    pub fn pointer(&self) -> Option<&str> {
        self.words.iter().find(|(name, _)| *name == POINTER).map(|(_, pointer)| pointer.as_str())
    }
}

/// Why a read or a unit of work did not succeed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A rule said no; the person may do something else.
    #[error("refused: {} {:?}", .0.key, .0.words)]
    Refused(Refusal),
    /// It is not there, or not for this actor to see: the two are never told apart.
    #[error("{0} was not found. It may have been removed, or it is not visible to you.")]
    NotFound(&'static str),
    /// Somebody else changed it meanwhile.
    #[error("{0} was changed by somebody else meanwhile. Look again, then repeat the change.")]
    Changed(&'static str),
    /// The disk is full or read-only, or the server is away: nothing is acknowledged until it returns.
    #[error("the database cannot keep changes now ({0}). Free disk space or restart the database server; nothing accepted so far is lost.")]
    Unavailable(String),
    /// The engine refused the statement.
    #[error("the database refused “{statement}”: {reason}. Run `frontline doctor`, and report this if it finds nothing.")]
    Database { statement: String, reason: String },
    /// There is one already, by a rule of the schema. On PostgreSQL that may be a change that was looked for in vain a moment ago, so the
    /// work is done again and finds it; who still hears of it did not look.
    #[error("the database refused “{statement}”: {reason}. Run `frontline doctor`, and report this if it finds nothing.")]
    Taken { statement: String, reason: String },
    /// The engine asks to repeat the transaction (serialisation failure, deadlock).
    #[error("two changes met; repeat this one ({0})")]
    Repeat(String),
    /// The value in a row is not of the expected shape.
    #[error("a stored value has the wrong shape: {0}. Run `frontline doctor`.")]
    Shape(String),
    /// A unit of work changed rows and recorded nothing.
    #[error("a change was not recorded in the activity log, so it was undone. This is a defect: report “{0}”.")]
    Unrecorded(String),
    /// The closure panicked; its changes were undone.
    #[error("an internal fault stopped this action and its changes were undone: {0}. Report it; nothing is lost.")]
    Panicked(String),
    /// Bytes that lie outside the database do not come.
    #[error("bytes that lie outside the database do not come now: {0}. Nothing else waits for them.")]
    Elsewhere(String),
    /// Somebody else has it for now, and nothing is wrong.
    #[error("{0}")]
    InUse(String),
    /// Migrations or opening failed.
    #[error("{0}")]
    Opening(String),
}

impl Trouble {
    /// A refusal without words.
    pub const fn refused(key: &'static str) -> Self {
        Self::Refused(Refusal { key, words: Vec::new() })
    }

    /// Adds a word to a refusal; other troubles stay as they are.
    #[must_use]
    pub fn with(mut self, name: &'static str, word: impl ToString) -> Self {
        if let Self::Refused(refusal) = &mut self {
            refusal.words.push((name, word.to_string()));
        }
        self
    }

    /// Says which field of a program's request a refusal is about; other troubles stay as they are.
    #[must_use]
    pub fn at(self, pointer: impl ToString) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(refusal.at(pointer)),
            other => other,
        }
    }

    /// Whether nothing is wrong with the request, so that asking again later may succeed.
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Repeat(_))
    }
}
