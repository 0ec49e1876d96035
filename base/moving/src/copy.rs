//! From one database to another, either engine to either.

use crate::{Moved, Saying, Target, pour};
use db::elsewhere::Reach;
use db::whole::Snapshot;
use db::{Place, Trouble};

/// Copies the desk in `from` as it is at this moment, with the bytes that lie elsewhere as `reach` says. The source may be in use; what
/// happens there afterwards is not copied.
pub fn copy(from: &Place, reach: Reach, target: &Target<'_>, say: &mut Saying<'_>) -> Result<Moved, Trouble> {
    if from == target.place {
        return Err(Trouble::Opening("source and target are the same database. Name another with --to.".into()));
    }
    let mut source = Snapshot::take(from, target.migrations)?.reaching(reach);
    pour(&mut source, target, say)
}
