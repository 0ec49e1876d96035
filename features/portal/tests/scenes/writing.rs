//! Writing to us about an order.

use crate::browser::hidden;
use crate::stage::{House, MIA};
use axum::http::StatusCode;
use db::sql;
use testkit::both_databases;

#[both_databases]
async fn a_message_opens_a_conversation_that_names_the_order_and_knows_who_wrote(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let here = format!("/portal/orders/{}/write", house.arrived.number);
    let key = hidden(&mia.get(&here).await.body, "key");
    let fields = [("key", key.as_str()), ("subject", "The lid\nis loose"), ("text", "It rattles.")];

    let page = mia.post(&here, &fields).await;
    let again = mia.post(&here, &fields).await;

    assert_eq!((page.status, again.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(house.count("conversation").await, 1, "sent twice, it is there once");
    let (subject, customer, order): (String, i64, i64) = house
        .read(|tx| {
            sql("SELECT c.subject, c.customer_id, l.order_id FROM conversation c JOIN portal_letter l ON l.conversation_id = c.id")
                .only(tx, "conversation")
        })
        .await;
    assert_eq!(
        (subject, customer, order),
        (format!("{}: The lid is loose", house.arrived.number), house.mia.0, house.arrived.id.0)
    );
    let authentic: String = house.read(|tx| sql("SELECT authentic FROM message").only(tx, "message")).await;
    assert_eq!(authentic, "pass");
}

#[both_databases]
async fn six_messages_an_hour_and_no_empty_one(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let here = format!("/portal/orders/{}/write", house.waiting.number);
    mia.get(&here).await;
    assert_eq!(mia.post(&here, &[("text", "  "), ("key", "0")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for number in 1..=6 {
        assert_eq!(mia.post(&here, &[("text", "Where is it?"), ("key", &number.to_string())]).await.status, StatusCode::SEE_OTHER);
    }

    let seventh = mia.post(&here, &[("text", "And what I typed stays"), ("key", "7")]).await;

    assert_eq!(seventh.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(seventh.body.contains("And what I typed stays"));
    assert_eq!(house.count("conversation").await, 6);
}
