//! Customers write: a mail is put together, then it arrives as a channel would hand it over.

use super::TestDesk;
use customers::Identity;
use db::{Actor, Trouble};
use desk::{Arrival, ArrivedFile, Clue, ConversationId, Filed, InboxId, MessageId, Person};
use kit::EmailAddress;
use std::sync::atomic::Ordering;

/// Somebody outside, with an address.
#[derive(Clone)]
pub struct Customer<'a> {
    pub(super) desk: &'a TestDesk,
    pub(super) who: Person,
    pub(super) inbox: InboxId,
}

/// A mail on its way in.
pub struct Mail<'a> {
    desk: &'a TestDesk,
    pub arrival: Arrival,
}

pub fn person(name: &str, address: &str) -> Person {
    Person { name: name.into(), address: address.into() }
}

impl<'a> Customer<'a> {
    /// They write to this inbox instead of `support@`.
    pub fn to(mut self, inbox: InboxId) -> Self {
        self.inbox = inbox;
        self
    }

    /// A first mail; here is its conversation.
    pub async fn writes(&self, text: &str) -> ConversationId {
        self.mail(text).files().await
    }

    /// Answers with the token of the conversation; here is where that was filed.
    pub async fn replies(&self, conversation: &ConversationId, text: &str) -> ConversationId {
        self.mail(text).clue(ours(conversation)).files().await
    }

    /// A mail to be changed before it arrives.
    pub fn mail(&self, text: &str) -> Mail<'a> {
        let number = self.desk.mails.fetch_add(1, Ordering::SeqCst);
        Mail { desk: self.desk, arrival: arrival(self, number, text) }
    }
}

fn arrival(customer: &Customer<'_>, number: i64, text: &str) -> Arrival {
    Arrival {
        inbox: customer.inbox,
        raw_id: None,
        external_id: format!("mail-{number}@example.org"),
        fingerprint: format!("fingerprint of mail {number}"),
        identity: EmailAddress::parse(&customer.who.address).ok().map(Identity::Email),
        from: customer.who.clone(),
        reply_to: Vec::new(),
        to: Vec::new(),
        cc: Vec::new(),
        subject: "The kettle".into(),
        text: text.into(),
        html: None,
        sent_at: None,
        files: Vec::new(),
        automatic: "no".into(),
        authentic: "unknown".into(),
        unreadable: None,
        clues: Vec::new(),
    }
}

pub fn ours(conversation: &ConversationId) -> Clue {
    Clue::Ours { conversation: *conversation, message: None }
}

impl Mail<'_> {
    pub fn clue(mut self, clue: Clue) -> Self {
        self.arrival.clues.push(clue);
        self
    }

    /// It names our message, as an In-Reply-To of ours does.
    pub fn answers(self, conversation: &ConversationId, message: MessageId) -> Self {
        self.clue(Clue::Ours { conversation: *conversation, message: Some(message) })
    }

    pub fn refers_to(self, external_id: &str) -> Self {
        self.clue(Clue::Foreign { external_id: external_id.into() })
    }

    pub fn numbered(self, number: i64) -> Self {
        self.clue(Clue::Subject { number })
    }

    pub fn about(mut self, subject: &str) -> Self {
        self.arrival.subject = subject.into();
        self
    }

    pub fn with_id(mut self, external_id: &str) -> Self {
        self.arrival.external_id = external_id.into();
        self
    }

    pub fn with_fingerprint(mut self, fingerprint: &str) -> Self {
        self.arrival.fingerprint = fingerprint.into();
        self
    }

    pub fn cc(mut self, address: &str) -> Self {
        self.arrival.cc.push(person("", address));
        self
    }

    /// A machine wrote it: `reply`, `list`, …
    pub fn automatic(mut self, kind: &str) -> Self {
        self.arrival.automatic = kind.into();
        self
    }

    /// Its date says it was written this long ago.
    pub fn sent_before(mut self, seconds: i64) -> Self {
        self.arrival.sent_at = Some(testkit::TUESDAY_MORNING.plus_seconds(-seconds));
        self
    }

    pub fn unauthentic(mut self) -> Self {
        self.arrival.authentic = "fail".into();
        self
    }

    pub fn with_file(mut self, name: &str, bytes: &[u8]) -> Self {
        let bytes = bytes.to_vec();
        self.arrival.files.push(ArrivedFile {
            name: name.into(),
            media_type: "text/plain".into(),
            bytes,
            content_id: None,
            inline: false,
        });
        self
    }

    pub async fn arrives(&self) -> Result<Filed, Trouble> {
        let arrival = self.arrival.clone();
        self.desk.db().work(Actor::System, move |work| desk::arrive(work, &arrival)).await
    }

    /// It arrives and is filed; here is the message.
    pub async fn is_filed(&self) -> (ConversationId, MessageId) {
        match self.arrives().await {
            Ok(Filed::In(conversation, message)) => (conversation, message),
            other => panic!("it was not filed: {other:?}"),
        }
    }

    /// It arrives; here is its conversation.
    pub async fn files(&self) -> ConversationId {
        self.is_filed().await.0
    }
}
