//! One's conversations with us: read, and answered. What agents tell each other is not here, nor what they wrote to somebody
//! else in the same conversation (attack 25).

use super::door::prove_again;
use super::frame::{Face, mistake, notice};
use super::known::Known;
use super::words::said;
use super::writing::{post, refused};
use crate::letter::{About, Letter, Posted};
use crate::theirs::{self, Theirs};
use crate::told::{ToldOfHouse, need};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use customers::{CustomerId, IdentityKind, identities};
use db::{Trouble, Tx};
use desk::{Conversation, ConversationId, Delivery, Message, MessageKind, messages, reading};
use kit::Token;
use web::parts::{button, empty_state, form, link_button, textarea};
use web::{Fields, Markup, Problem, Query, Site, Text, Visitor, html, see_other};

const PAGE: i64 = 20;

pub(super) async fn list(State(site): State<Site>, visitor: Visitor, known: Known, query: Query) -> Result<Markup, Problem> {
    let (asker, before) = (known.clone(), query.number("before").map(ConversationId));
    let (told, found, face) = site
        .db()
        .read(move |tx| {
            let told = ToldOfHouse::of(tx, &asker)?.history;
            let found = if told {
                theirs::conversations(tx, asker.customer, before, PAGE + 1)?
            } else {
                Vec::new()
            };
            Ok((told, found, Face::first(tx)?))
        })
        .await?;
    let t = visitor.t();
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let older = found.get(page).and_then(|_| found.get(page - 1)).map(|last| last.id);
    let title = t.say("portal-talks");
    let body = html! {
        header { h1 { (title) } p { (t.say("portal-talks-lead")) } }
        (notice(t, &query))
        @if !told { (prove_again(&visitor, &known, "")) }
        @else if found.is_empty() { section.card { (empty_state("mail", &t.say("portal-talks-none"), &html! { p { (t.say("portal-talks-none-next")) } })) } }
        @else { section.card { ol.front-list { @for one in found.iter().take(page) { (row(t, one, &known.zone)) } } } }
        @if let Some(older) = older { p { (link_button(t.say("portal-talks-older"), format!("/portal/conversations?before={older}"))) } }
        div.front-buttons { (link_button(t.say("portal-write-new"), "/portal/write").primary()) }
    };
    Ok(face.draw(&visitor, Some(&known), &title, &body))
}

fn row(t: &Text, one: &Conversation, zone: &str) -> Markup {
    html! {
        li {
            div.main {
                a href={ "/portal/conversations/" (one.number) } { @if one.subject.is_empty() { (t.say("portal-talk-untitled")) } @else { (one.subject) } }
                span.sub { (t.date_and_time(one.last_activity_at, zone)) }
            }
            div.end { (standing(t, one)) }
        }
    }
}

/// Whose turn it is, as far as the customer cares.
fn standing(t: &Text, one: &Conversation) -> String {
    said(
        t,
        "talk",
        if one.waiting_since.is_some() {
            "waits"
        } else if one.is_open() {
            "open"
        } else {
            "settled"
        },
    )
}

/// What of a conversation its customer may read.
struct Sight {
    conversation: Theirs<Conversation>,
    messages: Vec<Message>,
    face: Face,
}

impl Sight {
    fn of(tx: &mut Tx<'_>, who: &Known, number: i64) -> Result<Self, Trouble> {
        need(ToldOfHouse::of(tx, who)?.history)?;
        let conversation = theirs::conversation(tx, who.customer, number)?;
        Ok(Self {
            messages: readable(tx, who.customer, conversation.id)?,
            conversation,
            face: Face::first(tx)?,
        })
    }
}

/// What they wrote themselves, and what has left for an address of theirs.
fn readable(tx: &mut Tx<'_>, customer: CustomerId, conversation: ConversationId) -> Result<Vec<Message>, Trouble> {
    let own: Vec<String> = identities::of(tx, customer)?
        .into_iter()
        .filter(|held| held.kind == IdentityKind::Email)
        .map(|held| held.value)
        .collect();
    let recipients = messages::recipients_of(tx, conversation)?;
    let reached_them = |message: &Message| {
        recipients
            .iter()
            .any(|one| one.message_id == message.id && own.iter().any(|address| address.eq_ignore_ascii_case(&one.address)))
    };
    let all = messages::of(tx, conversation)?;
    Ok(all
        .into_iter()
        .filter(|message| match message.kind {
            MessageKind::Incoming => message.author_kind == "customer" && message.author_id == Some(customer.0),
            MessageKind::Outgoing => has_left(message.delivery) && reached_them(message),
            MessageKind::Note => false,
        })
        .collect())
}

/// What may still be taken back is not read before it is sent.
const fn has_left(delivery: Option<Delivery>) -> bool {
    matches!(delivery, Some(Delivery::Sent | Delivery::Delayed | Delivery::Uncertain | Delivery::Failed))
}

pub(super) async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<i64>,
    query: Query,
) -> Result<Response, Problem> {
    draw(&site, &visitor, &known, number, &query.0, None).await
}

async fn draw(
    site: &Site,
    visitor: &Visitor,
    known: &Known,
    number: i64,
    typed: &Fields,
    wrong: Option<(StatusCode, String)>,
) -> Result<Response, Problem> {
    let asker = known.clone();
    let sight = site.db().read(move |tx| Sight::of(tx, &asker, number)).await?;
    let (t, here) = (visitor.t(), format!("/portal/conversations/{number}"));
    let title = if sight.conversation.subject.is_empty() {
        t.say("portal-talk-untitled")
    } else {
        sight.conversation.subject.clone()
    };
    let key = typed.optional("key").map_or_else(|| Token::random().reveal().to_owned(), str::to_owned);
    let answer = html! { div.stack {
        input type="hidden" name="key" value=(key);
        (textarea(t.say("portal-talk-answer"), "text").value(typed.raw("text")).attr("rows", "6").attr("maxlength", "20000").required())
        div { (button(t.say("portal-write-send")).primary()) }
    } };
    let page = html! {
        p { a href="/portal/conversations" { (t.say("portal-talks-all")) } }
        header { h1 { (title) } p { (standing(t, &sight.conversation)) } }
        @if typed.text("done") == "written" { (notice(t, &Query(typed.clone()))) }
        @if let Some((_, sentence)) = &wrong { (mistake(sentence)) }
        section.card { div.front-talk {
            @for message in &sight.messages { (said_by(t, message, &known.zone)) }
            @if sight.messages.is_empty() { p { (t.say("portal-talk-nothing")) } }
        } }
        section.card.no-print { div.body { (form(&visitor.csrf, &here, &answer)) } }
    };
    let status = wrong.map_or(StatusCode::OK, |(status, _)| status);
    Ok((status, sight.face.draw(visitor, Some(known), &title, &page)).into_response())
}

fn said_by(t: &Text, message: &Message, zone: &str) -> Markup {
    let own = message.kind == MessageKind::Incoming;
    let who = if own { t.say("portal-talk-you") } else { message.from_name.clone() };
    html! {
        article.front-said.own[own] {
            span.sub { strong { (who) } " · " (t.date_and_time(message.written_at, zone)) }
            p.text { (reading::text(message).fresh) }
        }
    }
}

pub(super) async fn answer(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    if let Some(wrong) = refused(&visitor, &fields) {
        return draw(&site, &visitor, &known, number, &fields, Some(wrong)).await;
    }
    let letter = Letter::of(&fields);
    let posted = post(&site, &visitor, &known, move |work, key, who, place| {
        need(ToldOfHouse::of(work, who)?.history)?;
        let conversation = theirs::conversation(work, who.customer, number)?;
        crate::letter::write(work, key, who, place, About::Conversation(&conversation), &letter)
    })
    .await?;
    match posted {
        Posted::In(conversation) => {
            let number = site.db().read(move |tx| Ok(desk::conversations::find(tx, conversation)?.number)).await?;
            Ok(see_other(&format!("/portal/conversations/{number}?done=written")).into_response())
        }
        Posted::Wait => {
            let wait = (StatusCode::TOO_MANY_REQUESTS, visitor.t().say("portal-write-wait"));
            draw(&site, &visitor, &known, number, &fields, Some(wait)).await
        }
    }
}
