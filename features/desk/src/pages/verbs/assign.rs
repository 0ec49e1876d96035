//! Who works on it: me, somebody, nobody; which team.

use crate::colleagues::{self, Colleague, Names};
use crate::deeds::{self, Way};
use crate::pages::door::{Answer, ForPiece, change, deed};
use crate::pages::form::act;
use crate::pages::signs::colleague;
use crate::pages::toasts::Said;
use crate::{Conversation, InboxId};
use axum::extract::{Path, State};
use axum::response::Response;
use db::{Trouble, Work};
use web::parts::{icon, menu};
use web::{Fields, Markup, Needs, Problem, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    let assign = Needs::Permission("conversations.assign");
    Routes::new()
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
    let viewer = crate::Viewer::of(&who);
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

/// The menu under the assignee: me first, then colleagues who see the inbox, then teams.
pub fn assign_menu(who: &SignedIn, conversation: &Conversation, place: &Markup, colleagues: &[Colleague], teams: &Names) -> Markup {
    let text = who.t();
    let number = conversation.number;
    let mut sorted: Vec<(&i64, &String)> = teams.teams.iter().collect();
    sorted.sort_by(|one, other| one.1.cmp(other.1));
    menu(
        "assign-menu",
        &text.say("desk-assign"),
        &html! {
            (act(who, &format!("/conversations/{number}/assign"), &html! {
                (place)
                button.menu-item type="submit" name="agent" value="me" data-soon=(ASSIGNEE_SHOWN) data-soon-text=(who.name) data-key="i" data-key-group=(text.say("desk-keys-conversation")) { (icon("assign")) (text.say("desk-take")) kbd { "i" } }
                button.menu-item type="submit" name="agent" value="" aria-pressed=(conversation.assignee_id.is_none()) { (icon("customer")) (text.say("desk-nobody")) }
                hr;
                @for one in colleagues {
                    button.menu-item type="submit" name="agent" value=(one.id) data-soon=(ASSIGNEE_SHOWN) data-soon-text=(one.name) aria-pressed=(conversation.assignee_id == Some(one.id)) { (colleague(text, one)) }
                }
            }))
            @if !sorted.is_empty() {
                hr;
                p.menu-heading { (text.say("desk-teams")) }
                (act(who, &format!("/conversations/{number}/team"), &html! {
                    (place)
                    button.menu-item type="submit" name="team" value="" aria-pressed=(conversation.team_id.is_none()) { (icon("team")) (text.say("desk-no-team")) }
                    @for (id, name) in sorted {
                        button.menu-item type="submit" name="team" value=(id) aria-pressed=(conversation.team_id == Some(*id)) { (icon("team")) (name) }
                    }
                }))
            }
        },
    )
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
