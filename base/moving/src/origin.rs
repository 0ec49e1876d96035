//! Where a desk may come from, and how its bytes prove themselves.

use db::whole::{LastNumber, Sink, Snapshot, Step, Table};
use db::{Trouble, Value};
use sha2::{Digest as _, Sha256};

/// Something that holds a whole desk.
pub trait Origin {
    /// The schema it was made with.
    fn steps(&mut self) -> Result<Vec<Step>, Trouble>;
    /// Every table, parents before children.
    fn tables(&self) -> Vec<Table>;
    /// The rows of a table in the order of its key.
    fn rows(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble>;
    /// The last numbers given out.
    fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble>;
    /// What the rows of a table must come to, where that is known beforehand: how many, and their hash.
    fn expected(&self, _: &Table) -> Option<(u64, String)> {
        None
    }
}

impl Origin for Snapshot {
    fn steps(&mut self) -> Result<Vec<Step>, Trouble> {
        Self::steps(self)
    }

    fn tables(&self) -> Vec<Table> {
        Self::tables(self).to_vec()
    }

    fn rows(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        Self::rows(self, table, sink)
    }

    fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble> {
        Self::last_numbers(self)
    }
}

/// Is told now and then how far it is: a table's name, its rows so far, and whether it is done.
pub type Saying<'a> = dyn FnMut(&str, u64, bool) + 'a;

/// A column of bytes whose SHA-256 stands in another column of its row.
#[derive(Debug, Clone, Copy)]
pub struct Proof {
    pub table: &'static str,
    pub hash: &'static str,
    pub bytes: &'static str,
}

/// The places of a table's proof: hash, bytes.
pub(crate) fn places(proofs: &[Proof], table: &Table) -> Option<(usize, usize)> {
    let proof = proofs.iter().find(|proof| proof.table == table.name)?;
    Some((table.place_of(proof.hash)?, table.place_of(proof.bytes)?))
}

/// Whether the bytes of this row are those its hash was made of.
pub(crate) fn holds(row: &[Value], (hash, bytes): (usize, usize)) -> bool {
    match (row.get(hash), row.get(bytes)) {
        (Some(Value::Text(hash)), Some(Value::Bytes(bytes))) => *hash == hex(&Sha256::digest(bytes)),
        _ => true,
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_held_against_the_hash_beside_them() {
        let row = |hash: &str| vec![Value::Text(hash.into()), Value::Bytes(b"kettle".to_vec())];
        let right = hex(&Sha256::digest(b"kettle"));

        assert!(holds(&row(&right), (0, 1)));
        assert!(!holds(&row("00"), (0, 1)));
        assert!(holds(&[Value::Text(right), Value::Null], (0, 1)), "bytes kept elsewhere prove nothing");
    }
}
