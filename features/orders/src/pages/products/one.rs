//! One product: its variants with price, stock and whether they are on sale, and what has happened to each one's stock.

use super::effect;
use crate::effects::{Stands, stands_product, stands_variant};
use crate::pages::effects::{nothing_yet, stands};
use crate::pages::shop_code;
use crate::pages::{shop_currency, shop_money};
use crate::product::{self, NewVariant, Options, Product, ProductId, Variant, VariantId};
use crate::putting_back::VariantSetting;
use crate::{brand, stock};
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx, Work};
use kit::{Currency, Money};
use web::parts::{
    Button, Effect, Tone, badge, banner, button, card, checkbox, field, form, is_to_show, link_button, page_head, select, time,
};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// The form that was sent, by its name, with what was typed and what it would do. Before one is, the name is empty.
#[derive(Default)]
pub(super) struct Sent {
    pub form: String,
    pub typed: Fields,
    pub effect: Option<Markup>,
}

impl Sent {
    /// What was typed into a field of this form, or what is so.
    pub(super) fn or<'a>(&'a self, form: &str, name: &str, so: &'a str) -> &'a str {
        if self.form == form { self.typed.text(name) } else { so }
    }

    /// The inside of a form, with what it would do.
    pub(super) fn around(&self, who: &SignedIn, form: &str, href: &str, fields: &Markup, save: &Button) -> Markup {
        let shown = self.effect.clone().filter(|_| self.form == form).unwrap_or_else(|| nothing_yet(who.t()));
        let id = format!("{form}-effect");
        Effect { id: &id, href, shown: &shown }.around(who.t(), fields, save)
    }
}

struct Line {
    variant: Variant,
    name: String,
    prices: Vec<Money>,
    level: Option<i64>,
    entries: Vec<stock::Entry>,
    stands: Stands,
}

struct Shown {
    product: Product,
    stands: Stands,
    lines: Vec<Line>,
    currencies: Vec<Currency>,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, id: ProductId) -> Result<Self, Trouble> {
        let mut currencies: Vec<Currency> = brand::all(tx)?.into_iter().map(|brand| brand.currency).collect();
        currencies.sort_unstable_by_key(|currency| currency.code());
        currencies.dedup();
        let mut lines = Vec::new();
        for variant in product::variants(tx, id)? {
            let mut prices = Vec::new();
            for currency in &currencies {
                prices.extend(product::price_of(tx, variant.id, *currency)?);
            }
            let entries = stock::entries(tx, variant.id)?;
            lines.push(Line {
                name: variant.name()?,
                level: stock::level(tx, variant.id)?,
                stands: stands_variant(tx, variant.id)?,
                prices,
                entries,
                variant,
            });
        }
        Ok(Self {
            product: product::find(tx, id)?,
            stands: stands_product(tx, id)?,
            lines,
            currencies,
        })
    }
}

/// `GET /settings/products/{product}`
pub(in crate::pages) async fn show(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    draw(&site, &who, ProductId(id), None, &Sent::default()).await
}

async fn draw(site: &Site, who: &SignedIn, id: ProductId, mistake: Option<String>, sent: &Sent) -> Result<Response, Problem> {
    let shown = site.db().read(move |tx| Shown::of(tx, id)).await?;
    let text = who.t();
    let body = html! {
        (page_head(&shown.product.name, &shown.product.description, &html! { (link_button(text.say("orders-products"), "/settings/products").quiet()) }))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        (super::changes::of_product(who, &shown.product, &shown.stands, sent))
        @for line in &shown.lines { (variant(site, who, &shown, line, sent)) }
        (card(&text.say("orders-variant-add"), &adding(who, &shown, sent)))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, shown.product.name.clone()).settings("products").body(body).await?).into_response())
}

fn variant(site: &Site, who: &SignedIn, shown: &Shown, line: &Line, sent: &Sent) -> Markup {
    let (text, id) = (who.t(), line.variant.id);
    let post = |verb: &str, inside: Markup| form(&who.csrf, format!("/settings/variants/{id}/{verb}"), &inside);
    let on_sale = line.variant.is_on_sale();
    let body = html! {
        div.stack {
            div.line {
                span.mono { (line.variant.sku) }
                (badge(if on_sale { Tone::Good } else { Tone::Warn }, &text.say(if on_sale { "orders-on-sale" } else { "orders-off-sale" })))
                span { (line.prices.iter().map(|price| text.money(*price)).collect::<Vec<_>>().join(" · ")) }
                @if let Some(level) = line.level { span { (text.say_with("orders-in-stock", &[("count", &level)])) } }
            }
            div.fields {
                (post("price", pricing(who, shown, line, sent)))
                @if line.variant.tracks_stock { (post("stock", stocking(who, line, sent))) }
            }
            (post("available", html! { input type="hidden" name="on" value=(if on_sale { "off" } else { "on" }); (button(text.say(if on_sale { "orders-take-off-sale" } else { "orders-put-on-sale" })).quiet()) }))
            @if on_sale { (stands(text, &line.stands)) }
            (super::changes::of_variant_form(who, &line.variant, sent))
            @if !line.entries.is_empty() {
                details.more { summary { (text.say("orders-stock-entries")) }
                    ul.muted { @for entry in line.entries.iter().rev().take(20) { li { (entry.quantity) " → " (entry.level_after) " · " (entry.reason) " · " (time(text, entry.entered_at, site.now(), &who.zone)) } } }
                }
            }
        }
    };
    card(&line.name, &body)
}

/// The form of a delivery or a loss, with the level it would lead to.
fn stocking(who: &SignedIn, line: &Line, sent: &Sent) -> Markup {
    let (text, id) = (who.t(), line.variant.id);
    let name = format!("stock-{id}");
    let fields = html! {
        div.fields {
            (field(text.say("orders-quantity"), "quantity").id(format!("quantity-{id}")).kind("number").value(sent.or(&name, "quantity", "")).required().hint(text.say("orders-quantity-hint")))
            (field(text.say("orders-reason"), "reason").id(format!("reason-{id}")).value(sent.or(&name, "reason", "")).required())
        }
    };
    sent.around(
        who,
        &name,
        &format!("/settings/variants/{id}/preview?what=stock"),
        &fields,
        &button(text.say("orders-enter-stock")),
    )
}

/// The form of a price, with what it would do.
fn pricing(who: &SignedIn, shown: &Shown, line: &Line, sent: &Sent) -> Markup {
    let (text, id) = (who.t(), line.variant.id);
    let name = format!("price-{id}");
    let currencies = shown.currencies.iter().map(|currency| (currency.code().to_owned(), currency.code().to_owned()));
    let fields = html! {
        div.fields {
            (field(text.say("orders-price"), "price").id(&name).value(sent.or(&name, "price", "")).required().attr("inputmode", "decimal"))
            (select(text.say("orders-currency"), "currency", currencies, sent.or(&name, "currency", "")).id(format!("currency-{id}")))
        }
    };
    sent.around(
        who,
        &name,
        &format!("/settings/variants/{id}/preview?what=price"),
        &fields,
        &button(text.say("orders-set-price")),
    )
}

fn adding(who: &SignedIn, shown: &Shown, sent: &Sent) -> Markup {
    let text = who.t();
    let typed = if sent.form == "variants" { sent.typed.clone() } else { Fields::default() };
    let specs = shown.product.options().unwrap_or_default();
    let currencies = shown.currencies.iter().map(|currency| (currency.code().to_owned(), currency.code().to_owned()));
    let inside = html! {
        div.stack {
            div.fields {
                (field(text.say("orders-sku"), "sku").value(typed.text("sku")).required())
                (field(text.say("orders-tax-class"), "class").value(typed.optional("class").unwrap_or("standard")).required())
                (field(text.say("orders-price"), "price").value(typed.text("price")).required().attr("inputmode", "decimal"))
                (select(text.say("orders-currency"), "currency", currencies, typed.text("currency")))
            }
            @if !specs.is_empty() {
                div.fields {
                    @for (at, spec) in specs.iter().enumerate() {
                        (select(spec.name.clone(), "option", spec.values.iter().map(|value| (format!("{}={value}", spec.name), value.clone())), "").id(format!("option-{at}")))
                    }
                }
            }
            (checkbox(text.say("orders-counts-stock"), "tracks_stock", true))
            div.line { (button(text.say("orders-variant-add")).icon("plus")) }
        }
    };
    form(&who.csrf, format!("/settings/products/{}/variants", shown.product.id), &inside)
}

/// `POST /settings/products/{product}/variants`
pub(in crate::pages) async fn add_variant(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, ProductId(id), "variants", fields, move |work| {
        let (sku, currency) = (shop_code(typed.text("sku"))?, shop_currency(typed.text("currency"))?);
        if product::by_sku(work, &sku)?.is_some() {
            return Err(Trouble::refused("orders-code-taken").with("code", sku));
        }
        let chosen = typed.list("option").into_iter().filter_map(|option| option.split_once('='));
        let options: Options = chosen.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let new = NewVariant {
            sku,
            options,
            tax_class: shop_code(typed.text("class"))?,
            tracks_stock: typed.flag("tracks_stock"),
            prices: vec![shop_money(typed.text("price"), currency)?],
        };
        product::add_variant(work, ProductId(id), &new).map(drop)
    })
    .await
}

/// `POST /settings/variants/{variant}/price`
pub(in crate::pages) async fn set_price(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    let product = of_variant(&site, id).await?;
    change(&site, &who, product, &format!("price-{id}"), fields, move |work| {
        let currency = shop_currency(typed.text("currency"))?;
        let (variant, price) = (VariantId(id), shop_money(typed.text("price"), currency)?);
        keeping(work, &VariantSetting, &VariantSetting::thing(product, variant), |work| {
            product::set_price(work, variant, price)
        })
    })
    .await
}

/// `POST /settings/variants/{variant}/stock`: what came or went; the level follows.
pub(in crate::pages) async fn stock_entry(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    let product = of_variant(&site, id).await?;
    change(&site, &who, product, &format!("stock-{id}"), fields, move |work| {
        let quantity = typed
            .number("quantity")
            .filter(|quantity| *quantity != 0)
            .ok_or_else(|| Trouble::refused("orders-quantity-missing"))?;
        stock::enter(work, VariantId(id), quantity, typed.text("reason"), None)
    })
    .await
}

/// `POST /settings/variants/{variant}/available`
pub(in crate::pages) async fn set_available(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let on = fields.flag("on");
    let product = of_variant(&site, id).await?;
    change(&site, &who, product, &format!("available-{id}"), fields, move |work| {
        let variant = VariantId(id);
        keeping(work, &VariantSetting, &VariantSetting::thing(product, variant), |work| {
            product::set_available(work, variant, on)
        })
    })
    .await
}

pub(super) async fn of_variant(site: &Site, id: i64) -> Result<ProductId, Problem> {
    Ok(site.db().read(move |tx| Ok(product::variant_of(tx, VariantId(id))?.product)).await?)
}

pub(super) async fn change(
    site: &Site,
    who: &SignedIn,
    product: ProductId,
    form: &str,
    typed: Fields,
    mut verb: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    let mut mistake = None;
    if !is_to_show(&typed) {
        let changed = site.db().work(who.actor(), move |work| {
            crate::may_manage(work)?;
            verb(work)
        });
        match changed.await {
            Ok(()) => return Ok(see_other(&format!("/settings/products/{product}")).into_response()),
            Err(Trouble::Refused(refusal)) => mistake = Some(who.t().refusal(&refusal)),
            Err(other) => return Err(other.into()),
        }
    }
    let effect = effect::of(site, who, product, form, &typed).await?;
    draw(site, who, product, mistake, &Sent { form: form.to_owned(), typed, effect: Some(effect) }).await
}
