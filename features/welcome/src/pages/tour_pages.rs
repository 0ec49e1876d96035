//! Beginning, going on with and leaving the tour.

use super::tour_panel;
use crate::host::is_demo;
use crate::tour::{self, STEPS};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use web::parts::{card, form, icon, page_head};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// `GET /tour`: what it is, its steps, and the button.
pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let agent = who.agent_id;
    let (demo, standing) = site.db().read(move |tx| Ok((is_demo(tx)?, tour::standing(tx, agent)?))).await?;
    let t = who.t();
    let done = standing.map_or(0, |standing| standing.done);
    let steps = html! {
        ol.tour-steps { @for (at, step) in STEPS.iter().enumerate() {
            li { span.faint { (icon(if at < done { "check" } else { "chevron-right" })) } span { (t.say(&format!("welcome-tour-{}", step.word))) @if at < done { span.visually-hidden { " · " (t.say("welcome-done")) } } } }
        } }
    };
    let begin = if done > 0 { "welcome-tour-go-on" } else { "welcome-tour-begin" };
    let body = html! {
        (page_head(&t.say("welcome-tour"), &t.say("welcome-tour-about"), &html! {}))
        @if !demo { p.banner.warn { (icon("warning")) span { (t.say("welcome-tour-real")) } } }
        (card(&t.say("welcome-tour-steps"), &html! { div.stack { (steps)
            div.line {
                (form(&who.csrf, "/tour", &html! { button.button.primary type="submit" { (t.say(begin)) } }))
                @if done > 0 { (form(&who.csrf, "/tour", &html! { input type="hidden" name="anew" value="1"; button.button.quiet type="submit" { (t.say("welcome-tour-anew")) } })) }
            }
        } }))
    };
    Frame::new(&site, &who, t.say("welcome-tour")).here("tour").body(body).await
}

/// `POST /tour`: begins, or goes on.
pub(super) async fn begin(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Redirect, Problem> {
    let (agent, anew) = (who.agent_id, fields.flag("anew"));
    site.db().work(who.actor(), move |work| tour::begin(work, agent, anew)).await?;
    Ok(see_other("/views/open"))
}

/// `GET /tour/panel`: the strip as it is now.
pub(super) async fn panel(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let agent = who.agent_id;
    let standing = site.db().read(move |tx| tour::standing(tx, agent)).await?;
    Ok(standing.map_or_else(|| html! {}, |standing| tour_panel::panel(&who, standing)))
}

/// `POST /tour/did`: a step that leaves no trace was done, or is skipped.
pub(super) async fn did(State(site): State<Site>, who: SignedIn, headers: HeaderMap, fields: Fields) -> Result<Response, Problem> {
    let (agent, step) = (who.agent_id, fields.text("step").to_owned());
    site.db().work(who.actor(), move |work| tour::did(work, agent, &step)).await?;
    if headers.contains_key("hx-request") {
        return Ok(panel(State(site), who).await?.into_response());
    }
    Ok(see_other("/views/open").into_response())
}

/// `POST /tour/leave`: not now; or it is over.
pub(super) async fn leave(State(site): State<Site>, who: SignedIn) -> Result<Redirect, Problem> {
    let agent = who.agent_id;
    site.db().work(who.actor(), move |work| tour::leave(work, agent)).await?;
    Ok(see_other("/views/mine"))
}
