//! How a customer pays: references to what a provider or a balance of ours holds, never a card number itself.

use crate::Event;
use crate::balance::{self, BalanceId, BalanceKind};
use crate::stored::one_line;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// A payment method's key.
    MethodId
);

db::words!(
    /// The kinds of ways to pay.
    MethodKind {
        Card = "card",
        /// An account with a payment service, such as PayPal.
        Wallet = "wallet",
        Bank = "bank",
        /// Pays after the invoice.
        Invoice = "invoice",
        GiftCard = "gift_card",
        StoreCredit = "store_credit",
    }
);

impl MethodKind {
    /// Whether the money lies with us, so that taking and giving back is done at once.
    pub const fn is_balance(self) -> bool {
        matches!(self, Self::GiftCard | Self::StoreCredit)
    }
}

/// A payment method as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Method {
    pub id: MethodId,
    pub customer: CustomerId,
    pub kind: MethodKind,
    /// What people recognise it by: “Visa ending 4242”.
    pub label: String,
    /// The provider's token.
    pub reference: String,
    pub balance: Option<BalanceId>,
    pub is_default: bool,
    pub added_at: Moment,
    /// Taken out of the list: nothing is taken with it any more, and what was paid with it can still go back.
    pub archived_at: Option<Moment>,
}

/// What a method is added with.
#[derive(Debug, Clone)]
pub struct NewMethod {
    pub kind: MethodKind,
    pub label: String,
    pub reference: String,
    pub balance: Option<BalanceId>,
}

/// Adds a way to pay; the first is the default. Anything that reads like a card number is refused.
pub fn add(work: &mut Work<'_>, customer: CustomerId, new: &NewMethod) -> Result<MethodId, Trouble> {
    if reads_like_a_card(&new.reference) || reads_like_a_card(&new.label) {
        return Err(Trouble::refused("orders-card-number"));
    }
    if new.kind.is_balance() != new.balance.is_some() {
        return Err(Trouble::refused("orders-method-without-balance"));
    }
    let first = of(work, customer)?.is_empty();
    let now = work.now;
    let id: MethodId = sql("INSERT INTO payment_method (customer_id, kind, label, reference, balance_id, is_default, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id")
    .with(customer)
    .with(new.kind)
    .with(one_line(&new.label, 100))
    .with(one_line(&new.reference, 200))
    .with(new.balance)
    .with(first)
    .with(now)
    .only(work, "payment method")?;
    work.record(&Event::MethodAdded { customer: customer.0, method: id.0 })?;
    Ok(id)
}

/// Lets a customer pay with a balance of theirs; one they pay with already stays as it is.
pub fn add_balance(work: &mut Work<'_>, customer: CustomerId, id: BalanceId) -> Result<MethodId, Trouble> {
    if let Some(known) = of(work, customer)?.into_iter().find(|method| method.balance == Some(id)) {
        return Ok(known.id);
    }
    let held = balance::find(work, id)?;
    let (kind, label) = match held.kind {
        BalanceKind::GiftCard => (MethodKind::GiftCard, format!("•••• {}", held.ending)),
        BalanceKind::StoreCredit => (MethodKind::StoreCredit, String::new()),
    };
    add(work, customer, &NewMethod { kind, label, reference: String::new(), balance: Some(id) })
}

/// Makes it the one used unless somebody says otherwise.
pub fn make_default(work: &mut Work<'_>, id: MethodId) -> Result<(), Trouble> {
    let method = find(work, id)?;
    if method.is_default {
        return Ok(());
    }
    sql("UPDATE payment_method SET is_default = (id = $2) WHERE customer_id = $1 AND archived_at IS NULL")
        .with(method.customer)
        .with(id)
        .run(work)?;
    work.record(&Event::MethodChanged { customer: method.customer.0, method: id.0 })
}

/// Takes a way to pay out of the list; what was paid with it stays refundable.
pub fn remove(work: &mut Work<'_>, id: MethodId) -> Result<(), Trouble> {
    let method = find(work, id)?;
    let now = work.now;
    let gone = sql("UPDATE payment_method SET archived_at = $2, is_default = FALSE WHERE id = $1 AND archived_at IS NULL")
        .with(id)
        .with(now)
        .run(work)?;
    if gone > 0 {
        work.record(&Event::MethodRemoved { customer: method.customer.0, method: id.0 })?;
    }
    Ok(())
}

/// The method with this key, removed or not.
pub fn find(tx: &mut Tx<'_>, id: MethodId) -> Result<Method, Trouble> {
    sql("SELECT id, customer_id, kind, label, reference, balance_id, is_default, added_at, archived_at FROM payment_method WHERE id = $1")
        .with(id)
        .only(tx, "payment method")
}

/// The customer's ways to pay, the default first.
pub fn of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Method>, Trouble> {
    sql("SELECT id, customer_id, kind, label, reference, balance_id, is_default, added_at, archived_at
           FROM payment_method
          WHERE customer_id = $1 AND archived_at IS NULL
          ORDER BY is_default DESC, id")
    .with(customer)
    .all(tx)
}

/// Thirteen to nineteen digits, blanks and dashes aside, whose check digit is right (Luhn, ISO/IEC 7812).
fn reads_like_a_card(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter(|c| !matches!(c, ' ' | '-')).map_while(|c| c.to_digit(10)).collect();
    let whole = text.chars().filter(|c| !matches!(c, ' ' | '-')).count() == digits.len();
    let doubled = |n: u32| if n > 4 { n * 2 - 9 } else { n * 2 };
    let check: u32 = digits.iter().rev().enumerate().map(|(at, n)| if at % 2 == 1 { doubled(*n) } else { *n }).sum();
    whole && (13..=19).contains(&digits.len()) && check.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::reads_like_a_card;

    #[test]
    fn card_numbers_are_recognised_and_references_are_not() {
        for card in ["4242424242424242", "4242 4242 4242 4242", "5555-5555-5555-4444", "378282246310005"] {
            assert!(reads_like_a_card(card), "{card}");
        }
        for other in ["pm_1N3T00LkdIwHu7ix0snN0B15", "4242424242424241", "1234", "", "Visa ending 4242"] {
            assert!(!reads_like_a_card(other), "{other}");
        }
    }
}
