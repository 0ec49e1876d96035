//! Exchanging: old pieces come back, new ones go out on the same order; the difference is taken or given back.

use super::cancel::{credits, less_what_was_reduced, original, with_money_final};
use super::facts::of_units;
use super::parts::Wanted;
use super::pay::Pay;
use super::pricing::{billed, gross, pieces};
use super::return_goods::refuse_unless_delivered;
use super::settle::settled;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::BillOf;
use crate::order::OrderId;
use crate::product::by_sku;
use crate::returns::{NewReturn, RefundTo};
use crate::unit::{UnitId, UnitState};
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Exchanges each of `units` for the piece at the same place of `wanted`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    pub order: OrderId,
    pub units: Vec<UnitId>,
    /// The SKU of the new piece for each old one.
    pub wanted: Vec<String>,
    pub reason: String,
    /// In what condition the customer says the old pieces are.
    #[serde(default)]
    pub condition: Option<String>,
    /// How a difference is paid; without it, it stays due.
    #[serde(default)]
    pub pay: Option<Pay>,
    #[serde(default = "original")]
    pub refund_to: RefundTo,
}

impl Exchange {
    fn lines(&self) -> Vec<Wanted> {
        self.wanted.iter().map(|sku| Wanted { sku: sku.clone(), count: 1 }).collect()
    }
}

impl Deed for Exchange {
    fn verb(&self) -> String {
        "exchange".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let chosen = at.named(&self.units)?;
        let mut same = chosen.len() == self.wanted.len();
        for (unit, sku) in chosen.iter().zip(&self.wanted) {
            same &= by_sku(tx, sku)?.is_some_and(|variant| variant.product == unit.product);
        }
        let in_stock = super::facts::all_in_stock(tx, &self.lines())?;
        let facts = facts.with_known("items.conditions", self.condition.clone().map(|one| vec![one]));
        Ok(of_units(at, &chosen, facts).with("exchange.same_product", same).with("items.in_stock", in_stock))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let chosen = at.named(&self.units)?;
        refuse_unless_delivered(&chosen)?;
        if chosen.len() != self.wanted.len() {
            return deny("one_for_one");
        }
        let order = at.the_order()?;
        let new = pieces(tx, at, &self.lines())?;
        let priced = billed(tx, at, order.prices_include_tax, new, at.currency.zero(), None)?;
        let mut plan = Plan::on(BillOf::Order(order.id)).finally("pieces_exchanged");
        plan.stock = priced.units.iter().map(|unit| (unit.variant, -1)).collect();
        (plan.new_units, plan.entries) = (priced.units, credits(at, &chosen)?);
        // What was taken off the old pieces is not taken off the new ones too.
        plan.entries.extend(less_what_was_reduced(at, &plan.entries)?);
        plan.entries.extend(priced.entries);
        plan.unit_states = chosen.iter().map(|unit| (unit.id, UnitState::Returning)).collect();
        let difference = gross(at, &plan.entries)?;
        plan.movements = settled(tx, at, difference, self.refund_to, self.pay.as_ref(), &self.reason)?;
        plan.effects.push(Effect::OpensReturn(NewReturn {
            units: self.units.clone(),
            reason: self.reason.clone(),
            refund_to: self.refund_to,
            is_exchange: true,
        }));
        plan.effects.push(Effect::Exchanges { old: self.units.clone(), difference });
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
