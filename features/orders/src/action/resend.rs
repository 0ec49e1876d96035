//! Sending again what was lost or came broken. It costs the customer nothing; the pieces come off the shelf once more.

use super::facts::of_units;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::BillOf;
use crate::order::OrderId;
use crate::stock;
use crate::unit::{UnitId, UnitState};
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Sends these pieces once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resend {
    pub order: OrderId,
    pub units: Vec<UnitId>,
    pub reason: String,
    #[serde(default)]
    pub carrier: String,
}

impl Deed for Resend {
    fn verb(&self) -> String {
        "resend".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let chosen = at.named(&self.units)?;
        let mut in_stock = true;
        for unit in &chosen {
            in_stock &= stock::level(tx, unit.variant)?.is_none_or(|level| level > 0);
        }
        Ok(of_units(at, &chosen, facts).with("items.in_stock", in_stock))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let chosen = at.named(&self.units)?;
        if chosen.iter().any(|unit| !matches!(unit.state, UnitState::Shipped | UnitState::Delivered)) {
            return deny("not_sent_yet");
        }
        for unit in &chosen {
            let wanted = chosen.iter().filter(|other| other.variant == unit.variant).count() as i64;
            if stock::level(tx, unit.variant)?.is_some_and(|level| level < wanted) {
                return deny("not_in_stock");
            }
        }
        let mut plan = Plan::on(BillOf::Order(self.order)).finally("parcel_sent");
        plan.stock = chosen.iter().map(|unit| (unit.variant, -1)).collect();
        plan.effects.push(Effect::SendsAgain { units: self.units.clone(), carrier: self.carrier.clone() });
        Ok(plan)
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
