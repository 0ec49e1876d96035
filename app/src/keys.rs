//! `frontline key …`: a new key for the secrets in the database, and which one is in use.
//!
//! A new key is written beside the old one before anything is sealed with it; the old one is given up in the same moment in which it is sure
//! that nothing needs it. Killed in between, the same command goes on. A desk at work goes on meanwhile: it looks at the file before it seals.

use crate::config::Config;
use crate::house::{House, KeyPlace, SECRETS};
use clap::Subcommand;
use db::vault::{Sealed, anything_old, reseal};
use db::{Actor, Database, Trouble};

#[derive(Subcommand)]
pub enum KeyCommand {
    /// Make a new key and seal every secret in the database with it.
    Rotate,
    /// Say which key is in use, and whether everything is sealed with it.
    Show,
}

pub async fn run(config: &Config, house: &House, command: KeyCommand) -> Result<(), Trouble> {
    match command {
        KeyCommand::Rotate => rotate(&KeyPlace::of(config), &house.db).await,
        KeyCommand::Show => show(&KeyPlace::of(config), &house.db).await,
    }
}

/// Seals whatever is not sealed yet, or not with the newest key.
pub async fn seal_all(db: &Database) -> Result<Sealed, Trouble> {
    let mut all = Sealed::default();
    for columns in SECRETS {
        let sealed = reseal(db, columns).await?;
        all = Sealed { looked_at: all.looked_at + sealed.looked_at, anew: all.anew + sealed.anew };
    }
    Ok(all)
}

async fn rotate(place: &KeyPlace, db: &Database) -> Result<(), Trouble> {
    let key = place.read()?;
    if key.is_between() {
        println!("A change of keys was begun before and is carried on.");
    } else {
        place.write(&key.with_new())?;
    }
    db.vault().newest()?;
    let sealed = seal_all(db).await?;
    give_up_old(place, db).await?;
    let name = place.read()?.ring().newest().to_owned();
    println!(
        "{} of {} secrets were sealed anew with the key “{name}”. The old key is gone from {place}.",
        sealed.anew, sealed.looked_at
    );
    println!("Backups and exports made before hold the old key: keep or destroy them with that in mind. Make a backup now.");
    Ok(())
}

/// In one unit of work, so that nobody seals anything with the old key between the last look and the end of it.
async fn give_up_old(place: &KeyPlace, db: &Database) -> Result<(), Trouble> {
    let place = place.clone();
    db.work(Actor::System, move |work| {
        work.keep_quietly("nothing is changed here");
        for columns in SECRETS {
            if anything_old(work, columns)? {
                return Err(Trouble::Unavailable("somebody sealed with the old key meanwhile. Run `frontline key rotate` again.".into()));
            }
        }
        place.write(&place.read()?.without_old())
    })
    .await
}

async fn show(place: &KeyPlace, db: &Database) -> Result<(), Trouble> {
    let key = place.read()?;
    println!("{place}: secrets are sealed with the key “{}”.", key.ring().newest());
    let old = db
        .work(Actor::System, move |work| {
            work.keep_quietly("nothing is changed here");
            SECRETS.iter().try_fold(false, |old, columns| Ok(old || anything_old(work, columns)?))
        })
        .await?;
    if old || key.is_between() {
        println!("Some are not: run `frontline key rotate`, or start the desk, which seals what is not sealed.");
    }
    Ok(())
}
