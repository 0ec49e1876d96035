//! What an agent began to write and did not send, the newest first.

use super::place::Place;
use crate::drafts;
use crate::lists::View;
use axum::extract::State;
use web::parts::{empty_state, icon, link_button, page_head, time};
use web::{Frame, Markup, Needs, Problem, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    Routes::new().get("/drafts", Needs::SignedIn, page)
}

async fn page(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let (agent, viewer) = (who.agent_id, crate::Viewer::of(&who));
    let found = site.db().read(move |tx| {
        let all = drafts::of_agent(tx, agent)?;
        let visible =
            |number: &Option<i64>, tx: &mut db::Tx<'_>| number.is_none_or(|number| crate::Visible::numbered(tx, viewer, number).is_ok());
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
            ol.timeline { @for (id, number, subject, typed, saved_at) in &drafts {
                @let href = number.map_or_else(|| format!("/new/{id}"), |number| Place::View(View::All).conversation(number));
                li {
                    span.dot { (icon("draft")) }
                    div { strong { a href=(href) { (if subject.is_empty() { text.say("desk-no-subject") } else { subject.clone() }) } } p.truncate { (first_words(typed)) } }
                    (time(text, *saved_at, now, &who.zone))
                }
            } }
        }
    };
    Frame::new(&site, &who, text.say("desk-drafts")).here("drafts").body(body).await
}

fn first_words(typed: &str) -> String {
    typed.split_whitespace().take(30).collect::<Vec<_>>().join(" ")
}
