//! Reading a whole PostgreSQL schema: one repeatable-read transaction, rows streamed as they come off the wire.

use super::order::{Told, in_order, kind_of};
use super::{Column, ITS_OWN, Kind, LastNumber, Sink, Step, Table, quoted};
use crate::Trouble;
use crate::engine::postgres::{connect, trouble, values_of};
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::{Client, Row};
use std::collections::BTreeMap;

pub(super) struct Source {
    client: Client,
}

const COLUMNS: &str = "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL), a.attnotnull
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY c.relname, a.attnum";

const KEYS: &str = "SELECT c.relname::text, k.contype::text, a.attname::text, COALESCE(p.relname::text, '')
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      LEFT JOIN pg_class p ON p.oid = k.confrelid
      CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS part(attnum, place)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = part.attnum
     WHERE k.connamespace = current_schema()::regnamespace AND k.contype IN ('p', 'f')
     ORDER BY c.relname, k.conname, part.place";

impl Source {
    pub fn open(url: &str) -> Result<Self, Trouble> {
        let mut client = connect(url)?;
        client
            .batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .map_err(|e| trouble(&e, "BEGIN"))?;
        let mut source = Self { client };
        if source.asked("SELECT 1 WHERE to_regclass('migration') IS NULL")?.is_empty() {
            Ok(source)
        } else {
            Err(Trouble::Opening(
                "there is no desk in this PostgreSQL database. Check the address, user and database name.".into(),
            ))
        }
    }

    fn asked(&mut self, question: &str) -> Result<Vec<Row>, Trouble> {
        self.client.query(question, &[]).map_err(|e| trouble(&e, question))
    }

    pub fn number(&mut self, question: &str) -> Result<i64, Trouble> {
        Ok(self.client.query_one(question, &[]).map_err(|e| trouble(&e, question))?.get(0))
    }

    pub fn tables(&mut self) -> Result<Vec<Table>, Trouble> {
        tables(&mut self.client)
    }

    pub fn steps(&mut self) -> Result<Vec<Step>, Trouble> {
        let rows = self.asked("SELECT feature, number FROM migration ORDER BY feature COLLATE \"C\", number")?;
        Ok(rows.iter().map(|row| Step { feature: row.get(0), number: row.get(1) }).collect())
    }

    pub fn last_numbers(&mut self) -> Result<Vec<LastNumber>, Trouble> {
        let mut numbers = Vec::new();
        for (table, sequence) in sequences(&mut self.client)? {
            let last = self.number(&format!("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}"))?;
            numbers.push(LastNumber { table, last });
        }
        Ok(numbers)
    }

    pub fn rows(&mut self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        let question = question(table);
        let failed = |e: postgres::Error| trouble(&e, &question);
        let none: [&(dyn postgres::types::ToSql + Sync); 0] = [];
        let mut rows = self.client.query_raw(question.as_str(), none).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            sink(values_of(&row)?)?;
        }
        Ok(())
    }
}

/// Text is ordered by its bytes, as SQLite does, whatever the server's language.
fn question(table: &Table) -> String {
    let by_bytes = |place: &usize| {
        let column = &table.columns[*place];
        let collation = if column.kind == Kind::Text { " COLLATE \"C\"" } else { "" };
        format!("{}{collation}", quoted(&column.name))
    };
    let order: Vec<String> = table.key.iter().map(by_bytes).collect();
    let order = if order.is_empty() { String::new() } else { format!(" ORDER BY {}", order.join(", ")) };
    format!("SELECT {} FROM {}{order}", table.listed(), quoted(&table.name))
}

/// Which sequence gives a table its numbers.
pub(super) fn sequences(client: &mut Client) -> Result<Vec<(String, String)>, Trouble> {
    let question = "SELECT c.relname::text, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
                      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attidentity <> ''
                     ORDER BY c.relname";
    let rows = client.query(question, &[]).map_err(|e| trouble(&e, question))?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Every table of the schema with each of its columns, whoever made them.
pub(super) fn columns(client: &mut Client) -> Result<Vec<(String, String)>, Trouble> {
    let rows = client.query(COLUMNS, &[]).map_err(|e| trouble(&e, COLUMNS))?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// The tables of the schema, without ours that stay behind.
pub(super) fn tables(client: &mut Client) -> Result<Vec<Table>, Trouble> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for row in client.query(COLUMNS, &[]).map_err(|e| trouble(&e, COLUMNS))? {
        let (table, name, declared, not_null): (String, String, String, bool) = (row.get(0), row.get(1), row.get(2), row.get(3));
        let kind = kind_of(&declared).ok_or_else(|| Trouble::Shape(format!("{table}.{name} is declared {declared}")))?;
        let column = Column { name, kind, may_be_null: !not_null, points_at: None };
        told.entry(table).or_default().columns.push(column);
    }
    for row in client.query(KEYS, &[]).map_err(|e| trouble(&e, KEYS))? {
        let (table, kind, column, parent): (String, String, String, String) = (row.get(0), row.get(1), row.get(2), row.get(3));
        let Some(told) = told.get_mut(&table) else { continue };
        if kind == "p" {
            told.key.push(column);
            continue;
        }
        if let Some(column) = told.columns.iter_mut().find(|c| c.name == column) {
            column.points_at = Some(parent.clone());
        }
        told.parents.insert(parent);
    }
    told.retain(|name, _| !ITS_OWN.contains(&name.as_str()));
    Ok(in_order(told))
}
