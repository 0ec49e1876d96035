//! Secrets at rest: what must not be read from a copy of the database is sealed before it is written and opened after it is read.
//!
//! ChaCha20-Poly1305 with a random nonce; the table, the column and the row are bound to it, so that a sealed secret opens in its place only.
//! The envelope names its key, so that several may be in use while one follows another. A [`SecretColumn`] is a place for secrets; a [`Vault`]
//! has the keys, and looks for them again when it meets one it does not know. Promises that nothing is written unsealed through
//! [`SecretColumn::seal`] and that a key is given up only when nothing is sealed with it ([`reseal`]).

mod reseal;
mod ring;

pub use reseal::{Openings, Sealed, anything_old, openings, reseal};
pub use ring::Ring;

use crate::{Trouble, Tx, Work};
use std::sync::{Arc, PoisonError, RwLock};

/// What a sealed secret begins with.
const MARK: &str = "sealed.1.";

/// A column of secrets, with the questions by which they are found and put back.
#[derive(Debug, Clone, Copy)]
pub struct SecretColumn {
    /// `table.column`, bound to what is sealed.
    pub name: &'static str,
    /// Rows behind `$1`, at most `$2`, as key and secret, in the order of their key.
    pub list: &'static str,
    /// Puts `$2` into row `$1` where `$3` still stands.
    pub put: &'static str,
    /// Whether the row is bound to what is sealed; not where it is sealed before there is a row.
    pub by_row: bool,
}

impl SecretColumn {
    /// The secret as it may be written into this row. Other rows cannot use it.
    pub fn seal(&self, work: &mut Work<'_>, row: i64, plain: &str) -> Result<String, Trouble> {
        reseal::take_turn(work)?;
        work.vault().newest()?.seal(&self.place(row), plain)
    }

    /// The same where there may be none.
    pub fn seal_some(&self, work: &mut Work<'_>, row: i64, plain: Option<&str>) -> Result<Option<String>, Trouble> {
        plain.map(|plain| self.seal(work, row, plain)).transpose()
    }

    /// The secret of this row. What was written before there were seals is given as it stands.
    pub fn open(&self, tx: &Tx<'_>, row: i64, stored: &str) -> Result<String, Trouble> {
        tx.vault().open(&self.place(row), stored)
    }

    /// The same where there may be none.
    pub fn open_some(&self, tx: &Tx<'_>, row: i64, stored: Option<&str>) -> Result<Option<String>, Trouble> {
        stored.map(|stored| self.open(tx, row, stored)).transpose()
    }

    /// The same for who has no transaction open.
    pub fn open_with(&self, vault: &Vault, row: i64, stored: &str) -> Result<String, Trouble> {
        vault.open(&self.place(row), stored)
    }

    /// The secret, or nothing where it does not open: its key is gone, or it was damaged. One such row is no reason to keep back the others.
    pub fn try_open(&self, tx: &Tx<'_>, row: i64, stored: &str) -> Option<String> {
        self.open(tx, row, stored).ok()
    }

    fn place(&self, row: i64) -> String {
        if self.by_row { format!("{}:{row}", self.name) } else { self.name.to_owned() }
    }
}

/// Where the keys come from when they are looked for again.
pub type Source = Box<dyn Fn() -> Result<Ring, Trouble> + Send + Sync>;

/// The keys of a house, for everybody who has its database open.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    ring: RwLock<Ring>,
    source: Option<Source>,
}

impl Vault {
    /// With these keys, for as long as the program runs.
    pub fn of(ring: Ring) -> Self {
        Self(Arc::new(Inner { ring: RwLock::new(ring), source: None }))
    }

    /// With the keys of a place that may change while the program runs.
    pub fn looking_at(source: Source) -> Result<Self, Trouble> {
        Ok(Self(Arc::new(Inner { ring: RwLock::new(source()?), source: Some(source) })))
    }

    /// For databases nobody keeps anything in: scenes, and copies that are compared.
    pub fn for_scenes() -> Self {
        Self::of(Ring::of(vec![("scene".into(), kit::Key::from_bytes([1; 32]))]))
    }

    /// The keys as they are.
    pub fn ring(&self) -> Ring {
        self.0.ring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The keys, looked for again: what is sealed now must be sealed with the newest.
    pub fn newest(&self) -> Result<Ring, Trouble> {
        let Some(source) = &self.0.source else { return Ok(self.ring()) };
        let ring = source()?;
        *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = ring.clone();
        Ok(ring)
    }

    fn open(&self, place: &str, stored: &str) -> Result<String, Trouble> {
        match self.ring().open(place, stored) {
            Err(Trouble::Opening(_)) if self.0.source.is_some() => self.newest()?.open(place, stored),
            opened => opened,
        }
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}
