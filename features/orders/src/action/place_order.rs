//! Placing an order: pieces by SKU, where they go, how they travel, how they are paid.

use super::cancel::with_money_final;
use super::parts::Wanted;
use super::pay::Pay;
use super::pricing::{billed, gross, pieces, shipping_by};
use super::settle::take;
use super::{Deed, Effect, NewOrder, NewUnit, Place, Plan, Stop, deny};
use crate::address::{self, Address, AddressKind};
use crate::exact::{fault, less, sum};
use crate::payments::Movement;
use crate::{brand, orders, voucher};
use customers::CustomerId;
use db::Tx;
use kit::{Currency, Money};
use policy::Facts;
use serde::{Deserialize, Serialize};

/// The category of what does not travel.
const DIGITAL: &str = "digital";

/// Places an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceOrder {
    /// The brand's code.
    pub brand: String,
    pub customer: CustomerId,
    pub lines: Vec<Wanted>,
    /// `None` for the brand's own.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// `None` for the customer's default.
    #[serde(default)]
    pub ship_to: Option<Address>,
    /// `None` for the customer's default, else where it goes.
    #[serde(default)]
    pub bill_to: Option<Address>,
    /// Empty for what does not travel: pieces of the category `digital` only.
    #[serde(default)]
    pub shipping: String,
    #[serde(default)]
    pub voucher: Option<String>,
    /// Nothing here: the customer pays later.
    #[serde(default)]
    pub pay: Vec<Pay>,
    /// What a shop beside us calls it.
    #[serde(default)]
    pub outside_reference: Option<String>,
    /// Its number there; `None` for the next of ours.
    #[serde(default)]
    pub number: Option<String>,
}

impl PlaceOrder {
    fn ship_to(&self, tx: &mut Tx<'_>) -> Result<Address, Stop> {
        self.address(tx, self.ship_to.as_ref(), AddressKind::Shipping)?.ok_or(Stop::Denied("no_address"))
    }

    fn address(&self, tx: &mut Tx<'_>, told: Option<&Address>, kind: AddressKind) -> Result<Option<Address>, Stop> {
        if let Some(told) = told {
            return match told.clone().checked() {
                Ok(address) => Ok(Some(address)),
                Err(_) => deny("address_incomplete"),
            };
        }
        let customer = customers::current(tx, self.customer)?;
        let held = address::default_of(tx, customer, kind)?;
        Ok(held.map(|held| held.address()).transpose()?)
    }

    fn discount(&self, tx: &mut Tx<'_>, at: &Place, units: &[NewUnit], plan: &mut Plan) -> Result<Money, Stop> {
        let Some(code) = &self.voucher else { return Ok(at.currency.zero()) };
        let Some(voucher) = voucher::by_code(tx, code)? else { return deny("voucher_unknown") };
        if let Some(code) = voucher.fault_at(tx.now(), at.currency) {
            return deny(code);
        }
        let goods = sum(at.currency, units.iter().map(|unit| unit.price))?;
        plan.effects.push(Effect::UsesVoucher { voucher: voucher.id.0 });
        Ok(voucher.worth_on(goods)?)
    }

    /// Whether the parts named do not cover the order.
    fn leaves_something_due(&self, tx: &mut Tx<'_>, at: &Place) -> Result<bool, Stop> {
        let Some(parts) = self.pay.iter().map(|pay| pay.amount).collect::<Option<Vec<Money>>>() else {
            return Ok(false);
        };
        let named = sum(at.currency, parts)?;
        match self.plan(tx, at) {
            Ok(plan) => Ok(named.minor < gross(at, &plan.entries)?.minor),
            // Of what cannot be, the facts are told all the same.
            Err(Stop::Denied(_)) => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    fn payments(&self, tx: &mut Tx<'_>, at: &Place, total: Money) -> Result<Vec<Movement>, Stop> {
        let (mut rest, mut movements) = (total, Vec::<Movement>::new());
        for pay in &self.pay {
            let amount = pay.amount.unwrap_or(rest);
            if amount.currency != at.currency {
                return deny("two_currencies");
            }
            if amount.is_zero() {
                continue;
            }
            if amount.is_negative() || amount.minor > rest.minor {
                return deny("more_than_is_due");
            }
            if movements.iter().any(|earlier| earlier.method == Some(pay.method)) {
                return deny("method_named_twice");
            }
            movements.push(take(tx, at.customer, amount, pay, "order")?);
            rest = less(rest, amount)?;
        }
        Ok(movements)
    }
}

impl Deed for PlaceOrder {
    fn verb(&self) -> String {
        "place_order".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        let Some(brand) = brand::by_code(tx, &self.brand)? else { return deny("unknown_brand") };
        let country = self.ship_to(tx).map(|address| address.country).unwrap_or_default();
        let currency = self.currency.unwrap_or(brand.currency);
        Place::of_customer(tx, Some(self.customer), brand, &country, currency)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let in_stock = super::facts::all_in_stock(tx, &self.lines)?;
        let skus: Vec<String> = self.lines.iter().map(|line| line.sku.clone()).collect();
        let count: i64 = self.lines.iter().fold(0, |sum, line| line.count.saturating_add(sum));
        let facts = facts
            .with("items.in_stock", in_stock)
            .with("items.skus", skus)
            .with("items.quantity", count)
            .with("order.country", at.country.as_str());
        let facts = super::facts::of_payments(tx, at, &self.pay, facts)?;
        // What is not paid now is paid by invoice, and that is what the policy is to judge.
        Ok(if self.leaves_something_due(tx, at)? {
            facts.with("payment.method", "invoice")
        } else {
            facts
        })
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let (ship_to, inclusive) = (self.ship_to(tx)?, at.brand.prices_include_tax);
        let bill_to = self.address(tx, self.bill_to.as_ref(), AddressKind::Billing)?.unwrap_or_else(|| ship_to.clone());
        if let Some(number) = &self.number
            && orders::by_number(tx, number)?.is_some()
        {
            return deny("number_taken");
        }
        let mut plan = Plan::default();
        let units = pieces(tx, at, &self.lines)?;
        let discount = self.discount(tx, at, &units, &mut plan)?;
        if self.shipping.is_empty() && units.iter().any(|unit| unit.category != DIGITAL) {
            return deny("shipping_missing");
        }
        let by = if self.shipping.is_empty() { None } else { Some(shipping_by(tx, at, &self.shipping)?) };
        let priced = billed(tx, at, inclusive, units, discount, by)?;
        plan.stock = priced.units.iter().map(|unit| (unit.variant, -1)).collect();
        (plan.new_units, plan.entries) = (priced.units, priced.entries);
        let total = gross(at, &plan.entries)?;
        total.same_currency(at.currency.zero()).map_err(fault)?;
        plan.movements = self.payments(tx, at, total)?;
        plan = with_money_final(plan);
        let customer = at.customer.unwrap_or(self.customer);
        plan.new_order = Some(NewOrder {
            brand: at.brand.id,
            customer,
            email: customers::customer::email_of(tx, customer)?.unwrap_or_default(),
            currency: at.currency,
            country: at.country.clone(),
            prices_include_tax: inclusive,
            shipping_method: self.shipping.clone(),
            ship_to,
            bill_to,
            method: self.pay.first().map(|pay| pay.method),
            outside_reference: self.outside_reference.clone(),
            number: self.number.clone(),
        });
        Ok(plan)
    }

    fn reason(&self) -> &'static str {
        "order"
    }
}
