//! What is done with an article at one press, and the way back from it.

use super::reading::found;
use super::{address, keyed};
use crate::article::Article;
use crate::{articles, history};
use axum::extract::{self, Path};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use web::parts::{button, form, icon};
use web::{Fields, Markup, Problem, SignedIn, Site, html, see_other};

pub(super) async fn publish(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    perform(&site, &who, slug, |article, work| article.publish(work)).await
}

pub(super) async fn withdraw(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    perform(&site, &who, slug, |article, work| article.withdraw(work)).await
}

pub(super) async fn archive(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    perform(&site, &who, slug, |article, work| article.archive(work)).await
}

/// `POST /knowledge/{id}/undo`: the newest change, if it is still the one this page told of.
pub(super) async fn undo(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path(slug): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let version = fields.number("version").unwrap_or_default();
    perform(&site, &who, slug, move |article, work| article.undo(work, version)).await
}

/// `POST /knowledge/{id}/history/{item}`: that version's words again.
pub(super) async fn put_back(
    extract::State(site): extract::State<Site>,
    who: SignedIn,
    Path((slug, number)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    perform(&site, &who, slug, move |article, work| article.put_back(work, number)).await
}

async fn perform<F>(site: &Site, who: &SignedIn, slug: String, verb: F) -> Result<Response, Problem>
where
    F: Fn(&Article, &mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
{
    let done = site.db().work(who.actor(), move |work| {
        work.keep_quietly("it was so before");
        let article = found(work, &slug, true)?;
        verb(&article, work)?;
        let now = articles::find(work, article.id)?;
        Ok((now.content.slug, Some(now.version).filter(|version| *version != article.version)))
    });
    let (slug, version) = done.await?;
    Ok(told(&slug, version))
}

/// The article, which says what was done to it, if anything was.
pub(super) fn told(slug: &str, version: Option<i64>) -> Response {
    let said = version.map(|version| format!("?said={version}")).unwrap_or_default();
    see_other(&format!("{}{said}", address(slug))).into_response()
}

/// What was done just now, with the way back while nothing else happened.
pub(super) async fn said(site: &Site, who: &SignedIn, article: &Article, version: Option<i64>) -> Result<Markup, Problem> {
    let Some(version) = version.filter(|version| super::writes(who) && *version == article.version) else {
        return Ok(html! {});
    };
    let id = article.id;
    let deed = site.db().read(move |tx| Ok(history::version(tx, id, version)?.deed)).await?;
    let text = who.t();
    Ok(html! {
        div.banner.info role="status" {
            (icon("check")) span { (text.say(deed_key(&deed))) }
            @if version > 1 {
                (form(&who.csrf, format!("{}/undo", keyed(article)), &html! { input type="hidden" name="version" value=(version); (button(text.say("knowledge-undo"))) }))
            }
        }
    })
}

pub(super) fn deed_key(deed: &str) -> &'static str {
    match deed {
        "written" => "knowledge-said-written",
        "published" => "knowledge-said-published",
        "withdrawn" => "knowledge-said-withdrawn",
        "archived" => "knowledge-said-archived",
        "put_back" => "knowledge-said-put-back",
        _ => "knowledge-said-changed",
    }
}
