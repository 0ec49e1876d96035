//! What a subscription is asked for at: a plan of the catalogue at its own price, or a price somebody typed, which the
//! policy is told so that it can say who may.

use super::{Place, Stop, deny};
use crate::plans::{self, PlanId};
use crate::subscription::PeriodUnit;
use db::Tx;
use kit::Money;
use rates::Every;

/// Terms as they would be agreed.
pub(super) struct Offer {
    pub plan: String,
    pub plan_id: Option<PlanId>,
    pub price: Money,
    pub tax_class: String,
    pub every: Every,
}

/// The plan of the catalogue with this code, at its price in the currency of the place.
pub(super) fn of_catalogue(tx: &mut Tx<'_>, at: &Place, code: &str) -> Result<Offer, Stop> {
    let Some(plan) = plans::by_code(tx, at.brand.id, code)?.filter(|plan| plan.archived_at.is_none()) else {
        return deny("unknown_plan");
    };
    let Some(price) = plans::price_of(tx, plan.id, at.currency)? else {
        return deny("plan_without_price");
    };
    Ok(Offer {
        price,
        every: plan.every(),
        plan: plan.name,
        plan_id: Some(plan.id),
        tax_class: plan.tax_class,
    })
}

/// What somebody typed: a name, a price above nothing, a period of sensible length.
pub(super) fn typed(name: &str, price: Money, tax_class: &str, every: Every) -> Result<Offer, Stop> {
    if name.trim().is_empty() || !price.is_positive() || !PeriodUnit::is_sensible(every) {
        return deny("nothing_chosen");
    }
    Ok(Offer { plan: name.into(), plan_id: None, price, tax_class: tax_class.into(), every })
}
