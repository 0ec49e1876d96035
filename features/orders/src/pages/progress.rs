//! How far each return of an order has come, as steps one sees at a glance: agreed, here, paid back or replaced.

use super::wording::said;
use crate::bill::BillOf;
use crate::order::Order;
use crate::payments::{self, Payment, PaymentKind};
use crate::returns::{self, Return, ReturnState};
use db::{Trouble, Tx};
use kit::Moment;
use web::parts::{Tone, badge};
use web::{Markup, Text, html};

/// So long after it was settled a return is still worth a line.
const REMEMBERED_SECONDS: i64 = 30 * 86_400;

/// A line for each return that is under way or was settled lately.
pub(super) fn of_order(tx: &mut Tx<'_>, text: &Text, order: &Order) -> Result<Vec<Markup>, Trouble> {
    let all = returns::of(tx, order.id)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let (payments, now) = (payments::of(tx, BillOf::Order(order.id))?, tx.now());
    Ok(all
        .iter()
        .filter(|goods| is_of_interest(goods, now))
        .map(|goods| line(text, goods, &payments))
        .collect())
}

fn is_of_interest(goods: &Return, now: Moment) -> bool {
    let settled = goods.closed_at.or(goods.received_at);
    settled.is_none_or(|at| now.seconds_since(at) < REMEMBERED_SECONDS)
}

/// A step of a return: its word, and whether it is done.
#[derive(Debug, PartialEq, Eq)]
struct Step(&'static str, bool);

/// The steps of a return. What is paid back after it was received is its own; until a provider says so it is on its way.
fn steps(goods: &Return, payments: &[Payment]) -> Vec<Step> {
    let received = goods.state == ReturnState::Received;
    let mut all = vec![Step("agreed", true), Step("here", received)];
    if goods.state == ReturnState::Closed {
        return vec![Step("agreed", true), Step("called_off", true)];
    }
    if goods.is_exchange {
        all.push(Step("replaced", true));
        return all;
    }
    let since = goods.received_at;
    let refunds = payments.iter().filter(|line| line.kind == PaymentKind::Refund && line.failed_at.is_none());
    let own: Vec<&Payment> = refunds.filter(|line| since.is_some_and(|at| line.entered_at >= at)).collect();
    let paid = !own.is_empty() && own.iter().all(|line| !line.is_promised());
    all.push(Step(if own.is_empty() || paid { "paid_back" } else { "on_its_way_back" }, paid));
    all
}

fn line(text: &Text, goods: &Return, payments: &[Payment]) -> Markup {
    let all = steps(goods, payments);
    let next = all.iter().position(|step| !step.1);
    html! {
        span.line {
            (text.say_with("orders-return", &[("number", &goods.number)])) ":"
            @for (at, step) in all.iter().enumerate() {
                @let tone = if step.1 { Tone::Good } else if Some(at) == next { Tone::Info } else { Tone::Plain };
                (badge(tone, &format!("{}{}", if step.1 { "✓ " } else { "" }, said(text, "step", step.0))))
            }
        }
    }
}
