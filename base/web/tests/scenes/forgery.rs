//! Attack 34: what another site makes a browser send changes nothing here.

use crate::stage::*;
use axum::body::{Body, Bytes};
use axum::extract::{Multipart, State};
use axum::http::{Method, StatusCode};
use std::convert::Infallible;
use web::{Fields, Frame, Markup, Needs, Problem, Routes, SignedIn, Site, Visitor, bare, html};

async fn page(State(site): State<Site>, signed_in: SignedIn) -> Result<Markup, Problem> {
    Frame::new(&site, &signed_in, "Page").body(html! { "page" }).await
}

async fn sign_in_page(visitor: Visitor) -> Markup {
    bare(&visitor, "Sign in", html! { "page" })
}

async fn change(State(site): State<Site>) -> &'static str {
    site.service::<Changes>().one_more();
    "changed"
}

async fn echo(State(site): State<Site>, fields: Fields) -> String {
    site.service::<Changes>().one_more();
    fields.text("name").to_owned()
}

async fn upload(State(site): State<Site>, mut parts: Multipart) -> Result<String, Problem> {
    site.service::<Changes>().one_more();
    let mut sizes = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(|_| Problem::unreadable())? {
        let name = part.name().unwrap_or_default().to_owned();
        sizes.push(format!("{name}={}", part.bytes().await.map_err(|_| Problem::unreadable())?.len()));
    }
    Ok(sizes.join(" "))
}

fn routes() -> Routes {
    Routes::new()
        .get("/page", Needs::SignedIn, page)
        .get("/sign-in", Needs::Anyone, sign_in_page)
        .post("/sign-in", Needs::Anyone, change)
        .post("/replies", Needs::Permission("conversations.reply"), change)
        .put("/replies/1", Needs::SignedIn, change)
        .patch("/replies/1", Needs::SignedIn, change)
        .delete("/replies/1", Needs::SignedIn, change)
        .post("/echo", Needs::SignedIn, echo)
        .upload("/files", Needs::SignedIn, 4 << 20, upload)
}

#[tokio::test]
async fn attack_34_no_method_changes_anything_without_the_token() {
    let changing: Vec<_> = routes().listing().into_iter().filter(|route| route.method != Method::GET).collect();
    let desk = Desk::with(routes());
    let page = desk.gets("/page").with_session(ANAS_SESSION).answer().await;

    for route in &changing {
        let bare = desk.asks(route.method.clone(), route.path).with_session(ANAS_SESSION).answer().await;
        let guessed = desk
            .asks(route.method.clone(), route.path)
            .with_session(ANAS_SESSION)
            .header("x-csrf-token", "a.b")
            .answer()
            .await;
        assert_eq!(
            (bare.status, guessed.status),
            (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
            "{} {}",
            route.method,
            route.path
        );
    }
    assert_eq!((changing.len(), desk.changes.count()), (7, 0));

    for route in changing.iter().filter(|route| route.path.starts_with("/replies")) {
        let allowed = desk
            .asks(route.method.clone(), route.path)
            .with_session(ANAS_SESSION)
            .header("x-csrf-token", &page.csrf())
            .answer()
            .await;
        assert_eq!(allowed.status, StatusCode::OK, "{} {}", route.method, route.path);
    }
    assert_eq!(desk.changes.count(), 4);
}

#[tokio::test]
async fn attack_34_another_site_changes_nothing_even_with_a_token() {
    let desk = Desk::with(routes());
    let token = desk.gets("/page").with_session(ANAS_SESSION).answer().await.csrf();
    let foreign = [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://desk.example.evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ];

    for (header, value) in foreign {
        let refused = desk
            .posts("/replies")
            .with_session(ANAS_SESSION)
            .header("x-csrf-token", &token)
            .header(header, value)
            .answer()
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{header}: {value}");
    }
    let ours = desk.posts("/replies").with_session(ANAS_SESSION).header("x-csrf-token", &token);
    let ours = ours.header("origin", "http://desk.example").header("sec-fetch-site", "same-origin").answer().await;

    assert_eq!((ours.status, desk.changes.count()), (StatusCode::OK, 1));
}

#[tokio::test]
async fn attack_34_a_token_is_good_for_its_own_session_only() {
    let desk = Desk::with(routes());
    let bens = desk.gets("/page").with_session(BENS_SESSION).answer().await.csrf();

    let borrowed = desk.posts("/replies").with_session(ANAS_SESSION).header("x-csrf-token", &bens).answer().await;

    assert_eq!((borrowed.status, desk.changes.count()), (StatusCode::FORBIDDEN, 0));
}

#[tokio::test]
async fn attack_34_signing_in_needs_the_token_of_this_visit() {
    let desk = Desk::with(routes());
    let visit = desk.gets("/sign-in").answer().await;
    let attackers = desk.gets("/sign-in").answer().await;

    let with_no_visit = desk.posts("/sign-in").form(&format!("csrf={}", visit.csrf())).answer().await;
    let with_a_foreign_token = desk
        .posts("/sign-in")
        .cookie(&visit.cookies())
        .form(&format!("csrf={}", attackers.csrf()))
        .answer()
        .await;
    let honest = desk
        .posts("/sign-in")
        .cookie(&visit.cookies())
        .form(&format!("email=ana&csrf={}", visit.csrf()))
        .answer()
        .await;

    assert_eq!((with_no_visit.status, with_a_foreign_token.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert_eq!((honest.status, desk.changes.count()), (StatusCode::OK, 1));
}

#[tokio::test]
async fn a_token_in_the_form_leaves_the_form_readable() {
    let desk = Desk::with(routes());
    let token = desk.gets("/page").with_session(ANAS_SESSION).answer().await.csrf();

    let echoed = desk
        .posts("/echo")
        .with_session(ANAS_SESSION)
        .form(&format!("csrf={token}&name=Mia+Kessler"))
        .answer()
        .await;

    assert_eq!((echoed.status, echoed.text.as_str()), (StatusCode::OK, "Mia Kessler"));
}

#[tokio::test]
async fn every_page_carries_a_token_of_its_own() {
    let desk = Desk::with(routes());

    let one = desk.gets("/page").with_session(ANAS_SESSION).answer().await.csrf();
    let other = desk.gets("/page").with_session(ANAS_SESSION).answer().await.csrf();

    assert_ne!(one, other, "one token in two compressed answers tells its letters (BREACH)");
}

#[tokio::test]
async fn files_arrive_whole_behind_a_token_in_the_first_part() {
    let desk = Desk::with(routes());
    let token = desk.gets("/page").with_session(ANAS_SESSION).answer().await.csrf();
    let photo = "x".repeat(1 << 20);
    let body = format!(
        "--b\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--b\r\n\
         content-disposition: form-data; name=\"photo\"; filename=\"kettle.png\"\r\n\r\n{photo}\r\n--b--\r\n"
    );

    // In pieces of seven bytes at first, as a slow line delivers them.
    let (head, tail) = body.as_bytes().split_at(700);
    let pieces: Vec<Bytes> = head.chunks(7).chain(tail.chunks(60_000)).map(Bytes::copy_from_slice).collect();
    let stream = Body::from_stream(futures::stream::iter(pieces.into_iter().map(Ok::<_, Infallible>)));
    let kept = desk.posts("/files").with_session(ANAS_SESSION).multipart("b", stream).answer().await;

    assert_eq!((kept.status, kept.text.as_str()), (StatusCode::OK, format!("csrf={} photo=1048576", token.len()).as_str()));
}

#[tokio::test]
async fn attack_34_files_with_a_late_or_no_token_are_refused() {
    let desk = Desk::with(routes());
    let token = desk.gets("/page").with_session(ANAS_SESSION).answer().await.csrf();
    let photo = "--b\r\ncontent-disposition: form-data; name=\"photo\"\r\n\r\nx\r\n";
    let late = format!("{photo}--b\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--b--\r\n");
    let endless = format!("--b\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{}", "x".repeat(100_000));

    for body in [late, format!("{photo}--b--\r\n"), endless, String::new()] {
        let refused = desk.posts("/files").with_session(ANAS_SESSION).multipart("b", Body::from(body)).answer().await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(desk.changes.count(), 0);
}

#[tokio::test]
async fn an_api_token_needs_no_form_and_a_wrong_one_opens_nothing() {
    let desk = Desk::with(routes());

    let known = desk.posts("/replies").with_api_token(ANAS_API_TOKEN).answer().await;
    let unknown = desk.posts("/replies").with_api_token("guess").with_session(ANAS_SESSION).answer().await;

    assert_eq!((known.status, desk.changes.count()), (StatusCode::OK, 1));
    assert_eq!((unknown.status, unknown.header("content-type")), (StatusCode::UNAUTHORIZED, "application/problem+json"));
    assert_eq!(unknown.header("www-authenticate"), "Bearer");
}
