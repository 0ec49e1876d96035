//! Jobs that may take longer than their lease: it is renewed while somebody is at them, so that nobody else begins the same.

use db::{Actor, Database, jobs};
use std::pin::pin;
use std::time::Duration;

/// Carries `work` out and holds the lease of `job`, which was given for so many seconds, meanwhile.
pub async fn held<T>(db: &Database, job: i64, seconds: i64, work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let pause = Duration::from_secs(seconds.max(3) as u64 / 3);
    loop {
        tokio::select! {
            done = &mut work => return done,
            () = tokio::time::sleep(pause) => {}
        }
        let held = db.work(Actor::System, move |work| {
            let until = work.now.plus_seconds(seconds);
            jobs::hold(work, job, until)
        });
        match held.await {
            Ok(true) => {}
            Ok(false) => tracing::warn!(job, "a job was taken up by somebody else while it was being done"),
            Err(trouble) => tracing::warn!(job, %trouble, "the lease of a job could not be renewed; it is tried again"),
        }
    }
}
