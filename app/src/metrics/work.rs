//! What is still to do: how far followers are behind the log, what waits to be sent or filed, and what was given up.

use crate::elsewhere::carrying;
use db::{Trouble, sql};
use desk::outlying::{self, Standing};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::registry::Registry;
use web::Site;

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
    state: &'static str,
}

/// A kind of jobs: how many wait, how many of them are due, how many were given up.
type Jobs = (String, i64, i64, i64);

struct Found {
    log: i64,
    followers: Vec<(String, i64)>,
    jobs: Vec<Jobs>,
    raw: [(&'static str, i64); 2],
    attachments: Standing,
    is_hindered: bool,
}

/// In the words of the indexes that hold only such mails: beside a state lie the bytes of the mail, and a walk reads them all.
const KEPT: &str = "SELECT COUNT(*) FROM raw_mail WHERE state = 'kept'";
const FAILED: &str = "SELECT COUNT(*) FROM raw_mail WHERE state IN ('ignored', 'failed', 'left_on_server') AND state = 'failed'";

pub async fn register(registry: &mut Registry, site: &Site) -> Result<(), Trouble> {
    let found = site.db().read(read).await?;
    registry.register("activity", "The last position of the activity log", ConstGauge::new(found.log));
    let behind = Family::<Follower, Gauge>::default();
    // The index keeps its place with its content.
    let index = site.service_if_given::<search::Index>().map(|index| ("search".to_owned(), index.position().id));
    for (follower, seen) in found.followers.into_iter().chain(index) {
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
    let attachments = Family::<State, Gauge>::default();
    let Standing { inside, coming, going } = found.attachments;
    for (state, count) in [("in_database", inside), ("coming", coming), ("going", going)] {
        attachments.get_or_create(&State { state }).set(count);
    }
    registry.register(
        "attachments",
        "Attachments of 16 KiB and more that are in the database, and objects outside on their way there or to be taken away",
        attachments,
    );
    registry.register(
        "attachments_hindered",
        "Whether the last pass could not carry everything where it belongs",
        ConstGauge::new(i64::from(found.is_hindered)),
    );
    registry.register("raw_mails", "Mails kept and not filed: waiting, or given up for somebody to look at", raw);
    Ok(())
}

fn read(tx: &mut db::Tx<'_>) -> Result<Found, Trouble> {
    let now = tx.now();
    Ok(Found {
        log: sql("SELECT COALESCE(MAX(id), 0) FROM activity").only(tx, "position")?,
        followers: followers(tx)?,
        jobs: sql(
            "SELECT kind, COUNT(CASE WHEN dead_at IS NULL THEN 1 END), COUNT(CASE WHEN dead_at IS NULL AND run_at <= $1 THEN 1 END), COUNT(dead_at)
               FROM job GROUP BY kind ORDER BY kind",
        )
        .with(now)
        .all(tx)?,
        attachments: outlying::standing(tx)?,
        is_hindered: carrying::trouble(tx)?.is_some(),
        raw: [("kept", sql(KEPT).only(tx, "mails")?), ("failed", sql(FAILED).only(tx, "mails")?)],
    })
}

/// The followers and their places. Without a webhook that hears nobody follows the log for them, and nobody is behind.
fn followers(tx: &mut db::Tx<'_>) -> Result<Vec<(String, i64)>, Trouble> {
    let mut followers: Vec<(String, i64)> = sql("SELECT name, seen_id FROM follower ORDER BY name").all(tx)?;
    if !webhooks::webhooks::any_hears(tx)? {
        followers.retain(|(name, _)| name != webhooks::fan_out::FOLLOWER);
    }
    Ok(followers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::migrations;
    use db::{Actor, activity};
    use kit::Key;
    use testkit::{TestDatabase, everywhere, place_on_sqlite};

    const WEBHOOK: &str = "INSERT INTO webhook (name, url, wanted, secret, viewer, state, since_xid, since_id, added_at)
                               VALUES ('Hooks', 'https://hooks.example.com', '*', 'secret', 1, 'active', 0, 0, 0)";

    #[tokio::test(flavor = "multi_thread")]
    async fn mails_that_wait_or_failed_are_counted_by_their_indexes() {
        let desk = TestDatabase::open(place_on_sqlite(), &migrations());
        let db::Place::Sqlite(file) = desk.place.place() else {
            panic!("SQLite explains itself")
        };
        let connection = rusqlite::Connection::open(file).expect("opened");
        for (question, index) in [(KEPT, "raw_mail_waiting"), (FAILED, "raw_mail_set_aside")] {
            let step: String = connection
                .query_row(&format!("EXPLAIN QUERY PLAN {question}"), [], |row| row.get(3))
                .expect("explained");
            assert!(step.contains(index), "{question}: {step}");
        }
    }

    async fn names(desk: &TestDatabase) -> Vec<String> {
        let found = desk.db.read(followers).await.expect("followers");
        found.into_iter().map(|(name, _)| name).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn without_a_webhook_that_hears_none_is_behind() {
        for place in everywhere() {
            let desk = TestDatabase::open(place, &migrations());
            let followed = desk.db.work(Actor::System, |work| {
                let first = activity::Position { xid: 1, id: 1 };
                activity::mark_seen(work, "reactions", first)?;
                activity::mark_seen(work, webhooks::fan_out::FOLLOWER, first)
            });
            followed.await.expect("marked");
            assert_eq!(names(&desk).await, ["reactions"]);

            let heard = desk.db.work(Actor::System, |work| {
                work.keep_quietly("a webhook of a test");
                sql(WEBHOOK).run(work).map(drop)
            });
            heard.await.expect("a webhook");
            assert_eq!(names(&desk).await, ["reactions", "webhooks"]);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_search_index_is_a_follower_too() {
        let desk = TestDatabase::open(place_on_sqlite(), &migrations());
        let folder = tempfile::tempdir().expect("a folder");
        let index = search::Index::open(folder.path()).expect("an index");
        let site = Site::builder(desk.db.clone(), Key::from_bytes([3; 32]), "http://desk.example").with(index).build();
        let mut registry = Registry::default();

        register(&mut registry, &site).await.expect("figures");

        let mut text = String::new();
        prometheus_client::encoding::text::encode(&mut text, &registry).expect("text");
        assert!(text.contains("follower_behind{follower=\"search\"} 0"), "{text}");
        assert!(text.contains("raw_mails{state=\"failed\"} 0"), "{text}");
    }
}
