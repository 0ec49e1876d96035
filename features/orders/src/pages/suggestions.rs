//! Settings of suggestions: the rules in words, each with a page of its own, and how suggestions are made at all.

mod rule;
mod settings;
mod trying;
mod words;

use crate::putting_back::RuleSetting;
use crate::suggestions::rules::{self, Rule, RuleId};
use crate::suggestions::{NewRule, together};
use agents::changes::{keeping, keeping_new};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
pub(super) use settings::{how, list};
pub(super) use trying::{preview, preview_how};
use web::parts::{Effect, Tone, banner, button, form, is_to_show, link_button, page_head};
use web::{Fields, Frame, Problem, SignedIn, Site, html, see_other};

const HERE: &str = "/settings/suggestions";

/// `GET /settings/suggestions/new`
pub(super) async fn new(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    page(&site, &who, None, &rule::typed(&NewRule::default(), &who.zone), None).await
}

/// `GET /settings/suggestions/{rule}`
pub(super) async fn edit(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let found = site.db().read(move |tx| rules::find(tx, RuleId(id))).await?;
    let typed = rule::typed(&found.settings(), &who.zone);
    page(&site, &who, Some(&found), &typed, None).await
}

/// `POST /settings/suggestions`
pub(super) async fn make(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    if is_to_show(&fields) {
        return page(&site, &who, None, &fields, None).await;
    }
    let (typed, zone) = (fields.clone(), who.zone.clone());
    let made = site.db().work(who.actor(), move |work| {
        let id = rules::make(work, &rule::given(&typed, &zone)?)?;
        keeping_new(work, &RuleSetting, &id.to_string())
    });
    said(&site, &who, made.await, None, &fields).await
}

/// `POST /settings/suggestions/{rule}`
pub(super) async fn change(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let found = site.db().read(move |tx| rules::find(tx, RuleId(id))).await?;
    if is_to_show(&fields) {
        return page(&site, &who, Some(&found), &fields, None).await;
    }
    let (typed, zone) = (fields.clone(), who.zone.clone());
    let changed = site.db().work(who.actor(), move |work| {
        let new = rule::given(&typed, &zone)?;
        keeping(work, &RuleSetting, &id.to_string(), |work| rules::change(work, RuleId(id), &new))
    });
    said(&site, &who, changed.await, Some(&found), &fields).await
}

async fn said(site: &Site, who: &SignedIn, came: Result<(), Trouble>, found: Option<&Rule>, typed: &Fields) -> Result<Response, Problem> {
    match came {
        Ok(()) => Ok(see_other(HERE).into_response()),
        Err(Trouble::Refused(refusal)) => page(site, who, found, typed, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /settings/suggestions/{rule}/remove`
pub(super) async fn remove(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let removed = site
        .db()
        .work(who.actor(), move |work| keeping(work, &RuleSetting, &id.to_string(), |work| rules::remove(work, RuleId(id))));
    removed.await?;
    Ok(see_other(HERE).into_response())
}

/// `POST /settings/suggestions/count`
pub(super) async fn count_anew(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    site.db().work(who.actor(), |work: &mut Work<'_>| together::count_anew(work)).await?;
    Ok(see_other(HERE).into_response())
}

async fn page(site: &Site, who: &SignedIn, found: Option<&Rule>, typed: &Fields, mistake: Option<String>) -> Result<Response, Problem> {
    let brands = site.db().read(crate::brand::all).await?;
    let text = who.t();
    let shown = trying::of_rule(site, who, found.map(|rule| rule.id), typed).await?;
    let effect = Effect { id: "rule-effect", href: "/settings/suggestions/preview", shown: &shown };
    let inside = html! {
        @if let Some(rule) = found { input type="hidden" name="rule" value=(rule.id); }
        (rule::fields(who, &brands, typed)) (trying::fields(text, typed))
    };
    let title = text.say(if found.is_some() { "orders-suggest-rule-edit" } else { "orders-suggest-rule-new" });
    let action = found.map_or_else(|| HERE.to_owned(), |rule| format!("{HERE}/{}", rule.id));
    let body = html! {
        (page_head(&title, &text.say("orders-suggest-rule-about"), &html! { (link_button(text.say("orders-suggestions"), HERE).quiet()) }))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        section.card { div.body {
            (form(&who.csrf, action, &effect.around(text, &inside, &button(text.say("orders-set")).primary())))
        } }
        @if let Some(rule) = found { (form(&who.csrf, format!("{HERE}/{}/remove", rule.id), &html! { (button(text.say("orders-suggest-rule-remove")).quiet().icon("trash")) })) }
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, title).settings("suggestions").body(body).await?).into_response())
}
