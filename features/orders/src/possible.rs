//! “What can I do for this order, and why not the rest?”: each action tried on the order as it stands, nothing changed.

use crate::action::{Cancel, IssueInvoice, Preview, Refund, RefundWhat, Request, Resend, ReturnGoods, WaiveFee, preview};
use crate::order::OrderId;
use crate::returns::RefundTo;
use crate::unit::{self, UnitId, UnitState};
use db::{Actor, Trouble, Tx};

/// The actions an agent is offered first, each previewed over all pieces it could concern.
pub fn what_can_be_done(tx: &mut Tx<'_>, actor: Actor, order: OrderId, reason: &str) -> Result<Vec<Preview>, Trouble> {
    let units = unit::of(tx, order)?;
    let in_state =
        |states: &[UnitState]| -> Vec<UnitId> { units.iter().filter(|unit| states.contains(&unit.state)).map(|unit| unit.id).collect() };
    let here = [UnitState::Delivered, UnitState::Returning, UnitState::Returned];
    let reason = || reason.to_owned();
    let requests = [
        Request::Cancel(Cancel { order, units: Vec::new(), reason: reason(), refund_to: RefundTo::Original }),
        Request::Return(ReturnGoods {
            order,
            units: in_state(&here),
            reason: reason(),
            condition: Some("unopened".into()),
            refund_to: RefundTo::Original,
        }),
        Request::Refund(Refund {
            order,
            refund: RefundWhat::Everything,
            reason: reason(),
            refund_to: RefundTo::Original,
        }),
        Request::Resend(Resend {
            order,
            units: in_state(&[UnitState::Shipped, UnitState::Delivered]),
            reason: reason(),
            carrier: String::new(),
        }),
        Request::WaiveFee(WaiveFee { order: Some(order), charge: None, reason: reason() }),
        Request::Invoice(IssueInvoice { order }),
    ];
    requests.iter().map(|request| preview(tx, actor, request)).collect()
}
