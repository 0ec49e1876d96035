//! The second step of signing in: a code from the app, or a recovery code.

use super::caller::Caller;
use super::cookies::Cookie;
use super::layout::{Step, stacked};
use super::sign_in::welcome;
use crate::sign_in::{Answer, second_step};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use web::parts::{button, field};
use web::{Fields, Problem, Query, Site, Visitor, html, local_path, see_other};

/// The address of the second step that leads on to `next`.
pub(super) fn address(next: &str) -> String {
    with_next("/sign-in/code", next)
}

pub(super) fn with_next(path: &str, next: &str) -> String {
    if next == "/" {
        return path.to_owned();
    }
    let escaped = next.bytes().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            write!(text, "{}", char::from(byte))
        } else {
            write!(text, "%{byte:02X}")
        };
        text
    });
    format!("{path}?next={escaped}")
}

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, headers: HeaderMap, query: Query) -> Response {
    let next = local_path(query.text("next")).unwrap_or("/");
    if Cookie::SecondStep.read(&site, &headers).is_none() {
        return see_other(&with_next("/sign-in", next)).into_response();
    }
    draw(&visitor, next, None)
}

pub(super) async fn enter(
    State(site): State<Site>,
    visitor: Visitor,
    Caller(caller): Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let next = local_path(fields.text("next")).unwrap_or("/").to_owned();
    let over =
        || (AppendHeaders([(SET_COOKIE, Cookie::SecondStep.forget(&site))]), see_other(&with_next("/sign-in", &next))).into_response();
    let Some(step) = Cookie::SecondStep.token(&site, &headers) else { return Ok(over()) };
    let t = visitor.t();
    match second_step::finish(site.db(), site.key(), &step, fields.text("code"), &caller).await? {
        Answer::In(entry) => Ok(welcome(&site, &entry, &next)),
        Answer::SecondStep(_) => Ok(draw(&visitor, &next, Some(t.say("agents-code-wrong")))),
        Answer::Wait { minutes } => Ok(draw(&visitor, &next, Some(t.say_with("agents-code-wait", &[("minutes", &minutes)])))),
        Answer::Wrong => Ok(over()),
    }
}

fn draw(visitor: &Visitor, next: &str, mistake: Option<String>) -> Response {
    let t = visitor.t();
    let code = field(t.say("agents-code"), "code").class("code-input").autocomplete("one-time-code");
    let body = html! {
        input type="hidden" name="next" value=(next);
        (code.attr("spellcheck", "false").attr("autocapitalize", "off").hint(t.say("agents-code-hint")).required().autofocus())
        (button(t.say("agents-code-send")).primary().wide())
    };
    let step = Step {
        visitor,
        title: t.say("agents-code-title"),
        lead: t.say("agents-code-lead"),
        mistake,
        ways: html! { a href="/sign-in" { (t.say("agents-back-to-sign-in")) } },
    };
    step.around(&stacked(&visitor.csrf, "/sign-in/code", &body))
}

#[cfg(test)]
mod tests {
    #[test]
    fn where_to_go_next_survives_the_second_step() {
        assert_eq!(super::address("/"), "/sign-in/code");
        assert_eq!(super::address("/conversations/7?x=1&y=ü"), "/sign-in/code?next=/conversations/7%3Fx%3D1%26y%3D%C3%BC");
    }
}
