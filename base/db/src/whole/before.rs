//! Whether a place is empty, looked at before anything there is touched: read-only, on a connection of its own.

use super::{into_sqlite, of_postgres, of_sqlite, quoted};
use crate::engine::{postgres as pg, sqlite};
use crate::{Place, Trouble};
use std::collections::BTreeMap;
use std::path::Path;

/// Refuses a place where somebody else's tables are, or more rows than the `unused` desk begins with.
pub(super) fn refuse_what_is_kept(place: &Place, unused: &BTreeMap<String, i64>) -> Result<(), Trouble> {
    refuse_more_than(unused, &counts(place)?)
}

/// How many rows each table has, whatever the schema's age; nothing where there are no tables. Refuses tables of somebody else.
pub fn counts(place: &Place) -> Result<BTreeMap<String, i64>, Trouble> {
    match place {
        Place::Sqlite(path) => in_sqlite(path),
        Place::Postgres(url) => in_postgres(url),
    }
}

const NEWEST: &str = "SELECT COALESCE(MAX(id), 0) FROM activity";

/// The key of the newest line of the log of one of our databases; looks at nothing else.
pub fn newest_line(place: &Place) -> Result<i64, Trouble> {
    match place {
        Place::Sqlite(path) => sqlite::connect(path, true)?
            .query_row(NEWEST, [], |row| row.get(0))
            .map_err(|e| Trouble::Opening(format!("{}: {e}", path.display()))),
        Place::Postgres(url) => Ok(pg::connect(url)?.query_one(NEWEST, &[]).map_err(|e| pg::trouble(&e, NEWEST))?.get(0)),
    }
}

/// Refuses rows beyond those an unused desk begins with.
pub(super) fn refuse_more_than(unused: &BTreeMap<String, i64>, counts: &BTreeMap<String, i64>) -> Result<(), Trouble> {
    match counts.iter().find(|(table, rows)| **rows > unused.get(*table).copied().unwrap_or(0)) {
        None => Ok(()),
        Some((table, rows)) => Err(Trouble::Opening(format!(
            "the target is not empty: its table {table} has {rows} rows. Nothing was changed there. Name an empty place."
        ))),
    }
}

fn in_sqlite(path: &Path) -> Result<BTreeMap<String, i64>, Trouble> {
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    let connection = sqlite::connect(path, true)?;
    let columns = of_sqlite::columns(&connection)?;
    if is_ours(&columns)? {
        into_sqlite::counts(&connection, &of_sqlite::tables(&connection)?)
    } else {
        Ok(BTreeMap::new())
    }
}

fn in_postgres(url: &str) -> Result<BTreeMap<String, i64>, Trouble> {
    let mut client = pg::connect(url)?;
    let columns = of_postgres::columns(&mut client)?;
    let mut counts = BTreeMap::new();
    if is_ours(&columns)? {
        for table in of_postgres::tables(&mut client)? {
            let question = format!("SELECT COUNT(*) FROM {}", quoted(&table.name));
            let rows: i64 = client.query_one(&question, &[]).map_err(|e| pg::trouble(&e, &question))?.get(0);
            counts.insert(table.name, rows);
        }
    }
    Ok(counts)
}

/// Whether our ledger of steps is among these tables and columns; `false`: there are no tables at all.
fn is_ours(columns: &[(String, String)]) -> Result<bool, Trouble> {
    let has = |column: &str| columns.iter().any(|(table, name)| table == "migration" && name == column);
    match columns.first() {
        None => Ok(false),
        Some(_) if has("feature") && has("number") => Ok(true),
        Some((table, _)) => Err(Trouble::Opening(format!(
            "the target is not empty: it holds the table {table}, and nothing says that Frontline made it. Nothing was changed there. Name an \
             empty place."
        ))),
    }
}
