//! The fields of each action for a customer: only what it needs, filled in as far as it is known.

use super::own;
use super::request::{has_reason, paired};
use super::whom::{Offer, Whom};
use crate::pages::reasons;
use crate::pages::wording::{method_name, price_every, said, value};
use crate::subscription::PeriodUnit;
use db::Words as _;
use rates::{Charge, Price, RateCard};
use web::parts::{checkbox, field, select, textarea};
use web::{Fields, Markup, SignedIn, Text, html};

/// The fields of this action; `None` if there is no such action, or nothing it could be about.
pub(super) fn draw(who: &SignedIn, whom: &Whom, verb: &str, typed: &Fields) -> Option<Markup> {
    let at = At { text: who.t(), whom, typed };
    let fields = match verb {
        "place_order" => at.order(),
        "open_account" => html! { (at.brand()) (at.line("orders-plan", "plan").required().autofocus()) (at.details("")) },
        "update_account" => at.account_change()?,
        "close_account" => html! { (at.about_account()?) (at.brand()) },
        "charge" => at.charge(),
        "waive_fee" => at.about_charge()?,
        "adjust_bill" => html! { (at.about_charge()?) (at.amount("orders-adjust-hint")) (at.pay(false)) },
        "pay_charge" => html! { (at.about_charge()?) (at.pay(true)) },
        "start_subscription" => at.subscription(),
        "change_subscription" => at.subscription_change()?,
        "pause_subscription" | "resume_subscription" | "end_subscription" => at.about_subscription()?,
        "load_balance" => at.load(),
        "open_record" => html! { (at.brand()) (own::opening(at.text, whom, typed)) },
        "change_record" => html! { (own::changing(at.text, whom, typed)) },
        _ => return None,
    };
    Some(html! { (fields) @if has_reason(verb) { (at.reason(verb)) } })
}

struct At<'a> {
    text: &'a Text,
    whom: &'a Whom,
    typed: &'a Fields,
}

impl At<'_> {
    fn say(&self, key: &str) -> String {
        self.text.say(key)
    }

    fn line(&self, key: &str, name: &'static str) -> web::parts::Field {
        field(self.say(key), name).value(self.typed.text(name))
    }

    fn brand(&self) -> Markup {
        let brands = self.whom.brands.iter().map(|brand| (brand.code.clone(), brand.name.clone()));
        let chosen = self.typed.optional("brand").or_else(|| self.whom.own_brand()).unwrap_or("");
        html! { (select(self.say("orders-brand"), "brand", brands, chosen)) }
    }

    fn amount(&self, hint: &str) -> Markup {
        let currency = self.whom.currency(self.typed);
        let label = self.text.say_with("orders-amount-in", &[("currency", &currency.code())]);
        html! { (field(label, "amount").value(self.typed.text("amount")).hint(self.say(hint)).required().attr("inputmode", "decimal").autocomplete("off")) }
    }

    fn reason(&self, verb: &str) -> Markup {
        let options = reasons::for_customer(verb).iter().map(|word| (*word, value(self.text, word)));
        html! { (select(self.say("orders-reason"), "reason", options, self.typed.text("reason"))) }
    }

    fn methods(&self, later: bool) -> Markup {
        let none = later.then(|| (String::new(), self.say("orders-pay-later")));
        let all = self.whom.methods.iter().map(|method| (method.id.to_string(), method_name(self.text, method)));
        html! { (select(self.say("orders-method"), "method", none.into_iter().chain(all).collect::<Vec<_>>(), self.typed.text("method"))) }
    }

    fn pay(&self, all_or_part: bool) -> Markup {
        html! {
            @if self.whom.methods.is_empty() { @if all_or_part { p.muted { (self.say("orders-choose-method")) } } }
            @else {
                (self.methods(!all_or_part))
                @if all_or_part { (self.line("orders-pay-amount", "pay_amount").hint(self.say("orders-pay-amount-hint")).attr("inputmode", "decimal").optional(self.text)) }
            }
        }
    }

    fn order(&self) -> Markup {
        let typed = self.typed;
        html! {
            (self.brand())
            (textarea(self.say("orders-put-in"), "put_in").value(typed.text("put_in")).hint(self.say("orders-put-in-hint")).attr("rows", "4").required().autofocus())
            div.fields {
                (self.line("orders-shipping", "shipping").value(typed.optional("shipping").unwrap_or("standard")))
                (self.methods(true))
                (self.line("orders-voucher-code", "voucher").optional(self.text))
            }
            details.more open[!typed.text("line1").is_empty()] {
                summary { (self.say("orders-other-address")) }
                div.stack {
                    div.fields { (self.line("orders-name", "name")) (self.line("orders-line1", "line1")) }
                    div.fields { (self.line("orders-postcode", "postcode")) (self.line("orders-city", "city")) (self.line("orders-country", "country").hint(self.say("orders-country-hint"))) }
                }
            }
        }
    }

    fn details(&self, now: &str) -> Markup {
        let written = if self.typed.has("details") { self.typed.raw("details") } else { now };
        html! { (textarea(self.say("orders-details-agreed"), "details").value(written).hint(self.say("orders-details-hint")).attr("rows", "3").optional(self.text)) }
    }

    /// The account it is about, carried along.
    fn about_account(&self) -> Option<Markup> {
        let account = self.whom.account.as_ref()?;
        Some(html! {
            input type="hidden" name="account" value=(account.id);
            p { (self.text.say_with("orders-account-named", &[("number", &account.number), ("plan", &account.plan)])) }
        })
    }

    fn account_change(&self) -> Option<Markup> {
        let account = self.whom.account.as_ref()?;
        let details = account.details().ok()?;
        let lines: Vec<String> = details.iter().map(|(name, value)| format!("{name}: {}", own::said(self.text, value))).collect();
        let plan = if self.typed.has("plan") { self.typed.text("plan") } else { &account.plan };
        Some(html! {
            (self.about_account()?) (self.brand())
            (self.line("orders-plan", "plan").value(plan).required())
            (self.details(&lines.join("\n")))
        })
    }

    /// Accounts and orders it can be charged to.
    fn charged_to(&self) -> Markup {
        let none = || std::iter::once((String::new(), "—".to_owned()));
        let accounts = self.whom.accounts.iter().filter(|one| one.closed_at.is_none());
        let accounts = accounts.map(|one| (one.id.to_string(), format!("{} · {}", one.number, one.plan)));
        let orders = self
            .whom
            .orders
            .iter()
            .map(|one| (one.id.to_string(), format!("{} · {}", one.number, self.text.money(one.total()))));
        html! {
            @if !self.whom.accounts.is_empty() { (select(self.say("orders-to-account"), "for_account", none().chain(accounts).collect::<Vec<_>>(), self.typed.text("for_account"))) }
            @if !self.whom.orders.is_empty() { (select(self.say("orders-to-order"), "for_order", none().chain(orders).collect::<Vec<_>>(), self.typed.text("for_order")).hint(self.say("orders-to-order-hint"))) }
        }
    }

    fn charge(&self) -> Markup {
        let card = self.whom.card(self.typed);
        let label = card.map_or_else(String::new, |card| card.title.of(self.text.locale()).to_owned());
        html! {
            (self.brand())
            (self.line("orders-charge-label", "label").value(self.typed.optional("label").unwrap_or(&label)).hint(self.say("orders-charge-label-hint")).required())
            @if let Some(card) = card { (self.usage(card)) }
            @else {
                div.fields { (self.amount("orders-price-hint")) (self.line("orders-tax-class", "tax_class").value(self.typed.optional("tax_class").unwrap_or("standard"))) }
            }
            div.fields { (self.charged_to()) }
            (checkbox(self.say("orders-is-fee"), "is_fee", self.typed.flag("is_fee")))
        }
    }

    /// A field for each charge of the card, and a box for each condition of its surcharges.
    fn usage(&self, card: &RateCard) -> Markup {
        let written = paired(self.typed, "quantity");
        let mut flags = card.flags();
        flags.sort_unstable();
        flags.dedup();
        let chosen = self.typed.list("flag");
        html! {
            input type="hidden" name="card" value=(card.name);
            fieldset.stack {
                legend { (self.say("orders-what-was-used")) }
                @for charge in &card.charges {
                    @if asks(charge) {
                        @let now = written.iter().find(|(of, _)| *of == charge.name).map_or("", |(_, value)| value);
                        div { input type="hidden" name="of" value=(charge.name); (self.quantity(charge, now)) }
                    }
                }
                @for flag in flags { (checkbox(flag.replace('_', " "), "flag", chosen.contains(&flag)).value(flag)) }
            }
        }
    }

    fn quantity(&self, charge: &Charge, now: &str) -> Markup {
        let hint = match &charge.price {
            Price::Duration { minutes, .. } => self.text.say_with("orders-in-minutes", &[("minutes", minutes)]),
            _ => String::new(),
        };
        let drawn = field(charge.title.of(self.text.locale()), "quantity")
            .id(format!("quantity-{}", charge.name))
            .value(now)
            .hint(hint);
        let drawn = drawn.attr("inputmode", "decimal").autocomplete("off");
        if charge.optional {
            html! { (drawn.optional(self.text)) }
        } else {
            html! { (drawn.required()) }
        }
    }

    fn about_charge(&self) -> Option<Markup> {
        let charge = self.whom.charge.as_ref()?;
        Some(html! {
            input type="hidden" name="charge" value=(charge.id);
            p { strong { (charge.label) } " · " (self.text.money(charge.total())) }
        })
    }

    fn subscription(&self) -> Markup {
        let accounts = self.whom.accounts.iter().filter(|one| one.closed_at.is_none());
        let accounts = accounts.map(|one| (one.id.to_string(), format!("{} · {}", one.number, one.plan)));
        let none = std::iter::once((String::new(), "—".to_owned()));
        let units = PeriodUnit::WORDS.iter().map(|word| ((*word).to_owned(), said(self.text, "period", word)));
        let unit = self.typed.optional("period_unit").unwrap_or("months");
        let by_hand = html! {
            (self.brand())
            (self.own_terms(""))
            div.fields {
                (self.line("orders-period-count", "period_count").kind("number").value(self.typed.optional("period_count").unwrap_or("1")))
                (select(self.say("orders-period-unit"), "period_unit", units, unit))
                (self.line("orders-tax-class", "tax_class").value(self.typed.optional("tax_class").unwrap_or("standard")))
            }
        };
        html! {
            (self.plans(|_| true))
            @if !self.whom.accounts.is_empty() { (select(self.say("orders-to-account"), "for_account", none.chain(accounts).collect::<Vec<_>>(), self.typed.text("for_account"))) }
            (self.by_hand(&by_hand))
        }
    }

    /// The plans of the catalogue that fit; the last choice is a price of one's own, if whoever it is may type one.
    fn plans(&self, fits: impl Fn(&Offer) -> bool) -> Markup {
        let several = self.whom.brands.len() > 1;
        let offers = self.whom.offers.iter().filter(|offer| fits(offer)).map(|offer| {
            let brand = if several { format!(" · {}", offer.brand.name) } else { String::new() };
            let price = price_every(self.text, offer.price, offer.plan.every());
            (offer.key(), format!("{} · {price}{brand}", offer.plan.name))
        });
        let own = std::iter::once((String::new(), self.say("orders-plan-by-hand")));
        let all: Vec<(String, String)> = offers.chain(own).collect();
        let usual = all.first().map_or("", |(key, _)| key.as_str()).to_owned();
        let chosen = if self.typed.has("offer") { self.typed.text("offer").to_owned() } else { usual };
        html! { (select(self.say("orders-plan"), "offer", all, &chosen)) }
    }

    /// A name and a price nobody put into the catalogue.
    fn own_terms(&self, plan: &str) -> Markup {
        let currency = self.whom.currency(self.typed);
        let label = self.text.say_with("orders-amount-in", &[("currency", &currency.code())]);
        html! {
            (self.line("orders-name", "plan").value(self.typed.optional("plan").unwrap_or(plan)))
            (field(label, "amount").value(self.typed.text("amount")).hint(self.say("orders-price-each-period")).attr("inputmode", "decimal").autocomplete("off"))
        }
    }

    fn by_hand(&self, inside: &Markup) -> Markup {
        let is_typed = self.typed.optional("amount").is_some() || self.whom.offers.is_empty();
        html! {
            details.more open[is_typed] {
                summary { (self.say("orders-by-hand")) }
                div.stack { p.muted { (self.say("orders-by-hand-about")) } (inside) }
            }
        }
    }

    fn about_subscription(&self) -> Option<Markup> {
        let found = self.whom.subscription.as_ref()?;
        Some(html! {
            input type="hidden" name="subscription" value=(found.id);
            p { strong { (found.plan) } " · " (price_every(self.text, found.price(), found.every())) }
        })
    }

    fn subscription_change(&self) -> Option<Markup> {
        let found = self.whom.subscription.as_ref()?;
        let theirs = |offer: &Offer| offer.brand.id == found.brand && offer.price.currency == found.price().currency;
        Some(html! {
            (self.about_subscription()?)
            p.muted { (self.say("orders-proration-hint")) }
            (self.plans(theirs))
            (self.by_hand(&self.own_terms(&found.plan)))
        })
    }

    fn load(&self) -> Markup {
        let kinds = ["store_credit", "gift_card"].map(|kind| (kind, value(self.text, kind)));
        html! {
            (self.brand())
            @if let Some(held) = &self.whom.balance {
                input type="hidden" name="balance" value=(held.id);
                p { (value(self.text, held.kind.word())) @if !held.ending.is_empty() { " •••• " (held.ending) } }
            } @else { (select(self.say("orders-balance-kind"), "kind", kinds, self.typed.text("kind"))) }
            (self.amount("orders-credit-hint"))
            @if self.whom.balance.is_none() { (self.line("orders-expires-on", "expires").kind("date").hint(self.say("orders-expires-on-hint")).optional(self.text)) }
        }
    }
}

/// Whether a quantity is asked for: a fixed price that is always charged needs none.
fn asks(charge: &Charge) -> bool {
    charge.optional || !matches!(charge.price, Price::Fixed(_))
}
