//! What can be done with one message: take it back, send it again, answer it, pass it on, move it.

use crate::drafts::{self, DraftKind};
use crate::pages::composer::Drawing;
use crate::pages::conversation::{Shown, refreshed};
use crate::pages::door::{Answer, ForPiece};
use crate::pages::form::{act, hidden};
use crate::pages::place::Place;
use crate::pages::toasts::Said;
use crate::pages::verbs::other::other_field;
use crate::{Conversation, Message, MessageId, MessageKind, Viewer, Visible, deeds, delivery, messages, sides};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use web::parts::{button, dialog};
use web::{Fields, Markup, Needs, Problem, Routes, SignedIn, Site, html, see_other};

pub fn routes() -> Routes {
    let reply = Needs::Permission("conversations.reply");
    Routes::new()
        .post("/messages/{id}/take-back", Needs::SignedIn, take_back)
        .post("/messages/{id}/send-again", reply, send_again)
        .post("/messages/{id}/send-now", reply, send_now)
        .post("/messages/{id}/answer", reply, answer)
        .post("/messages/{id}/forward", reply, forward)
}

/// A message with its conversation, if this agent may see it.
pub fn seen(tx: &mut Tx<'_>, viewer: Viewer, id: MessageId) -> Result<(Message, Conversation), Trouble> {
    let message = messages::find(tx, id)?;
    let conversation = Visible::find(tx, viewer, message.conversation_id).map_err(|_| Trouble::NotFound("message"))?;
    Ok((message, (*conversation).clone()))
}

/// Its words and files return to the composer.
async fn take_back(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, agent, replies) = (Viewer::of(&who), who.agent_id, who.may("conversations.reply"));
    let taken = site.db().work(who.actor(), move |work| {
        let (message, conversation) = seen(work, viewer, MessageId(id))?;
        // Whoever only writes notes takes back their own.
        if !replies && message.kind != MessageKind::Note {
            return Ok(None);
        }
        let side = sides::of_message(work, message.id)?;
        conversation.take_back(work, agent, message.id)?;
        Ok(Some((conversation.number, side)))
    });
    let (number, side) = taken.await?.ok_or_else(Problem::forbidden)?;
    let place = Place::of(&fields);
    if let Some(side) = side {
        return Ok(see_other(&super::super::sides::address(place, number, side)).into_response());
    }
    if !for_piece.0 {
        return Ok(see_other(&place.conversation(number)).into_response());
    }
    let shown = Shown::read(&site, &who, number, place).await?;
    let said = Said::new("desk-said-taken-back", number);
    Ok(html! { (Drawing::out_of_band(&who, &shown)) (refreshed(&who, &shown)) (said.toast(&who)) }.into_response())
}

async fn send_again(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = Viewer::of(&who);
    let again = site.db().work(who.actor(), move |work| {
        let (message, conversation) = seen(work, viewer, MessageId(id))?;
        delivery::send_again(work, message.id)?;
        Ok((conversation.number, sides::of_message(work, message.id)?))
    });
    let (number, side) = again.await?;
    if let Some(side) = side {
        return Ok(see_other(&super::super::sides::address(Place::of(&fields), number, side)).into_response());
    }
    Answer::new(&site, &who, number, &fields, for_piece)
        .here(Said::new("desk-said-send-again", number))
        .await
}

/// What was stopped, or planned for later, leaves now; `seen` is the newest message its sender was shown.
async fn send_now(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    for_piece: ForPiece,
    fields: Fields,
) -> Result<Response, Problem> {
    let (viewer, agent, newest) = (Viewer::of(&who), who.agent_id, fields.number("seen").map(MessageId));
    let sent = site.db().work(who.actor(), move |work| {
        let (message, conversation) = seen(work, viewer, MessageId(id))?;
        let leaves_at = conversation.send_now(work, agent, message.id, newest)?;
        deeds::of_message(work, agent, message.id, leaves_at)?;
        Ok((conversation.number, leaves_at.seconds_since(work.now)))
    });
    let (number, seconds) = sent.await?;
    Answer::new(&site, &who, number, &fields, for_piece).here(Said::sending(number, id, seconds)).await
}

/// The composer answers this message from now on.
async fn answer(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    compose(&site, &who, MessageId(id), DraftKind::Reply, Place::of(&fields)).await
}

/// The composer passes this message on.
async fn forward(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    compose(&site, &who, MessageId(id), DraftKind::Forward, Place::of(&fields)).await
}

async fn compose(site: &Site, who: &SignedIn, message: MessageId, kind: DraftKind, place: Place) -> Result<Response, Problem> {
    let (viewer, agent) = (Viewer::of(who), who.agent_id);
    let composed = site.db().work(who.actor(), move |work| {
        let (message, conversation) = seen(work, viewer, message)?;
        if message.kind == MessageKind::Note {
            return Err(Trouble::NotFound("message"));
        }
        let draft = drafts::in_composer(work, agent, &conversation, kind)?;
        drafts::answers(work, agent, draft.id, message.id)?;
        Ok(conversation.number)
    });
    let number = composed.await?;
    Ok(see_other(&format!("{}#composer-{number}", place.conversation(number))).into_response())
}

/// The dialog that moves a message to another conversation; what opens it says which message (`data-message`).
pub fn move_dialog(who: &SignedIn, shown: &Shown, place: &Markup) -> Markup {
    let text = who.t();
    dialog(
        text,
        "move-dialog",
        &text.say("desk-move-message"),
        &act(
            who,
            &shown.verb("move"),
            &html! {
                div.body { (place) (hidden("message", "")) (other_field(text, shown.conversation.number, "move-other", "desk-move-message-hint")) }
                footer { (button(text.say("desk-move")).primary().attr("data-close", "")) }
            },
        ),
    )
}
