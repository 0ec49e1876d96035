//! Articles through the API, and the whole way into search: in every language, drafts for who writes, archived ones for nobody.

use crate::stage::{Desk, personal};
use axum::http::{Method, StatusCode};
use frontline::background::Background;
use frontline::followers::index_once;
use frontline::indexing::{Stale, changes};
use serde_json::{Value, json};
use testkit::both_databases;

/// The index reads whatever the log has, to its end, which PostgreSQL may hold back for a moment (see `doubles.rs`).
async fn catch_up(desk: &Desk) {
    let index = (*desk.site.service::<search::Index>()).clone();
    let (end, background) = (desk.read(db::activity::end).await, Background::start("index").expect("a thread"));
    for _ in 0..400 {
        while index_once(desk.db(), &index, &background).await.expect("it follows") > 0 {}
        if index.position() >= end {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the log was not whole within ten seconds");
}

fn descaling() -> Value {
    json!({
        "slug": "descaling", "section": "Care", "audience": "customers",
        "texts": {
            "en": { "title": "Descaling", "body": "Use **citric acid**, never vinegar." },
            "es": { "title": "Quitar la cal", "body": "Con ácido cítrico." },
            "zh": { "title": "除水垢", "body": "请使用柠檬酸。" },
        },
    })
}

/// Which kinds are found for these words.
async fn kinds(desk: &Desk, token: &str, words: &str) -> Vec<String> {
    let found = desk.get(token, &format!("/search?q={words}")).await;
    let hits = found.body["data"].as_array().cloned().unwrap_or_default();
    hits.iter().filter_map(|hit| hit["kind"].as_str()).map(str::to_owned).collect()
}

#[both_databases]
async fn a_program_writes_changes_publishes_and_puts_back(desk: Desk) {
    let made = desk.post(&desk.noors, "/articles", descaling()).await;
    assert_eq!((made.status, made.body["state"].as_str()), (StatusCode::CREATED, Some("draft")), "{:?}", made.body);
    let path = format!("/articles/{}", made.id());
    assert_eq!(made.header("location"), format!("/api/v1{path}"));

    let tag = made.header("etag").to_owned();
    let title = json!({ "title": "Quitar la cal", "body": "Con ácido cítrico, nunca vinagre." });
    let put = desk
        .asks(&desk.noors, Method::PUT, &format!("{path}/texts/es-MX"))
        .header("if-match", &tag)
        .json(&title)
        .answer()
        .await;
    assert_eq!((put.status, &put.body["texts"]["es"]), (StatusCode::OK, &title));
    let late = desk
        .asks(&desk.noors, Method::PATCH, &path)
        .header("if-match", &tag)
        .json(&json!({ "section": "X" }))
        .answer()
        .await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    let gone = desk.asks(&desk.noors, Method::DELETE, &format!("{path}/texts/zh")).answer().await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);

    let published = desk.post(&desk.noors, &format!("{path}/publish"), json!({})).await;
    assert_eq!((published.body["state"].as_str(), published.body["version"].as_i64()), (Some("published"), Some(4)));
    let versions = desk.get(&desk.noors, &format!("{path}/versions?limit=2")).await;
    assert_eq!(versions.body["data"][0]["deed"], "published");
    let cursor = versions.body["next_cursor"].as_str().expect("there are more");
    let rest = desk.get(&desk.noors, &format!("{path}/versions?limit=2&cursor={cursor}")).await;
    assert_eq!(rest.body["data"][1]["deed"], "written");
    let back = desk.post(&desk.noors, &format!("{path}/versions/1/put-back"), json!({})).await;
    assert_eq!((back.body["texts"]["zh"]["title"].as_str(), back.body["state"].as_str()), (Some("除水垢"), Some("published")));

    let taken = desk.post(&desk.noors, "/articles", descaling()).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let listed = desk.get(&desk.noors, "/articles?slug=descaling&limit=1").await;
    assert_eq!(listed.body["data"][0]["id"], made.body["id"]);
}

#[both_databases]
async fn attack_22_a_token_without_the_scope_reads_nothing_and_a_draft_is_for_who_writes(desk: Desk) {
    let made = desk.post(&desk.noors, "/articles", descaling()).await;
    let path = format!("/articles/{}", made.id());

    assert_eq!(desk.get(&desk.narrow, "/articles").await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.post(&desk.anas, "/articles", descaling()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.get(&desk.anas, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.get(&desk.anas, "/articles?state=draft").await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.get(&desk.anas, "/articles").await.body["data"], json!([]));
    let (_, reads) = personal(desk.db(), desk.ana, "knowledge.see").await;
    let (_, hears) = personal(desk.db(), desk.noor, "activity.see knowledge.see").await;
    catch_up(&desk).await;
    let told = async |token: &str| desk.get(token, "/activity?limit=200").await.body["data"].to_string();
    assert!(!told(&hears).await.contains("article."), "a draft's word may say what it is about");
    assert!(told(&desk.noors).await.contains("article.written"));
    desk.post(&desk.noors, &format!("{path}/publish"), json!({})).await;
    assert_eq!(desk.get(&reads, &path).await.body["texts"]["es"]["title"], "Quitar la cal");
}

#[both_databases]
async fn an_article_is_found_in_every_language_a_draft_by_who_writes_and_an_archived_one_by_nobody(desk: Desk) {
    let made = desk.post(&desk.noors, "/articles", descaling()).await;
    let path = format!("/articles/{}", made.id());
    catch_up(&desk).await;
    for words in ["vinegar", "citrico", "柠檬酸"] {
        assert_eq!(kinds(&desk, &desk.noors, words).await, ["article_draft"], "{words}");
        assert_eq!(kinds(&desk, &desk.anas, words).await, Vec::<String>::new(), "{words}");
    }
    let counts = desk.get(&desk.anas, "/search/counts?q=vinegar").await;
    assert_eq!(counts.body["total"], 0, "nor are they counted");

    desk.post(&desk.noors, &format!("{path}/publish"), json!({})).await;
    catch_up(&desk).await;
    for words in ["vinegar", "citrico", "柠檬酸", "descal", "descaling lang:es"] {
        assert_eq!(kinds(&desk, &desk.anas, &words.replace(' ', "%20")).await, ["article"], "{words}");
    }
    assert_eq!(kinds(&desk, &desk.shops, "vinegar").await, Vec::<String>::new(), "without the scope");
    let found = desk.get(&desk.anas, "/search?q=柠檬酸&kind=article").await;
    let hit = &found.body["data"][0];
    assert_eq!((hit["subject"].as_str(), hit["snippet"].as_str()), (Some("Descaling"), Some("请使用柠檬酸。")), "{hit}");

    desk.post(&desk.noors, &format!("{path}/archive"), json!({})).await;
    catch_up(&desk).await;
    assert_eq!(kinds(&desk, &desk.noors, "vinegar").await, Vec::<String>::new());
}

#[both_databases]
async fn a_portion_for_the_index_ends_where_it_grows_heavy_and_the_next_goes_on_there(desk: Desk) {
    let mut stale = Vec::new();
    for slug in ["one", "two", "three"] {
        let made = desk
            .post(
                &desk.noors,
                "/articles",
                json!({ "slug": slug, "texts": { "en": { "title": slug, "body": "words ".repeat(100) } } }),
            )
            .await;
        stale.push(Stale::Article(made.body["id"].as_i64().expect("a key")));
    }
    let done = async |most| {
        let stale = stale.clone();
        desk.read(move |tx| Ok(changes(tx, &stale, most)?.1)).await
    };
    assert_eq!((done(1).await, done(700).await, done(1_000_000).await), (1, 2, 3));
}
