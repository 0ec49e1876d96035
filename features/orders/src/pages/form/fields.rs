//! The fields of each action.

use super::Choices;
use crate::pages::order::View;
use crate::pages::wording::{method_name, said, shipping, unit_badge, value};
use crate::returns::{Condition, Return, ReturnState, ReturnUnit};
use crate::unit::{Unit, UnitState};
use web::parts::{checkbox, field, radio, select, textarea};
use web::{Fields, Markup, html};

/// The fields of this action; `None` if there is no such action.
pub(super) fn draw(view: &View<'_>, verb: &str, choices: &Choices, typed: &Fields) -> Option<Markup> {
    let at = At { view, choices, typed };
    Some(match verb {
        "refund" => {
            html! { (at.refund_what()) (at.units(|state| !matches!(state, UnitState::Cancelled | UnitState::Returned))) (at.amount("orders-amount-hint")) (at.reason()) (at.refund_to()) }
        }
        "goodwill" => html! { (at.amount("orders-amount-hint")) (at.reason()) (at.goodwill_to()) },
        "cancel" => {
            html! { (at.units(|state| state == UnitState::Ordered)) p.hint { (at.say("orders-cancel-all-hint")) } (at.reason()) (at.refund_to()) }
        }
        "return" => html! { (at.units(|state| state == UnitState::Delivered)) (at.reason()) (at.condition()) (at.refund_to()) },
        "exchange" => html! { (at.swaps()) (at.reason()) (at.condition()) (at.pay()) (at.refund_to()) },
        "receive_return" => html! { (at.looked()) },
        "close_return" => html! { (at.which_return()) (at.reason()) },
        "resend" => {
            html! { (at.units(|state| state.has_left())) (at.reason()) (field(at.say("orders-carrier"), "carrier").value(typed.text("carrier")).optional(view.who.t())) }
        }
        "waive_fee" => at.reason(),
        "credit" => html! { (at.amount("orders-amount-hint")) (at.reason()) (at.refund_to()) },
        "adjust_bill" => html! { (at.amount("orders-adjust-hint")) (at.reason()) (at.pay()) },
        "apply_voucher" => {
            html! { (field(at.say("orders-voucher-code"), "code").value(typed.text("code")).required().autofocus()) (at.refund_to()) }
        }
        "take_payment" | "change_payment" => html! { (at.method(true)) (at.pay_amount()) },
        "change_items" => {
            html! { (at.units(|state| state == UnitState::Ordered)) (textarea(at.say("orders-put-in"), "put_in").value(typed.text("put_in")).hint(at.say("orders-put-in-hint")).attr("rows", "3")) (at.pay()) (at.refund_to()) }
        }
        "change_address" => at.address(),
        "change_shipping" => html! { (at.ways()) (at.pay()) (at.refund_to()) },
        "invoice" | "receipt" => html! { p { (at.say("orders-nothing-to-fill-in")) } },
        _ => return None,
    })
}

/// Where the fields are drawn.
struct At<'a> {
    view: &'a View<'a>,
    choices: &'a Choices,
    typed: &'a Fields,
}

impl At<'_> {
    fn say(&self, key: &str) -> String {
        self.view.say(key)
    }

    fn refund_what(&self) -> Markup {
        let chosen = self.typed.optional("what").unwrap_or("everything");
        html! {
            fieldset.stack {
                legend { (self.say("orders-refund-what")) }
                @for what in ["everything", "units", "part", "amount"] {
                    (radio(said(self.view.who.t(), "refund", what), "what", what, what == chosen))
                }
            }
        }
    }

    /// Boxes for the pieces this can be about; the others are named with why they have none.
    fn units(&self, fits: impl Fn(UnitState) -> bool) -> Markup {
        let (text, chosen) = (self.view.who.t(), self.typed.numbers("unit"));
        let all: Vec<&Unit> = self.view.sight.units.iter().collect();
        html! {
            fieldset.stack {
                legend { (text.say("orders-pieces")) }
                @for unit in &all {
                    div.line {
                        (checkbox(unit.name.clone(), "unit", chosen.contains(&unit.id.0)).value(unit.id.0.to_string()).disabled(!fits(unit.state)))
                        (unit_badge(text, unit.state))
                    }
                }
            }
        }
    }

    fn amount(&self, hint: &str) -> Markup {
        let currency = self.view.sight.order.currency;
        let label = self.view.who.t().say_with("orders-amount-in", &[("currency", &currency.code())]);
        html! { (field(label, "amount").value(self.typed.text("amount")).hint(self.say(hint)).attr("inputmode", "decimal").autocomplete("off")) }
    }

    fn reason(&self) -> Markup {
        let text = self.view.who.t();
        let options = self.choices.reasons.iter().map(|word| (word.clone(), value(text, word)));
        html! {
            (select(text.say("orders-reason"), "reason", options, self.typed.text("reason")))
        }
    }

    fn condition(&self) -> Markup {
        let text = self.view.who.t();
        let options = ["unopened", "like_new", "opened", "used", "damaged", "defective"].map(|word| (word, value(text, word)));
        html! { (select(text.say("orders-condition-told"), "condition", options, self.typed.text("condition"))) }
    }

    fn refund_to(&self) -> Markup {
        let text = self.view.who.t();
        let options = ["original_method", "store_credit"].map(|word| (word, value(text, word)));
        html! { (select(text.say("orders-refund-to"), "refund_to", options, self.typed.text("refund_to"))) }
    }

    /// Goodwill as credit is a gift; as money it comes off the bill. The gift comes first.
    fn goodwill_to(&self) -> Markup {
        let text = self.view.who.t();
        let options = ["store_credit", "original_method"].map(|word| (word, value(text, word)));
        html! { (select(text.say("orders-refund-to"), "refund_to", options, self.typed.text("refund_to")).hint(text.say("orders-goodwill-hint"))) }
    }

    fn swaps(&self) -> Markup {
        let text = self.view.who.t();
        let chosen = self.typed.list("swap");
        let delivered = self.view.sight.units.iter().filter(|unit| unit.state == UnitState::Delivered);
        let drawn: Vec<Markup> = delivered.map(|unit| self.swap(unit, &chosen)).collect();
        html! { @if drawn.is_empty() { p.muted { (text.say("orders-nothing-delivered")) } } @for one in &drawn { (one) } }
    }

    /// Variants of the same product first; those out of stock say so.
    fn swap(&self, unit: &Unit, chosen: &[&str]) -> Markup {
        let text = self.view.who.t();
        let mut offered: Vec<_> = self.choices.offered.iter().collect();
        offered.sort_by_key(|offer| (offer.variant.product != unit.product, offer.name.clone()));
        let options = offered.into_iter().map(|offer| {
            let stock = match offer.level {
                Some(0) => format!(" · {}", text.say("orders-out-of-stock")),
                _ => String::new(),
            };
            (format!("{}:{}", unit.id, offer.variant.sku), format!("{} · {}{stock}", offer.name, text.money(offer.price)))
        });
        let all: Vec<(String, String)> = std::iter::once((String::new(), text.say("orders-keep"))).chain(options).collect();
        let now = chosen
            .iter()
            .find(|swap| swap.split(':').next() == Some(&unit.id.to_string()))
            .copied()
            .unwrap_or("");
        let label = text.say_with("orders-exchange-for", &[("name", &unit.name)]);
        html! { (select(label, "swap", all, now).id(format!("swap-{}", unit.id))) }
    }

    /// The return that is asked about, if it is still expected.
    fn awaited(&self) -> Option<&(Return, Vec<ReturnUnit>)> {
        let wanted = self.typed.number("return");
        let mut all = self.view.sight.returns.iter();
        all.find(|(goods, _)| goods.state == ReturnState::Expected && wanted.is_none_or(|id| id == goods.id.0))
    }

    fn which_return(&self) -> Markup {
        let text = self.view.who.t();
        let Some((goods, units)) = self.awaited() else {
            return html! { p.muted { (text.say("orders-no-return-expected")) } };
        };
        html! {
            input type="hidden" name="return" value=(goods.id);
            p { (text.say_with("orders-return", &[("number", &goods.number)])) ": " (self.view.sight.names_of(units.iter().map(|unit| unit.unit))) }
        }
    }

    /// The pieces of the return that is here, each with its condition and whether it is taken back.
    fn looked(&self) -> Markup {
        let text = self.view.who.t();
        let Some((goods, units)) = self.awaited() else {
            return html! { p.muted { (text.say("orders-no-return-expected")) } };
        };
        let options = |unit: i64| {
            let each = Condition::ALL.iter().flat_map(move |condition| [(*condition, true), (*condition, false)]);
            each.filter(|(condition, accepted)| !(*condition == Condition::Missing && *accepted))
                .map(move |(condition, accepted)| {
                    let said = text.say(if accepted { "orders-accepted" } else { "orders-not-accepted" });
                    (
                        format!("{unit}:{}:{}", condition.word(), if accepted { "yes" } else { "no" }),
                        format!("{}, {said}", value(text, condition.word())),
                    )
                })
        };
        html! {
            input type="hidden" name="return" value=(goods.id);
            p { (text.say_with("orders-return", &[("number", &goods.number)])) }
            @for unit in units {
                (select(self.view.sight.names_of([unit.unit]), "looked", options(unit.unit.0), "").id(format!("looked-{}", unit.unit)))
            }
        }
    }

    fn method(&self, required: bool) -> Markup {
        let text = self.view.who.t();
        let none = (!required).then(|| (String::new(), text.say("orders-pay-later")));
        let all = self.choices.methods.iter().map(|method| (method.id.to_string(), method_name(text, method)));
        html! { (select(text.say("orders-method"), "method", none.into_iter().chain(all).collect::<Vec<_>>(), self.typed.text("method"))) }
    }

    fn pay(&self) -> Markup {
        html! { @if !self.choices.methods.is_empty() { (self.method(false)) } }
    }

    fn pay_amount(&self) -> Markup {
        html! {
            (field(self.say("orders-pay-amount"), "pay_amount").value(self.typed.text("pay_amount")).hint(self.say("orders-pay-amount-hint")).attr("inputmode", "decimal").optional(self.view.who.t()))
            (checkbox(self.say("orders-authorise-only"), "authorise_only", self.typed.flag("authorise_only")))
        }
    }

    fn ways(&self) -> Markup {
        let text = self.view.who.t();
        let options = self
            .choices
            .shipping
            .iter()
            .map(|(method, price)| (method.clone(), format!("{} · {}", shipping(text, method), text.money(*price))));
        html! { (select(text.say("orders-shipping"), "shipping", options, self.typed.optional("shipping").unwrap_or(&self.view.sight.order.shipping_method))) }
    }

    fn address(&self) -> Markup {
        let text = self.view.who.t();
        let now = self.view.sight.order.ship_to().unwrap_or_default();
        let which = ["ship_to", "bill_to"].map(|word| (word, said(text, "which", word)));
        let line = |key: &str, name: &'static str, was: &str| {
            field(text.say(key), name).value(if self.typed.has(name) { self.typed.text(name) } else { was })
        };
        html! {
            (select(text.say("orders-which-address"), "which", which, self.typed.text("which")))
            (line("orders-name", "name", &now.name).required())
            (line("orders-line1", "line1", &now.line1).required())
            (line("orders-line2", "line2", &now.line2))
            div.fields { (line("orders-postcode", "postcode", &now.postcode)) (line("orders-city", "city", &now.city).required()) }
            div.fields { (line("orders-region", "region", &now.region)) (line("orders-country", "country", &now.country).required().hint(text.say("orders-country-hint"))) }
        }
    }
}
