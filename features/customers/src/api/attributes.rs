//! What the company wants to know of its customers: definitions, each with a purpose and a time to keep it.

use super::{SEE, SETTINGS};
use crate::attribute::{Attribute, AttributeId, Shape};
use crate::attributes::{self, Wish};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Nothing, Reply, ToSchema, delete, get, nullable, patch, post, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customer-attributes", SEE, list)
                .says("List the customer attributes")
                .gives::<Attributes>(),
        )
        .api(
            post("/api/v1/customer-attributes", SETTINGS, define)
                .says("Define a customer attribute")
                .takes::<NewAttribute>()
                .makes::<Shown>(),
        )
        .api(
            get("/api/v1/customer-attributes/{id}", SEE, show)
                .says("Show a customer attribute")
                .gives::<Shown>(),
        )
        .api(
            patch("/api/v1/customer-attributes/{id}", SETTINGS, change)
                .says("Change a customer attribute, switch it on or off")
                .takes::<AttributeChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/customer-attributes/{id}", SETTINGS, remove).says("Remove a customer attribute with every value of it"))
}

/// A definition. A preset's label and purpose are empty until the company writes its own.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerAttribute)]
struct Shown {
    id: i64,
    /// What customers call it.
    key: String,
    label: String,
    #[schema(schema_with = word::<Shape>)]
    kind: Shape,
    choices: Vec<String>,
    least: Option<i64>,
    most: Option<i64>,
    purpose: String,
    /// How long a value is kept.
    retention_days: Option<i64>,
    is_preset: bool,
    is_on: bool,
}

impl From<Attribute> for Shown {
    fn from(attribute: Attribute) -> Self {
        Self {
            id: attribute.id.0,
            key: attribute.key,
            label: attribute.label,
            kind: attribute.shape,
            choices: attribute.choices.0,
            least: attribute.least,
            most: attribute.most,
            purpose: attribute.purpose,
            retention_days: attribute.retention_days,
            is_preset: attribute.is_preset,
            is_on: attribute.is_on,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerAttributes)]
struct Attributes {
    data: Vec<Shown>,
}

fn find(tx: &mut Tx<'_>, id: i64) -> Result<Shown, Trouble> {
    attributes::find(tx, AttributeId(id)).map(Shown::from)
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Attributes { data: attributes::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, id)?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCustomerAttribute)]
struct NewAttribute {
    label: String,
    #[schema(schema_with = word::<Shape>)]
    kind: Shape,
    /// For a choice.
    #[serde(default)]
    choices: Vec<String>,
    #[serde(default)]
    least: Option<i64>,
    #[serde(default)]
    most: Option<i64>,
    /// What it is kept for.
    purpose: String,
    #[serde(default)]
    retention_days: Option<i64>,
}

async fn define(change: Change<NewAttribute>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let wish = Wish {
                label: asked.label.clone(),
                shape: asked.kind,
                choices: asked.choices.clone(),
                least: asked.least,
                most: asked.most,
                purpose: asked.purpose.clone(),
                retention_days: asked.retention_days,
            };
            let id = attributes::define(work, &wish)?;
            Reply::made(format!("{}/customer-attributes/{id}", web::api::ROOT), &find(work, id.0)?)
        })
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = CustomerAttributeChange)]
struct AttributeChange {
    label: Option<String>,
    choices: Option<Vec<String>>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    least: Option<Option<i64>>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    most: Option<Option<i64>>,
    purpose: Option<String>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    retention_days: Option<Option<i64>>,
    is_on: Option<bool>,
}

impl AttributeChange {
    fn on(&self, before: &Attribute) -> Wish {
        Wish {
            label: self.label.clone().unwrap_or_else(|| before.label.clone()),
            shape: before.shape,
            choices: self.choices.clone().unwrap_or_else(|| before.choices.0.clone()),
            least: self.least.unwrap_or(before.least),
            most: self.most.unwrap_or(before.most),
            purpose: self.purpose.clone().unwrap_or_else(|| before.purpose.clone()),
            retention_days: self.retention_days.unwrap_or(before.retention_days),
        }
    }
}

async fn change(Path(id): Path<i64>, change: Change<AttributeChange>) -> Result<Response, Problem> {
    let key = AttributeId(id);
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                let before = attributes::find(work, key)?;
                // A preset's words come from the catalogues: switching it must not ask for any.
                let wish = asked.on(&before);
                if wish != AttributeChange::default().on(&before) {
                    attributes::change(work, key, &wish)?;
                }
                match asked.is_on {
                    Some(true) => attributes::switch_on(work, key),
                    Some(false) => attributes::switch_off(work, key),
                    None => Ok(()),
                }
            },
        )
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            attributes::remove(work, AttributeId(id))?;
            Ok(Reply::done())
        })
        .await
}
