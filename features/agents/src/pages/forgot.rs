//! “I forgot my password”: always the same answer, whoever asks for whom.

use super::caller::Caller;
use super::layout::{Step, stacked};
use super::letters::post;
use crate::reset;
use axum::extract::State;
use axum::response::Response;
use db::Actor;
use web::parts::{button, field};
use web::{Fields, Markup, Problem, Site, Text, Visitor, html};

pub(super) async fn show(visitor: Visitor) -> Response {
    let t = visitor.t();
    let body = html! {
        (field(t.say("agents-email"), "email").kind("email").autocomplete("username").required().autofocus())
        (button(t.say("agents-forgot-send")).primary().wide())
    };
    step(&visitor, t.say("agents-forgot-lead")).around(&stacked(&visitor.csrf, "/forgot", &body))
}

pub(super) async fn ask(State(site): State<Site>, visitor: Visitor, Caller(caller): Caller, fields: Fields) -> Result<Response, Problem> {
    let (email, post) = (fields.text("email").to_owned(), post(&site));
    site.db().work(Actor::System, move |work| reset::ask(work, &email, &caller, &post)).await?;
    let t = visitor.t();
    Ok(step(&visitor, String::new()).around(&html! { p { (t.say("agents-forgot-sent")) } }))
}

fn step(visitor: &Visitor, lead: String) -> Step<'_> {
    let t = visitor.t();
    Step { visitor, title: t.say("agents-forgot-title"), lead, mistake: None, ways: back(t) }
}

/// The way back to the sign-in page.
pub(super) fn back(t: &Text) -> Markup {
    html! { a href="/sign-in" { (t.say("agents-back-to-sign-in")) } }
}
