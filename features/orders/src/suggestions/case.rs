//! The case a suggestion would be made in: the customer, the conversation, the order, and all that may speak against it.

use super::{Settings, opting};
use crate::order::{Order, OrderId};
use crate::orders;
use crate::product::{ProductId, VariantId};
use crate::record_type::{self, Definition};
use crate::unit::{UnitId, UnitState};
use customers::CustomerId;
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;
use mood::Mood;

/// Whom and what it is asked about.
#[derive(Debug, Clone)]
pub struct Asking {
    pub customer: CustomerId,
    /// The conversation, if it is asked in one.
    pub talk: Option<Talk>,
    /// `None` for their newest order.
    pub order: Option<OrderId>,
    /// A complaint of theirs that the asker may see is not settled, in this conversation or another.
    pub has_complaint: bool,
}

/// A conversation as far as suggestions need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Its key.
    pub id: i64,
    pub is_urgent: bool,
    /// What it is about, by the word policies use.
    pub category: Option<String>,
    /// Of the last messages that came in.
    pub mood: Mood,
}

/// A piece the customer has or waits for.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Piece {
    pub id: UnitId,
    pub order: OrderId,
    pub product: ProductId,
    pub variant: VariantId,
    pub category: String,
    pub state: UnitState,
}

/// What is known of the case.
#[derive(Debug, Clone)]
pub struct Case {
    pub customer: CustomerId,
    pub opted_out: bool,
    pub has_complaint: bool,
    pub open_return: bool,
    pub open_refund: bool,
    pub open_record: bool,
    pub approval_waiting: bool,
    pub is_urgent: bool,
    pub category: Option<String>,
    /// Categories of what is in the order.
    pub goods: Vec<String>,
    pub said_no_at: Option<Moment>,
    pub mood: Mood,
    pub(super) conversation: Option<i64>,
    pub(super) order: Option<Order>,
    /// What they have, of all orders, the newest first.
    pub(super) pieces: Vec<Piece>,
}

/// More pieces are not looked through.
const MOST_PIECES: i64 = 500;
/// A request for approval that ran out counts as overdue for two weeks.
const OVERDUE_SECONDS: i64 = 14 * 86_400;

impl Case {
    /// A case in which nothing speaks against it and nothing for it.
    pub const fn nothing_known(customer: CustomerId) -> Self {
        Self {
            customer,
            opted_out: false,
            has_complaint: false,
            open_return: false,
            open_refund: false,
            open_record: false,
            approval_waiting: false,
            is_urgent: false,
            category: None,
            goods: Vec::new(),
            said_no_at: None,
            mood: Mood::Neutral,
            conversation: None,
            order: None,
            pieces: Vec::new(),
        }
    }

    pub(super) fn of(tx: &mut Tx<'_>, asking: &Asking, settings: &Settings) -> Result<Self, Trouble> {
        let customer = asking.customer;
        let order = match asking.order {
            Some(id) => Some(orders::find(tx, id)?),
            None => orders::of_customer(tx, customer, None, 1)?.into_iter().next(),
        };
        let pieces = pieces(tx, customer)?;
        let in_order = pieces.iter().filter(|piece| order.as_ref().is_some_and(|order| order.id == piece.order));
        let mut case = Self {
            opted_out: opting::is_out(tx, customer)?,
            open_return: open_return(tx, customer)?,
            open_refund: open_refund(tx, customer)?,
            approval_waiting: approval_waiting(tx, customer)?,
            open_record: open_record(tx, customer, &settings.quiet_records)?,
            said_no_at: said_no_at(tx, customer)?,
            has_complaint: asking.has_complaint,
            goods: in_order.map(|piece| piece.category.clone()).filter(|category| !category.is_empty()).collect(),
            pieces,
            order,
            ..Self::nothing_known(customer)
        };
        if let Some(talk) = &asking.talk {
            case.conversation = Some(talk.id);
            (case.is_urgent, case.mood) = (talk.is_urgent, talk.mood);
            case.category.clone_from(&talk.category);
        }
        Ok(case)
    }

    /// The pieces of the order in question.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &Piece> {
        let order = self.order.as_ref().map(|order| order.id);
        self.pieces.iter().filter(move |piece| Some(piece.order) == order)
    }
}

fn open_return(tx: &mut Tx<'_>, customer: CustomerId) -> Result<bool, Trouble> {
    let found: Option<i64> = sql("SELECT id FROM goods_return WHERE customer_id = $1 AND state = 'expected' LIMIT 1")
        .with(customer)
        .one(tx)?;
    Ok(found.is_some())
}

fn open_refund(tx: &mut Tx<'_>, customer: CustomerId) -> Result<bool, Trouble> {
    let found: Option<i64> = sql("SELECT p.id FROM sales_order o JOIN payment p ON p.order_id = o.id
          WHERE o.customer_id = $1 AND p.kind = 'refund' AND p.settled_at IS NULL AND p.failed_at IS NULL LIMIT 1")
    .with(customer)
    .one(tx)?;
    Ok(found.is_some())
}

/// One that is waited for, or that nobody decided in time, which is worse.
fn approval_waiting(tx: &mut Tx<'_>, customer: CustomerId) -> Result<bool, Trouble> {
    let lately = tx.now().plus_seconds(-OVERDUE_SECONDS);
    let found: Option<i64> = sql("SELECT id FROM approval
          WHERE customer_id = $1 AND (state = 'waiting' OR (state = 'expired' AND expires_at > $2)) LIMIT 1")
    .with(customer)
    .with(lately)
    .one(tx)?;
    Ok(found.is_some())
}

fn pieces(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<Piece>, Trouble> {
    sql("SELECT u.id, u.order_id, u.product_id, u.variant_id, u.category, u.state
           FROM sales_order o JOIN order_unit u ON u.order_id = o.id
          WHERE o.customer_id = $1 AND u.state NOT IN ('cancelled', 'returned')
          ORDER BY u.id DESC LIMIT $2")
    .with(customer)
    .with(MOST_PIECES)
    .all(tx)
}

fn said_no_at(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Option<Moment>, Trouble> {
    sql("SELECT declined_at FROM suggestion WHERE customer_id = $1 AND declined_at IS NOT NULL ORDER BY declined_at DESC LIMIT 1")
        .with(customer)
        .one(tx)
}

/// A record is open while something can still be done with it that leads elsewhere.
fn open_record(tx: &mut Tx<'_>, customer: CustomerId, quiet: &[String]) -> Result<bool, Trouble> {
    for code in quiet {
        let Some(kind) = record_type::by_code(tx, code)? else { continue };
        let states: Vec<String> = sql("SELECT DISTINCT state FROM record WHERE customer_id = $1 AND type_id = $2 ORDER BY state")
            .with(customer)
            .with(kind.id)
            .all(tx)?;
        let definition = kind.definition()?;
        if states.iter().any(|state| leads_on(&definition, state)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn leads_on(definition: &Definition, state: &str) -> bool {
    definition
        .actions
        .values()
        .any(|action| action.to.as_deref().is_some_and(|to| to != state) && action.from.iter().any(|from| from == state))
}
