//! The desk backs itself up every day at the hour the configuration names, and says so where `frontline doctor` looks.
//!
//! Of several nodes each may try; the place of the backups lets one in at a time, and who comes later finds it done.

use crate::config::Config;
use crate::house::House;
use crate::moves::{BackUp, store_and_seal};
use db::{Actor, Database, Trouble, Tx, Work, sql};
use kit::Moment;
use moving::backup;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const LAST: &str = "backup.last";
const TROUBLE: &str = "backup.trouble";
const LOOK: Duration = Duration::from_secs(30);
/// After a backup that failed.
const AGAIN: Duration = Duration::from_secs(600);
const DAY: i64 = 86_400;

/// The last backup that succeeded by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    pub name: String,
    pub at: Moment,
}

/// Backs up whenever it is time, until `stop`.
pub async fn run(house: House, config: Config, stop: CancellationToken) {
    let Some(time_of_day) = config.backup.at else { return };
    loop {
        let pause = match due(&house.db, time_of_day).await {
            Ok(true) => match back_up(&house, &config).await {
                Ok(()) => LOOK,
                Err(trouble) => {
                    tracing::error!(%trouble, "the nightly backup failed; it is tried again in ten minutes");
                    remember(&house.db, TROUBLE, trouble.to_string()).await;
                    AGAIN
                }
            },
            Ok(false) | Err(_) => LOOK,
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Whether the last backup is from before the hour that came last. A desk that was off at that hour makes up for it.
async fn due(db: &Database, time_of_day: i64) -> Result<bool, Trouble> {
    let now = db.clock().now();
    let last = db.read(last).await?;
    Ok(last.is_none_or(|last| last.at < hour_before(now, time_of_day)))
}

/// The last time the clock showed this time of day, in UTC.
fn hour_before(now: Moment, time_of_day: i64) -> Moment {
    let seconds = now.seconds();
    let today = seconds - seconds.rem_euclid(DAY) + time_of_day;
    Moment::from_seconds(if today > seconds { today - DAY } else { today })
}

/// Makes one backup, lets old ones go, and writes down that it was made.
pub async fn back_up(house: &House, config: &Config) -> Result<(), Trouble> {
    let (config, clock) = (config.clone(), house.db.clock().clone());
    let keep = crate::moves::kept_by(config.backup.keep);
    // A thread of its own: the blocking clients of the databases may not run inside a runtime.
    let made = tokio::task::spawn_blocking(move || {
        let working = std::thread::spawn(move || {
            let (store, seal) = store_and_seal(config.backup.to.as_deref(), config.backup.key_file.as_deref(), false)?;
            let made = BackUp { config: &config, clock: &clock }.make(&store, &seal, &mut |_, _, _| {})?;
            backup::prune(&store, &seal, keep)?;
            Ok(made)
        });
        working.join().unwrap_or_else(|_| Err(Trouble::Panicked("the backup panicked; see the log".into())))
    });
    let made = made.await.map_err(|e| Trouble::Panicked(e.to_string()))??;
    tracing::info!(backup = made.name, rows = made.rows, new_pieces = made.new_pieces, "the desk was backed up");
    let last = Last { name: made.name, at: house.db.clock().now() };
    remember(&house.db, LAST, serde_json::to_string(&last).unwrap_or_default()).await;
    let damaged = match made.damaged {
        0 => String::new(),
        count => format!("{count} mails or files are not what their hash was made of; older backups may have them whole"),
    };
    remember(&house.db, TROUBLE, damaged).await;
    Ok(())
}

async fn remember(db: &Database, name: &'static str, value: String) {
    let kept = db.work(Actor::System, move |work: &mut Work<'_>| {
        work.keep_quietly("when the last backup was made, and what was wrong with it");
        sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2")
            .with(name)
            .with(&value)
            .run(work)
            .map(drop)
    });
    if let Err(trouble) = kept.await {
        tracing::warn!(%trouble, "the outcome of the backup could not be written down");
    }
}

/// The last backup the desk made by itself.
pub fn last(tx: &mut Tx<'_>) -> Result<Option<Last>, Trouble> {
    let text: Option<String> = sql("SELECT value FROM setting WHERE name = $1").with(LAST).one(tx)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Why the last try failed, if it did.
pub fn trouble(tx: &mut Tx<'_>) -> Result<Option<String>, Trouble> {
    let text: Option<String> = sql("SELECT value FROM setting WHERE name = $1").with(TROUBLE).one(tx)?;
    Ok(text.filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_that_came_last_is_of_today_or_of_yesterday() {
        let midnight = 1_773_100_800;
        let at = |seconds: i64| hour_before(Moment::from_seconds(midnight + seconds), 9_000).seconds() - midnight;

        assert_eq!(at(8_999), 9_000 - DAY);
        assert_eq!(at(9_000), 9_000);
        assert_eq!(at(80_000), 9_000);
    }
}
