//! A customer's account with us: a contract with a plan and details, open until it is closed. Opened, changed and closed
//! by the actions of the same names.

use crate::brand::BrandId;
use crate::stored::read;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;

db::id!(
    /// An account's key.
    AccountId
);

db::words!(
    /// How an account stands.
    AccountStatus { Open = "open", Closed = "closed" }
);

/// An account as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Account {
    pub id: AccountId,
    pub number: String,
    pub customer: CustomerId,
    pub plan: String,
    pub status: AccountStatus,
    details_json: String,
    pub opened_at: Moment,
    pub changed_at: Moment,
    pub closed_at: Option<Moment>,
    /// By whose rules it goes: the brand it was opened with.
    pub brand: BrandId,
}

impl Account {
    /// What else was agreed, as names and values.
    pub fn details(&self) -> Result<serde_json::Map<String, serde_json::Value>, Trouble> {
        read("account", &self.details_json)
    }
}

/// The account with this key.
pub fn find(tx: &mut Tx<'_>, id: AccountId) -> Result<Account, Trouble> {
    sql("SELECT id, number, customer_id, plan, status, details, opened_at, changed_at, closed_at, brand_id FROM account WHERE id = $1")
        .with(id)
        .only(tx, "account")
}

/// A customer's accounts, open ones first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Account>, Trouble> {
    sql("SELECT id, number, customer_id, plan, status, details, opened_at, changed_at, closed_at, brand_id
           FROM account WHERE customer_id = $1 ORDER BY status DESC, id")
    .with(customer)
    .all(tx)
}
