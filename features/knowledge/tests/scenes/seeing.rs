//! Who reads what: everybody what is published, drafts and what is archived those who write.

use crate::stage::{House, returns};
use axum::http::{Method, StatusCode};
use db::{Actor, Trouble};
use knowledge::articles::{self, Filter};
use knowledge::{Audience, article};
use testkit::both_databases;

#[both_databases]
async fn attack_22_a_draft_is_seen_by_who_writes_and_by_nobody_else(house: House) {
    let id = house.ben_writes(returns(Audience::Colleagues), false).await;
    let mut ana = house.at_the_desk(house.ana).await;
    let (path, by_key) = ("/knowledge/returns", format!("/knowledge/{id}"));

    for hidden in [path, &by_key, "/knowledge/returns/look"] {
        let page = ana.get(hidden).await;
        assert!(page.status == StatusCode::NOT_FOUND && !page.body.contains("30 days"), "{hidden}: {}", page.status);
    }
    let shelf = ana.get("/knowledge?state=draft").await;
    assert!(!shelf.body.contains("/knowledge/returns"), "{}", shelf.body);
    assert!(ana.get("/knowledge").await.body.contains("Nothing is written down yet"), "nor that there is one");
    assert_eq!(ana.get("/knowledge/Returns").await.status, StatusCode::NOT_FOUND);
    for write in ["/knowledge/new", "/knowledge/returns/edit", "/knowledge/returns/history"] {
        assert_eq!(ana.get(write).await.status, StatusCode::FORBIDDEN, "{write}");
    }
    for verb in ["publish", "withdraw", "archive", "undo", "history/1"] {
        assert_eq!(ana.post(&format!("{path}/{verb}"), &[]).await.status, StatusCode::FORBIDDEN, "{verb}");
    }
    let tried = house
        .base
        .db
        .work(Actor::Agent(house.ana.0), |work| article::write(work, returns(Audience::Colleagues)))
        .await;
    assert!(matches!(tried, Err(Trouble::Refused(_))), "{tried:?}");

    house.works(Actor::Agent(house.ben.0), move |work| articles::find(work, id)?.publish(work)).await;
    assert_eq!(ana.get(&by_key).await.leads_to, path, "its key leads to where it is filed");
    assert!(ana.get(path).await.body.contains("<strong>30 days</strong>"));
    assert_eq!(ana.get("/knowledge/Returns").await.leads_to, path, "however a policy spells it");
    house.works(Actor::Agent(house.ben.0), move |work| articles::find(work, id)?.archive(work)).await;
    assert_eq!(ana.get(path).await.status, StatusCode::NOT_FOUND);
    let mut ben = house.at_the_desk(house.ben).await;
    assert!(!ben.get("/knowledge").await.body.contains("href=\"/knowledge/returns\""), "archived ones are asked for");
    assert!(ben.get("/knowledge?state=archived").await.body.contains("href=\"/knowledge/returns\""));
}

#[both_databases]
async fn attack_22_a_stranger_gets_in_nowhere(house: House) {
    house.ben_writes(returns(Audience::Customers), true).await;
    for route in knowledge::pages::routes().listing() {
        let path = route.path.replace("{slug}", "returns").replace("{item}", "1");
        let page = house.browser().send(route.method.clone(), &path, String::new()).await;
        let sent_away = page.leads_to.starts_with("/sign-in") || matches!(page.status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED);
        assert!(sent_away && !page.body.contains("30 days"), "{} {path}: {}", route.method, page.status);
        assert!(route.method == Method::GET || route.needs == knowledge::WRITE, "{path} changes something and asks for less");
    }
}

#[both_databases]
async fn a_policy_that_cites_nothing_leads_whoever_may_to_writing_it(house: House) {
    let (mut ben, mut ana) = (house.at_the_desk(house.ben).await, house.at_the_desk(house.ana).await);
    let page = ben.get("/knowledge/warranty").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("/knowledge/new?slug=warranty"), "{}", page.body);
    assert!(ben.get("/knowledge/new?slug=warranty").await.body.contains("value=\"warranty\""));
    assert!(!ana.get("/knowledge/warranty").await.body.contains("/knowledge/new"));
}

#[both_databases]
async fn the_shelf_goes_on_where_it_stopped_and_is_narrowed(house: House) {
    for (slug, section) in [("b", "Orders"), ("a", "Orders"), ("c", "Care"), ("d", "")] {
        let mut content = returns(Audience::Customers);
        (content.slug, content.section) = (slug.into(), section.into());
        content.texts.retain(|tag, _| slug != "c" || tag == "en");
        house.ben_writes(content, slug != "d").await;
    }
    let page = |filter: Filter, writes: bool, after: Option<(String, String)>| {
        house.read(move |tx| {
            let page = articles::page(tx, &filter, writes, after, 2)?;
            Ok(page.into_iter().map(|article| article.content.slug).collect::<Vec<_>>())
        })
    };
    assert_eq!(page(Filter::default(), false, None).await, ["c", "a"]);
    assert_eq!(page(Filter::default(), false, Some(("Orders".into(), "a".into()))).await, ["b"]);
    assert_eq!(page(Filter::default(), true, None).await, ["d", "c"], "drafts for who writes");
    assert_eq!(
        page(Filter { language: Some("es".into()), section: Some("Care".into()), ..Filter::default() }, true, None).await,
        Vec::<String>::new()
    );
    assert_eq!(page(Filter { typed: "DEVOL".into(), ..Filter::default() }, false, None).await, ["a", "b"]);
    assert_eq!(page(Filter { typed: "%".into(), ..Filter::default() }, false, None).await, Vec::<String>::new());
    assert_eq!(house.read(|tx| articles::sections(tx, false)).await, ["Care", "Orders"]);
}
