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

#[both_databases]
async fn a_version_put_back_brings_its_words_and_neither_its_readers_nor_its_place(house: House) {
    let id = house.ben_writes(returns(Audience::Customers), true).await;
    house
        .works(Actor::Agent(house.ben.0), move |work| {
            let mut content = returns(Audience::Colleagues);
            "returns-inside".clone_into(&mut content.slug);
            content.texts.retain(|tag, _| tag == "en");
            let article = articles::find(work, id)?;
            article.change(work, article.version, content)?;
            article.put_back(work, 1)
        })
        .await;
    let now = house.article(id).await.content;
    assert_eq!((now.audience, now.slug.as_str()), (Audience::Colleagues, "returns-inside"), "nobody decided otherwise");
    assert_eq!(now.texts, returns(Audience::Customers).texts);
}

#[both_databases]
async fn what_is_saved_goes_to_the_article_it_was_opened_from_whatever_is_filed_there_now(house: House) {
    let id = house.ben_writes(returns(Audience::Customers), true).await;
    let mut ben = house.at_the_desk(house.ben).await;
    let form = ben.get("/knowledge/returns/edit").await;
    assert!(form.body.contains(&format!("action=\"/knowledge/{id}\"")), "{}", form.body);
    house
        .works(Actor::System, move |work| {
            let mut content = returns(Audience::Customers);
            "returns-2025".clone_into(&mut content.slug);
            articles::find(work, id)?.change(work, 2, content)
        })
        .await;
    let other = house.ben_writes(returns(Audience::Customers), true).await;

    let typed = [("slug", "returns"), ("title_en", "Returns"), ("body_en", "Typed at length."), ("version", "2")];
    let told = ben.post(&format!("/knowledge/{id}"), &typed).await;
    assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.body.contains("Typed at length."), "{}", told.body);
    assert_eq!(house.article(other).await.content, returns(Audience::Customers), "the other one is not written over");
}

#[both_databases]
async fn who_changes_nothing_is_not_told_of_a_colleagues_deed(house: House) {
    let id = house.ben_writes(returns(Audience::Customers), true).await;
    let mut ben = house.at_the_desk(house.ben).await;
    ben.get("/knowledge/returns").await;
    assert_eq!(ben.post(&format!("/knowledge/{id}/publish"), &[]).await.leads_to, "/knowledge/returns");
    let texts = returns(Audience::Customers).texts;
    let same = [
        ("slug", "returns"),
        ("section", "Orders"),
        ("audience", "customers"),
        ("title_en", &texts["en"].title),
        ("body_en", &texts["en"].body),
        ("title_es", &texts["es"].title),
        ("body_es", &texts["es"].body),
        ("version", "2"),
    ];
    assert_eq!(ben.post(&format!("/knowledge/{id}"), &same).await.leads_to, "/knowledge/returns");
    assert_eq!(house.article(id).await.version, 2);
}

#[both_databases]
async fn nothing_is_cut_off_or_dropped_without_a_word(house: House) {
    let ben = Actor::Agent(house.ben.0);
    let long = "long ".repeat(40);
    for (tag, title, section, key) in [
        ("es-MX", "Devoluciones", "Orders", "knowledge-refused-language-twice"),
        ("en", long.as_str(), "Orders", "knowledge-refused-long-title"),
        ("en", "Returns", long.as_str(), "knowledge-refused-long-section"),
        ("qq", "Qapla", "Orders", "knowledge-refused-language"),
    ] {
        let mut content = returns(Audience::Customers);
        section.clone_into(&mut content.section);
        content.texts.entry(tag.into()).or_default().title = title.into();
        match house.base.db.work(ben, move |work| article::write(work, content.clone())).await {
            Err(Trouble::Refused(refusal)) => assert_eq!(refusal.key, key),
            other => panic!("{key}: {other:?}"),
        }
    }
    let id = house.ben_writes(returns(Audience::Customers), true).await;
    let emptied = house.base.db.work(ben, move |work| {
        let article = articles::find(work, id)?;
        let mut content = article.content.clone();
        content.texts.values_mut().for_each(|words| words.body.clear());
        article.change(work, article.version, content)
    });
    assert!(matches!(emptied.await, Err(Trouble::Refused(refusal)) if refusal.key == "knowledge-refused-empty"));
}

#[both_databases]
async fn of_those_who_file_under_one_word_at_once_one_does_and_the_others_are_told(house: House) {
    let ben = Actor::Agent(house.ben.0);
    let all = (0..8).map(|_| house.base.db.work(ben, |work| article::write(work, returns(Audience::Customers))));
    let outcomes = futures::future::join_all(all).await;
    let told =
        |outcome: &Result<_, Trouble>| matches!(outcome, Err(Trouble::Refused(refusal)) if refusal.key == "knowledge-refused-slug-taken");
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|outcome| told(outcome)).count(), 7, "{outcomes:?}");
}
