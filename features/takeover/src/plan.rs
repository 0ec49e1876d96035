//! What is wanted, and what came of it.

use crate::erased::People;
use agents::PasswordHash;
use desk::InboxId;
use foreign::Kind;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

/// From where, and where to.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The name the other desk goes by here; ids are unique within it.
    pub source: String,
    /// Where conversations go whose address is none of ours.
    pub inbox: InboxId,
    /// Our inboxes by their addresses.
    pub inboxes: HashMap<String, InboxId>,
    /// Where the files of messages lie.
    pub files: Option<PathBuf>,
    /// A password nobody knows, for agents that are made.
    pub password: PasswordHash,
}

/// Something worth telling, and where it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    pub place: String,
    pub why: String,
}

/// What became of things of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: u64,
    pub changed: u64,
    pub same: u64,
    pub faulty: u64,
}

/// What became of everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub of: BTreeMap<Kind, Counts>,
    /// How many conversations the export holds.
    pub expected: u64,
    pub files: u64,
    pub files_missing: u64,
    /// Things whose changes there were not taken, for somebody changed the same here.
    pub left_alone: u64,
    /// What the product has and we do not take.
    pub left_out: BTreeSet<String>,
    /// Faults of the export itself.
    pub faults: u64,
}

impl Tally {
    pub(crate) fn count(&mut self, kind: Kind, became: Became) {
        let counts = self.of.entry(kind).or_default();
        match became {
            Became::New => counts.new += 1,
            Became::Changed => counts.changed += 1,
            Became::Same => counts.same += 1,
        }
    }

    pub(crate) fn faulty(&mut self, kind: Kind) {
        self.of.entry(kind).or_default().faulty += 1;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (kind, more) in &other.of {
            let counts = self.of.entry(*kind).or_default();
            counts.new += more.new;
            counts.changed += more.changed;
            counts.same += more.same;
            counts.faulty += more.faulty;
        }
        self.files += other.files;
        self.files_missing += other.files_missing;
        self.left_alone += other.left_alone;
        self.left_out.extend(other.left_out.iter().cloned());
    }

    /// How many things were looked at.
    pub fn seen(&self) -> u64 {
        self.of.values().map(|counts| counts.new + counts.changed + counts.same + counts.faulty).sum()
    }
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Became {
    New,
    Changed,
    Same,
}

/// What one unit of work came to, told when it is durable.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    pub tally: Tally,
    pub notes: Vec<Note>,
    /// Who must not come back.
    pub people: People,
}

impl Outcome {
    pub fn note(&mut self, place: &str, why: impl Into<String>) {
        self.notes.push(Note { place: place.to_owned(), why: why.into() });
    }

    /// Somebody changed here what was changed there too.
    pub fn left_alone(&mut self, place: &str, what: &[&str]) {
        if !what.is_empty() {
            self.tally.left_alone += 1;
            self.note(place, format!("changed there and here: what was set here stays ({})", what.join(", ")));
        }
    }
}

/// Text as a database can keep it.
pub(crate) fn clean(text: &str) -> String {
    text.replace('\0', "")
}

/// Why a thing was refused, for whoever reads the report.
pub(crate) fn refusal(trouble: &db::Trouble) -> String {
    match trouble {
        db::Trouble::Refused(refusal) => {
            let words: Vec<String> = refusal.words.iter().map(|(name, word)| format!("{name}: {word}")).collect();
            format!("the desk refuses it ({}{}{})", refusal.key, if words.is_empty() { "" } else { "; " }, words.join("; "))
        }
        other => other.to_string(),
    }
}
