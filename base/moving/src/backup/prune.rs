//! Letting old backups go, and the pieces nobody needs any more.

use crate::backup::{Seal, Store, list, pieces};
use db::Trouble;
use kit::Moment;
use std::collections::{BTreeSet, HashSet};

/// How many days, weeks and months keep their last backup. The newest backup always stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    pub days: usize,
    pub weeks: usize,
    pub months: usize,
}

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
    let _held = store.hold()?;
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
        needed.push((name, backup.contents.parts.into_iter().flat_map(|part| part.pieces).collect()));
    }
    dated.reverse();
    let staying = staying(&dated, keep);
    let (kept, removed): (Vec<String>, Vec<String>) = dated.into_iter().map(|(_, name)| name).partition(|name| staying.contains(name));
    let wanted: HashSet<&String> = needed.iter().filter(|(name, _)| staying.contains(name)).flat_map(|(_, pieces)| pieces).collect();
    for name in &removed {
        store.remove(&list::path(name))?;
    }
    let mut pieces_removed = 0;
    for piece in pieces::all(store)?.iter().filter(|piece| !wanted.contains(piece)) {
        store.remove(&pieces::path(piece))?;
        pieces_removed += 1;
    }
    Ok(Pruned { kept, removed, pieces_removed })
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
