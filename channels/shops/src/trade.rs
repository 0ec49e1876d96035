//! Runs the channel: reads every shop in turn, works deliveries off, carries errands out, compares books once a day.
//!
//! Each step can be asked for alone, so that scenes move it by hand. A process that dies leaves jobs whose lease runs out.

mod carry;
mod compare;
mod read;

use crate::shop::{Shop, State};
use crate::shops;
use db::{Actor, Database, Trouble};
use outside::Outside;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Shops are asked for news this often; webhooks wake us earlier.
const READ_SECONDS: i64 = 300;
const COMPARE_SECONDS: i64 = 86_400;

/// The running channel. Cheap to clone.
#[derive(Clone)]
pub struct Trade {
    pub db: Database,
    pub outside: Arc<dyn Outside>,
    /// Told when there is something to do at once.
    pub wake: Arc<Notify>,
    /// Names this process in leases.
    pub owner: String,
}

impl Trade {
    pub fn new(db: Database, outside: Arc<dyn Outside>) -> Self {
        Self {
            db,
            outside,
            wake: Arc::default(),
            owner: format!("process {}", std::process::id()),
        }
    }

    /// Runs until `stop`; what is under way is finished.
    pub async fn run(self, stop: CancellationToken) {
        let deliveries = tokio::spawn(self.clone().run_deliveries(stop.clone()));
        let errands = tokio::spawn(self.clone().run_errands(stop.clone()));
        let reading = |db, turn| Self { db, ..self.clone() }.run_reading(turn);
        self.db.on_duty("shops", stop, reading).await;
        let _ = tokio::join!(deliveries, errands);
    }

    /// On one node: a shop is asked for its news once.
    async fn run_reading(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(trouble) = self.read_due().await {
                tracing::warn!(%trouble, "shops could not be read; it is tried again");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(Duration::from_secs(10)) => {}
            }
        }
    }

    /// Deliveries and errands each have a task of their own: what a slow shop tells holds up no refund.
    async fn run_deliveries(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let done = self.work_off().await;
            self.rest(done, &stop).await;
        }
    }

    async fn run_errands(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let done = self.carry_out().await;
            self.rest(done, &stop).await;
        }
    }

    /// Waits until there may be something to do again.
    async fn rest(&self, done: Result<usize, Trouble>, stop: &CancellationToken) {
        match done {
            Ok(0) => {}
            Ok(_) => return,
            Err(trouble) => tracing::warn!(%trouble, "deliveries and errands wait; they are tried again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = self.wake.notified() => {}
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
        }
    }

    /// Reads and compares whatever shop it is time for.
    async fn read_due(&self) -> Result<(), Trouble> {
        let now = self.db.clock().now();
        let due = |since: Option<kit::Moment>, seconds| since.is_none_or(|since| now.seconds_since(since) >= seconds);
        for shop in self.db.read(shops::all).await?.into_iter().filter(|shop| shop.enabled) {
            let pause = if shop.state == State::Failing { shop.state_since } else { shop.synced_at };
            if due(pause, READ_SECONDS) || shop.state == State::New {
                self.read_shop(&shop).await?;
            }
            if shop.synced_at.is_some() && due(shop.compared_at, COMPARE_SECONDS) {
                self.compare(&shop).await?;
            }
        }
        Ok(())
    }

    /// Writes down how a shop is doing.
    async fn doing(&self, shop: &Shop, state: State, reason: String) -> Result<(), Trouble> {
        let id = shop.id;
        self.db.work(Actor::System, move |work| crate::shop::doing(work, id, state, &reason)).await
    }
}
