//! What each form of the shop's page would do, worked out from what is typed so far.

use super::set::{code_of, country_of, money_of, part_of, worth_of};
use crate::brand::{self, Brand, BrandId, LegalEntityId};
use crate::effects::{self, BrandEffect, ClassUse, EntityEffect, PlanEffect, ShippingEffect, TaxEffect, VoucherEffect};
use crate::pages::effects::{before_after, example, nothing_yet, open_orders};
use crate::plans;
use axum::extract::State;
use db::{Trouble, Tx};
use kit::Moment;
use rust_decimal::Decimal;
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Text, html};

/// The effect of one form.
enum Worked {
    /// Too little is filled in.
    Nothing,
    Tax(Decimal, TaxEffect),
    Shipping(ShippingEffect),
    Voucher(VoucherEffect),
    Plan(PlanEffect),
    Class(String, ClassUse),
    /// The brand, and the zone its days would begin in.
    Zone(Brand, String),
    Brand(Brand, String, BrandEffect),
    Look(Brand, BrandEffect),
    Entity(EntityEffect),
}

/// `GET /settings/shop/preview?form=tax&…`
pub(in crate::pages) async fn preview(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    of(&site, &who, query.text("form"), &query).await
}

/// Works it out and draws it; what would be refused says so.
pub(super) async fn of(site: &Site, who: &SignedIn, form: &str, typed: &Fields) -> Result<Markup, Problem> {
    let (form, typed) = (form.to_owned(), typed.clone());
    match site.db().read(move |tx| worked_out(tx, &form, &typed)).await {
        Ok(worked) => Ok(html! { div.stack.tight { (drawn(who, site.now(), &worked)) } }),
        Err(Trouble::Refused(refusal)) => Ok(html! { p { (who.t().refusal(&refusal)) } }),
        Err(Trouble::NotFound(_)) => Ok(nothing_yet(who.t())),
        Err(other) => Err(other.into()),
    }
}

fn worked_out(tx: &mut Tx<'_>, form: &str, typed: &Fields) -> Result<Worked, Trouble> {
    let filled = |names: &[&str]| names.iter().all(|name| typed.optional(name).is_some());
    match form.split_once('-').map_or((form, ""), |(kind, id)| (kind, id)) {
        ("tax", "") if filled(&["country", "class", "rate"]) => tax(tx, typed),
        ("tax", "classes") if filled(&["class"]) => {
            let class = code_of(typed.text("class"))?;
            effects::class_use(tx, &class).map(|found| Worked::Class(class, found))
        }
        ("shipping", _) if filled(&["method", "country", "price"]) => shipping(tx, typed),
        ("vouchers", _) if filled(&["percent"]) || filled(&["amount", "currency"]) => {
            Ok(effects::voucher(tx, worth_of(typed)?)?.map_or(Worked::Nothing, Worked::Voucher))
        }
        ("plans", _) if filled(&["code", "price"]) => plan(tx, typed),
        ("zones", _) if filled(&["zone"]) => zone(tx, typed),
        ("looks", _) => {
            let brand = brand_of(tx, typed)?;
            effects::brand(tx, brand.id).map(|found| Worked::Look(brand, found))
        }
        ("brand", id) => {
            let brand = brand::find(tx, BrandId(id.parse().unwrap_or(0)))?;
            let prefix = super::set::prefix_of(typed);
            effects::brand(tx, brand.id).map(|found| Worked::Brand(brand, prefix, found))
        }
        ("entity", id) => effects::entity(tx, LegalEntityId(id.parse().unwrap_or(0))).map(Worked::Entity),
        _ => Ok(Worked::Nothing),
    }
}

fn brand_of(tx: &mut Tx<'_>, typed: &Fields) -> Result<Brand, Trouble> {
    brand::find(tx, BrandId(typed.number("brand").unwrap_or(0)))
}

fn tax(tx: &mut Tx<'_>, typed: &Fields) -> Result<Worked, Trouble> {
    let (country, class, rate) = (country_of(typed)?, code_of(typed.text("class"))?, part_of(typed.text("rate"))?);
    Ok(effects::tax(tx, &country, &class, rate)?.map_or(Worked::Nothing, |effect| Worked::Tax(rate, effect)))
}

fn shipping(tx: &mut Tx<'_>, typed: &Fields) -> Result<Worked, Trouble> {
    let brand = brand_of(tx, typed)?;
    let price = money_of(typed.text("price"), brand.currency)?;
    if price.is_negative() {
        return Err(Trouble::refused("orders-negative-price"));
    }
    effects::shipping(tx, brand, &code_of(typed.text("method"))?, &country_of(typed)?, price).map(Worked::Shipping)
}

fn plan(tx: &mut Tx<'_>, typed: &Fields) -> Result<Worked, Trouble> {
    let brand = brand_of(tx, typed)?;
    let (code, price) = (code_of(typed.text("code"))?, money_of(typed.text("price"), brand.currency)?);
    let known = plans::by_code(tx, brand.id, &code)?.filter(|plan| plan.archived_at.is_none());
    let class = known.as_ref().map_or_else(|| typed.text("class").to_owned(), |plan| plan.tax_class.clone());
    effects::plan(tx, &brand, known.as_ref(), &class, price).map(Worked::Plan)
}

fn zone(tx: &mut Tx<'_>, typed: &Fields) -> Result<Worked, Trouble> {
    let (brand, zone) = (brand_of(tx, typed)?, typed.text("zone").to_owned());
    if jiff::tz::TimeZone::get(&zone).is_err() {
        return Err(Trouble::refused("orders-zone-unknown").with("zone", zone));
    }
    Ok(Worked::Zone(brand, zone))
}

fn drawn(who: &SignedIn, now: Moment, worked: &Worked) -> Markup {
    let text = who.t();
    match worked {
        Worked::Nothing => nothing_yet(text),
        Worked::Tax(rate, effect) => of_tax(text, *rate, effect),
        Worked::Shipping(effect) => of_shipping(text, effect),
        Worked::Voucher(effect) => html! {
            p { (text.say_with("orders-effect-voucher", &[("amount", &text.money(effect.off))])) }
            (example(text, &effect.basket)) (before_after(text, effect.before, effect.after))
            p { (text.say("orders-effect-voucher-later")) }
        },
        Worked::Plan(effect) => of_plan(text, effect),
        Worked::Class(class, found) => html! {
            p { (text.say_with("orders-effect-class", &[("class", class), ("variants", &found.variants), ("plans", &found.plans)])) }
            @if found.rates > 0 { p { strong { (text.say_with("orders-effect-class-rates", &[("count", &found.rates)])) } } }
            p { (text.say("orders-papers-stay")) }
        },
        Worked::Zone(brand, zone) => html! {
            p { (text.say_with("orders-effect-zone", &[("brand", &brand.name), ("now", &text.date_and_time(now, &brand.zone)), ("then", &text.date_and_time(now, zone))])) }
            p { (text.say("orders-effect-zone-means")) }
        },
        Worked::Brand(brand, prefix, found) => html! {
            p { (text.say_with("orders-effect-numbers", &[("before", &format!("{}1042", brand.order_prefix)), ("after", &format!("{prefix}1042"))])) }
            p { (text.say_with("orders-effect-brand-stays", &[("orders", &found.orders), ("papers", &found.papers)])) }
        },
        Worked::Look(brand, found) => html! {
            p { (text.say_with("orders-effect-look", &[("brand", &brand.name), ("papers", &found.papers)])) }
        },
        Worked::Entity(found) => html! {
            p { (text.say_with("orders-effect-entity", &[("brands", &found.brands.join(", ")), ("count", &(found.brands.len() as i64))])) }
            p { (text.say_with("orders-effect-entity-stays", &[("papers", &found.papers)])) " " (text.say("orders-papers-stay")) }
        },
    }
}

/// 0.19 as `19 %`.
fn percent(rate: Decimal) -> String {
    format!("{} %", (rate * Decimal::ONE_HUNDRED).normalize())
}

fn of_tax(text: &Text, rate: Decimal, effect: &TaxEffect) -> Markup {
    let said = match effect.now {
        Some(now) => text.say_with("orders-effect-rate", &[("before", &percent(now)), ("after", &percent(rate))]),
        None => text.say_with("orders-effect-rate-new", &[("after", &percent(rate))]),
    };
    html! {
        p { (said) }
        (example(text, &effect.basket)) (before_after(text, effect.before, effect.after))
        (open_orders(text, effect.open_orders))
        @if effect.subscriptions > 0 { p { (text.say_with("orders-effect-subscriptions", &[("count", &effect.subscriptions)])) } }
        p.muted { (text.say("orders-effect-later-pieces")) }
    }
}

fn of_shipping(text: &Text, effect: &ShippingEffect) -> Markup {
    let price = effect.basket.shipping.as_ref().map_or_else(String::new, |(_, price)| text.money(*price));
    let said = match effect.now {
        Some(now) => text.say_with("orders-effect-price", &[("before", &text.money(now)), ("after", &price)]),
        None => text.say_with("orders-effect-shipping-new", &[("after", &price)]),
    };
    html! {
        p { (said) }
        (example(text, &effect.basket)) (before_after(text, effect.before, effect.after))
        (open_orders(text, effect.open_orders))
    }
}

fn of_plan(text: &Text, effect: &PlanEffect) -> Markup {
    let price = text.money(effect.price);
    let said = match effect.now {
        Some(now) => text.say_with("orders-effect-price", &[("before", &text.money(now)), ("after", &price)]),
        None => text.say_with("orders-effect-plan-new", &[("after", &price)]),
    };
    html! {
        p { (said) }
        @match effect.billed {
            Some(billed) => p { (text.say_with("orders-effect-billed", &[("total", &text.money(billed.gross)), ("tax", &text.money(billed.tax))])) },
            None => p { strong { (text.say("orders-effect-not-sold")) } },
        }
        p { (text.say_with("orders-effect-running", &[("count", &effect.running)])) }
    }
}
