//! From an older schema to this program's in one step: what waits is known before anything is changed, the desk as it is now is laid aside
//! first, and steps are taken up where a crash left them. `frontline rollback` puts back what was laid aside.
//!
//! On SQLite the copy is a SQLite file made while nobody else has the database open; on PostgreSQL it is a SQLite file, too, with the same
//! rows, taken from one snapshot. A desk in which nothing ever happened is not copied.

pub mod asides;
pub mod kept;
pub mod mended;

use crate::config::Config;
use crate::house::{PROOFS, migrations, place};
use db::elsewhere::Reach;
use db::upgrade::{Standing, copy_beside, mend, size_bytes};
use db::whole::Step;
use db::{Migration, Place, Trouble, whole};
use kept::Kept;
use kit::Clock;
use mended::MENDS;
use moving::Target;
use std::path::Path;

const MEBIBYTE: u64 = 1 << 20;
/// What is left for the desk itself after a copy.
const SPARE: u64 = 64 * MEBIBYTE;

/// Whether the state before an upgrade is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    Copy,
    /// Whoever wishes so has a backup of their own.
    Nothing,
}

/// What opening the desk with this program would do.
#[derive(Debug)]
pub struct Plan {
    pub steps: Vec<Step>,
    pub copy: Copying,
    /// About how large a copy is.
    pub size_bytes: u64,
    /// Room where it would lie; not known everywhere.
    pub free_bytes: Option<u64>,
}

/// What becomes of the state as it is now.
#[derive(Debug, PartialEq, Eq)]
pub enum Copying {
    /// Nothing ever happened there.
    Needless,
    /// An upgrade that was interrupted made one when it began.
    There(Kept),
    ToBeMade(Kept),
}

/// Looks, and changes nothing; `None` where there is no desk, or nothing waits.
pub fn plan(config: &Config, clock: &Clock) -> Result<Option<Plan>, Trouble> {
    let place = place(config);
    let standing = Standing::of(&place, &migrations())?.filter(|standing| standing.unknown.is_empty() && !standing.pending.is_empty());
    let Some(standing) = standing else { return Ok(None) };
    let copy = match kept::under_way(config) {
        _ if !standing.is_used => Copying::Needless,
        Some(kept) if is_of_now(&kept, &place, &standing)? => Copying::There(kept),
        _ => Copying::ToBeMade(kept::new(config, clock.now())),
    };
    Ok(Some(Plan {
        steps: standing.pending,
        copy,
        size_bytes: size_bytes(&place)?,
        free_bytes: free_bytes(&config.data),
    }))
}

/// Whether what was laid aside is what this upgrade began with: steps were taken since, or nothing happened at all. If an upgrade failed and the
/// program before it worked on, it is not.
fn is_of_now(kept: &Kept, place: &Place, standing: &Standing) -> Result<bool, Trouble> {
    let copy = Place::Sqlite(kept.path.clone());
    let then = Standing::of(&copy, &migrations()).and_then(|then| Ok((then.unwrap_or_default().taken, whole::newest_line(&copy)?)));
    let is_same = match then {
        Ok((taken, newest)) => taken != standing.taken || newest == whole::newest_line(place)?,
        Err(trouble) => {
            tracing::warn!(%trouble, "the state an upgrade laid aside cannot be read; another is laid aside");
            false
        }
    };
    // Looking leaves an empty log beside it.
    kept::forget_log_of(&kept.path);
    Ok(is_same)
}

/// Lays the desk as it is now aside, if steps wait. Called before the database is opened; blocking.
pub(crate) fn prepare(config: &Config, clock: &Clock, keeping: Keeping) -> Result<(), Trouble> {
    let place = place(config);
    if Standing::of(&place, &migrations())?.is_some_and(|standing| !standing.unknown.is_empty()) {
        // A newer program's: nothing is touched, and whoever opens it says so.
        return Ok(());
    }
    if config.database.is_some() {
        // Only tables as today's steps make them are poured into a file of the same steps.
        mend(&place, MENDS)?;
    }
    kept::forget_unfinished(config);
    db::upgrade::alone(&place, || lay_aside(config, clock, keeping))?;
    mend(&place, MENDS).map(drop)
}

fn lay_aside(config: &Config, clock: &Clock, keeping: Keeping) -> Result<(), Trouble> {
    if let Some(plan) = plan(config, clock)?
        && keeping == Keeping::Copy
        && let Copying::ToBeMade(kept) = &plan.copy
    {
        let path = kept.path.display();
        tracing::info!(steps = plan.steps.len(), "a newer schema: the desk as it is now is copied to {path} first");
        plan.has_room(&config.data)?;
        make(config, kept, clock)?;
        kept::begin(config, kept)?;
    }
    Ok(())
}

/// All steps are taken: what an upgrade before this one laid aside goes.
pub(crate) fn finish(config: &Config) -> Result<(), Trouble> {
    match kept::under_way(config) {
        None => Ok(()),
        Some(newest) => kept::end(config, &newest),
    }
}

/// The steps a database has taken, as this program knows them.
pub(crate) fn known(taken: &[Step]) -> Vec<Migration> {
    let is = |m: &Migration, step: &Step| m.feature == step.feature && m.number == step.number;
    migrations().into_iter().filter(|m| taken.iter().any(|step| is(m, step))).collect()
}

fn make(config: &Config, kept: &Kept, clock: &Clock) -> Result<(), Trouble> {
    kept::make_folder(config)?;
    match place(config) {
        Place::Sqlite(path) => copy_beside(&path, &kept.path),
        // The blocking client brings its own runtime, which may not start inside another.
        postgres => std::thread::scope(|scope| {
            let copying = scope.spawn(|| from_postgres(&postgres, kept, clock));
            copying.join().unwrap_or_else(|_| Err(Trouble::Opening("the copy panicked; see the log".into())))
        }),
    }
}

fn from_postgres(from: &Place, kept: &Kept, clock: &Clock) -> Result<(), Trouble> {
    let part = kept.path.with_extension("part");
    kept::make_anew(&part)?;
    let taken = Standing::of(from, &migrations())?.unwrap_or_default().taken;
    let target = Target {
        place: &Place::Sqlite(part.clone()),
        migrations: &known(&taken),
        clock,
        proofs: PROOFS,
        further: 0,
        ready: &|| Ok(()),
    };
    // What is laid aside stays with the places where bytes lie: nothing that moved on is taken away there as long as it is kept.
    moving::copy(from, Reach::AsTheyLie, &target, &mut |_, _, _| {})?;
    kept::name(&part, &kept.path)
}

fn free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

impl Plan {
    /// Room for the copy, and for the log the steps themselves write.
    pub fn needed_bytes(&self) -> u64 {
        let copy = if matches!(self.copy, Copying::ToBeMade(_)) { self.size_bytes } else { 0 };
        copy + self.size_bytes / 2 + SPARE
    }

    pub fn fits(&self) -> bool {
        self.free_bytes.is_none_or(|free| free >= self.needed_bytes())
    }

    fn has_room(&self, data: &Path) -> Result<(), Trouble> {
        if self.fits() {
            return Ok(());
        }
        Err(Trouble::Opening(format!(
            "the desk as it is now is copied before the upgrade, which needs {} MiB in {}; {} MiB are free. Nothing was changed. Make room there, \
             or make a backup and run `frontline upgrade --without-copy`.",
            self.needed_bytes() / MEBIBYTE,
            data.display(),
            self.free_bytes.unwrap_or(0) / MEBIBYTE
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::Moment;

    #[test]
    fn room_is_wanted_for_the_copy_and_for_the_steps() {
        let kept = || Kept { path: "x".into(), at: Moment::from_seconds(0), version: "1".into() };
        let plan = |copy, free| Plan { steps: vec![], copy, size_bytes: 100 * MEBIBYTE, free_bytes: free };

        assert!(plan(Copying::ToBeMade(kept()), Some(214 * MEBIBYTE)).fits());
        let told = plan(Copying::ToBeMade(kept()), Some(213 * MEBIBYTE))
            .has_room(Path::new("/data"))
            .unwrap_err()
            .to_string();
        assert!(told.contains("needs 214 MiB in /data; 213 MiB are free") && told.contains("--without-copy"), "{told}");
        assert!(plan(Copying::There(kept()), Some(114 * MEBIBYTE)).fits());
        assert!(plan(Copying::ToBeMade(kept()), None).fits(), "where nobody knows, nobody is refused");
    }
}
