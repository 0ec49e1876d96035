//! What one node does for all: each of these is a duty, held by one living node and taken over when that dies (`db::nodes`).
//!
//! Everything else runs on every node: pages and their signals, the search index of each, and whatever is leased as a job. Mailboxes, shops,
//! webhooks and consents are duties too, of the channels they belong to.

use crate::config::Config;
use crate::elsewhere::Places;
use crate::elsewhere::carrying::Carrier;
use crate::house::House;
use crate::{backups, followers, timers};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use web::Site;

/// Starts them; each waits for its turn.
pub fn start(tasks: &mut JoinSet<()>, house: &House, config: &Config, site: &Site, stop: &CancellationToken) {
    let (db, until) = (house.db.clone(), stop.clone());
    tasks.spawn(async move { db.on_duty("reactions", until, followers::react).await });

    let (db, until) = (house.db.clone(), stop.clone());
    tasks.spawn(async move { db.on_duty("timers", until, timers::run).await });

    let (db, until, site) = (house.db.clone(), stop.clone(), site.clone());
    tasks.spawn(async move { db.on_duty("surveys", until, |db, turn| feedback::asking::run(site.clone(), db, turn)).await });

    let (db, until) = (house.db.clone(), stop.clone());
    let carrier = Carrier {
        db: db.clone(),
        key: house.key.clone(),
        places: Places::of(config),
        wanted: config.attachments.clone(),
    };
    let carrying = move |db, turn| Carrier { db, ..carrier.clone() }.run(turn);
    tasks.spawn(async move { db.on_duty("attachments", until, carrying).await });

    // Each node may be told to back up, and only those that are wait for their turn.
    if config.backup.at.is_some() {
        let (db, until, house, config) = (house.db.clone(), stop.clone(), house.clone(), config.clone());
        let backing_up = move |db, turn| backups::run(House { db, ..house.clone() }, config.clone(), turn);
        tasks.spawn(async move { db.on_duty("backups", until, backing_up).await });
    }
}
