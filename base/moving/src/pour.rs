//! From any origin into an empty database, and back over every row to see that all is there.

use crate::origin::{holds, places};
use crate::{Origin, Proof, Saying};
use db::elsewhere::Reach;
use db::whole::{Filling, Fingerprint, Poured, Snapshot, Step, Table};
use db::{Migration, Place, Trouble, Value};
use kit::Clock;

/// Rows between two words about how far it is.
const WORD: u64 = 5_000;

/// An empty place to pour into.
pub struct Target<'a> {
    pub place: &'a Place,
    /// Every step this program knows.
    pub migrations: &'a [Migration],
    pub clock: &'a Clock,
    pub proofs: &'a [Proof],
    /// How far behind what comes the log goes on; see [`Filling::finish`].
    pub further: i64,
    /// Called once the place was found empty and before anything is poured: what must lie beside it is put there.
    pub ready: &'a dyn Fn() -> Result<(), Trouble>,
}

/// What was moved and compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    pub tables: usize,
    pub rows: u64,
    /// Bytes that are those the hash beside them was made of.
    pub proven: u64,
    /// Text that could not be kept as it was: PostgreSQL keeps no NUL character.
    pub altered: u64,
    /// Rows whose bytes are not those their hash was made of, by table and key. They came as they were: the source is damaged there.
    pub damaged: Vec<String>,
}

/// Pours everything into `target`, commits, reads it back and compares.
pub fn pour(origin: &mut dyn Origin, target: &Target<'_>, say: &mut Saying<'_>) -> Result<Moved, Trouble> {
    let migrations = up_to(target.migrations, &origin.steps()?)?;
    let tables = origin.tables();
    let mut filling = Filling::begin(target.place, &migrations, target.clock)?;
    if filling.tables() != tables {
        return Err(Trouble::Opening(
            "the tables there are not those of this version of Frontline, though its steps are the same. Report it; nothing was changed."
                .into(),
        ));
    }
    (target.ready)()?;
    let mut moved = Moved { tables: tables.len(), ..Moved::default() };
    let mut poured = Vec::with_capacity(tables.len());
    for table in &tables {
        poured.push(one_table(origin, &mut filling, table, (target.proofs, &mut moved.damaged), say)?);
    }
    filling.finish(&origin.last_numbers()?, target.further)?;
    // Held against what was poured as it was poured, wherever bytes lie.
    let mut snapshot = Snapshot::take(target.place, &migrations)?.reaching(Reach::AsTheyLie);
    for (table, kept) in tables.iter().zip(&poured) {
        moved.proven += compare(&mut snapshot, table, kept, target.proofs)?;
        moved.rows += kept.rows;
        moved.altered += kept.altered;
    }
    Ok(moved)
}

/// The steps the origin has taken, which this program must know.
fn up_to(migrations: &[Migration], steps: &[Step]) -> Result<Vec<Migration>, Trouble> {
    let is = |migration: &Migration, step: &Step| migration.feature == step.feature && migration.number == step.number;
    if let Some(step) = steps.iter().find(|step| !migrations.iter().any(|migration| is(migration, step))) {
        return Err(Trouble::Opening(format!(
            "it was made by a newer Frontline ({} {}). Use that version or a later one.",
            step.feature, step.number
        )));
    }
    Ok(migrations
        .iter()
        .filter(|migration| steps.iter().any(|step| is(migration, step)))
        .copied()
        .collect())
}

fn one_table(
    origin: &mut dyn Origin,
    filling: &mut Filling,
    table: &Table,
    (proofs, damaged): (&[Proof], &mut Vec<String>),
    say: &mut Saying<'_>,
) -> Result<Poured, Trouble> {
    let proof = places(proofs, table);
    let mut came = Fingerprint::default();
    let mut count = 0;
    let poured = filling.pour(table, &mut |keep| {
        origin.rows(table, &mut |row| {
            if proof.is_some_and(|proof| !holds(&row, proof)) {
                // The fingerprint of the table proves that it is what its source holds: a whole desk is not refused for it.
                damaged.push(named(table, &row));
            }
            came.add(&row);
            count += 1;
            if count % WORD == 0 {
                say(&table.name, count, false);
            }
            keep(row)
        })
    })?;
    let came = came.finish();
    if origin.expected(table).is_some_and(|expected| expected != came) {
        return Err(Trouble::Opening(format!(
            "the rows of {} are not those that were written down: pieces are missing, changed or mixed up. Nothing was kept.",
            table.name
        )));
    }
    if poured.altered == 0 && (poured.rows, &poured.sha256) != (came.0, &came.1) {
        return Err(Trouble::Opening(format!("the rows of {} changed on their way. Nothing was kept; try again.", table.name)));
    }
    say(&table.name, count, true);
    Ok(poured)
}

/// A row by its table and key.
fn named(table: &Table, row: &[Value]) -> String {
    let key = table.key.iter().filter_map(|place| row.get(*place)).map(|value| match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    });
    format!("{} {}", table.name, key.collect::<Vec<_>>().join(" "))
}

/// Reads a table back; says how many of its bytes were held against their hash. That its rows are those that came, the damaged ones
/// too, is what the fingerprint says.
fn compare(snapshot: &mut Snapshot, table: &Table, kept: &Poured, proofs: &[Proof]) -> Result<u64, Trouble> {
    let proof = places(proofs, table);
    let (mut print, mut proven) = (Fingerprint::default(), 0);
    snapshot.rows(table, &mut |row| {
        if let Some(proof) = proof {
            proven += u64::from(proof.are_in(&row) && holds(&row, proof));
        }
        print.add(&row);
        Ok(())
    })?;
    if print.finish() == (kept.rows, kept.sha256.clone()) {
        Ok(proven)
    } else {
        Err(Trouble::Opening(format!(
            "{} reads back differently from how it was written. Do not use the target: empty it and try again; if it happens \
             twice, its disk or database server is at fault.",
            table.name
        )))
    }
}
