//! The outbox against a mail server that takes a message for some, and with settings nobody can read.

use crate::fake_smtp::{FakeSmtp, Then};
use db::{Actor, Trouble, Work, sql};
use desk::{Delivery, Inbox, InboxId, MessageId, Recipients, Reply, inbox::InboxSettings, messages};
use email::{LoginKind, Mailbox, Outbox, SmtpAccess};
use kit::Key;
use testkit::{Stage, TestDatabase, TestPlace, both_databases};

struct Room {
    desk: TestDatabase,
    inbox: InboxId,
}

impl Stage for Room {
    async fn set_up(place: TestPlace) -> Self {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, email::MIGRATIONS].concat();
        let desk = TestDatabase::open(place, &migrations);
        let inbox = desk.db.work(Actor::System, support).await.expect("an inbox");
        Self { desk, inbox }
    }
}

fn support(work: &mut Work<'_>) -> Result<InboxId, Trouble> {
    let settings = InboxSettings {
        name: "Support".into(),
        from_name: "Support".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 0,
        acknowledgement: String::new(),
    };
    Inbox::add(work, "email", "support@kettle.example", &settings)
}

impl Room {
    async fn does<T: Send + 'static>(&self, verb: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.desk.db.work(Actor::System, verb).await.expect("it is done")
    }

    async fn sends_through(&self, server: &FakeSmtp) {
        let (inbox, port) = (self.inbox, server.listens().await);
        let smtp = SmtpAccess {
            host: "127.0.0.1".into(),
            port,
            security: "plain".into(),
            login: LoginKind::Password,
            user: String::new(),
            secret: String::new(),
            extra_root: None,
        };
        self.does(move |work| Mailbox::sending_only(inbox, smtp.clone()).keep(work)).await;
    }

    /// A letter to Mia, with a copy to Leo.
    async fn writes(&self) -> MessageId {
        let inbox = self.inbox;
        self.does(move |work| {
            let reply = Reply {
                recipients: Recipients::parse("mia@example.org", "leo@example.net", "")?,
                text: "A new kettle is on its way.".into(),
                answers: None,
                draft: None,
                then: desk::Then::Pending,
                send_at: None,
            };
            desk::start(work, inbox, "Your kettle", &reply).map(|(_, message)| message)
        })
        .await
    }

    async fn empties_its_outbox(&self) -> usize {
        let outbox = Outbox {
            db: self.desk.db.clone(),
            key: Key::from_bytes([7; 32]),
            hello_name: "desk.kettle.example".into(),
            owner: "a scene".into(),
        };
        outbox.send_due().await.expect("the outbox is read")
    }

    async fn became_of(&self, message: MessageId) -> (Option<Delivery>, String) {
        let found = self.desk.db.read(move |tx| messages::find(tx, message)).await.expect("the message");
        (found.delivery, found.delivery_reason.unwrap_or_default())
    }
}

#[both_databases]
async fn attack_19_who_asks_to_come_later_is_tried_again_alone_and_the_letter_still_names_everybody(room: Room) {
    let busy = FakeSmtp::answering([("RCPT TO:<leo", Then::Say("452 4.2.2 mailbox full\r\n"))]);
    room.sends_through(&busy).await;
    let message = room.writes().await;

    room.empties_its_outbox().await;
    let delayed = room.became_of(message).await;
    let willing = FakeSmtp::answering([]);
    room.sends_through(&willing).await;
    room.desk.clock.forward_seconds(3_600);
    room.empties_its_outbox().await;

    assert_eq!(delayed, (Some(Delivery::Delayed), "leo@example.net: 452 4.2.2 mailbox full".into()));
    assert_eq!(room.became_of(message).await, (Some(Delivery::Sent), String::new()));
    let heard = willing.look();
    let named: Vec<_> = heard.commands.iter().filter(|command| command.starts_with("RCPT")).collect();
    assert_eq!(named, ["RCPT TO:<leo@example.net>"]);
    assert!(heard.messages[0].contains("mia@example.org"), "{}", heard.messages[0]);
}

#[both_databases]
async fn a_message_that_cannot_be_made_ready_says_so_and_is_tried_again(room: Room) {
    let server = FakeSmtp::answering([]);
    room.sends_through(&server).await;
    let message = room.writes().await;
    room.does(|work| {
        work.keep_quietly("a test");
        sql("UPDATE mailbox SET smtp = '{' || smtp").run(work)
    })
    .await;

    let tried = room.empties_its_outbox().await;
    let (delivery, reason) = room.became_of(message).await;
    room.does(|work| {
        work.keep_quietly("a test");
        sql("UPDATE mailbox SET smtp = substr(smtp, 2)").run(work)
    })
    .await;
    room.desk.clock.forward_seconds(60);
    room.empties_its_outbox().await;

    assert_eq!((tried, delivery), (1, Some(Delivery::Delayed)));
    assert!(reason.contains("mailbox settings"), "{reason}");
    assert_eq!(room.became_of(message).await.0, Some(Delivery::Sent));
}
