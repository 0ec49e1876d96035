//! Carries messages: a lane for each receiver, so that a slow one holds up no other.
//!
//! Tries go on for about three days, each later than the one before; then the message is dead until somebody replays it. A
//! receiver that says it is gone (410), or that took nothing for five days, is paused. What cannot be signed waits.

use crate::messages::{self, Message, Try};
use crate::webhook::{self, State, Webhook, WebhookId};
use crate::{MessageId, MessageState, fan_out, webhooks};
use bytes::Bytes;
use db::jobs::{self, Job};
use db::{Actor, Database, News, Trouble};
use kit::Moment;
use outside::{Answer, Ask, Caller, NoAnswer, Outside};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

/// A whole answer takes at most this long.
const WITHIN: Duration = Duration::from_secs(15);
/// Longer than a try can take, so that none is made twice at once.
const LEASE_SECONDS: i64 = 120;
/// How many messages of one receiver are on their way at once; one, while it fails.
const ABREAST: i64 = 4;
/// Seconds to wait after each try that failed: 5 s, 30 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 20 h; then it is dead.
const WAITS: [i64; 10] = [5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000];
/// What a receiver may ask us to wait at most.
const LONGEST_WAIT: i64 = 86_400;
const GIVEN_UP_SECONDS: i64 = 5 * 86_400;
/// How often a lane looks for what another process made.
const LOOK: Duration = Duration::from_secs(30);
/// What is written in one breath is read in one.
const BREATH: Duration = Duration::from_millis(20);
const SWEEP_EVERY: Duration = Duration::from_secs(3_600);

/// The running room. Cheap to clone.
#[derive(Clone)]
pub struct Courier {
    pub db: Database,
    pub outside: Arc<dyn Outside>,
    /// Told when there may be something to carry.
    pub wake: Arc<Notify>,
    owner: String,
}

impl Courier {
    pub fn new(db: Database, outside: Arc<dyn Outside>) -> Self {
        Self {
            db,
            outside,
            wake: Arc::default(),
            owner: format!("process {}", std::process::id()),
        }
    }

    /// Runs until `stop`; tries under way are finished. Every node carries, one makes the messages.
    pub async fn run(self, stop: CancellationToken) {
        let lanes = tokio::spawn(self.clone().run_lanes(stop.clone()));
        let making = |db, turn| self.clone().make_messages(db, turn);
        self.db.on_duty("webhooks", stop, making).await;
        let _ = lanes.await;
    }

    async fn make_messages(self, db: Database, stop: CancellationToken) {
        let mut news = News::of(&db, BREATH);
        let mut swept: Option<Instant> = None;
        while !stop.is_cancelled() {
            let mut told = fan_out::once(&db).await;
            if matches!(told, Ok(count) if count > 0) {
                self.wake.notify_waiters();
            }
            if matches!(told, Ok(count) if count >= fan_out::STEP) {
                continue;
            }
            if swept.is_none_or(|at| at.elapsed() > SWEEP_EVERY) {
                told = db.work(Actor::System, messages::sweep).await;
                // A full step leaves more for the next one.
                swept = told.as_ref().is_ok_and(|count| *count < messages::STEP).then(Instant::now).or(swept);
                if matches!(told, Ok(messages::STEP)) {
                    continue;
                }
            }
            if let Err(trouble) = told {
                tracing::warn!(%trouble, "webhooks could not be told what happened; it is tried again");
            }
            news.next(&stop).await;
        }
    }

    /// Opens a lane for each receiver that has none.
    async fn run_lanes(self, stop: CancellationToken) {
        let mut lanes: HashMap<WebhookId, JoinHandle<()>> = HashMap::new();
        while !stop.is_cancelled() {
            lanes.retain(|_, lane| !lane.is_finished());
            match self.db.read(webhooks::hearing).await {
                Ok(hearing) => {
                    for webhook in hearing {
                        let lane = || tokio::spawn(self.clone().run_lane(webhook.id, stop.clone()));
                        lanes.entry(webhook.id).or_insert_with(lane);
                    }
                }
                Err(trouble) => tracing::warn!(%trouble, "webhooks could not be read; it is tried again"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.wake.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        for (_, lane) in lanes {
            let _ = lane.await;
        }
    }

    /// Carries what is due for one receiver until it is paused or taken away.
    async fn run_lane(self, id: WebhookId, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let woken = self.wake.notified();
            match self.carry(id).await {
                Ok(None) => return,
                Ok(Some(0)) => {}
                Ok(Some(_)) => continue,
                Err(trouble) => tracing::warn!(%trouble, "a webhook's messages wait; they are tried again"),
            }
            let pause = self.until_due(id).await;
            tokio::select! {
                () = stop.cancelled() => {}
                () = woken => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn until_due(&self, id: WebhookId) -> Duration {
        let due = self.db.read(move |tx| jobs::next_due(tx, &webhook::lane(id))).await;
        let now = self.db.clock().now();
        match due {
            Ok(Some(at)) => Duration::from_secs(at.seconds_since(now).max(1) as u64).min(LOOK),
            _ => LOOK,
        }
    }

    /// Carries what is due for one receiver, once; says how many. `None`: it is paused, or there is none.
    pub async fn carry(&self, id: WebhookId) -> Result<Option<usize>, Trouble> {
        let found = match self.db.read(move |tx| webhooks::find(tx, id)).await {
            Err(Trouble::NotFound(_)) => return Ok(None),
            other => other?,
        };
        if found.state == State::Paused {
            return Ok(None);
        }
        if found.secret_is_lost() {
            return Ok(Some(0));
        }
        let owner = self.owner.clone();
        let abreast = if found.state == State::Failing { 1 } else { ABREAST };
        let leased = self.db.work(Actor::System, move |work| {
            let until = work.now.plus_seconds(LEASE_SECONDS);
            jobs::lease(work, &webhook::lane(id), &owner, until, abreast)
        });
        let leased = leased.await?;
        let count = leased.len();
        let tries = leased.iter().map(|job| self.one(&found, job));
        futures::future::try_join_all(tries).await?;
        Ok(Some(count))
    }

    async fn one(&self, to: &Webhook, job: &Job) -> Result<(), Trouble> {
        let job_id = job.id;
        let Ok(id) = job.payload.parse::<MessageId>() else {
            return self.db.work(Actor::System, move |work| jobs::bury(work, job_id, "the payload is no message")).await;
        };
        let message = match self.db.read(move |tx| messages::find(tx, id)).await {
            Err(Trouble::NotFound(_)) => None,
            other => Some(other?).filter(|message| message.state == MessageState::Waiting),
        };
        let Some(message) = message else {
            return self.db.work(Actor::System, move |work| jobs::done(work, job_id)).await;
        };
        let (now, began) = (self.db.clock().now(), Instant::now());
        let outcome = match written(to, &message, now) {
            Some(ask) => Caller::new(self.outside.clone(), WITHIN).at_most(1024 * 1024).ask(ask).await,
            None => Err(NoAnswer::Redirected),
        };
        let tried = tried(now, began.elapsed(), &outcome);
        let fate = fate(job.attempts, &outcome);
        self.write_down(to.id, job_id, message, tried, fate).await
    }

    async fn write_down(&self, id: WebhookId, job: i64, message: Message, tried: Try, fate: Fate) -> Result<(), Trouble> {
        let written = self.db.work(Actor::System, move |work| {
            let to = match webhooks::find(work, id) {
                Err(Trouble::NotFound(_)) => return jobs::done(work, job),
                other => other?,
            };
            messages::tried(work, message.id, &tried)?;
            match fate {
                Fate::Taken => {
                    messages::delivered(work, message.id)?;
                    webhook::mended(work, &to)?;
                    return jobs::done(work, job);
                }
                Fate::Gone => {
                    messages::dies(work, &message)?;
                    webhook::pause(work, id, "gone")?;
                    return jobs::done(work, job);
                }
                Fate::Over => {
                    messages::dies(work, &message)?;
                    jobs::done(work, job)?;
                }
                Fate::Later(_) if to.state == State::Paused => webhook::put_back(work, job)?,
                Fate::Later(seconds) => {
                    let again = work.now.plus_seconds(seconds);
                    jobs::put_off(work, job, &tried.answer, again)?;
                }
            }
            webhook::failed(work, &to)?;
            if to.failing_since.is_some_and(|since| work.now.seconds_since(since) > GIVEN_UP_SECONDS) {
                webhook::pause(work, id, "given-up")?;
            }
            Ok(())
        });
        written.await
    }
}

/// What becomes of a message after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Taken,
    /// 410: the receiver wants nothing more.
    Gone,
    Later(i64),
    Over,
}

fn fate(attempts: i64, outcome: &Result<Answer, NoAnswer>) -> Fate {
    let asked = match outcome {
        Ok(answer) if (200..300).contains(&answer.status) => return Fate::Taken,
        Ok(answer) if answer.status == 410 => return Fate::Gone,
        Ok(answer) => answer.header("retry-after").trim().parse::<i64>().unwrap_or(0).clamp(0, LONGEST_WAIT),
        Err(_) => 0,
    };
    let wait = usize::try_from(attempts - 1).ok().and_then(|number| WAITS.get(number));
    wait.map_or(Fate::Over, |seconds| Fate::Later(asked.max(*seconds)))
}

/// The message as it is sent: the same bytes each time, signed anew with every secret that counts.
fn written(to: &Webhook, message: &Message, now: Moment) -> Option<Ask> {
    let signatures = to
        .secrets(now)
        .iter()
        .map(|secret| secret.sign(&message.message, now, &message.body))
        .collect::<Vec<_>>();
    Some(Ask {
        method: "POST".parse().ok()?,
        url: Url::parse(&to.url).ok()?,
        headers: vec![
            ("content-type", "application/json".into()),
            ("webhook-id", message.message.clone()),
            ("webhook-timestamp", now.seconds().to_string()),
            ("webhook-signature", signatures.join(" ")),
        ],
        body: Bytes::from(message.body.clone()),
    })
}

fn tried(now: Moment, took: Duration, outcome: &Result<Answer, NoAnswer>) -> Try {
    let (status, answer) = match outcome {
        Ok(answer) => (Some(i64::from(answer.status)), String::from_utf8_lossy(&answer.body).into_owned()),
        Err(why) => (None, why.to_string()),
    };
    Try { tried_at: now, status, milliseconds: took.as_millis() as i64, answer }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(status: u16, retry_after: Option<&str>) -> Result<Answer, NoAnswer> {
        let headers = retry_after
            .into_iter()
            .map(|value| ("retry-after".parse().expect("a name"), value.parse().expect("a value")));
        Ok(Answer { status, headers: headers.collect(), body: Bytes::new() })
    }

    #[test]
    fn each_wait_is_longer_until_it_is_over() {
        let waits: Vec<Fate> = (1..=11).map(|attempt| fate(attempt, &answers(500, None))).collect();
        assert_eq!(waits[0], Fate::Later(5));
        assert_eq!(waits[9], Fate::Later(72_000));
        assert_eq!(waits[10], Fate::Over);
    }

    #[test]
    fn what_a_receiver_asks_is_waited_within_reason() {
        assert_eq!(fate(1, &answers(429, Some("90"))), Fate::Later(90));
        assert_eq!(fate(1, &answers(503, Some("999999999"))), Fate::Later(LONGEST_WAIT));
        assert_eq!(fate(4, &answers(503, Some("1"))), Fate::Later(1_800));
        assert_eq!(fate(1, &answers(503, Some("-5"))), Fate::Later(5));
    }

    #[test]
    fn taken_gone_or_no_answer() {
        assert_eq!(fate(3, &answers(204, None)), Fate::Taken);
        assert_eq!(fate(3, &answers(410, None)), Fate::Gone);
        assert_eq!(fate(2, &Err(NoAnswer::Redirected)), Fate::Later(30));
    }
}
