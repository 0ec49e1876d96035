//! Being on duty: waiting for one's turn, working while it lasts, and a fence around every change made meanwhile.

use super::Membership;
use crate::{Database, Trouble, Work, sql};
use std::future::Future;
use std::sync::Arc;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Asked in each transaction of whoever is on duty: is it still?
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fence {
    name: String,
    node: i64,
    epoch: i64,
}

impl Fence {
    /// Holds the duty until this transaction ends: whoever takes it over waits for that, and sees what was done.
    pub fn stands(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let stands: Option<i64> =
            sql("SELECT CAST(1 AS BIGINT) FROM duty WHERE name = $1 AND node_id = $2 AND epoch = $3 FOR SHARE /* postgres */")
                .with(&self.name)
                .with(self.node)
                .with(self.epoch)
                .one(work)?;
        stands
            .map(drop)
            .ok_or_else(|| Trouble::InUse(format!("another node has taken over: {}", self.name)))
    }
}

/// A wish for a duty; given up when dropped.
struct Duty {
    membership: Arc<Membership>,
    name: String,
    epoch: watch::Receiver<Option<i64>>,
}

impl Duty {
    fn wanted(membership: Arc<Membership>, name: &str) -> Self {
        let epoch = membership.want(name);
        Self { membership, name: name.to_owned(), epoch }
    }

    /// Waits until this node holds it.
    async fn begins(&mut self) -> Fence {
        loop {
            if let Some(epoch) = *self.epoch.borrow_and_update() {
                return Fence { name: self.name.clone(), node: self.membership.id(), epoch };
            }
            // The sender lives as long as the wish does.
            if self.epoch.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// Waits until this turn is over.
    async fn ends(&mut self, fence: &Fence) {
        while *self.epoch.borrow_and_update() == Some(fence.epoch) {
            if self.epoch.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}

impl Drop for Duty {
    fn drop(&mut self) {
        self.membership.want_no_more(&self.name);
    }
}

impl Database {
    /// Does `body` on one living node at a time, again and again, until `stop` or until it ends by itself. It is given a database whose changes
    /// are refused once the duty is another's, and a token that is cancelled then.
    pub async fn on_duty<F, Doing>(&self, name: &str, stop: CancellationToken, mut body: F)
    where
        F: FnMut(Self, CancellationToken) -> Doing,
        Doing: Future<Output = ()>,
    {
        let Some(membership) = self.membership() else { return body(self.clone(), stop).await };
        let mut duty = Duty::wanted(membership, name);
        loop {
            let fence = tokio::select! {
                () = stop.cancelled() => return,
                fence = duty.begins() => fence,
            };
            tracing::debug!(duty = name, "this node is on duty");
            let turn = stop.child_token();
            let working = body(self.fenced(fence.clone()), turn.clone());
            tokio::pin!(working);
            let over = tokio::select! {
                () = &mut working => true,
                () = duty.ends(&fence) => false,
            };
            if over {
                return;
            }
            tracing::warn!(duty = name, "this node is not on duty any more");
            turn.cancel();
            working.await;
        }
    }

    /// Does `body` once, while no other node does the same; waits for its turn.
    pub async fn alone<T, Doing: Future<Output = T>>(&self, name: &str, body: impl FnOnce(Self) -> Doing) -> T {
        let Some(membership) = self.membership() else { return body(self.clone()).await };
        let mut duty = Duty::wanted(membership, name);
        let fence = duty.begins().await;
        body(self.fenced(fence)).await
    }
}
