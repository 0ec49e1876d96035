//! What the customer is told: the words for it in their own language, and the way into the reply.

use super::order::View;
use super::whereabouts::From;
use super::wording::{button_word, in_language, said};
use super::workspace::Desk;
use crate::action::Preview;
use crate::papers::{self, Paper};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, sql};
use kit::{Currency, Locale, Money};
use policy::{Outcome, Reason};
use web::parts::{Tone, banner, button, card, form, textarea};
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

/// The customer's own language, if we know it and speak it.
pub(super) fn language_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<Locale>, Trouble> {
    let known = customers::find(tx, customer)?.language;
    Ok(known.and_then(|tag| Locale::of_tag(&tag)))
}

/// Words for something that was done.
pub(super) fn done(text: &Text, verb: &str, number: &str, amount: Money) -> String {
    let key = format!("orders-tell-{}", verb.replace(['_', '.'], "-"));
    let key = if text.knows(&key) { key } else { "orders-tell-other".to_owned() };
    text.say_with(&key, &[("number", &number), ("amount", &text.money(amount))])
}

/// Words for something that waits for a colleague.
pub(super) fn waiting(text: &Text, number: &str) -> String {
    text.say_with("orders-tell-waits", &[("number", &number)])
}

/// Words for what a preview shows, ready before it is done.
pub(super) fn before(text: &Text, verb: &str, number: &str, preview: &Preview) -> String {
    match &preview.verdict.outcome {
        Outcome::Denied => refusal(&preview.verdict.reasons, text.locale()),
        Outcome::NeedsApproval { .. } => waiting(text, number),
        Outcome::Allowed | Outcome::NeedsConfirmation => done(text, verb, number, preview.amount),
    }
}

/// Words for a no: why, and what to do instead.
pub(super) fn refusal(reasons: &[Reason], locale: Locale) -> String {
    let each = reasons.iter().map(|reason| {
        let (why, next) = (in_language(&reason.text, locale).trim(), in_language(&reason.next_step, locale).trim());
        let between = if locale == Locale::Zh { "" } else { " " };
        format!("{why}{between}{next}")
    });
    let mut said: Vec<String> = Vec::new();
    for one in each {
        if !said.contains(&one) {
            said.push(one);
        }
    }
    said.join("\n")
}

/// The words, to be changed and put into the reply; without a conversation, to be copied. What has not been done yet is
/// shown and cannot be sent.
pub(super) fn card_for(view: &View<'_>, words: &str, is_ready: bool) -> Markup {
    let text = view.who.t();
    let box_of = |read_only: bool| {
        let field = textarea(text.say("orders-tell-label"), "text").value(words).attr("rows", "4");
        if read_only { field.attr("readonly", "") } else { field }
    };
    let body = match view.from.0.filter(|_| is_ready) {
        Some(_) => form(
            &view.who.csrf,
            format!("/orders/{}/reply", view.sight.order.number),
            &html! { div.stack { (view.from.field()) (box_of(false)) div.line { (button(text.say("orders-put-into-reply")).icon("reply")) } } },
        ),
        None => html! { (box_of(true)) },
    };
    card(&text.say("orders-tell"), &body)
}

/// An action as the news about it needs it.
#[derive(FromRow)]
struct News {
    verb: String,
    minor: i64,
    currency: Currency,
    outcome: String,
}

/// The news the address brings: what was just done, or what waits for a colleague.
pub(super) async fn from_address(view: &View<'_>, query: &Query) -> Result<Markup, Problem> {
    let (order, customer) = (view.sight.order.id, view.sight.order.customer);
    if let Some(approval) = query.number("waits").filter(|id| view.sight.approvals.iter().any(|known| known.id.0 == *id)) {
        let language = view.site.db().read(move |tx| language_of(tx, customer)).await?.unwrap_or(view.who.locale);
        let words = waiting(&view.site.text(language), &view.sight.order.number);
        let note = html! { p { (view.say("orders-waits")) " " a href={ "/approvals/" (approval) } { (view.say("orders-see-approval")) } } };
        return Ok(html! { (banner(Tone::Info, &note)) (card_for(view, &words, true)) });
    }
    let Some(action) = query.number("done") else { return Ok(html! {}) };
    let found = view.site.db().read(move |tx| {
        let news: Option<News> = sql("SELECT verb, minor, currency, outcome FROM action WHERE id = $1 AND order_id = $2")
            .with(action)
            .with(order)
            .one(tx)?;
        let Some(news) = news else { return Ok(None) };
        let outcome: crate::action::apply::Outcomes = crate::stored::read("action", &news.outcome)?;
        let papers: Vec<Paper> = outcome.papers.into_iter().map(|id| papers::find(tx, id)).collect::<Result<_, _>>()?;
        Ok(Some((news, papers, language_of(tx, customer)?)))
    });
    let Some((news, papers, language)) = found.await? else { return Ok(html! {}) };
    Ok(news_of(view, &news, &papers, language.unwrap_or(view.who.locale)))
}

fn news_of(view: &View<'_>, news: &News, papers: &[Paper], language: Locale) -> Markup {
    let text = view.who.t();
    let amount = Money::new(news.minor, news.currency);
    let sentence = text.say_with("orders-done", &[("action", &button_word(text, &news.verb)), ("amount", &text.money(amount))]);
    let words = done(&view.site.text(language), &news.verb, &view.sight.order.number, amount);
    html! {
        (banner(Tone::Good, &html! {
            p { (sentence) }
            @for paper in papers { p { (said(text, "paper", paper.kind.word())) " " a href={ "/papers/" (paper.id) ".pdf" } { (paper.number) } } }
        }))
        (card_for(view, &words, true))
        @if let (Some(number), false) = (view.from.0, papers.is_empty()) { (attach_all(view, number, papers)) }
    }
}

fn attach_all(view: &View<'_>, number: i64, papers: &[Paper]) -> Markup {
    html! {
        @for paper in papers {
            (form(&view.who.csrf, format!("/papers/{}/attach", paper.id), &html! {
                input type="hidden" name="conversation" value=(number);
                (button(view.who.t().say_with("orders-attach-named", &[("number", &paper.number)])).icon("attach"))
            }))
        }
    }
}

/// `POST /orders/{number}/reply`: puts the words behind what the agent has written so far, and leads to the conversation.
pub(super) async fn put_into_reply(
    State(site): State<Site>,
    who: SignedIn,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let conversation = From::of(&fields).0.ok_or(Trouble::NotFound("conversation"))?;
    let words: String = fields.text("text").chars().take(10_000).collect();
    let (desk, asking) = (site.service::<Desk>(), who.clone());
    site.db()
        .work(who.actor(), move |work| {
            crate::orders::by_number(work, &number)?.ok_or(Trouble::NotFound("order"))?;
            desk.0.put_into_reply(work, &asking, conversation, &words)
        })
        .await?;
    Ok(see_other(&format!("/conversations/{conversation}")).into_response())
}
