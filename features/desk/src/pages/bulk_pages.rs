//! What became of a change to many: a toast that counts while it runs, and a page that says which were refused and why.

use super::door::ForPiece;
use super::form::act;
use super::list::{self, Listed, Wanted, rows::Rows};
use super::place::Place;
use super::signs::status_key;
use crate::Viewer;
use crate::bulk::{self, Bulk, BulkId, Change, Failure, Progress};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use web::parts::{self, Tone, button, empty_state, form, icon, page_head, table};
use web::{Frame, Markup, Needs, Problem, Routes, SignedIn, Site, html, see_other};

/// Done before the answer; what is more goes on behind it.
const AT_ONCE: usize = 50;
/// As many as anybody reads.
const MOST_TOLD: i64 = 200;
/// Told in the toast itself.
const TOLD_AT_ONCE: usize = 3;
const SECONDS: u32 = 15;

pub fn routes() -> Routes {
    Routes::new()
        .get("/bulk/{id}", Needs::SignedIn, page)
        .get("/bulk/{id}/toast", Needs::SignedIn, toast_alone)
}

/// A bulk change as it stands.
struct Told {
    bulk: Bulk,
    progress: Progress,
    failures: Vec<Failure>,
}

impl Told {
    async fn read(site: &Site, who: &SignedIn, id: BulkId) -> Result<Self, Problem> {
        let viewer = Viewer::of(who);
        let told = site.db().read(move |tx| {
            Ok(Self {
                bulk: bulk::own(tx, viewer.agent, id)?,
                progress: bulk::progress(tx, id)?,
                failures: bulk::failures(tx, viewer, id, MOST_TOLD)?,
            })
        });
        Ok(told.await?)
    }

    /// `Resolved: 12`, and how many were not changed.
    fn sentence(&self, who: &SignedIn) -> String {
        let (text, Progress { done, same, failed, .. }) = (who.t(), self.progress);
        if !self.progress.is_over() {
            let reached = done + same + failed;
            return text.say_with("desk-bulk-running", &[("reached", &reached), ("total", &self.bulk.total)]);
        }
        let mut sentence = match self.bulk.change() {
            Ok(Change::Status(status)) => {
                text.say_with("desk-bulk-said-status", &[("status", &text.say(status_key(status))), ("count", &done)])
            }
            _ => text.say_with(&format!("desk-bulk-said-{}", self.bulk.word()), &[("count", &done)]),
        };
        if same > 0 {
            sentence = format!("{sentence} · {}", text.say_with("desk-bulk-same", &[("count", &same)]));
        }
        if failed > 0 {
            sentence = format!("{sentence} · {}", text.say_with("desk-bulk-failed", &[("count", &failed)]));
        }
        sentence
    }

    fn may_be_undone(&self) -> bool {
        let can = self.bulk.change().is_ok_and(|change| change.can_be_undone());
        self.progress.is_over() && self.progress.done > 0 && can && !self.bulk.is_undone
    }
}

/// Goes on with it for a moment: what is more goes on behind the answer.
pub async fn begun(site: &Site, id: BulkId) -> Result<(), Problem> {
    bulk::carry_on(site.db(), id, AT_ONCE).await?;
    Ok(())
}

/// What became of it, for the page it was begun on.
pub async fn line(site: &Site, who: &SignedIn, id: BulkId) -> Result<Markup, Problem> {
    let told = Told::read(site, who, id).await?;
    let text = who.t();
    Ok(html! {
        div.banner role="status" {
            (icon("check")) span { (told.sentence(who)) }
            @if !told.failures.is_empty() { a.button.quiet href={ "/bulk/" (id) } { (text.say("desk-bulk-see")) } }
            @if told.may_be_undone() { (form(&who.csrf, format!("/deeds/{}/undo", told.bulk.deed_id), &html! { (button(text.say("desk-bulk-undo-all")).icon("undo")) })) }
        }
    })
}

/// Goes on with it for a moment, then answers: the list anew and how far it is.
pub async fn answer(site: &Site, who: &SignedIn, id: BulkId, for_piece: ForPiece, place: Place) -> Result<Response, Problem> {
    let progress = bulk::carry_on(site.db(), id, AT_ONCE).await?;
    if !for_piece.0 {
        let to = if progress.is_over() && progress.failed == 0 {
            place.href()
        } else {
            format!("/bulk/{id}")
        };
        return Ok(see_other(&to).into_response());
    }
    let told = Told::read(site, who, id).await?;
    let list = Listed::read_rows(site, who, place, &Wanted { rows: 1, ..Wanted::default() }).await?;
    let rows = Rows { who, list: &list, current: None };
    Ok(
        html! { (rows.out_of_band()) (list::count(&list, true)) div hx-swap-oob="beforeend:#toasts" { (toast(who, &told)) } }
            .into_response(),
    )
}

async fn toast_alone(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    Ok(toast(&who, &Told::read(&site, &who, BulkId(id)).await?))
}

/// While it runs it asks for itself again.
fn toast(who: &SignedIn, told: &Told) -> Markup {
    let (text, id) = (who.t(), told.bulk.id);
    let over = told.progress.is_over();
    let more = html! {
        @if !over {
            progress.progress max=(told.bulk.total) value=(told.bulk.total - told.progress.waiting) aria-label=(told.sentence(who)) {}
            span hx-get={ "/bulk/" (id) "/toast" } hx-trigger="load delay:700ms" hx-target="closest [data-toast]" hx-swap="outerHTML" {}
        }
        @if !told.failures.is_empty() {
            ul.failures { @for failure in told.failures.iter().take(TOLD_AT_ONCE) { li { (which(who, failure)) ": " (failure.reason.said(text)) } } }
            a.button href={ "/bulk/" (id) } { (text.say("desk-bulk-see")) }
        }
        @if told.may_be_undone() {
            (act(who, &format!("/deeds/{}/undo", told.bulk.deed_id), &html! {
                button.button type="submit" data-key="z" data-key-group=(text.say("desk-keys-conversation")) { (text.say("desk-undo")) }
            }))
        }
    };
    let stays = !over || !told.failures.is_empty();
    parts::toast(text, Tone::Plain, &told.sentence(who), (!stays).then_some(SECONDS), &more)
}

fn which(who: &SignedIn, failure: &Failure) -> String {
    failure
        .number
        .map_or_else(|| who.t().say("desk-bulk-one-out-of-sight"), |number| format!("#{number}"))
}

/// `GET /bulk/{id}`: what became of it, with every refusal.
async fn page(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let told = Told::read(&site, &who, BulkId(id)).await?;
    let text = who.t();
    let undo = html! { @if told.may_be_undone() {
        (form(&who.csrf, format!("/deeds/{}/undo", told.bulk.deed_id), &html! { (button(text.say("desk-bulk-undo-all")).icon("undo")) }))
    } };
    let begun = text.date_and_time(told.bulk.made_at, &who.zone);
    let body = html! {
        (page_head(&text.say("desk-bulk-title"), &text.say_with("desk-bulk-begun", &[("time", &begun), ("total", &told.bulk.total)]), &undo))
        @if told.progress.is_over() { p role="status" { (told.sentence(&who)) } }
        @else { div role="status" hx-get={ "/bulk/" (id) } hx-trigger="load delay:1s" hx-select="#work > .page" hx-target="closest .page" hx-swap="outerHTML" {
            p { (told.sentence(&who)) } progress.progress max=(told.bulk.total) value=(told.bulk.total - told.progress.waiting) aria-label=(told.sentence(&who)) {}
        } }
        @if told.failures.is_empty() { @if told.progress.is_over() { (empty_state("check", &text.say("desk-bulk-none-failed"), &html! { a.button href="/views/all" { (text.say("desk-empty-step")) } })) } }
        @else { section.card { (refused(&who, &told.failures)) } }
    };
    Frame::new(&site, &who, text.say("desk-bulk-title")).body(body).await
}

fn refused(who: &SignedIn, failures: &[Failure]) -> parts::Table {
    let text = who.t();
    let rows = html! { @for failure in failures { tr {
        td.cell-main {
            @match failure.number {
                Some(number) => a href=(super::address(number)) { "#" (number) " " (failure.subject.as_deref().unwrap_or_default()) },
                None => (text.say("desk-bulk-one-out-of-sight")),
            }
        }
        td { (failure.reason.said(text)) }
    } } };
    table(text.say("desk-bulk-refused"), [text.say("desk-conversation"), text.say("desk-bulk-why")], rows)
}
