//! Ways in beside the password, from rooms that have them: what the doorstep offers, and how whoever came that way is let in.

use super::cookies::Cookie;
use super::sign_in::welcome;
use crate::sign_in::Answer;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use db::Trouble;
use futures::future::BoxFuture;
use std::sync::Arc;
use web::parts::link_button;
use web::{Markup, Site, Visitor, html, see_other};

/// Knows other ways in. Implemented by whoever has them; without one there is the password.
pub trait OtherWays: Send + Sync {
    /// Those that are open now, in order.
    fn ways<'a>(&'a self, site: &'a Site) -> BoxFuture<'a, Result<Vec<Way>, Trouble>>;

    /// Where signing out leads when the session had begun this way; `None` for the doorstep.
    fn left(&self, came_by: &str) -> Option<String>;
}

/// How the doorstep finds them.
pub struct OtherWaysOf(pub Arc<dyn OtherWays>);

/// One of them.
#[derive(Debug, Clone)]
pub struct Way {
    /// What people call it: “Kettle's account”.
    pub name: String,
    /// Where it begins; `next` is added.
    pub href: String,
}

/// The cookies and the way on for somebody who is in, or halfway; `None` for everybody else.
pub fn let_in(site: &Site, answer: &Answer, next: &str) -> Option<Response> {
    match answer {
        Answer::In(entry) => Some(welcome(site, entry, next)),
        Answer::SecondStep(step) => {
            let cookie = Cookie::SecondStep.keep(site, step.reveal());
            Some((AppendHeaders([(SET_COOKIE, cookie)]), see_other(&super::code::address(next))).into_response())
        }
        Answer::Wrong | Answer::Wait { .. } => None,
    }
}

pub(super) async fn open(site: &Site) -> Result<Vec<Way>, Trouble> {
    match site.service_if_given::<OtherWaysOf>() {
        Some(others) => others.0.ways(site).await,
        None => Ok(Vec::new()),
    }
}

/// Where signing out leads.
pub(super) fn left(site: &Site, came_by: &str) -> String {
    let led = site.service_if_given::<OtherWaysOf>().and_then(|others| others.0.left(came_by));
    led.unwrap_or_else(|| "/sign-in".to_owned())
}

/// A button for each way.
pub(super) fn buttons(visitor: &Visitor, ways: &[Way], next: &str) -> Markup {
    html! {
        @for way in ways {
            (link_button(visitor.t().say_with("agents-sign-in-with", &[("name", &way.name)]), super::code::with_next(&way.href, next)).wide())
        }
    }
}
