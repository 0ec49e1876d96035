//! The page behind a letter's way out. Looking turns nothing off; the button does, and so does a mail program that was asked to
//! unsubscribe (RFC 8058), which has no page and no session.

use crate::unsubscribe::{What, read};
use crate::{agents, notifications};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Actor;
use web::parts::button;
use web::{Markup, Problem, Query, Site, Visitor, bare, html, see_other};

pub(super) async fn show(State(site): State<Site>, visitor: Visitor, Path(token): Path<String>, query: Query) -> Result<Markup, Problem> {
    let (_, what) = read(site.key(), &token).ok_or_else(Problem::not_found)?;
    let t = visitor.t();
    let title = t.say("agents-unsubscribe");
    let about = match what {
        What::Letters => "agents-unsubscribe-letters",
        What::Digest => "agents-unsubscribe-digest",
    };
    let body = html! {
        div { h1 { (title) } p.lead { (t.say(if query.text("done").is_empty() { about } else { "agents-unsubscribed" })) } }
        @if query.text("done").is_empty() {
            form method="post" action={ "/unsubscribe/" (token) "?by=hand" } {
                (button(t.say("agents-unsubscribe")).primary().wide())
            }
        }
        footer { a href="/settings/notifications" { (t.say("agents-notifications")) } }
    };
    Ok(bare(&visitor, &title, body))
}

/// The body is not read: mail programs send it in more than one form. Nobody is signed in, so nobody acted.
pub(super) async fn turn_off(State(site): State<Site>, Path(token): Path<String>, query: Query) -> Result<Response, Problem> {
    let (agent, what) = read(site.key(), &token).ok_or_else(Problem::not_found)?;
    let done = site.db().work(Actor::System, move |work| {
        agents::find(work, agent)?;
        notifications::turn_off(work, agent, what)
    });
    done.await?;
    Ok(match query.text("by") {
        "hand" => see_other(&format!("/unsubscribe/{token}?done=1")).into_response(),
        _ => "ok\n".into_response(),
    })
}
