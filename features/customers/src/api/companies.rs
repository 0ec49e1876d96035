//! Companies and the domains their mail comes from.

use super::{EDIT, SEE};
use crate::{CompanyId, companies, company};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, IntoParams, List, Look, Nothing, Reply, Time, ToSchema, delete, get, patch, post};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/companies", SEE, list).says("List companies, by name").asks::<Asked>().lists::<Shown>())
        .api(post("/api/v1/companies", EDIT, open).says("Open a company").takes::<NewCompany>().makes::<Shown>())
        .api(get("/api/v1/companies/{id}", SEE, show).says("Show a company").gives::<Shown>())
        .api(
            patch("/api/v1/companies/{id}", EDIT, change)
                .says("Change a company")
                .takes::<CompanyChange>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/companies/{id}", EDIT, remove).says("Remove a company nobody is filed under"))
}

/// An organisation customers belong to.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Company)]
struct Shown {
    id: i64,
    name: String,
    /// New customers who write from here are filed under it.
    domains: Vec<String>,
    created_at: Time,
    #[serde(skip)]
    name_key: String,
}

fn find(tx: &mut Tx<'_>, id: CompanyId) -> Result<Shown, Trouble> {
    let company = companies::find(tx, id)?;
    Ok(Shown {
        id: id.0,
        domains: companies::domains(tx, id)?,
        created_at: Time(company.created_at),
        name_key: String::new(),
        name: company.name,
    })
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    /// Letters of the name.
    #[param(required = false)]
    q: Option<String>,
}

async fn list(list: List<Asked>) -> Result<Response, Problem> {
    let (after, typed) = (list.after::<(String, i64)>()?, list.asked.q.clone().unwrap_or_default());
    let place = |shown: &Shown| (shown.name_key.clone(), shown.id);
    list.answer(place, move |tx, limit| {
        let lines = companies::by_name(tx, &typed, after, limit)?;
        lines.into_iter().map(|line| Ok(Shown { name_key: line.name_key, ..find(tx, line.id)? })).collect()
    })
    .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&find(tx, CompanyId(id))?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCompany {
    name: String,
    #[serde(default)]
    domains: Vec<String>,
}

async fn open(change: Change<NewCompany>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let id = company::open(work, &asked.name)?;
            for domain in &asked.domains {
                company::add_domain(work, id, domain)?;
            }
            Reply::made(format!("{}/companies/{id}", web::api::ROOT), &find(work, id)?)
        })
        .await
}

#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct CompanyChange {
    name: Option<String>,
    add_domains: Vec<String>,
    remove_domains: Vec<String>,
}

async fn change(Path(id): Path<i64>, change: Change<CompanyChange>) -> Result<Response, Problem> {
    let id = CompanyId(id);
    change
        .alter(
            move |tx| find(tx, id),
            move |work, asked| {
                companies::find(work, id)?;
                if let Some(name) = &asked.name {
                    company::rename(work, id, name)?;
                }
                for domain in &asked.add_domains {
                    company::add_domain(work, id, domain)?;
                }
                for domain in &asked.remove_domains {
                    web::api::referred("/remove_domains", company::remove_domain(work, id, domain))?;
                }
                Ok(())
            },
        )
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            company::remove(work, CompanyId(id))?;
            Ok(Reply::done())
        })
        .await
}
