//! What changing a product or a variant would do, worked out from what is typed so far.

use crate::effects::{self, ClassEffect, PriceEffect};
use crate::pages::effects::{before_after, nothing_yet, open_orders};
use crate::pages::{shop_code, shop_currency, shop_money};
use crate::product::{self, ProductId, VariantId};
use crate::stock;
use axum::extract::{Path, State};
use db::{Trouble, Tx};
use web::{Fields, Markup, Problem, Query, SignedIn, Site, Text, html};

/// The effect of one form.
enum Worked {
    Nothing,
    Price(PriceEffect),
    Class(ClassEffect),
    /// How many are there, and how many would be.
    Stock(i64, i64),
    /// Rules that look for the category it has, and for the one it would have.
    Category {
        before: (String, i64),
        after: (String, i64),
        open_orders: i64,
    },
}

/// `GET /settings/products/{product}/preview?name=…&category=…`
pub(in crate::pages) async fn preview_product(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    query: Query,
) -> Result<Markup, Problem> {
    of(&site, &who, ProductId(id), "product", &query).await
}

/// `GET /settings/variants/{variant}/preview?what=price&price=…&currency=…`
pub(in crate::pages) async fn preview_variant(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    query: Query,
) -> Result<Markup, Problem> {
    let product = super::one::of_variant(&site, id).await?;
    let what = ["class", "stock"].into_iter().find(|what| *what == query.text("what")).unwrap_or("price");
    of(&site, &who, product, &format!("{what}-{id}"), &query).await
}

/// Works it out and draws it; what would be refused says so.
pub(super) async fn of(site: &Site, who: &SignedIn, product: ProductId, form: &str, typed: &Fields) -> Result<Markup, Problem> {
    let (form, typed, text) = (form.to_owned(), typed.clone(), who.t());
    match site.db().read(move |tx| worked_out(tx, product, &form, &typed)).await {
        Ok(worked) => Ok(html! { div.stack.tight { (drawn(text, &worked)) } }),
        Err(Trouble::Refused(refusal)) => Ok(html! { p { (text.refusal(&refusal)) } }),
        Err(other) => Err(other.into()),
    }
}

fn worked_out(tx: &mut Tx<'_>, id: ProductId, form: &str, typed: &Fields) -> Result<Worked, Trouble> {
    let variant = |id: &str| VariantId(id.parse().unwrap_or(0));
    match form.split_once('-') {
        Some(("price", of)) if typed.optional("price").is_some() => {
            let currency = shop_currency(typed.text("currency"))?;
            let price = shop_money(typed.text("price"), currency)?;
            if price.is_negative() {
                return Err(Trouble::refused("orders-negative-price"));
            }
            effects::price(tx, variant(of), price).map(Worked::Price)
        }
        Some(("class", of)) if typed.optional("class").is_some() => {
            effects::class(tx, variant(of), &shop_code(typed.text("class"))?).map(Worked::Class)
        }
        Some(("stock", of)) if typed.number("quantity").is_some() => {
            let level = stock::level(tx, variant(of))?.unwrap_or(0);
            Ok(Worked::Stock(level, level.saturating_add(typed.number("quantity").unwrap_or(0))))
        }
        None if form == "product" => {
            let product = product::find(tx, id)?;
            let wanted = typed.text("category").to_owned();
            Ok(Worked::Category {
                before: (product.category.clone(), effects::category(tx, &product.category)?),
                after: (wanted.clone(), effects::category(tx, &wanted)?),
                open_orders: effects::stands_product(tx, id)?.open_orders,
            })
        }
        _ => Ok(Worked::Nothing),
    }
}

fn drawn(text: &Text, worked: &Worked) -> Markup {
    match worked {
        Worked::Nothing => nothing_yet(text),
        Worked::Price(effect) => html! {
            p { (of_price(text, effect)) }
            (before_after(text, effect.before, effect.after))
            (open_orders(text, effect.stands.open_orders))
            @if effect.stands.rules > 0 { p { (text.say_with("orders-effect-suggested-at", &[("count", &effect.stands.rules)])) } }
        },
        Worked::Stock(before, after) => html! {
            @if *after < 0 { p { strong { (text.say_with("orders-effect-stock-below", &[("before", before)])) } } }
            @else { p { (text.say_with("orders-effect-stock", &[("before", before), ("after", after)])) } }
            p.muted { (text.say("orders-effect-stock-stays")) }
        },
        Worked::Class(effect) => html! {
            @match effect.price {
                Some(price) => p { (text.say_with("orders-effect-class-by", &[("price", &text.money(price))])) },
                None => p { (text.say("orders-effect-no-price")) },
            }
            (before_after(text, effect.before, effect.after))
            (open_orders(text, effect.stands.open_orders))
        },
        Worked::Category { before, after, open_orders: orders } => html! {
            @if before.0 == after.0 { p { (text.say("orders-effect-category-same")) } }
            @else {
                @if !before.0.is_empty() { p { (text.say_with("orders-effect-category-leaves", &[("category", &before.0), ("count", &before.1)])) } }
                @if !after.0.is_empty() { p { (text.say_with("orders-effect-category-joins", &[("category", &after.0), ("count", &after.1)])) } }
                p { (text.say("orders-effect-category-policies")) }
            }
            p { (text.say_with("orders-effect-names-stay", &[("count", orders)])) }
        },
    }
}

fn of_price(text: &Text, effect: &PriceEffect) -> String {
    let price = text.money(effect.price);
    match effect.now {
        Some(now) => text.say_with("orders-effect-price", &[("before", &text.money(now)), ("after", &price)]),
        None => text.say_with("orders-effect-price-new", &[("after", &price)]),
    }
}
