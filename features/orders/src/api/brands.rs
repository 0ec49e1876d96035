//! Who sells, and the rates everything is billed by: legal entities, brands, tax and shipping.

use super::amount::{Amount, PostalAddress};
use super::{MANAGE, SEE};
use crate::brand::{self, Brand, BrandId, LegalEntity, LegalEntityId, NewBrand, NewLegalEntity};
use crate::stored::one_line;
use crate::{shipping, tax};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use kit::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::str::FromStr as _;
use web::api::{Change, IntoParams, Look, ROOT, Reply, Time, ToSchema, get, patch, post, put, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/legal-entities", SEE, entities).says("List the legal entities").gives::<Entities>())
        .api(
            post("/api/v1/legal-entities", MANAGE, found)
                .says("Add a legal entity, which issues papers under its own numbers")
                .takes::<NewEntity>()
                .makes::<Entity>(),
        )
        .api(
            patch("/api/v1/legal-entities/{id}", MANAGE, change_entity)
                .says("Change a legal entity’s name, tax number, address or bank")
                .explains("What is left out stays. Papers issued say for ever what they said.")
                .takes::<EntityToChange>()
                .gives::<Entity>()
                .conditional(),
        )
        .api(get("/api/v1/brands", SEE, brands).says("List the brands").gives::<Brands>())
        .api(post("/api/v1/brands", MANAGE, add).says("Add a brand").takes::<BrandToAdd>().makes::<Shown>())
        .api(
            patch("/api/v1/brands/{id}", MANAGE, change_brand)
                .says("Change a brand’s name, who issues its papers, or what its order numbers begin with")
                .explains("What is left out stays. Orders placed keep their numbers.")
                .takes::<BrandToChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(
            put("/api/v1/tax-rates", MANAGE, set_tax)
                .says("Set a tax rate from a moment on")
                .explains("What was billed before keeps its own.")
                .takes::<TaxRate>(),
        )
        .api(
            put("/api/v1/brands/{id}/shipping-rates", MANAGE, set_shipping)
                .says("Set what a way of shipping costs in a country")
                .takes::<ShippingRate>(),
        )
        .api(
            get("/api/v1/brands/{id}/shipping-rates", SEE, ways)
                .says("List the ways we ship to a country, the cheapest first")
                .asks::<Whereto>()
                .gives::<Ways>(),
        )
}

/// A company in the sense of the law.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalEntity)]
struct Entity {
    id: i64,
    code: String,
    name: String,
    tax_number: String,
    address: PostalAddress,
    bank: String,
}

impl Entity {
    fn of(entity: &LegalEntity) -> Result<Self, Trouble> {
        Ok(Self {
            id: entity.id.0,
            code: entity.code.clone(),
            name: entity.name.clone(),
            tax_number: entity.tax_number.clone(),
            address: entity.address()?.into(),
            bank: entity.bank.clone(),
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalEntities)]
struct Entities {
    data: Vec<Entity>,
}

async fn entities(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Entities { data: brand::entities(tx)?.iter().map(Entity::of).collect::<Result<_, _>>()? }))
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLegalEntity)]
struct NewEntity {
    /// Stands in the numbers of its papers.
    code: String,
    name: String,
    #[serde(default)]
    tax_number: String,
    address: PostalAddress,
    /// How to pay an invoice.
    #[serde(default)]
    bank: String,
}

async fn found(change: Change<NewEntity>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let code = one_line(&asked.code, 20);
            if code.is_empty() || brand::entities(work)?.iter().any(|entity| entity.code == code) {
                return Err(Trouble::refused("orders-code-taken").with("code", code));
            }
            let new = NewLegalEntity {
                code,
                name: asked.name.clone(),
                tax_number: asked.tax_number.clone(),
                address: asked.address.clone().into(),
                bank: asked.bank.clone(),
            };
            let id = brand::add_entity(work, &new)?;
            Reply::made(format!("{ROOT}/legal-entities"), &Entity::of(&brand::entity(work, id)?)?)
        })
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = LegalEntityChange)]
struct EntityToChange {
    name: Option<String>,
    tax_number: Option<String>,
    address: Option<PostalAddress>,
    /// How to pay an invoice.
    bank: Option<String>,
}

async fn change_entity(Path(id): Path<i64>, change: Change<EntityToChange>) -> Result<Response, Problem> {
    let id = LegalEntityId(id);
    change
        .alter(
            move |tx| Entity::of(&brand::entity(tx, id)?),
            move |work, asked| {
                let change = brand::EntityChange {
                    name: asked.name.clone(),
                    tax_number: asked.tax_number.clone(),
                    address: asked.address.clone().map(Into::into),
                    bank: asked.bank.clone(),
                };
                brand::change_entity(work, id, &change)
            },
        )
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = BrandChange)]
struct BrandToChange {
    name: Option<String>,
    legal_entity: Option<i64>,
    order_prefix: Option<String>,
}

async fn change_brand(Path(id): Path<i64>, change: Change<BrandToChange>) -> Result<Response, Problem> {
    let id = BrandId(id);
    change
        .alter(
            move |tx| Ok(Shown::from(brand::find(tx, id)?)),
            move |work, asked| {
                let issuer = asked.legal_entity.map(LegalEntityId);
                if let Some(issuer) = issuer {
                    referred("/legal_entity", brand::entity(work, issuer).map(drop))?;
                }
                let change = brand::BrandChange {
                    name: asked.name.clone(),
                    legal_entity: issuer,
                    order_prefix: asked.order_prefix.clone(),
                };
                brand::change(work, id, &change)
            },
        )
        .await
}

/// The face customers see.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Brand)]
struct Shown {
    id: i64,
    /// The word requests and policies name it by.
    code: String,
    name: String,
    legal_entity: i64,
    currency: String,
    prices_include_tax: bool,
    order_prefix: String,
}

impl From<Brand> for Shown {
    fn from(brand: Brand) -> Self {
        Self {
            id: brand.id.0,
            code: brand.code,
            name: brand.name,
            legal_entity: brand.legal_entity.0,
            currency: brand.currency.code().into(),
            prices_include_tax: brand.prices_include_tax,
            order_prefix: brand.order_prefix,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Brands {
    data: Vec<Shown>,
}

async fn brands(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Brands { data: brand::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewBrand)]
struct BrandToAdd {
    code: String,
    name: String,
    legal_entity: i64,
    #[schema(value_type = String, pattern = "^[A-Z]{3}$")]
    currency: Currency,
    /// Whether its prices include tax (shops for people) or not (for businesses).
    prices_include_tax: bool,
    /// What its order numbers begin with.
    #[serde(default)]
    order_prefix: String,
}

async fn add(change: Change<BrandToAdd>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let code = one_line(&asked.code, 40);
            if code.is_empty() || brand::by_code(work, &code)?.is_some() {
                return Err(Trouble::refused("orders-code-taken").with("code", code));
            }
            let legal_entity = LegalEntityId(asked.legal_entity);
            referred("/legal_entity", brand::entity(work, legal_entity).map(drop))?;
            let new = NewBrand {
                code,
                name: asked.name.clone(),
                legal_entity,
                currency: asked.currency,
                prices_include_tax: asked.prices_include_tax,
                order_prefix: asked.order_prefix.clone(),
            };
            let id = brand::add(work, &new)?;
            Reply::made(format!("{ROOT}/brands"), &Shown::from(brand::find(work, id)?))
        })
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TaxRate {
    /// Two letters, ISO 3166.
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    /// `standard`, `reduced` … as variants name it.
    class: String,
    /// `0.19` is 19 %.
    rate: String,
    valid_from: Time,
}

/// A rate as it is written: `0.19`.
fn rate(text: &str) -> Result<Decimal, Problem> {
    Decimal::from_str(text.trim()).map_err(|_| Problem::wrong_field("/rate", "expected a text such as 0.19"))
}

async fn set_tax(change: Change<TaxRate>) -> Result<Response, Problem> {
    let rate = rate(&change.body.rate)?;
    country(&change.body.country)?;
    change
        .perform(move |work, asked| {
            tax::set_rate(work, &asked.country, &asked.class, rate, asked.valid_from.0)?;
            Ok(Reply::done())
        })
        .await
}

fn country(code: &str) -> Result<(), Problem> {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(Problem::wrong_field("/country", "expected two capital letters, such as DE"))
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ShippingRate {
    /// The word orders name it by: `standard`.
    method: String,
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    price: Amount,
}

async fn set_shipping(Path(id): Path<i64>, change: Change<ShippingRate>) -> Result<Response, Problem> {
    country(&change.body.country)?;
    if change.body.price.minor < 0 {
        return Err(Problem::wrong_field("/price/minor", "expected nothing below 0"));
    }
    change
        .perform(move |work, asked| {
            let brand = brand::find(work, BrandId(id))?;
            shipping::set_rate(work, brand.id, &asked.method, &asked.country, asked.price.into())?;
            Ok(Reply::done())
        })
        .await
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Whereto {
    country: String,
}

/// A way of shipping and what it costs in the brand's currency.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShippingWay)]
struct Way {
    method: String,
    price: Amount,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShippingWays)]
struct Ways {
    data: Vec<Way>,
}

async fn ways(Path(id): Path<i64>, look: Look<Whereto>) -> Result<Response, Problem> {
    let country = look.asked.country.clone();
    look.answer(move |tx: &mut Tx<'_>| {
        let brand = brand::find(tx, BrandId(id))?;
        let found = shipping::methods(tx, brand.id, &country, brand.currency)?;
        let way = |(method, minor)| Way { method, price: Amount { minor, currency: brand.currency } };
        Reply::one(&Ways { data: found.into_iter().map(way).collect() })
    })
    .await
}
