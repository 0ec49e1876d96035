//! What time alone brings about: snoozed conversations wake, silent agents go offline, values past their retention go, answers to
//! programs are forgotten.

use db::{Actor, Database, Trouble, once};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Looks every few seconds until `stop`.
pub async fn run(db: Database, stop: CancellationToken) {
    let mut round = 0u32;
    loop {
        let outcome = wake_the_snoozed(&db).await;
        report("snoozed conversations could not be woken", outcome.map(drop));
        if round.is_multiple_of(12) {
            report("silent agents could not be marked", leave_the_silent(&db).await);
        }
        if round.is_multiple_of(720) {
            report("expired values could not be removed", forget_expired(&db).await);
            report("old answers could not be removed", forget_old_answers(&db).await);
        }
        round = round.wrapping_add(1);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(5)) => {}
        }
    }
}

fn report(what: &str, outcome: Result<(), Trouble>) {
    if let Err(trouble) = outcome {
        tracing::warn!(%trouble, "{what}; it is tried again");
    }
}

/// Wakes every snoozed conversation whose time has come and says how many.
pub async fn wake_the_snoozed(db: &Database) -> Result<usize, Trouble> {
    let due = db.read(desk::conversations::due_to_wake).await?;
    let count = due.len();
    for id in due {
        db.work(Actor::System, move |work| {
            work.keep_quietly("it was woken before");
            desk::conversations::find(work, id)?.wake(work)
        })
        .await?;
    }
    Ok(count)
}

async fn leave_the_silent(db: &Database) -> Result<(), Trouble> {
    db.work(Actor::System, |work| {
        work.keep_quietly("nobody was silent");
        agents::presence::leave_the_silent(work).map(drop)
    })
    .await
}

async fn forget_expired(db: &Database) -> Result<(), Trouble> {
    db.work(Actor::System, |work| {
        work.keep_quietly("nothing had expired");
        customers::forget_expired(work).map(drop)
    })
    .await
}

/// Answers to requests are kept for a day.
async fn forget_old_answers(db: &Database) -> Result<(), Trouble> {
    db.work(Actor::System, |work| once::forget_old(work).map(drop)).await
}
