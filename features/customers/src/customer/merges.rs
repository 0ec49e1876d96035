//! The shelf of merges: what was moved, and who was merged into whom.

use super::CustomerId;
use super::merge::MergeId;
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;

/// One merge as stored, without what it moved.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Merge {
    pub id: MergeId,
    pub kept: CustomerId,
    pub other: CustomerId,
    pub merged_at: Moment,
    pub undone_at: Option<Moment>,
}

pub fn find(tx: &mut Tx<'_>, merge: MergeId) -> Result<Merge, Trouble> {
    sql("SELECT id, kept_id, other_id, merged_at, undone_at FROM customer_merge WHERE id = $1")
        .with(merge)
        .only(tx, "merge")
}

/// The merges into a customer that stand, the latest first: only that one can be undone.
pub fn into(tx: &mut Tx<'_>, kept: CustomerId) -> Result<Vec<Merge>, Trouble> {
    sql("SELECT id, kept_id, other_id, merged_at, undone_at FROM customer_merge WHERE kept_id = $1 AND undone_at IS NULL ORDER BY id DESC")
        .with(kept)
        .all(tx)
}

/// What a merge moved, as it wrote it down.
pub(crate) fn moved(tx: &mut Tx<'_>, merge: MergeId) -> Result<String, Trouble> {
    sql("SELECT moved FROM customer_merge WHERE id = $1").with(merge).only(tx, "merge")
}
