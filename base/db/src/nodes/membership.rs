//! What this process knows of itself as a node: its number, the duties it wants and those it holds, and until when it may believe so.

use super::Pace;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::time::Instant;

/// So many words wait for the line at most. What they tell is of this moment: who looks, who writes.
const MOST_WORDS: usize = 256;

/// That it is over; whoever waits for the end is told.
pub(crate) struct Leave(pub Option<oneshot::Sender<()>>);

/// What the process wants of its line.
pub(crate) struct Said {
    /// For the other nodes.
    pub words: mpsc::Receiver<String>,
    pub leave: mpsc::UnboundedReceiver<Leave>,
}

/// One process as a node.
pub(crate) struct Membership {
    pub name: String,
    pub version: String,
    pub pace: Pace,
    /// Its number; another one after it was taken for dead. 0: it has none yet.
    id: AtomicI64,
    duties: Mutex<BTreeMap<String, Wanted>>,
    /// Until when it holds what it holds without having heard from the database.
    until: Mutex<Instant>,
    rests: watch::Sender<Option<String>>,
    words: mpsc::Sender<String>,
    leave: mpsc::UnboundedSender<Leave>,
    /// Whether words were lost that the others should have heard.
    has_missed: AtomicBool,
    /// Rung when the line should look at the duties now.
    pub look: Notify,
}

/// A duty this process wants, and the epoch in which it holds it.
struct Wanted {
    by: usize,
    epoch: watch::Sender<Option<i64>>,
}

impl Membership {
    /// With what its line has to listen to.
    pub fn new(name: &str, version: &str, pace: Pace) -> (Self, Said) {
        let ((words, to_tell), (leave, to_leave)) = (mpsc::channel(MOST_WORDS), mpsc::unbounded_channel());
        let membership = Self {
            name: name.to_owned(),
            version: version.to_owned(),
            pace,
            id: AtomicI64::new(0),
            duties: Mutex::default(),
            until: Mutex::new(Instant::now()),
            rests: watch::Sender::new(None),
            words,
            leave,
            has_missed: AtomicBool::new(false),
            look: Notify::new(),
        };
        (membership, Said { words: to_tell, leave: to_leave })
    }

    pub fn id(&self) -> i64 {
        self.id.load(Ordering::SeqCst)
    }

    pub fn is_now(&self, id: i64) {
        self.id.store(id, Ordering::SeqCst);
    }

    /// Words for the other nodes. While more wait than the line takes, as when there is none, new ones are dropped, and the others are told that
    /// some were.
    pub fn say(&self, words: String) {
        if self.words.try_send(words).is_err() {
            self.misses();
        }
    }

    /// Some words will not be heard.
    pub fn misses(&self) {
        self.has_missed.store(true, Ordering::SeqCst);
    }

    /// Whether some were not, since this was asked last.
    pub fn has_missed(&self) -> bool {
        self.has_missed.swap(false, Ordering::SeqCst)
    }

    pub fn leave(&self, whoever: Option<oneshot::Sender<()>>) {
        let _ = self.leave.send(Leave(whoever));
    }

    pub fn rests(&self) -> Option<String> {
        self.rests.borrow().clone()
    }

    /// Says whether that is news.
    pub fn rests_because(&self, why: Option<String>) -> bool {
        self.rests.send_if_modified(|before| {
            let is_news = *before != why;
            *before = why;
            is_news
        })
    }

    /// Wants a duty from now on; the receiver holds the epoch while it is held.
    pub fn want(&self, name: &str) -> watch::Receiver<Option<i64>> {
        let mut duties = self.duties();
        let wanted = duties.entry(name.to_owned()).or_insert_with(|| Wanted { by: 0, epoch: watch::Sender::new(None) });
        wanted.by += 1;
        let epoch = wanted.epoch.subscribe();
        drop(duties);
        self.look.notify_one();
        epoch
    }

    /// One less wants it; without any it is given back.
    pub fn want_no_more(&self, name: &str) {
        let mut duties = self.duties();
        if let Some(wanted) = duties.get_mut(name) {
            wanted.by -= 1;
            if wanted.by == 0 {
                duties.remove(name);
            }
        }
        drop(duties);
        self.look.notify_one();
    }

    /// The duties it wants and, as far as it knows, does not hold.
    pub fn missing(&self, held: &HashMap<String, i64>) -> Vec<String> {
        self.duties().keys().filter(|name| !held.contains_key(*name)).cloned().collect()
    }

    /// What of that nobody here wants any more.
    pub fn left_over(&self, held: &HashMap<String, i64>) -> Vec<String> {
        let duties = self.duties();
        held.keys().filter(|name| !duties.contains_key(*name)).cloned().collect()
    }

    /// It holds these, and may believe so until `until`.
    pub fn holds(&self, held: &HashMap<String, i64>, until: Instant) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = until;
        for (name, wanted) in self.duties().iter() {
            let epoch = held.get(name).copied();
            wanted.epoch.send_if_modified(|before| std::mem::replace(before, epoch) != epoch);
        }
    }

    /// Nothing is sure any more: whoever works under a duty stops.
    pub fn holds_nothing(&self) {
        for wanted in self.duties().values() {
            wanted.epoch.send_if_modified(|before| before.take().is_some());
        }
    }

    /// Lets go of everything once nothing was heard from the database for too long. Never ends.
    pub async fn doubts(&self) {
        loop {
            let until = *self.until.lock().unwrap_or_else(PoisonError::into_inner);
            if Instant::now() < until {
                tokio::time::sleep_until(until).await;
            } else {
                self.holds_nothing();
                tokio::time::sleep(self.pace.beat / 4).await;
            }
        }
    }

    fn duties(&self) -> MutexGuard<'_, BTreeMap<String, Wanted>> {
        self.duties.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_44_words_do_not_pile_up_while_there_is_no_line_and_the_others_learn_that_some_are_missing() {
        let (membership, mut said) = Membership::new("one", "1.0", Pace::default());

        for number in 0..100_000 {
            membership.say(number.to_string());
        }
        let waiting: Vec<String> = std::iter::from_fn(|| said.words.try_recv().ok()).collect();

        assert_eq!(waiting.len(), MOST_WORDS);
        assert_eq!(waiting.first().map(String::as_str), Some("0"));
        assert!(membership.has_missed() && !membership.has_missed(), "said once");
        membership.say("and on".into());
        assert_eq!(said.words.try_recv().as_deref(), Ok("and on"));
        assert!(!membership.has_missed());
        membership.leave(None);
        assert!(said.leave.try_recv().is_ok());
    }
}
