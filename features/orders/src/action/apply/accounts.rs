//! An account opened, changed or closed: only as the preview saw it, so that nobody's change is overwritten unseen.

use crate::account::{AccountId, AccountStatus};
use crate::action::AccountWas;
use crate::brand::BrandId;
use customers::CustomerId;
use db::{Trouble, Work, sql};
use serde_json::Value;

pub(super) fn open(
    work: &mut Work<'_>,
    customer: CustomerId,
    brand: Option<BrandId>,
    plan: &str,
    details: &Value,
) -> Result<AccountId, Trouble> {
    let number = format!("A{}", 1000 + work.next_number("account")?);
    let now = work.now;
    sql("INSERT INTO account (number, customer_id, plan, status, details, opened_at, changed_at, brand_id)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7) RETURNING id")
    .with(number)
    .with(customer)
    .with(plan)
    .with(AccountStatus::Open)
    .with(details.to_string())
    .with(now)
    .with(brand)
    .only(work, "account")
}

pub(super) fn update(
    work: &mut Work<'_>,
    account: i64,
    plan: &str,
    details: &Value,
    before: Option<&AccountWas>,
) -> Result<AccountId, Trouble> {
    hold(work, account, before)?;
    let now = work.now;
    sql("UPDATE account SET plan = $2, details = $3, changed_at = $4 WHERE id = $1")
        .with(account)
        .with(plan)
        .with(details.to_string())
        .with(now)
        .run(work)?;
    Ok(AccountId(account))
}

pub(super) fn close(work: &mut Work<'_>, account: i64, before: Option<&AccountWas>) -> Result<AccountId, Trouble> {
    hold(work, account, before)?;
    let now = work.now;
    sql("UPDATE account SET status = $2, changed_at = $3, closed_at = $3 WHERE id = $1")
        .with(account)
        .with(AccountStatus::Closed)
        .with(now)
        .run(work)?;
    Ok(AccountId(account))
}

/// The row is the lock, and it must still say what was seen.
fn hold(work: &mut Work<'_>, account: i64, before: Option<&AccountWas>) -> Result<(), Trouble> {
    let seen = before.ok_or(Trouble::Changed("the account"))?;
    let same = sql("UPDATE account SET plan = plan WHERE id = $1 AND plan = $2 AND details = $3 AND status = $4")
        .with(account)
        .with(&seen.plan)
        .with(seen.details.to_string())
        .with(AccountStatus::Open)
        .run(work)?;
    if same == 0 { Err(Trouble::Changed("the account")) } else { Ok(()) }
}
