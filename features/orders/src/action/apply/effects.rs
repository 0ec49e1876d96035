//! What is done beside bill, money and stock: returns opened and received, parcels sent again, accounts, charges, records.

use super::{Outcomes, accounts};
use crate::action::{ActionId, Effect, Place, Plan};
use crate::balance::{self, BalanceId, BalanceKind, Because};
use crate::shipments::{self, Parcel, ShipmentKind};
use crate::unit::UnitId;
use crate::{charge, payment_method, records, returns, subscription, voucher};
use db::{Trouble, Work};

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
        Effect::ClosesReturn { id } => {
            out.return_id = Some(*id);
            returns::becomes(work, *id, returns::ReturnState::Closed)
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
        Effect::OpensAccount { customer, plan, details, brand } => {
            out.account = Some(accounts::open(work, *customer, *brand, plan, details)?);
            Ok(())
        }
        Effect::UpdatesAccount { account, plan, details, before } => {
            out.account = Some(accounts::update(work, *account, plan, details, before.as_ref())?);
            Ok(())
        }
        Effect::ClosesAccount { account, before, .. } => {
            out.account = Some(accounts::close(work, *account, before.as_ref())?);
            Ok(())
        }
        Effect::ChargeBecomes { charge, state } => charge::becomes(work, *charge, *state),
        Effect::StartsSubscription(new) => {
            let id = subscription::open(work, new)?;
            out.subscription = Some(id);
            out.charge.map_or(Ok(()), |first| charge::belongs_to(work, first, id))
        }
        Effect::RenewsSubscription { subscription, period_from, period_until } => {
            out.subscription = Some(*subscription);
            subscription::renew(work, *subscription, *period_from, *period_until)
        }
        Effect::PausesSubscription { subscription, paused } => {
            out.subscription = Some(*subscription);
            subscription::pause(work, *subscription, *paused)
        }
        Effect::ResumesSubscription { subscription } => {
            out.subscription = Some(*subscription);
            subscription::resume(work, *subscription)
        }
        Effect::EndsSubscription { subscription } => {
            out.subscription = Some(*subscription);
            subscription::end(work, *subscription)
        }
        Effect::SubscriptionChanges { subscription, terms } => {
            out.subscription = Some(*subscription);
            subscription::becomes(work, *subscription, terms)
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
