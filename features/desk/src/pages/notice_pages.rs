//! What an agent must hear of: mentions, answers, messages of theirs that did not arrive.

use super::place::Place;
use crate::Viewer;
use crate::lists::View;
use crate::notices::beside::Beside;
use crate::notices::{self, Kind, Notice};
use axum::extract::State;
use web::parts::{button, empty_state, form, icon, link_button, page_head, time};
use web::{Frame, Markup, Needs, Problem, Routes, SignedIn, Site, html, see_other};

const MOST: i64 = 100;

pub fn routes() -> Routes {
    Routes::new()
        .get("/notices", Needs::SignedIn, page)
        .post("/notices/read", Needs::SignedIn, read_all)
}

async fn page(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let viewer = Viewer::of(&who);
    let (notices, beside) = site
        .db()
        .read(move |tx| Ok((notices::of(tx, viewer, MOST)?, notices::beside::of(tx, viewer.agent, MOST)?)))
        .await?;
    let (text, now) = (who.t(), site.now());
    let unread = notices.iter().any(|notice| !notice.read) || beside.iter().any(|notice| !notice.read);
    let actions = html! { (link_button(text.say("desk-notices-settings"), "/settings/notifications").quiet()) @if unread { (form(&who.csrf, "/notices/read", &html! { (button(text.say("desk-notices-read-all"))) })) } };
    let body = html! {
        (page_head(&text.say("desk-notices"), &text.say("desk-notices-about"), &actions))
        @if !beside.is_empty() { ol.timeline { @for notice in &beside { li { (line_beside(&who, notice)) (time(text, notice.made_at, now, &who.zone)) } } } }
        @if notices.is_empty() && beside.is_empty() { (empty_state("bell", &text.say("desk-notices-none"), &html! { p { (text.say("desk-notices-none-next")) } p.line { (web::parts::link_button(text.say("desk-notices-choose"), "/settings/profile")) } })) }
        @else if !notices.is_empty() { ol.timeline { @for notice in &notices { li { (line(&who, notice)) (time(text, notice.made_at, now, &who.zone)) } } } }
    };
    Frame::new(&site, &who, text.say("desk-notices")).here("notices").body(body).await
}

fn line(who: &SignedIn, notice: &Notice) -> Markup {
    let picture = match notice.kind {
        Kind::Mentioned => "at",
        Kind::NotDelivered => "bounce",
        Kind::Assigned => "assign",
        Kind::Answered => "reply",
        Kind::Followed => "eye",
        Kind::TeamWaiting => "people",
        Kind::Decided => "shield",
        Kind::FollowUp => "calendar",
        Kind::Breaching => "clock",
        Kind::Stopped => "pause",
        Kind::SideAsked | Kind::SideAnswered => "chat",
        Kind::DraftShown | Kind::DraftLookedAt => "draft",
        Kind::RatedLow => "star",
    };
    let anchor = notice.message_id.map(|message| format!("#message-{message}")).unwrap_or_default();
    let href = format!("{}{anchor}", Place::View(View::All).conversation(notice.number));
    html! {
        span.dot { (icon(picture)) }
        div {
            strong { (who.t().say(notice.kind.sentence())) } @if !notice.read { " " span.badge.info { (who.t().say("desk-notice-new")) } }
            p { a href=(href) { "#" (notice.number) " " (notice.subject) } }
        }
    }
}

fn line_beside(who: &SignedIn, notice: &Beside) -> Markup {
    html! {
        span.dot { (icon("bounce")) }
        div {
            strong { (who.t().say(notice.kind.sentence())) } @if !notice.read { " " span.badge.info { (who.t().say("desk-notice-new")) } }
            p { a href=(notice.link) { (notice.about) } }
        }
    }
}

/// Every notice the agent may see counts as read.
async fn read_all(State(site): State<Site>, who: SignedIn) -> Result<axum::response::Redirect, Problem> {
    let viewer = Viewer::of(&who);
    site.db().work(who.actor(), move |work| notices::read_all(work, viewer)).await?;
    Ok(see_other("/notices"))
}
