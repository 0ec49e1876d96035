//! Applying a voucher to an order that was placed without it: it takes its part off the pieces that are still sold.

use super::cancel::{less_what_was_reduced, original, with_money_final};
use super::pricing::{gross, shares};
use super::settle::settled;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::bill::{self, BillOf, EntryKind, NewEntry, UnitRef};
use crate::exact::{fault, sum};
use crate::order::{OrderId, OrderStatus};
use crate::returns::RefundTo;
use crate::tax::{Taxed, part_of, part_of_net};
use crate::unit::UnitState;
use crate::voucher;
use db::Tx;
use kit::Money;
use policy::Facts;
use serde::{Deserialize, Serialize};

/// Applies a voucher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyVoucher {
    pub order: OrderId,
    pub code: String,
    #[serde(default = "original")]
    pub refund_to: RefundTo,
}

impl Deed for ApplyVoucher {
    fn verb(&self) -> String {
        "apply_voucher".into()
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        Place::of_order(tx, self.order)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let found = voucher::by_code(tx, &self.code)?;
        let valid = found.as_ref().is_some_and(|voucher| voucher.fault_at(tx.now(), at.currency).is_none());
        let uses = found.map_or(0, |voucher| voucher.uses);
        Ok(facts.with("voucher.valid", valid).with("voucher.times_used", uses))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        if at.the_order()?.status == OrderStatus::Cancelled {
            return deny("order_cancelled");
        }
        if has_discount(at) {
            return deny("has_a_discount");
        }
        let Some(found) = voucher::by_code(tx, &self.code)? else {
            return deny("voucher_unknown");
        };
        if let Some(code) = found.fault_at(tx.now(), at.currency) {
            return deny(code);
        }
        let sold: Vec<_> = at
            .units
            .iter()
            .filter(|unit| !matches!(unit.state, UnitState::Cancelled | UnitState::Returned))
            .collect();
        let mut worths: Vec<Taxed> = Vec::new();
        for unit in &sold {
            worths.push(bill::of_unit(at.currency, &at.entries, unit.id)?);
        }
        // As when an order is placed: off the prices as the order states them, with tax in them or without.
        let inclusive = at.the_order()?.prices_include_tax;
        let prices: Vec<Money> = worths.iter().map(|worth| if inclusive { worth.gross } else { worth.net }).collect();
        let off = shares(found.worth_on(sum(at.currency, prices.iter().copied())?)?, &prices)?;
        let mut plan = Plan::on(BillOf::Order(self.order));
        for ((unit, worth), part) in sold.iter().zip(&worths).zip(off).filter(|(_, part)| part.is_positive()) {
            let first = at.entries.iter().find(|entry| entry.unit == Some(unit.id));
            let part = if inclusive { part_of(*worth, part) } else { part_of_net(*worth, part) };
            plan.entries.push(NewEntry {
                unit: Some(UnitRef::Is(unit.id)),
                kind: EntryKind::Discount,
                label: unit.name.clone(),
                tax_class: unit.tax_class.clone(),
                rate: first.map(bill::Entry::rate).transpose()?.unwrap_or_default(),
                amount: part.and_then(Taxed::negated).map_err(fault)?,
            });
        }
        plan.entries.extend(less_what_was_reduced(at, &plan.entries)?);
        if plan.entries.is_empty() {
            return deny("nothing_changes");
        }
        let change = gross(at, &plan.entries)?;
        if change.is_zero() {
            return deny("nothing_changes");
        }
        plan.movements = settled(tx, at, change, self.refund_to, None, "voucher")?;
        plan.effects.push(Effect::UsesVoucher { voucher: found.id.0 });
        Ok(with_money_final(plan))
    }

    fn reason(&self) -> &'static str {
        "voucher"
    }
}

fn has_discount(at: &Place) -> bool {
    at.entries.iter().any(|entry| entry.kind == EntryKind::Discount)
}
