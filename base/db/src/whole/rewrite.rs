//! Single rows, found by whoever read a whole database, changed where they stand. Names of tables and columns come from a [`Table`],
//! which the database itself told; values are bound.

use super::{Table, quoted};
use crate::{Sql, Trouble, Tx, Value, Work};

/// Whether the row that has the key of `row` still holds the same at these places.
pub fn is_as_read(tx: &mut Tx<'_>, table: &Table, row: &[Value], same: &[usize]) -> Result<bool, Trouble> {
    let mut values = Vec::new();
    let condition = as_read(table, row, same, &mut values)?;
    let text = format!("SELECT 1 FROM {} WHERE {condition}", quoted(&table.name));
    let found: Option<i64> = Sql { text: text.into(), values }.one(tx)?;
    Ok(found.is_some())
}

/// Puts values into columns of the row that has the key of `row` and still holds the same at the places `same`, and says whether there still
/// was such a row. What it means is recorded by the caller.
pub fn put(work: &mut Work<'_>, table: &Table, row: &[Value], same: &[usize], cells: &[(usize, Value)]) -> Result<bool, Trouble> {
    let written: Vec<String> = cells
        .iter()
        .enumerate()
        .map(|(n, (place, _))| format!("{} = ${}", named(table, *place), n + 1))
        .collect();
    let mut values: Vec<Value> = cells.iter().map(|(_, value)| value.clone()).collect();
    let condition = as_read(table, row, same, &mut values)?;
    let text = format!("UPDATE {} SET {} WHERE {condition}", quoted(&table.name), written.join(", "));
    Ok(Sql { text: text.into(), values }.run(work)? > 0)
}

/// Takes the row away that has the key of `row`, and says whether there still was one.
pub fn remove(work: &mut Work<'_>, table: &Table, row: &[Value]) -> Result<bool, Trouble> {
    let mut values = Vec::new();
    let condition = key(table, row, &mut values)?;
    let text = format!("DELETE FROM {} WHERE {condition}", quoted(&table.name));
    Ok(Sql { text: text.into(), values }.run(work)? > 0)
}

fn named(table: &Table, place: usize) -> String {
    table.columns.get(place).map_or_else(String::new, |column| quoted(&column.name))
}

fn as_read(table: &Table, row: &[Value], same: &[usize], values: &mut Vec<Value>) -> Result<String, Trouble> {
    let mut condition = key(table, row, values)?;
    for place in same {
        values.extend(row.get(*place).cloned());
        condition.push_str(&format!(" AND {} IS NOT DISTINCT FROM ${}", named(table, *place), values.len()));
    }
    Ok(condition)
}

/// The condition that finds a row by its key, whose values join `values`.
fn key(table: &Table, row: &[Value], values: &mut Vec<Value>) -> Result<String, Trouble> {
    let mut parts = Vec::new();
    for place in &table.key {
        let (Some(column), Some(value)) = (table.columns.get(*place), row.get(*place)) else {
            return Err(Trouble::Shape(format!("a row of {} lacks its key", table.name)));
        };
        values.push(value.clone());
        parts.push(format!("{} = ${}", quoted(&column.name), values.len()));
    }
    if parts.is_empty() {
        return Err(Trouble::Shape(format!("{} has no key to find a row by", table.name)));
    }
    Ok(parts.join(" AND "))
}
