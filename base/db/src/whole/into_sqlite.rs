//! Filling a SQLite file: one exclusive transaction, which a crash leaves without a trace.

use super::filling::Looked;
use super::{LastNumber, Sink, Table, of_sqlite, quoted};
use crate::Trouble;
use crate::engine::crash::CrashPoint;
use crate::engine::sqlite::{connect, trouble};
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;
use std::path::Path;

pub(super) struct Target {
    connection: Connection,
}

impl Target {
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        let connection = connect(path, false)?;
        // Rows come table by table; whether every key points at something is checked once, at the end.
        connection
            .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; BEGIN EXCLUSIVE")
            .map_err(|e| trouble(e, "BEGIN EXCLUSIVE"))?;
        Ok(Self { connection })
    }

    pub fn look(&self) -> Result<Looked, Trouble> {
        let tables = of_sqlite::tables(&self.connection)?;
        let counts = counts(&self.connection, &tables)?;
        Ok(Looked { tables, counts })
    }

    fn run(&self, statement: &str) -> Result<(), Trouble> {
        self.connection.execute_batch(statement).map_err(|e| trouble(e, statement))
    }

    pub fn clear(&self, names: &[String]) -> Result<(), Trouble> {
        names.iter().try_for_each(|name| self.run(&format!("DELETE FROM {}", quoted(name))))?;
        self.run("DELETE FROM sqlite_sequence")
    }

    pub fn pour(&self, table: &Table, source: &mut dyn FnMut(&mut Sink<'_>) -> Result<(), Trouble>) -> Result<(), Trouble> {
        let marks = vec!["?"; table.columns.len()].join(", ");
        let text = format!("INSERT INTO {} ({}) VALUES ({marks})", quoted(&table.name), table.listed());
        let mut statement = self.connection.prepare(&text).map_err(|e| trouble(e, &text))?;
        source(&mut |row| statement.execute(params_from_iter(row)).map(drop).map_err(|e| trouble(e, &text)))
    }

    pub fn finish(self, numbers: &[LastNumber], shift: i64) -> Result<(), Trouble> {
        for number in numbers {
            let failed = |e| trouble(e, "sqlite_sequence");
            self.connection
                .execute("DELETE FROM sqlite_sequence WHERE name = ?1", [&number.table])
                .and_then(|_| {
                    self.connection
                        .execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", (&number.table, number.last))
                })
                .map_err(failed)?;
        }
        let shifts = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'activity_shift')";
        if self.connection.query_row(shifts, [], |row| row.get(0)).map_err(|e| trouble(e, shifts))? {
            self.run(&format!("UPDATE activity_shift SET shift = {shift}"))?;
        }
        let dangling: Option<String> = self
            .connection
            .prepare("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")
            .and_then(|mut check| check.query_map([], |row| row.get(0))?.next().transpose())
            .map_err(|e| trouble(e, "foreign_key_check"))?;
        if let Some(table) = dangling {
            return Err(Trouble::Opening(format!(
                "a row of {table} points at a row that is not there, so nothing was kept. The source is damaged: run `frontline doctor` there."
            )));
        }
        let crash = CrashPoint::from_environment();
        crash.before_commit();
        self.run("COMMIT")?;
        crash.after_commit();
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}

pub(super) fn counts(connection: &Connection, tables: &[Table]) -> Result<BTreeMap<String, i64>, Trouble> {
    let mut counts = BTreeMap::new();
    for table in tables {
        let question = format!("SELECT COUNT(*) FROM {}", quoted(&table.name));
        let rows = connection.query_row(&question, [], |row| row.get(0)).map_err(|e| trouble(e, &question))?;
        counts.insert(table.name.clone(), rows);
    }
    Ok(counts)
}
