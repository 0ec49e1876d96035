//! The payments ledger: authorised, captured, refunded, void; each line with amount, method, reason and who did it.
//!
//! Lines are only ever added. The one thing that changes on a line is whether the outside world has done it: a refund to
//! a card is promised when it is written and settled when the provider says so. Balances of ours settle at once.
//! It promises: what is refunded of a capture never exceeds it, whoever asks.

use crate::Event;
use crate::balance::{self, BalanceId, Because};
use crate::bill::{BillOf, ChargeId};
use crate::exact::{less, sum};
use crate::order::OrderId;
use crate::payment_method::{MethodId, MethodKind};
use crate::stored::one_line;
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};
use serde::{Deserialize, Serialize};

db::id!(
    /// The key of a line of the payments ledger.
    PaymentId
);

db::words!(
    /// What a line says.
    PaymentKind { Authorise = "authorise", Capture = "capture", Refund = "refund", Void = "void" }
);

/// A line as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Payment {
    pub id: PaymentId,
    pub order: Option<OrderId>,
    pub charge: Option<ChargeId>,
    pub customer: CustomerId,
    pub kind: PaymentKind,
    /// The authorisation a capture or void is of; the capture a refund is of.
    pub parent: Option<PaymentId>,
    minor: i64,
    currency: Currency,
    /// Where the money comes from or goes to.
    pub method_kind: MethodKind,
    pub method: Option<MethodId>,
    pub balance: Option<BalanceId>,
    /// What the provider calls it.
    pub reference: String,
    pub reason: String,
    pub actor_kind: String,
    pub actor_id: Option<i64>,
    pub action: Option<i64>,
    pub entered_at: Moment,
    pub settled_at: Option<Moment>,
    pub failed_at: Option<Moment>,
}

impl Payment {
    pub const fn amount(&self) -> Money {
        Money::new(self.minor, self.currency)
    }

    /// Whether it counts: a failed line is kept for the story and moves nothing.
    pub const fn holds(&self) -> bool {
        self.failed_at.is_none()
    }

    /// Promised to the customer and not yet on its way.
    pub const fn is_promised(&self) -> bool {
        self.settled_at.is_none() && self.failed_at.is_none()
    }
}

/// Money to be moved, as a plan shows it and the ledger writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    pub kind: PaymentKind,
    pub parent: Option<PaymentId>,
    pub amount: Money,
    pub method_kind: MethodKind,
    pub method: Option<MethodId>,
    /// `None` for store credit that is opened with this movement.
    pub balance: Option<BalanceId>,
    pub reason: String,
}

/// All lines of a bill, oldest first.
pub fn of(tx: &mut Tx<'_>, of: BillOf) -> Result<Vec<Payment>, Trouble> {
    match of {
        BillOf::Order(id) => sql(
            "SELECT id, order_id, charge_id, customer_id, kind, parent_id, minor, currency, method_kind, method_id, balance_id,
                    reference, reason, actor_kind, actor_id, action_id, entered_at, settled_at, failed_at
               FROM payment WHERE order_id = $1 ORDER BY id",
        )
        .with(id)
        .all(tx),
        BillOf::Charge(id) => sql(
            "SELECT id, order_id, charge_id, customer_id, kind, parent_id, minor, currency, method_kind, method_id, balance_id,
                    reference, reason, actor_kind, actor_id, action_id, entered_at, settled_at, failed_at
               FROM payment WHERE charge_id = $1 ORDER BY id",
        )
        .with(id)
        .all(tx),
    }
}

/// The line with this key.
pub fn find(tx: &mut Tx<'_>, id: PaymentId) -> Result<Payment, Trouble> {
    sql(
        "SELECT id, order_id, charge_id, customer_id, kind, parent_id, minor, currency, method_kind, method_id, balance_id,
                reference, reason, actor_kind, actor_id, action_id, entered_at, settled_at, failed_at
           FROM payment WHERE id = $1",
    )
    .with(id)
    .only(tx, "payment")
}

/// Refunds promised and not yet paid, the oldest first.
pub fn promised(tx: &mut Tx<'_>, most: i64) -> Result<Vec<Payment>, Trouble> {
    sql(
        "SELECT id, order_id, charge_id, customer_id, kind, parent_id, minor, currency, method_kind, method_id, balance_id,
                reference, reason, actor_kind, actor_id, action_id, entered_at, settled_at, failed_at
           FROM payment WHERE settled_at IS NULL AND failed_at IS NULL AND kind = 'refund'
          ORDER BY entered_at, id LIMIT $1",
    )
    .with(most)
    .all(tx)
}

/// A line that can still be drawn on, and how much is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub payment: Payment,
    pub left: Money,
}

fn left(lines: &[Payment], of: PaymentKind, by: &[PaymentKind]) -> Result<Vec<Left>, Trouble> {
    let drawable = lines.iter().filter(|line| line.kind == of && line.holds());
    drawable
        .map(|line| {
            let drawn = lines
                .iter()
                .filter(|other| other.parent == Some(line.id) && by.contains(&other.kind) && other.holds());
            let drawn = sum(line.currency, drawn.map(Payment::amount))?;
            Ok(Left { payment: line.clone(), left: less(line.amount(), drawn)? })
        })
        .collect()
}

/// Captures and what can still be refunded of each.
pub fn refundable(lines: &[Payment]) -> Result<Vec<Left>, Trouble> {
    left(lines, PaymentKind::Capture, &[PaymentKind::Refund])
}

/// Authorisations and what can still be captured of each.
pub fn capturable(lines: &[Payment]) -> Result<Vec<Left>, Trouble> {
    left(lines, PaymentKind::Authorise, &[PaymentKind::Capture, PaymentKind::Void])
}

/// Captured and not given back.
pub fn paid(currency: Currency, lines: &[Payment]) -> Result<Money, Trouble> {
    sum(currency, refundable(lines)?.into_iter().map(|line| line.left))
}

/// Authorised and neither captured nor let go: money the customer cannot spend elsewhere.
pub fn reserved(currency: Currency, lines: &[Payment]) -> Result<Money, Trouble> {
    sum(currency, capturable(lines)?.into_iter().map(|line| line.left))
}

/// What lets go of authorisations beyond what is due, the latest first.
pub(crate) fn surplus(currency: Currency, lines: &[Payment], due: Money, reason: &str) -> Result<Vec<Movement>, Trouble> {
    let kept = if due.is_negative() { currency.zero() } else { due };
    let (mut beyond, mut voids) = (less(reserved(currency, lines)?, kept)?, Vec::new());
    for line in capturable(lines)?.into_iter().rev().filter(|line| line.left.is_positive()) {
        if !beyond.is_positive() {
            break;
        }
        let amount = beyond.least(line.left).map_err(crate::exact::fault)?;
        beyond = less(beyond, amount)?;
        voids.push(Movement {
            kind: PaymentKind::Void,
            parent: Some(line.payment.id),
            amount,
            method_kind: line.payment.method_kind,
            method: line.payment.method,
            balance: line.payment.balance,
            reason: reason.into(),
        });
    }
    Ok(voids)
}

/// Writes a movement down and, where the money lies with us, moves it.
pub(crate) fn enter(
    work: &mut Work<'_>,
    of: BillOf,
    customer: CustomerId,
    movement: &Movement,
    action: Option<i64>,
) -> Result<PaymentId, Trouble> {
    refuse_overdrawing(work, of, movement)?;
    let balance = balance_of(work, customer, movement)?;
    let (now, actor, (order, charge)) = (work.now, work.actor, of.columns());
    let at_once = balance.is_some() || movement.kind != PaymentKind::Refund;
    let id: PaymentId = sql(
        "INSERT INTO payment (order_id, charge_id, customer_id, kind, parent_id, minor, currency, method_kind, method_id, balance_id,
                              reason, actor_kind, actor_id, action_id, entered_at, settled_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id",
    )
    .with(order)
    .with(charge)
    .with(customer)
    .with(movement.kind)
    .with(movement.parent)
    .with(movement.amount.minor)
    .with(movement.amount.currency)
    .with(movement.method_kind)
    .with(movement.method)
    .with(balance)
    .with(one_line(&movement.reason, 200))
    .with(actor.kind())
    .with(actor.id())
    .with(action)
    .with(now)
    .with(at_once.then_some(now))
    .only(work, "payment")?;
    if let Some(balance) = balance {
        move_balance(work, balance, movement, id, action)?;
    }
    record(work, of, customer, id, movement)?;
    Ok(id)
}

fn record(work: &mut Work<'_>, of: BillOf, customer: CustomerId, id: PaymentId, movement: &Movement) -> Result<(), Trouble> {
    let (order, charge) = of.columns();
    let (minor, currency) = (movement.amount.minor, movement.amount.currency.code().to_owned());
    work.record(&Event::MoneyMoved {
        customer: customer.0,
        order,
        charge,
        payment: id.0,
        what: movement.kind.word().into(),
        minor,
        currency,
    })
}

/// Not more than is left of the line it draws on, and of the same currency.
fn refuse_overdrawing(work: &mut Work<'_>, of_bill: BillOf, movement: &Movement) -> Result<(), Trouble> {
    if !movement.amount.is_positive() {
        return Err(Trouble::refused("orders-nothing-to-move"));
    }
    let Some(parent) = movement.parent else {
        let must_draw = matches!(movement.kind, PaymentKind::Refund | PaymentKind::Void);
        return if must_draw { Err(Trouble::refused("orders-refund-of-nothing")) } else { Ok(()) };
    };
    let lines = of(work, of_bill)?;
    let open = if movement.kind == PaymentKind::Refund {
        refundable(&lines)?
    } else {
        capturable(&lines)?
    };
    let left = open.into_iter().find(|line| line.payment.id == parent).map(|line| line.left);
    match left {
        Some(left) if left.currency == movement.amount.currency && movement.amount.minor <= left.minor => Ok(()),
        Some(left) => Err(Trouble::refused("orders-refund-exceeds-paid").with("left", left)),
        None => Err(Trouble::refused("orders-refund-of-nothing")),
    }
}

fn balance_of(work: &mut Work<'_>, customer: CustomerId, movement: &Movement) -> Result<Option<BalanceId>, Trouble> {
    match (movement.method_kind, movement.balance) {
        (_, Some(balance)) => Ok(Some(balance)),
        (MethodKind::StoreCredit, None) => balance::store_credit(work, customer, movement.amount.currency).map(Some),
        (MethodKind::GiftCard, None) => Err(Trouble::refused("orders-method-without-balance")),
        _ => Ok(None),
    }
}

fn move_balance(work: &mut Work<'_>, id: BalanceId, movement: &Movement, payment: PaymentId, action: Option<i64>) -> Result<(), Trouble> {
    let amount = match movement.kind {
        PaymentKind::Capture => crate::exact::negated(movement.amount)?,
        PaymentKind::Refund => movement.amount,
        PaymentKind::Authorise | PaymentKind::Void => return Ok(()),
    };
    let because = Because { reason: &movement.reason, payment: Some(payment.0), action };
    balance::enter(work, id, amount, because)
}

/// The outside world has done it: the provider's reference is kept. Told again it changes nothing; a line that failed is refused.
pub fn settle(work: &mut Work<'_>, id: PaymentId, reference: &str) -> Result<(), Trouble> {
    let now = work.now;
    let settled = sql("UPDATE payment SET settled_at = $2, reference = $3 WHERE id = $1 AND settled_at IS NULL AND failed_at IS NULL")
        .with(id)
        .with(now)
        .with(one_line(reference, 200))
        .run(work)?;
    let line = find(work, id)?;
    if line.failed_at.is_some() {
        return Err(Trouble::refused("orders-payment-failed-before"));
    }
    if settled > 0 {
        work.record(&Event::MoneySettled { customer: line.customer.0, order: line.order.map(|o| o.0), payment: id.0 })?;
    }
    Ok(())
}

/// The outside world could not do it: the line no longer counts, and what it drew on can be drawn again. Told again it
/// changes nothing; a line that was settled, or recorded as done when it was entered, is refused.
pub fn fail(work: &mut Work<'_>, id: PaymentId, reason: &str) -> Result<(), Trouble> {
    let line = find(work, id)?;
    if line.settled_at.is_some() && line.holds() {
        return Err(Trouble::refused("orders-payment-settled-before"));
    }
    fails(work, &line, reason)
}

/// The outside world took back what it had settled, as a bank does with a refund it cannot deliver.
pub(crate) fn unsettled(work: &mut Work<'_>, id: PaymentId, reason: &str) -> Result<(), Trouble> {
    let line = find(work, id)?;
    if line.kind != PaymentKind::Refund || line.balance.is_some() {
        return Err(Trouble::refused("orders-payment-settled-before"));
    }
    fails(work, &line, reason)
}

fn fails(work: &mut Work<'_>, line: &Payment, reason: &str) -> Result<(), Trouble> {
    let now = work.now;
    let failed = sql("UPDATE payment SET failed_at = $2, settled_at = NULL, reason = $3 WHERE id = $1 AND failed_at IS NULL")
        .with(line.id)
        .with(now)
        .with(one_line(reason, 200))
        .run(work)?;
    if failed > 0 {
        if let Some(order) = line.order {
            crate::ledger::refresh(work, order)?;
        }
        work.record(&Event::MoneyFailed { customer: line.customer.0, order: line.order.map(|o| o.0), payment: line.id.0 })?;
    }
    Ok(())
}

/// Promises once more what the outside world could not do, as far as the customer is still owed it. The line that failed stays
/// as it is.
pub fn promise_again(work: &mut Work<'_>, failed: PaymentId) -> Result<PaymentId, Trouble> {
    let line = find(work, failed)?;
    let Some(order) = line.order.filter(|_| line.failed_at.is_some() && line.kind == PaymentKind::Refund) else {
        return Err(Trouble::Changed("the refund"));
    };
    crate::ledger::hold(work, order)?;
    let due = crate::orders::find(work, order)?.due();
    if due.minor > -line.minor {
        return Err(Trouble::refused("orders-refund-not-owed"));
    }
    let movement = Movement {
        kind: PaymentKind::Refund,
        parent: line.parent,
        amount: line.amount(),
        method_kind: line.method_kind,
        method: line.method,
        balance: line.balance,
        reason: "once more".into(),
    };
    let again = enter(work, BillOf::Order(order), line.customer, &movement, line.action)?;
    crate::ledger::refresh(work, order)?;
    Ok(again)
}
