//! Undoing a merge: everything that moved goes back, and both customers stand as before. What was edited since keeps the
//! edit, what was removed since stays removed. Merges into the same customer are undone latest first.

use super::merge::{Face, Follows, MergeId, Moved, MovedIdentity, put_on};
use super::merges::{self, Merge};
use super::{CustomerId, find, name_of, refresh_key, standing};
use crate::identities::{self, Held};
use crate::{Event, IdentityKind};
use db::{Trouble, Work, sql};

/// Undoes a merge. Undoing it again changes nothing; refused while something built on it stands.
pub fn undo_merge(work: &mut Work<'_>, merge: MergeId, followers: &[&dyn Follows]) -> Result<(), Trouble> {
    let merge = merges::find(work, merge)?;
    standing(work, merge.kept)?;
    if merges::find(work, merge.id)?.undone_at.is_some() {
        return Ok(());
    }
    refuse_if_built_upon(work, &merge)?;
    let moved: Moved =
        serde_json::from_str(&merges::moved(work, merge.id)?).map_err(|e| Trouble::Shape(format!("merge {}: {e}", merge.id)))?;
    refuse_if_somebody_is_missing(&moved, followers)?;

    let now = work.now;
    sql("UPDATE customer SET merged_into = NULL WHERE id = $1").with(merge.other).run(work)?;
    sql("UPDATE customer_merge SET undone_at = $1 WHERE id = $2").with(now).with(merge.id).run(work)?;
    return_identities(work, &merge, &moved.identities)?;
    return_the_rest(work, &merge, &moved)?;
    return_face(work, merge.kept, &moved)?;
    for follower in followers {
        if let Some(theirs) = moved.followed.get(follower.feature()) {
            follower.move_back(work, theirs.clone())?;
        }
    }
    refresh_key(work, merge.kept)?;
    refresh_key(work, merge.other)?;
    work.record(&Event::MergeUndone { customer: merge.kept.0, other: merge.other.0, merge: merge.id.0 })?;
    work.record(&Event::MergeUndone { customer: merge.other.0, other: merge.kept.0, merge: merge.id.0 })
}

/// Later merges moved some of the same rows on: they go first.
fn refuse_if_built_upon(work: &mut Work<'_>, merge: &Merge) -> Result<(), Trouble> {
    if let Some(into) = find(work, merge.kept)?.merged_into {
        let name = name_of(work, into)?;
        return Err(Trouble::refused("customers-undo-merged-again").with("name", name));
    }
    match merges::into(work, merge.kept)?.first() {
        Some(latest) if latest.id != merge.id => {
            let name = name_of(work, latest.other)?;
            Err(Trouble::refused("customers-undo-later-first").with("name", name))
        }
        _ => Ok(()),
    }
}

/// A feature that moved rows must be there to move them back.
fn refuse_if_somebody_is_missing(moved: &Moved, followers: &[&dyn Follows]) -> Result<(), Trouble> {
    let missing = moved
        .followed
        .keys()
        .find(|feature| !followers.iter().any(|follower| follower.feature() == *feature));
    missing.map_or(Ok(()), |feature| Err(Trouble::refused("customers-undo-part-missing").with("feature", feature)))
}

/// Identities that are still with the kept customer go back, each kind's primary one as it was.
fn return_identities(work: &mut Work<'_>, merge: &Merge, moved: &[MovedIdentity]) -> Result<(), Trouble> {
    for identity in moved {
        sql("UPDATE customer_identity SET customer_id = $1, is_primary = $2 WHERE id = $3 AND customer_id = $4")
            .with(merge.other)
            .with(identity.was_primary)
            .with(identity.id)
            .with(merge.kept)
            .run(work)?;
    }
    for kind in IdentityKind::ALL {
        let held: Vec<Held> = identities::of(work, merge.kept)?
            .into_iter()
            .chain(identities::of(work, merge.other)?)
            .filter(|i| i.kind == *kind)
            .collect();
        for customer in [merge.kept, merge.other] {
            ensure_primary(work, held.iter().filter(|identity| identity.customer == customer))?;
        }
    }
    Ok(())
}

/// If the primary one was removed meanwhile, the oldest takes its place.
fn ensure_primary<'a>(work: &mut Work<'_>, held: impl Iterator<Item = &'a Held> + Clone) -> Result<(), Trouble> {
    let oldest = held.clone().min_by_key(|identity| identity.id);
    match oldest {
        Some(oldest) if !held.clone().any(|identity| identity.is_primary) => {
            sql("UPDATE customer_identity SET is_primary = TRUE WHERE id = $1")
                .with(oldest.id)
                .run(work)
                .map(drop)
        }
        _ => Ok(()),
    }
}

fn return_the_rest(work: &mut Work<'_>, merge: &Merge, moved: &Moved) -> Result<(), Trouble> {
    for attribute in &moved.values {
        sql("UPDATE customer_value SET customer_id = $1 WHERE customer_id = $2 AND attribute_id = $3")
            .with(merge.other)
            .with(merge.kept)
            .with(*attribute)
            .run(work)?;
    }
    for note in &moved.notes {
        sql("UPDATE customer_note SET customer_id = $1 WHERE customer_id = $2 AND id = $3")
            .with(merge.other)
            .with(merge.kept)
            .with(*note)
            .run(work)?;
    }
    for tag in &moved.tags {
        sql("UPDATE customer_tag SET customer_id = $1 WHERE customer_id = $2 AND tag = $3")
            .with(merge.other)
            .with(merge.kept)
            .with(tag)
            .run(work)?;
    }
    Ok(())
}

/// What the merge changed about the kept customer is put back, unless somebody has changed it since.
fn return_face(work: &mut Work<'_>, kept: CustomerId, moved: &Moved) -> Result<(), Trouble> {
    let (now, before, after) = (Face::of(&find(work, kept)?), &moved.before, &moved.after);
    let face = Face {
        name: if now.name == after.name { before.name.clone() } else { now.name },
        company: if now.company == after.company { before.company } else { now.company },
        language: if now.language == after.language { before.language.clone() } else { now.language },
        last_seen_at: if now.last_seen_at == after.last_seen_at {
            before.last_seen_at
        } else {
            now.last_seen_at
        },
    };
    put_on(work, kept, &face)
}
