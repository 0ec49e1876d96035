//! The hub: a ring of the latest signals and a bell.

use super::Signal;
use kit::Moment;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// How many topics can be replayed to a browser that was away.
const REMEMBERED: usize = 1000;

/// A place in the stream: when this process began, and how many topics it has signalled. Written `1773133200000000.812`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub(super) began: i64,
    pub(super) number: i64,
}

/// The hub. Cheap to clone.
#[derive(Clone)]
pub struct Live(Arc<Hub>);

struct Hub {
    ring: Mutex<Ring>,
    bell: watch::Sender<bool>,
    /// How many streams each agent has open.
    listening: Mutex<BTreeMap<i64, usize>>,
}

/// Counts one stream of an agent for as long as it is held.
pub(super) struct Listening {
    live: Live,
    agent_id: i64,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut listening = self.live.listening();
        if let Some(streams) = listening.get_mut(&self.agent_id) {
            *streams -= 1;
            if *streams == 0 {
                listening.remove(&self.agent_id);
            }
        }
    }
}

struct Ring {
    /// The last position given out.
    last: Position,
    /// The latest topics, oldest first; the newest stands at `last`.
    topics: VecDeque<Arc<Told>>,
}

/// One topic of a signal, with who may hear it.
#[derive(Debug)]
pub(super) struct Told {
    pub topic: String,
    pub inbox: Option<i64>,
    pub only_agent: Option<i64>,
    pub rights_changed: bool,
}

/// What comes after a position.
pub(super) enum After {
    Nothing,
    Topic(Position, Arc<Told>),
    /// Too long ago to know, or from another process.
    Missed(Position),
}

impl Live {
    pub(crate) fn starting_at(began: Moment) -> Self {
        // To the microsecond: nodes may begin together, and a place at one means nothing at another.
        let last = Position { began: began.0, number: 0 };
        let ring = Mutex::new(Ring { last, topics: VecDeque::new() });
        Self(Arc::new(Hub { ring, bell: watch::Sender::new(false), listening: Mutex::default() }))
    }

    /// Tells every stream that may hear it. Never waits.
    pub fn send(&self, signal: Signal) {
        let Signal { topics, inbox, only_agent, rights_changed } = signal;
        let mut ring = self.ring();
        for topic in topics {
            ring.last.number += 1;
            ring.topics.push_back(Arc::new(Told { topic, inbox, only_agent, rights_changed }));
        }
        let surplus = ring.topics.len().saturating_sub(REMEMBERED);
        ring.topics.drain(..surplus);
        drop(ring);
        self.0.bell.send_modify(|_| {});
    }

    /// Where the stream stands: read it before the rows a page shows, and nothing falls between.
    pub fn position(&self) -> Position {
        self.ring().last
    }

    /// Ends every stream, so that the program can stop.
    pub fn close(&self) {
        self.0.bell.send_replace(true);
    }

    /// Whether the program is on its way out.
    pub fn is_closed(&self) -> bool {
        *self.0.bell.borrow()
    }

    /// The agents who have a page open now.
    pub fn present(&self) -> Vec<i64> {
        self.listening().keys().copied().collect()
    }

    pub(super) fn listen(&self, agent_id: i64) -> Listening {
        *self.listening().entry(agent_id).or_default() += 1;
        Listening { live: self.clone(), agent_id }
    }

    fn listening(&self) -> MutexGuard<'_, BTreeMap<i64, usize>> {
        self.0.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many browsers listen.
    pub fn listeners(&self) -> usize {
        self.0.bell.receiver_count()
    }

    /// Rings when something was sent; holds `true` once the hub is closed.
    pub(super) fn bell(&self) -> watch::Receiver<bool> {
        self.0.bell.subscribe()
    }

    pub(super) fn after(&self, seen: Position) -> After {
        let ring = self.ring();
        if seen == ring.last {
            return After::Nothing;
        }
        let oldest = ring.last.number - ring.topics.len() as i64;
        let at = seen.number - oldest;
        let told = usize::try_from(at)
            .ok()
            .filter(|_| seen.began == ring.last.began)
            .and_then(|at| ring.topics.get(at));
        match told {
            Some(told) => After::Topic(Position { number: seen.number + 1, ..seen }, told.clone()),
            None => After::Missed(ring.last),
        }
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.0.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.began, self.number)
    }
}

impl FromStr for Position {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (began, number) = text.split_once('.').unwrap_or((text, "0"));
        Ok(Self { began: began.parse()?, number: number.parse()? })
    }
}
