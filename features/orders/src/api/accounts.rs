//! Customers' accounts: lists and one, with what is owed on it. They are opened, changed and closed by actions.

use super::amount::Amount;
use super::{SEE, customer};
use crate::account::{self, Account, AccountId, AccountStatus};
use crate::charge;
use axum::extract::Path;
use axum::response::Response;
use db::{Conditions, Trouble, Tx, sql};
use kit::Currency;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::api::{IntoParams, List, Look, Reply, Time, ToSchema, get, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/accounts", SEE, list)
                .says("List accounts, the newest first")
                .asks::<Filter>()
                .lists::<Shown>(),
        )
        .api(
            get("/api/v1/accounts/{id}", SEE, show)
                .says("Show an account with what is owed on it")
                .gives::<Shown>(),
        )
        .api(
            get("/api/v1/customers/{id}/accounts", SEE, of_customer)
                .says("List a customer’s accounts, open ones first")
                .gives::<Accounts>(),
        )
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    #[param(required = false)]
    customer: Option<i64>,
    #[param(schema_with = word::<AccountStatus>, required = false)]
    status: Option<AccountStatus>,
    /// The number people see.
    #[param(required = false)]
    number: Option<String>,
}

/// A contract with a plan and details.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
struct Shown {
    id: i64,
    number: String,
    customer: i64,
    /// The code of the brand it was opened with.
    brand: String,
    plan: String,
    #[schema(schema_with = word::<AccountStatus>)]
    status: AccountStatus,
    #[schema(value_type = Object)]
    details: Value,
    /// What is owed on it, in each currency something was charged in.
    owed: Vec<Amount>,
    opened_at: Time,
    changed_at: Time,
    closed_at: Option<Time>,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, one: &Account) -> Result<Self, Trouble> {
        let currencies: Vec<Currency> = sql("SELECT DISTINCT currency FROM charge WHERE account_id = $1 ORDER BY currency")
            .with(one.id)
            .all(tx)?;
        let owed = currencies.into_iter().map(|currency| Ok(charge::owed_on(tx, one.id, currency)?.into()));
        let owed = owed.collect::<Result<_, Trouble>>()?;
        Ok(Self {
            owed,
            details: Value::Object(one.details()?),
            id: one.id.0,
            number: one.number.clone(),
            customer: one.customer.0,
            brand: crate::brand::find(tx, one.brand)?.code,
            plan: one.plan.clone(),
            status: one.status,
            opened_at: one.opened_at.into(),
            changed_at: one.changed_at.into(),
            closed_at: one.closed_at.map(Time),
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Accounts {
    data: Vec<Shown>,
}

async fn of_customer(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        let all = account::of(tx, customer)?;
        Reply::one(&Accounts { data: all.iter().map(|one| Shown::of(tx, one)).collect::<Result<_, _>>()? })
    })
    .await
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let asked = &list.asked;
    let mut narrow = Conditions::new();
    if let Some(customer) = asked.customer {
        narrow.add_with("a.customer_id = $?", customer);
    }
    if let Some(status) = asked.status {
        narrow.add_with("a.status = $?", status);
    }
    if let Some(number) = &asked.number {
        narrow.add_with("a.number = $?", number.trim().replace('\0', "").to_uppercase());
    }
    if let Some(before) = list.after::<i64>()? {
        narrow.add_with("a.id < $?", before);
    }
    list.answer(|shown: &Shown| shown.id, move |tx, limit| newest_first(tx, narrow, limit)).await
}

fn newest_first(tx: &mut Tx<'_>, narrow: Conditions, limit: i64) -> Result<Vec<Shown>, Trouble> {
    let found: Vec<Account> = sql(
        "SELECT a.id, a.number, a.customer_id, a.plan, a.status, a.details, a.opened_at, a.changed_at, a.closed_at, a.brand_id
               FROM account a",
    )
    .narrowed(narrow, &format!("ORDER BY a.id DESC LIMIT {limit}"))
    .all(tx)?;
    found.iter().map(|one| Shown::of(tx, one)).collect()
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let found = account::find(tx, AccountId(id))?;
        Reply::one(&Shown::of(tx, &found)?)
    })
    .await
}
