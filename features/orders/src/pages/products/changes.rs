//! What of a product and of its variants can be changed by hand: name and category, tax class, whether stock is counted,
//! whether it is on the shelf at all.

use super::one::{change, of_variant};
use crate::product::{self, Product, ProductChange, ProductId, Variant, VariantChange, VariantId};
use axum::extract::{Path, State};
use axum::response::Response;
use web::parts::{button, checkbox, field, form, textarea};
use web::{Fields, Markup, Problem, SignedIn, Site, html};

/// The form of a product, folded away.
pub(super) fn of_product(who: &SignedIn, product: &Product) -> Markup {
    let (text, is_archived) = (who.t(), product.archived_at.is_some());
    let path = format!("/settings/products/{}", product.id);
    let inside = html! {
        div.stack {
            div.fields {
                (field(text.say("orders-name"), "name").id("product-name").value(&product.name).required())
                (field(text.say("orders-category"), "category").id("product-category").value(&product.category))
            }
            (textarea(text.say("orders-description"), "description").id("product-description").value(&product.description))
            div.line { (button(text.say("orders-set")).icon("check")) }
        }
    };
    html! {
        details.more { summary { (text.say_with("orders-change-named", &[("name", &product.name)])) } (form(&who.csrf, path.clone(), &inside)) }
        (shelf(who, path, is_archived))
    }
}

/// The form of a variant, folded away.
pub(super) fn of_variant_form(who: &SignedIn, variant: &Variant) -> Markup {
    let (text, id) = (who.t(), variant.id);
    let path = format!("/settings/variants/{id}/change");
    let inside = html! {
        div.stack {
            (field(text.say("orders-tax-class"), "class").id(format!("class-{id}")).value(&variant.tax_class).required())
            (checkbox(text.say("orders-counts-stock"), "tracks_stock", variant.tracks_stock))
            div.line { (button(text.say("orders-set")).icon("check")) }
        }
    };
    html! {
        details.more { summary { (text.say_with("orders-change-named", &[("name", &variant.sku)])) } (form(&who.csrf, path.clone(), &inside)) }
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
    change(&site, &who, ProductId(id), fields, move |work| {
        let told = |name: &str| typed.has(name).then(|| typed.text(name).to_owned());
        let change = ProductChange {
            name: told("name"),
            description: told("description"),
            category: told("category"),
            is_archived: shelf_in(&typed),
        };
        product::change(work, ProductId(id), &change)
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
    change(&site, &who, product, fields, move |work| {
        let is_form = typed.has("class");
        let change = VariantChange {
            tax_class: is_form.then(|| typed.text("class").to_owned()),
            tracks_stock: is_form.then(|| typed.flag("tracks_stock")),
            is_archived: shelf_in(&typed),
        };
        product::change_variant(work, VariantId(id), &change)
    })
    .await
}
