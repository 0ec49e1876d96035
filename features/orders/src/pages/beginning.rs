//! Actions that a macro begins: which there are, what is filled in, and for which order. A macro only fills in: what it
//! begins is previewed by whoever uses it, judged by the policy, and done when they confirm it.

use super::preview::drawn::query_of;
use super::reasons::of_the_house;
use super::whereabouts::From;
use super::wording::{button_word, order_badge, value};
use super::workspace;
use crate::order::Order;
use crate::orders;
use crate::unit::{self, UnitState};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use customers::CustomerId;
use db::{Trouble, Tx};
use web::parts::{card, empty_state, field, page_head, select, time};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

/// Names and values of a form.
pub type Inputs = Vec<(String, String)>;

/// An action that was chosen, and what is filled in.
pub type Begun<'a> = (&'a str, &'a [(String, String)]);

/// The actions a macro can begin: those whose form can be filled in without knowing the order.
const VERBS: [&str; 7] = ["goodwill", "refund", "cancel", "resend", "return", "waive_fee", "invoice"];
/// So many orders are offered to choose from.
const MOST: i64 = 10;

/// The fields by which one is chosen on a macro's page.
pub fn fields(text: &Text, chosen: Option<Begun<'_>>) -> Markup {
    let (verb, inputs) = chosen.unwrap_or(("", &[]));
    let given = |name: &str| inputs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let none = std::iter::once((String::new(), text.say("orders-begin-nothing")));
    let verbs: Vec<_> = none.chain(VERBS.iter().map(|verb| ((*verb).to_owned(), button_word(text, verb)))).collect();
    let usual = || std::iter::once((String::new(), text.say("orders-begin-as-usual")));
    let reasons: Vec<_> = usual().chain(all_reasons().into_iter().map(|word| (word.to_owned(), value(text, word)))).collect();
    let ways: Vec<_> = usual()
        .chain(["original_method", "store_credit"].map(|word| (word.to_owned(), value(text, word))))
        .collect();
    html! {
        fieldset {
            legend { (text.say("orders-begin")) }
            p.hint { (text.say("orders-begin-about")) }
            div.line {
                (select(text.say("orders-what"), "begins", verbs, verb))
                (field(text.say("orders-begin-amount"), "begins_amount").value(given("amount")).hint(text.say("orders-amount-hint")))
                (select(text.say("orders-reason"), "begins_reason", reasons, given("reason")))
                (select(text.say("orders-refund-to"), "begins_to", ways, given("refund_to")))
            }
        }
    }
}

fn all_reasons() -> Vec<&'static str> {
    let mut all: Vec<&str> = VERBS.iter().flat_map(|verb| of_the_house(verb)).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What was chosen: the action, and what is filled in.
pub fn chosen(fields: &Fields) -> Option<(String, Inputs)> {
    let verb = VERBS.iter().find(|verb| **verb == fields.text("begins"))?;
    let mut inputs = Inputs::new();
    if let Some(amount) = fields.optional("begins_amount").filter(|_| matches!(*verb, "goodwill" | "refund")) {
        inputs.push(("amount".into(), amount.chars().take(20).collect()));
        if *verb == "refund" {
            inputs.push(("what".into(), "amount".into()));
        }
    }
    let reason = fields.optional("begins_reason").filter(|word| all_reasons().contains(word));
    let to = fields.optional("begins_to").filter(|word| ["original_method", "store_credit"].contains(word));
    inputs.extend(reason.map(|word| ("reason".to_owned(), word.to_owned())));
    inputs.extend(to.map(|word| ("refund_to".to_owned(), word.to_owned())));
    Some(((*verb).to_owned(), inputs))
}

/// “Goodwill: 10 %, service failure”.
pub fn said(text: &Text, verb: &str, inputs: &[(String, String)]) -> String {
    let shown = inputs.iter().filter(|(name, _)| name != "what");
    let parts: Vec<String> = shown.map(|(name, word)| if name == "amount" { word.clone() } else { value(text, word) }).collect();
    if parts.is_empty() {
        button_word(text, verb)
    } else {
        format!("{}: {}", button_word(text, verb), parts.join(", "))
    }
}

/// Where it begins, for a customer in a conversation; `then` is what goes on when it is done.
pub fn address(verb: &str, inputs: &[(String, String)], customer: i64, conversation: i64, then: i64) -> String {
    let more = [("conversation".to_owned(), conversation.to_string()), ("then".to_owned(), then.to_string())];
    format!("/customers/{customer}/begin/{verb}?{}", query_of(inputs.iter().cloned().chain(more)))
}

/// `GET /customers/{customer}/begin/{verb}`: leads to the preview for the customer's order; asks which one if there are several.
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path((customer, verb)): Path<(i64, String)>,
    query: Query,
) -> Result<Response, Problem> {
    let from = From::of(&query);
    if !VERBS.contains(&verb.as_str()) {
        return Err(Problem::not_found());
    }
    workspace::key_of(&site, &who, from.0).await?;
    let (typed, action) = (query.0.clone(), verb.clone());
    let found = site.db().read(move |tx| {
        let customer = customers::current(tx, CustomerId(customer))?;
        let all = orders::of_customer(tx, customer, None, MOST)?;
        all.into_iter()
            .map(|order| {
                let path = preview_of(tx, &order, &action, &typed)?;
                Ok((order, path))
            })
            .collect::<Result<Vec<_>, Trouble>>()
    });
    let found = found.await?;
    if let [(_, only)] = found.as_slice() {
        return Ok(see_other(only).into_response());
    }
    let text = who.t();
    let title = button_word(text, &verb);
    let body = html! {
        (page_head(&title, &text.say("orders-begin-which-about"), &from.back(&who)))
        @if found.is_empty() { (empty_state("folder", &text.say("orders-customer-has-none"), &html! { p { (text.say("orders-none-next")) } })) }
        @else { (card(&text.say("orders-begin-which"), &listed(&site, &who, &found))) }
    };
    Ok(Frame::new(&site, &who, title).here("orders").body(body).await?.into_response())
}

fn listed(site: &Site, who: &SignedIn, found: &[(Order, String)]) -> Markup {
    let text = who.t();
    html! {
        ul.related {
            @for (order, path) in found {
                li { a href=(path) {
                    span { strong { (order.number) } " · " (text.money(order.total())) }
                    (time(text, order.placed_at, site.now(), &who.zone))
                    span.line { (order_badge(text, order)) }
                } }
            }
        }
    }
}

/// The address of the preview with everything filled in. What is about pieces is about all it could concern.
fn preview_of(tx: &mut Tx<'_>, order: &Order, verb: &str, typed: &Fields) -> Result<String, Trouble> {
    let fits: fn(UnitState) -> bool = match verb {
        "resend" => |state| state.has_left(),
        "return" => |state| state == UnitState::Delivered,
        _ => |_| false,
    };
    let units = unit::of(tx, order.id)?.into_iter().filter(|unit| fits(unit.state));
    let pieces: Inputs = units.map(|unit| ("unit".to_owned(), unit.id.to_string())).collect();
    let given = typed.all().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let first = of_the_house(verb).first().filter(|_| !typed.has("reason"));
    let usual = first.map(|reason| ("reason".to_owned(), (*reason).to_owned()));
    let condition = (verb == "return").then(|| ("condition".to_owned(), "unopened".to_owned()));
    let look = ("look".to_owned(), "on".to_owned());
    let all = given.chain(usual).chain(condition).chain(pieces).chain([look]);
    Ok(format!("/orders/{}/actions/{verb}?{}", order.number, query_of(all)))
}
