//! Practising: while no mailbox brings mail, a customer who is none writes through the same door as real ones, clearly
//! marked. What is answered goes to nobody else; it is carried here, state by state, and the practice customer writes back.

use crate::{Event, setup};
use agents::{Permission, Rights};
use customers::Identity;
use db::{Actor, Database, Trouble, Work, jobs};
use desk::delivery::{self, PRACTICE, PRACTICE_JOB};
use desk::inbox::InboxSettings;
use desk::{Arrival, Clue, ConversationId, Filed, Inbox, InboxId, MessageId, Person, arrive, inboxes};
use kit::EmailAddress;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use web::Text;

/// Nothing can ever be delivered below `.invalid` (RFC 2606).
const OURS: &str = "practice@practice.invalid";
const THEIRS: &str = "customer@practice.invalid";
const LEASE_SECONDS: i64 = 60;

/// The words of the practice customer, in the language of whoever practises.
#[derive(Debug, Clone)]
pub struct Words {
    pub inbox: String,
    pub customer: String,
    pub subject: String,
    pub text: String,
}

impl Words {
    pub fn of(t: &Text) -> Self {
        Self {
            inbox: t.say("welcome-practice-inbox"),
            customer: t.say("welcome-practice-customer"),
            subject: t.say("welcome-practice-subject"),
            text: t.say("welcome-practice-text"),
        }
    }
}

/// A practice message comes in; the inbox for it is made when it is first needed. Answers with the conversation's number.
pub fn begin(work: &mut Work<'_>, words: &Words) -> Result<i64, Trouble> {
    Rights::of_actor(work)?.need(Permission::SettingsManage)?;
    let inbox = match inboxes::owning(work, OURS)? {
        Some(inbox) => inbox,
        None => open_inbox(work, words)?,
    };
    let now = work.now;
    work.record(&Event::Practised { inbox: inbox.0 })?;
    let mark = format!("practice.{}", now.0);
    let (Filed::In(conversation, _) | Filed::Before(conversation)) =
        work.acting_as(Actor::System, |work| arrive(work, &arrival(inbox, words, &mark, Vec::new())))?;
    Ok(desk::conversations::find(work, conversation)?.number)
}

fn open_inbox(work: &mut Work<'_>, words: &Words) -> Result<InboxId, Trouble> {
    let settings = InboxSettings {
        name: words.inbox.clone(),
        from_name: words.inbox.clone(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 10,
        acknowledgement: String::new(),
    };
    Inbox::add(work, PRACTICE, OURS, &settings)
}

fn arrival(inbox: InboxId, words: &Words, mark: &str, clues: Vec<Clue>) -> Arrival {
    Arrival {
        inbox,
        raw_id: None,
        external_id: format!("{mark}@practice.invalid"),
        fingerprint: mark.to_owned(),
        from: Person { name: words.customer.clone(), address: THEIRS.to_owned() },
        identity: EmailAddress::parse(THEIRS).ok().map(Identity::Email),
        reply_to: Vec::new(),
        to: vec![Person { name: words.inbox.clone(), address: OURS.to_owned() }],
        cc: Vec::new(),
        subject: words.subject.clone(),
        text: words.text.clone(),
        html: None,
        sent_at: None,
        files: Vec::new(),
        automatic: "no".to_owned(),
        authentic: "unknown".to_owned(),
        unreadable: None,
        clues,
    }
}

/// Carries what was written in practice inboxes until `stop`.
pub async fn run(db: Database, thanks: Text, stop: CancellationToken) {
    let mut commits = db.commits();
    let mut looked_at = None;
    while !stop.is_cancelled() {
        // A minute is soon enough, and once it is kept nothing is asked but that.
        if looked_at.is_none_or(|at: Instant| at.elapsed() > Duration::from_secs(60)) {
            looked_at = Some(Instant::now());
            if let Err(trouble) = setup::keep_the_end(&db).await {
                tracing::debug!(%trouble, "whether the set-up is over could not be kept; it is tried again");
            }
        }
        if let Err(trouble) = carry_due(&db, &thanks).await {
            tracing::debug!(%trouble, "a practice message was not carried; it is tried again");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
            _ = commits.changed() => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Carries all that is due, and says how much it was.
pub async fn carry_due(db: &Database, thanks: &Text) -> Result<usize, Trouble> {
    let due = db.read(|tx| jobs::next_due(tx, PRACTICE_JOB)).await?;
    if due.is_none_or(|due| due > db.clock().now()) {
        return Ok(0);
    }
    let words = Words { text: thanks.say("welcome-practice-thanks"), ..Words::of(thanks) };
    db.work(Actor::System, move |work| {
        let until = work.now.plus_seconds(LEASE_SECONDS);
        let leased = jobs::lease(work, PRACTICE_JOB, "practice", until, 16)?;
        for job in &leased {
            if let Ok(message) = job.payload.parse() {
                carry(work, MessageId(message), &words)?;
            }
            jobs::done(work, job.id)?;
        }
        Ok(leased.len())
    })
    .await
}

/// It arrives; the practice customer thanks, once.
fn carry(work: &mut Work<'_>, message: MessageId, words: &Words) -> Result<(), Trouble> {
    let Some(parcel) = delivery::begin(work, message)? else { return Ok(()) };
    let named = format!("practice.{message}@practice.invalid");
    delivery::name(work, message, &named)?;
    delivery::sent(work, message, &[])?;
    let conversation: ConversationId = parcel.conversation.id;
    let clues = vec![Clue::Ours { conversation, message: Some(message) }];
    let thanks = Words { subject: format!("Re: {}", parcel.conversation.subject), ..words.clone() };
    arrive(work, &arrival(parcel.inbox.id, &thanks, &format!("practice.thanks.{conversation}"), clues)).map(drop)
}
