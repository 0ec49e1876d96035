//! Writing, publishing, and that nothing anybody wrote is lost.

use crate::stage::{House, returns};
use axum::http::StatusCode;
use db::{Actor, Trouble};
use knowledge::{Audience, State, article, articles, history};
use testkit::both_databases;

#[both_databases]
async fn an_article_is_written_shown_published_and_undone_in_the_browser(house: House) {
    let mut ben = house.at_the_desk(house.ben).await;
    let shelf = ben.get("/knowledge").await;
    assert!(shelf.body.contains("Nothing is written down yet") && shelf.body.contains("/knowledge/new"), "{}", shelf.body);
    ben.get("/knowledge/new").await;

    let typed = [
        ("section", "Orders"),
        ("audience", "customers"),
        ("title_en", "Returns & refunds"),
        ("body_en", "## How\n\nWithin <b>30</b> days."),
        ("title_es", "Devoluciones"),
        ("body_es", "En 30 días."),
        ("further", "de"),
        ("title_further", "Rückgabe"),
        ("body_further", "In 30 Tagen."),
    ];
    let shown = ben.post("/knowledge", &[&typed[..], &[("show", "yes")]].concat()).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("Within &lt;b&gt;30&lt;/b&gt; days"), "{}", shown.body);
    assert_eq!(house.kinds().await, Vec::<String>::new(), "a preview keeps nothing");

    let made = ben.post("/knowledge", &typed).await;
    assert_eq!((made.status, made.leads_to.as_str()), (StatusCode::SEE_OTHER, "/knowledge/returns-refunds?said=1"));
    ben.get("/knowledge/returns-refunds").await;
    let published = ben.post("/knowledge/returns-refunds/publish", &[]).await;
    let page = ben.get(&published.leads_to).await;
    assert!(
        page.body.contains("Published") && page.body.contains("<h2>How</h2>") && page.body.contains("Deutsch"),
        "{}",
        page.body
    );
    let spanish = ben.get("/knowledge/returns-refunds?language=es").await;
    assert!(spanish.body.contains("<h1>Devoluciones</h1>") && spanish.body.contains("En 30 días."), "{}", spanish.body);

    ben.post("/knowledge/returns-refunds/undo", &[("version", "2")]).await;
    let page = ben.get("/knowledge/returns-refunds").await;
    assert!(page.body.contains("Draft"), "{}", page.body);
    assert_eq!(house.kinds().await, ["article.written", "article.published", "article.put_back"]);
    let history = ben.get("/knowledge/returns-refunds/history").await;
    assert!(history.body.contains("Version 3") && history.body.contains("Ben"), "{}", history.body);
    assert_eq!(ben.get("/knowledge/returns-refunds/history/1").await.status, StatusCode::OK);
}

#[both_databases]
async fn who_saves_over_a_colleagues_change_is_told_first_and_loses_nothing(house: House) {
    let id = house.ben_writes(returns(Audience::Customers), true).await;
    let mut ben = house.at_the_desk(house.ben).await;
    ben.get("/knowledge/returns/edit").await;
    house
        .works(Actor::System, move |work| {
            let mut content = returns(Audience::Customers);
            content.section = "Policies".into();
            articles::find(work, id)?.change(work, 2, content)
        })
        .await;

    let fields = [
        ("slug", "returns"),
        ("audience", "customers"),
        ("title_en", "Returns"),
        ("body_en", "Within 60 days, typed at length."),
    ];
    let refused = ben.post("/knowledge/returns", &[&fields[..], &[("version", "2")]].concat()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("saved version 3 meanwhile") && refused.body.contains("typed at length"),
        "{}",
        refused.body
    );
    assert!(
        refused.body.contains("name=\"version\" value=\"3\"") && refused.body.contains("/knowledge/returns/history/3"),
        "{}",
        refused.body
    );
    assert_eq!(house.article(id).await.content.section, "Policies", "nothing was changed");

    let saved = ben.post("/knowledge/returns", &[&fields[..], &[("version", "3")]].concat()).await;
    assert_eq!(saved.leads_to, "/knowledge/returns?said=4");
    let theirs = house.read(move |tx| history::version(tx, id, 3)?.content()).await;
    assert_eq!((theirs.section.as_str(), theirs.texts.len()), ("Policies", 2), "theirs is kept");

    ben.get("/knowledge/returns").await;
    ben.post("/knowledge/returns/history/3", &[]).await;
    let now = house.article(id).await;
    assert_eq!((now.content, now.state, now.version), (theirs, State::Published, 5));
}

#[both_databases]
async fn what_cannot_be_filed_is_refused_in_words(house: House) {
    house.ben_writes(returns(Audience::Customers), false).await;
    let ben = Actor::Agent(house.ben.0);
    for (slug, title, key) in [
        ("returns", "Twice", "knowledge-refused-slug-taken"),
        ("", "退货", "knowledge-refused-slug"),
        ("17", "Digits", "knowledge-refused-slug"),
        ("new", "New", "knowledge-refused-slug"),
        ("fine", "", "knowledge-refused-untitled"),
    ] {
        let mut content = returns(Audience::Customers);
        content.slug = slug.into();
        content.texts.retain(|tag, _| tag == "en");
        content.texts.entry("en".into()).and_modify(|words| words.title = title.into());
        match house.base.db.work(ben, move |work| article::write(work, content.clone())).await {
            Err(Trouble::Refused(refusal)) => assert_eq!(refusal.key, key, "{slug} {title}"),
            other => panic!("{slug} {title}: {other:?}"),
        }
    }
}

#[both_databases]
async fn done_twice_it_changes_and_records_nothing(house: House) {
    let id = house.ben_writes(returns(Audience::Customers), true).await;
    house
        .works(Actor::Agent(house.ben.0), move |work| {
            work.keep_quietly("it was so before");
            let article = articles::find(work, id)?;
            article.publish(work)?;
            article.change(work, article.version, article.content.clone())
        })
        .await;
    assert_eq!((house.article(id).await.version, house.kinds().await.len()), (2, 2));
}
