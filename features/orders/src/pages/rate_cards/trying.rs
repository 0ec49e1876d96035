//! The calculator on a card's page: quantities in, every step and the total out; nothing is charged.

use crate::pages::preview::drawn::steps;
use crate::pages::taking::paired;
use rates::{Bill, RateCard, Usage};
use rust_decimal::Decimal;
use web::parts::{Tone, banner, button, card, checkbox, field};
use web::{Fields, Markup, Text, html};

pub(super) fn draw(text: &Text, code: &str, read: &RateCard, typed: &Fields) -> Markup {
    let tried = typed.has("of").then(|| calculate(read, typed));
    html! {
        (card(&text.say("orders-rate-card-try"), &asking(text, code, read, typed)))
        @match tried {
            None => {}
            Some(Err(sentence)) => { (banner(Tone::Warn, &html! { p { (sentence) } })) }
            Some(Ok(bill)) => {
                (card(&text.say("orders-worked-out"), &html! {
                    div.stack.tight {
                        (steps(text, &bill.steps))
                        p.muted { (text.say("orders-tax")) ": " (text.money(bill.tax)) }
                        p { strong { (text.say("orders-total")) ": " (text.money(bill.total)) } }
                    }
                }))
            }
        }
    }
}

fn asking(text: &Text, code: &str, read: &RateCard, typed: &Fields) -> Markup {
    let written = paired(typed, "quantity");
    let mut flags = read.flags();
    flags.sort_unstable();
    flags.dedup();
    let chosen = typed.list("flag");
    html! {
        form.stack method="get" action={ "/settings/rate-cards/" (code) } {
            div.fields {
                @for charge in &read.charges {
                    @let now = written.iter().find(|(of, _)| *of == charge.name).map_or("", |(_, value)| value);
                    div { input type="hidden" name="of" value=(charge.name); (field(charge.title.of(text.locale()), "quantity").id(format!("try-{}", charge.name)).value(now).attr("inputmode", "decimal").autocomplete("off")) }
                }
            }
            @for flag in flags { (checkbox(flag.replace('_', " "), "flag", chosen.contains(&flag)).value(flag)) }
            div.line { (button(text.say("orders-rate-card-try")).icon("check")) }
        }
    }
}

fn calculate(read: &RateCard, typed: &Fields) -> Result<Bill, String> {
    let mut usage = Usage::new();
    for (of, quantity) in paired(typed, "quantity") {
        let quantity: Decimal = quantity.replace(',', ".").parse().map_err(|_| format!("{of}: {quantity}?"))?;
        usage = usage.with(of, quantity);
    }
    let usage = typed.list("flag").into_iter().fold(usage, |usage, flag| usage.flagged(flag));
    rates::calculate(read, &usage).map_err(|trouble| trouble.to_string())
}
