//! Files what was kept: reads each raw mail and hands it to the desk, in the order it came, a few at a time.
//!
//! Starts over from the database after a crash; a mail is claimed in the transaction that files it, so none is filed twice.
//! A mail that breaks the reading or the filing is filed as unreadable, and if even that fails set aside with the reason.

use crate::arrival::{House, answers_a_notice, arrival};
use crate::raw::{self, Waiting};
use db::{Actor, Database, Trouble, Tx, Work, sql};
use desk::{Arrival, BouncedRecipient, Clue, Filed, MessageId};
use kit::Key;
use mail::{Action, Bounce, Letter};
use std::sync::Arc;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Mails read together; one transaction each batch, short enough not to keep the writer.
const BATCH: usize = 40;
const BATCH_BYTES: i64 = 24 << 20;

/// The task that files.
#[derive(Clone)]
pub struct Filer {
    pub db: Database,
    pub key: Key,
    pub wake: Arc<Notify>,
}

/// Why a mail is set aside that came back on a notice of ours.
pub(crate) const ANSWERS_A_NOTICE: &str = "an answer to a notice that went to an agent";

/// A letter ready to be filed.
struct Read {
    raw: i64,
    arrival: Arrival,
    bounce: Option<Bounce>,
    /// The message of ours a delivery report speaks of, if it names one with our signature.
    reports_on: Option<MessageId>,
    answers_a_notice: bool,
}

impl Filer {
    /// Files until `stop`; sleeps while nothing waits.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            match file_waiting(&self.db, &self.key).await {
                Ok(0) => {}
                Ok(_) if !stop.is_cancelled() => continue,
                Ok(_) => return,
                Err(trouble) => {
                    tracing::error!(%trouble, "mail could not be filed; it is kept and tried again");
                    pause(&stop, 2_000).await;
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(std::time::Duration::from_secs(2)) => {}
            }
        }
    }
}

async fn pause(stop: &CancellationToken, milliseconds: u64) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = tokio::time::sleep(std::time::Duration::from_millis(milliseconds)) => {}
    }
}

/// Files the next batch. Says how many mails it dealt with; 0 when none waits.
pub async fn file_waiting(db: &Database, key: &Key) -> Result<usize, Trouble> {
    let key = key.clone();
    let (house, batch) = db.read(move |tx| Ok((house(tx, key.clone())?, raw::waiting(tx, BATCH, BATCH_BYTES)?))).await?;
    if batch.is_empty() {
        return Ok(0);
    }
    let count = batch.len();
    let read = tokio::task::spawn_blocking(move || Arc::new(batch.into_iter().map(|mail| read_one(&house, mail)).collect::<Vec<_>>()))
        .await
        .map_err(|e| Trouble::Panicked(e.to_string()))?;
    let together = read.clone();
    match db.work(Actor::System, move |work| together.iter().try_for_each(|mail| file(work, mail))).await {
        Ok(()) => {}
        Err(trouble) if trouble.may_pass() => return Err(trouble),
        Err(_) => one_by_one(db, &read).await?,
    }
    Ok(count)
}

pub(crate) fn house(tx: &mut Tx<'_>, key: Key) -> Result<House, Trouble> {
    let agents: Vec<String> = sql("SELECT email FROM agent").all(tx)?;
    let trusted = sql("SELECT inbox_id, authserv_id FROM mailbox WHERE authserv_id <> ''").all(tx)?;
    Ok(House {
        key,
        our_addresses: desk::inboxes::our_addresses(tx)?,
        agents: agents.into_iter().collect(),
        trusted,
    })
}

/// Reading never fails: what cannot be read becomes an arrival that says so.
fn read_one(house: &House, mail: Waiting) -> Read {
    let whole = std::panic::AssertUnwindSafe(|| understood(house, &mail, mail::read(&mail.bytes)));
    std::panic::catch_unwind(whole).unwrap_or_else(|_| understood(house, &mail, broken(&mail.bytes)))
}

fn understood(house: &House, mail: &Waiting, letter: Letter) -> Read {
    let (bounce, answers_a_notice) = (letter.bounce.clone(), answers_a_notice(house, &letter));
    let arrival = arrival(house, mail.inbox_id, Some(mail.id), letter);
    let reports_on = bounce.as_ref().and_then(|bounce| reported_message(house, bounce, &arrival));
    Read { raw: mail.id, arrival, bounce, reports_on, answers_a_notice }
}

fn reported_message(house: &House, bounce: &Bounce, arrival: &Arrival) -> Option<MessageId> {
    let named = bounce.original_message_id.as_deref().and_then(|id| house.tokens().own(id));
    if let Some(mail::Clue::OurMessage { message, .. }) = named {
        return Some(MessageId(message));
    }
    arrival.clues.iter().find_map(|clue| match clue {
        Clue::Ours { message: Some(message), .. } => Some(*message),
        _ => None,
    })
}

pub(crate) fn broken(bytes: &[u8]) -> Letter {
    let mut letter = mail::read(b"");
    letter.fallback_id = format!("sha256-{}@hash.frontline", &kit::sha256_hex(bytes)[..32]);
    letter.unreadable = Some("the mail broke the reader".into());
    letter
}

async fn one_by_one(db: &Database, batch: &Arc<Vec<Read>>) -> Result<(), Trouble> {
    for index in 0..batch.len() {
        let this = batch.clone();
        let outcome = db.work(Actor::System, move |work| file(work, &this[index])).await;
        let Err(trouble) = outcome else { continue };
        if trouble.may_pass() {
            return Err(trouble);
        }
        let (this, why) = (batch.clone(), trouble.to_string());
        db.work(Actor::System, move |work| {
            let mail = &this[index];
            if raw::claim(work, mail.raw)? {
                raw::set_aside(work, mail.arrival.inbox, mail.raw, "failed", &why)
            } else {
                Ok(())
            }
        })
        .await?;
    }
    Ok(())
}

fn file(work: &mut Work<'_>, mail: &Read) -> Result<(), Trouble> {
    if !raw::claim(work, mail.raw)? {
        return Ok(());
    }
    work.keep_quietly("a copy of what is filed already");
    if mail.answers_a_notice {
        return raw::set_aside(work, mail.arrival.inbox, mail.raw, "ignored", ANSWERS_A_NOTICE);
    }
    if let Some(bounce) = &mail.bounce {
        return file_bounce(work, mail, bounce);
    }
    if let Filed::In(_, message) = desk::arrive(work, &mail.arrival)? {
        raw::filed_as(work, mail.raw, message)?;
    }
    Ok(())
}

/// A delivery report about a message of ours belongs to that message. One about anything else is kept, and believed by nobody.
fn file_bounce(work: &mut Work<'_>, mail: &Read, bounce: &Bounce) -> Result<(), Trouble> {
    let reported: Vec<BouncedRecipient> = bounce
        .failed
        .iter()
        .filter(|recipient| matches!(recipient.action, Action::Failed | Action::Delayed))
        .map(|recipient| BouncedRecipient {
            address: recipient.address.clone(),
            reason: recipient.diagnostic.clone(),
            permanent: bounce.permanent && recipient.action == Action::Failed,
        })
        .collect();
    match mail.reports_on {
        Some(message) if desk::bounced(work, message, &reported)? => Ok(()),
        _ => raw::set_aside(work, mail.arrival.inbox, mail.raw, "ignored", "a delivery report about a message that is not ours"),
    }
}
