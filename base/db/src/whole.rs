//! A database as a whole: every table, read in one consistent snapshot and poured into an empty place, on either engine.
//!
//! Cast: a [`Snapshot`] tells what tables there are and streams their rows in the order of their keys; a [`Filling`] takes rows
//! into an empty database and keeps all of them or none; a [`Fingerprint`] is what two databases are compared by; [`put`] and
//! [`remove`] mend single rows that somebody found, and [`scrub`] takes what was deleted out of the files. The rows mean nothing
//! here: whoever copies, backs up, exports or erases decides. Everything here but mending blocks: call it off the runtime.
//!
//! Promises: readers and writers of the source are never kept waiting; memory holds one row at a time; both engines describe one
//! schema by equal [`Table`]s and one row by equal bytes.

mod before;
mod filling;
mod fingerprint;
mod into_postgres;
mod into_sqlite;
mod of_postgres;
mod of_sqlite;
mod order;
mod rewrite;
mod scrub;
mod snapshot;

pub use before::{counts, newest_line};
pub use filling::{Filling, Poured};
pub use fingerprint::{Fingerprint, Reader, encode};
pub use rewrite::{is_as_read, put, remove};
pub use scrub::{Scrubbed, scrub};
pub use snapshot::Snapshot;

use crate::{Trouble, Value};
use serde::{Deserialize, Serialize};

/// Tables that belong to a database and not to what it keeps: its own schema steps, how far its log is shifted, and which objects it is
/// putting elsewhere or taking away there: a copy that did the same would take away what the other still has.
const ITS_OWN: [&str; 3] = ["migration", "activity_shift", "passing_object"];

/// What a column holds, on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Integer,
    Real,
    Text,
    Boolean,
    Bytes,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    pub may_be_null: bool,
    /// The table whose rows it names, if it is a key into one.
    pub points_at: Option<String>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// The columns of its primary key, as places in `columns`; rows come in their order.
    pub key: Vec<usize>,
}

impl Table {
    /// The columns by name, quoted, as a statement lists them.
    fn listed(&self) -> String {
        self.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }

    /// Where a column stands.
    pub fn place_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

/// A step of the schema, as the ledger of migrations has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub feature: String,
    pub number: i64,
}

/// The last number a table gave out by itself; rows may have gone since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastNumber {
    pub table: String,
    pub last: i64,
}

/// Takes one row on.
pub type Sink<'a> = dyn FnMut(Vec<Value>) -> Result<(), Trouble> + 'a;

/// Names come from our own migrations; quoting keeps words such as `action` or `order` from being read as SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
