//! Sends what the desk promised: leases a job, hands the mail to the server, writes down what the server said.
//!
//! A process that dies between the server's yes and our note tries again with the same Message-ID when the lease runs out.

use crate::smtp_out::{self, LeftOut, Sent};
use crate::tls::Tcp;
use crate::{mailboxes, parcel};
use db::jobs::{self, Job};
use db::{Actor, Database, Trouble, Work, activity};
use desk::MessageId;
use desk::delivery::{self, Confides, Parcel};
use kit::{Caution, Key, Moment};
use mail::ReplyTokens;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

/// Longer than the longest wait for a server's answer after the final dot.
const LEASE_SECONDS: i64 = 900;
const AT_ONCE: i64 = 16;
/// Promised this long before the start counts as new: two nodes' clocks differ by less, and where nothing was written down for a week there is no
/// older promise in it.
const NEW_SECONDS: i64 = 86_400;
/// How often it looks at the clock that has leapt.
const LOOK: Duration = Duration::from_secs(5);

/// Which letters may leave by the clock as it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    None,
    /// Those that were promised since about when this program began.
    WhatIsNew,
    All,
}

/// The task that sends.
#[derive(Clone)]
pub struct Outbox {
    pub db: Database,
    pub key: Key,
    /// How we introduce ourselves to mail servers.
    pub hello_name: String,
    /// Names this process in leases.
    pub owner: String,
    /// Who adds what only a letter's reader may have; nobody, where no room writes such letters.
    pub confides: Option<Arc<dyn Confides>>,
}

impl Outbox {
    /// Sends until `stop`; what is under way is finished. What left cannot be called back: a clock that stands ahead for a moment must not send
    /// what is planned for later, nor must whoever starts by such a clock.
    pub async fn run(self, stop: CancellationToken) {
        let mut commits = self.db.commits();
        let (mut under_way, mut caution) = (JoinSet::new(), None);
        let new_since = self.db.clock().now().plus_seconds(-NEW_SECONDS);
        while !stop.is_cancelled() {
            let free = AT_ONCE - under_way.len() as i64;
            let trust = self.trusts(&mut caution).await;
            let leased = match trust {
                Trust::None => Ok(Vec::new()),
                Trust::WhatIsNew => self.lease_due(free, Some(new_since)).await,
                Trust::All => self.lease_due(free, None).await,
            };
            let leased = leased.unwrap_or_else(|trouble| {
                tracing::error!(%trouble, "the outbox could not be read; nothing is lost, it is tried again");
                Vec::new()
            });
            for job in leased {
                let this = self.clone();
                under_way.spawn(async move { this.carry(&job).await });
            }
            // A slow server keeps its own place and nobody else's: each place is filled again as it falls free.
            let wait = if trust == Trust::All { self.until_next().await } else { LOOK };
            let places = trust == Trust::None || (under_way.len() as i64) < AT_ONCE;
            tokio::select! {
                () = stop.cancelled() => {}
                Some(ended) = under_way.join_next() => report(ended),
                () = tokio::time::sleep(wait), if places => {}
                _ = commits.changed(), if places && trust != Trust::None => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
        while let Some(ended) = under_way.join_next().await {
            report(ended);
        }
    }

    /// How far the clock is to be trusted now.
    async fn trusts(&self, caution: &mut Option<Caution>) -> Trust {
        if caution.is_none() {
            *caution = activity::begin_cautiously(&self.db)
                .await
                .inspect_err(|trouble| tracing::warn!(%trouble, "the log could not be read; letters wait until it can"))
                .ok();
        }
        let (now, at) = (self.db.clock().now(), Instant::now());
        let Some(caution) = caution else { return Trust::None };
        let allowed = caution.look(now, at);
        match (allowed.reversible, caution.doubts_its_start(at)) {
            (false, _) => Trust::None,
            (true, true) => Trust::WhatIsNew,
            (true, false) => Trust::All,
        }
    }

    /// Sends everything that is due now, a few at once, and says how many.
    pub async fn send_due(&self) -> Result<usize, Trouble> {
        let leased = self.lease_due(AT_ONCE, None).await?;
        for outcome in futures::future::join_all(leased.iter().map(|job| self.carry(job))).await {
            outcome?;
        }
        Ok(leased.len())
    }

    async fn lease_due(&self, free: i64, since: Option<Moment>) -> Result<Vec<Job>, Trouble> {
        let owner = self.owner.clone();
        let due = self.db.read(|tx| jobs::next_due(tx, delivery::JOB)).await?;
        if due.is_none_or(|due| due > self.db.clock().now()) {
            return Ok(Vec::new());
        }
        self.db
            .work(Actor::System, move |work| {
                let until = work.now.plus_seconds(LEASE_SECONDS);
                jobs::lease_set_since(work, delivery::JOB, &owner, until, free, since)
            })
            .await
    }

    /// Sends one message; what stops it, be it a panic, stops no other.
    async fn carry(&self, job: &Job) -> Result<(), Trouble> {
        let (this, owned) = (self.clone(), job.clone());
        let outcome = tokio::spawn(async move { this.send_one(owned).await }).await;
        match outcome.unwrap_or_else(|e| Err(Trouble::Panicked(e.to_string()))) {
            Err(trouble) if !trouble.may_pass() => self.stumbled(job, trouble).await,
            other => other,
        }
    }

    /// A message that cannot even be made ready holds up no other, and its author hears of it.
    async fn stumbled(&self, job: &Job, trouble: Trouble) -> Result<(), Trouble> {
        tracing::error!(message = %job.payload, %trouble, "a message could not be made ready to send");
        let (id, reason) = (job.id, trouble.to_string());
        let told = match job.payload.parse() {
            Ok(number) => self.put_off(job, MessageId(number), reason.clone()).await,
            Err(_) => Err(trouble),
        };
        match told {
            Err(trouble) if !trouble.may_pass() => self.db.work(Actor::System, move |work| jobs::bury(work, id, &reason)).await,
            other => other,
        }
    }

    async fn until_next(&self) -> Duration {
        let due = self.db.read(|tx| jobs::next_due(tx, delivery::JOB)).await.ok().flatten();
        let now = self.db.clock().now();
        due.map_or(Duration::from_secs(5), |due| Duration::from_millis(((due.0 - now.0) / 1_000).clamp(10, 5_000) as u64))
    }

    async fn send_one(&self, job: Job) -> Result<(), Trouble> {
        let message = MessageId(job.payload.parse().map_err(|_| Trouble::Shape("the payload is no message".into()))?);
        let tokens = ReplyTokens::new(*self.key.for_purpose("mail threading").bytes());
        let named = tokens.clone();
        let (job_id, confides) = (job.id, self.confides.clone());
        let begun = self
            .db
            .work(Actor::System, move |work| {
                let Some(parcel) = delivery::begin(work, message)? else {
                    jobs::done(work, job_id)?;
                    return Ok(None);
                };
                delivery::name(work, message, &parcel::message_id(&named, &parcel))?;
                let mailbox = mailboxes::find(work, parcel.inbox.id)?;
                let signature = signature(work, &parcel)?;
                let confided = confides.as_ref().map_or(Ok(None), |one| one.words(work, &parcel.message))?;
                Ok(Some((parcel, mailbox, signature, confided)))
            })
            .await?;
        let Some((parcel, mailbox, signature, confided)) = begun else { return Ok(()) };
        // Without its signature a letter would leave as somebody else's.
        if mailbox.as_ref().is_some_and(|mailbox| mailbox.lost.smtp || mailbox.lost.dkim) {
            let reason = format!("a secret of {} cannot be read. Open Settings, Inboxes, choose it and enter it again.", parcel.inbox.name);
            return self.put_off(&job, message, reason).await;
        }
        let Some(smtp) = mailbox.as_ref().and_then(|m| m.smtp.as_ref()) else {
            return self
                .put_off(&job, message, format!("{} has no outgoing server. Open Settings, Inboxes and enter one.", parcel.inbox.name))
                .await;
        };
        let dkim = mailbox.as_ref().and_then(|m| m.dkim.as_ref());
        // Files that lie outside and do not come are no reason to send without them: the message is late, and its author sees why.
        let parcel = parcel.whole(&self.db).await?;
        let (envelope, raw) = parcel::written(&tokens, &parcel, dkim, &signature, confided, self.db.clock().now());
        let envelope = smtp_out::Envelope {
            mail_from: Some(envelope.mail_from).filter(|from| !from.is_empty()),
            rcpt_to: envelope.rcpt_to,
        };
        let sent = smtp_out::send(&Tcp, &smtp.settings(&self.hello_name), &envelope, &raw).await;
        let id = job.id;
        match self.write_down(&job, message, sent).await {
            // What the server said cannot be kept: better a message that looks stuck than one that goes twice.
            Err(trouble) if !trouble.may_pass() => {
                let reason = format!("what the mail server said could not be written down: {trouble}");
                self.db.work(Actor::System, move |work| jobs::bury(work, id, &reason)).await
            }
            other => other,
        }
    }

    async fn write_down(&self, job: &Job, message: MessageId, sent: Sent) -> Result<(), Trouble> {
        let id = job.id;
        match sent {
            Sent::Accepted { left_out, .. } => {
                let (refused, waiting): (Vec<_>, Vec<_>) = left_out.into_iter().partition(LeftOut::is_final);
                let (mut refused, waiting) = (named(refused), named(waiting));
                if waiting.is_empty() || job.attempts >= delivery::TRIES {
                    refused.extend(waiting);
                    return self.settle(id, move |work| delivery::sent(work, message, &refused)).await;
                }
                let attempts = job.attempts;
                self.db
                    .work(Actor::System, move |work| {
                        let again = work.now.plus_seconds(jobs::back_off(attempts));
                        delivery::partly_sent(work, message, &refused, &waiting, again)?;
                        jobs::put_off(work, id, "some recipients are to be tried again", again)
                    })
                    .await
            }
            Sent::Refused { reply, left_out } => {
                let reason = left_out.first().map_or_else(|| reply.to_string(), |one| format!("{}: {}", one.address, one.reply));
                self.settle(id, move |work| delivery::failed(work, message, &reason)).await
            }
            Sent::Ambiguous { what, left_out } => {
                let refused = named(left_out).into_iter().map(|(address, reply)| format!("; {address}: {reply}"));
                let reason = what.to_string() + &refused.collect::<String>();
                self.settle(id, move |work| delivery::uncertain(work, message, &reason)).await
            }
            Sent::Later { why, .. } => self.put_off(job, message, why.to_string()).await,
        }
    }

    async fn settle(
        &self,
        job: i64,
        mut verdict: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
    ) -> Result<(), Trouble> {
        self.db
            .work(Actor::System, move |work| {
                verdict(work)?;
                jobs::done(work, job)
            })
            .await
    }

    async fn put_off(&self, job: &Job, message: MessageId, reason: String) -> Result<(), Trouble> {
        let (id, attempts) = (job.id, job.attempts);
        if attempts >= delivery::TRIES {
            return self.settle(id, move |work| delivery::failed(work, message, &reason)).await;
        }
        self.db
            .work(Actor::System, move |work| {
                let again: Moment = work.now.plus_seconds(jobs::back_off(attempts));
                delivery::delayed(work, message, &reason, again)?;
                jobs::put_off(work, id, &reason, again)
            })
            .await
    }
}

/// A message that could not be dealt with is due again when its lease runs out.
fn report(ended: Result<Result<(), Trouble>, JoinError>) {
    if let Err(trouble) = ended.unwrap_or_else(|e| Err(Trouble::Panicked(e.to_string()))) {
        tracing::error!(%trouble, "a message could not be sent now; it is tried again");
    }
}

fn named(left_out: Vec<LeftOut>) -> Vec<(String, String)> {
    left_out.into_iter().map(|one| (one.address, one.reply.to_string())).collect()
}

/// The author's own signature, then the inbox's.
fn signature<File>(work: &mut Work<'_>, parcel: &Parcel<File>) -> Result<String, Trouble> {
    let own: Option<String> = match (parcel.message.author_kind.as_str(), parcel.message.author_id) {
        ("agent", Some(agent)) => db::sql("SELECT signature FROM agent WHERE id = $1").with(agent).one(work)?,
        _ => None,
    };
    let both = [own.unwrap_or_default(), parcel.inbox.signature.clone()];
    Ok(both.iter().map(|s| s.trim()).filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// A process that starts has no sibling on SQLite: leases of the one before it are void.
pub(crate) async fn release_leases(db: &Database) -> Result<(), Trouble> {
    if !matches!(db.place(), db::Place::Sqlite(_)) {
        return Ok(());
    }
    db.work(Actor::System, |work| {
        work.keep_quietly("leases are not history");
        jobs::release(work, delivery::JOB)
    })
    .await
}

pub(crate) fn owner() -> Arc<str> {
    format!("process {}", std::process::id()).into()
}
