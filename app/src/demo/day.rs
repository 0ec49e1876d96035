//! Plays a day on a running demo desk: customers write through the SMTP door, agents answer, note and resolve.

use crate::config::Config;
use crate::demo::letters::BUSY;
use crate::demo::post_office::DOOR;
use crate::house::House;
use crate::terminal::outln;
use clap::ValueEnum;
use db::{Actor, sql};
use desk::{ConversationId, Recipients, Reply, Then};
use email::smtp_out::{self, Envelope, Sent, SmtpSettings};
use email::tls::{Security, Tcp};
use kit::{EmailAddress, Moment};
use mail::{Mailbox, Outgoing};
use std::time::Duration;

/// Which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Day {
    Busy,
    Calm,
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Plays it, `speed` times faster than the clock.
pub async fn play(config: &Config, day: Day, speed: u32) -> Outcome {
    let house = House::open_existing(config)?;
    let door: Option<String> = house.db.read(|tx| sql("SELECT value FROM setting WHERE name = $1").with(DOOR).one(tx)).await?;
    let door: std::net::SocketAddr = door.and_then(|door| door.parse().ok()).ok_or(
        "this is no running demo desk. Start one with `frontline serve` in an empty folder, then play the day in another terminal.",
    )?;
    let every = if day == Day::Calm { 3 } else { 1 };
    let mut minute = 0;
    for (number, (at, from, address, inbox, subject, text)) in BUSY.iter().enumerate().filter(|(n, _)| n % every == 0) {
        wait(at - minute, speed).await;
        minute = *at;
        let bytes = written(from, address, inbox, subject, text, &[], house.db.clock().now());
        post(door, address, inbox, &bytes).await?;
        outln!("{from} wrote to {inbox}: {subject}");
        if number % 2 == 1 {
            wait(2, speed).await;
            answer_one(&house).await?;
        }
    }
    outln!("The day is over.");
    Ok(())
}

async fn wait(minutes: u32, speed: u32) {
    tokio::time::sleep(Duration::from_secs(u64::from(minutes) * 60) / speed.max(1)).await;
}

async fn post(door: std::net::SocketAddr, from: &str, to: &str, bytes: &[u8]) -> Outcome {
    let settings = SmtpSettings::new(door.ip().to_string(), door.port(), Security::Plain, None, "customer.example");
    let envelope = Envelope { mail_from: Some(from.into()), rcpt_to: vec![to.into()] };
    match smtp_out::send(&Tcp, &settings, &envelope, bytes).await {
        Sent::Accepted { .. } => Ok(()),
        other => Err(format!("the desk did not take a mail: {other:?}. Is `frontline serve` still running?").into()),
    }
}

/// Ana answers whoever waits longest.
async fn answer_one(house: &House) -> Outcome {
    let waiting: Option<(ConversationId, String)> = house
        .db
        .read(|tx| {
            sql("SELECT c.id, m.from_address FROM conversation c JOIN message m ON m.id = c.last_message_id
                  WHERE c.status = 'open' AND c.waiting_since IS NOT NULL AND m.kind = 'incoming' ORDER BY c.waiting_since, c.id LIMIT 1")
            .one(tx)
        })
        .await?;
    let ana: Option<i64> = house.db.read(|tx| sql("SELECT id FROM agent WHERE email = 'ana@kettle.example'").one(tx)).await?;
    let (Some((conversation, address)), Some(ana)) = (waiting, ana) else { return Ok(()) };
    let to = EmailAddress::parse(&address)?;
    house
        .db
        .work(Actor::Agent(ana), move |work| {
            let found = desk::conversations::find(work, conversation)?;
            found.assign(work, Some(ana))?;
            let recipients = Recipients { to: vec![to.clone()], ..Recipients::default() };
            let text = "Hello,\n\nthank you for telling us. I am looking into it now and will write again today.\n\nAna".to_owned();
            found.reply(work, &Reply { recipients, text, answers: None, draft: None, then: Then::Pending, send_at: None })
        })
        .await?;
    outln!("Ana answered a customer.");
    Ok(())
}

/// A customer's mail as their program would write it.
pub fn written(from: &str, address: &str, to: &str, subject: &str, text: &str, thread: &[String], now: Moment) -> Vec<u8> {
    let mailbox = |name: &str, address: &str| Mailbox { name: name.into(), address: address.into() };
    let host = address.rsplit_once('@').map_or("mail.example", |(_, host)| host);
    let outgoing = Outgoing {
        from: mailbox(from, address),
        reply_to: None,
        to: vec![mailbox("", to)],
        cc: Vec::new(),
        bcc: Vec::new(),
        subject: subject.into(),
        message_id: format!("{}@{host}", &kit::sha256_hex(format!("{address}{subject}{text}{}", now.0).as_bytes())[..24]),
        in_reply_to: thread.last().cloned(),
        references: thread.to_vec(),
        sent_at: now.0,
        text: text.into(),
        html: None,
        inline_images: Vec::new(),
        attachments: Vec::new(),
        auto: false,
        unsubscribe: None,
    };
    mail::compose(&outgoing)
}
