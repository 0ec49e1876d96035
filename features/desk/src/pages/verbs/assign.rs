//! Who works on it: me, somebody, nobody; which team.

use crate::colleagues::{self, Colleague, Names};
use crate::deeds::{self, Way};
use crate::pages::door::{Answer, ForPiece, change, deed};
use crate::pages::form::{act, place_of};
use crate::pages::place::Place;
use crate::pages::signs::colleague;
use crate::pages::toasts::Said;
use crate::{Conversation, InboxId, Viewer, Visible};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use web::parts::{csrf_field, icon, menu, menu_link, page_head};
use web::{Fields, Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    let assign = Needs::Permission("conversations.assign");
    Routes::new()
        .get("/conversations/{number}/colleagues", assign, others)
        .post("/conversations/{number}/assign", assign, give)
        .post("/conversations/{number}/team", assign, hand_over)
        .post("/conversations/{number}/inbox", Needs::Permission("conversations.merge"), move_to_inbox)
}

/// `agent`: a key, `me`, or nothing for nobody.
async fn give(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let agent = if fields.text("agent") == "me" { Some(who.agent_id) } else { fields.number("agent") };
    let verb = move |work: &mut Work<'_>, conversation: &Conversation| {
        conversation.assign(work, agent)?;
        let names = colleagues::names(work)?;
        Ok(agent.map(|agent| names.agent(agent).to_owned()))
    };
    let (name, done) = deed(&site, &who, number, verb).await?;
    let said = match name {
        Some(name) => Said::new("desk-said-assigned", number).with("name", name),
        None => Said::new("desk-said-unassigned", number),
    };
    Answer::new(&site, &who, number, &fields, for_piece).here(said.undoes(done)).await
}

async fn hand_over(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let team = fields.number("team");
    let (_, done) = deed(&site, &who, number, move |work, conversation| conversation.hand_to_team(work, team)).await?;
    Answer::new(&site, &who, number, &fields, for_piece)
        .here(Said::new("desk-said-team", number).undoes(done))
        .await
}

/// Before other eyes; only to an inbox the agent sees, else it would be a way to hide things from oneself by accident.
async fn move_to_inbox(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let inbox = InboxId(fields.number("inbox_id").ok_or_else(Problem::not_found)?);
    let viewer = Viewer::of(&who);
    let verb = move |work: &mut Work<'_>, conversation: &Conversation| {
        let seen = crate::inboxes::seen_by(work, viewer)?;
        let to = seen.into_iter().find(|seen| seen.id == inbox).ok_or(Trouble::NotFound("inbox"))?;
        let moved = conversation.move_to_inbox(work, to.id)?;
        Ok((deeds::begin(work, viewer.agent, &Way::Rearrangement(moved.rearrangement))?, to.name))
    };
    let (done, name) = change(&site, &who, number, verb).await?;
    let said = Said::new("desk-said-inbox", number).with("name", name).undoes(Some(done));
    Answer::new(&site, &who, number, &fields, for_piece).here(said).await
}

/// Where the assignee stands, for what is shown before the answer comes (`soon.js`).
const ASSIGNEE_SHOWN: &str = "[popovertarget=assign-menu]";

/// More colleagues than this are fetched when the menu opens, with a field to find one by name: each takes 330 bytes, and hundreds of them
/// would weigh more than the conversation they come with.
pub const CROWD: usize = 24;

/// Whose conversation it may become.
pub struct Offered<'a> {
    pub who: &'a SignedIn,
    pub conversation: &'a Conversation,
    pub place: Place,
    pub colleagues: &'a [Colleague],
    pub teams: &'a Names,
}

/// The menu under the assignee: me first, then colleagues who see the inbox, then teams.
pub fn assign_menu(offered: &Offered<'_>) -> Markup {
    let Offered { who, conversation, colleagues, .. } = offered;
    let text = who.t();
    let is_crowd = colleagues.len() > CROWD;
    menu(
        "assign-menu",
        &text.say("desk-assign"),
        &html! {
            @if is_crowd {
                input.input type="search" id="assign-name" autocomplete="off" spellcheck="false" aria-label=(text.say("desk-assign-name")) placeholder=(text.say("desk-assign-name")) data-sieve={ "assign-others-" (conversation.number) };
            }
            (act(who, &give_address(conversation), &html! {
                (place_of(offered.place))
                button.menu-item type="submit" name="agent" value="me" data-soon=(ASSIGNEE_SHOWN) data-soon-text=(who.name) data-key="i" data-key-group=(text.say("desk-keys-conversation")) { (icon("assign")) (text.say("desk-take")) kbd { "i" } }
                button.menu-item type="submit" name="agent" value="" aria-pressed=(conversation.assignee_id.is_none()) { (icon("customer")) (text.say("desk-nobody")) }
                @if !is_crowd { hr; (each(offered)) }
            }))
            @if is_crowd { hr; (fetched_when_opened(offered)) }
            (teams_part(offered))
        },
    )
}

fn give_address(conversation: &Conversation) -> String {
    format!("/conversations/{}/assign", conversation.number)
}

fn each(offered: &Offered<'_>) -> Markup {
    let (text, assignee) = (offered.who.t(), offered.conversation.assignee_id);
    html! {
        @for one in offered.colleagues {
            button.menu-item type="submit" name="agent" value=(one.id) data-sieve-item=(one.name) data-soon=(ASSIGNEE_SHOWN) data-soon-text=(one.name) aria-pressed=(assignee == Some(one.id)) { (colleague(text, one)) }
        }
    }
}

/// A page of its own for whoever has no script.
fn fetched_when_opened(offered: &Offered<'_>) -> Markup {
    let number = offered.conversation.number;
    let address = format!("/conversations/{number}/colleagues?{}", offered.place.query());
    html! {
        div id={ "assign-others-" (number) } data-keep data-sieve-list data-at-open hx-get=(address) hx-trigger="fl:opened" hx-swap="innerHTML" {
            (menu_link(&offered.who.t().say("desk-assign-all"), &address, "team"))
        }
    }
}

fn teams_part(offered: &Offered<'_>) -> Markup {
    let Offered { who, conversation, .. } = offered;
    let text = who.t();
    let mut sorted: Vec<(&i64, &String)> = offered.teams.teams.iter().collect();
    sorted.sort_by(|one, other| one.1.cmp(other.1));
    html! {
        @if !sorted.is_empty() {
            hr;
            p.menu-heading { (text.say("desk-teams")) }
            (act(who, &format!("/conversations/{}/team", conversation.number), &html! {
                (place_of(offered.place))
                button.menu-item type="submit" name="team" value="" aria-pressed=(conversation.team_id.is_none()) { (icon("team")) (text.say("desk-no-team")) }
                @for (id, name) in sorted {
                    button.menu-item type="submit" name="team" value=(id) aria-pressed=(conversation.team_id == Some(*id)) { (icon("team")) (name) }
                }
            }))
        }
    }
}

/// Everybody it may be given to: the rest of a menu, or a page.
async fn others(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<i64>,
    for_piece: ForPiece,
    query: Query,
) -> Result<Response, Problem> {
    let (viewer, place) = (Viewer::of(&who), Place::of(&query));
    let read = site.db().read(move |tx| {
        let conversation = (*Visible::numbered(tx, viewer, number)?).clone();
        Ok((colleagues::who_see(tx, conversation.inbox_id)?, colleagues::names(tx)?, conversation))
    });
    let (colleagues, teams, conversation) = read.await?;
    let offered = Offered {
        who: &who,
        conversation: &conversation,
        place,
        colleagues: &colleagues,
        teams: &teams,
    };
    let listed = html! { (place_of(place)) (each(&offered)) };
    if for_piece.0 {
        return Ok(act(&who, &give_address(&conversation), &listed).into_response());
    }
    let title = who.t().say("desk-assign");
    let body = html! {
        (page_head(&title, &conversation.subject, &html! {}))
        form.card method="post" action=(give_address(&conversation)) { (csrf_field(&who.csrf)) (listed) }
    };
    Ok(Frame::new(&site, &who, title).here(place.query()).body(body).await?.into_response())
}

/// The dialog that moves the conversation to another inbox.
pub fn inbox_dialog(who: &SignedIn, conversation: &Conversation, place: &Markup, inboxes: &[crate::Inbox]) -> Markup {
    let text = who.t();
    let others = inboxes.iter().filter(|inbox| inbox.id != conversation.inbox_id);
    let options = others.map(|inbox| (inbox.id.to_string(), inbox.name.clone()));
    let form = act(
        who,
        &format!("/conversations/{}/inbox", conversation.number),
        &html! {
            div.body.stack { (place) (web::parts::select(text.say("desk-inbox"), "inbox_id", options, "")) p.hint { (text.say("desk-move-inbox-hint")) } }
            footer { (web::parts::button(text.say("desk-move")).primary().attr("data-close", "")) }
        },
    );
    web::parts::dialog(text, "inbox-dialog", &text.say("desk-move-to-inbox"), &form)
}
