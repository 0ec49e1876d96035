//! Long work of the desk that goes on by itself: changes to many conversations, due times after a target changed.
//!
//! A job stands for each; whoever dies in the middle leaves a lease that runs out, and another goes on where it was.

use customers::CustomerId;
use customers::doubles;
use db::jobs::{self, Job};
use db::{Actor, Database, Trouble};
use desk::bulk::{self, BulkId};
use desk::targets;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How many conversations one lease is good for.
const PORTION: usize = 250;
const LEASE_SECONDS: i64 = 60;
/// How many customers are looked at in one transaction.
const LOOKED_AT: i64 = 100;

/// Works off what is due until `stop`.
pub async fn run(db: Database, stop: CancellationToken) {
    loop {
        if let Err(trouble) = work_off(&db).await {
            tracing::warn!(%trouble, "long work could not go on; it is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
}

/// Does what is due, a portion of each.
pub async fn work_off(db: &Database) -> Result<(), Trouble> {
    for job in lease(db, bulk::JOB).await? {
        carry_on(db, job).await?;
    }
    for job in lease(db, doubles::JOB).await? {
        look_for_doubles(db, job).await?;
    }
    for job in lease(db, targets::JOB).await? {
        targets::settle_everything(db, job.id).await?;
    }
    Ok(())
}

async fn lease(db: &Database, kind: &'static str) -> Result<Vec<Job>, Trouble> {
    if db.read(move |tx| jobs::next_due(tx, kind)).await?.is_none_or(|due| due > db.clock().now()) {
        return Ok(Vec::new());
    }
    db.work(Actor::System, move |work| {
        let until = work.now.plus_seconds(LEASE_SECONDS);
        jobs::lease(work, kind, "runs", until, 5)
    })
    .await
}

/// A portion of all customers there were before doubles were looked for; the rest is another job.
async fn look_for_doubles(db: &Database, job: Job) -> Result<(), Trouble> {
    let Ok(after) = job.payload.parse::<CustomerId>() else {
        return db.work(Actor::System, move |work| jobs::bury(work, job.id, "the payload is no customer")).await;
    };
    db.work(Actor::System, move |work| {
        let customers = doubles::next(work, after, LOOKED_AT)?;
        for customer in &customers {
            let addresses = orders::finding::address_keys(work, *customer)?;
            doubles::look(work, *customer, &addresses)?;
        }
        if let Some(last) = customers.last() {
            doubles::go_on(work, *last)?;
        }
        jobs::done(work, job.id)
    })
    .await
}

/// A portion of one; what is left is due again at once, behind the others.
async fn carry_on(db: &Database, job: Job) -> Result<(), Trouble> {
    let Ok(id) = job.payload.parse::<BulkId>() else {
        return db.work(Actor::System, move |work| jobs::bury(work, job.id, "the payload is no bulk change")).await;
    };
    let progress = bulk::carry_on(db, id, PORTION).await?;
    db.work(Actor::System, move |work| match progress.is_over() {
        true => jobs::done(work, job.id),
        false => {
            let again = work.now;
            jobs::put_off(work, job.id, "more to do", again)
        }
    })
    .await
}
