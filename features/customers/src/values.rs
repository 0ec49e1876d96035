//! What we know of a customer: one value per attribute, when it was set and by whom, and forgetting it in time.

use crate::attribute::{Attribute, AttributeId, Shape};
use crate::customer::standing;
use crate::{CustomerId, Event, attributes};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

/// A value as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Known {
    pub attribute: AttributeId,
    pub value: String,
    pub set_at: Moment,
    set_by_kind: String,
    set_by_id: Option<i64>,
}

impl Known {
    pub fn set_by(&self) -> Actor {
        Actor::of(&self.set_by_kind, self.set_by_id)
    }
}

const DAY_MICROSECONDS: i64 = 86_400_000_000;
const AT_ONCE: i64 = 1_000;

/// Everything known of a customer. A value past its time is not shown, also before it is removed.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Known>, Trouble> {
    let now = tx.now();
    sql("SELECT v.attribute_id, v.value, v.set_at, v.set_by_kind, v.set_by_id
           FROM customer_value v
           JOIN customer_attribute a ON a.id = v.attribute_id
          WHERE v.customer_id = $1 AND (a.retention_days IS NULL OR v.set_at + a.retention_days * $2 > $3)
          ORDER BY v.attribute_id")
    .with(customer)
    .with(DAY_MICROSECONDS)
    .with(now)
    .all(tx)
}

/// Sets a value, or removes it with an empty text. The same value again changes nothing, so that its time runs on.
pub fn set(work: &mut Work<'_>, customer: CustomerId, attribute: AttributeId, typed: &str) -> Result<(), Trouble> {
    let customer = standing(work, customer)?;
    let definition = attributes::find(work, attribute)?;
    if !definition.is_on {
        return Err(Trouble::NotFound("attribute"));
    }
    if typed.trim().is_empty() {
        return remove(work, customer, &definition);
    }
    let known: Option<String> = sql("SELECT value FROM customer_value WHERE customer_id = $1 AND attribute_id = $2")
        .with(customer)
        .with(attribute)
        .one(work)?;
    // Also one that would no longer be taken can stay as it is.
    if known.as_deref() == Some(typed.trim()) {
        return Ok(());
    }
    let typed = match definition.shape {
        Shape::Text => mask::text(mask::Policy::Usual, typed).text,
        Shape::Number | Shape::Choice | Shape::Date | Shape::Boolean => typed.into(),
    };
    let value = definition.read(&typed, work.now.in_zone("UTC").date())?;
    if known.as_ref() == Some(&value) {
        return Ok(());
    }
    let (now, actor) = (work.now, work.actor);
    sql(
        "INSERT INTO customer_value (customer_id, attribute_id, value, set_at, set_by_kind, set_by_id) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (customer_id, attribute_id) DO UPDATE SET value = $3, set_at = $4, set_by_kind = $5, set_by_id = $6",
    )
    .with(customer)
    .with(attribute)
    .with(value)
    .with(now)
    .with(actor.kind())
    .with(actor.id())
    .run(work)?;
    work.record(&Event::ValueSet { customer: customer.0, attribute: definition.key })
}

fn remove(work: &mut Work<'_>, customer: CustomerId, definition: &Attribute) -> Result<(), Trouble> {
    let removed = sql("DELETE FROM customer_value WHERE customer_id = $1 AND attribute_id = $2")
        .with(customer)
        .with(definition.id)
        .run(work)?;
    if removed > 0 {
        work.record(&Event::ValueRemoved { customer: customer.0, attribute: definition.key.clone() })?;
    }
    Ok(())
}

/// Removes values that outlived their retention and are under no legal hold, a thousand at most, and says how many. Call again while it says a thousand.
pub fn forget_expired(work: &mut Work<'_>) -> Result<i64, Trouble> {
    let now = work.now;
    let expired: Vec<(CustomerId, AttributeId, String)> = sql("SELECT v.customer_id, v.attribute_id, a.key
           FROM customer_value v
           JOIN customer_attribute a ON a.id = v.attribute_id
          WHERE a.retention_days IS NOT NULL AND v.set_at <= $1 - a.retention_days * $2
            AND NOT EXISTS (SELECT 1 FROM legal_hold h JOIN customer c ON c.id = v.customer_id
                             WHERE h.lifted_at IS NULL AND (h.customer_id = c.id OR h.company_id = c.company_id))
          ORDER BY v.customer_id, v.attribute_id
          LIMIT $3")
    .with(now)
    .with(DAY_MICROSECONDS)
    .with(AT_ONCE)
    .all(work)?;
    for (customer, attribute, key) in &expired {
        let gone = sql("DELETE FROM customer_value WHERE customer_id = $1 AND attribute_id = $2")
            .with(*customer)
            .with(*attribute)
            .run(work)?;
        if gone > 0 {
            work.record(&Event::ValueForgotten { customer: customer.0, attribute: key.clone() })?;
        }
    }
    Ok(expired.len() as i64)
}
