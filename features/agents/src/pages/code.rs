//! The second step of signing in: a code from the app, or a recovery code.

use super::caller::Caller;
use super::cookies::Cookie;
use super::layout::{Step, stacked};
use super::passkeys;
use super::sign_in::welcome;
use crate::sign_in::{Answer, second_step};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use kit::Token;
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

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, headers: HeaderMap, query: Query) -> Result<Response, Problem> {
    let next = local_path(query.text("next")).unwrap_or("/");
    match Cookie::SecondStep.token(&site, &headers) {
        Some(step) => draw(&site, &visitor, &step, next, None).await,
        None => Ok(see_other(&with_next("/sign-in", next)).into_response()),
    }
}

pub(super) async fn enter(
    State(site): State<Site>,
    visitor: Visitor,
    Caller(caller): Caller,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let next = local_path(fields.text("next")).unwrap_or("/").to_owned();
    let Some(step) = Cookie::SecondStep.token(&site, &headers) else {
        return Ok(over(&site, &next));
    };
    let answer = second_step::finish(site.db(), site.key(), &step, fields.text("code"), &caller).await?;
    answered(&site, &visitor, &step, &next, answer, "agents-code-wrong").await
}

/// What follows from the answer to a second step; `wrong` names the sentence for one that was not right.
pub(super) async fn answered(
    site: &Site,
    visitor: &Visitor,
    step: &Token,
    next: &str,
    answer: Answer,
    wrong: &str,
) -> Result<Response, Problem> {
    let t = visitor.t();
    let mistake = match answer {
        Answer::In(entry) => return Ok(welcome(site, &entry, next)),
        Answer::Wrong => return Ok(over(site, next)),
        Answer::SecondStep(_) => t.say(wrong),
        Answer::Wait { minutes } => t.say_with("agents-code-wait", &[("minutes", &minutes)]),
    };
    draw(site, visitor, step, next, Some(mistake)).await
}

/// Half a sign-in that leads nowhere any more.
pub(super) fn over(site: &Site, next: &str) -> Response {
    (AppendHeaders([(SET_COOKIE, Cookie::SecondStep.forget(site))]), see_other(&with_next("/sign-in", next))).into_response()
}

async fn draw(site: &Site, visitor: &Visitor, step: &Token, next: &str, mistake: Option<String>) -> Result<Response, Problem> {
    let (t, step) = (visitor.t(), step.clone());
    let (has_app, has_passkey) = site.db().read(move |tx| second_step::offers(tx, &step)).await?;
    let has_passkey = has_passkey && passkeys::are_offered(site);
    let code = field(t.say("agents-code"), "code").class("code-input").autocomplete("one-time-code");
    let code = code.attr("spellcheck", "false").attr("autocapitalize", "off").required();
    let code = code.hint(t.say(if has_app { "agents-code-hint" } else { "agents-code-hint-recovery" }));
    let send = button(t.say("agents-code-send")).wide();
    let body = html! {
        input type="hidden" name="next" value=(next);
        (if has_passkey { code } else { code.autofocus() })
        (if has_passkey { send } else { send.primary() })
    };
    let lead = match (has_app, has_passkey) {
        (true, true) => "agents-code-lead-either",
        (false, true) => "agents-code-lead-passkey",
        _ => "agents-code-lead",
    };
    let page = Step {
        visitor,
        title: t.say("agents-code-title"),
        lead: t.say(lead),
        mistake,
        ways: html! { a href="/sign-in" { (t.say("agents-back-to-sign-in")) } },
    };
    Ok(page.around(&html! {
        @if has_passkey { (passkeys::at_the_second_step(visitor, next)) }
        (stacked(&visitor.csrf, "/sign-in/code", &body))
    }))
}

#[cfg(test)]
mod tests {
    #[test]
    fn where_to_go_next_survives_the_second_step() {
        assert_eq!(super::address("/"), "/sign-in/code");
        assert_eq!(super::address("/conversations/7?x=1&y=ü"), "/sign-in/code?next=/conversations/7%3Fx%3D1%26y%3D%C3%BC");
    }
}
