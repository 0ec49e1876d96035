//! The card as people see it: what could be offered, why, for how much, how many are there, and the buttons; or why not.

use super::Card;
use crate::pages::wording::said;
use crate::suggestions::{Because, Suggestion, WhyNot};
use web::parts::{Tone, badge, button, csrf_field, icon};
use web::{Markup, SignedIn, Text, html};

/// The card. It fetches itself again when somebody does something for the customer.
pub(super) fn card(who: &SignedIn, card: &Card) -> Markup {
    let text = who.t();
    let path = card.from.link(&format!("/customers/{}/suggestions", card.customer));
    let mut topics = format!("customer:{}", card.customer);
    if let Some(conversation) = card.conversation {
        topics.push_str(&format!(" conversation:{conversation}"));
    }
    html! {
        details.section open[card.stands_alone || !card.answer.suggestions.is_empty()] id="panel-suggestions" data-live=(topics) hx-get=(path) hx-trigger="live" hx-swap="outerMorph" {
            summary {
                (text.say("orders-suggestions"))
                @if !card.answer.suggestions.is_empty() { " " span.count { (card.answer.suggestions.len()) } }
                @else if let Some(why) = card.answer.not_now.first() { " " span.count.truncate { (said(text, "not-now", why.word())) } }
                (icon("chevron-down"))
            }
            div.body.stack {
                @for (place, (one, words)) in card.answer.suggestions.iter().zip(&card.words).enumerate() { (suggestion(who, card, one, words, place)) }
                (nothing(text, card))
                (dropped(text, card))
                @if who.may("orders.act") { (wanting(who, card)) }
            }
        }
    }
}

fn suggestion(who: &SignedIn, card: &Card, one: &Suggestion, words: &str, place: usize) -> Markup {
    let text = who.t();
    let name = one.variant.name().unwrap_or_else(|_| one.product.name.clone());
    html! {
        article.stack.tight aria-label=(name) {
            p.line.apart { strong { (name) } span { (text.money(one.price)) } }
            p.line {
                (badge(Tone::Info, &said(text, "suggest-kind", one.kind.word())))
                @match one.level {
                    Some(level) => span.muted { (text.say_with("orders-in-stock", &[("count", &level)])) },
                    None => span.muted { (text.say("orders-suggest-uncounted")) },
                }
            }
            p.muted { (because(text, &one.because)) }
            @if card.from.0.is_some() { blockquote.muted { (words) } }
            @if let (Some(id), true) = (one.id, who.may("orders.act")) { (buttons(who, card, one, id.0, place)) }
        }
    }
}

pub(in crate::pages) fn because(text: &Text, because: &Because) -> String {
    match because {
        Because::Rule(_, name) => text.say_with("orders-suggest-because-rule", &[("rule", name)]),
        Because::Together(_, product, orders) => {
            text.say_with("orders-suggest-because-together", &[("product", product), ("orders", orders)])
        }
    }
}

/// Each a form of its own, so that they work without a script; the first suggestion's have keys.
fn buttons(who: &SignedIn, card: &Card, one: &Suggestion, id: i64, place: usize) -> Markup {
    let (text, first) = (who.t(), place == 0);
    let addable = card.addable.get(place).copied().unwrap_or(false);
    let group = text.say("orders-suggestions");
    let press = |label: &str, icon: &'static str, key: &'static str| {
        let press = button(text.say(label)).icon(icon).attr("data-command", text.say(label));
        if first {
            press.key(key).attr("data-key", key).attr("data-key-group", group.clone())
        } else {
            press
        }
    };
    let send = |below: &str, more: &Markup, press: Markup| {
        html! {
            form method="post" action={ "/suggestions/" (id) "/" (below) } { (csrf_field(&who.csrf)) (card.from.field()) (more) (press) }
        }
    };
    let into = |word: &str| html! { input type="hidden" name="into" value=(word); };
    html! {
        div.line {
            @if card.from.0.is_some() { (send("reply", &html! {}, html! { (press("orders-suggest-reply", "reply", "s r")) })) }
            @if addable {
                (send("order", &into("order"), html! { (press(if one.instead_of.is_some() { "orders-suggest-swap" } else { "orders-suggest-add" }, "plus", "s a")) }))
            }
            @if one.instead_of.is_none() { (send("order", &into("new"), html! { (press("orders-suggest-order", "file", "s o")) })) }
            form method="post" action={ "/suggestions/" (id) "/decline" } hx-post={ "/suggestions/" (id) "/decline" } hx-target="#panel-suggestions" hx-swap="outerHTML" {
                (csrf_field(&who.csrf)) (card.from.field()) (press("orders-suggest-decline", "cross", "s n"))
            }
        }
    }
}

fn nothing(text: &Text, card: &Card) -> Markup {
    let reasons: Vec<&WhyNot> = card.answer.not_now.iter().collect();
    html! {
        @if !reasons.is_empty() {
            p { (text.say("orders-suggest-not-now")) }
            ul { @for why in reasons { li data-why=(why.word()) { (said(text, "not-now", why.word())) } } }
        } @else if card.answer.suggestions.is_empty() && card.answer.dropped.is_empty() {
            p.muted { (text.say("orders-suggest-nothing")) }
        }
    }
}

fn dropped(text: &Text, card: &Card) -> Markup {
    html! {
        @if !card.answer.dropped.is_empty() {
            details.more {
                summary { (text.say("orders-suggest-left-out")) }
                ul { @for one in &card.answer.dropped { li data-why=(one.why.word()) { (one.product) ": " (said(text, "not-now", one.why.word())) } } }
            }
        }
    }
}

fn wanting(who: &SignedIn, card: &Card) -> Markup {
    let text = who.t();
    let path = format!("/customers/{}/suggestions/wanted", card.customer);
    let (word, label) = if card.opted_out {
        ("yes", "orders-suggest-opt-in")
    } else {
        ("no", "orders-suggest-opt-out")
    };
    html! {
        form method="post" action=(path) hx-post=(path) hx-target="#panel-suggestions" hx-swap="outerHTML" {
            (csrf_field(&who.csrf)) (card.from.field())
            input type="hidden" name="wanted" value=(word);
            (button(text.say(label)).quiet())
        }
    }
}
