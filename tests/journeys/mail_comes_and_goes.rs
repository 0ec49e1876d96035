//! Postfix → Dovecot → the desk → a reply → the customer's mailbox → their answer threads back → a bounce reaches its author.

use crate::post::{Servers, eventually, header, mail};
use crate::running::Desk;
use db::{Actor, Database, sql};
use desk::{ConversationId, Delivery, Recipients, Reply, Then, messages, notices};
use kit::EmailAddress;
use std::time::Duration;

fn reply_to(address: &str, text: &str) -> Reply {
    let to = vec![EmailAddress::parse(address).expect("an address")];
    Reply {
        recipients: Recipients { to, ..Recipients::default() },
        text: text.into(),
        answers: None,
        draft: None,
        then: Then::Pending,
        send_at: None,
    }
}

async fn conversations(db: &Database) -> Vec<(ConversationId, String, i64)> {
    db.read(|tx| sql("SELECT id, subject, message_count FROM conversation ORDER BY id").all(tx))
        .await
        .expect("conversations")
}

async fn until<T: Send + 'static>(db: &Database, what: &str, look: impl Fn(Vec<(ConversationId, String, i64)>) -> Option<T>) -> T {
    for _ in 0..600 {
        if let Some(found) = look(conversations(db).await) {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited in vain: {what}; there are {:?}", conversations(db).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_arrives_is_answered_and_the_answer_threads_back() {
    let Some(servers) = Servers::find() else { return };
    let mut desk = Desk::with_mailbox(&servers, "journey-threads").await;
    desk.start(&[]).expect("the desk starts");
    let db = desk.data();

    servers.send(
        "mia@customer.example",
        &desk.inbox_address,
        &mail("Mia <mia@customer.example>", &desk.inbox_address, "The kettle leaks", "k1@customer.example", "", "It leaks."),
    );
    let kettle = until(&db, "the mail becomes a conversation", |all| all.iter().find(|c| c.1 == "The kettle leaks").map(|c| c.0)).await;
    let agent = desk.agent;
    db.work(Actor::Agent(agent), move |work| {
        desk::conversations::find(work, kettle)?.reply(work, &reply_to("mia@customer.example", "We send a new one."))
    })
    .await
    .expect("the reply is accepted");
    let received = servers.await_mail("mia@customer.example", |mail| mail.contains("We send a new one."));

    assert_eq!(header(&received, "In-Reply-To"), "<k1@customer.example>");
    assert!(header(&received, "References").contains("k1@customer.example"));
    assert!(header(&received, "Reply-To").contains("journey-threads+c"), "{}", header(&received, "Reply-To"));

    let answer = mail(
        "Mia <mia@customer.example>",
        &desk.inbox_address,
        "completely other words",
        "k2@customer.example",
        &format!("In-Reply-To: {}\n", header(&received, "Message-ID")),
        "Thank you!",
    );
    servers.send("mia@customer.example", &desk.inbox_address, &answer);
    until(&db, "the answer threads back", |all| all.iter().find(|c| c.0 == kettle && c.2 == 3).cloned()).await;

    let delivery = db.read(move |tx| messages::of(tx, kettle)).await.expect("messages").iter().find_map(|m| m.delivery);
    assert_eq!(delivery, Some(Delivery::Sent));
    assert_eq!(conversations(&db).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bounce_reaches_the_author_and_flags_the_address() {
    let Some(servers) = Servers::find() else { return };
    let mut desk = Desk::with_mailbox(&servers, "journey-bounces").await;
    desk.start(&[]).expect("the desk starts");
    let (db, agent, inbox) = (desk.data(), desk.agent, desk.inbox);

    let (conversation, message) = db
        .work(Actor::Agent(agent), move |work| {
            desk::start(work, inbox, "Your order", &reply_to("nobody@bounce.example", "It is on its way."))
        })
        .await
        .expect("the letter is accepted");
    let message = {
        let db = db.clone();
        let mut found = None;
        for _ in 0..600 {
            let now = db.read(move |tx| messages::find(tx, message)).await.expect("the message");
            if now.delivery == Some(Delivery::Bounced) {
                found = Some(now);
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        found.unwrap_or_else(|| panic!("the bounce did not come back:\n{}", desk.log()))
    };

    let viewer = desk::Viewer { agent, sees_all: true };
    let told = db.read(move |tx| notices::of(tx, viewer, 10)).await.expect("notices");
    let flagged: i64 = db
        .read(|tx| {
            sql("SELECT COUNT(*) FROM customer_identity WHERE value = 'nobody@bounce.example' AND undeliverable_since IS NOT NULL")
                .only(tx, "count")
        })
        .await
        .expect("count");
    assert!(message.delivery_reason.is_some_and(|why| why.contains("nobody@bounce.example")));
    assert_eq!((told.len(), told[0].kind, flagged), (1, notices::Kind::NotDelivered, 1));
    let reopened = db.read(move |tx| desk::conversations::find(tx, conversation.id)).await.expect("the conversation");
    assert!(reopened.is_open() && reopened.trouble);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_19_a_refusal_is_final_and_a_deferral_is_tried_again() {
    let Some(servers) = Servers::find() else { return };
    let mut desk = Desk::with_mailbox(&servers, "journey-refused").await;
    desk.start(&[]).expect("the desk starts");
    let (db, agent, inbox) = (desk.data(), desk.agent, desk.inbox);

    let (_, refused) = db
        .work(Actor::Agent(agent), move |work| desk::start(work, inbox, "One", &reply_to("x@refuse.example", "Hello")))
        .await
        .expect("accepted");
    let (_, deferred) = db
        .work(Actor::Agent(agent), move |work| desk::start(work, inbox, "Two", &reply_to("x@defer.example", "Hello")))
        .await
        .expect("accepted");

    let runtime = tokio::runtime::Handle::current();
    let seen = tokio::task::block_in_place(|| {
        eventually(Duration::from_secs(30), || {
            let states = runtime.block_on(async {
                (db.read(move |tx| messages::find(tx, refused)).await, db.read(move |tx| messages::find(tx, deferred)).await)
            });
            match (states.0.ok()?.delivery?, states.1.ok()?.delivery?) {
                (Delivery::Failed, Delivery::Delayed) => Some(()),
                _ => None,
            }
        })
    });
    assert!(seen.is_some(), "{}", desk.log());
}
