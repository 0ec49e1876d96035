//! The stage of the desk's scenes: Kettle & Co. on a fresh database, its people, its customers, and a post office.
//!
//! Ana answers, Ben leads, Lia only looks on. `support@` is open to all; `secret@` belongs to the Repairs team, which is
//! Ana. Customers write with [`Customer`], agents act with [`Colleague`], and [`post`] stands for the channel.
#![allow(dead_code, reason = "each scene uses its own part of the cast")]

mod agent;
mod customer;
mod post;
pub mod story;

pub use agent::{Colleague, reply_to};
pub use customer::{Customer, ours, person};

use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword, PasswordHash, teams};
use db::{Actor, Database, Migration, Trouble, Tx, Work};
use desk::inbox::InboxSettings;
use desk::{Conversation, ConversationId, Inbox, InboxId, Message, MessageId, Viewer};
use kit::{Clock, EmailAddress, Locale};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicI64;
use testkit::{Stage, TestDatabase, TestPlace};

/// Seconds in which a reply from the test inboxes can be taken back.
pub const UNDO: i64 = 10;
pub const A_DAY: i64 = 86_400;

pub struct TestDesk {
    base: TestDatabase,
    people: [i64; 3],
    pub repairs: i64,
    /// Open to all.
    pub support: InboxId,
    /// Seen by the Repairs team only.
    pub secret: InboxId,
    mails: AtomicI64,
}

impl Stage for TestDesk {
    async fn set_up(place: TestPlace) -> Self {
        let base = TestDatabase::open(place, &migrations());
        let password = Hasher::new()
            .hash(&NewPassword::for_demo("the kettle sings"))
            .await
            .unwrap_or_else(|e| panic!("{e}"));
        let set_up = base.db.work(Actor::System, move |work| furnish(work, &password)).await;
        let (people, repairs, support, secret) = set_up.unwrap_or_else(|trouble| panic!("the stage does not stand: {trouble}"));
        Self { base, people, repairs, support, secret, mails: AtomicI64::new(0) }
    }
}

fn migrations() -> Vec<Migration> {
    [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS].concat()
}

/// The three people, the Repairs team, and the two inboxes.
type Furniture = ([i64; 3], i64, InboxId, InboxId);

fn furnish(work: &mut Work<'_>, password: &PasswordHash) -> Result<Furniture, Trouble> {
    let mut people = [0; 3];
    for (at, (name, role)) in [("Ana", BuiltIn::Agent), ("Ben", BuiltIn::Supervisor), ("Lia", BuiltIn::LightAgent)]
        .into_iter()
        .enumerate()
    {
        people[at] = agents::add(work, &newcomer(name, role, password))?.0;
    }
    let repairs = teams::create(work, "Repairs", "")?;
    teams::set_members(work, repairs, &BTreeMap::from([(AgentId(people[0]), false)]))?;
    let support = Inbox::add(work, "email", "support@kettle.example", &settings("Support"))?;
    let secret = Inbox::add(work, "email", "secret@kettle.example", &settings("Secret"))?;
    desk::inboxes::find(work, secret)?.let_see(work, false, &[repairs.0], &[])?;
    Ok((people, repairs.0, support, secret))
}

fn newcomer(name: &str, role: BuiltIn, password: &PasswordHash) -> NewAgent {
    let email = email(&format!("{}@kettle.example", name.to_lowercase()));
    NewAgent {
        name: name.into(),
        email,
        role,
        locale: Locale::En,
        zone: "UTC".into(),
        password: password.clone(),
    }
}

pub fn email(address: &str) -> EmailAddress {
    EmailAddress::parse(address).unwrap_or_else(|e| panic!("{e}"))
}

pub fn settings(name: &str) -> InboxSettings {
    InboxSettings {
        name: name.into(),
        from_name: format!("Kettle {name}"),
        signature: String::new(),
        team_id: None,
        undo_seconds: UNDO,
        acknowledgement: String::new(),
    }
}

impl TestDesk {
    pub fn db(&self) -> &Database {
        &self.base.db
    }

    pub fn clock(&self) -> &Clock {
        &self.base.clock
    }

    /// Time passes.
    pub fn later(&self, seconds: i64) {
        self.base.clock.forward_seconds(seconds);
    }

    pub fn ana(&self) -> Colleague<'_> {
        Colleague { desk: self, id: self.people[0] }
    }

    /// Sees everything: a supervisor.
    pub fn ben(&self) -> Colleague<'_> {
        Colleague { desk: self, id: self.people[1] }
    }

    /// A light agent who sees `support@` only.
    pub fn lia(&self) -> Colleague<'_> {
        Colleague { desk: self, id: self.people[2] }
    }

    pub fn mia(&self) -> Customer<'_> {
        self.somebody("Mia", "mia@example.org")
    }

    pub fn leo(&self) -> Customer<'_> {
        self.somebody("Leo", "leo@example.net")
    }

    pub fn somebody(&self, name: &str, address: &str) -> Customer<'_> {
        Customer { desk: self, who: person(name, address), inbox: self.support }
    }

    /// In which columns of which tables one of these words stands.
    pub async fn places_of(&self, words: &'static [&'static str]) -> Vec<String> {
        let place = self.base.place.place();
        tokio::task::spawn_blocking(move || testkit::off(move || testkit::places_of(&place, &migrations(), words)))
            .await
            .unwrap_or_else(|e| panic!("{e}"))
    }

    /// The house itself does it, and it works.
    pub async fn does<T: Send + 'static>(&self, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db()
            .work(Actor::System, deed)
            .await
            .unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    pub async fn ask<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.db().read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    /// From now on `support@` acknowledges first mails with these words.
    pub async fn welcomes_with(&self, words: &str) {
        let (inbox, welcoming) = (self.support, InboxSettings { acknowledgement: words.into(), ..settings("Support") });
        self.does(move |work| desk::inboxes::find(work, inbox)?.change(work, &welcoming)).await;
    }

    /// How many rows this counts.
    pub async fn count(&self, question: &'static str) -> i64 {
        self.ask(move |tx| db::sql(question).only(tx, "count")).await
    }

    pub async fn find(&self, conversation: &ConversationId) -> Conversation {
        let id = *conversation;
        self.ask(move |tx| desk::conversations::find(tx, id)).await
    }

    pub async fn messages(&self, conversation: &ConversationId) -> Vec<Message> {
        let id = *conversation;
        self.ask(move |tx| desk::messages::of(tx, id)).await
    }

    /// What was said in it, in order.
    pub async fn words(&self, conversation: &ConversationId) -> Vec<String> {
        self.messages(conversation).await.into_iter().map(|message| message.text).collect()
    }

    pub async fn message(&self, message: MessageId) -> Message {
        self.ask(move |tx| desk::messages::find(tx, message)).await
    }

    /// The conversation of Mia's that is linked to this one, and why.
    pub async fn linked_to(&self, conversation: &ConversationId) -> Vec<(ConversationId, String)> {
        let (id, viewer) = (*conversation, Viewer { agent: self.people[1], sees_all: true });
        self.ask(move |tx| desk::links(tx, viewer, id))
            .await
            .into_iter()
            .map(|link| (link.conversation, link.reason))
            .collect()
    }
}

/// The key of the refusal, for `assert_eq!`.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T, Trouble>) -> &'static str {
    match outcome {
        Err(Trouble::Refused(refusal)) => refusal.key,
        Err(Trouble::NotFound(_)) => "not found",
        Err(Trouble::Changed(_)) => "changed meanwhile",
        other => panic!("no refusal: {other:?}"),
    }
}
