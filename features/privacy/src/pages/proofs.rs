//! Every erasure there was, how far those under way are, and the proof of each.

use crate::erasure::{self, Certificate, Erasure, ErasureId, State as How};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use web::parts::{Tone, badge, banner, button, card, empty_state, form, icon, link_button, page_head, table, table_card, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

const SHOWN: i64 = 50;

pub(super) async fn list(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let before = query.number("before");
    let all = site.db().read(move |tx| erasure::newest(tx, before, SHOWN + 1)).await?;
    let t = who.t();
    let rows = html! { @for one in all.iter().take(SHOWN as usize) { tr {
        td { span.cell-main { a href={ "/settings/erasures/" (one.id) } { (one.pseudonym) } } }
        td { (badge(tone(one), &t.say(&format!("privacy-state-{}", one.state.word())))) }
        td { (time(t, one.asked_at, site.now(), &who.zone)) }
        td { @if let Some(at) = one.finished_at { (time(t, at, site.now(), &who.zone)) } }
    } } };
    let title = t.say("privacy-erasures");
    let heads = ["privacy-person", "privacy-state", "privacy-asked-at", "privacy-finished-at"].map(|key| t.say(key));
    let body = html! {
        (page_head(&title, &t.say("privacy-erasures-about"), &html! {}))
        @if all.is_empty() { (empty_state("trash", &title, &html! { p { (t.say("privacy-erasures-none")) } })) }
        @else { (table_card(&title, &table(&title, heads, rows))) }
        @if let Some(last) = all.get(SHOWN as usize - 1).filter(|_| all.len() as i64 > SHOWN) {
            div.line { (link_button(t.say("privacy-further"), format!("/settings/erasures?before={}", last.id))) }
        }
    };
    Frame::new(&site, &who, title.clone()).settings("erasures").body(body).await
}

fn tone(one: &Erasure) -> Tone {
    match one.state {
        How::Done => Tone::Good,
        How::Stuck => Tone::Danger,
        _ => Tone::Warn,
    }
}

pub(super) async fn one(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Markup, Problem> {
    let one = site.db().read(move |tx| erasure::find(tx, ErasureId(id))).await?;
    let t = who.t();
    let proof = one
        .is_over()
        .then(|| one.certificate().and_then(|text| serde_json::from_str::<Certificate>(text).ok()))
        .flatten();
    let title = t.say_with("privacy-proof-of", &[("name", &one.pseudonym)]);
    let actions = html! {
        @if proof.is_some() { (link_button(t.say("privacy-proof-file"), format!("/settings/erasures/{id}/certificate.json")).icon("download").attr("download", "")) }
    };
    let body = html! {
        a.back href="/settings/erasures" { (icon("chevron-left")) (t.say("privacy-erasures")) }
        (page_head(&title, &t.say("privacy-proof-about"), &actions))
        div.stack id="proof" data-live={ "customer:" (one.customer) } hx-get={ "/settings/erasures/" (id) } hx-select="#proof" hx-trigger="live" hx-swap="outerMorph" {
            @if one.state == How::Stuck { (stuck(&who, &one)) }
            (facts(&site, &who, &one))
            @if let Some(proof) = &proof { (searched(&who, proof)) (counts(&who, proof)) }
        }
    };
    Frame::new(&site, &who, title.clone()).settings("erasures").body(body).await
}

fn stuck(who: &SignedIn, one: &Erasure) -> Markup {
    let t = who.t();
    banner(
        Tone::Danger,
        &html! { div.stack.tight {
            p { (t.say("privacy-stuck")) }
            (form(&who.csrf, format!("/settings/erasures/{}/again", one.id), &html! { (button(t.say("privacy-again"))) }))
        } },
    )
}

fn facts(site: &Site, who: &SignedIn, one: &Erasure) -> Markup {
    let t = who.t();
    let inside = html! { dl.facts {
        dt { (t.say("privacy-state")) } dd { (badge(tone(one), &t.say(&format!("privacy-state-{}", one.state.word())))) }
        dt { (t.say("privacy-customer")) } dd { a href={ "/customers/" (one.customer) } { "#" (one.customer) } }
        dt { (t.say("privacy-asked-at")) } dd { (time(t, one.asked_at, site.now(), &who.zone)) }
        @if !one.why.is_empty() { dt { (t.say("privacy-erase-why")) } dd { (one.why) } }
        dt { (t.say("privacy-origin")) } dd { (t.say(&format!("privacy-origin-{}", one.origin))) }
        dt { (t.say("privacy-papers")) } dd { (t.say(&format!("privacy-papers-{}", one.papers.word()))) }
        @if let Some(at) = one.finished_at { dt { (t.say("privacy-finished-at")) } dd { (time(t, at, site.now(), &who.zone)) } }
        @if let Some(hash) = &one.sha256 { dt { "SHA-256" } dd { code { (hash) } } }
    } };
    card(&t.say("privacy-proof"), &inside)
}

fn searched(who: &SignedIn, proof: &Certificate) -> Markup {
    let (t, searched) = (who.t(), &proof.searched);
    let inside = html! { div.stack.tight {
        p { (t.say_with("privacy-searched", &[("words", &proof.looked_for.len()), ("tables", &searched.tables), ("rows", &searched.rows)])) }
        @if let Some(found) = searched.found_in_index { p { (t.say_with("privacy-searched-index", &[("found", &found)])) } }
        p { (t.say(&format!("privacy-pages-{}", searched.pages))) }
        p.muted { (t.say("privacy-backups")) }
        @if !proof.before.is_empty() { p.muted { (t.say("privacy-before")) " " code { (proof.before) } } }
    } };
    card(&t.say("privacy-searched-title"), &inside)
}

fn counts(who: &SignedIn, proof: &Certificate) -> Markup {
    let t = who.t();
    let gone = html! { @for (table, rows) in &proof.erased { tr { td { code { (table) } } td.number { (t.number(*rows)) } } } };
    let kept = html! { @for (what, rows) in &proof.kept { tr { td { (t.say(&format!("privacy-stays-{what}"))) } td.number { (t.number(*rows)) } } } };
    html! {
        (table_card(&t.say("privacy-goes"), &table(t.say("privacy-goes"), [t.say("privacy-table"), t.say("privacy-count")], gone)))
        (table_card(&t.say("privacy-stays"), &table(t.say("privacy-stays"), [t.say("privacy-stays"), t.say("privacy-count")], kept)))
    }
}

/// The proof byte for byte, as its hash was made of it.
pub(super) async fn file(State(site): State<Site>, _: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let one = site.db().read(move |tx| erasure::find(tx, ErasureId(id))).await?;
    let Some(text) = one.certificate().filter(|_| one.is_over()) else {
        return Err(Problem::not_found());
    };
    let about = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"erasure-{id}.json\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((about, text.to_owned()).into_response())
}

pub(super) async fn again(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    site.db()
        .work(who.actor(), move |work| {
            work.keep_quietly("it is not stuck");
            erasure::try_again(work, ErasureId(id))
        })
        .await?;
    Ok(see_other(&format!("/settings/erasures/{id}")).into_response())
}
