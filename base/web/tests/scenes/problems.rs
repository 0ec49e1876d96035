//! Every problem says what happened and ends with what to do, in the person's language and in the form they asked for.

use crate::stage::*;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use db::Trouble;
use kit::Locale;
use std::collections::HashMap;
use std::time::Duration;
use web::{Needs, Problem, Routes, Text};

const KINDS: &[&str] = &[
    "not-found",
    "forbidden",
    "refused",
    "changed",
    "too-many",
    "too-large",
    "unreadable",
    "unavailable",
    "not-fetched",
    "fault",
];

async fn go_wrong(Path(kind): Path<String>) -> Problem {
    match kind.as_str() {
        "not-found" => Trouble::NotFound("conversation").into(),
        "forbidden" => Problem::forbidden(),
        "refused" => Trouble::refused("web-script-uploading").with("name", "<b>Mia</b>").into(),
        "changed" => Trouble::Changed("conversation").into(),
        "too-many" => Problem::too_many(60),
        "too-large" => Problem::too_large(),
        "unreadable" => Problem::unreadable(),
        "not-fetched" => Trouble::Elsewhere("s3://kettle/secret is silent".into()).into(),
        "unavailable" => Trouble::Unavailable("disk full at /var/secret".into()).into(),
        _ => Trouble::Shape("a secret of the table".into()).into(),
    }
}

async fn panics() -> &'static str {
    panic!("the wheel came off")
}

async fn numbered(Path(number): Path<i64>, Query(_): Query<HashMap<String, i64>>) -> String {
    number.to_string()
}

async fn dawdles() -> &'static str {
    tokio::time::sleep(Duration::from_secs(3600)).await;
    "at last"
}

fn routes() -> Routes {
    Routes::new()
        .get("/wrong/{kind}", Needs::Anyone, go_wrong)
        .get("/wrong-for-agents/{kind}", Needs::SignedIn, go_wrong)
        .get("/panics", Needs::Anyone, panics)
        .get("/numbers/{number}", Needs::Anyone, numbered)
        .get("/dawdles", Needs::Anyone, dawdles)
}

fn next_step(text: &Text, kind: &str) -> String {
    text.say(&format!("web-{kind}-next"))
}

#[tokio::test]
async fn every_problem_page_ends_with_a_next_step_in_three_languages() {
    let desk = Desk::with(routes());

    for locale in Locale::ALL {
        for kind in KINDS {
            let page = desk.gets(&format!("/wrong/{kind}")).header("accept-language", locale.tag()).answer().await;

            let next = next_step(&desk.site.text(locale), kind);
            assert!(page.status.is_client_error() || page.status.is_server_error(), "{kind}");
            assert!(page.text.contains(&format!("<html lang=\"{}\"", locale.tag())), "{kind} in {locale:?}");
            assert!(
                page.text.contains(&format!("{next}</p>")),
                "{kind} in {locale:?} does not end its sentence with “{next}”:\n{}",
                page.text
            );
        }
    }
}

#[tokio::test]
async fn a_signed_in_agent_reads_problems_in_their_own_language() {
    let desk = Desk::with(routes());

    let bens = desk
        .gets("/wrong-for-agents/changed")
        .with_session(BENS_SESSION)
        .header("accept-language", "zh")
        .answer()
        .await;

    assert_eq!(bens.status, StatusCode::CONFLICT);
    assert!(bens.text.contains("<html lang=\"es\""), "{}", bens.text);
}

#[tokio::test]
async fn a_refusal_keeps_its_words_and_its_words_stay_text() {
    let desk = Desk::with(routes());

    let page = desk.gets("/wrong/refused").answer().await;
    let fragment = desk.gets("/wrong/refused").header("hx-request", "true").answer().await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Uploading &lt;b&gt;Mia&lt;/b&gt;"), "{}", page.text);
    // 422 would be swapped into a form; a refusal is shown beside the page.
    assert_eq!(fragment.status, StatusCode::CONFLICT);
    assert!(fragment.text.starts_with("<p data-problem>Uploading &lt;b&gt;Mia"), "{}", fragment.text);
}

#[tokio::test]
async fn machines_are_told_in_their_own_format() {
    let desk = Desk::with(routes());

    let answer = desk.gets("/wrong-for-agents/too-many").with_api_token(ANAS_API_TOKEN).answer().await;

    let told: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!((answer.header("content-type"), answer.header("retry-after")), ("application/problem+json", "60"));
    assert_eq!((told["status"].as_u64(), told["type"].as_str()), (Some(429), Some("/problems/too-many")));
    assert!(told["detail"].as_str().unwrap().ends_with("try again."), "{told}");
}

#[tokio::test]
async fn a_panic_and_a_broken_row_become_a_fault_with_a_reference_and_no_secrets() {
    let desk = Desk::with(routes());

    for path in ["/panics", "/wrong/fault", "/wrong/unavailable"] {
        let page = desk.gets(path).answer().await;
        assert!(page.status.is_server_error(), "{path}");
        assert!(!page.text.contains("secret") && !page.text.contains("wheel"), "{}", page.text);
    }
    let page = desk.gets("/panics").answer().await;

    assert!(page.text.contains("Reference "), "{}", page.text);
}

#[tokio::test]
async fn what_the_framework_refuses_by_itself_is_drawn_like_everything_else() {
    let desk = Desk::with(routes());

    let no_number = desk.gets("/numbers/seven").answer().await;
    let no_query = desk.gets("/numbers/7?page=x").answer().await;
    let nowhere = desk.gets("/nowhere").answer().await;
    let wrong_method = desk.posts("/numbers/7").answer().await;

    let statuses = (no_number.status, no_query.status, nowhere.status, wrong_method.status);
    assert_eq!(
        statuses,
        (StatusCode::BAD_REQUEST, StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED)
    );
    assert_eq!(wrong_method.header("allow"), "GET,HEAD");
    let text = desk.site.text(Locale::En);
    for (page, kind) in [(no_number, "unreadable"), (no_query, "unreadable"), (nowhere, "not-found"), (wrong_method, "wrong-method")] {
        assert!(page.text.contains(&next_step(&text, kind)), "{kind}: {}", page.text);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_takes_too_long_is_given_up() {
    let desk = Desk::with(routes());

    let page = desk.gets("/dawdles").answer().await;

    assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
}
