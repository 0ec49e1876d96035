//! Legal holds: on a customer, a company or a conversation, with who placed it and why. Who takes something away asks here first:
//! erasure, retention, merging away, removing. A hold ends only by being lifted, and stays readable afterwards.
//!
//! A customer is held by a hold of their own, of their company, or of somebody who was merged into them. A conversation is named by its
//! key: this room does not know what it is.

use crate::{CustomerId, Event};
use agents::{Permission, Rights};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// A hold's key.
    HoldId
);

/// The longest reason.
const LONGEST: usize = 2_000;

/// What a hold is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Customer(i64),
    Company(i64),
    Conversation(i64),
}

impl Held {
    const fn keys(self) -> (Option<i64>, Option<i64>, Option<i64>) {
        match self {
            Self::Customer(id) => (Some(id), None, None),
            Self::Company(id) => (None, Some(id), None),
            Self::Conversation(id) => (None, None, Some(id)),
        }
    }
}

/// One hold, in force or lifted.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Hold {
    pub id: HoldId,
    pub customer: Option<i64>,
    pub company: Option<i64>,
    pub conversation: Option<i64>,
    pub reason: String,
    pub placed_by_kind: String,
    pub placed_by: Option<i64>,
    pub placed_at: Moment,
    pub lifted_by_kind: Option<String>,
    pub lifted_by: Option<i64>,
    pub lifted_because: Option<String>,
    pub lifted_at: Option<Moment>,
}

/// Places a hold. A second one on the same thing stands beside the first: two reasons, lifted one by one.
pub fn place(work: &mut Work<'_>, on: Held, reason: &str) -> Result<HoldId, Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyHold)?;
    let reason = said(reason, "customers-hold-needs-a-reason")?;
    let (kind, by, now) = (work.actor.kind(), work.actor.id(), work.now);
    write(work, on, &reason, (kind, by), now)
}

/// What is in force on one thing is in force on another from now on, for the same reasons: part of the one went into the other, or left
/// it. Asks nobody's permission, for it only keeps what was held already.
pub fn carry(work: &mut Work<'_>, from: Held, to: Held) -> Result<(), Trouble> {
    let standing = on(work, to)?;
    for hold in on(work, from)?.into_iter().filter(|hold| hold.lifted_at.is_none()) {
        let same = |other: &Hold| other.lifted_at.is_none() && other.reason == hold.reason && other.placed_at == hold.placed_at;
        if standing.iter().any(same) {
            continue;
        }
        write(work, to, &hold.reason, (&hold.placed_by_kind, hold.placed_by), hold.placed_at)?;
    }
    Ok(())
}

fn write(work: &mut Work<'_>, on: Held, reason: &str, (kind, by): (&str, Option<i64>), at: Moment) -> Result<HoldId, Trouble> {
    let (customer, company, conversation) = on.keys();
    let id: HoldId = sql(
        "INSERT INTO legal_hold (customer_id, company_id, conversation_id, reason, placed_by_kind, placed_by_id, placed_at)
                          VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    )
    .with(customer)
    .with(company)
    .with(conversation)
    .with(reason)
    .with(kind)
    .with(by)
    .with(at)
    .only(work, "hold")?;
    work.record(&Event::HoldPlaced { hold: id.0, customer, company, conversation })?;
    Ok(id)
}

/// Lifts it. Lifted before: nothing changes.
pub fn lift(work: &mut Work<'_>, id: HoldId, because: &str) -> Result<(), Trouble> {
    Rights::of_actor(work)?.need(Permission::PrivacyHold)?;
    let because = said(because, "customers-hold-lift-needs-a-reason")?;
    let hold = find(work, id)?;
    let (kind, by) = (work.actor.kind(), work.actor.id());
    let now = work.now;
    let rows = sql("UPDATE legal_hold SET lifted_by_kind = $2, lifted_by_id = $3, lifted_because = $4, lifted_at = $5
                     WHERE id = $1 AND lifted_at IS NULL")
    .with(id)
    .with(kind)
    .with(by)
    .with(because)
    .with(now)
    .run(work)?;
    if rows == 0 {
        return Ok(());
    }
    let Hold { customer, company, conversation, .. } = hold;
    work.record(&Event::HoldLifted { hold: id.0, customer, company, conversation })
}

fn said(reason: &str, missing: &'static str) -> Result<String, Trouble> {
    let reason: String = reason.trim().chars().take(LONGEST).collect();
    if reason.is_empty() {
        return Err(Trouble::refused(missing));
    }
    Ok(reason)
}

/// The hold of this key.
pub fn find(tx: &mut Tx<'_>, id: HoldId) -> Result<Hold, Trouble> {
    sql("SELECT id, customer_id, company_id, conversation_id, reason, placed_by_kind, placed_by_id, placed_at,
                lifted_by_kind, lifted_by_id, lifted_because, lifted_at
           FROM legal_hold WHERE id = $1")
    .with(id)
    .only(tx, "hold")
}

/// Every hold there was on this very thing, those in force first, then the newest first.
pub fn on(tx: &mut Tx<'_>, thing: Held) -> Result<Vec<Hold>, Trouble> {
    let (customer, company, conversation) = thing.keys();
    sql("SELECT id, customer_id, company_id, conversation_id, reason, placed_by_kind, placed_by_id, placed_at,
                lifted_by_kind, lifted_by_id, lifted_because, lifted_at
           FROM legal_hold WHERE customer_id = $1 OR company_id = $2 OR conversation_id = $3
          ORDER BY CASE WHEN lifted_at IS NULL THEN 0 ELSE 1 END, id DESC")
    .with(customer)
    .with(company)
    .with(conversation)
    .all(tx)
}

/// Whether a hold is in force on a customer: their own, their company's, or of somebody merged into them.
pub fn is_customer_held(tx: &mut Tx<'_>, customer: CustomerId) -> Result<bool, Trouble> {
    let held: Option<i64> = sql("SELECT 1 FROM legal_hold h
          WHERE h.lifted_at IS NULL
            AND (h.customer_id IN (SELECT id FROM customer WHERE id = $1 OR merged_into = $1)
                 OR h.company_id IN (SELECT company_id FROM customer WHERE id = $1 OR merged_into = $1))
          LIMIT 1")
    .with(customer)
    .one(tx)?;
    Ok(held.is_some())
}

/// Whether a hold is in force on a conversation itself. Whose it is may be held besides.
pub fn is_conversation_held(tx: &mut Tx<'_>, conversation: i64) -> Result<bool, Trouble> {
    let held: Option<i64> = sql("SELECT 1 FROM legal_hold WHERE conversation_id = $1 AND lifted_at IS NULL LIMIT 1")
        .with(conversation)
        .one(tx)?;
    Ok(held.is_some())
}

/// Refuses while the customer is held.
pub fn refuse_held_customer(tx: &mut Tx<'_>, customer: CustomerId) -> Result<(), Trouble> {
    if is_customer_held(tx, customer)? {
        Err(Trouble::refused("customers-is-held"))
    } else {
        Ok(())
    }
}

/// Refuses while the conversation is held.
pub fn refuse_held_conversation(tx: &mut Tx<'_>, conversation: i64) -> Result<(), Trouble> {
    if is_conversation_held(tx, conversation)? {
        Err(Trouble::refused("customers-conversation-is-held"))
    } else {
        Ok(())
    }
}

/// Refuses to remove a company while a hold is or was on it: the record of the hold names it.
pub fn refuse_held_company(tx: &mut Tx<'_>, company: i64) -> Result<(), Trouble> {
    let held: Option<i64> = sql("SELECT 1 FROM legal_hold WHERE company_id = $1 LIMIT 1").with(company).one(tx)?;
    if held.is_some() { Err(Trouble::refused("customers-company-is-held")) } else { Ok(()) }
}
