//! Secrets at rest, on both engines: sealed in their place, sealed anew in small steps, and known to be old until then.

use db::vault::{Ring, anything_old, reseal};
use db::{Actor, Database, SecretColumn, Trouble, Vault, sql};
use kit::{Clock, Key};
use std::sync::{Arc, Mutex};
use testkit::{TUESDAY_MORNING, TestPlace, everywhere};

const JOBS: SecretColumn = SecretColumn {
    name: "job.payload",
    list: "SELECT id, payload FROM job WHERE id > $1 ORDER BY id LIMIT $2",
    put: "UPDATE job SET payload = $2 WHERE id = $1 AND payload = $3",
    by_row: true,
};
const COLUMNS: &[SecretColumn] = &[JOBS];

fn ring(names: &[(&str, u8)]) -> Ring {
    Ring::of(names.iter().map(|(name, byte)| ((*name).to_owned(), Key::from_bytes([*byte; 32]))).collect())
}

async fn payloads(db: &Database) -> Vec<(i64, String)> {
    db.read(|tx| sql("SELECT id, payload FROM job ORDER BY id").all(tx)).await.unwrap()
}

async fn is_old(db: &Database) -> bool {
    let old = db.work(Actor::System, |work| {
        work.keep_quietly("a look");
        anything_old(work, COLUMNS)
    });
    old.await.unwrap()
}

async fn plays(place: TestPlace) {
    let keys = Arc::new(Mutex::new(ring(&[("a", 1)])));
    let source = keys.clone();
    let vault = Vault::looking_at(Box::new(move || Ok(source.lock().unwrap().clone()))).unwrap();
    let db = Database::open_with(place.place(), db::MIGRATIONS, Clock::set_to(TUESDAY_MORNING), &vault).unwrap();
    let added = db.work(Actor::System, |work| {
        work.keep_quietly("rows for the scene");
        for number in 0..250 {
            sql("INSERT INTO job (kind, payload, run_at) VALUES ('scene', $1, 0)")
                .with(format!("secret {number}"))
                .run(work)?;
        }
        Ok::<_, Trouble>(())
    });
    added.await.unwrap();

    assert!(is_old(&db).await, "they stand in the open");
    let first = reseal(&db, COLUMNS).await.unwrap();
    *keys.lock().unwrap() = ring(&[("b", 2), ("a", 1)]);
    let between = payloads(&db).await;
    let second = reseal(&db, COLUMNS).await.unwrap();
    let nothing = reseal(&db, COLUMNS).await.unwrap();
    *keys.lock().unwrap() = ring(&[("b", 2)]);

    assert_eq!((first.anew, second.anew, nothing.anew, nothing.looked_at), (250, 250, 0, 250));
    assert!(!is_old(&db).await);
    assert!(between.iter().all(|(_, sealed)| sealed.starts_with("sealed.1.a.") && !sealed.contains("secret")));
    let (id, sealed) = payloads(&db).await.pop().unwrap();
    let other = id - 1;
    let (right, wrong) = db.read(move |tx| Ok((JOBS.open(tx, id, &sealed), JOBS.open(tx, other, &sealed)))).await.unwrap();
    assert_eq!(right.unwrap(), "secret 249");
    assert!(wrong.is_err(), "it opens in its own row only");
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_sealed_anew_in_small_steps_with_the_newest_key() {
    for place in everywhere() {
        plays(place).await;
    }
}

async fn one_is_damaged(place: TestPlace) {
    let keys = Arc::new(Mutex::new(ring(&[("a", 1)])));
    let source = keys.clone();
    let vault = Vault::looking_at(Box::new(move || Ok(source.lock().unwrap().clone()))).unwrap();
    let db = Database::open_with(place.place(), db::MIGRATIONS, Clock::set_to(TUESDAY_MORNING), &vault).unwrap();
    let added = db.work(Actor::System, |work| {
        work.keep_quietly("rows for the scene");
        for payload in ["one", "two", "three"] {
            sql("INSERT INTO job (kind, payload, run_at) VALUES ('scene', $1, 0)").with(payload).run(work)?;
        }
        Ok::<_, Trouble>(())
    });
    added.await.unwrap();
    reseal(&db, COLUMNS).await.unwrap();
    let damaged = db.work(Actor::System, |work| {
        work.keep_quietly("a secret of another row");
        let (two, three): (i64, String) =
            sql("SELECT (SELECT MIN(id) + 1 FROM job), (SELECT payload FROM job ORDER BY id DESC LIMIT 1)").only(work, "job")?;
        sql("UPDATE job SET payload = $2 WHERE id = $1").with(two).with(three).run(work)?;
        Ok::<_, Trouble>(two)
    });
    let damaged = damaged.await.unwrap();
    *keys.lock().unwrap() = ring(&[("b", 2), ("a", 1)]);

    let sealed = reseal(&db, COLUMNS).await.unwrap();

    assert_eq!((sealed.looked_at, sealed.anew, sealed.unreadable), (3, 2, vec![format!("job.payload:{damaged}")]));
    assert!(!is_old(&db).await, "what does not open is no reason to keep an old key");
    let found = db.read(|tx| db::vault::openings(tx, COLUMNS)).await.unwrap();
    assert_eq!((found.sealed, found.open), (3, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_does_not_open_stays_as_it_is_and_the_others_are_sealed_anew() {
    for place in everywhere() {
        one_is_damaged(place).await;
    }
}
