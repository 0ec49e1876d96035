//! Products, their variants, prices and stock.

use super::amount::Amount;
use super::{MANAGE, SEE};
use crate::product::{self, NewProduct, NewVariant, OptionSpec, Options, Product, ProductId, Variant, VariantId};
use crate::stock;
use crate::stored::one_line;
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx, Work};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use web::api::{Change, IntoParams, ItemResults, List, Look, ROOT, Reply, Time, ToSchema, get, patch, post};
use web::{Problem, Routes};

const MOST: usize = 200;

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/products", SEE, list)
                .says("List products, the newest first")
                .asks::<Filter>()
                .lists::<Shown>(),
        )
        .api(
            post("/api/v1/products", MANAGE, add)
                .says("Add a product with its variants")
                .explains("Each variant chooses exactly the options the product offers.")
                .takes::<ProductToAdd>()
                .makes::<Shown>(),
        )
        .api(
            post("/api/v1/products/bulk", MANAGE, add_many)
                .says("Add up to 200 products")
                .explains("Each is added by itself, with its own result.")
                .takes::<ProductsToAdd>()
                .reports::<ItemResults>(),
        )
        .api(get("/api/v1/products/{id}", SEE, show).says("Show a product with its variants").gives::<Shown>())
        .api(
            patch("/api/v1/products/{id}", MANAGE, change_product)
                .says("Rename a product, file it elsewhere, take it off the shelf or put it back")
                .explains("What is left out stays. Orders placed keep what was agreed.")
                .takes::<ProductToChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(
            post("/api/v1/products/{id}/variants", MANAGE, add_variant)
                .says("Add a variant")
                .takes::<VariantToAdd>()
                .makes::<Shown>(),
        )
        .api(
            patch("/api/v1/variants/{id}", MANAGE, change)
                .says("Change a variant’s prices, tax class, whether its stock is counted, or whether it may be sold")
                .takes::<VariantChange>()
                .gives::<ShownVariant>()
                .conditional(),
        )
        .api(
            post("/api/v1/variants/{id}/stock", MANAGE, enter_stock)
                .says("Take pieces in, or out")
                .explains("Below zero is refused; a variant whose stock is not counted changes nothing.")
                .takes::<StockEntry>()
                .reports::<ShownVariant>(),
        )
}

/// One choice a product offers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProductOption)]
struct Choice {
    name: String,
    values: Vec<String>,
}

/// Something we sell.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Product)]
struct Shown {
    id: i64,
    code: String,
    name: String,
    description: String,
    /// What policies may ask about: `hygiene`, `personalised`, or empty.
    category: String,
    options: Vec<Choice>,
    variants: Vec<ShownVariant>,
    created_at: Time,
    archived_at: Option<Time>,
}

/// One way of having it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Variant)]
struct ShownVariant {
    id: i64,
    product: i64,
    sku: String,
    name: String,
    options: BTreeMap<String, String>,
    tax_class: String,
    prices: Vec<Amount>,
    is_available: bool,
    /// Since when it is off the shelf, by itself or with its product.
    archived_at: Option<Time>,
    /// How many there are; `null` if they are not counted.
    stock: Option<i64>,
}

impl ShownVariant {
    fn of(tx: &mut Tx<'_>, variant: &Variant) -> Result<Self, Trouble> {
        Ok(Self {
            id: variant.id.0,
            product: variant.product.0,
            sku: variant.sku.clone(),
            name: variant.name()?,
            options: variant.options()?,
            tax_class: variant.tax_class.clone(),
            prices: product::prices(tx, variant.id)?.into_iter().map(Amount::from).collect(),
            is_available: variant.is_available,
            archived_at: variant.archived_at.map(Time),
            stock: stock::level(tx, variant.id)?,
        })
    }

    fn find(tx: &mut Tx<'_>, id: i64) -> Result<Self, Trouble> {
        let variant = product::variant_of(tx, VariantId(id))?;
        Self::of(tx, &variant)
    }
}

impl Shown {
    fn of(tx: &mut Tx<'_>, product: Product) -> Result<Self, Trouble> {
        let variants = product::variants(tx, product.id)?;
        Ok(Self {
            options: product.options()?.into_iter().map(|one| Choice { name: one.name, values: one.values }).collect(),
            variants: variants.iter().map(|variant| ShownVariant::of(tx, variant)).collect::<Result<_, _>>()?,
            id: product.id.0,
            code: product.code,
            name: product.name,
            description: product.description,
            category: product.category,
            created_at: product.created_at.into(),
            archived_at: product.archived_at.map(Time),
        })
    }

    fn find(tx: &mut Tx<'_>, id: ProductId) -> Result<Self, Trouble> {
        let product = product::find(tx, id)?;
        Self::of(tx, product)
    }
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    /// The one with this code.
    #[param(required = false)]
    code: Option<String>,
    /// The one that has this variant.
    #[param(required = false)]
    sku: Option<String>,
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let (asked, before) = (list.asked.clone(), list.after::<i64>()?);
    list.answer(
        |shown: &Shown| shown.id,
        move |tx, limit| {
            let products = product::newest(tx, asked.code.as_deref(), asked.sku.as_deref(), before.map(ProductId), limit)?;
            products.into_iter().map(|product| Shown::of(tx, product)).collect()
        },
    )
    .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::find(tx, ProductId(id))?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewVariant)]
struct VariantToAdd {
    sku: String,
    #[serde(default)]
    options: BTreeMap<String, String>,
    /// `standard`, `reduced` … as tax rates name it.
    tax_class: String,
    /// One for each currency it is sold in.
    prices: Vec<Amount>,
    /// How many there are; left out, they are not counted.
    #[serde(default)]
    stock: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProduct)]
struct ProductToAdd {
    code: String,
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    options: Vec<Choice>,
    #[serde(default)]
    variants: Vec<VariantToAdd>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewProducts)]
struct ProductsToAdd {
    #[schema(min_items = 1, max_items = 200)]
    products: Vec<ProductToAdd>,
}

impl ProductToAdd {
    fn add(&self, work: &mut Work<'_>) -> Result<Reply, Trouble> {
        let code = self.code.trim();
        if code.is_empty() || product::by_code(work, code)?.is_some() {
            return Err(Trouble::refused("orders-code-taken").with("code", code));
        }
        let options = self.options.iter().map(|one| OptionSpec { name: one.name.clone(), values: one.values.clone() });
        let new = NewProduct {
            code: code.to_owned(),
            name: self.name.clone(),
            description: self.description.clone(),
            category: self.category.clone(),
            options: options.collect(),
        };
        let id = product::add(work, &new)?;
        for variant in &self.variants {
            variant.add(work, id)?;
        }
        Reply::made(format!("{ROOT}/products/{id}"), &Shown::find(work, id)?)
    }
}

impl VariantToAdd {
    fn add(&self, work: &mut Work<'_>, product: ProductId) -> Result<(), Trouble> {
        let sku = one_line(&self.sku, 60);
        if sku.is_empty() || product::by_sku(work, &sku)?.is_some() {
            return Err(Trouble::refused("orders-code-taken").with("code", sku));
        }
        let options: Options = self.options.clone();
        for other in product::variants(work, product)? {
            if other.options()? == options {
                return Err(Trouble::refused("orders-code-taken").with("code", other.sku));
            }
        }
        let new = NewVariant {
            sku,
            options,
            tax_class: self.tax_class.clone(),
            tracks_stock: self.stock.is_some(),
            prices: self.prices.iter().map(|price| (*price).into()).collect(),
        };
        let id = product::add_variant(work, product, &new)?;
        match self.stock {
            Some(count) if count != 0 => stock::enter(work, id, count, "loaded", None),
            _ => Ok(()),
        }
    }
}

async fn add(change: Change<ProductToAdd>) -> Result<Response, Problem> {
    change.perform(|work, asked| asked.add(work)).await
}

async fn add_many(change: Change<ProductsToAdd>) -> Result<Response, Problem> {
    let products = change.body.products.clone();
    if products.is_empty() || products.len() > MOST {
        return Err(Problem::wrong_field("/products", "expected 1 to 200 of them"));
    }
    change.perform_each(products, |work, product| product.add(work)).await
}

async fn add_variant(Path(id): Path<i64>, change: Change<VariantToAdd>) -> Result<Response, Problem> {
    let id = ProductId(id);
    change
        .perform(move |work, asked| {
            product::find(work, id)?;
            asked.add(work, id)?;
            Reply::made(format!("{ROOT}/products/{id}"), &Shown::find(work, id)?)
        })
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ProductChange)]
struct ProductToChange {
    name: Option<String>,
    description: Option<String>,
    /// What policies may ask about; empty for none.
    category: Option<String>,
    /// Off the shelf with all its variants, or back on it.
    archived: Option<bool>,
}

async fn change_product(Path(id): Path<i64>, change: Change<ProductToChange>) -> Result<Response, Problem> {
    let id = ProductId(id);
    change
        .alter(
            move |tx| Shown::find(tx, id),
            move |work, asked| {
                let change = product::ProductChange {
                    name: asked.name.clone(),
                    description: asked.description.clone(),
                    category: asked.category.clone(),
                    is_archived: asked.archived,
                };
                product::change(work, id, &change)
            },
        )
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct VariantChange {
    is_available: Option<bool>,
    /// Those named are set; orders placed keep theirs.
    prices: Vec<Amount>,
    /// `standard`, `reduced` … as tax rates name it.
    tax_class: Option<String>,
    /// Whether its stock is counted.
    tracks_stock: Option<bool>,
    /// Off the shelf, or back on it.
    archived: Option<bool>,
}

async fn change(Path(id): Path<i64>, change: Change<VariantChange>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| ShownVariant::find(tx, id),
            move |work, asked| {
                let id = product::variant_of(work, VariantId(id))?.id;
                let changed = product::VariantChange {
                    tax_class: asked.tax_class.clone(),
                    tracks_stock: asked.tracks_stock,
                    is_archived: asked.archived,
                };
                product::change_variant(work, id, &changed)?;
                if let Some(is_available) = asked.is_available {
                    product::set_available(work, id, is_available)?;
                }
                asked.prices.iter().try_for_each(|price| product::set_price(work, id, (*price).into()))
            },
        )
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StockEntry {
    /// In if positive, out if negative.
    quantity: i64,
    reason: String,
}

async fn enter_stock(Path(id): Path<i64>, change: Change<StockEntry>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let id = product::variant_of(work, VariantId(id))?.id;
            stock::enter(work, id, asked.quantity, &asked.reason, None)?;
            Reply::ok(&ShownVariant::find(work, id.0)?)
        })
        .await
}
