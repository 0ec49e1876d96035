//! Scenes of answers that last: asked once until a table they come from changes, and never kept over a change.

use db::{Actor, Database, Place, Trouble, sql};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{TestDatabase, both_databases};
use tokio::sync::oneshot;

/// What a setting says; `asked` counts how often that was looked up.
async fn asks(db: &Database, name: &'static str, asked: &Arc<AtomicUsize>) -> Option<String> {
    let asked = asked.clone();
    let answer = db.read_lasting(&["setting"], name.to_owned(), move |tx| {
        asked.fetch_add(1, Ordering::Relaxed);
        sql("SELECT value FROM setting WHERE name = $1").with(name).one::<String>(tx)
    });
    (*answer.await.expect("an answer")).clone()
}

async fn says(db: &Database, name: &'static str, value: &'static str) {
    let kept = db.work(Actor::System, move |work| {
        // Aside: nobody is woken, and the answer is still no longer what it was.
        work.keep_aside("a scene");
        sql("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .with(name)
            .with(value)
            .run(work)
    });
    kept.await.expect("kept");
}

fn times(desk: &TestDatabase, alone: usize, beside_others: usize) -> usize {
    if matches!(desk.db.place(), Place::Sqlite(_)) { alone } else { beside_others }
}

#[both_databases]
async fn an_answer_lasts_until_its_table_changes(desk: TestDatabase) {
    let asked = Arc::new(AtomicUsize::new(0));
    says(&desk.db, "kettles", "blue").await;
    for _ in 0..5 {
        assert_eq!(asks(&desk.db, "kettles", &asked).await.as_deref(), Some("blue"));
    }
    assert_eq!(asked.load(Ordering::Relaxed), times(&desk, 1, 5));

    let counted = desk.db.work(Actor::System, |work| {
        work.keep_quietly("a scene");
        work.next_number("something else")
    });
    counted.await.expect("counted");
    asks(&desk.db, "kettles", &asked).await;
    assert_eq!(asked.load(Ordering::Relaxed), times(&desk, 1, 6), "another table changed");

    says(&desk.db, "kettles", "green").await;
    assert_eq!(asks(&desk.db, "kettles", &asked).await.as_deref(), Some("green"), "who changed something finds it at once");

    let refused = desk.db.work(Actor::System, |work| {
        sql("DELETE FROM setting").run(work)?;
        Err::<(), _>(Trouble::NotFound("kettle"))
    });
    assert!(refused.await.is_err());
    assert_eq!(asks(&desk.db, "kettles", &asked).await.as_deref(), Some("green"), "what was refused changed nothing");
}

#[both_databases]
async fn an_answer_that_was_looked_for_before_a_change_is_not_kept(desk: TestDatabase) {
    says(&desk.db, "kettles", "blue").await;
    let ((begun, beginning), (go_on, waiting)) = (oneshot::channel::<()>(), oneshot::channel::<()>());
    let db = desk.db.clone();
    let slow = tokio::spawn(async move {
        let answer = db.read_lasting(&["setting"], "kettles".to_owned(), |tx| {
            let found = sql("SELECT value FROM setting WHERE name = 'kettles'").one::<String>(tx);
            let _ = begun.send(());
            let _ = waiting.blocking_recv();
            found
        });
        (*answer.await.expect("an answer")).clone()
    });
    beginning.await.expect("it looks");

    says(&desk.db, "kettles", "green").await;
    let _ = go_on.send(());

    assert_eq!(slow.await.expect("told").as_deref(), Some("blue"), "it began before");
    let asked = Arc::new(AtomicUsize::new(0));
    assert_eq!(asks(&desk.db, "kettles", &asked).await.as_deref(), Some("green"));
}

#[both_databases]
async fn an_answer_lasts_a_second_at_most(desk: TestDatabase) {
    let asked = Arc::new(AtomicUsize::new(0));
    asks(&desk.db, "kettles", &asked).await;
    desk.clock.forward_seconds(1);
    asks(&desk.db, "kettles", &asked).await;
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}
