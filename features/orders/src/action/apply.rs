//! Carrying a plan out: the same for every action. What is not in the plan is not done.

mod accounts;
mod effects;
pub(crate) mod new_order;

use super::{ActionId, Edit, Effect, OnBill, Place, Plan};
use crate::account::AccountId;
use crate::balance::{self, Because};
use crate::bill::{self, BillOf, ChargeId, UnitRef};
use crate::edits::{self, Piece, new_pieces};
use crate::order::{Order, OrderId};
use crate::papers::{self, PaperId, Subject};
use crate::returns::ReturnId;
use crate::stored::written;
use crate::suggestions::shown;
use crate::unit::{self, UnitId};
use crate::{Event, ledger, payments, stock};
use db::{Trouble, Work, sql};
use serde::{Deserialize, Serialize};

/// What came of an action, kept with it and given again to whoever asks again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    pub order: Option<OrderId>,
    #[serde(default)]
    pub units: Vec<UnitId>,
    #[serde(default)]
    pub papers: Vec<PaperId>,
    #[serde(default)]
    pub return_id: Option<ReturnId>,
    #[serde(default)]
    pub account: Option<AccountId>,
    #[serde(default)]
    pub charge: Option<ChargeId>,
    #[serde(default)]
    pub subscription: Option<i64>,
    #[serde(default)]
    pub shipment: Option<i64>,
    #[serde(default)]
    pub record: Option<i64>,
    #[serde(default)]
    pub balance: Option<i64>,
    /// The code of a gift card that was issued now: told to whoever does it, and kept nowhere.
    #[serde(skip)]
    pub code: Option<String>,
}

/// Carries the plan out, in an order in which each step finds what it needs.
pub(crate) fn carry_out(work: &mut Work<'_>, at: &Place, plan: &Plan, action: ActionId) -> Result<Outcomes, Trouble> {
    let mut out = Outcomes { order: at.order.as_ref().map(|order| order.id), ..Outcomes::default() };
    if let Some(new) = &plan.new_order {
        out.order = Some(new_order::open(work, new)?);
    }
    if let Some(order) = out.order {
        out.units = new_order::add_units(work, order, &plan.new_units)?;
        let now = work.now;
        shown::bought(work, order, &out.units, now)?;
    }
    for effect in &plan.effects {
        if let Effect::MakesCharge(new) = effect {
            out.charge = Some(crate::charge::open(work, new, action)?);
        }
    }
    let bill = plan.bill.or_else(|| out.charge.map(BillOf::Charge)).or_else(|| out.order.map(BillOf::Order));
    move_units(work, out.order, plan, action)?;
    if let Some(bill) = bill {
        enter(work, at, bill, plan, &out, action)?;
    }
    for beside in &plan.beside {
        enter_beside(work, at, beside, action)?;
    }
    for grant in &plan.grants {
        let credit = balance::store_credit(work, grant.customer, grant.amount.currency)?;
        let because = Because { reason: &grant.reason, payment: None, action: Some(action.0) };
        balance::enter(work, credit, grant.amount, because)?;
    }
    edit(work, at, plan, &out, action)?;
    effects::carry_out(work, at, plan, &mut out, action)?;
    finish(work, at, plan, bill, &mut out, action)?;
    Ok(out)
}

fn move_units(work: &mut Work<'_>, order: Option<OrderId>, plan: &Plan, action: ActionId) -> Result<(), Trouble> {
    if let Some(order) = order.filter(|_| !plan.unit_states.is_empty()) {
        unit::become_together(work, order, &plan.unit_states)?;
    }
    for (variant, quantity) in together(&plan.stock) {
        stock::enter(work, variant, quantity, "action", Some(action.0))?;
    }
    Ok(())
}

/// One entry a variant, by key, so that two orders at once take their locks in the same order.
fn together(moves: &[(crate::product::VariantId, i64)]) -> std::collections::BTreeMap<crate::product::VariantId, i64> {
    let mut sums = std::collections::BTreeMap::new();
    for (variant, quantity) in moves {
        *sums.entry(*variant).or_insert(0) += quantity;
    }
    sums.retain(|_, quantity| *quantity != 0);
    sums
}

fn enter(work: &mut Work<'_>, at: &Place, bill: BillOf, plan: &Plan, out: &Outcomes, action: ActionId) -> Result<(), Trouble> {
    let missing = || Trouble::Shape("a plan names a unit it does not add".into());
    for entry in &plan.entries {
        let unit = match entry.unit {
            Some(UnitRef::Is(id)) => Some(id),
            Some(UnitRef::New(place)) => Some(*out.units.get(place).ok_or_else(missing)?),
            None => None,
        };
        bill::enter(work, bill, unit, entry, Some(action.0))?;
    }
    let customer = plan
        .new_order
        .as_ref()
        .map(|new| new.customer)
        .or(at.customer)
        .ok_or(Trouble::NotFound("customer"))?;
    for movement in &plan.movements {
        payments::enter(work, bill, customer, movement, Some(action.0))?;
    }
    Ok(())
}

fn enter_beside(work: &mut Work<'_>, at: &Place, on: &OnBill, action: ActionId) -> Result<(), Trouble> {
    for entry in &on.entries {
        bill::enter(work, on.bill, None, entry, Some(action.0))?;
    }
    let customer = at.customer.ok_or(Trouble::NotFound("customer"))?;
    for movement in &on.movements {
        payments::enter(work, on.bill, customer, movement, Some(action.0))?;
    }
    Ok(())
}

fn edit(work: &mut Work<'_>, at: &Place, plan: &Plan, out: &Outcomes, action: ActionId) -> Result<(), Trouble> {
    let Some(order) = out.order else { return Ok(()) };
    for edit in &plan.edits {
        match edit {
            Edit::ShipTo { after, .. } => column(work, order, "ship_to", &written(after)?)?,
            Edit::BillTo { after, .. } => column(work, order, "bill_to", &written(after)?)?,
            Edit::ShippingMethod { after, .. } => column(work, order, "shipping_method", after)?,
            Edit::Method { after, .. } => {
                sql("UPDATE sales_order SET method_id = $2 WHERE id = $1").with(order).with(*after).run(work)?;
            }
            Edit::Items { .. } => {}
        }
        remember(work, at, plan, out, edit, action)?;
    }
    Ok(())
}

fn column(work: &mut Work<'_>, order: OrderId, name: &str, value: &str) -> Result<(), Trouble> {
    let change = match name {
        "ship_to" => sql("UPDATE sales_order SET ship_to = $2 WHERE id = $1"),
        "bill_to" => sql("UPDATE sales_order SET bill_to = $2 WHERE id = $1"),
        _ => sql("UPDATE sales_order SET shipping_method = $2 WHERE id = $1"),
    };
    change.with(order).with(value).run(work)?;
    Ok(())
}

/// The order's edit history. Of pieces it says which were taken out and which put in.
fn remember(work: &mut Work<'_>, at: &Place, plan: &Plan, out: &Outcomes, edit: &Edit, action: ActionId) -> Result<(), Trouble> {
    let Some(order) = out.order else { return Ok(()) };
    if let Edit::Items { out: gone, .. } = edit {
        let before: Vec<Piece> = at.units.iter().filter(|unit| gone.contains(&unit.id)).map(Piece::from).collect();
        return edits::remember(work, order, "items", &before, &new_pieces(&out.units, &plan.new_units), Some(action));
    }
    let told = serde_json::to_value(edit).map_err(|e| Trouble::Shape(format!("an edit did not serialise: {e}")))?;
    let part = |name: &str| told.get(name).cloned().unwrap_or_default();
    let what = told.get("what").and_then(serde_json::Value::as_str).unwrap_or("edit");
    edits::remember(work, order, what, &part("before"), &part("after"), Some(action))
}

/// Brings the order in step, lets the papers follow the bill, and issues the paper asked for.
fn finish(work: &mut Work<'_>, at: &Place, plan: &Plan, bill: Option<BillOf>, out: &mut Outcomes, action: ActionId) -> Result<(), Trouble> {
    let order: Option<Order> = out.order.map(|order| ledger::refresh(work, order)).transpose()?;
    if let (Some(order), Some(_)) = (&order, &plan.new_order) {
        let (minor, currency) = (order.total().minor, order.currency.code().to_owned());
        work.record(&Event::OrderPlaced { customer: order.customer.0, order: order.id.0, minor, currency })?;
    }
    for beside in &plan.beside {
        out.papers
            .extend(papers::keep_up(work, &subject(at, order.as_ref(), beside.bill)?, Some(action.0))?);
    }
    let Some(bill) = bill else { return Ok(()) };
    let subject = subject(at, order.as_ref(), bill)?;
    out.papers.extend(papers::keep_up(work, &subject, Some(action.0))?);
    for effect in &plan.effects {
        if let Effect::Issues { kind } = effect {
            let entries = match kind {
                papers::PaperKind::Receipt => bill::of(work, bill)?,
                _ => papers::open_entries(work, bill)?,
            };
            out.papers.push(papers::issue(work, &subject, *kind, &entries, Some(action.0))?);
        }
    }
    Ok(())
}

/// Whom the papers of a bill are for.
fn subject(at: &Place, order: Option<&Order>, bill: BillOf) -> Result<Subject, Trouble> {
    Ok(match (order, bill) {
        (Some(order), BillOf::Order(_)) => Subject::of_order(order),
        _ => Subject {
            bill,
            customer: at.customer.ok_or(Trouble::NotFound("customer"))?,
            brand: at.brand.id,
            currency: at.currency,
            corrects: None,
        },
    })
}
