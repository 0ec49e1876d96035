//! Customers who want nothing suggested.

use crate::Event;
use customers::CustomerId;
use db::{Trouble, Tx, Work, sql};

/// Whether this customer wants none.
pub fn is_out(tx: &mut Tx<'_>, customer: CustomerId) -> Result<bool, Trouble> {
    let held: Option<i64> = sql("SELECT id FROM suggestion_opt_out WHERE customer_id = $1 AND ended_at IS NULL LIMIT 1")
        .with(customer)
        .one(tx)?;
    Ok(held.is_some())
}

/// From now on nothing is suggested to them.
pub fn opt_out(work: &mut Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
    if is_out(work, customer)? {
        return Ok(());
    }
    let now = work.now;
    sql("INSERT INTO suggestion_opt_out (customer_id, opted_out_at) VALUES ($1, $2)")
        .with(customer)
        .with(now)
        .run(work)?;
    work.record(&Event::SuggestionsUnwanted { customer: customer.0 })
}

/// They may be suggested something again.
pub fn opt_in(work: &mut Work<'_>, customer: CustomerId) -> Result<(), Trouble> {
    let now = work.now;
    let ended = sql("UPDATE suggestion_opt_out SET ended_at = $2 WHERE customer_id = $1 AND ended_at IS NULL")
        .with(customer)
        .with(now)
        .run(work)?;
    if ended > 0 {
        work.record(&Event::SuggestionsWanted { customer: customer.0 })
    } else {
        Ok(())
    }
}
