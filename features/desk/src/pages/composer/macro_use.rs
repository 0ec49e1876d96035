//! Macros where one writes: the menu behind `m`, what a click does, the way back, and `;shortcut` for text alone.

use super::keep::{kind_of, typed};
use crate::deeds;
use crate::drafts::{self, DraftId, DraftKind};
use crate::macros::{self, Actions, Macro, MacroId, Values, fill, is_filled_by};
use crate::pages::beyond::Elsewhere;
use crate::pages::conversation::{Shown, refreshed};
use crate::pages::door::{ForPiece, change};
use crate::pages::place::Place;
use crate::pages::toasts::Said;
use crate::{Conversation, Viewer, Visible};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx, Work};
use web::parts::{icon, menu};
use web::{Fields, Markup, Problem, Query, SignedIn, Site, html, see_other};

/// More would not be looked through; the palette finds the others.
const MOST: usize = 24;
const MOST_SNIPPETS: usize = 8;

/// Whether this agent may do all that the macro does.
fn may(who: &SignedIn, actions: &Actions) -> bool {
    actions.needs().iter().all(|permission| who.may(permission))
}

/// The menu of macros. It stands in the composer's form, so that a click brings along what is being written.
pub fn macro_menu(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    let address = shown.verb("macro");
    menu(
        "macro-menu",
        &text.say("desk-macros"),
        &html! {
            @for one in shown.macros.iter().take(MOST) {
                button.menu-item type="submit" name="macro" value=(one.id) formaction=(address) hx-post=(address) hx-target="closest fl-composer" hx-swap="outerHTML" data-macro
                    data-command=(text.say_with("desk-macro-named", &[("name", &one.name)])) { (icon("macro")) (one.name) @if !one.shortcut.is_empty() { span.end { ";" (one.shortcut) } } }
            }
            @if shown.macros.is_empty() { p.menu-heading { (text.say("desk-macros-none")) } }
            @if who.may("macros.manage") { hr; a.menu-item href="/settings/macros" { (icon("settings")) (text.say("desk-macros-manage")) } }
        },
    )
}

/// What became of a click on a macro.
enum Came {
    Used(Option<deeds::DeedId>, String),
    /// It begins elsewhere; its words follow when that is done.
    Leads(String),
    Forbidden,
}

/// `POST /conversations/{number}/macro`: what is being written gets the macro's words, and its actions are done. One that begins
/// in another room leads there first.
pub async fn apply(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let id = fields.number("macro").map(MacroId);
    let (asking, form, beyond) = (who.clone(), fields.clone(), site.service::<Elsewhere>());
    let used = change(&site, &who, number, move |work, conversation| {
        let id = id.ok_or(Trouble::NotFound("macro"))?;
        let wanted = macros::of(work, Viewer::of(&asking))?
            .into_iter()
            .find(|one| one.id == id)
            .ok_or(Trouble::NotFound("macro"))?;
        let actions = wanted.actions()?;
        if !may(&asking, &actions) || (actions.begins.is_some() && !beyond.0.may(&asking)) {
            return Ok(Came::Forbidden);
        }
        if let Some(begins) = &actions.begins {
            keep(work, &asking, conversation, &form)?;
            return Ok(Came::Leads(beyond.0.address(begins, conversation.customer_id, number, id.0)));
        }
        let (viewer, agent) = (Viewer::of(&asking), asking.agent_id);
        let (used, done) = deeds::doing(work, agent, conversation, |work| macros::apply(work, viewer, &asking.zone, conversation, id))?;
        write(work, &asking, conversation, &used, &form)?;
        Ok(Came::Used(done, used.name))
    });
    let (done, name) = match used.await? {
        Came::Used(done, name) => (done, name),
        Came::Leads(path) => return Ok(see_other(&path).into_response()),
        Came::Forbidden => return Err(Problem::forbidden()),
    };
    let place = Place::of(&fields);
    if !for_piece.0 {
        return Ok(see_other(&format!("{}#composer-{number}", place.conversation(number))).into_response());
    }
    let said = Said::new("desk-said-macro", number).with("name", name).undoes(done);
    let shown = Shown::read(&site, &who, number, place).await?;
    Ok(html! { (super::draw(&who, &shown)) (refreshed(&who, &shown)) (said.toast(&who)) }.into_response())
}

/// What was being written waits as a draft while one is elsewhere.
fn keep(work: &mut Work<'_>, who: &SignedIn, conversation: &Conversation, form: &Fields) -> Result<(), Trouble> {
    let writing = typed(form);
    if writing.text.trim().is_empty() {
        return Ok(());
    }
    let kind = if form.text("kind").is_empty() { DraftKind::Reply } else { kind_of(form) };
    let draft = drafts::in_composer(work, who.agent_id, conversation, kind)?;
    drafts::save(work, who.agent_id, draft.id, &writing, None)?;
    Ok(())
}

/// What the macro began elsewhere is done: its words are put behind the draft, and the rest of it is done. A macro that was
/// removed meanwhile, or that this agent may not use, is not found.
pub fn finish_macro(work: &mut Work<'_>, who: &SignedIn, number: i64, id: MacroId) -> Result<(), Trouble> {
    let viewer = Viewer::of(who);
    let conversation = Visible::numbered(work, viewer, number)?;
    let wanted = macros::of(work, viewer)?.into_iter().find(|one| one.id == id).ok_or(Trouble::NotFound("macro"))?;
    if !who.may("conversations.note") || !may(who, &wanted.actions()?) {
        return Err(Trouble::NotFound("macro"));
    }
    let (used, _) = deeds::doing(work, who.agent_id, &conversation, |work| macros::apply(work, viewer, &who.zone, &conversation, id))?;
    let (values, language) = macros::values(work, who.agent_id, &conversation)?;
    let words = fill(used.text(language.as_deref()), &values);
    if words.trim().is_empty() {
        return Ok(());
    }
    let draft = drafts::in_composer(work, who.agent_id, &conversation, DraftKind::Reply)?;
    let mut writing = draft.typed();
    let gap = if writing.text.trim().is_empty() { "" } else { "\n\n" };
    writing.text = format!("{}{gap}{words}", writing.text.trim_end());
    drafts::save(work, who.agent_id, draft.id, &writing, Some(draft.version)).map(drop)
}

/// Puts the macro's words behind what is written, in the customer's language.
fn write(work: &mut Work<'_>, who: &SignedIn, conversation: &Conversation, used: &Macro, form: &Fields) -> Result<(), Trouble> {
    let (values, language) = macros::values(work, who.agent_id, conversation)?;
    let words = fill(used.text(language.as_deref()), &values);
    let mut writing = typed(form);
    if words.trim().is_empty() {
        return Ok(());
    }
    let kind = if form.text("kind").is_empty() { DraftKind::Reply } else { kind_of(form) };
    let gap = if writing.text.trim().is_empty() { "" } else { "\n\n" };
    writing.text = format!("{}{gap}{words}", writing.text.trim_end());
    let draft = drafts::in_composer(work, who.agent_id, conversation, kind)?;
    drafts::save(work, who.agent_id, draft.id, &writing, None)?;
    Ok(())
}

/// `GET /conversations/{number}/snippets?q=th`: texts whose shortcut begins so, filled for this customer.
pub async fn snippets(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let (viewer, begun) = (Viewer::of(&who), query.text("q").to_lowercase());
    let found = site.db().read(move |tx| {
        let conversation = Visible::numbered(tx, viewer, number)?;
        let (values, language) = macros::values(tx, viewer.agent, &conversation)?;
        fitting(tx, viewer, &begun, &values, language.as_deref())
    });
    Ok(options(&found.await?))
}

/// `GET /drafts/{id}/snippets?q=th&to=…`: the same where a conversation begins; without those that name its number.
pub async fn snippets_of_new(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let (viewer, begun, to) = (Viewer::of(&who), query.text("q").to_lowercase(), query.text("to").to_owned());
    let found = site.db().read(move |tx| {
        let draft = drafts::own(tx, viewer.agent, DraftId(id))?;
        let (values, language) = macros::values_ahead(tx, &draft, &to)?;
        fitting(tx, viewer, &begun, &values, language.as_deref())
    });
    Ok(options(&found.await?))
}

/// A text to be put in.
struct Snippet {
    shortcut: String,
    name: String,
    words: String,
}

fn fitting(tx: &mut Tx<'_>, viewer: Viewer, begun: &str, values: &Values, language: Option<&str>) -> Result<Vec<Snippet>, Trouble> {
    let all = macros::of(tx, viewer)?.into_iter();
    let begun = all.filter(|one| !one.shortcut.is_empty() && one.shortcut.starts_with(begun));
    let known = begun.filter(|one| is_filled_by(one.text(language), values));
    let filled = known.map(|one| Snippet { words: fill(one.text(language), values), shortcut: one.shortcut, name: one.name });
    Ok(filled.filter(|one| !one.words.trim().is_empty()).take(MOST_SNIPPETS).collect())
}

fn options(found: &[Snippet]) -> Markup {
    html! {
        @for (at, one) in found.iter().enumerate() {
            li role="option" id={ "snippet-" (at) } data-put=(one.words) { code { ";" (one.shortcut) } span.truncate { (one.name) } }
        }
    }
}
