//! Filling a PostgreSQL schema: one transaction, foreign keys taken off and put back inside it, rows by binary COPY.

use super::filling::Looked;
use super::{Kind, LastNumber, Sink, Table, of_postgres, quoted};
use crate::Trouble;
use crate::engine::crash::CrashPoint;
use crate::engine::postgres::{connect, trouble};
use postgres::Client;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::{ToSql, Type};
use std::collections::BTreeMap;

pub(super) struct Target {
    client: Client,
    /// How each foreign key is put back.
    keys: Vec<String>,
}

const FOREIGN_KEYS: &str = "SELECT quote_ident(c.relname), quote_ident(k.conname), pg_get_constraintdef(k.oid)
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.connamespace = current_schema()::regnamespace AND k.contype = 'f'
     ORDER BY c.relname, k.conname";

impl Target {
    pub fn open(url: &str) -> Result<Self, Trouble> {
        let mut target = Self { client: connect(url)?, keys: Vec::new() };
        target.run("BEGIN")?;
        // A desk still running there must not write between the look and the commit.
        target.run("SET LOCAL lock_timeout = '15s'")?;
        Ok(target)
    }

    pub fn look(&mut self) -> Result<Looked, Trouble> {
        let tables = of_postgres::tables(&mut self.client)?;
        let mut counts = BTreeMap::new();
        for table in &tables {
            let name = quoted(&table.name);
            self.run(&format!("LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE"))?;
            let question = format!("SELECT COUNT(*) FROM {name}");
            let rows: i64 = self.client.query_one(&question, &[]).map_err(|e| trouble(&e, &question))?.get(0);
            counts.insert(table.name.clone(), rows);
        }
        Ok(Looked { tables, counts })
    }

    fn run(&mut self, statement: &str) -> Result<(), Trouble> {
        self.client.batch_execute(statement).map_err(|e| trouble(&e, statement))
    }

    pub fn clear(&mut self, names: &[String]) -> Result<(), Trouble> {
        let keys = self.client.query(FOREIGN_KEYS, &[]).map_err(|e| trouble(&e, FOREIGN_KEYS))?;
        for key in keys {
            let (table, name, definition): (String, String, String) = (key.get(0), key.get(1), key.get(2));
            self.run(&format!("ALTER TABLE {table} DROP CONSTRAINT {name}"))?;
            self.keys.push(format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"));
        }
        names.iter().try_for_each(|name| self.run(&format!("DELETE FROM {}", quoted(name))))
    }

    pub fn pour(&mut self, table: &Table, source: &mut dyn FnMut(&mut Sink<'_>) -> Result<(), Trouble>) -> Result<(), Trouble> {
        let text = format!("COPY {} ({}) FROM STDIN (FORMAT binary)", quoted(&table.name), table.listed());
        let failed = |e: postgres::Error| trouble(&e, &text);
        let types: Vec<Type> = table.columns.iter().map(|column| type_of(column.kind)).collect();
        let mut writer = BinaryCopyInWriter::new(self.client.copy_in(&text).map_err(failed)?, &types);
        source(&mut |row| {
            let values: Vec<&(dyn ToSql + Sync)> = row.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
            writer.write(&values).map_err(failed)
        })?;
        writer.finish().map(drop).map_err(failed)
    }

    pub fn finish(mut self, numbers: &[LastNumber], shift: i64) -> Result<(), Trouble> {
        for key in std::mem::take(&mut self.keys) {
            self.run(&key).map_err(|e| match e {
                Trouble::Database { reason, .. } => Trouble::Opening(format!(
                    "{reason}: a row points at one that is not there, so nothing was kept. The source is damaged: run `frontline doctor` there."
                )),
                other => other,
            })?;
        }
        for (table, sequence) in of_postgres::sequences(&mut self.client)? {
            let last = numbers.iter().find(|number| number.table == table).map_or(0, |number| number.last);
            let (value, called) = if last > 0 { (last, true) } else { (1, false) };
            self.client
                .execute("SELECT setval($1::text::regclass, $2, $3)", &[&sequence, &value, &called])
                .map_err(|e| trouble(&e, "setval"))?;
        }
        let shifts = "SELECT to_regclass('activity_shift') IS NOT NULL";
        if self.client.query_one(shifts, &[]).map_err(|e| trouble(&e, shifts))?.get(0) {
            self.run(&format!("UPDATE activity_shift SET shift = {shift}"))?;
        }
        let crash = CrashPoint::from_environment();
        crash.before_commit();
        self.run("COMMIT")?;
        crash.after_commit();
        self.run("ANALYZE")
    }
}

const fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::Integer => Type::INT8,
        Kind::Real => Type::FLOAT8,
        Kind::Text => Type::TEXT,
        Kind::Boolean => Type::BOOL,
        Kind::Bytes => Type::BYTEA,
    }
}
