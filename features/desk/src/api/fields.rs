//! The questions the company asks of each conversation.

use super::SEE;
use crate::fields::{self, Field, FieldKind};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, post, word};
use web::{Needs, Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/fields", SEE, list).says("List the custom fields").gives::<Fields>())
        .api(
            post("/api/v1/fields", Needs::Permission("settings.manage"), define)
                .says("Define a custom field")
                .takes::<NewField>()
                .makes::<Shown>(),
        )
}

/// A custom field.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Field)]
struct Shown {
    id: i64,
    /// What conversations call it.
    key: String,
    label: String,
    #[schema(schema_with = word::<FieldKind>)]
    kind: FieldKind,
    choices: Vec<String>,
}

impl From<Field> for Shown {
    fn from(field: Field) -> Self {
        Self {
            choices: field.options(),
            id: field.id,
            key: field.key,
            label: field.label,
            kind: field.kind,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Fields {
    data: Vec<Shown>,
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Fields { data: fields::all(tx)?.into_iter().map(Shown::from).collect() }))
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewField {
    label: String,
    #[schema(schema_with = word::<FieldKind>)]
    kind: FieldKind,
    /// For a choice.
    #[serde(default)]
    choices: Vec<String>,
}

async fn define(change: Change<NewField>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let id = fields::define(work, &asked.label, asked.kind, &asked.choices)?;
            let defined = fields::all(work)?.into_iter().find(|field| field.id == id).map(Shown::from);
            Reply::made(format!("{}/fields", web::api::ROOT), &defined.ok_or(db::Trouble::NotFound("field"))?)
        })
        .await
}
