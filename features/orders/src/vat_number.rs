//! The number a customer's business is known by to the tax office (EN 16931, BT-48). It stands on their papers, and without
//! one nobody else owes our tax.

use crate::{Event, may_manage};
use customers::CustomerId;
use db::{Trouble, Tx, Work, sql};

/// A number as people write it, spaces and dots left out: two letters of a country, then up to thirteen letters and digits.
pub fn read(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect::<String>().to_ascii_uppercase();
    let fits = (4..=15).contains(&plain.len())
        && plain.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && plain.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
    fits.then_some(plain)
}

/// Keeps a customer's number; an empty text takes it away. Papers issued before keep what they say.
pub fn set(work: &mut Work<'_>, customer: CustomerId, typed: &str) -> Result<(), Trouble> {
    may_manage(work)?;
    let customer = customers::current(work, customer)?;
    let number = if typed.trim().is_empty() {
        String::new()
    } else {
        read(typed).ok_or_else(|| Trouble::refused("orders-vat-number-unfit").with("typed", crate::stored::one_line(typed, 40)))?
    };
    if of(work, customer)?.unwrap_or_default() == number {
        return Ok(());
    }
    let now = work.now;
    sql("INSERT INTO vat_number (customer_id, number, changed_at) VALUES ($1, $2, $3)")
        .with(customer)
        .with(number)
        .with(now)
        .run(work)?;
    work.record(&Event::VatNumberSet { customer: customer.0 })
}

/// The number that counts, if the customer has one.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<String>, Trouble> {
    let newest: Option<String> = sql("SELECT number FROM vat_number WHERE customer_id = $1 ORDER BY id DESC LIMIT 1")
        .with(customer)
        .one(tx)?;
    Ok(newest.filter(|number| !number.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_number_begins_with_its_country() {
        for (typed, number) in [
            ("DE 123 456 789", Some("DE123456789")),
            ("esB-12345678", Some("ESB12345678")),
            ("EL123456789", Some("EL123456789")),
            ("123456789", None),
            ("DE", None),
            ("DE12345678901234", None),
            ("DE12<b>", None),
        ] {
            assert_eq!(read(typed).as_deref(), number, "{typed}");
        }
    }
}
