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
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

const LAST: &str = "backup.last";
const TROUBLE: &str = "backup.trouble";
const DOUBT: &str = "backup.doubt";
const LOOK: Duration = Duration::from_secs(30);
/// After a backup that failed.
const AGAIN: Duration = Duration::from_secs(600);
/// Whoever found the place in use for so long says so where `frontline doctor` looks. Another node needs less for the same backup, or it is
/// found done.
const LONG_SECONDS: i64 = 3_600;
const DAY: i64 = 86_400;

/// The last backup that succeeded by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    pub name: String,
    pub at: Moment,
}

/// Backs up whenever it is time, until `stop`. A backup under way is left then: what it wrote harms nothing, and the next uses it.
pub async fn run(house: House, config: Config, stop: CancellationToken) {
    let Some(time_of_day) = config.backup.at else { return };
    let mut turn = Turn::default();
    loop {
        let pause = tokio::select! {
            () = stop.cancelled() => return,
            pause = if_due(&house, &config, time_of_day, &mut turn) => pause,
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Since when the place of the backups was found in use by somebody else, each time it was tried.
#[derive(Default)]
struct Turn {
    waits_since: Option<Moment>,
    is_told: bool,
}

impl Turn {
    /// What there is to tell, once: nobody but a dead one, or one who never comes to an end, needs so long.
    fn waits(&mut self, now: Moment, who: &str) -> Option<String> {
        let since = *self.waits_since.get_or_insert(now);
        if self.is_told || now.seconds_since(since) < LONG_SECONDS {
            return None;
        }
        self.is_told = true;
        Some(format!("the nightly backup has waited for its turn since {}: {who}", since.rfc3339()))
    }
}

/// Backs up if it is time; says how long to wait before looking again.
async fn if_due(house: &House, config: &Config, time_of_day: i64, turn: &mut Turn) -> Duration {
    match due(&house.db, time_of_day).await {
        Ok(true) => match back_up(house, config).await {
            // Perhaps another node makes the same backup: then it is found done.
            Err(Trouble::InUse(who)) => {
                tracing::info!(who, "the nightly backup waits for its turn");
                if let Some(trouble) = turn.waits(house.db.clock().now(), &who) {
                    tracing::error!("{trouble}");
                    remember(&house.db, TROUBLE, trouble).await;
                }
                LOOK
            }
            done => {
                *turn = Turn::default();
                let Err(trouble) = done else { return LOOK };
                tracing::error!(%trouble, "the nightly backup failed; it is tried again in ten minutes");
                remember(&house.db, TROUBLE, trouble.to_string()).await;
                AGAIN
            }
        },
        Ok(false) => {
            *turn = Turn::default();
            LOOK
        }
        Err(trouble) => {
            tracing::warn!(%trouble, "whether it is time for a backup could not be read; it is tried again");
            LOOK
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

/// Makes one backup, writes down that it was made, and lets old ones go. Only the first begins a place: where there was a backup
/// before, a place without any is a disk that is not mounted.
pub async fn back_up(house: &House, config: &Config) -> Result<(), Trouble> {
    let must_be_there = house.db.read(last).await?.is_some();
    let (config, clock) = (config.clone(), house.db.clock().clone());
    let (keep, to, key_file) = (crate::moves::kept_by(config.backup.keep), config.backup.to.clone(), config.backup.key_file.clone());
    let (made, doubt, store, seal) = apart(move || {
        let (store, seal) = store_and_seal(&config, to.as_ref(), key_file.as_deref(), must_be_there)?;
        let made = BackUp { config: &config, clock: &clock }.make(&*store, &seal, &mut |_, _, _| {})?;
        Ok((made, store.doubt()?, store, seal))
    })
    .await?;
    tracing::info!(backup = made.name, rows = made.rows, new_pieces = made.new_pieces, "the desk was backed up");
    let last = Last { name: made.name, at: house.db.clock().now() };
    remember(&house.db, LAST, serde_json::to_string(&last).unwrap_or_default()).await;
    remember(&house.db, DOUBT, doubt.unwrap_or_default()).await;
    let key = house.key.bytes().to_vec();
    let trouble = match made.damaged {
        0 => match apart(move || backup::prune(&*store, &seal, Some(&key), keep)).await {
            Ok(_) => String::new(),
            Err(trouble) => format!("the backup was made, and old ones could not be let go: {trouble}"),
        },
        count => {
            format!("{count} mails or files are not what their hash was made of; older backups may have them whole, so none was let go")
        }
    };
    if !trouble.is_empty() {
        tracing::error!(trouble, "something is wrong with the backups");
    }
    remember(&house.db, TROUBLE, trouble).await;
    Ok(())
}

/// On a thread of its own: the blocking clients of the databases may not run inside a runtime, and a desk that stops does not wait
/// for what is half done here.
pub(crate) async fn apart<T: Send + 'static>(body: impl FnOnce() -> Result<T, Trouble> + Send + 'static) -> Result<T, Trouble> {
    let (answer, answered) = oneshot::channel();
    std::thread::spawn(move || drop(answer.send(body())));
    answered.await.unwrap_or_else(|_| Err(Trouble::Panicked("the backup panicked; see the log".into())))
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
    written(tx, TROUBLE)
}

/// What is less sure at the place of the last backup than elsewhere, if anything is.
pub fn doubt(tx: &mut Tx<'_>) -> Result<Option<String>, Trouble> {
    written(tx, DOUBT)
}

fn written(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, Trouble> {
    let text: Option<String> = sql("SELECT value FROM setting WHERE name = $1").with(name).one(tx)?;
    Ok(text.filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_44_a_place_that_stays_in_use_is_told_once_after_an_hour_and_anew_the_next_night() {
        let (now, mut turn) = (Moment::from_seconds(1_773_133_200), Turn::default());

        assert_eq!(turn.waits(now, "s3://kettle is in use"), None);
        assert_eq!(turn.waits(now.plus_seconds(LONG_SECONDS - 1), "s3://kettle is in use"), None);
        let told = turn.waits(now.plus_seconds(LONG_SECONDS), "s3://kettle is in use").expect("told");
        assert!(told.contains("since 2026-03-10T09:00:00Z") && told.contains("s3://kettle is in use"), "{told}");
        assert_eq!(turn.waits(now.plus_seconds(LONG_SECONDS + 30), "s3://kettle is in use"), None, "once");
        turn = Turn::default();
        assert_eq!(turn.waits(now.plus_seconds(DAY), "s3://kettle is in use"), None);
    }

    #[test]
    fn the_hour_that_came_last_is_of_today_or_of_yesterday() {
        let midnight = 1_773_100_800;
        let at = |seconds: i64| hour_before(Moment::from_seconds(midnight + seconds), 9_000).seconds() - midnight;

        assert_eq!(at(8_999), 9_000 - DAY);
        assert_eq!(at(9_000), 9_000);
        assert_eq!(at(80_000), 9_000);
    }
}
