//! Pouring rows into an empty database: all of them, or none if anything fails or the process dies.

use super::before::{refuse_more_than, refuse_what_is_kept};
use super::{Fingerprint, LastNumber, Sink, Table, into_postgres, into_sqlite};
use crate::{Migration, Place, Trouble, Value, migrate};
use kit::Clock;
use std::collections::BTreeMap;

/// An empty database taking rows in, in one transaction.
pub struct Filling {
    target: Target,
    tables: Vec<Table>,
    /// The highest transaction number in the log that was poured in: positions anybody holds lie at or below it.
    top: i64,
}

/// What a target holds before anything is poured in.
pub(super) struct Looked {
    pub tables: Vec<Table>,
    /// Rows by table.
    pub counts: BTreeMap<String, i64>,
}

enum Target {
    Sqlite(into_sqlite::Target),
    Postgres(Box<into_postgres::Target>),
}

/// What became of a table's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poured {
    pub rows: u64,
    /// Over the rows as they are kept now.
    pub sha256: String,
    /// Values that could not be kept as they were: PostgreSQL keeps no NUL character in text, and has U+FFFD in its place.
    pub altered: u64,
}

impl Filling {
    /// Makes the tables of `migrations` in `place` and begins. Refuses a place where anything is kept already: before it changes
    /// anything there, and once more when nobody else can write.
    pub fn begin(place: &Place, migrations: &[Migration], clock: &Clock) -> Result<Self, Trouble> {
        let unused = unused_counts(migrations)?;
        refuse_what_is_kept(place, &unused)?;
        migrate::bring_up_to_date(place, migrations, clock)?;
        let (target, tables, counts) = match place {
            Place::Sqlite(path) => {
                let target = into_sqlite::Target::open(path)?;
                let Looked { tables, counts } = target.look()?;
                (Target::Sqlite(target), tables, counts)
            }
            Place::Postgres(url) => {
                let mut target = into_postgres::Target::open(url)?;
                let Looked { tables, counts } = target.look()?;
                (Target::Postgres(Box::new(target)), tables, counts)
            }
        };
        refuse_more_than(&unused, &counts)?;
        let mut filling = Self { target, tables, top: 0 };
        filling.clear()?;
        Ok(filling)
    }

    /// Its tables, parents before children.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Takes in what `source` hands on for one table.
    pub fn pour(&mut self, table: &Table, source: &mut dyn FnMut(&mut Sink<'_>) -> Result<(), Trouble>) -> Result<Poured, Trouble> {
        if !self.tables.contains(table) {
            return Err(Trouble::Opening(format!(
                "the target has no table {} with these columns. Both sides must come from the same version of Frontline.",
                table.name
            )));
        }
        let mut print = Fingerprint::default();
        let mut altered = 0;
        let order = if table.name == "activity" { table.place_of("xid") } else { None };
        let top = &mut self.top;
        let mut seen = |row: &[Value]| {
            if let Some(Value::Integer(xid)) = order.and_then(|place| row.get(place)) {
                *top = (*top).max(*xid);
            }
        };
        match &mut self.target {
            Target::Sqlite(target) => target.pour(table, &mut |keep| {
                source(&mut |row| {
                    seen(&row);
                    print.add(&row);
                    keep(row)
                })
            })?,
            Target::Postgres(target) => target.pour(table, &mut |keep| {
                source(&mut |mut row| {
                    seen(&row);
                    altered += without_nul(&mut row);
                    print.add(&row);
                    keep(row)
                })
            })?,
        }
        let (rows, sha256) = print.finish();
        Ok(Poured { rows, sha256, altered })
    }

    /// Sets the numbers going on from where they were, lets the log go on behind everything that came (and `further`
    /// behind that, where the source went on after the rows were taken), checks that every key points at something, commits.
    pub fn finish(self, numbers: &[LastNumber], further: i64) -> Result<(), Trouble> {
        let shift = if self.top + further == 0 { 0 } else { self.top + further + 1 };
        match self.target {
            Target::Sqlite(target) => target.finish(numbers, shift),
            Target::Postgres(target) => target.finish(numbers, shift),
        }
    }

    /// What a new desk begins with gives way to what comes.
    fn clear(&mut self) -> Result<(), Trouble> {
        let names: Vec<String> = self.tables.iter().rev().map(|table| table.name.clone()).collect();
        match &mut self.target {
            Target::Sqlite(target) => target.clear(&names),
            Target::Postgres(target) => target.clear(&names),
        }
    }
}

fn unused_counts(migrations: &[Migration]) -> Result<BTreeMap<String, i64>, Trouble> {
    let unused = migrate::unused(migrations)?;
    into_sqlite::counts(&unused, &super::of_sqlite::tables(&unused)?)
}

fn without_nul(row: &mut [Value]) -> u64 {
    let mut altered = 0;
    for value in row {
        if let Value::Text(text) = value
            && text.contains('\0')
        {
            *text = text.replace('\0', "\u{fffd}");
            altered += 1;
        }
    }
    altered
}
