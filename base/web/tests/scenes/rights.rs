//! What a route needs is held against the caller before its handler runs.

use crate::stage::*;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use web::{Needs, RouteInfo, Routes, SignedIn, Site};

async fn look(State(site): State<Site>) -> &'static str {
    site.service::<Changes>().one_more();
    "seen"
}

async fn name(signed_in: SignedIn) -> String {
    signed_in.name.clone()
}

async fn greet(signed_in: Option<SignedIn>) -> String {
    signed_in.map_or_else(|| "stranger".to_owned(), |signed_in| signed_in.name.clone())
}

fn routes() -> Routes {
    Routes::new()
        .get("/open", Needs::Anyone, look)
        .get("/desk", Needs::SignedIn, look)
        .get("/people", Needs::Permission("people.manage"), look)
        .post("/people", Needs::Permission("people.manage"), look)
        .get("/me", Needs::SignedIn, name)
        .get("/greeting", Needs::Anyone, greet)
}

#[tokio::test]
async fn a_handler_never_runs_for_somebody_it_is_not_for() {
    let desk = Desk::with(routes());

    let stranger = desk.gets("/desk").answer().await;
    let stranger_at_people = desk.posts("/people").answer().await;
    let expired = desk.gets("/desk").with_session("long-gone").answer().await;
    let ana_at_people = desk.gets("/people").with_session(ANAS_SESSION).answer().await;

    assert_eq!((stranger.status, stranger.header("location")), (StatusCode::SEE_OTHER, "/sign-in?next=%2Fdesk"));
    assert_eq!((stranger_at_people.status, stranger_at_people.header("location")), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!((expired.status, ana_at_people.status), (StatusCode::SEE_OTHER, StatusCode::FORBIDDEN));
    assert_eq!(desk.changes.count(), 0);
}

#[tokio::test]
async fn whoever_has_what_a_route_needs_is_let_in() {
    let desk = Desk::with(routes());

    let open = desk.gets("/open").answer().await;
    let ana = desk.gets("/desk").with_session(ANAS_SESSION).answer().await;
    let ben = desk.gets("/people").with_session(BENS_SESSION).answer().await;

    assert_eq!(
        (open.status, ana.status, ben.status, desk.changes.count()),
        (StatusCode::OK, StatusCode::OK, StatusCode::OK, 3)
    );
    assert_eq!(desk.gets("/me").with_session(ANAS_SESSION).answer().await.text, "Ana Lindqvist");
    assert_eq!(desk.gets("/greeting").answer().await.text, "stranger");
    assert_eq!(desk.gets("/greeting").with_session(BENS_SESSION).answer().await.text, "Ben Okafor");
}

#[tokio::test]
async fn a_script_that_asks_without_a_session_is_led_to_sign_in_as_a_page() {
    let desk = Desk::with(routes());

    let fragment = desk
        .gets("/desk")
        .header("hx-request", "true")
        .header("hx-current-url", "http://desk.example/inbox?view=2")
        .answer()
        .await;

    assert_eq!(
        (fragment.status, fragment.header("hx-redirect")),
        (StatusCode::UNAUTHORIZED, "/sign-in?next=%2Finbox%3Fview%3D2")
    );
}

#[tokio::test]
async fn a_draft_sent_after_the_session_ended_is_never_told_it_was_kept() {
    let desk = Desk::with(routes());

    let sent_by_a_script = desk.posts("/people").header("x-csrf-token", "old.token").answer().await;
    let fetched = desk.gets("/desk").header("sec-fetch-mode", "cors").answer().await;
    let stream = desk.gets("/live").header("accept", "text/event-stream").answer().await;

    assert_eq!(
        (sent_by_a_script.status, fetched.status, stream.status),
        (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED)
    );
    assert!(
        sent_by_a_script.text.contains("<p data-problem>Nobody is signed in here any more."),
        "{}",
        sent_by_a_script.text
    );
}

#[test]
fn the_listing_names_every_address_with_what_it_needs() {
    let listing = routes().merge(web::routes()).listing();

    let line = |route: &RouteInfo| (route.method.clone(), route.path, route.needs);
    assert_eq!(line(&listing[3]), (Method::POST, "/people", Needs::Permission("people.manage")));
    assert!(listing[3].handler_name.ends_with("::look"), "{}", listing[3].handler_name);
    let paths: Vec<_> = listing.iter().map(|route| route.path).collect();
    assert_eq!(
        paths,
        [
            "/open",
            "/desk",
            "/people",
            "/people",
            "/me",
            "/greeting",
            "/healthz",
            "/readyz",
            "/assets/{hash}/{*path}",
            "/service-worker.js",
            "/manifest.webmanifest",
            "/offline",
            "/live",
            "/api/v1/openapi.json",
            "/settings/api",
            "/api/v1/events"
        ]
    );
}

#[testkit::both_databases]
async fn health_is_what_the_database_says(desk: Desk) {
    let health = desk.gets("/healthz").answer().await;

    assert_eq!((health.status, health.text.as_str()), (StatusCode::OK, "ok\n"));
}
