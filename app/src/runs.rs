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
/// A portion of customers that failed so often is given up, and the doctor tells of it.
const TRIES: i64 = 8;
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

/// Does what is due, a portion of each. What cannot go on keeps nothing waiting that stands behind it; the first trouble is told.
pub async fn work_off(db: &Database) -> Result<(), Trouble> {
    let mut outcome = Ok(());
    for kind in [bulk::JOB, doubles::JOB, targets::JOB] {
        match lease(db, kind).await {
            Ok(due) => {
                for job in due {
                    outcome = outcome.and(one(db, job).await);
                }
            }
            Err(trouble) => outcome = outcome.and(Err(trouble)),
        }
    }
    outcome
}

async fn one(db: &Database, job: Job) -> Result<(), Trouble> {
    match job.kind.as_str() {
        bulk::JOB => carry_on(db, job).await,
        doubles::JOB => look_for_doubles(db, job).await,
        _ => targets::settle_everything(db, job.id).await,
    }
}

async fn lease(db: &Database, kind: &'static str) -> Result<Vec<Job>, Trouble> {
    if !db.read(move |tx| jobs::is_due(tx, kind)).await? {
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
    let (id, attempts) = (job.id, job.attempts);
    let looked = db.work(Actor::System, move |work| {
        let customers = doubles::next(work, after, LOOKED_AT)?;
        for customer in &customers {
            let addresses = orders::finding::address_keys(work, *customer)?;
            doubles::look(work, *customer, &addresses)?;
        }
        if let Some(last) = customers.last() {
            doubles::go_on(work, *last)?;
        }
        jobs::done(work, id)
    });
    match looked.await {
        Ok(()) => Ok(()),
        Err(trouble) => put_off(db, id, attempts, trouble).await,
    }
}

/// Tried again later and less and less often; at last given up.
async fn put_off(db: &Database, job: i64, attempts: i64, trouble: Trouble) -> Result<(), Trouble> {
    let reason = trouble.to_string();
    db.work(Actor::System, move |work| {
        let again = work.now.plus_seconds(jobs::back_off(attempts));
        match attempts < TRIES {
            true => jobs::put_off(work, job, &reason, again),
            false => jobs::bury(work, job, &reason),
        }
    })
    .await?;
    Err(trouble)
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
