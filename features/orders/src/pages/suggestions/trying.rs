//! The test box of suggestions: a past conversation, or words a customer might write, with an order; and what would be suggested
//! there with the rule, or the settings, as they are being written. Nothing is shown to a customer, and nothing is counted.

use super::rule;
use crate::orders;
use crate::pages::effects::nothing_yet;
use crate::pages::suggesting::drawn::because;
use crate::pages::suggesting::{place_of, words};
use crate::pages::told::language_of;
use crate::pages::wording::said;
use crate::pages::workspace::{Desk, Named};
use crate::suggestions::{Answer, Asking, Because, NewRule, RuleId, Settings, Suggestion, Talk, Trial, Trying, tried};
use axum::extract::State;
use db::{Trouble, Tx};
use kit::Locale;
use mood::Mood;
use web::parts::{field, textarea};
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Text, html};

/// The fields of the box.
pub(super) fn fields(text: &Text, typed: &Fields) -> Markup {
    html! {
        fieldset.stack {
            legend { (text.say("orders-try")) }
            p.hint { (text.say("orders-try-about")) }
            div.fields {
                (field(text.say("orders-try-conversation"), "try_conversation").value(typed.text("try_conversation")).attr("inputmode", "numeric").optional(text))
                (field(text.say("orders-try-order"), "try_order").value(typed.text("try_order")).hint(text.say("orders-try-order-hint")).optional(text))
            }
            (textarea(text.say("orders-try-words"), "try_words").value(typed.raw("try_words")).attr("rows", "2").optional(text))
        }
    }
}

/// `GET /settings/suggestions/preview?rule=…&…`
pub(in crate::pages) async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    of_rule(&site, &who, query.number("rule").map(RuleId), &query).await
}

/// `GET /settings/suggestions/how/preview?…`
pub(in crate::pages) async fn preview_how(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    of_settings(&site, &who, super::settings::given(&query), &query).await
}

/// What the rule would do, as it is typed.
pub(super) async fn of_rule(site: &Site, who: &SignedIn, id: Option<RuleId>, typed: &Fields) -> Result<Markup, Problem> {
    if typed.optional("suggest").is_none() {
        return Ok(nothing_yet(who.t()));
    }
    match rule::given(typed, &who.zone) {
        // A rule can be tried before it has a name.
        Ok(new) if new.name.is_empty() => {
            let named = NewRule { name: who.t().say("orders-suggest-rule-new"), ..new };
            of(site, who, Trying::Rule(id, named), typed).await
        }
        Ok(new) => of(site, who, Trying::Rule(id, new), typed).await,
        Err(Trouble::Refused(refusal)) => Ok(html! { p { (who.t().refusal(&refusal)) } }),
        Err(other) => Err(other.into()),
    }
}

/// What these settings would do.
pub(super) async fn of_settings(site: &Site, who: &SignedIn, settings: Settings, typed: &Fields) -> Result<Markup, Problem> {
    of(site, who, Trying::Settings(settings), typed).await
}

/// A case that was tried.
struct Tried {
    trial: Trial,
    customer: String,
    order: Option<String>,
    /// Of the words that were typed.
    mood: Option<Mood>,
    language: Option<Locale>,
}

async fn of(site: &Site, who: &SignedIn, trying: Trying, typed: &Fields) -> Result<Markup, Problem> {
    let (desk, asker, fields, text) = (site.service::<Desk>(), who.clone(), typed.clone(), who.t());
    let found = site.db().read(move |tx| {
        let mut first = None;
        for asking in asked(tx, &desk, &asker, &fields)? {
            let one = tried_with(tx, &asker, &asking, &trying, &fields)?;
            if one.trial.with_it.not_now.is_empty() {
                return Ok(Some(one));
            }
            first.get_or_insert(one);
        }
        Ok(first)
    });
    match found.await {
        Ok(Some(tried)) => Ok(drawn(site, who, &tried)),
        Ok(None) => Ok(html! { p.muted { (text.say("orders-try-nobody")) } }),
        Err(Trouble::NotFound(_)) => Ok(html! { p { (text.say("orders-try-not-found")) } }),
        Err(Trouble::Refused(refusal)) => Ok(html! { p { (text.refusal(&refusal)) } }),
        Err(other) => Err(other.into()),
    }
}

fn tried_with(tx: &mut Tx<'_>, who: &SignedIn, asking: &Asking, trying: &Trying, typed: &Fields) -> Result<Tried, Trouble> {
    let order = match asking.order {
        _ if !who.may("orders.see") => None,
        Some(id) => Some(orders::find(tx, id)?),
        None => orders::of_customer(tx, asking.customer, None, 1)?.into_iter().next(),
    };
    let named = if who.may("customers.see") {
        customers::name_of(tx, asking.customer)?
    } else {
        format!("#{}", asking.customer)
    };
    Ok(Tried {
        trial: tried(tx, asking, trying)?,
        customer: named,
        order: order.map(|order| order.number),
        mood: typed.optional("try_words").map(mood::of),
        language: language_of(tx, asking.customer)?,
    })
}

/// So many of the newest orders are tried for one where nothing speaks against suggesting.
const NEWEST: i64 = 10;

/// The cases to try: the conversation's, the order's, or those of the newest orders. Only what this person may see is found.
fn asked(tx: &mut Tx<'_>, desk: &Desk, who: &SignedIn, typed: &Fields) -> Result<Vec<Asking>, Trouble> {
    let sees_orders = who.may("orders.see");
    let order = match typed.optional("try_order").filter(|_| sees_orders) {
        Some(number) => Some(orders::by_number(tx, number)?.ok_or(Trouble::NotFound("order"))?),
        None => None,
    };
    let mut all = match (typed.number("try_conversation"), &order) {
        (Some(number), _) => {
            let beside = desk.0.beside(tx, who, number)?;
            vec![desk.0.asking(tx, who, beside.customer, Some(Named::Number(number)))?]
        }
        (None, Some(order)) => vec![desk.0.asking(tx, who, order.customer, None)?],
        (None, None) => of_newest(tx, desk, who, sees_orders)?,
    };
    for asking in &mut all {
        if let Some(order) = &order {
            if order.customer != asking.customer {
                return Err(Trouble::NotFound("order"));
            }
            asking.order = Some(order.id);
        }
        if let Some(words) = typed.optional("try_words") {
            let talk = asking.talk.take().unwrap_or(Talk { id: 0, is_urgent: false, category: None, mood: Mood::Neutral });
            asking.talk = Some(Talk { mood: mood::of(words), ..talk });
        }
    }
    Ok(all)
}

fn of_newest(tx: &mut Tx<'_>, desk: &Desk, who: &SignedIn, sees_orders: bool) -> Result<Vec<Asking>, Trouble> {
    let newest = if sees_orders { orders::newest(tx, None, NEWEST)? } else { Vec::new() };
    let each = newest.into_iter();
    each.map(|order| Ok(Asking { order: Some(order.id), ..desk.0.asking(tx, who, order.customer, None)? }))
        .collect()
}

fn drawn(site: &Site, who: &SignedIn, tried: &Tried) -> Markup {
    let text = who.t();
    let with = match &tried.order {
        Some(order) => text.say_with("orders-try-with", &[("customer", &tried.customer), ("order", order)]),
        None if !who.may("orders.see") => text.say_with("orders-try-with-customer", &[("customer", &tried.customer)]),
        None => text.say_with("orders-try-with-nothing-ordered", &[("customer", &tried.customer)]),
    };
    html! {
        div.stack.tight {
            p { (with) @if let Some(mood) = tried.mood { " " (text.say(&format!("orders-try-mood-{}", mood.word()))) } }
            @if tried.trial.with_it.not_now.is_empty() { (outcome(site, who, tried)) } @else {
                p { strong { (text.say("orders-suggest-not-now")) } }
                ul.plain-list { @for why in &tried.trial.with_it.not_now { li data-why=(why.word()) { (said(text, "not-now", why.word())) } } }
            }
            (left_out(text, &tried.trial.with_it))
            p.muted { (listed(text, &tried.trial.as_it_is, "orders-try-now")) }
        }
    }
}

fn outcome(site: &Site, who: &SignedIn, tried: &Tried) -> Markup {
    let text = who.t();
    let Some(rule) = tried.trial.rule else {
        return html! { p { strong { (listed(text, &tried.trial.with_it, "orders-try-with-it")) } } };
    };
    let own = |one: &&Suggestion| matches!(&one.because, Because::Rule(id, _) if *id == rule);
    let all = &tried.trial.with_it.suggestions;
    html! {
        @match all.iter().find(own) {
            Some(one) => {
                p { strong { (text.say_with("orders-try-fires", &[("product", &named(one))])) } }
                blockquote.muted { (told(site, who, tried, one)) }
            },
            None => p { strong { (text.say("orders-try-silent")) } },
        }
        @if !all.is_empty() {
            p { (text.say("orders-try-all")) }
            ul.plain-list { @for one in all { li { (named(one)) " · " (text.money(one.price)) " · " span.muted { (because(text, &one.because)) } } } }
        }
    }
}

/// The words the customer would be told, in their language.
fn told(site: &Site, who: &SignedIn, tried: &Tried, one: &Suggestion) -> String {
    let language = tried.language.unwrap_or(who.locale);
    let rule = &one.texts[place_of(language)];
    words(&site.text(language), rule, one.kind, (&one.product.name, &named(one)), one.price)
}

fn named(one: &Suggestion) -> String {
    one.variant.name().unwrap_or_else(|_| one.product.name.clone())
}

fn left_out(text: &Text, answer: &Answer) -> Markup {
    html! {
        @if !answer.dropped.is_empty() {
            p { (text.say("orders-suggest-left-out")) }
            ul.plain-list { @for one in &answer.dropped { li data-why=(one.why.word()) { (one.product) ": " (said(text, "not-now", one.why.word())) } } }
        }
    }
}

/// The names of what is suggested, in a sentence of this key, or of the one beside it for nothing.
fn listed(text: &Text, answer: &Answer, key: &str) -> String {
    if answer.suggestions.is_empty() {
        return text.say(&format!("{key}-nothing"));
    }
    let names: Vec<String> = answer.suggestions.iter().map(named).collect();
    text.say_with(key, &[("products", &names.join(", "))])
}
