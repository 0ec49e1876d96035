//! Reading a whole SQLite database: one read transaction beside the writer, which goes on.

use super::order::{Told, in_order, kind_of};
use super::{Column, ITS_OWN, Kind, LastNumber, Sink, Step, Table, quoted};
use crate::engine::sqlite::{connect, trouble};
use crate::{Trouble, Value};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) struct Source {
    connection: Connection,
}

impl Source {
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        if !path.exists() {
            return Err(Trouble::Opening(format!(
                "there is no database at {}. Name the folder of the desk with --data.",
                path.display()
            )));
        }
        let source = Self { connection: connect(path, true)? };
        // A deferred transaction takes its snapshot at the first read.
        source.connection.execute_batch("BEGIN DEFERRED").map_err(|e| trouble(e, "BEGIN"))?;
        source.number("SELECT COUNT(*) FROM sqlite_schema")?;
        Ok(source)
    }

    pub fn number(&self, question: &str) -> Result<i64, Trouble> {
        self.connection.query_row(question, [], |row| row.get(0)).map_err(|e| trouble(e, question))
    }

    pub fn tables(&self) -> Result<Vec<Table>, Trouble> {
        tables(&self.connection)
    }

    pub fn steps(&self) -> Result<Vec<Step>, Trouble> {
        self.listed("SELECT feature, number FROM migration ORDER BY feature, number", |feature, number| Step { feature, number })
    }

    pub fn last_numbers(&self) -> Result<Vec<LastNumber>, Trouble> {
        self.listed("SELECT name, seq FROM sqlite_sequence", |table, last| LastNumber { table, last })
    }

    fn listed<T>(&self, question: &str, of: impl Fn(String, i64) -> T) -> Result<Vec<T>, Trouble> {
        let failed = |e| trouble(e, question);
        let mut statement = self.connection.prepare(question).map_err(failed)?;
        let rows = statement.query_map([], |row| Ok(of(row.get(0)?, row.get(1)?))).map_err(failed)?;
        rows.collect::<Result<Vec<_>, _>>().map_err(failed)
    }

    pub fn rows(&self, table: &Table, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        let question = question(table);
        let failed = |e| trouble(e, &question);
        let mut statement = self.connection.prepare(&question).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let mut values = Vec::with_capacity(table.columns.len());
            for (place, column) in table.columns.iter().enumerate() {
                let found = row.get_ref(place).map_err(failed)?;
                values.push(value(column.kind, found).ok_or_else(|| misshapen(table, column))?);
            }
            sink(values)?;
        }
        Ok(())
    }
}

fn question(table: &Table) -> String {
    let order: Vec<String> = table.key.iter().map(|place| quoted(&table.columns[*place].name)).collect();
    let order = if order.is_empty() { String::new() } else { format!(" ORDER BY {}", order.join(", ")) };
    format!("SELECT {} FROM {}{order}", table.listed(), quoted(&table.name))
}

/// The value as both engines know it; `None` if the file holds something its column does not.
fn value(kind: Kind, found: ValueRef<'_>) -> Option<Value> {
    Some(match (kind, found) {
        (_, ValueRef::Null) => Value::Null,
        (Kind::Integer, ValueRef::Integer(n)) => Value::Integer(n),
        (Kind::Boolean, ValueRef::Integer(n)) => Value::Boolean(n != 0),
        (Kind::Real, ValueRef::Real(n)) => Value::Real(n),
        (Kind::Real, ValueRef::Integer(n)) => Value::Real(n as f64),
        (Kind::Text, ValueRef::Text(text)) => Value::Text(std::str::from_utf8(text).ok()?.to_owned()),
        (Kind::Bytes, ValueRef::Blob(bytes)) => Value::Bytes(bytes.to_vec()),
        _ => return None,
    })
}

fn misshapen(table: &Table, column: &Column) -> Trouble {
    Trouble::Shape(format!("{}.{} holds what a {:?} column cannot", table.name, column.name, column.kind))
}

/// Every table of an open file with each of its columns, whoever made them.
pub(super) fn columns(connection: &Connection) -> Result<Vec<(String, String)>, Trouble> {
    let question = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
                     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY t.name";
    let failed = |e| trouble(e, question);
    let mut statement = connection.prepare(question).map_err(failed)?;
    let columns = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(failed)?;
    columns.collect::<Result<_, _>>().map_err(failed)
}

/// The tables of an open file, without SQLite's own and ours that stay behind.
pub(super) fn tables(connection: &Connection) -> Result<Vec<Table>, Trouble> {
    let question = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    let failed = |e| trouble(e, question);
    let mut statement = connection.prepare(question).map_err(failed)?;
    let names = statement.query_map([], |row| row.get::<_, String>(0)).map_err(failed)?;
    let mut told = BTreeMap::new();
    for name in names {
        let name = name.map_err(failed)?;
        if !ITS_OWN.contains(&name.as_str()) {
            let table = tell(connection, &name)?;
            told.insert(name, table);
        }
    }
    Ok(in_order(told))
}

fn tell(connection: &Connection, name: &str) -> Result<Told, Trouble> {
    let failed = |e| trouble(e, "PRAGMA table_info");
    let mut told = Told::default();
    let mut keyed = BTreeMap::new();
    let mut info = connection
        .prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")
        .map_err(failed)?;
    let columns = info
        .query_map([name], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?, row.get::<_, i64>(3)?))
        })
        .map_err(failed)?;
    for column in columns {
        let (column, declared, not_null, key) = column.map_err(failed)?;
        let kind = kind_of(&declared).ok_or_else(|| Trouble::Shape(format!("{name}.{column} is declared {declared}")))?;
        if key > 0 {
            keyed.insert(key, column.clone());
        }
        told.columns.push(Column { name: column, kind, may_be_null: !not_null, points_at: None });
    }
    told.key = keyed.into_values().collect();
    let mut keys = connection.prepare("SELECT \"table\", \"from\" FROM pragma_foreign_key_list(?1)").map_err(failed)?;
    let keys = keys
        .query_map([name], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .map_err(failed)?;
    for key in keys {
        let (parent, from) = key.map_err(failed)?;
        if let Some(column) = told.columns.iter_mut().find(|column| column.name == from) {
            column.points_at = Some(parent.clone());
        }
        told.parents.insert(parent);
    }
    Ok(told)
}
