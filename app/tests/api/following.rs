//! What follows from what happened in a shop, from a mail whose sender was proven, and from what a customer writes: who hears of it, who is
//! known by it, and in which language they are answered.

use crate::stage::Desk;
use customers::CustomerId;
use db::{Actor, sql};
use desk::notices::beside::{self, Beside};
use desk::{ConversationId, MessageId};
use frontline::event::Event;
use frontline::reactions::react;
use orders::verification::{self, Within};
use testkit::both_databases;

impl Desk {
    async fn follows(&self, event: Event) {
        self.db().work(Actor::System, move |work| react(work, [&event])).await.expect("it follows");
    }

    async fn heard_by(&self, agent: agents::AgentId) -> Vec<Beside> {
        self.read(move |tx| beside::of(tx, agent.0, 10)).await
    }
}

fn failed(order: i64, agent: Option<i64>) -> Event {
    Event::Shops(shops::Event::ErrandFailed {
        shop: 1,
        errand: 1,
        order: Some(order),
        what: "refund".into(),
        agent,
        reason: "refused|no".into(),
    })
}

#[both_databases]
async fn who_acted_hears_that_a_shop_refused_and_those_who_manage_hear_it_for_a_customer(desk: Desk) {
    let shop = desk.shop().await;
    let order = shop.imports("S-1", 1, None).await;
    let (id, number) = (order["id"].as_i64().expect("a key"), order["number"].as_str().expect("a number").to_owned());

    desk.follows(failed(id, Some(desk.ana.0))).await;
    desk.follows(failed(id, Some(desk.ana.0))).await;

    let told = desk.heard_by(desk.ana).await;
    assert_eq!(told.len(), 1, "told again, it is one notice");
    assert_eq!(
        (told[0].about.as_str(), told[0].link.as_str(), told[0].read),
        (number.as_str(), format!("/orders/{number}#errands").as_str(), false)
    );
    assert!(desk.heard_by(desk.noor).await.is_empty());

    desk.follows(failed(id, None)).await;
    assert_eq!(desk.heard_by(desk.noor).await.len(), 1, "nobody of us acted: those who manage orders hear it");

    let done = shops::Event::ErrandDone { shop: 1, errand: 2, order: Some(id), what: "refund".into() };
    desk.follows(Event::Shops(done)).await;
    for agent in [desk.ana, desk.noor] {
        assert!(desk.heard_by(agent).await.iter().all(|notice| notice.read), "what is settled needs no reading");
    }
}

#[both_databases]
async fn who_wrote_from_a_proven_address_is_recognised_in_that_conversation_only(desk: Desk) {
    let (first, second) = (desk.mia_writes("The kettle leaks").await, desk.mia_writes("Another thing").await);
    let written = |number: i64| {
        desk.read(move |tx| {
            let row: (i64, i64, i64) =
                sql("SELECT c.id, c.customer_id, m.id FROM conversation c JOIN message m ON m.conversation_id = c.id WHERE c.number = $1")
                    .with(number)
                    .only(tx, "message")?;
            Ok(row)
        })
    };
    let ((here, mia, message), (elsewhere, _, _)) = (written(first).await, written(second).await);
    let arrived = || {
        Event::Desk(desk::Event::MessageArrived {
            conversation: ConversationId(here),
            customer: mia,
            message: MessageId(message),
            automatic: false,
        })
    };
    let claims = |authentic: &'static str| {
        desk.by(desk.noor, move |work| {
            sql("UPDATE message SET authentic = $2 WHERE id = $1").with(message).with(authentic).run(work)?;
            work.keep_quietly("a scene");
            Ok(())
        })
    };
    let strength = |within| desk.read(move |tx| verification::strength(tx, CustomerId(mia), within));

    for doubtful in ["unknown", "fail"] {
        claims(doubtful).await;
        desk.follows(arrived()).await;
        assert_eq!(strength(Within::Conversation(here)).await, "none", "{doubtful}");
    }
    claims("pass").await;
    desk.follows(arrived()).await;
    desk.follows(arrived()).await;

    assert_eq!(strength(Within::Conversation(here)).await, "recognised");
    assert_eq!(
        (strength(Within::Conversation(elsewhere)).await, strength(Within::With(Actor::Agent(desk.ana.0))).await),
        ("none", "none")
    );
    assert_eq!(desk.times("identity.verified").await, 1, "once while it holds");
}

#[both_databases]
async fn the_language_a_customer_writes_is_noticed_once_and_never_over_what_somebody_chose(desk: Desk) {
    let number = desk.mia_writes("The kettle leaks").await;
    let (conversation, mia, message): (i64, i64, i64) = desk
        .read(move |tx| {
            sql("SELECT c.id, c.customer_id, m.id FROM conversation c JOIN message m ON m.conversation_id = c.id WHERE c.number = $1")
                .with(number)
                .only(tx, "message")
        })
        .await;
    let arrives = |text: &'static str, automatic: bool| {
        let desk = &desk;
        async move {
            desk.by(desk.noor, move |work| {
                sql("UPDATE message SET text = $2 WHERE id = $1").with(message).with(text).run(work)?;
                work.keep_quietly("a scene");
                Ok(())
            })
            .await;
            let (conversation, message) = (ConversationId(conversation), MessageId(message));
            desk.follows(Event::Desk(desk::Event::MessageArrived { conversation, customer: mia, message, automatic }))
                .await;
            desk.read(move |tx| Ok(customers::find(tx, CustomerId(mia))?.language)).await
        }
    };
    let (spanish, english) = (
        "Hola, mi hervidor pierde agua por la base desde ayer.",
        "Hello, my kettle stopped working after a week, can you help me?",
    );

    assert_eq!(arrives("K-10031", false).await, None, "too little");
    assert_eq!(arrives(spanish, true).await, None, "a machine wrote it");
    assert_eq!(arrives(spanish, false).await.as_deref(), Some("es"));
    assert_eq!(arrives(english, false).await.as_deref(), Some("es"), "it is known by now");
    assert_eq!(desk.times("customer.language_chosen").await, 1);

    desk.by(desk.noor, move |work| customers::customer::edit::choose_language(work, CustomerId(mia), Some("de")))
        .await;
    assert_eq!(arrives(english, false).await.as_deref(), Some("de"), "somebody chose it");
}
