//! What one connection owes, and is owed: its requests under way, which of their answers wait to be taken, and how many were taken back.
//!
//! Bodies and the service write it down as they go; the connection looks at it now and then. That look is the only place where a visitor who
//! keeps us waiting is judged, for both versions of HTTP: a body that nobody takes is not asked for its next piece, so it cannot end itself.

use crate::figures::Ending;
use crate::limits::Pace;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// So many requests taken back before they were answered, within [`COUNTED_FOR`], are no longer a browser's (HTTP/2 rapid reset).
const MOST_TAKEN_BACK: u32 = 100;
const COUNTED_FOR: Duration = Duration::from_secs(10);
/// What is still on its way to a slow reader when its answer is whole may take so much longer than the usual wait.
const FLUSHING: Duration = Duration::from_secs(30);

/// What should become of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Stays,
    /// Some of its streams end, the others and the connection go on: [`Ledger::shed`].
    Sheds,
    /// Told to go, and given time to.
    Leaves,
    /// Over, at once.
    Cut(Ending),
}

pub(crate) struct Ledger {
    page: Mutex<Page>,
    /// Rung when it is time to look before the usual time.
    look_now: Notify,
}

struct Page {
    open: Vec<Open>,
    next: u64,
    quiet_since: Instant,
    /// When something of an answer was taken last.
    moved: Instant,
    asked_before: bool,
    taken_back: u32,
    counted_since: Instant,
}

/// A request under way.
struct Open {
    number: u64,
    /// Since when a piece of its answer waits to be taken.
    waits_since: Option<Instant>,
    /// Ends the stream it travels on, and nothing else; HTTP/1 has no such thing.
    over: Option<CancellationToken>,
    is_shed: bool,
}

impl Open {
    fn is_stalled(&self, now: Instant, pace: &Pace) -> bool {
        self.waits_since.is_some_and(|since| now.duration_since(since) > pace.taking)
    }
}

/// One request and its answer, until both are done with.
pub(crate) struct Exchange {
    ledger: Arc<Ledger>,
    number: u64,
    /// Whether anything of the answer was taken, or nothing of it can be.
    pub answered: bool,
}

impl Ledger {
    pub fn new(now: Instant) -> Arc<Self> {
        let page = Page {
            open: Vec::new(),
            next: 0,
            quiet_since: now,
            moved: now,
            asked_before: false,
            taken_back: 0,
            counted_since: now,
        };
        Arc::new(Self { page: Mutex::new(page), look_now: Notify::new() })
    }

    /// Waits until something happened that should be looked at without delay.
    pub async fn alarm(&self) {
        self.look_now.notified().await;
    }

    fn page(&self) -> MutexGuard<'_, Page> {
        self.page.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request came.
    pub fn begin(self: &Arc<Self>) -> Exchange {
        let mut page = self.page();
        page.next += 1;
        page.asked_before = true;
        let number = page.next;
        page.open.push(Open { number, waits_since: None, over: None, is_shed: false });
        drop(page);
        Exchange { ledger: self.clone(), number, answered: false }
    }

    /// How it stands now.
    pub fn verdict(&self, now: Instant, pace: &Pace, is_crowded: bool) -> Verdict {
        let page = self.page();
        if page.taken_back > MOST_TAKEN_BACK {
            return Verdict::Cut(Ending::TookBack);
        }
        let stalled: Vec<&Open> = page.open.iter().filter(|open| open.is_stalled(now, pace)).collect();
        if !stalled.is_empty() {
            let nothing_moves = stalled.len() == page.open.len() && now.duration_since(page.moved) > pace.taking;
            let may_shed = stalled.iter().all(|open| open.over.is_some());
            return if may_shed && !nothing_moves { Verdict::Sheds } else { Verdict::Cut(Ending::Stalled) };
        }
        if !page.open.is_empty() {
            return Verdict::Stays;
        }
        let quiet = now.duration_since(page.quiet_since);
        let usual = if page.asked_before { pace.next_request } else { pace.first_request };
        let patience = if is_crowded { pace.crowded.min(usual) } else { usual };
        match quiet {
            _ if quiet <= patience => Verdict::Stays,
            _ if page.asked_before && quiet <= patience + FLUSHING => Verdict::Leaves,
            _ => Verdict::Cut(Ending::Silent),
        }
    }

    /// Ends the streams whose answers nobody takes; how many.
    pub fn shed(&self, now: Instant, pace: &Pace) -> u64 {
        let mut shed = 0;
        for open in self.page().open.iter_mut().filter(|open| !open.is_shed && open.is_stalled(now, pace)) {
            if let Some(over) = &open.over {
                over.cancel();
                open.is_shed = true;
                shed += 1;
            }
        }
        shed
    }

    fn end(&self, number: u64, answered: bool, now: Instant) {
        let mut page = self.page();
        let open = page.open.iter().position(|open| open.number == number);
        let is_shed = open.is_some_and(|place| page.open.swap_remove(place).is_shed);
        page.quiet_since = now;
        if is_shed {
            return;
        }
        if answered {
            page.moved = now;
            return;
        }
        if now.duration_since(page.counted_since) > COUNTED_FOR {
            (page.taken_back, page.counted_since) = (0, now);
        }
        page.taken_back += 1;
        if page.taken_back > MOST_TAKEN_BACK {
            self.look_now.notify_one();
        }
    }
}

impl Exchange {
    /// It travels on a stream of its own, which this ends.
    pub fn ends_by(&self, over: CancellationToken) {
        self.change(|open| open.over = Some(over));
    }

    /// A piece of the answer was handed over, and is waited for to be taken.
    pub fn waits(&self) {
        self.change(|open| open.waits_since = Some(Instant::now()));
    }

    /// The next piece is asked for: the one before, if there was any, is taken.
    pub fn is_taken(&mut self) {
        let waited = self.change(|open| open.waits_since.take()).flatten();
        // That the head of an answer leaves us shows nothing yet.
        if std::mem::replace(&mut self.answered, true) && waited.is_some() {
            self.ledger.page().moved = Instant::now();
        }
    }

    fn change<T>(&self, how: impl FnOnce(&mut Open) -> T) -> Option<T> {
        self.ledger.page().open.iter_mut().find(|open| open.number == self.number).map(how)
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.ledger.end(self.number, self.answered, Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn attack_40_whoever_asks_for_nothing_goes_and_whoever_waits_for_us_stays() {
        let (now, pace) = (Instant::now(), Pace::default());
        let ledger = Ledger::new(now);
        let verdict = |seconds: u64, is_crowded: bool| ledger.verdict(now + after(seconds), &pace, is_crowded);

        assert_eq!(verdict(19, false), Verdict::Stays);
        assert_eq!(verdict(21, false), Verdict::Cut(Ending::Silent));
        assert_eq!(verdict(6, true), Verdict::Cut(Ending::Silent), "sooner in a crowd");

        let mut stream = ledger.begin();
        assert_eq!(verdict(86_400, true), Verdict::Stays, "a live stream waits for us, all day");
        stream.waits();
        assert_eq!(verdict(59, false), Verdict::Stays);
        assert_eq!(verdict(70, false), Verdict::Cut(Ending::Stalled));
        stream.is_taken();
        assert_eq!(verdict(70, false), Verdict::Stays);

        drop(stream);
        assert_eq!(verdict(60, false), Verdict::Stays);
        assert_eq!(verdict(90, false), Verdict::Leaves);
        assert_eq!(verdict(120, false), Verdict::Cut(Ending::Silent));
    }

    #[test]
    fn attack_40_of_several_streams_the_stalled_ones_end_and_all_once_nothing_moves() {
        let (now, pace) = (Instant::now(), Pace::default());
        let ledger = Ledger::new(now);
        let verdict = |seconds: u64| ledger.verdict(now + after(seconds), &pace, false);
        let (paused, mut live) = (ledger.begin(), ledger.begin());
        let over = [CancellationToken::new(), CancellationToken::new()];
        paused.ends_by(over[0].clone());
        live.ends_by(over[1].clone());
        paused.waits();

        assert_eq!((verdict(59), verdict(70)), (Verdict::Stays, Verdict::Sheds), "the other waits for us");
        live.waits();
        assert_eq!(verdict(70), Verdict::Cut(Ending::Stalled), "nobody takes anything");
        live.is_taken();
        assert_eq!(ledger.shed(now + after(70), &pace), 1);
        assert!(over[0].is_cancelled() && !over[1].is_cancelled());
        assert_eq!(ledger.shed(now + after(75), &pace), 0, "once is enough");
        drop(paused);
        assert_eq!((verdict(75), ledger.page().taken_back), (Verdict::Stays, 0), "it was ours to end");
    }

    #[test]
    fn attack_40_requests_taken_back_by_the_hundred_end_the_connection() {
        let (now, pace) = (Instant::now(), Pace::default());
        let ledger = Ledger::new(now);

        for _ in 0..MOST_TAKEN_BACK {
            drop(ledger.begin());
        }
        assert_eq!(ledger.verdict(now, &pace, false), Verdict::Stays, "a browser that is paged through quickly takes some back");
        drop(ledger.begin());
        assert_eq!(ledger.verdict(now, &pace, false), Verdict::Cut(Ending::TookBack));
    }
}
