//! How a brand's papers look.

use super::{MANAGE, SEE};
use crate::brand::{self, BrandId};
use axum::extract::Path;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, put};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/brands/{id}/look", SEE, show).says("Show how a brand’s papers look").gives::<Shown>())
        .api(
            put("/api/v1/brands/{id}/look", MANAGE, set)
                .says("Choose how a brand’s papers look")
                .explains("Papers keep the look they were issued with. Without `logo` it stays as it is; an empty one takes it away.")
                .takes::<Chosen>(),
        )
}

/// Colour, last line and logo of a brand's papers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BrandLook)]
struct Shown {
    /// `#1f3a5f`, or empty for the program's own.
    colour: String,
    footer: String,
    /// The SHA-256 of the picture; empty without one.
    logo: String,
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let look = brand::find(tx, BrandId(id))?.look();
        Reply::one(&Shown { colour: look.colour, footer: look.footer, logo: look.logo })
    })
    .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BrandLookToChoose)]
struct Chosen {
    #[serde(default)]
    colour: String,
    #[serde(default)]
    footer: String,
    /// A PNG or JPEG in base64.
    #[serde(default)]
    logo: Option<String>,
}

async fn set(Path(id): Path<i64>, change: Change<Chosen>) -> Result<Response, Problem> {
    let decoded = change.body.logo.as_ref().map(|text| STANDARD.decode(text.trim())).transpose();
    let logo = decoded.map_err(|_| Problem::wrong_field("/logo", "expected a picture in base64"))?;
    change
        .perform(move |work, asked| {
            let brand = brand::find(work, BrandId(id))?;
            brand::set_look(work, &brand, &asked.colour, &asked.footer, logo.as_deref())?;
            Ok(Reply::done())
        })
        .await
}
