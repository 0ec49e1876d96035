//! `frontline export` and `frontline import frontline`: leaving freely, and coming back.

use super::copying::{came_whole, told, told_of_keys};
use super::progress::Progress;
use super::{FURTHER, Outcome, meanings};
use crate::config::Config;
use crate::elsewhere;
use crate::house::{KeyPlace, PROOFS, may_take_key, migrations, must_exist, place, take_key};
use crate::terminal::outln;
use db::Database;
use db::whole::Snapshot;
use kit::Clock;
use moving::Target;
use moving::export::{self, Filed, Naming, Whose};
use std::path::Path;

/// What becomes a file of its own: mails as they came, and attachments.
pub(super) const FILED: &[Filed] = &[
    Filed {
        table: "raw_mail",
        column: "bytes",
        folder: "mails",
        ending: ".eml",
        naming: Naming::Number,
    },
    Filed {
        table: "blob",
        column: "bytes",
        folder: "files",
        ending: "",
        naming: Naming::Hash,
    },
];

pub(super) fn export(config: &Config, folder: &Path) -> Outcome {
    must_exist(config)?;
    let (snapshot, key) = KeyPlace::of(config).around(|| Snapshot::take(&place(config), &migrations()))?;
    let mut snapshot = snapshot.reaching(elsewhere::reach(config));
    let mut progress = Progress::of("exporting");
    let exported =
        export::write(&mut snapshot, Whose::Desk { key: &key }, folder, (FILED, &meanings::meanings()), &mut |table, rows, done| {
            progress.say(table, rows, done);
        })?;
    drop(progress);
    outln!(
        "Exported {} rows of {} tables and {} files into {}. SCHEMA.md explains them.",
        exported.rows,
        exported.tables,
        exported.files,
        folder.display()
    );
    outln!("The export holds passwords and everything customers wrote: keep it as you keep the desk.");
    Ok(())
}

pub(super) fn import(config: &Config, folder: &Path) -> Outcome {
    let mut from = export::Folder::open(folder)?;
    let (place, migrations, clock) = (place(config), migrations(), Clock::system());
    let key = from.key.clone();
    may_take_key(config, &key)?;
    let mut progress = Progress::of("importing");
    let target = Target {
        place: &place,
        migrations: &migrations,
        clock: &clock,
        proofs: PROOFS,
        further: FURTHER,
        ready: &|| take_key(config, &key),
    };
    let moved = moving::pour(&mut from, &target, &mut |table, rows, done| progress.say(table, rows, done))?;
    drop(progress);
    // An export of an older version is brought up to date here.
    drop(Database::open(place, &migrations, clock)?);
    outln!("Imported {}.", told(&moved));
    told_of_keys(config)?;
    // Whoever left the desk this export is of, and knows who was erased since, lays the list into its folder.
    super::erased::take_out_again(config, crate::erasing::read_list(&crate::erasing::list_in(folder))?)?;
    came_whole(&moved)
}
