//! Cutting rows into pieces so that two backups share what did not change.
//!
//! A piece ends after a row whose key says so, once it is large enough: a row that is added, changed or removed moves no other
//! boundary, and only the piece it lies in is new.

use crate::backup::{Seal, Store, files};
use db::whole::{Table, encode};
use db::{Trouble, Value};
use std::collections::HashSet;

const SMALLEST: usize = 512 << 10;
const LARGEST: usize = 4 << 20;
/// One key in so many ends a piece that is large enough.
const ONE_IN: u64 = 64;

pub(super) fn path(name: &str) -> String {
    format!("pieces/{}/{name}", name.get(..2).unwrap_or("xx"))
}

pub(super) fn label(name: &str) -> String {
    format!("piece {name}")
}

/// The names of all pieces that lie there. What is not where a piece lies, or was set aside as damaged, is none.
pub(super) fn all(store: &dyn Store) -> Result<HashSet<String>, Trouble> {
    let listed = store.list("pieces")?;
    let names = listed.into_iter().filter_map(|found| {
        let name = found.rsplit('/').next()?;
        (is_name(name) && path(name) == found).then(|| name.to_owned())
    });
    Ok(names.collect())
}

/// An HMAC with SHA-256, in hexadecimal digits.
fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(is_digit)
}

pub(super) const fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// Takes the rows of one table and writes the pieces that are not there.
pub(super) struct Cutter<'a> {
    store: &'a dyn Store,
    seal: &'a Seal,
    there: &'a mut HashSet<String>,
    key: Vec<usize>,
    buffer: Vec<u8>,
    names: Vec<String>,
    pub new_bytes: u64,
}

impl<'a> Cutter<'a> {
    pub fn new(store: &'a dyn Store, seal: &'a Seal, there: &'a mut HashSet<String>, table: &Table) -> Self {
        Self {
            store,
            seal,
            there,
            key: table.key.clone(),
            buffer: Vec::new(),
            names: Vec::new(),
            new_bytes: 0,
        }
    }

    pub fn add(&mut self, row: &[Value]) -> Result<(), Trouble> {
        encode(row, &mut self.buffer);
        let large = self.buffer.len() >= SMALLEST;
        if self.buffer.len() >= LARGEST || (large && ends_here(row, &self.key)) {
            self.cut()?;
        }
        Ok(())
    }

    /// Whether a piece of this name is there, from this backup or an earlier one.
    pub fn has(&self, name: &str) -> bool {
        self.there.contains(name)
    }

    /// What a piece with the bytes of this hash is called.
    pub fn name_of_file(&self, sha256: &str) -> String {
        files::name(self.seal, sha256)
    }

    /// Keeps the bytes of one row as a piece of this name.
    pub fn keep(&mut self, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
        let sealed = self.seal.shut(&label(name), bytes)?;
        self.new_bytes += sealed.len() as u64;
        self.store.put_soon(&path(name), sealed)?;
        self.there.insert(name.to_owned());
        Ok(())
    }

    /// The names of its pieces, the last one written too, and how many bytes are new.
    pub fn finish(mut self) -> Result<(Vec<String>, u64), Trouble> {
        if !self.buffer.is_empty() {
            self.cut()?;
        }
        Ok((self.names, self.new_bytes))
    }

    fn cut(&mut self) -> Result<(), Trouble> {
        let name = self.seal.name(&self.buffer);
        if !self.there.contains(&name) {
            let sealed = self.seal.shut(&label(&name), &self.buffer)?;
            self.new_bytes += sealed.len() as u64;
            self.store.put_soon(&path(&name), sealed)?;
            self.there.insert(name.clone());
        }
        self.names.push(name);
        self.buffer.clear();
        self.buffer.shrink_to(LARGEST);
        Ok(())
    }
}

/// FNV-1a over the row's key: the same on every machine and in every version.
fn ends_here(row: &[Value], key: &[usize]) -> bool {
    let mut bytes = Vec::new();
    for place in key {
        if let Some(value) = row.get(*place) {
            encode(std::slice::from_ref(value), &mut bytes);
        }
    }
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    // The low bits of FNV are weak; the high ones are mixed in.
    (hash ^ (hash >> 32)) % ONE_IN == 0
}
