//! Where a desk may come from, and how its bytes prove themselves.

use db::elsewhere::Outlying;
use db::whole::{LastNumber, Sink, Snapshot, Step, Table};
use db::{Trouble, Value};

/// Something that holds a whole desk.
pub trait Origin {
    /// The schema it was made with.
    fn steps(&mut self) -> Result<Vec<Step>, Trouble>;
    /// Every table, parents before children.
    fn tables(&self) -> Vec<Table>;
    /// The rows of a table in the order of its key.
    fn rows(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble>;
    /// Those of its rows that are wanted. What a row says of itself decides, not the bytes it has elsewhere: those of others are not fetched.
    fn rows_that(&mut self, table: &Table, wanted: &mut dyn FnMut(&[Value]) -> bool, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        self.rows(table, &mut |row| if wanted(&row) { sink(row) } else { Ok(()) })
    }
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

    fn rows_that(&mut self, table: &Table, wanted: &mut dyn FnMut(&[Value]) -> bool, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        Self::rows_that(self, table, wanted, sink)
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

/// Where a table's proof stands in its rows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places {
    pub hash: usize,
    bytes: usize,
    outlying: Option<Outlying>,
}

pub(crate) fn places(proofs: &[Proof], table: &Table) -> Option<Places> {
    let proof = proofs.iter().find(|proof| proof.table == table.name)?;
    let (hash, bytes) = (table.place_of(proof.hash)?, table.place_of(proof.bytes)?);
    Some(Places { hash, bytes, outlying: Outlying::of(table) })
}

impl Places {
    /// Whether there are bytes in this row that its hash says something of.
    pub(crate) fn are_in(self, row: &[Value]) -> bool {
        let elsewhere = |outlying: Outlying| outlying.lies(row).is_some() || outlying.kept_as(row).is_some();
        matches!(row.get(self.bytes), Some(Value::Bytes(_))) && !self.outlying.is_some_and(elsewhere)
    }
}

/// Whether the bytes of this row are those its hash was made of; those that lie elsewhere prove nothing here.
pub(crate) fn holds(row: &[Value], places: Places) -> bool {
    match (row.get(places.hash), row.get(places.bytes)) {
        (Some(Value::Text(hash)), Some(Value::Bytes(bytes))) if places.are_in(row) => *hash == kit::sha256_hex(bytes),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_held_against_the_hash_beside_them() {
        let row = |hash: &str| vec![Value::Text(hash.into()), Value::Bytes(b"kettle".to_vec())];
        let right = kit::sha256_hex(b"kettle");

        let places = Places { hash: 0, bytes: 1, outlying: None };
        assert!(holds(&row(&right), places));
        assert!(!holds(&row("00"), places));
        assert!(holds(&[Value::Text(right), Value::Null], places), "where no bytes are nothing is proven");
    }
}
