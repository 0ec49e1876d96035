//! An article in a reply: in the customer's language, in plain words, and only what customers may be told.

use crate::stage::{House, returns};
use axum::http::StatusCode;
use db::sql;
use knowledge::Audience;
use testkit::both_databases;

#[both_databases]
async fn an_article_goes_into_the_reply_in_the_customers_language(house: House) {
    house.ben_writes(returns(Audience::Customers), true).await;
    let mut ana = house.at_the_desk(house.ana).await;

    let offered = ana.get("/conversations/1/articles").await;
    assert!(offered.body.contains("Devoluciones") && offered.body.contains("value=\"returns\""), "{}", offered.body);
    assert!(offered.body.contains("data-preview=\"/knowledge/returns/look?language=es\""), "{}", offered.body);
    let look = ana.get("/knowledge/returns/look?language=es").await;
    assert!(look.body.contains("<strong>30 días</strong>"), "{}", look.body);

    ana.get("/knowledge").await;
    let put = ana
        .post("/conversations/1/article", &[("article", "returns"), ("body", "Hola, Mia:"), ("kind", "reply")])
        .await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    let text: String = house.read(|tx| sql("SELECT text FROM draft").only(tx, "draft")).await;
    assert_eq!(text, "Hola, Mia:\n\nEn 30 días, por esta página (https://kettle.example/d).");
}

#[both_databases]
async fn what_is_for_colleagues_is_read_here_and_put_into_no_letter(house: House) {
    house.ben_writes(returns(Audience::Colleagues), true).await;
    let mut ana = house.at_the_desk(house.ana).await;

    let offered = ana.get("/conversations/1/articles").await;
    assert!(offered.body.contains("colleagues only") && !offered.body.contains("value=\"returns\""), "{}", offered.body);
    ana.get("/knowledge").await;
    let put = ana
        .post("/conversations/1/article", &[("article", "returns"), ("body", ""), ("kind", "reply")])
        .await;
    assert_eq!(put.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", put.body);
    let drafts: i64 = house.read(|tx| sql("SELECT COUNT(*) FROM draft").only(tx, "count")).await;
    assert_eq!(drafts, 0);
}
