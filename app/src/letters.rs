//! Letters of the house itself (invitations, resets, notices to those who work here, codes for customers): sent through the first inbox that can send.
//!
//! What a letter says also stands on a page, so one that cannot go is no catastrophe; it is tried for a day.

mod notices;

use db::jobs::{self, Job};
use db::{Actor, Database, Trouble, Work};
use desk::notices::digest::{self, Digest, Due};
use email::smtp_out::{self, Sent};
use kit::Moment;
use mail::{Mailbox, Outgoing};
use serde::Deserialize;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use web::Site;

const TRIES: i64 = 16;

#[derive(Deserialize)]
struct Letter {
    to: String,
    subject: String,
    text: String,
    /// After this moment (µs) nobody can use it any more.
    #[serde(default)]
    until: Option<i64>,
    #[serde(skip)]
    html: Option<String>,
    /// A notice to somebody who works here.
    #[serde(skip)]
    notice: Option<Notice>,
}

/// What sets a notice apart: nobody may answer it into a conversation, and its reader can turn it off.
struct Notice {
    conversation: i64,
    agent: i64,
    unsubscribe: String,
}

/// Sends until `stop`.
pub async fn run(site: Site, hello_name: String, stop: CancellationToken) {
    loop {
        if let Err(trouble) = send_due(&site, &hello_name).await {
            tracing::warn!(%trouble, "a letter of the house could not be sent; it is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(3)) => {}
        }
    }
}

async fn send_due(site: &Site, hello_name: &str) -> Result<(), Trouble> {
    for kind in [agents::post::JOB, portal::post::JOB, desk::notices::JOB, digest::JOB] {
        for job in lease(site.db(), kind).await? {
            send_one(site, hello_name, kind, job).await?;
        }
    }
    Ok(())
}

async fn lease(db: &Database, kind: &'static str) -> Result<Vec<Job>, Trouble> {
    if db.read(move |tx| jobs::next_due(tx, kind)).await?.is_none_or(|due| due > db.clock().now()) {
        return Ok(Vec::new());
    }
    db.work(Actor::System, move |work| {
        let until = work.now.plus_seconds(700);
        jobs::lease(work, kind, "letters", until, 10)
    })
    .await
}

async fn send_one(site: &Site, hello_name: &str, kind: &'static str, job: Job) -> Result<(), Trouble> {
    let (db, id, attempts) = (site.db(), job.id, job.attempts);
    let (letter, told) = match written(site, kind, &job).await? {
        Written::Letter(letter) => (letter, None),
        Written::Digest(letter, digest) => (letter, Some(digest)),
        Written::NotWanted => return db.work(Actor::System, move |work| over(work, kind, &job, None)).await,
        Written::Later(at) => return db.work(Actor::System, move |work| jobs::put_off(work, id, "", at)).await,
        Written::Unreadable(why) => return db.work(Actor::System, move |work| jobs::bury(work, id, why)).await,
    };
    let verdict = deliver(site, hello_name, &letter, job.id).await?;
    db.work(Actor::System, move |work| match &verdict {
        Ok(()) => over(work, kind, &job, told.as_deref()),
        // The next digest says what this one would have said.
        Err(reason) if attempts >= TRIES && kind != digest::JOB => jobs::bury(work, id, reason),
        Err(reason) => {
            let again: Moment = work.now.plus_seconds(jobs::back_off(attempts));
            jobs::put_off(work, id, reason, again)
        }
    })
    .await
}

/// The job is over. Of a digest it is kept what it told; and whatever came up meanwhile waits for the next one.
fn over(work: &mut Work<'_>, kind: &str, job: &Job, told: Option<&Digest>) -> Result<(), Trouble> {
    jobs::done(work, job.id)?;
    told.map_or(Ok(()), |digest| digest::sent(work, digest))?;
    if kind == digest::JOB { digest::goes_on(work, &job.payload) } else { Ok(()) }
}

/// What a job asks to be sent.
enum Written {
    Letter(Letter),
    Digest(Letter, Box<Digest>),
    /// Its reader has looked meanwhile, has left, or may not know any more.
    NotWanted,
    /// Its reader chose another time meanwhile.
    Later(Moment),
    Unreadable(&'static str),
}

const NO_LETTER: Written = Written::Unreadable("the payload is no letter");
const SEALED: Written = Written::Unreadable("it is sealed and does not open; what it would have said can be asked for again");

/// An invitation is written when it is promised; a notice when it leaves, so that it tells nobody what they may not see by then.
async fn written(site: &Site, kind: &'static str, job: &Job) -> Result<Written, Trouble> {
    if kind == agents::post::JOB || kind == portal::post::JOB {
        return Ok(match opened(site, job) {
            None => SEALED,
            Some(letter) if kind == portal::post::JOB => code_letter(&letter, site.now()),
            Some(letter) => serde_json::from_str(&letter).map_or(NO_LETTER, Written::Letter),
        });
    }
    if kind == digest::JOB {
        let payload = job.payload.clone();
        return Ok(match site.db().read(move |tx| digest::due(tx, &payload)).await? {
            Due::Letter(digest) => Written::Digest(notices::digest(site, &digest), digest),
            Due::Later(at) => Written::Later(at),
            Due::Nothing => Written::NotWanted,
        });
    }
    let Ok(notice) = job.payload.parse::<i64>() else { return Ok(NO_LETTER) };
    if let Some(over) = site.db().read(move |tx| desk::notices::letter_rests_until(tx, notice)).await? {
        return Ok(Written::Later(over));
    }
    let reminder = site.db().read(move |tx| desk::notices::reminder(tx, notice)).await?;
    Ok(reminder.map_or(Written::NotWanted, |reminder| Written::Letter(notices::one(site, &reminder))))
}

/// Letters with something secret in them are sealed until they leave. One that does not open holds up no other.
fn opened(site: &Site, job: &Job) -> Option<String> {
    agents::post::LETTERS.open_with(site.db().vault(), 0, &job.payload).ok()
}

/// A code asked for with an address nobody is known by has no reader, and one that came too late opens nothing.
fn code_letter(payload: &str, now: Moment) -> Written {
    match serde_json::from_str::<Letter>(payload) {
        Ok(letter) if letter.to.is_empty() || letter.until.is_some_and(|until| until < now.0) => Written::NotWanted,
        Ok(letter) => Written::Letter(letter),
        Err(_) => NO_LETTER,
    }
}

async fn deliver(site: &Site, hello_name: &str, letter: &Letter, job: i64) -> Result<Result<(), String>, Trouble> {
    let sender = site
        .db()
        .read(|tx| {
            let mailboxes = email::mailboxes::all(tx)?;
            let Some((inbox, smtp)) = mailboxes.into_iter().find_map(|m| Some((m.inbox, m.smtp?))) else {
                return Ok(None);
            };
            Ok(Some((desk::inboxes::find(tx, inbox)?, smtp)))
        })
        .await?;
    let Some((inbox, smtp)) = sender else {
        return Ok(Err("no inbox can send mail yet".into()));
    };
    let (Some(from), Some(to)) = (Mailbox::new(&inbox.from_name, &inbox.address), Mailbox::new("", &letter.to)) else {
        return Ok(Err("an address is not valid".into()));
    };
    let outgoing = composed(site, letter, job, from, to);
    let envelope = outgoing.envelope();
    let envelope = smtp_out::Envelope {
        mail_from: Some(envelope.mail_from).filter(|from| !from.is_empty()),
        rcpt_to: envelope.rcpt_to,
    };
    let sent = smtp_out::send(&email::tls::Tcp, &smtp.settings(hello_name), &envelope, &mail::compose(&outgoing)).await;
    Ok(match sent {
        Sent::Accepted { left_out, .. } if left_out.is_empty() => Ok(()),
        // A second copy of an invitation is harmless; a missing one is not.
        Sent::Accepted { left_out, .. } => Err(left_out.first().map(|one| one.reply.to_string()).unwrap_or_default()),
        Sent::Refused { reply, .. } => Err(reply.to_string()),
        Sent::Later { why, .. } | Sent::Ambiguous { what: why, .. } => Err(why.to_string()),
    })
}

/// A notice is named by a token only we can make and answered at an address that leads nowhere: the filer knows both.
fn composed(site: &Site, letter: &Letter, job: i64, from: Mailbox, to: Mailbox) -> Outgoing {
    let (host, tokens) = (from.domain().to_owned(), email::reply_tokens(site.key()));
    let notice = letter.notice.as_ref();
    let nowhere = notice.and_then(|_| Mailbox::new(&from.name, &tokens.plus_address(&from.address, email::NO_CONVERSATION)));
    Outgoing {
        reply_to: nowhere,
        to: vec![to],
        cc: Vec::new(),
        bcc: Vec::new(),
        subject: letter.subject.clone(),
        message_id: notice.map_or_else(
            || format!("letter.{job}@{host}"),
            |notice| tokens.notification_id(notice.conversation, job, notice.agent, &host),
        ),
        in_reply_to: None,
        references: Vec::new(),
        sent_at: site.now().0,
        text: letter.text.clone(),
        html: letter.html.clone(),
        inline_images: Vec::new(),
        attachments: Vec::new(),
        auto: true,
        unsubscribe: notice.map(|notice| notice.unsubscribe.clone()),
        from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use db::{Place, sql};
    use kit::{Clock, Key};

    #[tokio::test(flavor = "multi_thread")]
    async fn a_letter_that_does_not_open_is_set_aside_and_the_next_is_sent() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("frontline.db"));
        let db = Database::open(place, &crate::house::migrations(), Clock::system()).unwrap();
        let promised = db.work(Actor::System, |work| {
            work.keep_quietly("letters for the scene");
            jobs::promise(work, agents::post::JOB, "sealed.1.gone.00", None, work.now)?;
            let letter = r#"{"to":"ana@kettle.example","subject":"Welcome","text":"Come in"}"#;
            jobs::promise(work, agents::post::JOB, letter, None, work.now)
        });
        promised.await.unwrap();
        let site = Site::builder(db.clone(), Key::from_bytes([7; 32]), "http://desk.example").build();

        send_due(&site, "desk.example").await.unwrap();

        let rows: Vec<(bool, String)> = db
            .read(|tx| sql("SELECT dead_at IS NOT NULL, last_error FROM job ORDER BY id").all(tx))
            .await
            .unwrap();
        assert!(rows[0].0 && rows[0].1.contains("does not open"), "{rows:?}");
        assert!(!rows[1].0 && rows[1].1.contains("no inbox can send"), "it was tried: {rows:?}");
    }
}
