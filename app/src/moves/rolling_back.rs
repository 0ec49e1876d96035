//! `frontline rollback`: back to the state an upgrade laid aside. Without `--yes` it only says what would be lost.
//!
//! On SQLite the file is put in the place of the database, which stays under a name of its own. On PostgreSQL, or with `--to`, the state is
//! poured into an empty database, and what is there now stays as it is.

use super::copying::{came_whole, target_of, told};
use super::progress::Progress;
use super::{FURTHER, Outcome};
use crate::config::Config;
use crate::erasing;
use crate::house::{PROOFS, migrations, must_exist, place};
use crate::terminal::outln;
use crate::upgrade::asides::Aside;
use crate::upgrade::{self, kept};
use clap::Args;
use db::elsewhere::Reach;
use db::upgrade::{Standing, put_back};
use db::{Place, Trouble, whole};
use kept::Kept;
use kit::{Clock, Moment};
use moving::Target;
use std::path::Path;

/// What people look for first, and what it is called.
const NAMED: [(&str, &str); 6] = [
    ("conversation", "conversations"),
    ("message", "messages"),
    ("customer", "customers"),
    ("sales_order", "orders"),
    ("agent", "agents"),
    ("activity", "lines of the log"),
];

#[derive(Args)]
pub struct Rollback {
    /// Do it. Without this nothing is changed.
    #[arg(long)]
    yes: bool,
    /// Which state, by its file name; the newest if left out.
    #[arg(long)]
    copy: Option<String>,
    /// Pour the state into this empty database instead (`postgres://…` or `sqlite:PATH`), and leave the desk's as it is.
    #[arg(long)]
    to: Option<String>,
}

pub(super) fn run(config: &Config, asked: Rollback) -> Outcome {
    must_exist(config)?;
    let kept = chosen(config, asked.copy.as_deref())?;
    outln!("{}", described(config, &kept)?);
    match (asked.to, place(config)) {
        (Some(to), _) => pour(config, &kept, &target_of(&to)?),
        (None, Place::Postgres(_)) => {
            outln!("Make an empty database and name it: `frontline rollback --to postgres://…`. The one in use stays as it is.");
            Ok(())
        }
        (None, Place::Sqlite(path)) if asked.yes => exchange(config, &kept, &path, Clock::system().now()),
        (None, Place::Sqlite(_)) => {
            outln!("Nothing was changed. To do it: stop frontline, then `frontline rollback --yes`.");
            Ok(())
        }
    }
}

fn chosen(config: &Config, name: Option<&str>) -> Result<Kept, Trouble> {
    let all = kept::all(config);
    let names: Vec<String> = all.iter().map(Kept::name).collect();
    let found = all.into_iter().find(|kept| name.is_none_or(|name| kept.name() == name));
    found.ok_or_else(|| {
        let there = if names.is_empty() {
            "none is kept".to_owned()
        } else {
            format!("there are {}", names.join(", "))
        };
        Trouble::Opening(format!(
            "there is no such state from before an upgrade: {there}. Restore a backup instead: `frontline restore`."
        ))
    })
}

/// What it is, and what the desk has had since.
fn described(config: &Config, kept: &Kept) -> Result<String, Trouble> {
    let at = kept.at.in_zone("UTC").strftime("%Y-%m-%d %H:%M UTC");
    let then = whole::counts(&Place::Sqlite(kept.path.clone()))?;
    let lost = match whole::counts(&place(config)) {
        Ok(now) => {
            let grown = |table: &str| now.get(table).copied().unwrap_or(0) - then.get(table).copied().unwrap_or(0);
            let more: Vec<String> = NAMED
                .iter()
                .filter(|(table, _)| grown(table) > 0)
                .map(|(table, words)| format!("{} {words}", grown(table)))
                .collect();
            if more.is_empty() {
                "nothing was added since".to_owned()
            } else {
                format!("what came since would be lost: {}", more.join(", "))
            }
        }
        Err(trouble) => format!("how much came since cannot be told, and would be lost ({trouble})"),
    };
    Ok(format!(
        "{} is the desk of {at}, as it was before Frontline {} changed its schema; {lost}. So would every change of what was there already.",
        kept.path.display(),
        kept.version
    ))
}

/// Whoever was erased since is on the list beside the database before an older state comes, which knows nothing of it.
fn remember_the_erased(config: &Config) -> Outcome {
    let (place, list) = (place(config), erasing::list_in(&config.data));
    let taken = Standing::of(&place, &migrations())?.unwrap_or_default().taken;
    match erasing::written_down_at(&place, &upgrade::known(&taken)) {
        Ok(written) => {
            let all = erasing::joined(erasing::read_list(&list)?, written);
            if all.is_empty() { Ok(()) } else { Ok(erasing::write_list(&list, &all)?) }
        }
        // A database that nobody can read is what one goes back for.
        Err(trouble) => {
            outln!("Who was erased since cannot be told ({trouble}): whoever was comes back with this state. Erase them again.");
            Ok(())
        }
    }
}

/// The file in the place of the database.
fn exchange(config: &Config, kept: &Kept, at: &Path, now: Moment) -> Outcome {
    remember_the_erased(config)?;
    let Aside { path: aside, .. } = Aside::of(at, now);
    // The index knows what is not there any more; it builds itself anew.
    match std::fs::remove_dir_all(config.data.join("search")) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(format!("the search index cannot be removed: {e}.").into()),
        _ => {}
    }
    put_back(&kept.path, at, &aside)?;
    kept::forget_under_way(config)?;
    outln!(
        "Put back. The desk as it was until now is {}; it goes by itself after {} days, remove it sooner when nobody needs it.",
        aside.display(),
        kept::DAYS
    );
    outln!(
        "Start the Frontline you had before: this one ({}) would upgrade the desk again. Programs that follow its log begin anew.",
        env!("CARGO_PKG_VERSION")
    );
    Ok(())
}

/// The state in another, empty database.
fn pour(config: &Config, kept: &Kept, to: &Place) -> Outcome {
    remember_the_erased(config)?;
    let from = Place::Sqlite(kept.path.clone());
    let taken = Standing::of(&from, &migrations())?.unwrap_or_default().taken;
    let mut progress = Progress::of("putting back");
    let target = Target {
        place: to,
        migrations: &upgrade::known(&taken),
        clock: &Clock::system(),
        proofs: PROOFS,
        further: FURTHER,
        ready: &|| Ok(()),
    };
    let moved = moving::copy(&from, Reach::AsTheyLie, &target, &mut |table, rows, done| progress.say(table, rows, done))?;
    drop(progress);
    kept::forget_under_way(config)?;
    outln!("Put there: {}. The desk's own database is as it was.", told(&moved));
    outln!("Start the Frontline you had before on it, with the same data folder, after removing the folder `search` in there.");
    came_whole(&moved)
}
