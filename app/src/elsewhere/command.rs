//! `frontline attachments`: where the bytes of attachments lie, objects nobody names, and files that were moved by other means.

use super::Places;
use super::carrying::{self, Carrier};
use crate::config::{Attachments, Config, place_of};
use crate::house::House;
use crate::terminal::outln;
use clap::{Args, Subcommand};
use db::elsewhere::FOLDER;
use db::{Actor, Database, Trouble, Tx, sql};
use desk::outlying;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[derive(Args)]
pub struct AttachmentsCommand {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Carry everything where it belongs now, instead of waiting for the running desk to do it.
    Carry,
    /// Name objects at the place that no file of this desk is made of, as they stay behind when a database is put back from elsewhere.
    Strays {
        /// Have the running desk take them away. Not where a copy of this desk, or one restored from it, uses the same place.
        #[arg(long)]
        remove: bool,
    },
    /// The folder or bucket was moved as a whole by other means: from now on its files are looked for at the new place.
    Moved { from: String, to: String },
}

pub async fn run(config: &Config, house: &House, command: AttachmentsCommand) -> Outcome {
    let places = Places::of(config);
    match command.what {
        None => stand(config, &house.db).await,
        Some(What::Carry) => carry(config, house, places).await,
        Some(What::Strays { remove }) => strays(config, &house.db, places, remove).await,
        Some(What::Moved { from, to }) => moved(config, house, places, (place_of(&from)?, place_of(&to)?)).await,
    }
}

async fn carry(config: &Config, house: &House, places: Arc<Places>) -> Outcome {
    let carrier = Carrier {
        db: house.db.clone(),
        key: house.key.clone(),
        places,
        wanted: config.attachments.clone(),
    };
    let passed = carrier.pass(&CancellationToken::new()).await?;
    outln!("{} files were carried where they belong, {} objects were taken away.", passed.moved, passed.removed);
    passed.trouble().map_or(Ok(()), |trouble| Err(format!("{trouble}. Run `frontline doctor`.").into()))
}

async fn stand(config: &Config, db: &Database) -> Outcome {
    let (counts, standing, trouble) = db.read(|tx| Ok((counts(tx)?, outlying::standing(tx)?, carrying::trouble(tx)?))).await?;
    for (place, files, bytes) in counts {
        let place = if place.is_empty() { "the database".to_owned() } else { place };
        outln!("{files} files ({} KiB) are in {place}.", (bytes + 1023) / 1024);
    }
    match &config.attachments {
        Attachments::AsTheyLie => outln!("attachments_to is empty: all stay where they are."),
        Attachments::Inside => outln!("All belong into the database."),
        Attachments::At(place) => outln!("Those of 16 KiB and more belong to {place}; {} of them are in the database.", standing.inside),
    }
    if standing.coming + standing.going > 0 {
        outln!("{} objects are on their way, {} are to be taken away.", standing.coming, standing.going);
    }
    if let Some(trouble) = trouble {
        outln!("The last pass said: {trouble}");
    }
    Ok(())
}

/// How many contents lie at each place, and how many bytes; first those in the database, whose place is empty. Looks at every one.
fn counts(tx: &mut Tx<'_>) -> Result<Vec<(String, i64, i64)>, Trouble> {
    sql("SELECT COALESCE(bytes_place, ''), COUNT(*), CAST(SUM(size_bytes) AS BIGINT) FROM blob
          GROUP BY COALESCE(bytes_place, '') ORDER BY COALESCE(bytes_place, '')")
    .all(tx)
}

async fn strays(config: &Config, db: &Database, places: Arc<Places>, remove: bool) -> Outcome {
    let mut all = db.read(outlying::places).await?;
    if let Attachments::At(place) = &config.attachments {
        all.push(place.clone());
    }
    all.sort();
    all.dedup();
    let mut found = 0;
    for place in all {
        let (asked, places) = (place.clone(), places.clone());
        let names = tokio::task::spawn_blocking(move || places.store(&asked)?.list(FOLDER)).await??;
        for name in names {
            let object = name.clone();
            if db.read(move |tx| outlying::is_known(tx, &object)).await? {
                continue;
            }
            found += 1;
            outln!("{place}/{name}");
            if remove {
                let (place, object) = (place.clone(), name);
                db.work(Actor::System, move |work| outlying::is_stray(work, &place, &object)).await?;
            }
        }
    }
    match (found, remove) {
        (0, _) => outln!("There is nothing at these places that no file of this desk is made of."),
        (_, true) => outln!("{found} objects are taken away by the running desk."),
        (_, false) => {
            outln!("{found} objects are named by no file of this desk. `frontline attachments strays --remove` has them taken away.")
        }
    }
    Ok(())
}

async fn moved(config: &Config, house: &House, places: Arc<Places>, (from, to): (String, String)) -> Outcome {
    if config.attachments == Attachments::At(from.clone()) {
        return Err(format!(
            "attachments_to is still {from}: the desk would carry everything back there. Change it for every node and start them anew first"
        )
        .into());
    }
    let (asked, key) = (to.clone(), house.key.clone());
    let names = tokio::task::spawn_blocking(move || {
        if !places.is_begun(&asked)? {
            return Ok(Vec::new());
        }
        places.begin(&asked, &key, true)?;
        places.store(&asked)?.list(FOLDER)
    });
    let there: BTreeSet<String> = names.await??.into_iter().collect();
    let asked = from.clone();
    let named = house.db.read(move |tx| outlying::objects_at(tx, &asked)).await?;
    let missing = named.iter().filter(|object| !there.contains(*object)).count();
    if missing > 0 {
        return Err(format!(
            "{missing} of {} files are not at {to}: copy the whole of {from} there first. Nothing was changed",
            named.len()
        )
        .into());
    }
    let told = (from.clone(), to.clone());
    let rows = house.db.work(Actor::System, move |work| outlying::renamed(work, &from, &to)).await?;
    outln!("{rows} files that were at {} are looked for at {} from now on.", told.0, told.1);
    Ok(())
}
