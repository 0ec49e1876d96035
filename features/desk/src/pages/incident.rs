//! An incident's page: whom the problem troubles, one answer to all of them (first looked at, then sent), resolving them all.

mod adding;

use super::bulk_pages;
use super::door::{Answer, ForPiece, deed};
use super::form::act;
use super::place::Place;
use super::signs;
use super::toasts::Said;
use super::verbs::other::other_field;
use crate::incident::{self, Broadcast, Child, Letter};
use crate::lists::View;
use crate::{Conversation, ConversationId, Viewer, Visible};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::Token;
use web::parts::{button, card, checkbox, empty_state, form, link_button, page_head, table, textarea};
use web::{Fields, Frame, Markup, Needs, Problem, Routes, SignedIn, Site, html, with_mistakes};

pub fn routes() -> Routes {
    let (merge, reply) = (Needs::Permission("conversations.merge"), Needs::Permission("conversations.reply"));
    Routes::new()
        .get("/conversations/{number}/incident", Needs::SignedIn, page)
        .post("/conversations/{number}/incident", merge, adding::add)
        .get("/conversations/{number}/incident/others", merge, adding::others)
        .post("/conversations/{number}/problem", merge, hang_on)
        .post("/conversations/{number}/incident/broadcast", reply, broadcast)
        .post("/conversations/{number}/incident/resolve", Needs::Permission("conversations.resolve"), resolve_all)
}

async fn page(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>) -> Result<Markup, Problem> {
    drawn(&site, &who, number, &Fields::default(), None, None).await
}

/// This conversation hangs on the problem `other` from now on.
async fn hang_on(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, other) = (Viewer::of(&who), super::verbs::other::other(&fields)?);
    let (_, done) = deed(&site, &who, number, move |work, conversation| {
        let problem = Visible::numbered(work, viewer, other)?;
        conversation.troubled_by(work, &problem)
    })
    .await?;
    let said = Said::new("desk-said-incident", number).with("other", other).undoes(done);
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// Without `sure` it is looked at first; with it, what was looked at is sent.
async fn broadcast(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, letter) = (Viewer::of(&who), letter(&fields));
    if letter.resolve && !who.may("conversations.resolve") {
        return Err(Problem::forbidden());
    }
    if !fields.flag("sure") || letter.key.is_empty() {
        let letters = site.db().read(move |tx| {
            let problem = Visible::numbered(tx, viewer, number)?;
            incident::preview(tx, viewer, problem.id, &letter.text)
        });
        let letters = letters.await?;
        return Ok(drawn(&site, &who, number, &fields, None, Some(&letters)).await?.into_response());
    }
    let zone = who.zone.clone();
    let begun = site.db().work(who.actor(), move |work| {
        let problem = Visible::numbered(work, viewer, number)?;
        incident::broadcast(work, viewer, &zone, problem.id, &letter)
    });
    match begun.await {
        Ok(id) => bulk_pages::answer(&site, &who, id, for_piece, Place::View(View::All)).await,
        Err(Trouble::Refused(refusal)) => {
            let why = who.t().refusal(&refusal);
            Ok(with_mistakes(drawn(&site, &who, number, &fields, Some(why), None).await?).into_response())
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// `to`: the keys of those looked at, in one field, as many as there are; `once`: which look it was.
fn letter(fields: &Fields) -> Broadcast {
    let keys = fields.text("to").split(' ').filter_map(|key| key.parse().ok());
    Broadcast {
        text: fields.raw("text").replace("\r\n", "\n"),
        resolve: fields.flag("resolve"),
        to: keys.map(ConversationId).collect(),
        key: fields.text("once").chars().take(64).collect(),
    }
}

async fn resolve_all(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, for_piece: ForPiece) -> Result<Response, Problem> {
    let (viewer, zone) = (Viewer::of(&who), who.zone.clone());
    let begun = site.db().work(who.actor(), move |work| {
        let problem = Visible::numbered(work, viewer, number)?;
        incident::resolve_all(work, viewer, &zone, problem.id)
    });
    bulk_pages::answer(&site, &who, begun.await?, for_piece, Place::View(View::All)).await
}

fn address(number: i64) -> String {
    format!("/conversations/{number}/incident")
}

/// What the page shows.
struct Shown {
    problem: Conversation,
    children: Vec<Child>,
    hangs_on: Option<i64>,
}

async fn read(site: &Site, who: &SignedIn, number: i64) -> Result<Shown, Problem> {
    let viewer = Viewer::of(who);
    let shown = site.db().read(move |tx| {
        let problem = (*Visible::numbered(tx, viewer, number)?).clone();
        let parent: Option<ConversationId> = incident::parent(tx, problem.id)?;
        let hangs_on = parent.and_then(|parent| Visible::find(tx, viewer, parent).ok()).map(|parent| parent.number);
        Ok(Shown { children: incident::children(tx, viewer, problem.id)?, problem, hangs_on })
    });
    Ok(shown.await?)
}

async fn drawn(
    site: &Site,
    who: &SignedIn,
    number: i64,
    given: &Fields,
    mistake: Option<String>,
    letters: Option<&[Letter]>,
) -> Result<Markup, Problem> {
    let shown = read(site, who, number).await?;
    let found = adding::found(site, who, number, given.text("typed")).await?;
    let text = who.t();
    let back = html! { (link_button(format!("#{number}"), super::address(number)).icon("chevron-left")) };
    let body = html! {
        (page_head(&text.say("desk-incident"), &text.say("desk-incident-about"), &back))
        p { strong { "#" (number) " " (shown.problem.subject) } }
        @if let Some(parent) = shown.hangs_on { p { a href=(address(parent)) { (text.say_with("desk-incident-hangs-on", &[("number", &parent.to_string())])) } } }
        @if let Some(mistake) = &mistake { p.error role="alert" { (mistake) } }
        @if let Some(letters) = letters { (looked_at(who, number, given, letters)) }
        @if shown.children.is_empty() { (empty_state("link", &text.say("desk-incident-none"), &html! { p { (text.say("desk-incident-none-next")) } })) }
        @else { section.card { (listed(who, &shown.children)) } }
        @if who.may("conversations.merge") && shown.hangs_on.is_none() { (card(&text.say("desk-incident-add"), &adding::draw(who, number, given, &found))) }
        @if !shown.children.is_empty() {
            @if letters.is_none() && who.may("conversations.reply") { (card(&text.say("desk-incident-broadcast"), &writing(who, number, given))) }
            @if who.may("conversations.resolve") {
                (form(&who.csrf, format!("{}/resolve", address(number)), &html! { (button(text.say("desk-incident-resolve")).icon("resolve")) }))
            }
        }
    };
    Frame::new(site, who, text.say("desk-incident")).body(body).await
}

fn listed(who: &SignedIn, children: &[Child]) -> web::parts::Table {
    let text = who.t();
    let rows = html! { @for child in children { tr {
        td.cell-main { a href=(super::address(child.number)) { "#" (child.number) " " (child.subject) } }
        td { (child.customer_name) } td { (signs::status(text, child.status)) }
    } } };
    table(
        text.say("desk-incident-children"),
        ["desk-conversation", "desk-customer", "desk-status"].map(|key| text.say(key)),
        rows,
    )
}

fn writing(who: &SignedIn, number: i64, given: &Fields) -> Markup {
    let text = who.t();
    let variables = crate::macros::VARIABLES.map(|variable| format!("{{{{{variable}}}}}")).join(" ");
    form(
        &who.csrf,
        format!("{}/broadcast", address(number)),
        &html! { div.stack {
            (textarea(text.say("desk-incident-text"), "text").value(given.raw("text")).attr("rows", "8").hint(text.say_with("desk-macro-variables", &[("variables", &variables)])).required())
            @if who.may("conversations.resolve") { (checkbox(text.say("desk-incident-and-resolve"), "resolve", given.flag("resolve"))) }
            (button(text.say("desk-incident-look")).primary())
        } },
    )
}

/// Who would get what, and the button that sends it.
fn looked_at(who: &SignedIn, number: i64, given: &Fields, letters: &[Letter]) -> Markup {
    let text = who.t();
    let reached: Vec<String> = letters
        .iter()
        .filter(|letter| letter.to.is_ok())
        .map(|letter| letter.child.id.to_string())
        .collect();
    let (sent, to) = (reached.len(), reached.join(" "));
    let rows = html! { @for letter in letters { tr {
        td.cell-main { "#" (letter.child.number) " " (letter.child.customer_name) }
        td {
            @match &letter.to {
                Ok(to) => (to),
                Err(Trouble::Refused(refusal)) => span.error { (text.refusal(refusal)) },
                Err(_) => span.error { (text.say("desk-bulk-trouble")) },
            }
        }
    } } };
    let heads = [text.say("desk-conversation"), text.say("desk-to")];
    html! {
        (card(&text.say_with("desk-incident-will-go", &[("count", &sent), ("total", &letters.len())]), &html! {
            div.stack {
                (table(text.say("desk-incident-who"), heads, rows))
                @if let Some(first) = letters.iter().find(|letter| letter.to.is_ok()) {
                    p.muted { (text.say_with("desk-incident-first", &[("name", &first.child.customer_name)])) }
                    div.prose.plain { (first.text) }
                }
                (form(&who.csrf, format!("{}/broadcast", address(number)), &html! {
                    input type="hidden" name="text" value=(given.raw("text"));
                    @if given.flag("resolve") { input type="hidden" name="resolve" value="1"; }
                    input type="hidden" name="to" value=(to);
                    input type="hidden" name="once" value=(Token::random().reveal());
                    div.line {
                        button.button.primary type="submit" name="sure" value="1" { (text.say_with("desk-incident-send", &[("count", &sent)])) }
                        a.button href=(address(number)) { (text.say("desk-keep-editing")) }
                    }
                }))
            }
        }))
    }
}

/// The dialog in a conversation that hangs it on a problem.
pub fn dialog(who: &SignedIn, number: i64, place: &Markup) -> Markup {
    let text = who.t();
    let body = act(
        who,
        &format!("/conversations/{number}/problem"),
        &html! { div.body { (place) (other_field(text, number, "problem-other", "desk-incident-hang-hint")) } footer { (button(text.say("desk-incident-hang")).primary().attr("data-close", "")) } },
    );
    web::parts::dialog(text, "problem-dialog", &text.say("desk-incident-hang"), &body)
}
