//! Letters of the house itself (invitations, resets, notices to those who work here, codes for customers): sent through the first inbox that can send.
//!
//! What a letter says also stands on a page, so one that cannot go is no catastrophe; it is tried for a day.

use db::jobs::{self, Job};
use db::{Actor, Database, Trouble};
use desk::notices::Reminder;
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
    for kind in [agents::post::JOB, portal::post::JOB, desk::notices::JOB] {
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
    let verdict = match written(site, kind, &job).await? {
        Written::Letter(letter) => deliver(db, hello_name, &letter, job.id).await?,
        Written::NotWanted => Ok(()),
        Written::Unreadable => return db.work(Actor::System, move |work| jobs::bury(work, id, "the payload is no letter")).await,
    };
    db.work(Actor::System, move |work| match &verdict {
        Ok(()) => jobs::done(work, id),
        Err(reason) if attempts >= TRIES => jobs::bury(work, id, reason),
        Err(reason) => {
            let again: Moment = work.now.plus_seconds(jobs::back_off(attempts));
            jobs::put_off(work, id, reason, again)
        }
    })
    .await
}

/// What a job asks to be sent.
enum Written {
    Letter(Letter),
    /// Its reader has looked meanwhile, has left, or may not know any more.
    NotWanted,
    Unreadable,
}

/// An invitation is written when it is promised; a notice when it leaves, so that it tells nobody what they may not see by then.
async fn written(site: &Site, kind: &'static str, job: &Job) -> Result<Written, Trouble> {
    if kind == agents::post::JOB {
        return Ok(serde_json::from_str(&job.payload).map_or(Written::Unreadable, Written::Letter));
    }
    if kind == portal::post::JOB {
        return Ok(code_letter(&job.payload, site.now()));
    }
    let Ok(notice) = job.payload.parse::<i64>() else { return Ok(Written::Unreadable) };
    let reminder = site.db().read(move |tx| desk::notices::reminder(tx, notice)).await?;
    Ok(reminder.map_or(Written::NotWanted, |reminder| Written::Letter(notice_letter(site, &reminder))))
}

/// A code asked for with an address nobody is known by has no reader, and one that came too late opens nothing.
fn code_letter(payload: &str, now: Moment) -> Written {
    match serde_json::from_str::<Letter>(payload) {
        Ok(letter) if letter.to.is_empty() || letter.until.is_some_and(|until| until < now.0) => Written::NotWanted,
        Ok(letter) => Written::Letter(letter),
        Err(_) => Written::Unreadable,
    }
}

fn notice_letter(site: &Site, reminder: &Reminder) -> Letter {
    let text = site.text(reminder.locale);
    let link = format!("{}{}", site.base_url().trim_end_matches('/'), desk::pages::address(reminder.number));
    let (number, subject) = (reminder.number.to_string(), reminder.subject.as_str());
    let what = text.say(reminder.kind.sentence());
    Letter {
        to: reminder.to.clone(),
        subject: text.say_with("desk-letter-subject", &[("number", &number), ("subject", &subject)]),
        text: text.say_with("desk-letter-text", &[("what", &what), ("number", &number), ("subject", &subject), ("link", &link)]),
        until: None,
    }
}

async fn deliver(db: &Database, hello_name: &str, letter: &Letter, job: i64) -> Result<Result<(), String>, Trouble> {
    let sender = db
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
    let host = from.domain().to_owned();
    let outgoing = Outgoing {
        from,
        reply_to: None,
        to: vec![to],
        cc: Vec::new(),
        bcc: Vec::new(),
        subject: letter.subject.clone(),
        message_id: format!("letter.{job}@{host}"),
        in_reply_to: None,
        references: Vec::new(),
        sent_at: db.clock().now().0,
        text: letter.text.clone(),
        html: None,
        inline_images: Vec::new(),
        attachments: Vec::new(),
        auto: true,
    };
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

#[cfg(test)]
mod tests {
    use super::notice_letter;
    use desk::notices::{Kind, Reminder};
    use kit::{Clock, Key, Locale, Moment};
    use web::Site;

    #[test]
    fn a_notice_reads_as_its_reader_does_and_leads_to_the_conversation() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = db::Place::Sqlite(folder.path().join("x.db"));
        let db = db::Database::open(place, &crate::house::migrations(), Clock::set_to(Moment(0))).expect("a database");
        let site = Site::builder(db, Key::from_bytes([1; 32]), "https://desk.example/")
            .texts(crate::site::TEXTS)
            .build();
        let reminder = |locale| Reminder {
            to: "ana@kettle.example".into(),
            locale,
            kind: Kind::Mentioned,
            number: 42,
            subject: "The kettle leaks".into(),
        };

        let (english, chinese) = (notice_letter(&site, &reminder(Locale::En)), notice_letter(&site, &reminder(Locale::Zh)));

        assert_eq!((english.to.as_str(), english.subject.as_str()), ("ana@kettle.example", "#42: The kettle leaks"));
        assert!(
            english
                .text
                .starts_with("You were mentioned: #42 The kettle leaks\n\nhttps://desk.example/conversations/42?"),
            "{}",
            english.text
        );
        assert!(!chinese.text.contains("mentioned") && chinese.text.contains("#42"), "{}", chinese.text);
    }
}
