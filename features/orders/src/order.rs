//! An order: what a customer bought, as it stands now, and the questions it can answer alone.

use crate::address::Address;
use crate::brand::BrandId;
use crate::payment_method::MethodId;
use crate::stored::read;
use crate::unit::UnitState;
use customers::CustomerId;
use db::{FromRow, Trouble};
use kit::{Currency, Moment, Money};

db::id!(
    /// The key of an [`Order`]; people see its number.
    OrderId
);

db::words!(
    /// How far an order has come; it follows from the states of its units.
    OrderStatus {
        Placed = "placed",
        PartlyShipped = "partly_shipped",
        Shipped = "shipped",
        Delivered = "delivered",
        /// Everything that was delivered came back.
        Returned = "returned",
        Cancelled = "cancelled",
    }
);

db::words!(
    /// How far an order is paid; it follows from the bill and the payments ledger.
    Paid {
        Unpaid = "unpaid",
        Partly = "partly_paid",
        Paid = "paid",
        Refunded = "refunded",
    }
);

impl OrderStatus {
    /// The status of an order with these units. Cancelled units count only when there are no others.
    pub fn of(units: &[UnitState]) -> Self {
        let live: Vec<UnitState> = units.iter().copied().filter(|state| *state != UnitState::Cancelled).collect();
        let all = |question: fn(&UnitState) -> bool| live.iter().all(question);
        if live.is_empty() {
            Self::Cancelled
        } else if all(|state| *state == UnitState::Returned) {
            Self::Returned
        } else if all(|state| state.has_arrived()) {
            Self::Delivered
        } else if all(|state| state.has_left()) {
            Self::Shipped
        } else if live.iter().any(|state| state.has_left()) {
            Self::PartlyShipped
        } else {
            Self::Placed
        }
    }
}

/// An order as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Order {
    pub id: OrderId,
    pub number: String,
    pub brand: BrandId,
    pub customer: CustomerId,
    pub status: OrderStatus,
    /// The address papers and news go to, lower-cased.
    pub email: String,
    pub currency: Currency,
    /// Where it goes to, which decides its tax.
    pub country: String,
    pub prices_include_tax: bool,
    pub shipping_method: String,
    ship_to_json: String,
    bill_to_json: String,
    /// How the customer chose to pay.
    pub method: Option<MethodId>,
    total_minor: i64,
    paid_minor: i64,
    pub placed_at: Moment,
    pub shipped_at: Option<Moment>,
    pub delivered_at: Option<Moment>,
    pub cancelled_at: Option<Moment>,
    /// What a shop beside us calls it.
    pub outside_reference: Option<String>,
    /// Counts changes: a preview of an older version is void.
    pub version: i64,
}

impl Order {
    /// What is owed for it now: the sum of its bill entries.
    pub const fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }

    /// What was captured and not given back.
    pub const fn paid(&self) -> Money {
        Money::new(self.paid_minor, self.currency)
    }

    /// What is still to be paid; negative if we owe the customer.
    pub const fn due(&self) -> Money {
        Money::new(self.total_minor - self.paid_minor, self.currency)
    }

    /// How far it is paid.
    pub const fn payment_state(&self) -> Paid {
        match (self.total_minor, self.paid_minor) {
            (0, 0) => Paid::Refunded,
            (_, 0) => Paid::Unpaid,
            (total, paid) if paid >= total => Paid::Paid,
            _ => Paid::Partly,
        }
    }

    pub fn ship_to(&self) -> Result<Address, Trouble> {
        read("sales_order", &self.ship_to_json)
    }

    pub fn bill_to(&self) -> Result<Address, Trouble> {
        read("sales_order", &self.bill_to_json)
    }
}

#[cfg(test)]
mod tests {
    use super::OrderStatus;
    use crate::unit::UnitState::{self, Cancelled, Delivered, Ordered, Returned, Returning, Shipped};

    #[test]
    fn the_status_follows_from_the_units() {
        let cases: [(&[UnitState], OrderStatus); 9] = [
            (&[Ordered, Ordered], OrderStatus::Placed),
            (&[Ordered, Shipped], OrderStatus::PartlyShipped),
            (&[Shipped, Delivered], OrderStatus::Shipped),
            (&[Delivered, Cancelled], OrderStatus::Delivered),
            (&[Delivered, Returning], OrderStatus::Delivered),
            (&[Returned, Delivered], OrderStatus::Delivered),
            (&[Returned, Cancelled], OrderStatus::Returned),
            (&[Cancelled, Cancelled], OrderStatus::Cancelled),
            (&[], OrderStatus::Cancelled),
        ];
        for (units, status) in cases {
            assert_eq!(OrderStatus::of(units), status, "{units:?}");
        }
    }
}
