//! Returns: agreed first, settled when the pieces are here and somebody has looked at them.

use super::cancel::{credits, less_what_was_reduced, original, with_money_final};
use super::close_return::billed_again;
use super::facts::of_units;
use super::pricing::gross;
use super::settle::settled;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::BillOf;
use crate::order::OrderId;
use crate::returns::{self, Condition, NewReturn, RefundTo, Return, ReturnId, ReturnState};
use crate::unit::{Unit, UnitId, UnitState};
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Agrees that pieces come back. Nothing is paid until they do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnGoods {
    pub order: OrderId,
    pub units: Vec<UnitId>,
    pub reason: String,
    /// In what condition the customer says they are: `unopened`, `like_new`, `opened`, `used`, `damaged`, `defective`.
    #[serde(default)]
    pub condition: Option<String>,
    #[serde(default = "original")]
    pub refund_to: RefundTo,
}

/// Only what is with the customer can come back.
pub(super) fn refuse_unless_delivered(chosen: &[Unit]) -> Result<(), Stop> {
    if chosen.iter().any(|unit| matches!(unit.state, UnitState::Returning | UnitState::Returned)) {
        return deny("already_returned");
    }
    if chosen.iter().any(|unit| unit.state != UnitState::Delivered) {
        return deny("not_delivered");
    }
    Ok(())
}

impl Deed for ReturnGoods {
    fn verb(&self) -> String {
        "return".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, _: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(of_units(at, &at.named(&self.units)?, facts).with_known("items.conditions", self.condition.clone().map(|one| vec![one])))
    }

    fn plan(&self, _: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let chosen = at.named(&self.units)?;
        refuse_unless_delivered(&chosen)?;
        let mut plan = Plan::on(BillOf::Order(self.order));
        plan.unit_states = chosen.iter().map(|unit| (unit.id, UnitState::Returning)).collect();
        plan.effects.push(Effect::OpensReturn(NewReturn {
            units: self.units.clone(),
            reason: self.reason.clone(),
            refund_to: self.refund_to,
            is_exchange: false,
        }));
        Ok(plan)
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}

/// One piece somebody looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    pub unit: UnitId,
    pub condition: Condition,
    /// Whether it is taken back; what is not stays sold, goes to the customer again, and is billed again if it was exchanged.
    pub accepted: bool,
}

/// The parcel is here: each piece was looked at, what is accepted is paid back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiveReturn {
    pub return_id: ReturnId,
    pub looked: Vec<Looked>,
    #[serde(default)]
    pub reason: String,
}

impl ReceiveReturn {
    fn found(&self, tx: &mut Tx<'_>) -> Result<Return, Stop> {
        Ok(returns::find(tx, self.return_id)?)
    }

    fn checked(&self, tx: &mut Tx<'_>, at: &Place) -> Result<(Return, Vec<Unit>), Stop> {
        let found = self.found(tx)?;
        if found.state != ReturnState::Expected {
            return deny("return_is_closed");
        }
        let mut expected: Vec<UnitId> = returns::units(tx, found.id)?.iter().map(|unit| unit.unit).collect();
        let mut looked: Vec<UnitId> = self.looked.iter().map(|looked| looked.unit).collect();
        expected.sort_unstable();
        looked.sort_unstable();
        if expected != looked {
            return deny("look_at_each_piece");
        }
        if self.looked.iter().any(|looked| looked.accepted && looked.condition == Condition::Missing) {
            return deny("missing_cannot_be_accepted");
        }
        Ok((found, at.named(&looked)?))
    }
}

impl Deed for ReceiveReturn {
    fn verb(&self) -> String {
        "receive_return".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        let order = self.found(tx)?.order;
        Place::of_order(tx, order)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let named: Vec<UnitId> = self.looked.iter().map(|looked| looked.unit).collect();
        let facts = of_units(at, &at.named(&named)?, facts);
        let conditions: Vec<String> = self.looked.iter().map(|looked| looked.condition.word().to_owned()).collect();
        let found = self.found(tx)?;
        Ok(facts
            .with("items.conditions", conditions)
            .with("return.status", found.state.word())
            .with("action.reason", found.reason))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let (found, units) = self.checked(tx, at)?;
        let how = |unit: &Unit| self.looked.iter().find(|looked| looked.unit == unit.id);
        let accepted: Vec<Unit> = units.iter().filter(|unit| how(unit).is_some_and(|looked| looked.accepted)).cloned().collect();
        let mut plan = Plan::on(BillOf::Order(found.order)).finally("return_settled");
        for unit in &units {
            let is_accepted = accepted.iter().any(|other| other.id == unit.id);
            plan.unit_states
                .push((unit.id, if is_accepted { UnitState::Returned } else { UnitState::Delivered }));
            if is_accepted && how(unit).is_some_and(|looked| looked.condition == Condition::LikeNew) {
                plan.stock.push((unit.variant, 1));
            }
        }
        if found.is_exchange {
            let stay: Vec<Unit> = units.iter().filter(|unit| !how(unit).is_some_and(|looked| looked.accepted)).cloned().collect();
            plan.entries = billed_again(at, &stay)?;
            if !plan.entries.is_empty() {
                plan.movements = settled(tx, at, gross(at, &plan.entries)?, found.refund_to, None, &found.reason)?;
            }
        } else {
            plan.entries = credits(at, &accepted)?;
            plan.entries.extend(less_what_was_reduced(at, &plan.entries)?);
            let change = gross(at, &plan.entries)?;
            plan.movements = settled(tx, at, change, found.refund_to, None, &found.reason)?;
        }
        let looked = self.looked.iter().map(|looked| (looked.unit, looked.condition, looked.accepted)).collect();
        plan.effects.push(Effect::ReceivesReturn { id: found.id, looked });
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
