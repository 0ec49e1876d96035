//! “What can I do for this order, and why not the rest?”: each action tried on the order as it stands, nothing changed.

use crate::action::{
    AdjustBill, Cancel, ChangeAddress, ChangeItems, ChangePayment, ChangeShipping, CloseReturn, Credit, Exchange, IssueInvoice,
    IssueReceipt, Looked, Origin, Pay, Preview, ReceiveReturn, Refund, RefundWhat, Request, Resend, ReturnGoods, TakePayment, WaiveFee,
    Wanted, preview_from,
};
use crate::order::{Order, OrderId};
use crate::payment_method;
use crate::returns::{self, Condition, RefundTo, ReturnState};
use crate::unit::{self, Unit, UnitId, UnitState};
use crate::{orders, shipping};
use db::{Actor, Trouble, Tx};
use kit::Money;

/// The actions an agent is offered, each previewed over all pieces it could concern. Where an amount is to be chosen, the
/// smallest there is stands for it; where something else is (another shipping, another way to pay, other goods), the
/// nearest there is. What has no such thing here, as an order without a way to pay, is left out.
pub fn what_can_be_done(tx: &mut Tx<'_>, actor: Actor, order: OrderId, reason: &str, origin: &Origin) -> Result<Vec<Preview>, Trouble> {
    let order = orders::find(tx, order)?;
    let units = unit::of(tx, order.id)?;
    let mut requests = about_goods(&order, &units, reason);
    requests.extend(about_money(&order, reason));
    requests.extend(about_changes(tx, &order, &units, reason)?);
    requests.extend(about_returns(tx, &order, reason)?);
    requests.iter().map(|request| preview_from(tx, actor, request, origin)).collect()
}

fn in_state<'a>(units: &'a [Unit], states: &'a [UnitState]) -> impl Iterator<Item = &'a Unit> {
    units.iter().filter(move |unit| states.contains(&unit.state))
}

fn about_goods(order: &Order, units: &[Unit], reason: &str) -> Vec<Request> {
    let (order, reason) = (order.id, || reason.to_owned());
    let ids = |states: &[UnitState]| -> Vec<UnitId> { in_state(units, states).map(|unit| unit.id).collect() };
    // What is back or on its way says why not only where nothing else is left to send back.
    let delivered = ids(&[UnitState::Delivered]);
    let to_return = if delivered.is_empty() {
        ids(&[UnitState::Returning, UnitState::Returned])
    } else {
        delivered.clone()
    };
    let condition = Some("unopened".to_owned());
    vec![
        Request::Cancel(Cancel { order, units: Vec::new(), reason: reason(), refund_to: RefundTo::Original }),
        Request::Return(ReturnGoods {
            order,
            units: to_return,
            reason: reason(),
            condition: condition.clone(),
            refund_to: RefundTo::Original,
        }),
        Request::Exchange(Exchange {
            order,
            units: delivered,
            wanted: in_state(units, &[UnitState::Delivered]).map(|unit| unit.sku.clone()).collect(),
            reason: reason(),
            condition,
            pay: None,
            refund_to: RefundTo::Original,
        }),
        Request::Resend(Resend {
            order,
            units: ids(&[UnitState::Shipped, UnitState::Delivered]),
            reason: reason(),
            carrier: String::new(),
        }),
    ]
}

fn about_money(order: &Order, reason: &str) -> Vec<Request> {
    let (id, smallest, reason) = (order.id, Money::new(1, order.currency), || reason.to_owned());
    let refund = |refund, refund_to| Request::Refund(Refund { order: id, refund, reason: reason(), refund_to });
    vec![
        refund(RefundWhat::Everything, RefundTo::Original),
        refund(RefundWhat::Goodwill { amount: smallest }, RefundTo::StoreCredit),
        Request::Credit(Credit { order: id, amount: smallest, reason: reason(), refund_to: RefundTo::Original }),
        Request::AdjustBill(AdjustBill { order: Some(id), charge: None, amount: smallest, reason: reason(), pay: None }),
        Request::WaiveFee(WaiveFee { order: Some(id), charge: None, reason: reason() }),
        Request::Invoice(IssueInvoice { order: id }),
        Request::Receipt(IssueReceipt { order: id }),
    ]
}

fn about_changes(tx: &mut Tx<'_>, order: &Order, units: &[Unit], reason: &str) -> Result<Vec<Request>, Trouble> {
    let (id, reason, refund_to) = (order.id, || reason.to_owned(), RefundTo::Original);
    let mut requests = Vec::new();
    if let Some(unit) = units.first() {
        let put_in = vec![Wanted { sku: unit.sku.clone(), count: 1 }];
        requests.push(Request::ChangeItems(ChangeItems {
            order: id,
            take_out: Vec::new(),
            put_in,
            reason: reason(),
            pay: None,
            refund_to,
        }));
    }
    let mut bill_to = order.ship_to()?;
    bill_to.line2 = if bill_to.line2.is_empty() { "-".into() } else { String::new() };
    requests.push(Request::ChangeAddress(ChangeAddress { order: id, ship_to: Some(bill_to), bill_to: None, reason: reason() }));
    let ways = shipping::methods(tx, order.brand, &order.country, order.currency)?;
    if let Some((shipping, _)) = ways.into_iter().find(|(method, _)| *method != order.shipping_method) {
        requests.push(Request::ChangeShipping(ChangeShipping { order: id, shipping, reason: reason(), pay: None, refund_to }));
    }
    let methods = payment_method::of(tx, order.customer)?;
    let pay = |method| Pay { method, amount: None, authorise_only: false };
    if let Some(usual) = methods.first() {
        requests.push(Request::TakePayment(TakePayment { order: id, pay: pay(usual.id), reason: reason() }));
    }
    if let Some(other) = methods.iter().find(|method| Some(method.id) != order.method) {
        requests.push(Request::ChangePayment(ChangePayment { order: id, pay: pay(other.id), reason: reason() }));
    }
    Ok(requests)
}

/// Each return that is expected: received as it was sent, and called off.
fn about_returns(tx: &mut Tx<'_>, order: &Order, reason: &str) -> Result<Vec<Request>, Trouble> {
    let mut requests = Vec::new();
    for found in returns::of(tx, order.id)? {
        if found.state != ReturnState::Expected {
            continue;
        }
        let looked = returns::units(tx, found.id)?;
        let looked = looked
            .into_iter()
            .map(|one| Looked { unit: one.unit, condition: Condition::LikeNew, accepted: true });
        requests.push(Request::ReceiveReturn(ReceiveReturn { return_id: found.id, looked: looked.collect(), reason: reason.into() }));
        requests.push(Request::CloseReturn(CloseReturn { return_id: found.id, reason: reason.into() }));
    }
    Ok(requests)
}
