//! Letters of the house itself (invitations, resets): sent through the first inbox that can send.
//!
//! The link was shown to whoever invited, so a letter that cannot go is no catastrophe; it is tried for a day.

use db::jobs::{self, Job};
use db::{Actor, Database, Trouble};
use email::smtp_out::{self, Sent};
use kit::Moment;
use mail::{Mailbox, Outgoing};
use serde::Deserialize;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const TRIES: i64 = 16;

#[derive(Deserialize)]
struct Letter {
    to: String,
    subject: String,
    text: String,
}

/// Sends until `stop`.
pub async fn run(db: Database, hello_name: String, stop: CancellationToken) {
    loop {
        if let Err(trouble) = send_due(&db, &hello_name).await {
            tracing::warn!(%trouble, "a letter of the house could not be sent; it is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(3)) => {}
        }
    }
}

async fn send_due(db: &Database, hello_name: &str) -> Result<(), Trouble> {
    if db.read(|tx| jobs::next_due(tx, agents::post::JOB)).await?.is_none_or(|due| due > db.clock().now()) {
        return Ok(());
    }
    let leased = db
        .work(Actor::System, |work| {
            let until = work.now.plus_seconds(700);
            jobs::lease(work, agents::post::JOB, "letters", until, 10)
        })
        .await?;
    for job in leased {
        send_one(db, hello_name, job).await?;
    }
    Ok(())
}

async fn send_one(db: &Database, hello_name: &str, job: Job) -> Result<(), Trouble> {
    let Ok(letter) = serde_json::from_str::<Letter>(&job.payload) else {
        return db.work(Actor::System, move |work| jobs::bury(work, job.id, "the payload is no letter")).await;
    };
    let verdict = deliver(db, hello_name, &letter, job.id).await?;
    let (id, attempts) = (job.id, job.attempts);
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
