//! The step all handlers of a conversation share: find it for this agent, do one thing to it, answer with what shows next.

use super::conversation::{self, Shown};
use super::place::Place;
use super::toasts::Said;
use crate::deeds::{self, DeedId};
use crate::{Conversation, Viewer, Visible};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use std::convert::Infallible;
use web::{Fields, Problem, SignedIn, Site, html, see_other};

/// Whether the page asks for a piece of itself, or a browser for a whole page.
#[derive(Debug, Clone, Copy)]
pub struct ForPiece(pub bool);

impl<S: Sync> FromRequestParts<S> for ForPiece {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.contains_key("hx-request")))
    }
}

/// The page a piece is asked for: where it stands, and the conversation it shows.
#[derive(Debug, Clone, Copy)]
pub struct Here {
    pub place: Place,
    pub number: Option<i64>,
}

impl<S: Sync> FromRequestParts<S> for Here {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let said = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let address = said("hx-current-url").or_else(|| said("referer")).unwrap_or_default();
        let shown = address
            .split_once("/conversations/")
            .map(|(_, rest)| rest.split(['?', '/', '#']).next().unwrap_or_default());
        Ok(Self {
            place: Place::of_address(address),
            number: shown.and_then(|number| number.parse().ok()),
        })
    }
}

/// Does one thing to a conversation this agent may see.
pub async fn change<T, F>(site: &Site, who: &SignedIn, number: i64, mut verb: F) -> Result<T, Problem>
where
    T: Send + 'static,
    F: FnMut(&mut Work<'_>, &Conversation) -> Result<T, Trouble> + Send + 'static,
{
    let viewer = Viewer::of(who);
    let changed = site.db().work(who.actor(), move |work| {
        let conversation = Visible::numbered(work, viewer, number)?;
        verb(work, &conversation)
    });
    Ok(changed.await?)
}

/// The same, so that it can be undone: what it answers, and the deed, if anything changed.
pub async fn deed<T, F>(site: &Site, who: &SignedIn, number: i64, mut verb: F) -> Result<(T, Option<DeedId>), Problem>
where
    T: Send + 'static,
    F: FnMut(&mut Work<'_>, &Conversation) -> Result<T, Trouble> + Send + 'static,
{
    let agent = who.agent_id;
    change(site, who, number, move |work, conversation| {
        deeds::doing(work, agent, conversation, |work| verb(work, conversation))
    })
    .await
}

/// Refuses if the conversation moved on since the page with this form was drawn.
pub fn unchanged(conversation: &Conversation, seen: Option<i64>) -> Result<(), Trouble> {
    if seen.is_some_and(|seen| seen != conversation.version) {
        Err(Trouble::Changed("conversation"))
    } else {
        Ok(())
    }
}

/// What a verb answers: the conversation as it is now, and what was said about it.
pub struct Answer<'a> {
    pub site: &'a Site,
    pub who: &'a SignedIn,
    pub number: i64,
    pub place: Place,
    pub for_piece: ForPiece,
}

impl<'a> Answer<'a> {
    pub fn new(site: &'a Site, who: &'a SignedIn, number: i64, fields: &Fields, for_piece: ForPiece) -> Self {
        Self { site, who, number, place: Place::of(fields), for_piece }
    }

    /// The same conversation: its head and thread are swapped in place, with a toast.
    pub async fn here(&self, said: Said) -> Result<Response, Problem> {
        if !self.for_piece.0 {
            return Ok(see_other(&self.place.conversation(self.number)).into_response());
        }
        let shown = Shown::read(self.site, self.who, self.number, self.place).await?;
        let toast = said.toast(self.who);
        Ok(html! { (conversation::refreshed(self.who, &shown)) (toast) }.into_response())
    }

    /// Another page, which says there what happened.
    pub fn elsewhere(&self, path: &str, said: Said) -> Response {
        let mark = if path.contains('?') { '&' } else { '?' };
        let now = self.site.now().seconds();
        see_other(&format!("{path}{mark}said={}&at={now}", said.word())).into_response()
    }
}
