//! The door for programs: described calls, opened by a token only, and shown as a page.

use crate::stage::*;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use web::api::{self, Change, Look, Reply, ToSchema, get, post};
use web::{Needs, Problem, Routes};

/// A kettle.
#[derive(Serialize, ToSchema)]
struct Kettle {
    id: i64,
    colour: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewKettle {
    /// What it looks like.
    colour: String,
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    Ok(look.reply(Reply::one(&Kettle { id, colour: "blue".into() })?))
}

async fn boil(change: Change<NewKettle>) -> Result<Response, Problem> {
    change
        .perform(|_, asked| Reply::made("/api/v1/kettles/7".into(), &Kettle { id: 7, colour: asked.colour.clone() }))
        .await
}

const RED: &str = "{\"colour\":\"red\"}";

fn calls() -> Routes {
    let reply = Needs::Permission("conversations.reply");
    Routes::new()
        .api(get("/api/v1/kettles/{id}", Needs::SignedIn, show).says("Show a kettle").gives::<Kettle>())
        .api(post("/api/v1/kettles", reply, boil).says("Boil a kettle").takes::<NewKettle>().makes::<Kettle>())
        .api(
            post("/api/v1/people", Needs::Permission("people.manage"), boil)
                .says("Hire")
                .takes::<NewKettle>()
                .makes::<Kettle>(),
        )
}

#[tokio::test]
async fn a_call_is_opened_by_a_token_and_by_nothing_else() {
    let desk = Desk::with(calls());

    let token = desk.gets("/api/v1/kettles/7").with_api_token(ANAS_API_TOKEN).answer().await;
    let cookie = desk.gets("/api/v1/kettles/7").with_session(ANAS_SESSION).answer().await;
    let wrong = desk.gets("/api/v1/kettles/7").with_api_token("fl_guessed").answer().await;
    let forbidden = desk.posts("/api/v1/people").with_api_token(ANAS_API_TOKEN).json(RED).answer().await;

    assert_eq!((token.status, token.text.as_str()), (StatusCode::OK, "{\"id\":7,\"colour\":\"blue\"}"));
    assert_eq!((cookie.status, cookie.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
    assert_eq!((wrong.status, forbidden.status), (StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN));
    assert!(token.header("etag").starts_with('"') && token.header("ratelimit-limit") == web::USUAL_API_RATE.to_string());
}

#[tokio::test]
async fn a_call_made_twice_with_one_key_says_so() {
    let desk = Desk::with(calls());
    let boils = || {
        desk.posts("/api/v1/kettles")
            .with_api_token(ANAS_API_TOKEN)
            .header("idempotency-key", "k")
            .json(RED)
            .answer()
    };

    let (first, again) = (boils().await, boils().await);

    assert_eq!((first.status, first.header("idempotency-replayed")), (StatusCode::CREATED, ""));
    assert_eq!((again.header("idempotency-replayed"), &again.text), ("true", &first.text));
}

#[tokio::test]
async fn everything_under_the_root_is_answered_in_json() {
    let desk = Desk::with(calls());

    for (method, path, status) in [
        (Method::GET, "/api/v1/nothing", StatusCode::NOT_FOUND),
        (Method::GET, "/api", StatusCode::NOT_FOUND),
        (Method::DELETE, "/api/v1/kettles/7", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let answer = desk.asks(method, path).header("accept", "text/html").answer().await;
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"), "{path}");
        assert!(answer.text.contains("\"remedy\""), "{}", answer.text);
    }
}

#[tokio::test]
async fn the_description_is_made_of_the_calls_and_browsed_by_whoever_is_signed_in() {
    let desk = Desk::with(calls());

    let document = desk.gets("/api/v1/openapi.json").answer().await;
    let page = desk.gets("/settings/api").with_session(ANAS_SESSION).answer().await;
    let stranger = desk.gets("/settings/api").answer().await;

    let read: serde_json::Value = serde_json::from_str(&document.text).unwrap();
    let boil = &read["paths"]["/api/v1/kettles"]["post"];
    assert_eq!((read["openapi"].as_str(), boil["x-permission"].as_str()), (Some("3.1.0"), Some("conversations.reply")));
    assert_eq!(boil["requestBody"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/NewKettle");
    assert!(boil["responses"]["409"].is_object() && boil["responses"]["415"].is_object());
    for words in ["/api/v1/kettles/{id}", "Boil a kettle", "What it looks like.", api::ROOT] {
        assert!(page.text.contains(words), "{words}");
    }
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
}
