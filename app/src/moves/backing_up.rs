//! `frontline backup …` and `frontline restore`.

use super::copying::{came_whole, told, told_of_keys};
use super::erased;
use super::progress::Progress;
use super::{BackupCommand, FURTHER, Outcome};
use crate::config::{BackupPlace, Config, Keep};
use crate::elsewhere;
use crate::house::{KeyPlace, PROOFS, may_take_key, migrations, must_exist, place, take_key};
use crate::terminal::outln;
use buckets::{Bucket, Patience};
use db::whole::Snapshot;
use db::{Database, Trouble};
use kit::{Clock, Token};
use moving::Target;
use moving::backup::{self, Desk, Folder, Made, Pruned, Seal, Store};
use outside::Internet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// A backup of the desk the configuration names.
pub struct BackUp<'a> {
    pub config: &'a Config,
    pub clock: &'a Clock,
}

impl BackUp<'_> {
    /// Makes one. Blocking.
    pub fn make(&self, store: &dyn Store, seal: &Seal, say: &mut moving::Saying<'_>) -> Result<Made, Trouble> {
        let take = || Snapshot::take(&place(self.config), &migrations());
        let (snapshot, key) = KeyPlace::of(self.config).around(take)?;
        let snapshot = snapshot.reaching(elsewhere::reach(self.config));
        let desk = Desk { snapshot, proofs: PROOFS, key: &key, version: env!("CARGO_PKG_VERSION") };
        let made = backup::make(desk, store, seal, self.clock.now(), say)?;
        erased::leave_with_backups(self.config, store)?;
        Ok(made)
    }
}

/// A place of backups and what opens them.
pub type Opened = (Box<dyn Store>, Seal);

/// The place, ready to be asked.
pub fn open_place(config: &Config, place: &BackupPlace) -> Result<Box<dyn Store>, Trouble> {
    open_place_with(config, place, Patience::default())
}

/// The same, for who is more or less patient.
pub(crate) fn open_place_with(config: &Config, place: &BackupPlace, patience: Patience) -> Result<Box<dyn Store>, Trouble> {
    Ok(match place {
        BackupPlace::Folder(path) => Box::new(Folder::at(path.clone())),
        BackupPlace::Bucket(address) => {
            let access = config.s3.access(&|name| std::env::var(name).ok())?;
            Box::new(Bucket::at(address.clone(), &access, (Arc::new(Internet), Clock::system()), patience)?)
        }
    })
}

/// The place and the key, from the command line or the configuration.
pub fn store_and_seal(config: &Config, to: Option<&BackupPlace>, key_file: Option<&Path>, must_be_there: bool) -> Result<Opened, Trouble> {
    let to = to.ok_or_else(|| {
        Trouble::Opening(
            "where are the backups? Name their folder or s3://bucket/prefix with --to (--from to restore), or set backup_to.".into(),
        )
    })?;
    let file = key_file.ok_or_else(|| {
        Trouble::Opening(
            "which key? Name its file with --key-file, or set backup_key_file. `frontline backup key FILE` makes a new one.".into(),
        )
    })?;
    let secret = std::fs::read_to_string(file).map_err(|e| {
        Trouble::Opening(format!(
            "the key file {} cannot be read: {e}. Check the path, or make a key with `frontline backup key FILE`.",
            file.display()
        ))
    })?;
    let store = open_place(config, to)?;
    let seal = if must_be_there {
        Seal::of_existing(&*store, &secret)
    } else {
        Seal::of(&*store, &secret)
    }?;
    Ok((store, seal))
}

pub(super) fn run(config: &Config, what: Option<BackupCommand>, to: Option<BackupPlace>, key_file: Option<PathBuf>) -> Outcome {
    let to = to.or_else(|| config.backup.to.clone());
    let key_file = key_file.or_else(|| config.backup.key_file.clone());
    let open = |must_be_there| store_and_seal(config, to.as_ref(), key_file.as_deref(), must_be_there);
    match what {
        None => make(config, open(false)?),
        Some(BackupCommand::Key { file }) => new_key(&file),
        Some(BackupCommand::List) => list(&open(true)?),
        Some(BackupCommand::Verify { name, all }) => verify(&open(true)?, name, all),
        Some(BackupCommand::Prune { keep }) => prune(config, &open(true)?, keep.unwrap_or(config.backup.keep)),
    }
}

fn make(config: &Config, (store, seal): Opened) -> Outcome {
    must_exist(config)?;
    let mut progress = Progress::of("backing up");
    let back_up = BackUp { config, clock: &Clock::system() };
    let made = back_up.make(&*store, &seal, &mut |table, rows, done| progress.say(table, rows, done))?;
    drop(progress);
    outln!(
        "Backup {} holds {} rows in {} pieces; {} pieces were new ({} KiB).",
        made.name,
        made.rows,
        made.pieces,
        made.new_pieces,
        made.new_bytes.div_ceil(1024)
    );
    if let Some(doubt) = store.doubt()? {
        outln!("{}: {doubt}.", store.place());
    }
    if made.damaged > 0 {
        return Err(format!(
            "{} mails or files in the desk are not what their hash was made of; they are in the backup as they are. Run `frontline doctor`, and keep your older backups.",
            made.damaged
        )
        .into());
    }
    Ok(())
}

/// A new key in a file of its own, which is never written over.
fn new_key(file: &Path) -> Outcome {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut out = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .map_err(|e| format!("{} cannot be made: {e}. A key is never written over: name another file.", file.display()))?;
    out.write_all(format!("{}\n", Token::random().reveal()).as_bytes()).and_then(|()| out.sync_all())?;
    outln!(
        "The key is in {}. Keep a copy away from this machine and from the backups: without it no backup opens.",
        file.display()
    );
    Ok(())
}

fn list((store, seal): &Opened) -> Outcome {
    for found in backup::openable(&**store, seal)? {
        match found {
            Ok(backup) => outln!(
                "{}  {}  {} rows  Frontline {}",
                backup.name,
                backup.contents.made_at.in_zone("UTC").strftime("%Y-%m-%d %H:%M UTC"),
                backup.rows(),
                backup.contents.version
            ),
            Err((name, trouble)) => outln!("{name}  does not open: {trouble}"),
        }
    }
    Ok(())
}

fn verify((store, seal): &Opened, name: Option<String>, all: bool) -> Outcome {
    let backups = match (name, all) {
        (Some(name), _) => vec![backup::open(&**store, seal, &name)?],
        (None, false) => vec![backup::newest(&**store, seal)?],
        (None, true) => backup::openable(&**store, seal)?
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(|(_, trouble)| trouble)?,
    };
    let mut damaged = 0;
    for backup in backups {
        let mut progress = Progress::of("verifying");
        let verified = backup::verify(&backup, PROOFS, &mut |table, rows, done| progress.say(table, rows, done))?;
        drop(progress);
        outln!(
            "Backup {} is {}: {} rows in {} pieces, {} mails and files held against their hash.",
            backup.name,
            if verified.damaged == 0 { "whole" } else { "as it was made" },
            verified.rows,
            verified.pieces,
            verified.proven
        );
        if verified.damaged > 0 {
            outln!("{} of them were damaged in the desk before the backup was made.", verified.damaged);
        }
        damaged += verified.damaged;
    }
    if damaged > 0 {
        return Err(
            format!("{damaged} mails or files came damaged into what was verified. Older backups may have them whole: keep them.").into(),
        );
    }
    Ok(())
}

fn prune(config: &Config, (store, seal): &Opened, keep: Keep) -> Outcome {
    // Where no desk is, as on the machine that only keeps the backups, the newest backup says whose they are.
    let key = KeyPlace::of(config).bytes().ok();
    let Pruned { kept, removed, pieces_removed } = backup::prune(&**store, seal, key.as_deref(), kept_by(keep))?;
    outln!("{} backups stay, {} went, with {pieces_removed} pieces nobody needs any more.", kept.len(), removed.len());
    Ok(())
}

/// What the configuration says, as the room of backups wants it.
pub(crate) const fn kept_by(keep: Keep) -> backup::Keep {
    backup::Keep { days: keep.days, weeks: keep.weeks, months: keep.months }
}

pub(super) fn restore(config: &Config, from: Option<BackupPlace>, key_file: Option<PathBuf>, name: Option<String>) -> Outcome {
    let from = from.or_else(|| config.backup.to.clone());
    let key_file = key_file.or_else(|| config.backup.key_file.clone());
    let (store, seal) = store_and_seal(config, from.as_ref(), key_file.as_deref(), true)?;
    let mut backup = match name {
        Some(name) => backup::open(&*store, &seal, &name)?,
        None => backup::newest(&*store, &seal)?,
    };
    let moved = pour(config, &mut backup)?;
    outln!("Restored backup {}: {}.", backup.name, told(&moved));
    told_of_keys(config)?;
    erased::take_out_again(config, erased::with_backups(&*store)?)?;
    outln!("Start the desk with `frontline --data {} serve`; the search index builds itself anew.", config.data.display());
    came_whole(&moved)
}

fn pour(config: &Config, backup: &mut backup::Backup<'_>) -> Fallible<moving::Moved> {
    let (place, migrations, clock) = (place(config), migrations(), Clock::system());
    let key = backup.contents.desk_key.clone();
    may_take_key(config, &key)?;
    let mut progress = Progress::of("restoring");
    let target = Target {
        place: &place,
        migrations: &migrations,
        clock: &clock,
        proofs: PROOFS,
        further: FURTHER,
        ready: &|| take_key(config, &key),
    };
    let moved = moving::pour(backup, &target, &mut |table, rows, done| progress.say(table, rows, done))?;
    drop(progress);
    // A backup of an older version is brought up to date here.
    drop(Database::open(place, &migrations, clock)?);
    Ok(moved)
}
