//! Customers: listing, showing, opening, changing.

use super::customer::{Shown, location};
use super::{EDIT, SEE};
use crate::customer::edit::{choose_language, file_under, rename};
use crate::customers::{self, Cursor, Filter, Order};
use crate::{CompanyId, CustomerId, Identity, IdentityKind, NewCustomer, attributes, identities, open, tags, values};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Work};
use kit::{EmailAddress, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use web::api::{Change, IntoParams, ItemResults, List, Look, Reply, ToSchema, get, nullable, patch, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customers", SEE, list)
                .says("List customers, the last seen first")
                .asks::<Asked>()
                .lists::<Shown>(),
        )
        .api(post("/api/v1/customers", EDIT, add).says("Open a customer").takes::<Opening>().makes::<Shown>())
        .api(
            post("/api/v1/customers/bulk", EDIT, add_many)
                .says("Open up to 200 customers")
                .explains("Each is opened by itself, with its own result: one that is refused stops no other.")
                .takes::<Openings>()
                .reports::<ItemResults>(),
        )
        .api(get("/api/v1/customers/{id}", SEE, show).says("Show a customer").gives::<Shown>())
        .api(
            patch("/api/v1/customers/{id}", EDIT, change)
                .says("Change a customer")
                .explains("Only what is sent is changed.")
                .takes::<CustomerChange>()
                .gives::<Shown>()
                .conditional(),
        )
}

/// Whom to list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    /// Letters of the name or of an identity.
    #[param(required = false)]
    q: Option<String>,
    /// Whoever has exactly this address.
    #[param(required = false)]
    email: Option<String>,
    #[param(required = false)]
    company: Option<i64>,
    #[param(required = false)]
    tag: Option<String>,
}

/// A line's place in the order of the list.
#[derive(Serialize, Deserialize)]
struct Place {
    seen: i64,
    id: i64,
}

async fn list(list: List<Asked>) -> Result<Response, Problem> {
    let asked = list.asked.clone();
    let after = list.after::<Place>()?.map(|place| Cursor {
        name_key: String::new(),
        last_seen_at: Moment(place.seen),
        id: CustomerId(place.id),
    });
    let exactly = asked.email.as_deref().map(EmailAddress::parse).transpose();
    let exactly = exactly.map_err(|_| Problem::wrong_field("email", "expected an email address"))?;
    let filter = Filter {
        typed: asked.q.unwrap_or_default(),
        company: asked.company.map(CompanyId),
        tag: asked.tag,
        except: None,
    };
    let place = |shown: &Shown| Place { seen: shown.last_seen_at.0.0, id: shown.id };
    list.answer(place, move |tx, limit| {
        if let Some(email) = exactly {
            let holder = identities::holder(tx, &Identity::Email(email))?.filter(|_| after.is_none());
            return holder.into_iter().map(|id| Shown::find(tx, id)).collect();
        }
        let page = customers::page(tx, &filter, Order::LastSeen, after.as_ref(), limit)?;
        page.into_iter().map(|line| Shown::find(tx, line.id)).collect()
    })
    .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::find(tx, CustomerId(id))?)).await
}

/// A new customer: a name, a way to know them, or both.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCustomer)]
struct Opening {
    #[serde(default)]
    name: String,
    #[serde(default)]
    identity: Option<NewIdentity>,
    #[serde(default)]
    company: Option<i64>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    /// By the attribute's key.
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

/// A way to know somebody: an address, a number, a handle such as `telegram:mia_k`.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIdentity {
    #[schema(schema_with = web::api::word::<IdentityKind>)]
    pub kind: IdentityKind,
    pub value: String,
    /// The country of a phone number written without one, as ISO 3166 has it.
    #[serde(default)]
    pub country: Option<String>,
}

impl NewIdentity {
    pub fn read(&self, field: &str) -> Result<Identity, Problem> {
        Identity::parse(self.kind, &self.value, self.country.as_deref())
            .map_err(|e| Problem::wrong_field(field, &format!("it is no {} ({e})", self.kind.word())))
    }
}

impl Opening {
    fn open(&self, work: &mut Work<'_>, identity: Option<Identity>) -> Result<Reply, Trouble> {
        let customer = open(work, &NewCustomer { name: self.name.clone(), identity })?;
        if self.company.is_some() {
            referred("/company", file_under(work, customer, self.company.map(CompanyId)))?;
        }
        if self.language.is_some() {
            choose_language(work, customer, self.language.as_deref())?;
        }
        for tag in &self.tags {
            tags::put(work, customer, tag)?;
        }
        for (key, value) in &self.attributes {
            fill_in(work, customer, key, value)?;
        }
        Reply::made(location(customer), &Shown::find(work, customer)?)
    }
}

async fn add(change: Change<Opening>) -> Result<Response, Problem> {
    let identity = change.body.identity.as_ref().map(|identity| identity.read("/identity/value")).transpose()?;
    change.perform(move |work, asked| asked.open(work, identity.clone())).await
}

/// Many at once.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCustomers)]
struct Openings {
    #[schema(min_items = 1, max_items = 200)]
    customers: Vec<Opening>,
}

const MOST: usize = 200;

async fn add_many(change: Change<Openings>) -> Result<Response, Problem> {
    let customers = change.body.customers.clone();
    if customers.is_empty() || customers.len() > MOST {
        return Err(Problem::wrong_field("/customers", "expected 1 to 200 of them"));
    }
    change
        .perform_each(customers, |work, asked| {
            let unreadable = |given: &NewIdentity| Trouble::refused("customers-identity-unreadable").with("text", &given.value);
            let identity = asked.identity.as_ref().map(|given| given.read("").map_err(|_| unreadable(given))).transpose()?;
            asked.open(work, identity)
        })
        .await
}

/// A change; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct CustomerChange {
    name: Option<String>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>)]
    company: Option<Option<i64>>,
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    language: Option<Option<String>>,
    add_tags: Vec<String>,
    remove_tags: Vec<String>,
    /// By the attribute's key; null forgets one.
    attributes: BTreeMap<String, Option<String>>,
}

impl CustomerChange {
    fn apply(&self, work: &mut Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
        crate::find(work, customer)?;
        if let Some(name) = &self.name {
            rename(work, customer, name)?;
        }
        if let Some(company) = self.company {
            referred("/company", file_under(work, customer, company.map(CompanyId)))?;
        }
        if let Some(language) = &self.language {
            choose_language(work, customer, language.as_deref())?;
        }
        for tag in &self.add_tags {
            tags::put(work, customer, tag)?;
        }
        for tag in &self.remove_tags {
            tags::take(work, customer, tag)?;
        }
        for (key, value) in &self.attributes {
            fill_in(work, customer, key, value.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }
}

fn fill_in(work: &mut Work<'_>, customer: CustomerId, key: &str, value: &str) -> Result<(), Trouble> {
    let found = attributes::switched_on(work)?.into_iter().find(|attribute| attribute.key == key);
    let attribute = referred("/attributes", found.ok_or(Trouble::NotFound("attribute")))?;
    values::set(work, customer, attribute.id, value)
}

async fn change(Path(id): Path<i64>, change: Change<CustomerChange>) -> Result<Response, Problem> {
    let customer = CustomerId(id);
    change
        .alter(move |tx| Shown::find(tx, customer), move |work, asked| asked.apply(work, customer))
        .await
}
