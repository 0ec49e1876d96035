//! Custom record types and their records, a customer's accounts, and the actions all of them go by: see `/actions`.

use super::verdict::as_json;
use super::{MANAGE, SEE, customer};
use crate::account::{self, AccountStatus};
use crate::record_type::{self, Definition, RecordType, RecordTypeId};
use crate::records::{self, Record};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::api::{Change, Look, Reply, Time, ToSchema, get, put, word};
use web::{Problem, Routes};

const MOST: i64 = 200;

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/record-types", SEE, types).says("List the record types").gives::<Types>())
        .api(
            put("/api/v1/record-types/{code}", MANAGE, define)
                .says("Define a record type, or its next version")
                .explains("`definition` has `schema` (`properties`, `required`), `states` (the first is that of a new record) and `actions` (`from`, `to`, `sets`). A policy names its actions `code.action`.")
                .word("code")
                .takes::<TypeToDefine>()
                .reports::<Type>(),
        )
        .api(get("/api/v1/records/{id}", SEE, show).says("Show a record").gives::<Shown>())
        .api(get("/api/v1/customers/{id}/records", SEE, of_customer).says("List a customer’s 200 newest records").gives::<Records>())
        .api(get("/api/v1/customers/{id}/accounts", SEE, accounts).says("List a customer’s accounts, open ones first").gives::<Accounts>())
}

/// What a company sells that is no order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecordType)]
struct Type {
    id: i64,
    code: String,
    name: String,
    #[schema(value_type = Object)]
    definition: Value,
    version: i64,
}

impl Type {
    fn of(one: &RecordType) -> Result<Self, Trouble> {
        Ok(Self {
            id: one.id.0,
            code: one.code.clone(),
            name: one.name.clone(),
            definition: as_json(&one.definition()?)?,
            version: one.version,
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RecordTypes)]
struct Types {
    data: Vec<Type>,
}

async fn types(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Types { data: record_type::all(tx)?.iter().map(Type::of).collect::<Result<_, _>>()? }))
        .await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRecordType)]
struct TypeToDefine {
    name: String,
    #[schema(value_type = Object)]
    definition: Value,
}

async fn define(Path(code): Path<String>, change: Change<TypeToDefine>) -> Result<Response, Problem> {
    if !change.body.definition.is_object() {
        return Err(Problem::wrong_field("/definition", "expected an object"));
    }
    let definition: Definition =
        serde_json::from_value(change.body.definition.clone()).map_err(|fault| Problem::wrong_field("/definition", &fault.to_string()))?;
    change
        .perform(move |work, asked| {
            let id = record_type::define(work, &code, &asked.name, &definition)?;
            Reply::ok(&Type::of(&record_type::find(work, id)?)?)
        })
        .await
}

/// A record of such a type.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Record)]
struct Shown {
    id: i64,
    number: String,
    /// The type's code.
    record_type: String,
    customer: Option<i64>,
    state: String,
    #[schema(value_type = Object)]
    fields: Value,
    version: i64,
    created_at: Time,
    changed_at: Time,
}

impl Shown {
    fn of(tx: &mut Tx<'_>, record: &Record) -> Result<Self, Trouble> {
        Ok(Self {
            id: record.id,
            number: record.number.clone(),
            record_type: record_type::find(tx, RecordTypeId(record.record_type.0))?.code,
            customer: record.customer.map(|id| id.0),
            state: record.state.clone(),
            fields: Value::Object(record.fields()?),
            version: record.version,
            created_at: record.created_at.into(),
            changed_at: record.changed_at.into(),
        })
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Records {
    data: Vec<Shown>,
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let record = records::find(tx, id)?;
        Reply::one(&Shown::of(tx, &record)?)
    })
    .await
}

async fn of_customer(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        let found = records::of(tx, customer, MOST)?;
        Reply::one(&Records { data: found.iter().map(|one| Shown::of(tx, one)).collect::<Result<_, _>>()? })
    })
    .await
}

/// A contract with a plan and details. Opened, changed and closed by actions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
struct Contract {
    id: i64,
    number: String,
    customer: i64,
    plan: String,
    #[schema(schema_with = word::<AccountStatus>)]
    status: AccountStatus,
    #[schema(value_type = Object)]
    details: Value,
    opened_at: Time,
    changed_at: Time,
    closed_at: Option<Time>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Accounts {
    data: Vec<Contract>,
}

async fn accounts(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let customer = customer(tx, id)?;
        let contract = |one: account::Account| {
            Ok(Contract {
                details: Value::Object(one.details()?),
                id: one.id.0,
                number: one.number,
                customer: one.customer.0,
                plan: one.plan,
                status: one.status,
                opened_at: one.opened_at.into(),
                changed_at: one.changed_at.into(),
                closed_at: one.closed_at.map(Time),
            })
        };
        let all = account::of(tx, customer)?.into_iter();
        Reply::one(&Accounts { data: all.map(contract).collect::<Result<_, Trouble>>()? })
    })
    .await
}
