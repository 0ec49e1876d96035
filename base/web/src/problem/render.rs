//! Draws a problem the way it was asked for: page, fragment or JSON.

use super::{Problem, SET_UP_FIRST, Spoken};
use crate::address::local_path;
use crate::answers::lead_whole_page;
use crate::caller::accepted;
use crate::dialect::Dialect;
use crate::frame;
use crate::site::Site;
use crate::text::Text;
use axum::extract::{Request, State};
use axum::http::header::{self, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use futures::FutureExt as _;
use maud::{Markup, html};
use serde_json::{Value, json};
use std::panic::AssertUnwindSafe;

/// Where people sign in; `next` leads them back.
const SIGN_IN: &str = "/sign-in";
/// Where a second factor is set up that is asked of somebody.
const SET_UP: &str = "/settings/security/second-factor/first";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Page,
    Fragment,
    /// JSON for a script on one of our pages, which shows it to a person.
    Json,
    /// JSON for a program, which never saw a page.
    Program,
}

/// The layer around the whole site: lets good answers pass and draws the others. A panic becomes a fault.
pub(crate) async fn draw_problems(State(site): State<Site>, request: Request, next: Next) -> Response {
    let dialect = site
        .service_if_given::<Dialect>()
        .filter(|dialect| request.uri().path().starts_with(dialect.prefix));
    let wanted = if dialect.is_some() || crate::api::is_api(request.uri().path()) {
        Wanted::Program
    } else {
        wanted(request.headers())
    };
    let asks_for_a_piece = request.headers().contains_key("hx-request") && !request.headers().contains_key("hx-boosted");
    let locale = accepted(request.headers());
    let back_to = back_to(&request, wanted);
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|panic| Problem::fault(&said_by(&*panic)).into_response());
    let Some(problem) = problem_in(&mut response) else {
        return if asks_for_a_piece { lead_whole_page(response) } else { response };
    };
    let text = response.extensions_mut().remove::<Spoken>().map_or_else(|| site.text(locale), |spoken| spoken.0);
    let mut drawn = draw(&problem, &text, wanted, &back_to);
    if let Some(dialect) = dialect {
        let detail = format!("{} {}", problem.what_for(&text, Hearer::Program), problem.next_for(&text, Hearer::Program));
        *drawn.body_mut() = (dialect.written)(drawn.status(), &detail).into();
        drawn.headers_mut().insert(CONTENT_TYPE, dialect.media_type.clone());
        drawn.headers_mut().remove(CONTENT_LENGTH);
    }
    for name in [header::SET_COOKIE, header::ALLOW].into_iter().chain(rate_headers()) {
        for value in response.headers().get_all(&name) {
            drawn.headers_mut().append(name.clone(), value.clone());
        }
    }
    drawn
}

/// What a program is told of its pace also where it is refused.
fn rate_headers() -> [HeaderName; 3] {
    crate::api::RATE_HEADERS
}

/// Where the person was, to be led back after signing in: the page itself, or the page a fragment was for.
fn back_to(request: &Request, wanted: Wanted) -> String {
    let shown = request
        .headers()
        .get("hx-current-url")
        .and_then(|address| address.to_str().ok())
        .and_then(|address| Uri::try_from(address).ok());
    let place = match wanted {
        Wanted::Fragment => shown,
        _ => request.method().is_safe().then(|| request.uri().clone()),
    };
    let path = place.as_ref().and_then(Uri::path_and_query).map_or("/", |path| path.as_str());
    local_path(path).unwrap_or("/").to_owned()
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

/// A script must never be led to the sign-in page: it would take that page's 200 for the success of a draft it sent.
fn wanted(headers: &HeaderMap) -> Wanted {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts = said(header::ACCEPT.as_str());
    let machine = headers.contains_key(header::AUTHORIZATION) || (accepts.contains("json") && !accepts.contains("text/html"));
    let script =
        headers.contains_key("hx-request") || headers.contains_key("x-csrf-token") || !matches!(said("sec-fetch-mode"), "" | "navigate");
    match (machine || accepts.contains("text/event-stream"), script) {
        (true, _) => Wanted::Json,
        (false, true) => Wanted::Fragment,
        (false, false) => Wanted::Page,
    }
}

fn draw(problem: &Problem, text: &Text, wanted: Wanted, back_to: &str) -> Response {
    let mut response = match (wanted, problem.status) {
        (Wanted::Page, StatusCode::UNAUTHORIZED) => return Redirect::to(&sign_in_and_back(back_to)).into_response(),
        (Wanted::Page, _) if problem.kind == SET_UP_FIRST => return Redirect::to(SET_UP).into_response(),
        (Wanted::Fragment, _) if problem.kind == SET_UP_FIRST => ([("hx-redirect", SET_UP)], as_fragment(problem, text)).into_response(),
        (Wanted::Page, _) => frame::doorstep(text, &problem.title(text), "", &as_page(problem, text)).into_response(),
        (Wanted::Fragment, StatusCode::UNAUTHORIZED) => {
            ([("hx-redirect", sign_in_and_back(back_to))], as_fragment(problem, text)).into_response()
        }
        (Wanted::Fragment, _) => as_fragment(problem, text).into_response(),
        (Wanted::Json, _) => as_json(&problem.json_for(text, Hearer::Person)),
        (Wanted::Program, _) => as_json(&problem.json(text)),
    };
    *response.status_mut() = status_for(wanted, problem.status);
    if matches!(wanted, Wanted::Json | Wanted::Program) && problem.status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = problem.retry_after_seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// htmx swaps a 422 into its form, because there it is the form with its mistakes; a refusal is told beside the page.
const fn status_for(wanted: Wanted, status: StatusCode) -> StatusCode {
    match (wanted, status) {
        (Wanted::Fragment, StatusCode::UNPROCESSABLE_ENTITY) => StatusCode::CONFLICT,
        (_, status) => status,
    }
}

fn sign_in_and_back(path: &str) -> String {
    if path == "/" {
        return SIGN_IN.to_owned();
    }
    let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    format!("{SIGN_IN}?next={next}")
}

fn as_page(problem: &Problem, text: &Text) -> Markup {
    html! {
        div.problem.card.stack {
            span.badge { (problem.status.as_str()) }
            div {
                h1.what { (problem.title(text)) }
                p.remedy { (problem.what(text)) " " (problem.next(text)) }
            }
            p.line { a.button.primary href="/" { (text.say("web-home")) } }
            @if let Some(reference) = &problem.reference { p.trace { (text.say_with("web-fault-reference", &[("reference", reference)])) } }
        }
    }
}

/// What the toast script looks for in a refused answer.
fn as_fragment(problem: &Problem, text: &Text) -> Markup {
    html! { p data-problem { (problem.what(text)) " " (problem.next(text)) @if let Some(reference) = &problem.reference {
        " " (text.say_with("web-fault-reference", &[("reference", reference)]))
    } } }
}

fn as_json(problem: &Value) -> Response {
    ([(CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
}

/// Who is told: a program is never sent back to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hearer {
    Person,
    Program,
}

impl Problem {
    /// RFC 9457 for a program, with the remedy by itself and the parts of the request it is about.
    pub(crate) fn json(&self, text: &Text) -> Value {
        self.json_for(text, Hearer::Program)
    }

    fn json_for(&self, text: &Text, hearer: Hearer) -> Value {
        let (what, next) = (self.what_for(text, hearer), self.next_for(text, hearer));
        let kind = self.refusal.as_ref().map_or(self.kind, |refusal| refusal.key);
        let mut body = json!({
            "type": format!("/problems/{kind}"),
            "title": self.title(text),
            "status": self.status.as_u16(),
            "detail": format!("{what} {next}"),
            "remedy": next,
            "errors": self.errors(&what),
        });
        if let Some(reference) = &self.reference {
            body["reference"] = json!(reference);
        }
        body
    }

    /// The parts of the request it is about; a refusal says its own sentence of them.
    fn errors(&self, what: &str) -> Vec<Value> {
        let refused = self.refusal.iter().filter_map(db::Refusal::pointer);
        let refused = refused.map(|pointer| json!({ "pointer": pointer, "detail": what }));
        let field = self.field.iter().map(|about| json!({ "pointer": about.0, "detail": about.1 }));
        field.chain(refused).collect()
    }

    pub(crate) fn title(&self, text: &Text) -> String {
        text.say(&format!("web-{}-title", self.kind))
    }

    pub(crate) fn what(&self, text: &Text) -> String {
        self.what_for(text, Hearer::Person)
    }

    fn what_for(&self, text: &Text, hearer: Hearer) -> String {
        if let Some(refusal) = &self.refusal {
            return text.refusal(refusal);
        }
        let (field, what) = self.field.as_deref().cloned().unwrap_or_default();
        let kind = if field.is_empty() && self.kind == "wrong-field" { "wrong-body" } else { self.kind };
        let about = self.about.as_ref().map_or_else(String::new, ToString::to_string);
        text.say_with(&said_to(text, hearer, kind, ""), &[("field", &field), ("what", &what), ("about", &about)])
    }

    pub(crate) fn next(&self, text: &Text) -> String {
        self.next_for(text, Hearer::Person)
    }

    fn next_for(&self, text: &Text, hearer: Hearer) -> String {
        text.say(&said_to(text, hearer, self.kind, "-next"))
    }
}

/// The sentence of a kind: programs have some of their own, where that for people speaks of pages.
fn said_to(text: &Text, hearer: Hearer, kind: &str, tail: &str) -> String {
    let own = format!("web-program-{kind}{tail}");
    if hearer == Hearer::Program && text.knows(&own) {
        own
    } else {
        format!("web-{kind}{tail}")
    }
}

fn said_by(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned());
    format!("a handler panicked: {}", words.unwrap_or_default())
}
