//! Taking a payment: what is due, or a part of it, with one of the customer's own ways to pay.

use super::cancel::with_money_final;
use super::settle::take;
use super::{Deed, Place, Plan, Stop, deny};
use crate::bill::BillOf;
use crate::exact::less;
use crate::order::OrderId;
use crate::payment_method::MethodId;
use crate::payments;
use db::Tx;
use kit::Money;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// How something is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pay {
    pub method: MethodId,
    /// `None` for all that is due and not reserved.
    #[serde(default)]
    pub amount: Option<Money>,
    /// Reserves the money and takes it when the order is shipped. Balances are taken at once.
    #[serde(default)]
    pub authorise_only: bool,
}

/// Takes a payment for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakePayment {
    pub order: OrderId,
    pub pay: Pay,
    #[serde(default)]
    pub reason: String,
}

impl Deed for TakePayment {
    fn verb(&self) -> String {
        "take_payment".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        super::facts::of_payment(tx, at, Some(&self.pay), facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let order = at.the_order()?;
        let open = less(order.due(), payments::reserved(at.currency, &at.payments)?)?;
        let amount = self.pay.amount.unwrap_or(open);
        if amount.currency != at.currency {
            return deny("two_currencies");
        }
        if !amount.is_positive() || amount.minor > open.minor {
            return deny("more_than_is_due");
        }
        let movement = take(tx, at.customer, amount, &self.pay, &self.reason)?;
        let mut plan = Plan::on(BillOf::Order(order.id));
        plan.movements.push(movement);
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
