//! Mail reaches the shelf from one account after another, and from a server that was told yes a moment too early.

use super::{DatabaseDoor, DatabaseShelf};
use crate::imap::{Cursor, Fetched, ImapSettings, Shelf as _, Skipped, WhySkipped};
use crate::listener::{Accept as _, Arrived};
use crate::{ImapAccess, LoginKind, Mailbox, SmtpAccess};
use db::{Actor, Trouble, Work, sql};
use desk::{Inbox, InboxId, inbox::InboxSettings};
use std::sync::Arc;
use testkit::{Stage, TestDatabase, TestPlace, both_databases};
use tokio::sync::Notify;

/// One inbox that reads `support@kettle.example` at a server which gives every account the UIDVALIDITY 1.
struct Room {
    desk: TestDatabase,
    inbox: InboxId,
}

impl Stage for Room {
    async fn set_up(place: TestPlace) -> Self {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, crate::MIGRATIONS].concat();
        let desk = TestDatabase::open(place, &migrations);
        let inbox = desk.db.work(Actor::System, support).await.unwrap();
        let room = Self { desk, inbox };
        room.reads("support@kettle.example").await;
        room
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

fn account(user: &str) -> ImapAccess {
    ImapAccess {
        host: "imap.example".into(),
        port: 993,
        security: "tls".into(),
        login: LoginKind::Password,
        user: user.into(),
        secret: "kettle".into(),
        folder: "INBOX".into(),
        extra_root: None,
        mark_seen: false,
    }
}

impl Room {
    /// The administrator enters this account.
    async fn reads(&self, user: &str) {
        let (inbox, imap) = (self.inbox, account(user));
        let keep = move |work: &mut Work<'_>| {
            let smtp = SmtpAccess {
                host: "smtp.example".into(),
                port: 465,
                security: "tls".into(),
                login: LoginKind::Password,
                user: String::new(),
                secret: String::new(),
                extra_root: None,
            };
            Mailbox { imap: Some(imap.clone()), ..Mailbox::sending_only(inbox, smtp) }.keep(work)
        };
        self.desk.db.work(Actor::System, keep).await.unwrap();
    }

    fn shelf_of(&self, user: &str) -> DatabaseShelf {
        let folder: ImapSettings = account(user).settings();
        DatabaseShelf {
            db: self.desk.db.clone(),
            inbox: self.inbox,
            folder,
            filer: Arc::new(Notify::new()),
        }
    }

    /// What waits to be filed, the oldest first.
    async fn waiting(&self) -> Vec<String> {
        let bytes: Vec<Vec<u8>> = self
            .desk
            .db
            .read(|tx| sql("SELECT bytes FROM raw_mail WHERE state = 'kept' ORDER BY id").all(tx))
            .await
            .unwrap();
        bytes.into_iter().map(|bytes| String::from_utf8(bytes).unwrap()).collect()
    }

    async fn figures(&self) -> (i64, i64) {
        let inbox = self.inbox;
        let stored = move |tx: &mut db::Tx<'_>| {
            let (_, known) = crate::mailboxes::reconcile(tx, inbox)?;
            let aside = crate::raw::set_aside_of(tx, inbox)?.len() as i64;
            Ok((known, aside))
        };
        self.desk.db.read(stored).await.unwrap()
    }
}

fn mail(uid: u32, text: &str) -> Fetched {
    Fetched { uid, raw: text.into(), internal_date: None }
}

const fn at(last_uid: u32) -> Cursor {
    Cursor { uid_validity: 1, last_uid, mod_seq: None }
}

#[both_databases]
async fn another_account_with_the_same_numbers_loses_no_mail(room: Room) {
    room.shelf_of("support@kettle.example")
        .keep(vec![mail(1, "My kettle leaks."), mail(2, "It leaks more.")], at(2))
        .await
        .unwrap();

    room.reads("help@kettle.example").await;
    let shelf = room.shelf_of("help@kettle.example");
    let (begins_at, figures) = (shelf.cursor().await.unwrap(), room.figures().await);
    shelf.keep(vec![mail(1, "Where is my order?"), mail(2, "It leaks more.")], at(2)).await.unwrap();

    assert_eq!((begins_at, figures), (None, (0, 0)));
    assert_eq!(room.waiting().await, ["My kettle leaks.", "It leaks more.", "Where is my order?"]);
    assert_eq!(room.figures().await, (2, 0));
}

#[both_databases]
async fn a_number_a_server_gives_out_twice_loses_no_mail(room: Room) {
    let shelf = room.shelf_of("support@kettle.example");
    shelf.keep(vec![mail(7, "My kettle leaks.")], at(7)).await.unwrap();

    shelf.keep(vec![mail(7, "My kettle leaks."), mail(7, "Where is my order?")], at(7)).await.unwrap();

    assert_eq!(room.waiting().await, ["My kettle leaks.", "Where is my order?"]);
}

#[both_databases]
async fn what_still_comes_from_the_account_before_moves_no_cursor(room: Room) {
    let old = room.shelf_of("support@kettle.example");
    room.reads("help@kettle.example").await;

    let refused = old.keep(vec![mail(9, "My kettle leaks.")], at(9)).await;

    assert!(refused.is_err());
    assert_eq!(room.shelf_of("help@kettle.example").cursor().await.unwrap(), None);
    assert!(room.waiting().await.is_empty());
}

#[both_databases]
async fn a_mail_left_on_the_server_is_known_by_the_numbering_it_was_left_under(room: Room) {
    let shelf = room.shelf_of("support@kettle.example");
    let huge = Skipped { uid: 1, size: 1 << 40, why: WhySkipped::TooLarge };

    shelf.skipped(huge, 1).await.unwrap();
    shelf.keep(vec![mail(2, "My kettle leaks.")], at(2)).await.unwrap();
    let first_time = room.figures().await;
    // The server numbers everything anew: what was mail 2 is now a huge one.
    shelf.skipped(Skipped { uid: 2, ..huge }, 77).await.unwrap();
    shelf.skipped(Skipped { uid: 2, ..huge }, 77).await.unwrap();

    assert_eq!(first_time, (2, 1));
    assert_eq!(room.figures().await.1, 2);
}

#[both_databases]
async fn a_mail_for_an_address_that_is_ours_no_more_is_not_said_to_be_kept(room: Room) {
    let door = DatabaseDoor { db: room.desk.db.clone(), filer: Arc::new(Notify::new()) };
    let arrived = Arrived {
        mail_from: Some("mia@example.org".into()),
        rcpt_to: vec!["gone@kettle.example".into()],
        peer: None,
        hello: "mx.example.org".into(),
        raw: b"Subject: Leak\r\n\r\nMy kettle leaks.\r\n".to_vec(),
    };

    let kept = door.keep(arrived).await;

    assert!(kept.is_err());
    assert!(room.waiting().await.is_empty());
}

#[both_databases]
async fn what_an_inbox_covers_is_covered_before_it_is_kept(room: Room) {
    const SECRETS: &[&str] = &["4111111111111111", "4111 1111 1111 1111", "kettle42"];
    let says = "Subject: Card 4111111111111111\r\n\r\nIt is 4111 1111 1111 1111, password: kettle42, order 4539578763621486.\r\n";
    let shelf = room.shelf_of("support@kettle.example");
    shelf.keep(vec![mail(1, says)], at(1)).await.unwrap();
    shelf.keep(vec![mail(1, says), mail(2, says)], at(2)).await.unwrap();
    let door = DatabaseDoor { db: room.desk.db.clone(), filer: Arc::new(Notify::new()) };
    let arrived = Arrived {
        mail_from: Some("mia@example.org".into()),
        rcpt_to: vec!["support@kettle.example".into()],
        peer: None,
        hello: "mx.example.org".into(),
        raw: says.replace("It is", "Again").into_bytes(),
    };
    door.keep(arrived).await.unwrap();

    let kept = room.waiting().await;
    let place = room.desk.place.place();
    let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, desk::MIGRATIONS, crate::MIGRATIONS].concat();
    let places = tokio::task::spawn_blocking(move || testkit::off(move || testkit::places_of(&place, &migrations, SECRETS)));

    assert_eq!(places.await.unwrap(), Vec::<String>::new());
    assert_eq!(
        kept[0],
        "Subject: Card ************1111\r\n\r\nIt is **** **** **** 1111, password: ******, order 4539578763621486.\r\n"
    );
    assert_eq!(kept.len(), 2, "the same mail is known again although it is covered");
    assert!(kept[1].ends_with("\r\n\r\nAgain **** **** **** 1111, password: ******, order 4539578763621486.\r\n"));
}
