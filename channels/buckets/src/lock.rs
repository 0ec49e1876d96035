//! Who may write to a place, of all who would: an object named `lock`, put there only if there is none.
//!
//! Whoever holds it writes it anew every minute, each time with another number; one that got no sign of life for five minutes is taken over, on the
//! condition that it is still the one that was looked at. How old it is is told by the server's clock alone; where the server tells no times, whoever
//! wants the place watches for those five minutes whether the lock changes. A server that obeys no conditions is found
//! out, by a second try that it should refuse: there one waits and looks whether somebody came at the same moment (Fischer's way), and
//! it is said. In any case whoever lost the lock learns of it before they say that anything is there: [`Lock::still`].

use crate::talk::{Found, Put, Talk, When};
use bytes::Bytes;
use db::Trouble;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::Instant;

const LOCK: &str = "lock";
/// A tag nothing has.
const NO_TAG: &str = "\"00000000000000000000000000000000\"";

/// The place is ours until this is let go.
pub(crate) struct Lock {
    talk: Arc<Talk>,
    mark: String,
    /// When the last sign of life was begun.
    alive: watch::Receiver<Instant>,
    is_lost: Arc<AtomicBool>,
    signs: AbortHandle,
    /// Whether the server obeys no conditions.
    pub is_doubtful: bool,
}

impl Lock {
    /// Takes the place; [`Trouble::InUse`] while another has it.
    pub async fn take(talk: &Arc<Talk>) -> Result<Self, Trouble> {
        let mark = format!("{:032x}", rand::random::<u128>());
        let there = left_behind(talk).await?;
        // From here on, and not from before it was watched, others count how long we are silent.
        let began = Instant::now();
        let is_doubtful = taken(talk, there, &mark).await?;
        if is_doubtful {
            tokio::time::sleep(talk.patience.settling).await;
            if !is_ours(talk, &mark).await? {
                return Err(in_use(talk));
            }
        }
        let (say, alive) = watch::channel(began);
        let is_lost = Arc::new(AtomicBool::new(false));
        let signs = tokio::spawn(give_signs(talk.clone(), mark.clone(), say, is_lost.clone())).abort_handle();
        Ok(Self { talk: talk.clone(), mark, alive, is_lost, signs, is_doubtful })
    }

    /// Whether it is still ours: asked before anything is said or removed that rests on it.
    pub async fn still(&self) -> Result<(), Trouble> {
        // With room for what is done on the strength of the answer.
        let silent = self.alive.borrow().elapsed() > self.talk.patience.left_behind / 2;
        if silent || self.is_lost.load(Ordering::Acquire) || !is_ours(&self.talk, &self.mark).await? {
            return Err(Trouble::InUse(format!(
                "{} was taken over by another backup or prune while this one had no line to it. Nothing was said to be there and nothing removed; try again.",
                self.talk.address
            )));
        }
        Ok(())
    }

    /// Lets the place go. If that fails, it counts as left behind after a while.
    pub async fn let_go(&self) {
        self.signs.abort();
        for tried in 1..=self.talk.patience.tries {
            match self.removed().await {
                Ok(()) => return,
                Err(trouble) if tried == self.talk.patience.tries => {
                    tracing::warn!(%trouble, "the lock could not be removed; it counts as left behind in some minutes");
                }
                Err(_) => tokio::time::sleep(self.talk.patience.pause(tried)).await,
            }
        }
    }

    /// Looked at before each try: where only the answer was lost, the next lock may lie there already.
    async fn removed(&self) -> Result<(), Trouble> {
        if is_ours(&self.talk, &self.mark).await? {
            self.talk.remove_once(LOCK).await
        } else {
            Ok(())
        }
    }
}

/// What is written into the lock at a sign of life.
fn written(mark: &str, sign: u64) -> Bytes {
    Bytes::from(format!("{mark} {sign}\n"))
}

/// Puts the lock there, in the place of one that was left behind; says whether the server may have let two do so.
async fn taken(talk: &Talk, there: Option<Found>, mark: &str) -> Result<bool, Trouble> {
    let when = match &there {
        None => When::Absent,
        // Nothing to set a condition on.
        Some(found) if found.tag.is_empty() => When::Always,
        Some(found) => When::Is(&found.tag),
    };
    let first = written(mark, 0);
    match talk.put(LOCK, first.clone(), when).await? {
        // Somebody was quicker, unless it was ourselves, whose answer was lost on the way. Or it was answered as kept, and is not there.
        Put::Kept | Put::Refused if !is_ours(talk, mark).await? => return Err(in_use(talk)),
        Put::Kept | Put::Refused => {}
        Put::Unknown => return talk.put(LOCK, first, When::Always).await.map(|_| true),
    }
    if matches!(when, When::Always) {
        return Ok(true);
    }
    let obeys = async |when| Ok::<_, Trouble>(talk.put(LOCK, first.clone(), when).await? == Put::Refused);
    Ok(!obeys(When::Absent).await? || (there.is_some() && !obeys(When::Is(NO_TAG)).await?))
}

/// The lock that is there, if whoever wrote it gives no sign of life any more; [`Trouble::InUse`] if they do.
async fn left_behind(talk: &Talk) -> Result<Option<Found>, Trouble> {
    let Some(found) = talk.get(LOCK).await? else { return Ok(None) };
    match found.seconds_old {
        Some(old) if old > seconds(talk.patience.left_behind) => Ok(Some(found)),
        Some(_) => Err(in_use(talk)),
        None => watched(talk, found).await,
    }
}

/// The same where the server tells no times: by our own clock, for as long as a living one may be silent.
async fn watched(talk: &Talk, first: Found) -> Result<Option<Found>, Trouble> {
    tracing::info!(place = %talk.address, "the storage does not say how old its lock is; it is watched for a sign of life");
    let until = Instant::now() + talk.patience.left_behind;
    while Instant::now() <= until {
        tokio::time::sleep(talk.patience.sign_of_life / 4).await;
        match talk.get(LOCK).await? {
            None => return Ok(None),
            Some(found) if found.bytes != first.bytes || found.tag != first.tag => return Err(in_use(talk)),
            Some(_) => {}
        }
    }
    Ok(Some(first))
}

async fn is_ours(talk: &Talk, mark: &str) -> Result<bool, Trouble> {
    Ok(talk.get(LOCK).await?.is_some_and(|found| is_by(&found, mark)))
}

fn is_by(found: &Found, mark: &str) -> bool {
    found.bytes.starts_with(mark.as_bytes())
}

fn in_use(talk: &Talk) -> Trouble {
    Trouble::InUse(format!(
        "{} is in use by another backup or prune. Try again when it is done; if it died, {} minutes after its last sign of life.",
        talk.address,
        talk.patience.left_behind.as_secs().div_ceil(60)
    ))
}

fn seconds(span: Duration) -> i64 {
    i64::try_from(span.as_secs()).unwrap_or(i64::MAX)
}

/// Says again and again that we are here, as long as the lock is the one we wrote. Gives up once others may have taken it over.
async fn give_signs(talk: Arc<Talk>, mark: String, say: watch::Sender<Instant>, is_lost: Arc<AtomicBool>) {
    for number in 1.. {
        tokio::time::sleep(talk.patience.sign_of_life).await;
        let began = Instant::now();
        if say.borrow().elapsed() > talk.patience.left_behind {
            break;
        }
        match sign(&talk, &mark, number).await {
            Ok(true) => drop(say.send(began)),
            Ok(false) => break,
            Err(trouble) => tracing::warn!(%trouble, "the lock could not be written anew; it is tried again"),
        }
    }
    is_lost.store(true, Ordering::Release);
}

/// Writes the lock anew; false if it is somebody else's by now.
async fn sign(talk: &Talk, mark: &str, number: u64) -> Result<bool, Trouble> {
    let Some(found) = talk.get(LOCK).await?.filter(|found| is_by(found, mark)) else {
        return Ok(false);
    };
    let sign = written(mark, number);
    let when = if found.tag.is_empty() { When::Always } else { When::Is(&found.tag) };
    Ok(match talk.put(LOCK, sign.clone(), when).await? {
        Put::Kept => true,
        Put::Refused => is_ours(talk, mark).await?,
        Put::Unknown => talk.put(LOCK, sign, When::Always).await? == Put::Kept,
    })
}
