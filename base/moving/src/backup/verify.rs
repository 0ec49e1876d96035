//! Reading a backup back without restoring it.

use crate::Proof;
use crate::backup::Backup;
use crate::origin::{Origin as _, Saying, holds, places};
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

/// Opens every piece of the backup and compares each table with what the backup says of it.
pub fn verify(backup: &mut Backup<'_>, proofs: &[Proof], say: &mut Saying<'_>) -> Result<Verified, Trouble> {
    let mut verified = Verified::default();
    for part in backup.contents.parts.clone() {
        let proof = places(proofs, &part.table);
        let mut print = Fingerprint::default();
        backup.rows(&part.table, &mut |row| {
            if let Some(proof) = proof {
                let bytes = matches!(row.get(proof.1), Some(db::Value::Bytes(_)));
                verified.proven += u64::from(bytes);
                verified.damaged += u64::from(!holds(&row, proof));
            }
            print.add(&row);
            Ok(())
        })?;
        if print.finish() != (part.rows, part.sha256.clone()) {
            return Err(Trouble::Opening(format!(
                "backup {}: the rows of {} are not those that were written down. Use another backup and report this.",
                backup.name, part.table.name
            )));
        }
        verified.rows += part.rows;
        verified.pieces += part.pieces.len();
        say(&part.table.name, part.rows, true);
    }
    Ok(verified)
}
