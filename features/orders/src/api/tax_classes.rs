//! Why classes of goods and services are taxed at nothing.

use super::{MANAGE, SEE};
use crate::tax_class::{self, TaxCategory, TaxClass};
use axum::extract::Path;
use axum::response::Response;
use db::Trouble;
use kit::Locale;
use policy::Words;
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, put, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/tax-classes", SEE, list)
                .says("List the tax classes that are taxed at nothing, and why")
                .gives::<Classes>(),
        )
        .api(
            put("/api/v1/tax-classes/{code}", MANAGE, describe)
                .says("Say why a tax class is taxed at nothing")
                .explains("By the categories of EN 16931. Papers carry the category and its reason; an exempt class needs a reason in three languages. Rates other than 0 and a category exclude each other.")
                .takes::<Described>(),
        )
}

/// A reason in three languages.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TaxReason)]
struct Reason {
    en: String,
    es: String,
    zh: String,
}

/// A class and why it is taxed at nothing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TaxClass)]
struct Shown {
    code: String,
    #[schema(schema_with = word::<TaxCategory>)]
    category: TaxCategory,
    reason: Reason,
}

impl Shown {
    fn of(class: &TaxClass) -> Result<Self, Trouble> {
        let said = |locale| class.reason(locale);
        Ok(Self {
            code: class.code.clone(),
            category: class.category,
            reason: Reason { en: said(Locale::En)?, es: said(Locale::Es)?, zh: said(Locale::Zh)? },
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TaxClasses)]
struct Classes {
    data: Vec<Shown>,
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Classes { data: tax_class::all(tx)?.iter().map(Shown::of).collect::<Result<_, _>>()? }))
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TaxClassToDescribe)]
struct Described {
    #[schema(schema_with = word::<TaxCategory>)]
    category: TaxCategory,
    #[serde(default)]
    reason: Option<Reason>,
}

async fn describe(Path(code): Path<String>, change: Change<Described>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let reason = asked.reason.clone().map(|said| Words { en: said.en, es: said.es, zh: said.zh });
            tax_class::describe(work, &code, asked.category, reason.as_ref())?;
            Ok(Reply::done())
        })
        .await
}
