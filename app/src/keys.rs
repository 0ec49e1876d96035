//! `frontline key …`: a new key for the secrets in the database, and which one is in use.
//!
//! A new key is written beside the old one before anything is sealed with it; the old one is given up in the same moment in which it is sure
//! that nothing needs it. Killed in between, the same command goes on; two at once take turns. A desk at work goes on meanwhile: it looks at
//! the file before it seals.

use crate::config::Config;
use crate::house::{House, KeyPlace, SECRETS, must_exist};
use crate::terminal::outln;
use clap::Subcommand;
use db::vault::{Sealed, anything_old, reseal};
use db::{Actor, Database, Trouble};

#[derive(Subcommand)]
pub enum KeyCommand {
    /// Make a new key and seal every secret in the database with it.
    Rotate,
    /// Say which key is in use, and whether everything is sealed with it.
    Show,
    /// The key of this desk is lost for good: go on with the one that is there, or a new one. What was sealed must be entered again.
    Accept,
}

pub async fn run(config: &Config, command: KeyCommand) -> Result<(), Trouble> {
    let place = KeyPlace::of(config);
    match command {
        KeyCommand::Rotate => rotate(&place, &House::open_existing(config)?).await,
        KeyCommand::Show => show(&place, &House::open_existing(config)?).await,
        KeyCommand::Accept => {
            must_exist(config)?;
            place.open()?;
            accept(&place, &House::open_existing(config)?).await
        }
    }
}

/// Seals whatever is not sealed yet, or not with the newest key.
pub async fn seal_all(db: &Database) -> Result<Sealed, Trouble> {
    let mut all = Sealed::default();
    for columns in SECRETS {
        let sealed = reseal(db, columns).await?;
        all.looked_at += sealed.looked_at;
        all.anew += sealed.anew;
        all.unreadable.extend(sealed.unreadable);
    }
    Ok(all)
}

/// Says which secrets must be entered again.
fn named(unreadable: &[String]) -> Option<String> {
    (!unreadable.is_empty()).then(|| {
        format!(
            "{} secrets cannot be read and stayed as they are: enter them again in the settings ({}).",
            unreadable.len(),
            unreadable.join(", ")
        )
    })
}

async fn rotate(place: &KeyPlace, house: &House) -> Result<(), Trouble> {
    let _held = place.hold()?;
    house.looks_at_its_key(place).await?;
    let db = &house.db;
    let key = place.read()?;
    if key.is_between() {
        outln!("A change of keys was begun before and is carried on.");
    } else {
        place.write(&key.with_new())?;
    }
    db.vault().newest()?;
    let sealed = seal_all(db).await?;
    house.remembers_its_key().await?;
    give_up_old(place, db).await?;
    let name = place.read()?.ring().newest().to_owned();
    outln!(
        "{} of {} secrets were sealed anew with the key “{name}”. The old key is gone from {place}.",
        sealed.anew,
        sealed.looked_at
    );
    if let Some(named) = named(&sealed.unreadable) {
        outln!("{named}");
    }
    outln!("Backups and exports made before hold the old key: keep or destroy them with that in mind. Make a backup now.");
    Ok(())
}

/// In one unit of work, so that nobody seals anything with the old key between the last look and the end of it.
async fn give_up_old(place: &KeyPlace, db: &Database) -> Result<(), Trouble> {
    let place = place.clone();
    db.work(Actor::System, move |work| {
        work.keep_quietly("nothing is changed here");
        for columns in SECRETS {
            if anything_old(work, columns)? {
                return Err(Trouble::InUse("somebody sealed with the old key meanwhile. Run `frontline key rotate` again.".into()));
            }
        }
        place.write(&place.read()?.without_old())
    })
    .await
}

async fn accept(place: &KeyPlace, house: &House) -> Result<(), Trouble> {
    let _held = place.hold()?;
    house.remembers_its_key().await?;
    let sealed = seal_all(&house.db).await?;
    outln!(
        "{place} is the key of this desk now. {} secrets open with it.",
        sealed.looked_at - sealed.unreadable.len() as u64
    );
    if let Some(named) = named(&sealed.unreadable) {
        outln!("{named}");
    }
    outln!("Answers to mails sent so far are not recognised by their address any more, and second factors are set up again.");
    Ok(())
}

async fn show(place: &KeyPlace, house: &House) -> Result<(), Trouble> {
    let (key, db) = (place.read()?, &house.db);
    outln!("{place}: secrets are sealed with the key “{}”.", key.ring().newest());
    let old = db
        .work(Actor::System, move |work| {
            work.keep_quietly("nothing is changed here");
            SECRETS.iter().try_fold(false, |old, columns| Ok(old || anything_old(work, columns)?))
        })
        .await?;
    house.looks_at_its_key(place).await?;
    if old || key.is_between() {
        outln!("Some are not: run `frontline key rotate`, or start the desk, which seals what is not sealed.");
    }
    Ok(())
}
