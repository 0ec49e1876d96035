//! What an agent began to write and did not send, the newest first.

use super::place::Place;
use super::{sides, toasts};
use crate::drafts::{self, Draft, DraftId, DraftKind};
use crate::lists::View;
use crate::sides::SideId;
use crate::{Viewer, Visible};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use web::parts::{button, empty_state, form, icon, link_button, page_head, textarea, time};
use web::{Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html, see_other};

pub fn routes() -> Routes {
    Routes::new().get("/drafts", Needs::SignedIn, page).get("/drafts/{id}", Needs::SignedIn, one)
}

async fn page(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let (agent, viewer) = (who.agent_id, Viewer::of(&who));
    let found = site.db().read(move |tx| {
        let all = drafts::of_agent(tx, agent)?;
        let visible = |number: &Option<i64>, tx: &mut db::Tx<'_>| number.is_none_or(|number| Visible::numbered(tx, viewer, number).is_ok());
        let mut seen = Vec::new();
        for draft in all {
            if visible(&draft.1, tx) {
                seen.push(draft);
            }
        }
        Ok(seen)
    });
    let (drafts, text, now) = (found.await?, who.t(), site.now());
    let body = html! {
        (page_head(&text.say("desk-drafts"), &text.say("desk-drafts-about"), &html! {}))
        @if drafts.is_empty() {
            (empty_state("draft", &text.say("desk-drafts-none"), &html! { (link_button(text.say("desk-new"), "/new").primary()) }))
        } @else {
            ol.timeline { @for (id, number, subject, typed, saved_at, kind, side) in &drafts {
                @let href = number.map_or_else(|| format!("/drafts/{id}"), |number| written_on(number, *kind, *side));
                li {
                    span.dot { (icon("draft")) }
                    div { strong { a href=(href) { (if subject.is_empty() { text.say("desk-no-subject") } else { subject.clone() }) } } p.truncate { (first_words(typed)) } }
                    (time(text, *saved_at, now, &who.zone))
                }
            } }
        }
        (toasts::from_address(&site, &query))
    };
    Frame::new(&site, &who, text.say("desk-drafts")).here("drafts").body(body).await
}

/// `GET /drafts/{id}`: leads to where it is written on, or shows the words of one whose conversation is out of sight.
async fn one(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let (agent, viewer) = (who.agent_id, Viewer::of(&who));
    let found = site.db().read(move |tx| {
        let draft = drafts::own(tx, agent, DraftId(id))?;
        let number = number_if_seen(tx, viewer, &draft)?;
        // What colleagues wrote in it since is theirs, too.
        if draft.kind == DraftKind::Shared && number.is_none() {
            return Err(Trouble::NotFound("draft"));
        }
        let side = drafts::beside(tx, draft.id)?;
        Ok((draft, number.map(|number| (number, side))))
    });
    match found.await? {
        (draft, Some((number, side))) => Ok(see_other(&written_on(number, draft.kind, side)).into_response()),
        (draft, None) if draft.kind == DraftKind::New => Ok(see_other(&format!("/new/{id}")).into_response()),
        (draft, None) => Ok(out_of_sight(&site, &who, &draft).await?.into_response()),
    }
}

fn number_if_seen(tx: &mut Tx<'_>, viewer: Viewer, draft: &Draft) -> Result<Option<i64>, Trouble> {
    let Some(conversation) = draft.conversation_id else { return Ok(None) };
    match Visible::find(tx, viewer, conversation) {
        Ok(seen) => Ok(Some(seen.number)),
        Err(Trouble::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Where a draft of this conversation is written on.
fn written_on(number: i64, kind: DraftKind, side: Option<SideId>) -> String {
    let place = Place::View(View::All);
    match (kind, side) {
        (DraftKind::Side, Some(side)) => sides::address(place, number, side),
        (DraftKind::Side, None) => format!("/conversations/{number}/sides/new?{}", place.query()),
        _ => place.conversation(number),
    }
}

/// What they wrote is still theirs; what it was about is not told.
async fn out_of_sight(site: &Site, who: &SignedIn, draft: &Draft) -> Result<Markup, Problem> {
    let text = who.t();
    let discard = html! { (button(text.say("desk-discard-draft")).icon("trash")) };
    let body = html! {
        (page_head(&text.say("desk-draft-out-of-sight"), &text.say("desk-draft-out-of-sight-next"), &html! {}))
        div.stack {
            (textarea(text.say("desk-draft-words"), "words").value(&draft.text).attr("readonly", "").attr("rows", "12"))
            @if who.may("conversations.note") { (form(&who.csrf, format!("/drafts/{}/discard", draft.id), &discard)) }
        }
    };
    Frame::new(site, who, text.say("desk-drafts")).here("drafts").body(body).await
}

fn first_words(typed: &str) -> String {
    typed.split_whitespace().take(30).collect::<Vec<_>>().join(" ")
}
