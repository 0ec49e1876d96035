//! What the company asks of whoever comes in: one card for each rule, with its effect before it is saved.

mod factor;
mod networks;
mod sessions;

use super::SETTINGS;
use super::layout::{mistake, notice, refusal};
use crate::access::putting_back::PAGE;
use crate::access::{self, Rules};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use web::parts::page_head;
use web::{Fields, Frame, Markup, Problem, Query, Routes, SignedIn, Site, Visitor, html, see_other};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get(PAGE, SETTINGS, show)
        .post("/settings/access/sessions", SETTINGS, sessions::save)
        .get("/settings/access/sessions/preview", SETTINGS, sessions::preview)
        .post("/settings/access/second-factor", SETTINGS, factor::save)
        .get("/settings/access/second-factor/preview", SETTINGS, factor::preview)
        .post("/settings/access/networks", SETTINGS, networks::save)
        .get("/settings/access/networks/preview", SETTINGS, networks::preview)
}

/// Which rule's form was sent, with what was typed into it: it is shown again as it was.
struct Typed<'a> {
    rule: &'static str,
    fields: &'a Fields,
}

impl Typed<'_> {
    /// What was typed into the form of this rule.
    fn of<'b>(typed: Option<&'b Self>, rule: &str) -> Option<&'b Fields> {
        typed.filter(|typed| typed.rule == rule).map(|typed| typed.fields)
    }
}

async fn show(State(site): State<Site>, who: SignedIn, visitor: Visitor, query: Query) -> Result<Markup, Problem> {
    draw(&site, &who, &visitor, None, &notice(who.t(), &query)).await
}

/// The page again, with the form as it was sent: to see its effect, or because it was refused.
async fn again(site: &Site, who: &SignedIn, visitor: &Visitor, typed: Typed<'_>, outcome: Option<Trouble>) -> Result<Response, Problem> {
    let Some(trouble) = outcome else {
        return Ok(draw(site, who, visitor, Some(typed), &html! {}).await?.into_response());
    };
    let sentence = refusal(who.t(), trouble)?;
    let page = draw(site, who, visitor, Some(typed), &mistake(Some(&sentence))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn saved() -> Response {
    see_other(&format!("{PAGE}?done=saved")).into_response()
}

async fn draw(site: &Site, who: &SignedIn, visitor: &Visitor, typed: Option<Typed<'_>>, above: &Markup) -> Result<Markup, Problem> {
    let rules: Rules = site.db().read(access::rules).await?;
    let (t, typed) = (who.t(), typed.as_ref());
    let body = html! {
        (page_head(&t.say("agents-access"), &t.say("agents-access-about"), &html! {}))
        (above)
        (factor::card_of(site, who, &rules, Typed::of(typed, factor::RULE)).await?)
        (sessions::card_of(site, who, &rules, Typed::of(typed, sessions::RULE)).await?)
        (networks::card_of(site, who, visitor, &rules, Typed::of(typed, networks::RULE)).await?)
    };
    Frame::new(site, who, t.say("agents-access")).settings("access").body(body).await
}
