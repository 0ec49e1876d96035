//! One's conversations: read, answered, begun; and what is not for the customer stays away from them.

use crate::browser::hidden;
use crate::stage::{House, MIA, TOM};
use axum::http::StatusCode;
use db::{Actor, sql};
use desk::{ConversationId, MessageKind};
use orders::verification::{self, Within};
use testkit::both_databases;

/// Writes, and gives the number of the conversation.
async fn writes(house: &House, who: &mut crate::browser::Browser, text: &str) -> i64 {
    let key = hidden(&who.get("/portal/write").await.body, "key");
    let page = who.post("/portal/write", &[("key", &key), ("subject", ""), ("text", text)]).await;
    assert_eq!(page.leads_to, "/portal/conversations?done=written", "{}", page.body);
    house.read(|tx| sql("SELECT MAX(number) FROM conversation").only(tx, "number")).await
}

/// Puts a message of ours into the conversation, as the outbox would have left it.
async fn is_told(house: &House, number: i64, kind: MessageKind, to: &'static str, text: &'static str, delivery: Option<desk::Delivery>) {
    house
        .works(Actor::System, move |work| {
            let conversation = desk::conversations::numbered(work, number)?.expect("a conversation");
            let now = work.now;
            let message: i64 = sql(
                "INSERT INTO message (conversation_id, kind, author_kind, author_id, from_name, from_address, reply_to, subject, text,
                                       written_at, automatic, authentic, delivery)
                 VALUES ($1, $2, 'agent', 1, 'Ana', 'support@kettle.example', '[]', '', $3, $4, 'no', 'pass', $5) RETURNING id",
            )
            .with(conversation.id)
            .with(kind)
            .with(text)
            .with(now)
            .with(delivery)
            .only(work, "message")?;
            sql("INSERT INTO message_recipient (message_id, role, name, address) VALUES ($1, 'to', '', $2)")
                .with(message)
                .with(to)
                .run(work)?;
            work.keep_quietly("a scene");
            Ok(())
        })
        .await;
}

#[both_databases]
async fn she_writes_reads_the_answer_and_answers(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let number = writes(&house, &mut mia, "Do you sell blue lids?").await;
    is_told(&house, number, MessageKind::Outgoing, MIA, "From May on.", Some(desk::Delivery::Sent)).await;
    let here = format!("/portal/conversations/{number}");

    let list = mia.get("/portal/conversations").await;
    let page = mia.get(&here).await;
    assert!(list.body.contains("Do you sell blue lids?") && list.body.contains("we owe you an answer"), "{}", list.body);
    assert!(
        page.body.contains("From May on.") && page.body.contains("Ana") && page.body.contains(">You<"),
        "{}",
        page.body
    );
    let key = hidden(&page.body, "key");
    let fields = [("key", key.as_str()), ("text", "Then I wait.")];
    for _ in 0..2 {
        assert_eq!(mia.post(&here, &fields).await.leads_to, format!("{here}?done=written"));
    }

    assert_eq!(mia.get(&here).await.body.matches("Then I wait.").count(), 1, "sent twice, it is there once");
    assert_eq!(house.count("conversation").await, 1);
    let customer = house.mia;
    let strength = house
        .read(move |tx| {
            let conversation = desk::conversations::numbered(tx, number)?.expect("a conversation");
            verification::strength(tx, customer, Within::Conversation(conversation.id.0))
        })
        .await;
    assert_eq!(strength, "signed_in", "who writes from here is known in what she writes");
    assert_eq!(mia.post(&here, &[("key", "x"), ("text", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[both_databases]
async fn attack_25_notes_and_what_went_to_others_is_not_shown(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let number = writes(&house, &mut mia, "The kettle leaks.").await;
    is_told(&house, number, MessageKind::Note, MIA, "NOTE she is difficult", None).await;
    is_told(
        &house,
        number,
        MessageKind::Outgoing,
        "factory@kettle.example",
        "FORWARD is this a known fault?",
        Some(desk::Delivery::Sent),
    )
    .await;
    is_told(&house, number, MessageKind::Outgoing, MIA, "HELD may still be taken back", Some(desk::Delivery::Held)).await;
    let (tom, toms) = (house.tom, number);
    house
        .works(Actor::System, move |work| {
            let conversation: ConversationId = desk::conversations::numbered(work, toms)?.expect("a conversation").id;
            sql("INSERT INTO message (conversation_id, kind, author_kind, author_id, from_name, from_address, reply_to, subject, text, written_at, automatic, authentic)
                 VALUES ($1, 'incoming', 'customer', $2, 'Factory', 'factory@kettle.example', '[]', '', 'SUPPLIER it is known', $3, 'no', 'pass')")
            .with(conversation)
            .with(tom)
            .with(work.now)
            .run(work)?;
            work.keep_quietly("a scene");
            Ok(())
        })
        .await;

    let page = mia.get(&format!("/portal/conversations/{number}")).await;

    assert!(page.body.contains("The kettle leaks."));
    for word in ["NOTE", "FORWARD", "HELD", "SUPPLIER"] {
        assert!(!page.body.contains(word), "{word} is shown: {}", page.body);
    }
}

#[both_databases]
async fn attack_22_a_conversation_is_its_customers_only(house: House) {
    let (mut mia, mut tom) = (house.comes_in(MIA).await, house.comes_in(TOM).await);
    let number = writes(&house, &mut mia, "My secret recipe.").await;
    let here = format!("/portal/conversations/{number}");

    let (read, missing) = (tom.get(&here).await, tom.get("/portal/conversations/999").await);
    let answered = tom.post(&here, &[("key", "k"), ("text", "me too")]).await;

    assert_eq!(
        (read.status, missing.status, answered.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert!(!read.body.contains("recipe") && !tom.get("/portal/conversations").await.body.contains("recipe"));
    assert_eq!(house.count("conversation").await, 1);
}
