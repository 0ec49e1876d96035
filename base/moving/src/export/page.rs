//! The page beside an export that explains each file and each field.

use super::layout::file_of;
use super::{Filed, Whose};
use db::whole::{Column, Kind, Table};
use std::fmt::Write as _;

/// What tables and columns mean.
pub struct Meanings<'a> {
    pub of_table: &'a dyn Fn(&str) -> Option<&'static str>,
    pub of_column: &'a dyn Fn(&str, &str) -> Option<String>,
}

const OPENING: &str = "# What is in this export

Everything this desk keeps, as files. Whoever reads them needs no Frontline: every line of a file under `data/` is one JSON object, in UTF-8.

- **It holds secrets**: password hashes, the passwords of mailboxes, tokens, what customers wrote. Keep it like the desk itself.
- A *moment* is a whole number of microseconds since 1970-01-01 00:00 UTC.
- Numbers may be larger than 2^53: read them as 64-bit integers.
- An amount is a whole number of the smallest unit of its currency (cents).
- Text that holds JSON is named so; its kinds are those of the API (`docs/openapi.json` of the same version).
- Bytes stand as `{\"file\": …, \"size\": …, \"sha256\": …}` where they are a file of their own, else as base64.
- `manifest.json` names every file with its number of lines and its SHA-256. `key` signs reply addresses and sessions.
- `frontline import frontline FOLDER` on an empty desk builds the same desk again.

";

pub(super) fn written(tables: &[&Table], filed: &[Filed], meanings: &Meanings<'_>, whose: Whose<'_>) -> String {
    let mut page = String::from(match whose {
        Whose::Desk { .. } => OPENING,
        Whose::Person { opening } => opening,
    });
    for filed in filed {
        let _ = writeln!(page, "- `{}/` holds the bytes of `{}`.`{}`.", filed.folder, filed.table, filed.column);
    }
    let mut by_name: Vec<&&Table> = tables.iter().collect();
    by_name.sort_by(|a, b| a.name.cmp(&b.name));
    for table in by_name {
        let meaning = (meanings.of_table)(&table.name).unwrap_or("Not explained yet.");
        let _ = write!(page, "\n## {}\n\n{meaning}\n\n| field | holds | meaning |\n| --- | --- | --- |\n", file_of(table));
        for (place, column) in table.columns.iter().enumerate() {
            let key = if table.key.contains(&place) { ", key" } else { "" };
            let meaning = (meanings.of_column)(&table.name, &column.name).unwrap_or_default();
            let _ = writeln!(page, "| `{}` | {}{key} | {} |", column.name, holds(column), told(column, &meaning));
        }
    }
    page
}

fn holds(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Integer => "integer",
        Kind::Real => "number",
        Kind::Text => "text",
        Kind::Boolean => "true or false",
        Kind::Bytes => "bytes",
    };
    format!("{kind}{}", if column.may_be_null { " or null" } else { "" })
}

fn told(column: &Column, meaning: &str) -> String {
    match (&column.points_at, meaning) {
        (Some(table), "") => format!("a row of `{table}`"),
        (Some(table), meaning) => format!("{meaning}; a row of `{table}`"),
        (None, meaning) => meaning.to_owned(),
    }
}
