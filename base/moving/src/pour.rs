//! From any origin into an empty database, and back over every row to see that all is there.

use crate::origin::{holds, places};
use crate::{Origin, Proof, Saying};
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
}

/// What was moved and compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    pub tables: usize,
    pub rows: u64,
    /// Bytes with a hash beside them that were held against it.
    pub proven: u64,
    /// Text that could not be kept as it was: PostgreSQL keeps no NUL character.
    pub altered: u64,
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
    let mut poured = Vec::with_capacity(tables.len());
    for table in &tables {
        poured.push(one_table(origin, &mut filling, table, target.proofs, say)?);
    }
    filling.finish(&origin.last_numbers()?, target.further)?;
    let mut snapshot = Snapshot::take(target.place, &migrations)?;
    let mut moved = Moved { tables: tables.len(), ..Moved::default() };
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
    proofs: &[Proof],
    say: &mut Saying<'_>,
) -> Result<Poured, Trouble> {
    let proof = places(proofs, table);
    let mut came = Fingerprint::default();
    let mut count = 0;
    let poured = filling.pour(table, &mut |keep| {
        origin.rows(table, &mut |row| {
            if proof.is_some_and(|proof| !holds(&row, proof)) {
                return Err(unlike_its_hash(table, &row));
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

fn unlike_its_hash(table: &Table, row: &[Value]) -> Trouble {
    let key: Vec<String> = table.key.iter().filter_map(|place| row.get(*place)).map(|value| format!("{value:?}")).collect();
    Trouble::Opening(format!(
        "{} {}: its bytes are not those its hash was made of, so the source is damaged there. Nothing was kept. Run `frontline doctor` \
         at the source, or use an older backup.",
        table.name,
        key.join(" ")
    ))
}

/// Reads a table back; says how many of its bytes were held against their hash.
fn compare(snapshot: &mut Snapshot, table: &Table, kept: &Poured, proofs: &[Proof]) -> Result<u64, Trouble> {
    let proof = places(proofs, table);
    let (mut print, mut proven) = (Fingerprint::default(), 0);
    snapshot.rows(table, &mut |row| {
        if let Some(proof) = proof {
            if !holds(&row, proof) {
                return Err(unlike_its_hash(table, &row));
            }
            proven += u64::from(matches!(row.get(proof.1), Some(Value::Bytes(_))));
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
