//! The post office: does what a channel does with the outbox, and keeps what it was given.

use super::TestDesk;
use db::{Actor, Trouble, jobs};
use desk::delivery::{self, Parcel};
use desk::{MessageId, Role};

/// What left the house, with every word a recipient could read.
#[derive(Debug, Clone)]
pub struct Posted {
    pub message: MessageId,
    pub from: String,
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub bcc: Vec<String>,
    pub subject: String,
    pub text: String,
    /// The words of the message it answers, which channels quote below it.
    pub quoted: String,
    pub references: Vec<String>,
    pub files: Vec<(String, Vec<u8>)>,
    pub automatic: bool,
}

impl Posted {
    /// Everything a recipient could read, in one text.
    pub fn all_words(&self) -> String {
        let files: Vec<_> = self
            .files
            .iter()
            .map(|(name, bytes)| format!("{name} {}", String::from_utf8_lossy(bytes)))
            .collect();
        format!("{}\n{}\n{}\n{}", self.subject, self.text, self.quoted, files.join("\n"))
    }
}

impl From<Parcel> for Posted {
    fn from(parcel: Parcel) -> Self {
        let named = |role: Role| parcel.recipients.iter().filter(|r| r.role == role).map(|r| r.address.clone()).collect();
        Self {
            message: parcel.message.id,
            from: parcel.inbox.address.clone(),
            to: named(Role::To),
            cc: named(Role::Cc),
            bcc: named(Role::Bcc),
            subject: parcel.message.subject.clone(),
            automatic: parcel.message.automatic != "no",
            text: parcel.message.text,
            quoted: parcel.answers.map(|answered| format!("{} {}", answered.subject, answered.text)).unwrap_or_default(),
            references: parcel.references,
            files: parcel.files.into_iter().map(|file| (file.name, file.bytes)).collect(),
        }
    }
}

impl TestDesk {
    /// The channel takes every message that is due now; what becomes of it is still to be said.
    pub async fn takes_from_outbox(&self) -> Vec<Posted> {
        let taken = self.db().work(Actor::System, |work| {
            let until = work.now.plus_seconds(900);
            let mut taken = Vec::new();
            for job in jobs::lease(work, delivery::JOB, "the post", until, 100)? {
                let message = MessageId(job.payload.parse().map_err(|_| Trouble::Shape(job.payload.clone()))?);
                if let Some(parcel) = delivery::begin(work, message)? {
                    delivery::name(work, message, &format!("ours-{message}@kettle.example"))?;
                    taken.push(parcel);
                } else {
                    jobs::done(work, job.id)?;
                }
            }
            Ok(taken)
        });
        let mut posted = Vec::new();
        for parcel in taken.await.unwrap_or_else(|trouble| panic!("the outbox: {trouble}")) {
            let whole = parcel.whole(self.db()).await.unwrap_or_else(|trouble| panic!("its files: {trouble}"));
            posted.push(Posted::from(whole));
        }
        posted
    }

    /// Everything due is sent, and everybody takes it.
    pub async fn posts(&self) -> Vec<Posted> {
        let taken = self.takes_from_outbox().await;
        for posted in &taken {
            let message = posted.message;
            self.hears(message, move |work| delivery::sent(work, message, &[])).await;
        }
        taken
    }

    /// The other side has answered: the verdict is written down and the job forgotten.
    pub async fn hears(&self, message: MessageId, mut verdict: impl FnMut(&mut db::Work<'_>) -> Result<(), Trouble> + Send + 'static) {
        self.does(move |work| {
            verdict(work)?;
            db::sql("DELETE FROM job WHERE kind = $1 AND payload = $2")
                .with(delivery::JOB)
                .with(message.to_string())
                .run(work)?;
            Ok(())
        })
        .await;
    }

    /// The messages still promised to leave.
    pub async fn waits_to_leave(&self) -> i64 {
        self.ask(|tx| jobs::waiting(tx, delivery::JOB)).await
    }
}
