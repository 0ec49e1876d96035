//! Custom record types and their records. Records are opened and changed by actions: see `/actions`.

use super::verdict::as_json;
use super::{MANAGE, SEE, customer};
use crate::record_type::{self, Definition, RecordType, RecordTypeId};
use crate::records::{self, Record};
use axum::extract::Path;
use axum::response::Response;
use db::{Conditions, Trouble, Tx, sql};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::api::{Change, IntoParams, List, Look, Reply, Time, ToSchema, get, put};
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
        .api(get("/api/v1/record-types/{code}", SEE, show_type).says("Show a record type").word("code").gives::<Type>())
        .api(get("/api/v1/records", SEE, list).says("List records, the newest first").asks::<Filter>().lists::<Shown>())
        .api(get("/api/v1/records/{id}", SEE, show).says("Show a record").gives::<Shown>())
        .api(get("/api/v1/customers/{id}/records", SEE, of_customer).says("List a customer’s 200 newest records").gives::<Records>())
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

async fn show_type(Path(code): Path<String>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        let found = if code.contains('\0') { None } else { record_type::by_code(tx, &code)? };
        Reply::one(&Type::of(&found.ok_or(Trouble::NotFound("record type"))?)?)
    })
    .await
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    /// The type's code.
    #[param(required = false)]
    record_type: Option<String>,
    #[param(required = false)]
    customer: Option<i64>,
    #[param(required = false)]
    state: Option<String>,
    /// The number people see.
    #[param(required = false)]
    number: Option<String>,
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let asked = &list.asked;
    let mut narrow = Conditions::new();
    let plain = |text: &String| text.trim().replace('\0', "");
    if let Some(code) = &asked.record_type {
        narrow.add_with("r.type_id IN (SELECT id FROM record_type WHERE code = $?)", plain(code));
    }
    if let Some(customer) = asked.customer {
        narrow.add_with("r.customer_id = $?", customer);
    }
    if let Some(state) = &asked.state {
        narrow.add_with("r.state = $?", plain(state));
    }
    if let Some(number) = &asked.number {
        narrow.add_with("r.number = $?", plain(number).to_uppercase());
    }
    if let Some(before) = list.after::<i64>()? {
        narrow.add_with("r.id < $?", before);
    }
    list.answer(|shown: &Shown| shown.id, move |tx, limit| newest_first(tx, narrow, limit)).await
}

fn newest_first(tx: &mut Tx<'_>, narrow: Conditions, limit: i64) -> Result<Vec<Shown>, Trouble> {
    let found: Vec<Record> = sql(
        "SELECT r.id, r.type_id, r.number, r.customer_id, r.brand_id, r.state, r.fields, r.version, r.created_at, r.changed_at FROM record r",
    )
    .narrowed(narrow, &format!("ORDER BY r.id DESC LIMIT {limit}"))
    .all(tx)?;
    found.iter().map(|one| Shown::of(tx, one)).collect()
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
