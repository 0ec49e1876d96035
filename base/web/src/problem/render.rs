//! Draws a problem the way it was asked for: page, fragment or JSON.

use super::{Problem, Spoken};
use crate::caller::accepted;
use crate::frame;
use crate::site::Site;
use crate::text::Text;
use axum::extract::{Request, State};
use axum::http::header::{self, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use futures::FutureExt as _;
use maud::{Markup, html};
use serde_json::json;
use std::panic::AssertUnwindSafe;

/// Where people sign in; `next` leads them back.
const SIGN_IN: &str = "/sign-in";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Page,
    Fragment,
    Json,
}

/// The layer around the whole site: lets good answers pass and draws the others. A panic becomes a fault.
pub(crate) async fn draw_problems(State(site): State<Site>, request: Request, next: Next) -> Response {
    let wanted = wanted(request.headers());
    let locale = accepted(request.headers());
    let (uri, is_read) = (request.uri().clone(), request.method().is_safe());
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|panic| Problem::fault(&said_by(&*panic)).into_response());
    let Some(problem) = problem_in(&mut response) else { return response };
    let text = response.extensions_mut().remove::<Spoken>().map_or_else(|| site.text(locale), |spoken| spoken.0);
    let mut drawn = draw(&problem, &text, wanted, is_read.then_some(&uri));
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        drawn.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    drawn
}

/// A problem of ours, or one that axum's own extractors answered in plain English.
fn problem_in(response: &mut Response) -> Option<Problem> {
    let ours = response.extensions_mut().remove::<Problem>();
    ours.or_else(|| {
        let bad = response.status().is_client_error() || response.status().is_server_error();
        let plain = response.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
        (bad && plain).then(|| Problem::of_status(response.status()))
    })
}

fn wanted(headers: &HeaderMap) -> Wanted {
    let accepts = headers.get(header::ACCEPT).and_then(|kinds| kinds.to_str().ok()).unwrap_or_default();
    if headers.contains_key("hx-request") {
        return Wanted::Fragment;
    }
    let json = headers.contains_key(header::AUTHORIZATION) || (accepts.contains("json") && !accepts.contains("text/html"));
    if json { Wanted::Json } else { Wanted::Page }
}

fn draw(problem: &Problem, text: &Text, wanted: Wanted, read_from: Option<&Uri>) -> Response {
    let mut response = match (wanted, problem.status) {
        (Wanted::Page, StatusCode::UNAUTHORIZED) => return Redirect::to(&sign_in_and_back(read_from)).into_response(),
        (Wanted::Page, _) => frame::bare(text, &problem.title(text), as_page(problem, text)).into_response(),
        (Wanted::Fragment, StatusCode::UNAUTHORIZED) => ([("hx-redirect", sign_in_and_back(read_from))], "").into_response(),
        (Wanted::Fragment, _) => as_fragment(problem, text).into_response(),
        (Wanted::Json, _) => as_json(problem, text),
    };
    *response.status_mut() = problem.status;
    if let Some(seconds) = problem.retry_after_seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn sign_in_and_back(read_from: Option<&Uri>) -> String {
    let path = read_from.and_then(Uri::path_and_query).map_or("/", |path| path.as_str());
    if path == "/" {
        return SIGN_IN.to_owned();
    }
    let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    format!("{SIGN_IN}?next={next}")
}

fn as_page(problem: &Problem, text: &Text) -> Markup {
    html! {
        h1 { (problem.title(text)) }
        p { (problem.what(text)) }
        @if let Some(reference) = &problem.reference { p.muted { (text.say_with("web-fault-reference", &[("reference", reference)])) } }
        p { (problem.next(text)) }
        p { a.button href="/" { (text.say("web-home")) } }
    }
}

fn as_fragment(problem: &Problem, text: &Text) -> Markup {
    html! {
        div.toast.danger role="alert" {
            p { strong { (problem.title(text)) } " " (problem.what(text)) " " (problem.next(text)) }
        }
    }
}

fn as_json(problem: &Problem, text: &Text) -> Response {
    let body = json!({
        "type": format!("/problems/{}", problem.refusal.as_ref().map_or(problem.kind, |refusal| refusal.key)),
        "title": problem.title(text),
        "status": problem.status.as_u16(),
        "detail": format!("{} {}", problem.what(text), problem.next(text)),
        "reference": problem.reference,
    });
    ([(CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

impl Problem {
    pub(crate) fn title(&self, text: &Text) -> String {
        text.say(&format!("web-{}-title", self.kind))
    }

    pub(crate) fn what(&self, text: &Text) -> String {
        match &self.refusal {
            Some(refusal) => text.refusal(refusal),
            None => text.say(&format!("web-{}", self.kind)),
        }
    }

    pub(crate) fn next(&self, text: &Text) -> String {
        text.say(&format!("web-{}-next", self.kind))
    }
}

fn said_by(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned());
    format!("a handler panicked: {}", words.unwrap_or_default())
}
