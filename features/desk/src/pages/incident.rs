//! An incident's page: whom the problem troubles, one answer to all of them (first looked at, then sent), resolving them all.

mod adding;

use super::bulk_pages;
use super::door::{Answer, ForPiece, deed};
use super::form::act;
use super::place::Place;
use super::signs;
use super::toasts::Said;
use super::verbs::other::other_field;
use crate::bulk::BulkId;
use crate::incident::{self, Broadcast, Child, Letter};
use crate::lists::View;
use crate::{Conversation, ConversationId, Viewer, Visible};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::Token;
use web::parts::{button, card, checkbox, empty_state, form, link_button, page_head, table, textarea};
use web::{Fields, Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html, see_other, with_mistakes};

pub fn routes() -> Routes {
    let (merge, reply) = (Needs::Permission("conversations.merge"), Needs::Permission("conversations.reply"));
    Routes::new()
        .get("/conversations/{number}/incident", Needs::SignedIn, page)
        .post("/conversations/{number}/incident", merge, adding::add)
        .get("/conversations/{number}/incident/others", merge, adding::others)
        .post("/conversations/{number}/problem", merge, hang_on)
        .post("/conversations/{number}/incident/broadcast", reply, broadcast)
        .post("/conversations/{number}/incident/off", merge, take_off)
        .post("/conversations/{number}/incident/resolve", Needs::Permission("conversations.resolve"), resolve_all)
}

/// `?done=`: what was sent to all or resolved a moment ago.
async fn page(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let done = match query.number("done") {
        Some(id) => bulk_pages::line(&site, &who, BulkId(id)).await?,
        None => html! {},
    };
    drawn_under(&site, &who, number, &Fields::default(), None, None, &done).await
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
        let with_itself = fields.flag("itself");
        let letters = site.db().read(move |tx| {
            let problem = Visible::numbered(tx, viewer, number)?;
            incident::preview(tx, viewer, problem.id, &letter.text, with_itself)
        });
        return match letters.await {
            Ok(letters) => Ok(drawn(&site, &who, number, &fields, None, Some(&letters)).await?.into_response()),
            Err(Trouble::Refused(refusal)) => refused(&site, &who, number, &fields, &refusal).await,
            Err(trouble) => Err(trouble.into()),
        };
    }
    let zone = who.zone.clone();
    let begun = site.db().work(who.actor(), move |work| {
        let problem = Visible::numbered(work, viewer, number)?;
        incident::broadcast(work, viewer, &zone, problem.id, &letter)
    });
    match begun.await {
        Ok(id) => told(&site, &who, number, id, for_piece).await,
        Err(Trouble::Refused(refusal)) => refused(&site, &who, number, &fields, &refusal).await,
        Err(trouble) => Err(trouble.into()),
    }
}

/// The page again, with what became of it above.
async fn told(site: &Site, who: &SignedIn, number: i64, id: BulkId, for_piece: ForPiece) -> Result<Response, Problem> {
    if for_piece.0 {
        return bulk_pages::answer(site, who, id, for_piece, Place::View(View::All)).await;
    }
    bulk_pages::begun(site, id).await?;
    Ok(see_other(&format!("{}?done={id}", address(number))).into_response())
}

/// The page again; why not stands where it was written.
async fn refused(site: &Site, who: &SignedIn, number: i64, fields: &Fields, refusal: &db::Refusal) -> Result<Response, Problem> {
    let why = who.t().refusal(refusal);
    Ok(with_mistakes(drawn(site, who, number, fields, Some(why), None).await?).into_response())
}

/// This one hangs on the problem no more.
async fn take_off(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let (viewer, child) = (Viewer::of(&who), fields.number("child").ok_or_else(Problem::not_found)?);
    let taken = site.db().work(who.actor(), move |work| {
        let (problem, child) = (Visible::numbered(work, viewer, number)?, Visible::numbered(work, viewer, child)?);
        problem.unlink(work, child.id)
    });
    taken.await?;
    Ok(see_other(&address(number)).into_response())
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
    told(&site, &who, number, begun.await?, for_piece).await
}

fn address(number: i64) -> String {
    format!("/conversations/{number}/incident")
}

/// What the page shows.
struct Shown {
    problem: Conversation,
    itself: Child,
    children: Vec<Child>,
    hangs_on: Option<i64>,
}

async fn read(site: &Site, who: &SignedIn, number: i64) -> Result<Shown, Problem> {
    let viewer = Viewer::of(who);
    let shown = site.db().read(move |tx| {
        let problem = (*Visible::numbered(tx, viewer, number)?).clone();
        let parent: Option<ConversationId> = incident::parent(tx, problem.id)?;
        let hangs_on = parent.and_then(|parent| Visible::find(tx, viewer, parent).ok()).map(|parent| parent.number);
        Ok(Shown {
            itself: incident::itself(tx, problem.id)?,
            children: incident::children(tx, viewer, problem.id)?,
            problem,
            hangs_on,
        })
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
    let wrong = mistake.map(|words| Mistake { is_of_letter: !given.raw("text").is_empty() || given.flag("itself"), words });
    drawn_under(site, who, number, given, wrong.as_ref(), letters, &html! {}).await
}

/// Why not, and where it stands.
struct Mistake {
    words: String,
    is_of_letter: bool,
}

async fn drawn_under(
    site: &Site,
    who: &SignedIn,
    number: i64,
    given: &Fields,
    mistake: Option<&Mistake>,
    letters: Option<&[Letter]>,
    done: &Markup,
) -> Result<Markup, Problem> {
    let shown = read(site, who, number).await?;
    let found = adding::found(site, who, number, given.text("typed"), given.numbers("pick")).await?;
    let text = who.t();
    let back = html! { (link_button(format!("#{number}"), super::address(number)).icon("chevron-left")) };
    let body = html! {
        (page_head(&text.say("desk-incident"), &text.say("desk-incident-about"), &back))
        p { strong { "#" (number) " " (shown.problem.subject) } }
        @if let Some(parent) = shown.hangs_on { p { a href=(address(parent)) { (text.say_with("desk-incident-hangs-on", &[("number", &parent.to_string())])) } } }
        (done)
        @if let Some(letters) = letters { (looked_at(who, number, given, letters)) }
        @if shown.children.is_empty() { (empty_state("link", &text.say("desk-incident-none"), &html! { p { (text.say("desk-incident-none-next")) } })) }
        @else { section.card { (listed(who, number, &shown.children)) } }
        @if who.may("conversations.merge") && shown.hangs_on.is_none() { (card(&text.say("desk-incident-add"), &adding::draw(site, who, number, given, &found, mistake.filter(|one| !one.is_of_letter).map(|one| one.words.as_str())))) }
        @if !shown.children.is_empty() {
            @if letters.is_none() && who.may("conversations.reply") { (card(&text.say("desk-incident-broadcast"), &writing(who, &shown, given, mistake.filter(|one| one.is_of_letter).map(|one| one.words.as_str())))) }
            @if who.may("conversations.resolve") {
                (form(&who.csrf, format!("{}/resolve", address(number)), &html! { (button(text.say("desk-incident-resolve")).icon("resolve")) }))
            }
        }
    };
    Frame::new(site, who, text.say("desk-incident")).body(body).await
}

fn listed(who: &SignedIn, number: i64, children: &[Child]) -> web::parts::Table {
    let text = who.t();
    let may = who.may("conversations.merge");
    let rows = html! { @for child in children { tr {
        td { span.cell-main { a href=(super::address(child.number)) { "#" (child.number) " " (child.subject) } } }
        td { (child.customer_name) } td { (signs::status(text, child.status)) }
        @if may { td.actions { (form(&who.csrf, format!("{}/off", address(number)), &html! {
            input type="hidden" name="child" value=(child.number);
            (button(text.say("desk-incident-off")).quiet().attr("aria-label", text.say_with("desk-incident-off-one", &[("number", &child.number.to_string())])))
        })) } }
    } } };
    let listed = table(
        text.say("desk-incident-children"),
        ["desk-conversation", "desk-customer", "desk-status"].map(|key| text.say(key)),
        rows,
    );
    if may { listed.with_actions(text) } else { listed }
}

fn writing(who: &SignedIn, shown: &Shown, given: &Fields, mistake: Option<&str>) -> Markup {
    let text = who.t();
    let variables = crate::macros::VARIABLES.map(|variable| format!("{{{{{variable}}}}}")).join(" ");
    // Whoever wrote in the problem's own conversation and waits wants to know, too; nobody waits where it was begun by us.
    let waits = if given.raw("text").is_empty() {
        shown.problem.waiting_since.is_some()
    } else {
        given.flag("itself")
    };
    let itself = text.say_with(
        "desk-incident-itself",
        &[("number", &shown.problem.number.to_string()), ("name", &shown.itself.customer_name)],
    );
    form(
        &who.csrf,
        format!("{}/broadcast", address(shown.problem.number)),
        &html! { div.stack {
            (textarea(text.say("desk-incident-text"), "text").value(given.raw("text")).attr("rows", "8").hint(text.say_with("desk-macro-variables", &[("variables", &variables)])).error(mistake).required())
            (checkbox(itself, "itself", waits))
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
