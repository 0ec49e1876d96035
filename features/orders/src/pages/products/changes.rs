//! What of a product and of its variants can be changed by hand: name and category, tax class, whether stock is counted,
//! whether it is on the shelf at all.

use super::one::{Sent, change, of_variant};
use crate::effects::Stands;
use crate::pages::effects::stands;
use crate::product::{self, Product, ProductChange, ProductId, Variant, VariantChange, VariantId};
use crate::putting_back::{ProductSetting, VariantSetting};
use agents::changes::keeping;
use axum::extract::{Path, State};
use axum::response::Response;
use web::parts::{button, checkbox, field, form, textarea};
use web::{Fields, Markup, Problem, SignedIn, Site, html};

/// The form of a product, folded away.
pub(super) fn of_product(who: &SignedIn, product: &Product, standing: &Stands, sent: &Sent) -> Markup {
    let (text, is_archived) = (who.t(), product.archived_at.is_some());
    let so = |name: &str, value: &str| sent.or("product", name, value).to_owned();
    let path = format!("/settings/products/{}", product.id);
    let fields = html! {
        div.fields {
            (field(text.say("orders-name"), "name").id("product-name").value(so("name", &product.name)).required())
            (field(text.say("orders-category"), "category").id("product-category").value(so("category", &product.category)))
        }
        (textarea(text.say("orders-description"), "description").id("product-description").value(so("description", &product.description)))
    };
    let inside = sent.around(who, "product", &format!("{path}/preview"), &fields, &button(text.say("orders-set")).icon("check"));
    html! {
        details.more open[sent.form == "product"] { summary { (text.say_with("orders-change-named", &[("name", &product.name)])) } (form(&who.csrf, path.clone(), &inside)) }
        (shelf(who, path, is_archived))
        @if !is_archived { (stands(text, standing)) }
    }
}

/// The form of a variant, folded away.
pub(super) fn of_variant_form(who: &SignedIn, variant: &Variant, sent: &Sent) -> Markup {
    let (text, id) = (who.t(), variant.id);
    let name = format!("class-{id}");
    let tracks = if sent.form == name { sent.typed.flag("tracks_stock") } else { variant.tracks_stock };
    let path = format!("/settings/variants/{id}/change");
    let fields = html! {
        (field(text.say("orders-tax-class"), "class").id(&name).value(sent.or(&name, "class", &variant.tax_class)).required())
        (checkbox(text.say("orders-counts-stock"), "tracks_stock", tracks))
    };
    let href = format!("/settings/variants/{id}/preview?what=class");
    let inside = sent.around(who, &name, &href, &fields, &button(text.say("orders-set")).icon("check"));
    html! {
        details.more open[sent.form == name] { summary { (text.say_with("orders-change-named", &[("name", &variant.sku)])) } (form(&who.csrf, path.clone(), &inside)) }
        (shelf(who, path, variant.archived_at.is_some()))
    }
}

/// Off the shelf, or back on it.
fn shelf(who: &SignedIn, path: String, is_archived: bool) -> Markup {
    let label = who.t().say(if is_archived { "orders-put-back" } else { "orders-archive" });
    let inside = html! { input type="hidden" name="archived" value=(if is_archived { "no" } else { "yes" }); (button(label).quiet()) };
    form(&who.csrf, path, &inside)
}

/// Said by the button of the shelf and by no other form.
fn shelf_in(typed: &Fields) -> Option<bool> {
    typed.optional("archived").map(|word| word == "yes")
}

/// `POST /settings/products/{product}`
pub(in crate::pages) async fn change_product(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    change(&site, &who, ProductId(id), "product", fields, move |work| {
        let told = |name: &str| typed.has(name).then(|| typed.text(name).to_owned());
        let change = ProductChange {
            name: told("name"),
            description: told("description"),
            category: told("category"),
            is_archived: shelf_in(&typed),
        };
        keeping(work, &ProductSetting, &id.to_string(), |work| product::change(work, ProductId(id), &change))
    })
    .await
}

/// `POST /settings/variants/{variant}/change`
pub(in crate::pages) async fn change_variant(
    State(site): State<Site>,
    who: SignedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = fields.clone();
    let product = of_variant(&site, id).await?;
    change(&site, &who, product, &format!("class-{id}"), fields, move |work| {
        let is_form = typed.has("class");
        let change = VariantChange {
            tax_class: is_form.then(|| typed.text("class").to_owned()),
            tracks_stock: is_form.then(|| typed.flag("tracks_stock")),
            is_archived: shelf_in(&typed),
        };
        let variant = VariantId(id);
        keeping(work, &VariantSetting, &VariantSetting::thing(product, variant), |work| {
            product::change_variant(work, variant, &change)
        })
    })
    .await
}
