//! The menu of one message. It is fetched when it is opened: each takes 3 KB, and a long thread would carry a hundred of them about.

use super::messages::seen;
use super::other::other_field;
use crate::pages::door::ForPiece;
use crate::pages::form::{act, hidden, place_of};
use crate::pages::place::Place;
use crate::pages::sides;
use crate::{Conversation, Message, MessageId, MessageKind, Viewer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use web::parts::{button, icon, menu, menu_link, page_head};
use web::{Frame, Markup, Needs, Problem, Query, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    Routes::new().get("/messages/{id}/menu", Needs::SignedIn, fetched)
}

/// In the thread: the menu with a way to its entries.
pub fn kept(who: &SignedIn, place: Place, id: MessageId) -> Markup {
    let label = who.t().say("desk-message-menu");
    let address = format!("/messages/{id}/menu?{}", place.query());
    menu(
        &format!("menu-{id}"),
        &label,
        &html! { div data-keep id={ "entries-" (id) } data-at-open hx-get=(address) hx-trigger="fl:opened" hx-swap="innerHTML" { (menu_link(&label, &address, "more")) } },
    )
}

/// The entries: a piece for an open menu, or a page of its own for whoever has no script.
async fn fetched(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    for_piece: ForPiece,
    query: Query,
) -> Result<Response, Problem> {
    let (viewer, place) = (Viewer::of(&who), Place::of(&query));
    let (message, conversation) = site.db().read(move |tx| seen(tx, viewer, MessageId(id))).await?;
    let asked = Asked {
        who: &who,
        place,
        message: &message,
        conversation: &conversation,
        in_menu: for_piece.0,
    };
    if asked.in_menu {
        return Ok(entries(&asked).into_response());
    }
    let title = who.t().say("desk-message-menu");
    let body = html! {
        (page_head(&title, &conversation.subject, &html! {}))
        div.card { (entries(&asked)) }
        @if may_move(&asked) { section.stack { h2 { (who.t().say("desk-move-message")) } (moved(&asked)) } }
    };
    Ok(Frame::new(&site, &who, title).here(place.query()).body(body).await?.into_response())
}

/// A message, and from where it was asked what to do with it.
struct Asked<'a> {
    who: &'a SignedIn,
    place: Place,
    message: &'a Message,
    conversation: &'a Conversation,
    /// In an open menu, not on a page of its own.
    in_menu: bool,
}

fn may_move(asked: &Asked<'_>) -> bool {
    !asked.conversation.is_locked() && asked.who.may("conversations.merge")
}

fn entries(asked: &Asked<'_>) -> Markup {
    let Asked { who, place, message, conversation, .. } = *asked;
    let (text, number, id) = (who.t(), conversation.number, message.id);
    let query = place.query();
    html! {
        @if !conversation.is_locked() && message.kind != MessageKind::Note && who.may("conversations.reply") {
            (menu_link(&text.say("desk-side-forward"), &format!("{}&message={id}", sides::begin_at(place, number)), "chat"))
            @for (verb, picture, label) in [("answer", "reply", "desk-reply"), ("forward", "forward", "desk-forward")] {
                (form(asked, &format!("/messages/{id}/{verb}"), &html! { (place_of(place)) button.menu-item type="submit" { (icon(picture)) (text.say(label)) } }))
            }
        }
        @if may_move(asked) {
            (form(asked, &format!("/conversations/{number}/split"), &html! {
                (hidden("message", id)) (place_of(place))
                button.menu-item type="submit" { (icon("split")) (text.say("desk-split-here")) }
            }))
            @if asked.in_menu { button.menu-item type="button" data-dialog="move-dialog" data-message=(id) { (icon("move")) (text.say("desk-move-message")) } }
        }
        @if who.may("conversations.note") && conversation.merged_into.is_none() {
            (menu_link(&text.say("desk-translation-write"), &format!("/messages/{id}/translation?{query}"), "globe"))
        }
        (menu_link(&text.say("desk-link-to-message"), &format!("/conversations/{number}?{query}#message-{id}"), "link"))
        @if message.raw_id.is_some() { (menu_link(&text.say("desk-raw"), &format!("/messages/{id}/raw"), "download")) }
    }
}

/// On a page of its own there is no conversation beside it whose pieces an answer could bring.
fn form(asked: &Asked<'_>, action: &str, body: &Markup) -> Markup {
    if asked.in_menu {
        act(asked.who, action, body)
    } else {
        web::parts::form(&asked.who.csrf, action, body)
    }
}

fn moved(asked: &Asked<'_>) -> Markup {
    let text = asked.who.t();
    form(
        asked,
        &format!("/conversations/{}/move", asked.conversation.number),
        &html! { (hidden("message", asked.message.id)) (place_of(asked.place)) div.stack { (other_field(text, asked.conversation.number, "move-to", "desk-move-message-hint")) p { (button(text.say("desk-move")).primary()) } } },
    )
}
