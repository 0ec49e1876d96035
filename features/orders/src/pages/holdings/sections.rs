//! Accounts, subscriptions, charges and a company's own records, each with its state and what can be done with it.

use super::View;
use super::sight::Charged;
use crate::account::AccountStatus;
use crate::charge::ChargeState;
use crate::pages::preview::drawn::steps;
use crate::pages::taking::own::{said as field_said, title};
use crate::pages::wording::{button_word, own_action, price_every, said, value};
use crate::record_type::Definition;
use crate::records::Record;
use crate::subscription::{Subscription, SubscriptionState};
use serde_json::{Map, Value};
use web::parts::{Tone, badge, card};
use web::{Markup, html};

/// A card with a button that begins one more, and a sentence where there is nothing.
fn section(view: &View<'_>, id: &str, begin: &Markup, lines: &[Markup]) -> Markup {
    let title = view.say(&format!("orders-holdings-{id}"));
    let body = html! {
        div.stack id=(id) {
            @if lines.is_empty() { p.muted { (view.say(&format!("orders-holdings-no-{id}"))) } }
            @for line in lines { (line) }
            div.line { (begin) }
        }
    };
    card(&title, &body)
}

fn begin(view: &View<'_>, verb: &str) -> Markup {
    view.button(button_word(view.who.t(), verb), verb, "")
}

pub(super) fn accounts(view: &View<'_>) -> Markup {
    let text = view.who.t();
    let drawn = |(one, owed): &(crate::account::Account, Vec<kit::Money>)| {
        let (open, about) = (one.status == AccountStatus::Open, format!("account={}", one.id));
        let details = one.details().unwrap_or_default();
        html! {
            div.stack.tight {
                h3 { (one.number) " · " (one.plan) " " (badge(if open { Tone::Good } else { Tone::Plain }, &said(text, "account", one.status.word()))) }
                p.muted { (view.say("orders-opened")) " " (view.when(one.opened_at)) @for owed in owed { " · " (text.say_with("orders-owed", &[("amount", &text.money(*owed))])) } }
                @if !details.is_empty() { (facts(details.iter().map(|(name, value)| (name.clone(), field_said(text, value))))) }
                @if open {
                    div.line {
                        (view.button(button_word(text, "update_account"), "update_account", &about))
                        (view.button(button_word(text, "charge"), "charge", &format!("for_account={}", one.id)))
                        (view.button(button_word(text, "close_account"), "close_account", &about))
                    }
                }
            }
        }
    };
    let lines: Vec<Markup> = view.sight.accounts.iter().map(drawn).collect();
    section(view, "accounts", &begin(view, "open_account"), &lines)
}

fn facts(pairs: impl Iterator<Item = (String, String)>) -> Markup {
    html! { dl.facts { @for (name, value) in pairs { dt { (name) } dd { (value) } } } }
}

pub(super) fn subscriptions(view: &View<'_>) -> Markup {
    let lines: Vec<Markup> = view.sight.subscriptions.iter().map(|one| subscription(view, one)).collect();
    section(view, "subscriptions", &begin(view, "start_subscription"), &lines)
}

fn subscription(view: &View<'_>, one: &Subscription) -> Markup {
    let (text, about) = (view.who.t(), format!("subscription={}", one.id));
    let (tone, next, verbs): (Tone, &str, &[&str]) = match one.state {
        SubscriptionState::Active => {
            (Tone::Good, "orders-charged-next", &["change_subscription", "pause_subscription", "end_subscription"])
        }
        SubscriptionState::Paused => (Tone::Warn, "orders-paid-until", &["resume_subscription", "end_subscription"]),
        SubscriptionState::Ended => (Tone::Plain, "orders-ended-on", &[]),
    };
    let at = one.ended_at.unwrap_or(one.period_until);
    let price = price_every(text, one.price(), one.every());
    html! {
        div.stack.tight {
            h3 { (one.plan) " " (badge(tone, &said(text, "subscription", one.state.word()))) }
            p { (price) span.muted { " · " (view.say(next)) " " (view.when(at)) } }
            div.line { @for verb in verbs { (view.button(button_word(text, verb), verb, &about)) } }
        }
    }
}

pub(super) fn charges(view: &View<'_>) -> Markup {
    let lines: Vec<Markup> = view.sight.charges.iter().map(|one| charge(view, one)).collect();
    section(view, "charges", &begin(view, "charge"), &lines)
}

fn charge(view: &View<'_>, one: &Charged) -> Markup {
    let (text, about) = (view.who.t(), format!("charge={}", one.charge.id));
    let worked_out = one.charge.worked_out().unwrap_or_default();
    let is_due = one.due.is_some_and(kit::Money::is_positive);
    let standing = match (&one.order, one.charge.state, is_due) {
        (Some(_), ..) => html! {},
        (None, ChargeState::Waived, _) => badge(Tone::Plain, &view.say("orders-charge-waived")),
        (None, ChargeState::Open, true) => badge(Tone::Warn, &view.say("orders-charge-due")),
        (None, ChargeState::Open, false) => badge(Tone::Good, &view.say("orders-charge-paid")),
    };
    html! {
        div.stack.tight {
            h3 { (one.charge.label) " · " (text.money(one.charge.total())) " " (standing) }
            p.muted {
                (view.when(one.charge.charged_at))
                @if let Some(due) = one.due.filter(|_| is_due) { " · " (text.say_with("orders-owed", &[("amount", &text.money(due))])) }
                @if let Some(number) = &one.order { " · " (view.say("orders-on-bill-of")) " " a href=(view.from.link(&format!("/orders/{number}"))) { (number) } }
            }
            @if !worked_out.is_empty() { details.more { summary { (view.say("orders-worked-out")) } (steps(text, &worked_out)) } }
            @if one.order.is_none() && one.charge.state == ChargeState::Open {
                div.line {
                    @if is_due { (view.button(button_word(text, "pay_charge"), "pay_charge", &about)) }
                    (view.button(button_word(text, "adjust_bill"), "adjust_bill", &about))
                    (view.button(button_word(text, "waive_fee"), "waive_fee", &about))
                }
            }
        }
    }
}

pub(super) fn records(view: &View<'_>) -> Markup {
    if view.sight.types.is_empty() {
        return html! {};
    }
    let text = view.who.t();
    let lines: Vec<Markup> = view
        .sight
        .records
        .iter()
        .map(|(one, of_type, definition)| record(view, one, &of_type.name, definition))
        .collect();
    let begin = html! {
        @for one in &view.sight.types {
            (view.button(text.say_with("orders-open-named", &[("name", &one.name)]), "open_record", &format!("type={}", one.code)))
        }
    };
    section(view, "records", &begin, &lines)
}

fn record(view: &View<'_>, one: &Record, kind: &str, definition: &Definition) -> Markup {
    let text = view.who.t();
    let fields: Map<String, Value> = one.fields().unwrap_or_default();
    let shown = definition
        .schema
        .properties
        .iter()
        .filter_map(|(name, schema)| Some((title(name, schema), field_said(text, fields.get(name)?))));
    let possible = definition
        .actions
        .iter()
        .filter(|(_, action)| action.from.is_empty() || action.from.contains(&one.state));
    html! {
        div.stack.tight {
            h3 { (kind) " " (one.number) " " (badge(Tone::Info, &value(text, &one.state))) }
            (facts(shown))
            p.muted { (view.say("orders-changed")) " " (view.when(one.changed_at)) }
            div.line { @for (name, _) in possible { (view.button(own_action(name), "change_record", &format!("record={}&action={name}", one.id))) } }
        }
    }
}
