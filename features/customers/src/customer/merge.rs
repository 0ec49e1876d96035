//! Merging: two customers turn out to be one person. What the other had moves to the one kept, and all that moved is
//! written down, so that [`super::undo_merge`] can restore both to the row. The other stays behind as a signpost.

use super::{Customer, CustomerId, find, refresh_key, standing};
use crate::attribute::AttributeId;
use crate::identities::{self, Held, IdentityId};
use crate::notes::{self, NoteId};
use crate::{Event, doubles, holds, tags};
use db::{Trouble, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

db::id!(
    /// A merge's key.
    MergeId
);

/// Another feature whose rows point at customers and move with them.
pub trait Follows: Send + Sync {
    /// The feature's name, under which its answer is kept.
    fn feature(&self) -> &'static str;
    /// Points everything of `from` at `to` and returns what [`Follows::move_back`] needs.
    fn move_customer(&self, work: &mut Work<'_>, from: CustomerId, to: CustomerId) -> Result<serde_json::Value, Trouble>;
    /// Points what was moved back at where it came from.
    fn move_back(&self, work: &mut Work<'_>, moved: serde_json::Value) -> Result<(), Trouble>;
}

/// All that a merge moved.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Moved {
    pub identities: Vec<MovedIdentity>,
    pub values: Vec<AttributeId>,
    pub notes: Vec<NoteId>,
    pub tags: Vec<String>,
    /// How the kept customer looked before and after, to give back only what nobody changed since.
    pub before: Face,
    pub after: Face,
    pub followed: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MovedIdentity {
    pub id: IdentityId,
    pub was_primary: bool,
}

/// What a customer takes over from another where it has nothing of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Face {
    pub name: String,
    pub company: Option<i64>,
    pub language: Option<String>,
    pub last_seen_at: Moment,
}

impl Face {
    pub(super) fn of(customer: &Customer) -> Self {
        let Customer { name, company, language, last_seen_at, .. } = customer.clone();
        Self { name, company: company.map(|company| company.0), language, last_seen_at }
    }

    fn completed_by(&self, other: &Self) -> Self {
        Self {
            name: if self.name.is_empty() { other.name.clone() } else { self.name.clone() },
            company: self.company.or(other.company),
            language: self.language.clone().or_else(|| other.language.clone()),
            last_seen_at: self.last_seen_at.max(other.last_seen_at),
        }
    }
}

/// Merges `other` into `keep`. A customer merged away earlier stands for the one it was merged into.
pub fn merge(work: &mut Work<'_>, keep: CustomerId, other: CustomerId, followers: &[&dyn Follows]) -> Result<MergeId, Trouble> {
    let (keep, other) = hold_both(work, keep, other)?;
    if keep == other {
        return Err(Trouble::refused("customers-merge-same"));
    }
    // What is held stays where it is; the one it is merged into may be held.
    holds::refuse_held_customer(work, other)?;
    let (before, theirs) = (Face::of(&find(work, keep)?), Face::of(&find(work, other)?));
    let after = before.completed_by(&theirs);
    let moved = Moved {
        identities: move_identities(work, keep, other)?,
        values: move_values(work, keep, other)?,
        notes: move_notes(work, keep, other)?,
        tags: move_tags(work, keep, other)?,
        followed: move_followers(work, keep, other, followers)?,
        before,
        after,
    };
    put_on(work, keep, &moved.after)?;
    sql("UPDATE customer SET merged_into = $1 WHERE id = $2").with(keep).with(other).run(work)?;
    refresh_key(work, keep)?;
    // At once, so that a page that hears of the merge suggests it no more.
    doubles::forget(work, other)?;
    write_down(work, keep, other, &moved)
}

/// Both customers as they stand, locked in the order of their keys so that two merges cannot wait for each other.
fn hold_both(work: &mut Work<'_>, keep: CustomerId, other: CustomerId) -> Result<(CustomerId, CustomerId), Trouble> {
    if keep < other {
        let keep = standing(work, keep)?;
        Ok((keep, standing(work, other)?))
    } else {
        let other = standing(work, other)?;
        Ok((standing(work, keep)?, other))
    }
}

fn move_identities(work: &mut Work<'_>, keep: CustomerId, other: CustomerId) -> Result<Vec<MovedIdentity>, Trouble> {
    let ours = identities::of(work, keep)?;
    let has_primary = |identity: &Held| ours.iter().any(|mine| mine.kind == identity.kind && mine.is_primary);
    let mut moved = Vec::new();
    for identity in identities::of(work, other)? {
        sql("UPDATE customer_identity SET customer_id = $1, is_primary = $2 WHERE id = $3")
            .with(keep)
            .with(identity.is_primary && !has_primary(&identity))
            .with(identity.id)
            .run(work)?;
        moved.push(MovedIdentity { id: identity.id, was_primary: identity.is_primary });
    }
    Ok(moved)
}

/// Values the kept customer has already stay with the other.
fn move_values(work: &mut Work<'_>, keep: CustomerId, other: CustomerId) -> Result<Vec<AttributeId>, Trouble> {
    let mut moved: Vec<AttributeId> = sql("UPDATE customer_value SET customer_id = $1
          WHERE customer_id = $2 AND attribute_id NOT IN (SELECT attribute_id FROM customer_value WHERE customer_id = $1)
         RETURNING attribute_id")
    .with(keep)
    .with(other)
    .all(work)?;
    moved.sort_unstable();
    Ok(moved)
}

fn move_notes(work: &mut Work<'_>, keep: CustomerId, other: CustomerId) -> Result<Vec<NoteId>, Trouble> {
    let moved = notes::of(work, other)?.into_iter().map(|note| note.id).collect();
    sql("UPDATE customer_note SET customer_id = $1 WHERE customer_id = $2")
        .with(keep)
        .with(other)
        .run(work)?;
    Ok(moved)
}

fn move_tags(work: &mut Work<'_>, keep: CustomerId, other: CustomerId) -> Result<Vec<String>, Trouble> {
    let ours = tags::of(work, keep)?;
    let moved: Vec<String> = tags::of(work, other)?.into_iter().filter(|tag| !ours.contains(tag)).collect();
    for tag in &moved {
        sql("UPDATE customer_tag SET customer_id = $1 WHERE customer_id = $2 AND tag = $3")
            .with(keep)
            .with(other)
            .with(tag)
            .run(work)?;
    }
    Ok(moved)
}

fn move_followers(
    work: &mut Work<'_>,
    keep: CustomerId,
    other: CustomerId,
    followers: &[&dyn Follows],
) -> Result<BTreeMap<String, serde_json::Value>, Trouble> {
    followers
        .iter()
        .map(|follower| Ok((follower.feature().to_owned(), follower.move_customer(work, other, keep)?)))
        .collect()
}

/// Gives the customer this face.
pub(super) fn put_on(work: &mut Work<'_>, customer: CustomerId, face: &Face) -> Result<(), Trouble> {
    sql("UPDATE customer SET name = $1, company_id = $2, language = $3, last_seen_at = $4 WHERE id = $5")
        .with(&face.name)
        .with(face.company)
        .with(face.language.as_deref())
        .with(face.last_seen_at)
        .with(customer)
        .run(work)?;
    Ok(())
}

fn write_down(work: &mut Work<'_>, keep: CustomerId, other: CustomerId, moved: &Moved) -> Result<MergeId, Trouble> {
    let now = work.now;
    let moved = serde_json::to_string(moved).map_err(|e| Trouble::Shape(format!("a merge did not serialise: {e}")))?;
    let merge: MergeId = sql("INSERT INTO customer_merge (kept_id, other_id, merged_at, moved) VALUES ($1, $2, $3, $4) RETURNING id")
        .with(keep)
        .with(other)
        .with(now)
        .with(moved)
        .only(work, "merge")?;
    work.record(&Event::CustomersMerged { customer: keep.0, other: other.0, merge: merge.0 })?;
    Ok(merge)
}
