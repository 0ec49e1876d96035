//! The shelf of custom records.

use crate::brand::BrandId;
use crate::record_type::RecordTypeId;
use crate::stored::read;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

/// A record as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Record {
    pub id: i64,
    pub record_type: RecordTypeId,
    pub number: String,
    pub customer: Option<CustomerId>,
    pub brand: BrandId,
    pub state: String,
    fields_json: String,
    pub version: i64,
    pub created_at: Moment,
    pub changed_at: Moment,
}

impl Record {
    pub fn fields(&self) -> Result<serde_json::Map<String, serde_json::Value>, Trouble> {
        read("record", &self.fields_json)
    }
}

/// The record with this key.
pub fn find(tx: &mut Tx<'_>, id: i64) -> Result<Record, Trouble> {
    sql("SELECT id, type_id, number, customer_id, brand_id, state, fields, version, created_at, changed_at FROM record WHERE id = $1")
        .with(id)
        .only(tx, "record")
}

/// A customer's records, the newest first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId, most: i64) -> Result<Vec<Record>, Trouble> {
    sql("SELECT id, type_id, number, customer_id, brand_id, state, fields, version, created_at, changed_at
           FROM record WHERE customer_id = $1 ORDER BY id DESC LIMIT $2")
    .with(customer)
    .with(most)
    .all(tx)
}

pub(crate) fn insert(
    work: &mut Work<'_>,
    record_type: i64,
    customer: Option<CustomerId>,
    brand: BrandId,
    state: &str,
    fields: &serde_json::Value,
) -> Result<i64, Trouble> {
    let number = format!("X{}", 1000 + work.next_number("record")?);
    let now = work.now;
    sql("INSERT INTO record (type_id, number, customer_id, brand_id, state, fields, version, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7) RETURNING id")
    .with(record_type)
    .with(number)
    .with(customer)
    .with(brand)
    .with(state)
    .with(fields.to_string())
    .with(now)
    .only(work, "record")
}

pub(crate) fn change(work: &mut Work<'_>, id: i64, version: i64, state: &str, fields: &serde_json::Value) -> Result<(), Trouble> {
    let now = work.now;
    let changed = sql("UPDATE record SET state = $3, fields = $4, version = version + 1, changed_at = $5 WHERE id = $1 AND version = $2")
        .with(id)
        .with(version)
        .with(state)
        .with(fields.to_string())
        .with(now)
        .run(work)?;
    if changed == 0 { Err(Trouble::Changed("record")) } else { Ok(()) }
}
