//! Which table comes before which: parents before children, by name where nothing else decides.

use super::{Column, Kind, Table};
use std::collections::{BTreeMap, BTreeSet};

/// A table as an engine tells of it, before they are put in order.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub columns: Vec<Column>,
    /// The names of the primary key's columns, in its order.
    pub key: Vec<String>,
    pub parents: BTreeSet<String>,
}

impl Told {
    /// A key column is never NULL, whatever an engine says of it.
    fn table(self, name: String) -> (Table, BTreeSet<String>) {
        let key: Vec<usize> = self.key.iter().filter_map(|key| self.columns.iter().position(|c| c.name == *key)).collect();
        let mut columns = self.columns;
        for place in &key {
            columns[*place].may_be_null = false;
        }
        (Table { name, columns, key }, self.parents)
    }
}

/// Parents first. Tables that lean on each other in a ring come by name.
pub(super) fn in_order(told: BTreeMap<String, Told>) -> Vec<Table> {
    let mut waiting: Vec<(Table, BTreeSet<String>)> = told.into_iter().map(|(name, told)| told.table(name)).collect();
    let mut ordered: Vec<Table> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|(table, parents)| {
            let still = |parent: &String| *parent != table.name && waiting.iter().any(|(other, _)| other.name == *parent);
            !parents.iter().any(still)
        });
        ordered.push(waiting.remove(ready.unwrap_or(0)).0);
    }
    ordered
}

/// The declared type as both engines spell it in our migrations; `None` for one nobody uses.
pub(super) fn kind_of(declared: &str) -> Option<Kind> {
    Some(match declared.to_ascii_uppercase().as_str() {
        "BIGINT" | "INTEGER" => Kind::Integer,
        "DOUBLE PRECISION" | "REAL" => Kind::Real,
        "TEXT" => Kind::Text,
        "BOOLEAN" => Kind::Boolean,
        "BLOB" | "BYTEA" => Kind::Bytes,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaning(on: &[&str]) -> Told {
        Told { parents: on.iter().map(|&name| name.to_owned()).collect(), ..Told::default() }
    }

    #[test]
    fn parents_come_before_their_children_and_rings_by_name() {
        let told = [
            ("a", leaning(&["c", "a"])),
            ("b", leaning(&["a"])),
            ("c", leaning(&[])),
            ("y", leaning(&["z"])),
            ("z", leaning(&["y"])),
        ];
        let ordered = in_order(told.into_iter().map(|(name, told)| (name.to_owned(), told)).collect());

        assert_eq!(ordered.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["c", "a", "b", "y", "z"]);
    }
}
