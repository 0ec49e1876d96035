//! A desk made of a map: keeps what a real one would, counts what it is offered, and can be told to fail.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use email::imap::{Cursor, Fetched, ImapTrouble, MailboxState, ServerCount, Shelf, ShelfTrouble, Skipped};
use tokio::sync::Notify;

#[derive(Default)]
pub struct Kept {
    pub cursor: Option<Cursor>,
    /// By UIDVALIDITY and UID.
    pub messages: BTreeMap<(u32, u32), Vec<u8>>,
    pub dates: BTreeMap<u32, Option<i64>>,
    /// Every UID ever offered, doubles included.
    pub offered: Vec<u32>,
    pub skipped: Vec<Skipped>,
    pub counts: Vec<ServerCount>,
    pub troubles: Vec<(Arc<ImapTrouble>, Duration)>,
    pub idled: u32,
    /// Set true to have the next `keep` fail.
    pub failures_to_come: VecDeque<&'static str>,
}

#[derive(Clone, Default)]
pub struct FakeShelf {
    kept: Arc<Mutex<Kept>>,
    changed: Arc<Notify>,
}

impl FakeShelf {
    pub fn look(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().expect("no test panics while it holds the shelf")
    }

    /// Waits until the shelf looks as described; an hour of the (standing) clock is plenty.
    pub async fn until(&self, what: &str, mut so: impl FnMut(&Kept) -> bool) {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                if so(&self.look()) {
                    return;
                }
                changed.await;
            }
        };
        if tokio::time::timeout(Duration::from_secs(3600), waiting).await.is_err() {
            let kept = self.look();
            panic!("never happened: {what}; offered {:?}, troubles {:?}", kept.offered, kept.troubles);
        }
    }

    fn change(&self, change: impl FnOnce(&mut Kept)) {
        change(&mut self.look());
        self.changed.notify_waiters();
        self.changed.notify_one();
    }
}

impl Shelf for FakeShelf {
    async fn cursor(&self) -> Result<Option<Cursor>, ShelfTrouble> {
        Ok(self.look().cursor)
    }

    async fn keep(&self, batch: Vec<Fetched>, cursor: Cursor) -> Result<(), ShelfTrouble> {
        if let Some(failure) = self.look().failures_to_come.pop_front() {
            return Err(ShelfTrouble(failure.into()));
        }
        self.change(|kept| {
            for message in batch {
                kept.offered.push(message.uid);
                kept.dates.insert(message.uid, message.internal_date);
                kept.messages.insert((cursor.uid_validity, message.uid), message.raw);
            }
            kept.cursor = Some(cursor);
        });
        Ok(())
    }

    async fn skipped(&self, skipped: Skipped, _: u32) -> Result<(), ShelfTrouble> {
        self.change(|kept| kept.skipped.push(skipped));
        Ok(())
    }

    async fn count(&self, server: ServerCount) {
        self.change(|kept| kept.counts.push(server));
    }

    async fn state(&self, state: MailboxState) {
        self.change(|kept| match state {
            MailboxState::Idle => kept.idled += 1,
            MailboxState::Failing { reason, retry_in } => kept.troubles.push((reason, retry_in)),
            MailboxState::Connecting | MailboxState::Working { .. } => {}
        });
    }
}
