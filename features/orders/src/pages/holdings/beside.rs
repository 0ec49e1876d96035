//! What a customer has with us beside orders, in a few lines beside a conversation and on the customer's page.

use super::sight::due;
use crate::account::{self, AccountStatus};
use crate::charge::{self, ChargeState};
use crate::pages::sending;
use crate::pages::whereabouts::From;
use crate::pages::wording::{said, value};
use crate::subscription::{self, SubscriptionState};
use crate::{balance, record_type, records};
use customers::CustomerId;
use db::{Trouble, Tx};
use web::parts::{Tone, badge, icon};
use web::{Markup, SignedIn, html};

const MOST: i64 = 5;

/// The section of the panel.
pub(in crate::pages) fn section(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId, from: From) -> Result<Markup, Trouble> {
    let (text, lines) = (who.t(), lines(tx, who, customer, from)?);
    Ok(html! {
        details.section open id="panel-holdings" {
            summary { (text.say("orders-holdings")) (icon("chevron-down")) }
            div.body.stack { (drawn(who, customer, from, &lines)) div.line { (sending::opener(who, customer, from)) } }
        }
    })
}

/// The same as a list, for a card.
pub(in crate::pages) fn on_page(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId) -> Result<Markup, Trouble> {
    let lines = lines(tx, who, customer, From(None))?;
    Ok(html! { div.stack { (drawn(who, customer, From(None), &lines)) } })
}

fn drawn(who: &SignedIn, customer: CustomerId, from: From, lines: &[Markup]) -> Markup {
    let text = who.t();
    html! {
        @if !lines.is_empty() { ul.related { @for line in lines { li { (line) } } } }
        p.line { a href=(from.link(&format!("/customers/{customer}/holdings"))) data-command { (text.say("orders-holdings-all")) } }
    }
}

fn lines(tx: &mut Tx<'_>, who: &SignedIn, customer: CustomerId, from: From) -> Result<Vec<Markup>, Trouble> {
    let text = who.t();
    let to = |part: &str, what: String, state: &Markup| {
        html! { a href={ (from.link(&format!("/customers/{customer}/holdings"))) "#" (part) } { span { (what) } (state) } }
    };
    let mut all = Vec::new();
    for one in account::of(tx, customer)?.into_iter().filter(|one| one.status == AccountStatus::Open) {
        all.push(to("accounts", format!("{} · {}", one.number, one.plan), &badge(Tone::Good, &said(text, "account", "open"))));
    }
    for one in subscription::of(tx, customer)?.into_iter().filter(|one| one.state != SubscriptionState::Ended) {
        let tone = if one.state == SubscriptionState::Active { Tone::Good } else { Tone::Warn };
        all.push(to("subscriptions", one.plan.clone(), &badge(tone, &said(text, "subscription", one.state.word()))));
    }
    for one in charge::of(tx, customer, MOST)? {
        let owed = if one.order.is_none() && one.state == ChargeState::Open {
            due(tx, &one)?
        } else {
            one.currency.zero()
        };
        if owed.is_positive() {
            all.push(to(
                "charges",
                one.label.clone(),
                &badge(Tone::Warn, &text.say_with("orders-owed", &[("amount", &text.money(owed))])),
            ));
        }
    }
    for one in records::of(tx, customer, MOST)? {
        let kind = record_type::find(tx, one.record_type)?.name;
        all.push(to("records", format!("{kind} {}", one.number), &badge(Tone::Info, &value(text, &one.state))));
    }
    for one in balance::of(tx, customer)?.into_iter().filter(|one| one.closed_at.is_none()) {
        let level = balance::spendable(tx, one.id)?;
        if level.is_positive() {
            all.push(to("balances", value(text, one.kind.word()), &html! { span { (text.money(level)) } }));
        }
    }
    Ok(all)
}
