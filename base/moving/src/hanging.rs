//! Part of a desk: what hangs on some rows of one table, found by the keys that point there. One person's data, for example.
//!
//! A row is part of it if one of its keys names a row that is: by the database's own foreign keys, and by those it is told of. What such a row
//! needs from elsewhere (the bytes of a file) goes along. Where no key leads, [`Words`] tell by what a row says. Keys of a table into itself
//! are not followed, or a conversation merged into another would bring the other's customer. Everything is read twice, from one snapshot.

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
    /// It does so only in rows where this column says this word.
    only: Option<(&'static str, &'static str)>,
}

impl Link {
    pub const fn of(table: &'static str, column: &'static str, to: &'static str) -> Self {
        Self { table, column, to, only: None }
    }

    /// A column that names rows of several tables, which one another column says.
    pub const fn only(self, column: &'static str, word: &'static str) -> Self {
        Self { only: Some((column, word)), ..self }
    }
}

/// What hangs on what, beyond what the database says itself.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Keys the database does not know of.
    pub also: &'static [Link],
    /// The rows these name go along with the rows that name them.
    pub along: &'static [Link],
    /// Tables that are no part of it, whatever their keys say, each with the reason.
    pub never: &'static [(&'static str, &'static str)],
    /// Tables whose rows are known by their words too.
    pub by_words: &'static [&'static str],
    /// Tables from whose rows the words are learnt.
    pub learnt_from: &'static [&'static str],
}

/// What a row says, where no key leads.
pub trait Words {
    /// A row that is part of it, of a table words are learnt from.
    fn learn(&mut self, table: &Table, row: &[Value]);
    /// Whether a row of a table known by its words is part of it.
    fn know(&self, table: &Table, row: &[Value]) -> bool;
}

impl Rules {
    /// The tables in which something may hang on a row of `start`.
    pub fn reach(&self, tables: &[Table], start: &str) -> BTreeSet<String> {
        let mut reached = BTreeSet::from([start.to_owned()]);
        for table in self.in_order(tables) {
            let by_key = self.leads(&table).iter().any(|lead| reached.contains(&lead.to));
            if by_key || self.knows_by_words(&table.name) {
                reached.extend(self.along.iter().filter(|link| link.table == table.name).map(|link| link.to.to_owned()));
                reached.insert(table.name);
            }
        }
        reached
    }

    /// Each table after those its rows are found by.
    fn in_order(&self, tables: &[Table]) -> Vec<Table> {
        let is_out = |table: &Table| self.never.iter().any(|(never, _)| *never == table.name);
        let mut waiting: Vec<Table> = tables.iter().filter(|table| !is_out(table)).cloned().collect();
        let mut ordered = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let names: BTreeSet<String> = waiting.iter().map(|table| table.name.clone()).collect();
            let waits = |table: &Table| self.needs(table).iter().any(|need| *need != table.name && names.contains(need));
            let (later, now): (Vec<Table>, Vec<Table>) = waiting.into_iter().partition(waits);
            if now.is_empty() {
                // Tables that name each other in a circle: their own order is the best there is.
                ordered.extend(later);
                break;
            }
            ordered.extend(now);
            waiting = later;
        }
        ordered
    }

    fn needs(&self, table: &Table) -> Vec<String> {
        let along = self.along.iter().filter(|link| link.to == table.name).map(|link| link.table.to_owned());
        let words = self.learnt_from.iter().filter(|_| self.knows_by_words(&table.name)).map(|name| (*name).to_owned());
        self.leads(table).into_iter().map(|lead| lead.to).chain(along).chain(words).collect()
    }

    fn knows_by_words(&self, table: &str) -> bool {
        self.by_words.contains(&table)
    }

    /// The places of a table's keys into others.
    fn leads(&self, table: &Table) -> Vec<Lead> {
        let keys = table.columns.iter().enumerate();
        let known = keys.filter_map(|(place, column)| Some(Lead { place, to: column.points_at.clone()?, only: None }));
        let told = self.also.iter().filter(|link| link.table == table.name).filter_map(|link| {
            let only = match link.only {
                Some((column, word)) => Some((table.place_of(column)?, word)),
                None => None,
            };
            Some(Lead { place: table.place_of(link.column)?, to: link.to.to_owned(), only })
        });
        let upwards = |to: &str| self.along.iter().any(|link| link.table == table.name && link.to == to);
        known.chain(told).filter(|lead| lead.to != table.name && !upwards(&lead.to)).collect()
    }
}

/// A key that leads to a row of another table.
struct Lead {
    place: usize,
    to: String,
    only: Option<(usize, &'static str)>,
}

impl Lead {
    fn leads_into(&self, part: &BTreeMap<String, BTreeSet<i64>>, row: &[Value]) -> bool {
        let counts = self
            .only
            .is_none_or(|(place, word)| matches!(row.get(place), Some(Value::Text(text)) if text == word));
        counts && is_part(part, &self.to, integer(row, self.place))
    }
}

/// The part of an origin that hangs on some rows.
pub struct Hanging<'a> {
    from: &'a mut dyn Origin,
    rules: Rules,
    words: &'a mut dyn Words,
    start: &'static str,
    /// The keys of the rows that are part of it, by table.
    part: BTreeMap<String, BTreeSet<i64>>,
    /// How many rows of each table are part of it.
    counts: BTreeMap<String, u64>,
}

impl<'a> Hanging<'a> {
    /// What hangs on the rows of `start` with these keys.
    pub fn on(
        from: &'a mut dyn Origin,
        start: &'static str,
        keys: &[i64],
        rules: Rules,
        words: &'a mut dyn Words,
    ) -> Result<Self, Trouble> {
        let part = BTreeMap::from([(start.to_owned(), keys.iter().copied().collect())]);
        let mut hanging = Self { from, rules, words, start, part, counts: BTreeMap::new() };
        for table in rules.in_order(&hanging.from.tables()) {
            hanging.find(&table)?;
        }
        Ok(hanging)
    }

    fn find(&mut self, table: &Table) -> Result<(), Trouble> {
        let (leads, along) = (self.rules.leads(table), self.along(table));
        let (by_words, teaches) = (self.rules.knows_by_words(&table.name), self.rules.learnt_from.contains(&table.name.as_str()));
        if leads.is_empty() && !by_words && table.name != self.start {
            return Ok(());
        }
        let (part, mut found, mut needed, mut count) = (&self.part, BTreeSet::new(), Vec::new(), 0_u64);
        let (start, key, words) = (self.start, single_key(table), &mut *self.words);
        self.from.rows(table, &mut |row| {
            if belongs(part, start, table, &leads, &row) || by_words && words.know(table, &row) {
                count += 1;
                if teaches {
                    words.learn(table, &row);
                }
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

    fn along(&self, table: &Table) -> Vec<(usize, &'static str)> {
        let links = self.rules.along.iter().filter(|link| link.table == table.name);
        links.filter_map(|link| Some((table.place_of(link.column)?, link.to))).collect()
    }

    fn goes_along(&self, table: &Table) -> bool {
        self.rules.along.iter().any(|link| link.to == table.name)
    }
}

fn belongs(part: &BTreeMap<String, BTreeSet<i64>>, start: &str, table: &Table, leads: &[Lead], row: &[Value]) -> bool {
    if table.name == start {
        return is_part(part, start, single_key(table).and_then(|place| integer(row, place)));
    }
    leads.iter().any(|lead| lead.leads_into(part, row))
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
        let (leads, by_key, by_words) = (self.rules.leads(table), self.goes_along(table), self.rules.knows_by_words(&table.name));
        let (part, start, key, words) = (&self.part, self.start, single_key(table), &*self.words);
        let mut is_its = |row: &[Value]| {
            let whole = by_key && is_part(part, &table.name, key.and_then(|place| integer(row, place)));
            whole || belongs(part, start, table, &leads, row) || by_words && words.know(table, row)
        };
        self.from.rows_that(table, &mut is_its, sink)
    }

    fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble> {
        Ok(Vec::new())
    }
}
