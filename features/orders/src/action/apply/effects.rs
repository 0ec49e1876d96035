//! What is done beside bill, money and stock: returns opened and received, parcels sent again, accounts, charges, records.

use super::Outcomes;
use crate::account::AccountStatus;
use crate::action::{ActionId, Effect, Place, Plan};
use crate::balance::{self, BalanceId, BalanceKind, Because};
use crate::shipments::{self, Parcel, ShipmentKind};
use crate::subscription::SubscriptionState;
use crate::unit::UnitId;
use crate::{charge, payment_method, records, returns, subscription, voucher};
use customers::CustomerId;
use db::{Trouble, Work, sql};

pub(super) fn carry_out(work: &mut Work<'_>, at: &Place, plan: &Plan, out: &mut Outcomes, action: ActionId) -> Result<(), Trouble> {
    for effect in &plan.effects {
        on_order(work, at, effect, out, action)?;
        beside_orders(work, effect, out)?;
        for_customers(work, effect, out, action)?;
    }
    Ok(())
}

/// What happens to an order's goods.
fn on_order(work: &mut Work<'_>, at: &Place, effect: &Effect, out: &mut Outcomes, action: ActionId) -> Result<(), Trouble> {
    let Some(order) = out.order else { return Ok(()) };
    match effect {
        Effect::Cancels { units, reason } => returns::cancelled(work, order, reason, units, action.0),
        Effect::OpensReturn(new) => {
            let customer = at.customer.ok_or(Trouble::NotFound("customer"))?;
            out.return_id = Some(returns::open(work, order, customer, new, action.0)?);
            Ok(())
        }
        Effect::ReceivesReturn { id, looked } => {
            for (unit, condition, accepted) in looked {
                returns::look_at(work, *id, *unit, *condition, *accepted)?;
            }
            out.return_id = Some(*id);
            returns::becomes(work, *id, returns::ReturnState::Received)
        }
        Effect::Exchanges { old, difference } => {
            let pairs: Vec<(UnitId, UnitId)> = old.iter().copied().zip(out.units.iter().copied()).collect();
            returns::exchanged(work, order, out.return_id, *difference, &pairs, action.0)
        }
        Effect::SendsAgain { units, carrier } => {
            let parcel = Parcel { kind: ShipmentKind::Again, carrier, tracking: "", units, action: Some(action.0) };
            out.shipment = Some(shipments::add(work, order, &parcel)?.0);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// What happens beside orders.
fn beside_orders(work: &mut Work<'_>, effect: &Effect, out: &mut Outcomes) -> Result<(), Trouble> {
    match effect {
        Effect::UsesVoucher { voucher } => voucher::used(work, voucher::VoucherId(*voucher)),
        Effect::OpensAccount { customer, plan, details } => open_account(work, *customer, plan, details, out),
        Effect::UpdatesAccount { account, plan, details } => {
            let now = work.now;
            sql("UPDATE account SET plan = $2, details = $3, changed_at = $4 WHERE id = $1")
                .with(*account)
                .with(plan)
                .with(details.to_string())
                .with(now)
                .run(work)?;
            out.account = Some(crate::account::AccountId(*account));
            Ok(())
        }
        Effect::ClosesAccount { account } => {
            let now = work.now;
            sql("UPDATE account SET status = $2, changed_at = $3, closed_at = $3 WHERE id = $1")
                .with(*account)
                .with(AccountStatus::Closed)
                .with(now)
                .run(work)?;
            out.account = Some(crate::account::AccountId(*account));
            Ok(())
        }
        Effect::ChargeBecomes { charge, state } => charge::becomes(work, *charge, *state),
        Effect::StartsSubscription(new) => {
            let id = subscription::open(work, new)?;
            out.subscription = Some(id);
            out.charge.map_or(Ok(()), |first| charge::belongs_to(work, first, id))
        }
        Effect::SubscriptionBecomes { subscription, ended, paused, period_from, period_until } => {
            out.subscription = Some(*subscription);
            subscription::becomes(work, *subscription, state_of(*ended, *paused), *period_from, *period_until)
        }
        Effect::SubscriptionChanges { subscription, plan, price } => {
            out.subscription = Some(*subscription);
            subscription::becomes_plan(work, *subscription, plan, *price)
        }
        Effect::OpensRecord { record_type, customer, brand, state, fields } => {
            out.record = Some(records::insert(work, *record_type, *customer, *brand, state, fields)?);
            Ok(())
        }
        Effect::ChangesRecord { record, version, state, fields } => {
            out.record = Some(*record);
            records::change(work, *record, *version, state, fields)
        }
        _ => Ok(()),
    }
}

const fn state_of(ended: bool, paused: bool) -> SubscriptionState {
    match (ended, paused) {
        (true, _) => SubscriptionState::Ended,
        (false, true) => SubscriptionState::Paused,
        (false, false) => SubscriptionState::Active,
    }
}

/// What becomes a customer's.
fn for_customers(work: &mut Work<'_>, effect: &Effect, out: &mut Outcomes, action: ActionId) -> Result<(), Trouble> {
    let Effect::LoadsBalance { balance, kind, customer, amount, reason, expires_at } = effect else {
        return Ok(());
    };
    let id = match (balance, kind, customer) {
        (Some(id), ..) => BalanceId(*id),
        (None, BalanceKind::GiftCard, whose) => {
            let (id, code) = balance::open_gift_card(work, amount.currency, *whose, *expires_at)?;
            out.code = Some(code);
            id
        }
        (None, BalanceKind::StoreCredit, Some(whose)) => balance::store_credit(work, *whose, amount.currency)?,
        (None, BalanceKind::StoreCredit, None) => return Err(Trouble::NotFound("customer")),
    };
    balance::enter(work, id, *amount, Because { reason, payment: None, action: Some(action.0) })?;
    out.balance = Some(id.0);
    customer.map_or(Ok(()), |whose| payment_method::add_balance(work, whose, id).map(drop))
}

fn open_account(
    work: &mut Work<'_>,
    customer: CustomerId,
    plan: &str,
    details: &serde_json::Value,
    out: &mut Outcomes,
) -> Result<(), Trouble> {
    let number = format!("A{}", 1000 + work.next_number("account")?);
    let now = work.now;
    let id = sql("INSERT INTO account (number, customer_id, plan, status, details, opened_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id")
    .with(number)
    .with(customer)
    .with(plan)
    .with(AccountStatus::Open)
    .with(details.to_string())
    .with(now)
    .only(work, "account")?;
    out.account = Some(id);
    Ok(())
}
