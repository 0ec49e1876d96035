//! Making a backup of a desk that goes on working.

use crate::Proof;
use crate::backup::contents::{Contents, Part, format_of};
use crate::backup::files::Files;
use crate::backup::pieces::{self, Cutter};
use crate::backup::{Seal, Store, list};
use crate::origin::{Saying, holds, places};
use db::elsewhere::{Outlying, Reach};
use db::whole::{Fingerprint, Snapshot, Table};
use db::{Trouble, Value};
use kit::Moment;
use std::collections::HashSet;

/// What a backup came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub name: String,
    pub rows: u64,
    pub pieces: usize,
    /// What had to be written; everything else was there from earlier backups.
    pub new_pieces: usize,
    pub new_bytes: u64,
    /// Bytes of the desk that are not those their hash was made of: damaged before the backup was made.
    pub damaged: u64,
}

/// The desk a backup is made of.
pub struct Desk<'a> {
    pub snapshot: Snapshot,
    pub proofs: &'a [Proof],
    /// What opens everything in the snapshot.
    pub key: &'a [u8],
    pub version: &'a str,
}

/// Backs `desk` up into `store`. Only reads its snapshot; the list of pieces is written last.
pub fn make(desk: Desk<'_>, store: &dyn Store, seal: &Seal, now: Moment, say: &mut Saying<'_>) -> Result<Made, Trouble> {
    let held = store.hold()?;
    list::refuse_another_desk(store, seal, desk.key)?;
    let mut snapshot = desk.snapshot;
    let mut there = pieces::all(store)?;
    let before = there.len();
    let tables = snapshot.tables().to_vec();
    let mut parts = Vec::with_capacity(tables.len());
    let (mut new_bytes, mut damaged) = (0, 0);
    for table in tables {
        let (part, bytes, bad) = one_table(&mut snapshot, table, desk.proofs, (store, seal, &mut there), say)?;
        new_bytes += bytes;
        damaged += bad;
        parts.push(part);
    }
    let contents = Contents {
        format: format_of(&parts),
        made_at: now,
        version: desk.version.to_owned(),
        steps: snapshot.steps()?,
        numbers: snapshot.last_numbers()?,
        parts,
        desk_key: desk.key.to_vec(),
    };
    let name = list::name_at(store, now)?;
    store.settle()?;
    held.still()?;
    let text = contents.written()?;
    store.put(&list::path(&name), &seal.shut(&list::label(&name), &text)?)?;
    // Whoever took the place over meanwhile may have removed pieces that no list named yet.
    if let Err(lost) = held.still() {
        store.remove(&list::path(&name))?;
        return Err(lost);
    }
    Ok(Made {
        name,
        rows: contents.parts.iter().map(|part| part.rows).sum(),
        pieces: contents.parts.iter().map(|part| part.pieces.len() + part.files.len()).sum(),
        new_pieces: there.len() - before,
        new_bytes,
        damaged,
    })
}

fn one_table(
    snapshot: &mut Snapshot,
    table: Table,
    proofs: &[Proof],
    (store, seal, there): (&dyn Store, &Seal, &mut HashSet<String>),
    say: &mut Saying<'_>,
) -> Result<(Part, u64, u64), Trouble> {
    let proof = places(proofs, &table);
    let mut files = Files::of(&table, proof, snapshot.reach());
    let mut cutter = Cutter::new(store, seal, there, &table);
    let (mut print, mut count, mut damaged) = (Fingerprint::default(), 0, 0);
    let mut take = |mut row: Vec<Value>| {
        if let Some(files) = &mut files {
            files.keep(&mut row, &mut cutter)?;
        }
        damaged += u64::from(proof.is_some_and(|proof| !holds(&row, proof)));
        print.add(&row);
        count += 1;
        if count % 5_000 == 0 {
            say(&table.name, count, false);
        }
        cutter.add(&row)
    };
    match Outlying::of(&table) {
        Some(_) if matches!(snapshot.reach(), Reach::Fetches(_)) => snapshot.rows_as_they_lie(&table, &mut take)?,
        _ => snapshot.rows(&table, &mut take)?,
    }
    let (pieces, new_bytes) = cutter.finish()?;
    say(&table.name, count, true);
    let (rows, sha256) = print.finish();
    let files = files.map(|files| files.names).unwrap_or_default();
    Ok((Part { table, rows, sha256, pieces, files }, new_bytes, damaged))
}
