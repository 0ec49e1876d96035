//! What can be done for an order, and why not the rest: each way tried on the order as it stands, nothing changed.

use super::known::Known;
use super::words::{address, in_language, said};
use crate::theirs::Theirs;
use db::{Trouble, Tx};
use orders::action::{Cancel, ChangeAddress, Exchange, ReturnGoods};
use orders::address::Address;
use orders::returns::RefundTo;
use orders::unit::{Unit, UnitId, UnitState};
use orders::verdict::Verdict;
use orders::{Order, Preview, Request, preview_from};
use web::parts::link_button;
use web::{Markup, Visitor, html};

/// One way, named by its address, and what the policy says to it.
pub(super) struct Way {
    name: &'static str,
    verdict: Verdict,
}

impl Way {
    /// Why it is closed, and what to do instead: the first reason is the policy's own, others follow from it.
    pub(super) fn denied(&self, visitor: &Visitor) -> Markup {
        html! { div { strong { (said(visitor.t(), "way-not", self.name)) } (reasons(visitor, &self.verdict, 1)) } }
    }

    /// Codes that speak of the example tried here, not of the order: another variant may well be in stock.
    fn is_open(&self) -> bool {
        let of_the_example = ["items.out_of_stock", "not_in_stock", "exchange.out_of_stock"];
        let denied = matches!(self.verdict.outcome, orders::policy::Outcome::Denied);
        !denied || self.verdict.reasons.iter().all(|reason| of_the_example.contains(&reason.code.as_str()))
    }
}

/// Why one of them is closed, if it is.
pub(super) fn closed(tx: &mut Tx<'_>, who: &Known, order: &Theirs<Order>, units: &[Unit], name: &str) -> Result<Option<Way>, Trouble> {
    Ok(of(tx, who, order, units)?.into_iter().find(|way| way.name == name && !way.is_open()))
}

/// The four ways a customer goes themselves; none where nothing is left of the order.
pub(super) fn of(tx: &mut Tx<'_>, who: &Known, order: &Theirs<Order>, units: &[Unit]) -> Result<Vec<Way>, Trouble> {
    if units.iter().all(|unit| unit.state == UnitState::Cancelled) {
        return Ok(Vec::new());
    }
    let tries = [
        ("return", returning(order, units)),
        ("exchange", exchanging(order, units)),
        ("cancel", cancelling(order, units)),
        ("address", moving(order)?),
    ];
    let mut ways = Vec::new();
    for (name, request) in tries {
        let Preview { verdict, .. } = preview_from(tx, who.actor(), &request, &who.asks())?;
        ways.push(Way { name, verdict });
    }
    Ok(ways)
}

/// The pieces in one of these states; if there are none, all that were not cancelled, so that the reason is the right one.
fn in_state(units: &[Unit], state: UnitState) -> Vec<&Unit> {
    let some: Vec<&Unit> = units.iter().filter(|unit| unit.state == state).collect();
    if some.is_empty() {
        units.iter().filter(|unit| unit.state != UnitState::Cancelled).collect()
    } else {
        some
    }
}

fn keys(units: &[&Unit]) -> Vec<UnitId> {
    units.iter().map(|unit| unit.id).collect()
}

fn returning(order: &Order, units: &[Unit]) -> Request {
    Request::Return(ReturnGoods {
        order: order.id,
        units: keys(&in_state(units, UnitState::Delivered)),
        reason: "changed_mind".into(),
        condition: Some("unopened".into()),
        refund_to: RefundTo::Original,
    })
}

fn exchanging(order: &Order, units: &[Unit]) -> Request {
    let one = in_state(units, UnitState::Delivered).into_iter().take(1).collect::<Vec<_>>();
    Request::Exchange(Exchange {
        order: order.id,
        units: keys(&one),
        wanted: one.iter().map(|unit| unit.sku.clone()).collect(),
        reason: "changed_mind".into(),
        condition: Some("unopened".into()),
        pay: None,
        refund_to: RefundTo::Original,
    })
}

fn cancelling(order: &Order, units: &[Unit]) -> Request {
    Request::Cancel(Cancel {
        order: order.id,
        units: keys(&in_state(units, UnitState::Ordered)),
        reason: "changed_mind".into(),
        refund_to: RefundTo::Original,
    })
}

/// Any other address in the same country.
fn moving(order: &Order) -> Result<Request, Trouble> {
    let here = order.ship_to()?;
    let ship_to = Some(Address { line2: format!("{} –", here.line2), ..here });
    Ok(Request::ChangeAddress(ChangeAddress { order: order.id, ship_to, bill_to: None, reason: String::new() }))
}

/// The card: a button for each way that is open, a sentence and a next step for each that is not.
pub(super) fn draw(visitor: &Visitor, number: &str, ways: &[Way]) -> Markup {
    let (t, here) = (visitor.t(), address(number));
    html! {
        section.card.no-print {
            header { h2 { (t.say("portal-ways")) } }
            div.body.stack {
                div.front-buttons {
                    @for way in ways.iter().filter(|way| way.is_open()) {
                        (link_button(said(t, "way", way.name), format!("{here}/{}", way.name)))
                    }
                    (link_button(t.say("portal-write"), format!("{here}/write")))
                }
                @for way in ways.iter().filter(|way| !way.is_open()) {
                    (way.denied(visitor))
                }
            }
        }
    }
}

/// Why not, and what to do instead, in the reader's language.
pub(super) fn reasons(visitor: &Visitor, verdict: &Verdict, most: usize) -> Markup {
    html! {
        @for reason in verdict.reasons.iter().take(most) {
            p { (in_language(&reason.text, visitor.locale)) " " (in_language(&reason.next_step, visitor.locale)) }
        }
    }
}
