//! What was changed in the settings, and the way back: a list for whoever may change those things, a button for each.

use super::layout::{mistake, refusal};
use crate::changes::{self, Change, ChangeId, Setting, Settings};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Actor, Tx};
use std::sync::Arc;
use web::parts::{empty_state, form, page_head, table, time};
use web::{Frame, Markup, Problem, SignedIn, Site, Visitor, html, see_other};

/// So many are listed.
const MOST: i64 = 100;

fn known(site: &Site) -> Settings {
    site.service_if_given::<Settings>().map(|settings| settings.as_ref().clone()).unwrap_or_default()
}

pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    draw(&site, &who, &html! {}).await
}

/// A change with who made it, and its kind.
type Row = (Change, String, Arc<dyn Setting>);

async fn draw(site: &Site, who: &SignedIn, above: &Markup) -> Result<Markup, Problem> {
    let settings = known(site);
    let own: Vec<&'static str> = settings.0.iter().filter(|setting| who.may(setting.needs())).map(|setting| setting.kind()).collect();
    let newest = site.db().read(move |tx| {
        let all = changes::newest(tx, &own, MOST)?;
        all.into_iter()
            .map(|change| Ok((author(tx, &change)?, change)))
            .collect::<Result<Vec<_>, db::Trouble>>()
    });
    let all = newest.await?.into_iter();
    let seen: Vec<Row> = all
        .filter_map(|(author, change)| Some((settings.of(&change.kind)?.clone(), author, change)))
        .map(|(setting, author, change)| (change, author, setting))
        .collect();
    let t = who.t();
    let heads = ["agents-change-what", "agents-change-who", "agents-change-when"].map(|key| t.say(key));
    let body = html! {
        (page_head(&t.say("agents-changes"), &t.say("agents-changes-about"), &html! {}))
        (above)
        @if seen.is_empty() { (empty_state("undo", &t.say("agents-changes-none"), &html! { p { (t.say("agents-changes-none-next")) } })) }
        @else { section.card { (table(t.say("agents-changes"), heads, html! { @for row in &seen { (one(site, who, row)) } }).with_actions(t)) } }
    };
    Frame::new(site, who, t.say("agents-changes")).settings("changes").body(body).await
}

/// Empty for a machine.
fn author(tx: &mut Tx<'_>, change: &Change) -> Result<String, db::Trouble> {
    match Actor::of(&change.actor_kind, change.actor_id) {
        Actor::Agent(agent) => crate::agents::find(tx, crate::AgentId(agent)).map(|agent| agent.name),
        _ => Ok(String::new()),
    }
}

fn one(site: &Site, who: &SignedIn, (change, author, setting): &Row) -> Markup {
    let t = who.t();
    html! {
        tr {
            td { span.cell-main { a href=(setting.href(&change.thing)) { (told(who, change)) } } }
            td { @if author.is_empty() { (t.say("agents-change-machine")) } @else { (author) } }
            td { (time(t, change.changed_at, site.now(), &who.zone)) }
            td.actions {
                @if change.put_back_at.is_some() { span.muted { (t.say("agents-change-put-back-done")) } }
                @else { (form(&who.csrf, format!("/settings/changes/{}/put-back", change.id), &html! {
                    button.button.quiet type="submit" { (t.say("agents-change-put-back")) span.visually-hidden { ": " (told(who, change)) } }
                })) }
            }
        }
    }
}

/// `Role · Night shift`.
pub fn told(who: &SignedIn, change: &Change) -> String {
    let kind = who.t().say(&format!("agents-change-of-{}", change.kind.replace('_', "-")));
    if change.name.is_empty() { kind } else { format!("{kind} · {}", change.name) }
}

/// The page of a thing, or, where putting back made it go, the one of all of them.
fn page_after(page: &str, change: &Change) -> String {
    let all = page.strip_suffix(&format!("/{}", change.thing)).filter(|_| change.stood == "null");
    all.unwrap_or(page).to_owned()
}

/// `POST /settings/changes/{id}/put-back`: as it was before, if nobody moved on.
pub(super) async fn put_back(State(site): State<Site>, who: SignedIn, visitor: Visitor, Path(id): Path<i64>) -> Result<Response, Problem> {
    let (settings, id, from) = (known(&site), ChangeId(id), Some(visitor.address));
    let change = site.db().read(move |tx| changes::find(tx, id)).await?;
    let Some(setting) = settings.of(&change.kind).filter(|setting| who.may(setting.needs())).cloned() else {
        return Err(Problem::not_found());
    };
    match site.db().work(who.actor(), move |work| changes::put_back_from(work, &settings, id, from)).await {
        Ok(change) => Ok(see_other(&page_after(&setting.href(&change.thing), &change)).into_response()),
        Err(trouble) => {
            let sentence = refusal(who.t(), trouble)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&site, &who, &mistake(Some(&sentence))).await?).into_response())
        }
    }
}
