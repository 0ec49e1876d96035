//! Taking a payment for a charge: under the same rules as one for an order, on the charge's own bill.

use super::cancel::with_money_final;
use super::settle::take;
use super::{Deed, Pay, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, ChargeId};
use crate::exact::less;
use crate::payments;
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Takes a payment for a charge: what is due, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayCharge {
    pub charge: ChargeId,
    pub pay: Pay,
    #[serde(default)]
    pub reason: String,
}

impl Deed for PayCharge {
    /// Policies and reports know one word for taking a payment.
    fn verb(&self) -> String {
        "take_payment".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_charge(tx, self.charge)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        super::facts::of_payment(tx, at, Some(&self.pay), facts)
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let owed = bill::total(at.currency, &at.entries)?.gross;
        let due = less(owed, payments::paid(at.currency, &at.payments)?)?;
        let amount = self.pay.amount.unwrap_or(due);
        if amount.currency != at.currency {
            return deny("two_currencies");
        }
        if !amount.is_positive() || amount.minor > due.minor {
            return deny("more_than_is_due");
        }
        // A charge has no shipment that would take reserved money later: it is taken at once.
        let pay = Pay { authorise_only: false, ..self.pay.clone() };
        let movement = take(tx, at.customer, amount, &pay, &self.reason)?;
        let mut plan = Plan::on(BillOf::Charge(self.charge));
        plan.movements.push(movement);
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
