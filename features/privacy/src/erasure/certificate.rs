//! The proof of an erasure: what, when, who, how much, and that nothing was found any more. It holds nothing of what was erased: the
//! person is a name of ours and salted hashes of what they were known by.
//!
//! Each proof names the hash of the one before it, so that none can be taken out or written anew unseen.

use super::found::stays;
use super::places::Counts;
use super::{Erasure, Papers};
use crate::erased;
use db::whole::Scrubbed;
use db::{Trouble, Tx, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    pub erasure: i64,
    pub customer: i64,
    pub pseudonym: String,
    /// `asked` or `backup`.
    pub origin: String,
    pub asked_by: String,
    pub asked_at: Moment,
    pub finished_at: Moment,
    /// Rows taken away or emptied, by table.
    pub erased: Counts,
    /// What stays, without the person.
    pub kept: BTreeMap<String, i64>,
    pub papers: Papers,
    /// Salted hashes of what was looked for.
    pub salt: String,
    pub looked_for: Vec<String>,
    pub searched: Searched,
    /// The hash of the proof before this one.
    pub before: String,
}

/// The last reading of everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    pub at: Moment,
    pub tables: i64,
    pub rows: i64,
    pub found: i64,
    /// Hits in the search index; nothing where there is none beside the database.
    pub found_in_index: Option<i64>,
    /// `rewritten` or `vacuumed`.
    pub pages: String,
}

/// Writes it: the text and its hash.
pub(super) fn write(tx: &mut Tx<'_>, erasure: &Erasure, searched: Searched) -> Result<(String, String), Trouble> {
    let known = erased::find(tx, erasure.id)?;
    let before: Option<String> =
        sql("SELECT sha256 FROM erasure WHERE sha256 IS NOT NULL AND id <> $1 ORDER BY finished_at DESC, id DESC LIMIT 1")
            .with(erasure.id)
            .one(tx)?;
    let certificate = Certificate {
        erasure: erasure.id.0,
        customer: erasure.customer,
        pseudonym: erasure.pseudonym.clone(),
        origin: erasure.origin.clone(),
        asked_by: erasure
            .asked_by
            .map_or_else(|| erasure.asked_by_kind.clone(), |id| format!("{} {id}", erasure.asked_by_kind)),
        asked_at: erasure.asked_at,
        finished_at: tx.now(),
        erased: erasure.counts()?,
        kept: stays(tx, erasure.customer)?.into_iter().map(|line| (line.what.to_owned(), line.count)).collect(),
        papers: erasure.papers,
        salt: known.salt,
        looked_for: known.known_by,
        searched,
        before: before.unwrap_or_default(),
    };
    let text = serde_json::to_string_pretty(&certificate).map_err(|e| Trouble::Shape(e.to_string()))?;
    let sha256 = kit::sha256_hex(text.as_bytes());
    Ok((text, sha256))
}

/// The word of what was done to the files of the database.
pub(super) const fn word(scrubbed: Scrubbed) -> &'static str {
    match scrubbed {
        Scrubbed::Rewritten => "rewritten",
        Scrubbed::Vacuumed => "vacuumed",
    }
}
