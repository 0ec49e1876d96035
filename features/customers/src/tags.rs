//! Labels on customers.

use crate::customer::standing;
use crate::words::one_line;
use crate::{CustomerId, Event};
use db::{Trouble, Tx, Work, sql};

/// The tags of a customer, by name.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<String>, Trouble> {
    sql("SELECT tag FROM customer_tag WHERE customer_id = $1 ORDER BY tag").with(customer).all(tx)
}

/// Every tag in use, by name.
pub fn in_use(tx: &mut Tx<'_>) -> Result<Vec<String>, Trouble> {
    sql("SELECT DISTINCT t.tag FROM customer_tag t JOIN customer c ON c.id = t.customer_id WHERE c.merged_into IS NULL ORDER BY t.tag LIMIT 500").all(tx)
}

/// Puts a tag on. Twice is once.
pub fn put(work: &mut Work<'_>, customer: CustomerId, tag: &str) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    let tag = spelled(tag);
    if tag.is_empty() {
        return Err(Trouble::refused("customers-tag-is-empty"));
    }
    let put = sql("INSERT INTO customer_tag (customer_id, tag) VALUES ($1, $2) ON CONFLICT (customer_id, tag) DO NOTHING")
        .with(customer)
        .with(&tag)
        .run(work)?;
    if put > 0 {
        work.record(&Event::CustomerTagged { customer: customer.0, tag })
    } else {
        Ok(())
    }
}

/// Takes a tag off.
pub fn take(work: &mut Work<'_>, customer: CustomerId, tag: &str) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    let tag = spelled(tag);
    let taken = sql("DELETE FROM customer_tag WHERE customer_id = $1 AND tag = $2")
        .with(customer)
        .with(&tag)
        .run(work)?;
    if taken > 0 {
        work.record(&Event::CustomerUntagged { customer: customer.0, tag })
    } else {
        Ok(())
    }
}

/// The one spelling of a tag: one line, lower case.
pub(crate) fn spelled(tag: &str) -> String {
    one_line(tag, 40).trim_start_matches('#').to_lowercase()
}
