//! What is still to do: how far followers are behind the log, what waits to be sent or filed, and what was given up.

use db::{Database, Trouble, sql};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::Registry;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Follower {
    follower: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: String,
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: String,
}

/// A kind of jobs: how many wait, how many of them are due, how many were given up.
type Jobs = (String, i64, i64, i64);

struct Found {
    log: i64,
    followers: Vec<(String, i64)>,
    jobs: Vec<Jobs>,
    raw: Vec<(String, i64)>,
}

pub async fn register(registry: &mut Registry, db: &Database) -> Result<(), Trouble> {
    let found = db.read(read).await?;
    registry.register("activity", "The last position of the activity log", ConstGauge::new(found.log));
    let behind = Family::<Follower, Gauge>::default();
    for (follower, seen) in found.followers {
        behind.get_or_create(&Follower { follower }).set((found.log - seen).max(0));
    }
    registry.register("follower_behind", "Lines of the activity log a follower has not seen yet", behind);
    let jobs = Family::<Kind, Gauge>::default();
    for (kind, waiting, due, dead) in found.jobs {
        for (state, count) in [("waiting", waiting), ("due", due), ("dead", dead)] {
            // Each receiver of webhooks has a lane of its own; together they are one kind.
            let kind = kind.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['.', ':']).to_owned();
            jobs.get_or_create(&Kind { kind, state }).inc_by(count);
        }
    }
    registry.register("jobs", "Promises to do something later, by kind", jobs);
    let raw = Family::<State, Gauge>::default();
    for (state, count) in found.raw {
        raw.get_or_create(&State { state }).set(count);
    }
    registry.register("raw_mails", "Mails kept and not filed: waiting, or given up for somebody to look at", raw);
    Ok(())
}

fn read(tx: &mut db::Tx<'_>) -> Result<Found, Trouble> {
    let now = tx.now();
    Ok(Found {
        log: sql("SELECT COALESCE(MAX(id), 0) FROM activity").only(tx, "position")?,
        followers: sql("SELECT name, seen_id FROM follower ORDER BY name").all(tx)?,
        jobs: sql(
            "SELECT kind, COUNT(CASE WHEN dead_at IS NULL THEN 1 END), COUNT(CASE WHEN dead_at IS NULL AND run_at <= $1 THEN 1 END), COUNT(dead_at)
               FROM job GROUP BY kind ORDER BY kind",
        )
        .with(now)
        .all(tx)?,
        raw: sql("SELECT state, COUNT(*) FROM raw_mail WHERE state IN ('kept', 'failed') GROUP BY state ORDER BY state").all(tx)?,
    })
}
