//! Part of a desk: what hangs on some rows of one table, found by the keys that point there. One person's data, for example.
//!
//! A row is part of it if one of its keys names a row that is: by the database's own foreign keys, and by those it is told of. What such a row
//! needs from elsewhere (the bytes of a file) goes along. Keys of a table into itself are not followed, or a conversation merged into
//! another would bring the other's customer. Everything is read twice, from one snapshot.

use crate::Origin;
use db::whole::{LastNumber, Sink, Step, Table};
use db::{Trouble, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A column that names rows of another table.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    pub table: &'static str,
    pub column: &'static str,
    pub to: &'static str,
}

/// What hangs on what, beyond what the database says itself.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Keys the database does not know of.
    pub also: &'static [Link],
    /// The rows these name go along with the rows that name them.
    pub along: &'static [Link],
    /// Tables that are no part of it, whatever their keys say.
    pub never: &'static [&'static str],
}

/// The part of an origin that hangs on some rows.
pub struct Hanging<'a> {
    from: &'a mut dyn Origin,
    rules: Rules,
    start: &'static str,
    /// The keys of the rows that are part of it, by table.
    part: BTreeMap<String, BTreeSet<i64>>,
    /// How many rows of each table are part of it.
    counts: BTreeMap<String, u64>,
}

impl<'a> Hanging<'a> {
    /// What hangs on the rows of `start` with these keys.
    pub fn on(from: &'a mut dyn Origin, start: &'static str, keys: &[i64], rules: Rules) -> Result<Self, Trouble> {
        let part = BTreeMap::from([(start.to_owned(), keys.iter().copied().collect())]);
        let mut hanging = Self { from, rules, start, part, counts: BTreeMap::new() };
        for table in hanging.in_order() {
            hanging.find(&table)?;
        }
        Ok(hanging)
    }

    /// Tables whose keys the database does not know of come after those they name.
    fn in_order(&self) -> Vec<Table> {
        let told = |table: &Table| self.rules.also.iter().rposition(|link| link.table == table.name);
        let mut tables: Vec<Table> = self
            .from
            .tables()
            .into_iter()
            .filter(|table| !self.rules.never.contains(&table.name.as_str()))
            .collect();
        tables.sort_by_key(|table| told(table).map_or(0, |place| place + 1));
        tables
    }

    fn find(&mut self, table: &Table) -> Result<(), Trouble> {
        let links = self.links(table);
        let along = self.along(table);
        if links.is_empty() && table.name != self.start {
            return Ok(());
        }
        let (part, mut found, mut needed, mut count) = (&self.part, BTreeSet::new(), Vec::new(), 0_u64);
        let (start, key) = (self.start, single_key(table));
        self.from.rows(table, &mut |row| {
            if belongs(part, start, table, &links, &row) {
                count += 1;
                found.extend(key.and_then(|place| integer(&row, place)));
                needed.extend(along.iter().filter_map(|(place, to)| Some((*to, integer(&row, *place)?))));
            }
            Ok(())
        })?;
        self.part.entry(table.name.clone()).or_default().extend(found);
        *self.counts.entry(table.name.clone()).or_default() += count;
        for (to, key) in needed {
            if self.part.entry(to.to_owned()).or_default().insert(key) {
                *self.counts.entry(to.to_owned()).or_default() += 1;
            }
        }
        Ok(())
    }

    /// The places of a table's keys into others, and which.
    fn links(&self, table: &Table) -> Vec<(usize, String)> {
        let known = table
            .columns
            .iter()
            .enumerate()
            .filter_map(|(place, column)| Some((place, column.points_at.clone()?)));
        let told = self.rules.also.iter().filter(|link| link.table == table.name);
        let told = told.filter_map(|link| Some((table.place_of(link.column)?, link.to.to_owned())));
        let upwards = |to: &str| self.rules.along.iter().any(|link| link.table == table.name && link.to == to);
        known.chain(told).filter(|(_, to)| *to != table.name && !upwards(to)).collect()
    }

    fn along(&self, table: &Table) -> Vec<(usize, &'static str)> {
        let links = self.rules.along.iter().filter(|link| link.table == table.name);
        links.filter_map(|link| Some((table.place_of(link.column)?, link.to))).collect()
    }

    fn goes_along(&self, table: &Table) -> bool {
        self.rules.along.iter().any(|link| link.to == table.name)
    }
}

fn belongs(part: &BTreeMap<String, BTreeSet<i64>>, start: &str, table: &Table, links: &[(usize, String)], row: &[Value]) -> bool {
    if table.name == start {
        return is_part(part, start, single_key(table).and_then(|place| integer(row, place)));
    }
    links.iter().any(|(place, to)| is_part(part, to, integer(row, *place)))
}

fn is_part(part: &BTreeMap<String, BTreeSet<i64>>, table: &str, key: Option<i64>) -> bool {
    key.is_some_and(|key| part.get(table).is_some_and(|keys| keys.contains(&key)))
}

fn single_key(table: &Table) -> Option<usize> {
    match table.key.as_slice() {
        [place] => Some(*place),
        _ => None,
    }
}

fn integer(row: &[Value], place: usize) -> Option<i64> {
    match row.get(place) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    }
}

impl Origin for Hanging<'_> {
    fn steps(&mut self) -> Result<Vec<Step>, Trouble> {
        self.from.steps()
    }

    /// Those in which something is part of it.
    fn tables(&self) -> Vec<Table> {
        let has = |table: &Table| self.counts.get(&table.name).is_some_and(|count| *count > 0);
        self.from.tables().into_iter().filter(has).collect()
    }

    fn rows(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        let (links, by_key) = (self.links(table), self.goes_along(table));
        let (part, start, key) = (&self.part, self.start, single_key(table));
        self.from.rows(table, &mut |row| {
            let whole = by_key && is_part(part, &table.name, key.and_then(|place| integer(&row, place)));
            if whole || belongs(part, start, table, &links, &row) { sink(row) } else { Ok(()) }
        })
    }

    fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble> {
        Ok(Vec::new())
    }
}
