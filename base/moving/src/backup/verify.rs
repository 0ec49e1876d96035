//! Reading a backup back without restoring it.

use crate::Proof;
use crate::backup::contents::{DAMAGED, MISSING, Part, Piece, rows_in};
use crate::backup::{Backup, pieces};
use crate::origin::{Saying, holds, places};
use db::Trouble;
use db::whole::Fingerprint;

/// What was read back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    pub rows: u64,
    pub pieces: usize,
    /// Bytes held against the hash beside them.
    pub proven: u64,
    /// Those that are not what their hash was made of: damaged before the backup was made.
    pub damaged: u64,
}

/// Opens every piece of the backup and compares each table with what the backup says of it. A piece that does not open is set
/// aside, so that the next backup writes it anew; every one is looked at, and the first trouble told.
pub fn verify(backup: &Backup<'_>, proofs: &[Proof], say: &mut Saying<'_>) -> Result<Verified, Trouble> {
    let mut verified = Verified::default();
    let mut first = None;
    for part in &backup.contents.parts {
        match one_part(backup, part, proofs, &mut verified) {
            Ok(()) => say(&part.table.name, part.rows, true),
            Err(trouble) => drop(first.get_or_insert(trouble)),
        }
    }
    first.map_or(Ok(verified), Err)
}

fn one_part(backup: &Backup<'_>, part: &Part, proofs: &[Proof], verified: &mut Verified) -> Result<(), Trouble> {
    let proof = places(proofs, &part.table);
    let mut print = Fingerprint::default();
    let mut first = None;
    backup.each_piece(&part.pieces, &mut |name, piece| {
        let trouble = match piece {
            Piece::Whole(bytes) => {
                return rows_in(&bytes, &part.table, &mut |row| {
                    if let Some(proof) = proof {
                        verified.proven += u64::from(proof.are_in(&row));
                        verified.damaged += u64::from(!holds(&row, proof));
                    }
                    print.add(&row);
                    Ok(())
                });
            }
            Piece::Missing => backup.lacks(&part.table, name, MISSING, ANEW),
            Piece::Damaged => set_aside(backup, part, name),
        };
        first.get_or_insert(trouble);
        Ok(())
    })?;
    backup.each_file(&part.files, &mut |name, piece| {
        let trouble = match piece {
            Piece::Whole(_) => {
                verified.proven += 1;
                return Ok(());
            }
            Piece::Missing => backup.lacks(&part.table, name, MISSING, ANEW),
            Piece::Damaged => set_aside(backup, part, name),
        };
        first.get_or_insert(trouble);
        Ok(())
    })?;
    if let Some(trouble) = first {
        return Err(trouble);
    }
    if print.finish() != (part.rows, part.sha256.clone()) {
        return Err(Trouble::Opening(format!(
            "backup {}: the rows of {} are not those that were written down. Use another backup and report this.",
            backup.name, part.table.name
        )));
    }
    verified.rows += part.rows;
    verified.pieces += part.pieces.len() + part.files.len();
    Ok(())
}

const ANEW: &str =
    "Run `frontline backup`: it writes it anew if the desk still has those rows. Else bring the file back from a copy of the place";

/// Moves a piece that does not open out of the way of the next backup, which would take it for written; says what it came to.
fn set_aside(backup: &Backup<'_>, part: &Part, name: &str) -> Trouble {
    // Not while another backup counts on what lies there.
    let moved = backup.store.hold().and_then(|_held| backup.store.set_aside(&pieces::path(name)));
    match moved {
        Ok(()) => backup.lacks(&part.table, name, &format!("{DAMAGED}, and is now {name}.damaged"), ANEW),
        Err(trouble) => {
            let remedy = format!("It could not be moved out of the way: {trouble} Verify again then");
            backup.lacks(&part.table, name, DAMAGED, &remedy)
        }
    }
}
