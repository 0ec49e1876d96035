//! Charging for a service: an amount with its tax, on a bill of its own.

use super::account::with_customer;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::account::AccountId;
use crate::bill::{EntryKind, NewEntry};
use crate::charge::NewCharge;
use crate::exact::fault;
use crate::tax::{rate_of, split};
use customers::CustomerId;
use db::Tx;
use kit::Money;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Charges a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeCharge {
    pub brand: String,
    pub customer: CustomerId,
    #[serde(default)]
    pub account: Option<AccountId>,
    pub label: String,
    /// As the brand's prices are: with tax for people, without for businesses.
    pub amount: Money,
    #[serde(default = "standard")]
    pub tax_class: String,
    /// A fee can be waived later.
    #[serde(default)]
    pub is_fee: bool,
    /// How it was worked out, to be kept with it.
    #[serde(default)]
    pub steps: serde_json::Value,
    #[serde(default)]
    pub reason: String,
}

pub(super) fn standard() -> String {
    super::pricing::STANDARD.into()
}

/// A plan that charges this much.
pub(super) fn charging(tx: &mut Tx<'_>, at: &Place, class: &str, label: &str, amount: Money, new: NewCharge) -> Result<Plan, Stop> {
    let rate = rate_of(tx, &at.country, class, tx.now())?;
    let taxed = split(amount, rate, at.brand.prices_include_tax).map_err(fault)?;
    let entry = NewEntry {
        unit: None,
        kind: EntryKind::Fee,
        label: label.into(),
        tax_class: class.into(),
        rate,
        amount: taxed,
    };
    let effect = Effect::MakesCharge(NewCharge { total: taxed.gross, ..new });
    Ok(Plan { entries: vec![entry], effects: vec![effect], ..Plan::default() })
}

impl Deed for MakeCharge {
    fn verb(&self) -> String {
        "add_charge".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        let mut place = with_customer(tx, &self.brand, Some(self.customer))?;
        place.currency = self.amount.currency;
        Ok(place)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(facts.with("charge.kind", if self.is_fee { "late_fee" } else { "charge" }))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        if !self.amount.is_positive() || self.label.trim().is_empty() {
            return deny("nothing_chosen");
        }
        let new = NewCharge {
            customer: at.customer.unwrap_or(self.customer),
            account: self.account,
            subscription: None,
            brand: at.brand.id,
            label: self.label.clone(),
            rate_card: None,
            input: serde_json::Value::Null,
            steps: self.steps.clone(),
            is_fee: self.is_fee,
            total: self.amount,
        };
        charging(tx, at, &self.tax_class, &self.label, self.amount, new)
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
