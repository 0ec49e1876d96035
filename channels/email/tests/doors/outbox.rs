//! The outbox against a mail server that takes a message for some, and with settings nobody can read.

use crate::fake_smtp::{FakeSmtp, Then};
use db::{Actor, Trouble, Tx, Work, sql};
use desk::delivery::{Confided, Confides};
use desk::sides::{Letter, NewSide, People};
use desk::{Delivery, Inbox, InboxId, MessageId, Recipients, Reply, inbox::InboxSettings, messages};
use email::raw::{self, Incoming};
use email::{LoginKind, Mailbox, Outbox, SmtpAccess};
use kit::Key;
use std::sync::Arc;
use std::time::Duration;
use testkit::{Shelf, Stage, TestDatabase, TestPlace, both_databases};
use tokio_util::sync::CancellationToken;

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
        self.plans(None).await
    }

    /// The same, to leave in so many seconds.
    async fn plans(&self, in_seconds: Option<i64>) -> MessageId {
        let (inbox, send_at) = (self.inbox, in_seconds.map(|seconds| self.desk.clock.now().plus_seconds(seconds)));
        self.does(move |work| {
            let reply = Reply {
                recipients: Recipients::parse("mia@example.org", "leo@example.net", "")?,
                text: "A new kettle is on its way.".into(),
                answers: None,
                draft: None,
                then: desk::Then::Pending,
                send_at,
            };
            desk::start(work, inbox, "Your kettle", &reply).map(|(_, message)| message)
        })
        .await
    }

    async fn empties_its_outbox(&self) -> usize {
        self.empties_it_confiding(None).await
    }

    async fn empties_it_confiding(&self, confides: Option<Arc<dyn Confides>>) -> usize {
        self.outbox(confides).send_due().await.expect("the outbox is read")
    }

    fn outbox(&self, confides: Option<Arc<dyn Confides>>) -> Outbox {
        Outbox {
            db: self.desk.db.clone(),
            key: Key::from_bytes([7; 32]),
            hello_name: "desk.kettle.example".into(),
            owner: "a scene".into(),
            confides,
        }
    }

    /// A mail comes in and is filed; here is its conversation.
    async fn files(&self, mail: &str) -> i64 {
        let (inbox, bytes) = (self.inbox, mail.replace('\n', "\r\n").into_bytes());
        let incoming = Incoming {
            sha256: kit::sha256_hex(&bytes),
            bytes,
            uid: None,
            received_at: None,
            mail_from: None,
        };
        self.does(move |work| raw::keep(work, inbox, "listener", &incoming)).await;
        email::file_waiting(&self.desk.db, &Key::from_bytes([7; 32])).await.expect("it is filed");
        let newest = self
            .desk
            .db
            .read(|tx| sql("SELECT conversation_id FROM message ORDER BY id DESC LIMIT 1").only(tx, "message"));
        newest.await.expect("a message")
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

/// Knows a link that nobody but a letter's reader may have.
struct Secretive;

impl Confides for Secretive {
    fn words(&self, _: &mut Tx<'_>, message: &desk::Message) -> Result<Option<Confided>, Trouble> {
        let html = format!("<p>{} <a href=\"https://desk.example/rate/secret\">here</a></p>", message.text);
        Ok(Some(Confided { text: format!("{} https://desk.example/rate/secret", message.text), html }))
    }
}

#[both_databases]
async fn attack_28_what_is_confided_to_a_reader_leaves_with_each_try_and_is_kept_nowhere(room: Room) {
    let busy = FakeSmtp::answering([("RCPT TO:<leo", Then::Say("452 4.2.2 mailbox full\r\n"))]);
    room.sends_through(&busy).await;
    let message = room.writes().await;

    room.empties_it_confiding(Some(Arc::new(Secretive))).await;
    let willing = FakeSmtp::answering([]);
    room.sends_through(&willing).await;
    room.desk.clock.forward_seconds(3_600);
    room.empties_it_confiding(Some(Arc::new(Secretive))).await;

    for heard in [busy.look(), willing.look()] {
        assert!(
            heard.messages[0].contains("A new kettle is on its way. https://desk.example/rate/secret"),
            "{}",
            heard.messages[0]
        );
        assert!(heard.messages[0].contains("<a href"), "as HTML, too: {}", heard.messages[0]);
    }
    let kept = room.desk.db.read(move |tx| messages::find(tx, message)).await.expect("the message");
    assert_eq!((kept.text.as_str(), kept.html), ("A new kettle is on its way.", None));
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
    assert!(reason.contains("Open Settings, Inboxes"), "{reason}");
    assert_eq!(room.became_of(message).await.0, Some(Delivery::Sent));
}

#[both_databases]
async fn the_letter_of_a_side_leads_back_into_it_and_not_into_the_thread(room: Room) {
    let server = FakeSmtp::answering([]);
    room.sends_through(&server).await;
    room.writes().await;
    let side = room
        .does(|work| {
            let home = desk::conversations::find(work, desk::ConversationId(1))?;
            let new = NewSide {
                subject: "The lid?".into(),
                people: People {
                    addresses: Recipients::parse("parts@factory.test", "", "")?.to,
                    ..People::default()
                },
                letter: Letter { text: "Do you have it?".into(), ..Letter::default() },
                hold: true,
            };
            home.open_side(work, &new).map(|(side, _)| side.id)
        })
        .await;
    room.empties_its_outbox().await;
    let sent = server
        .look()
        .messages
        .iter()
        .find(|mail| mail.contains("parts@factory.test"))
        .cloned()
        .expect("their letter");
    let line = |name: &str| sent.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    let (reply_to, id) = (line("Reply-To: "), line("Message-ID: "));
    assert!(
        reply_to.contains("support+s1.") && line("References: ").is_empty() && !sent.contains("mia@example.org"),
        "{sent}"
    );

    let by_address = room
        .files(&format!(
            "From: Factory <parts@factory.test>\nTo: {reply_to}\nSubject: Re: The lid?\nMessage-ID: <1@factory.test>\n\nYes, ten.\n"
        ))
        .await;
    let by_reference = room
        .files(&format!("From: Factory <parts@factory.test>\nTo: support@kettle.example\nSubject: Re: The lid?\nMessage-ID: <2@factory.test>\nIn-Reply-To: {id}\n\nAnd two kettles.\n"))
        .await;
    let forged = room
        .files(&format!(
            "From: Eve <eve@elsewhere.test>\nTo: {}\nSubject: Me\nMessage-ID: <3@elsewhere.test>\n\nMe too.\n",
            reply_to.replace("+s1.", "+s2.")
        ))
        .await;

    let said = room.desk.db.read(move |tx| desk::sides::messages(tx, side)).await.expect("what was said");
    let said: Vec<_> = said.iter().map(|message| message.text.trim()).collect();
    assert_eq!(said, ["Do you have it?", "Yes, ten.", "And two kettles."]);
    assert_eq!((by_address, by_reference), (1, 1));
    assert_ne!(forged, 1);
    let home = room.desk.db.read(|tx| desk::conversations::find(tx, desk::ConversationId(1))).await.expect("it");
    assert!(home.is_open() && home.message_count == 1);
}

#[both_databases]
async fn attack_43_who_starts_by_a_clock_far_ahead_sends_what_is_written_now_and_not_what_was_planned(room: Room) {
    let server = FakeSmtp::answering([]);
    room.sends_through(&server).await;
    let planned = room.plans(Some(60 * 86_400)).await;
    room.desk.clock.forward_seconds(400 * 86_400);

    let stop = CancellationToken::new();
    let sending = tokio::spawn(room.outbox(None).run(stop.clone()));
    let written = room.writes().await;
    while room.became_of(written).await.0 != Some(Delivery::Sent) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.cancel();
    sending.await.expect("it stops");

    assert_eq!(room.became_of(planned).await.0, Some(Delivery::Held), "it waits until the clock is believed");
    assert_eq!(room.empties_its_outbox().await, 1, "and then it leaves");
}

#[both_databases]
async fn a_letter_whose_file_lies_outside_waits_for_it_and_leaves_whole(room: Room) {
    let server = FakeSmtp::answering([]);
    room.sends_through(&server).await;
    let message = room.writes().await;
    room.does(move |work| {
        work.keep_quietly("a file");
        let blob: i64 = sql("INSERT INTO blob (sha256, size_bytes, bytes) VALUES ($1, 20, $2) RETURNING id")
            .with(kit::sha256_hex(b"a plan of the kettle"))
            .with(b"a plan of the kettle".to_vec())
            .only(work, "blob")?;
        sql("INSERT INTO attachment (message_id, name, media_type, size_bytes, blob_id) VALUES ($1, 'plan.txt', 'text/plain', 20, $2)")
            .with(message)
            .with(blob)
            .run(work)
    })
    .await;
    let shelf = Shelf::takes_all_of(&room.desk.db).await;

    shelf.goes_away(true);
    room.empties_its_outbox().await;
    let (delivery, reason) = room.became_of(message).await;
    let said = server.look().messages.len();
    shelf.goes_away(false);
    room.desk.clock.forward_seconds(60);
    room.empties_its_outbox().await;

    assert_eq!((delivery, said), (Some(Delivery::Delayed), 0), "nothing leaves without its file");
    assert!(reason.contains("does not answer"), "{reason}");
    assert_eq!(room.became_of(message).await, (Some(Delivery::Sent), String::new()));
    let sent = server.look().messages.concat();
    assert!(sent.contains("plan.txt") && sent.contains("YSBwbGFuIG9mIHRoZSBrZXR0bGU="), "{sent}");
}
