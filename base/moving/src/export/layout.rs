//! What lies where in an export.

use db::Value;
use db::whole::{Kind, LastNumber, Step, Table};
use serde::{Deserialize, Serialize};

pub(super) const MANIFEST: &str = "manifest.json";
pub(super) const PAGE: &str = "SCHEMA.md";
pub(super) const KEY: &str = "key";
pub(super) const UNFINISHED: &str = "UNFINISHED";
pub(super) const FORMAT: u32 = 1;

/// How files made of a column of bytes are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// By the number of their row.
    Number,
    /// By their hash.
    Hash,
}

/// A column whose bytes are written as files. Bytes of other columns stand in the lines, as base64.
#[derive(Debug, Clone, Copy)]
pub struct Filed {
    pub table: &'static str,
    pub column: &'static str,
    pub folder: &'static str,
    /// With its dot, or empty.
    pub ending: &'static str,
    pub naming: Naming,
}

/// The first thing to read in an export. It has no date, so that the same desk gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub format: u32,
    pub steps: Vec<Step>,
    pub numbers: Vec<LastNumber>,
    pub key_sha256: String,
    pub tables: Vec<Listed>,
}

/// One table and its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    pub file: String,
    pub rows: u64,
    /// Of the file's bytes.
    pub sha256: String,
    pub table: Table,
}

pub(super) fn file_of(table: &Table) -> String {
    format!("data/{}.jsonl", table.name)
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    kit::sha256_hex(bytes)
}

impl Filed {
    /// Where the bytes of this row lie: a thousand files in a folder at most, or 256 folders by the first digits of a hash.
    pub(super) fn path(&self, row: &[Value], table: &Table, hash: &str) -> String {
        let number = match (self.naming, table.key.as_slice()) {
            (Naming::Number, [key]) => row.get(*key),
            _ => None,
        };
        match number {
            Some(Value::Integer(number)) => format!("{}/{:03}/{number}{}", self.folder, number / 1_000, self.ending),
            _ => format!("{}/{}/{hash}{}", self.folder, &hash[..2], self.ending),
        }
    }

    pub(super) fn of<'a>(all: &'a [Self], table: &Table, place: usize) -> Option<&'a Self> {
        let column = table.columns.get(place).filter(|column| column.kind == Kind::Bytes)?;
        all.iter().find(|filed| filed.table == table.name && filed.column == column.name)
    }
}
