//! Letting old backups go, and the pieces nobody needs any more.

use crate::backup::{Seal, Store, list, pieces};
use db::Trouble;
use kit::Moment;
use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

/// How many days, weeks and months keep their last backup. The newest backup always stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    pub days: usize,
    pub weeks: usize,
    pub months: usize,
}

/// After so many removed pieces, or so long, it is asked again whether the place is still held: many pieces go quickly, few on a slow line.
const LOOK_AFTER: usize = 500;
const LOOK_EVERY: Duration = Duration::from_secs(20);

/// What went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pruned {
    pub kept: Vec<String>,
    pub removed: Vec<String>,
    pub pieces_removed: usize,
}

/// Removes every backup `keep` does not keep, then the pieces none of the others needs. If one cannot be read, or is of another desk
/// than the one with `desk_key` (than the newest, where no desk is at hand), nothing is removed.
pub fn prune(store: &dyn Store, seal: &Seal, desk_key: Option<&[u8]>, keep: Keep) -> Result<Pruned, Trouble> {
    let held = store.hold()?;
    let mut dated = Vec::new();
    let mut needed: Vec<(String, HashSet<String>)> = Vec::new();
    let mut of: Option<Vec<u8>> = desk_key.map(<[u8]>::to_vec);
    for name in list::names(store)?.into_iter().rev() {
        let backup = list::open(store, seal, &name)
            .map_err(|trouble| Trouble::Opening(format!("{trouble} Nothing was removed; remove that file yourself to go on.")))?;
        if !list::same_desk(of.get_or_insert_with(|| backup.contents.desk_key.clone()), &backup.contents.desk_key) {
            return Err(list::another_desk(store, &name));
        }
        dated.push((backup.contents.made_at, name.clone()));
        needed.push((
            name,
            backup
                .contents
                .parts
                .into_iter()
                .flat_map(|part| part.pieces.into_iter().chain(part.files))
                .collect(),
        ));
    }
    dated.reverse();
    let staying = staying(&dated, keep);
    let (kept, removed): (Vec<String>, Vec<String>) = dated.into_iter().map(|(_, name)| name).partition(|name| staying.contains(name));
    let wanted: HashSet<&String> = needed.iter().filter(|(name, _)| staying.contains(name)).flat_map(|(_, pieces)| pieces).collect();
    held.still()?;
    for name in &removed {
        store.remove(&list::path(name))?;
    }
    let mut pieces_removed: usize = 0;
    let mut looks = Looks::default();
    for piece in pieces::all(store)?.iter().filter(|piece| !wanted.contains(piece)) {
        if looks.are_due(Instant::now()) {
            held.still()?;
        }
        store.remove(&pieces::path(piece))?;
        pieces_removed += 1;
    }
    Ok(Pruned { kept, removed, pieces_removed })
}

/// When it is time to ask again.
#[derive(Default)]
struct Looks {
    last: Option<Instant>,
    removed_since: usize,
}

impl Looks {
    /// Asked before each piece.
    fn are_due(&mut self, now: Instant) -> bool {
        let is_recent = self.last.is_some_and(|last| now.duration_since(last) < LOOK_EVERY);
        if is_recent && self.removed_since < LOOK_AFTER {
            self.removed_since += 1;
            return false;
        }
        (self.last, self.removed_since) = (Some(now), 1);
        true
    }
}

/// The names that stay: the newest, and the last of each of the newest days, weeks and months.
fn staying(dated: &[(Moment, String)], keep: Keep) -> BTreeSet<String> {
    let mut staying: BTreeSet<String> = dated.last().map(|(_, name)| name.clone()).into_iter().collect();
    for (count, pattern) in [(keep.days, "%Y-%m-%d"), (keep.weeks, "%G-%V"), (keep.months, "%Y-%m")] {
        let mut seen: Vec<String> = Vec::new();
        for (at, name) in dated.iter().rev() {
            let span = at.in_zone("UTC").strftime(pattern).to_string();
            if seen.last() != Some(&span) {
                if seen.len() == count {
                    break;
                }
                seen.push(span);
                staying.insert(name.clone());
            }
        }
    }
    staying
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_44_whether_the_place_is_still_held_is_asked_by_number_and_by_time() {
        let (began, mut looks) = (Instant::now(), Looks::default());
        let at = |seconds: u64| began + Duration::from_secs(seconds);

        let quick: Vec<usize> = (0..1_200).filter(|_| looks.are_due(at(1))).collect();
        assert_eq!(quick, [0, 500, 1_000]);
        let slow: Vec<u64> = (0..100).filter(|second| looks.are_due(at(2 + second))).collect();
        assert_eq!(slow, [19, 39, 59, 79, 99], "one piece a second");
    }

    #[test]
    fn the_last_of_each_day_week_and_month_stays_and_always_the_newest() {
        // Tuesday 2026-03-10, and every twelve hours of the hundred days before it.
        let newest = 1_773_133_200;
        let dated: Vec<(Moment, String)> = (0..200).rev().map(|n| (Moment::from_seconds(newest - n * 43_200), format!("{n:03}"))).collect();

        let week = staying(&dated, Keep { days: 3, weeks: 0, months: 0 });
        assert_eq!(week, ["000", "001", "003"].map(str::to_owned).into());

        let long = staying(&dated, Keep { days: 1, weeks: 2, months: 3 });
        assert_eq!(long.len(), 4, "{long:?}: today is also the newest of its week and month");
        assert_eq!(staying(&dated, Keep { days: 0, weeks: 0, months: 0 }), ["000".to_owned()].into());
    }
}
