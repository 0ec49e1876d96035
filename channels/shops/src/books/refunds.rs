//! Refunds of theirs: money on the ledger, pieces and amounts off the bill, each once. One we asked for ourselves is known by
//! the key it carries, and only closes the errand.

use super::{bill, fault, money, pieces};
use crate::errands::{self, Origin};
use crate::links::{self, Kind};
use crate::shop::Shop;
use crate::theirs::{TheirMoneyBack, TheirOrder, TheirPaymentKind, TheirRefund};
use db::{Trouble, Work};
use kit::{Currency, Money};
use orders::bill::EntryKind;
use orders::payments::{Movement, PaymentKind};
use orders::unit::UnitState;
use orders::{OrderId, told};

pub(super) fn take_in(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirOrder) -> Result<(), Trouble> {
    for refund in &told.refunds {
        if links::find(work, shop.id, Kind::Refund, &refund.id)?.is_some() {
            continue;
        }
        match errands::came_about(work, shop, refund)? {
            Origin::Ours => {}
            Origin::Theirs => enter(work, shop, order, told, refund)?,
            Origin::OursAfterAll => money_only(work, shop, order, refund)?,
        }
        links::put(work, shop.id, Kind::Refund, &refund.id, order.0)?;
    }
    Ok(())
}

fn enter(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirOrder, refund: &TheirRefund) -> Result<(), Trouble> {
    let mut moved = told.currency.zero();
    for line in &refund.money {
        moved = moved.plus(give_back(work, shop, order, line, &refund.reason)?).map_err(fault)?;
    }
    let mut taken_off = told.currency.zero();
    for line in &refund.lines {
        taken_off = taken_off.plus(take_back(work, shop, order, told, line)?).map_err(fault)?;
    }
    // What was given back beyond the pieces is a reduction; what was kept of their price stays on the bill.
    if moved.is_positive() {
        let rest = moved.minus(taken_off).map_err(fault)?;
        let entries = bill::reduction(work, order, rest, "refund")?;
        told::bill(work, order, &entries)?;
    }
    Ok(())
}

/// The bill has it already.
pub(super) fn money_only(work: &mut Work<'_>, shop: &Shop, order: OrderId, refund: &TheirRefund) -> Result<(), Trouble> {
    refund
        .money
        .iter()
        .try_for_each(|line| give_back(work, shop, order, line, &refund.reason).map(drop))
}

/// Puts the money on the ledger, drawn on the captures that have it. Says how much there was to draw on.
pub(super) fn give_back(work: &mut Work<'_>, shop: &Shop, order: OrderId, told: &TheirMoneyBack, reason: &str) -> Result<Money, Trouble> {
    let none = told.amount.currency.zero();
    if links::find(work, shop.id, Kind::Payment, &told.id)?.is_some() {
        return Ok(none);
    }
    let (mut rest, mut first) = (told.amount, None);
    for left in money::refundable(work, shop, order, told.parent.as_deref())? {
        let part = rest.least(left.left).map_err(fault)?;
        if !part.is_positive() {
            break;
        }
        let movement = Movement {
            kind: PaymentKind::Refund,
            parent: Some(left.payment.id),
            amount: part,
            method_kind: left.payment.method_kind,
            method: left.payment.method,
            balance: None,
            reason: reason.to_owned(),
        };
        let id = told::moved(work, order, &told::Moved { movement, reference: told.id.clone() })?;
        first.get_or_insert(id);
        rest = rest.minus(part).map_err(fault)?;
    }
    if let Some(id) = first {
        links::put(work, shop.id, Kind::Payment, &told.id, id.0)?;
    }
    told.amount.minus(rest).map_err(fault)
}

/// Pieces went back, or never left. Says what they were worth.
fn take_back(
    work: &mut Work<'_>,
    shop: &Shop,
    order: OrderId,
    told: &TheirOrder,
    line: &crate::theirs::TheirReturned,
) -> Result<Money, Trouble> {
    let mut worth = told.currency.zero();
    let there = |state: UnitState| !matches!(state, UnitState::Cancelled | UnitState::Returned);
    let units: Vec<_> = pieces::of_line(work, shop, &line.line)?.into_iter().filter(|unit| there(unit.state)).collect();
    // The last pieces go first: shops do not say which.
    for unit in units.into_iter().rev().take(line.quantity as usize) {
        let now = bill::worth_now(work, order, told.currency, &unit)?;
        told::bill(work, order, &bill::off(&now, &unit, EntryKind::Credit)?)?;
        worth = worth.plus(now.gross).map_err(fault)?;
        let becomes = match (unit.state, line.came_back) {
            (UnitState::Ordered, _) => Some(UnitState::Cancelled),
            (_, true) => Some(UnitState::Returned),
            (_, false) => None,
        };
        if let Some(state) = becomes {
            told::units_are(work, order, &[unit.id], state, told.version)?;
        }
    }
    Ok(worth)
}

/// What a refund takes off what is owed: the money, or without any the price of the pieces.
fn effect(currency: Currency, told: &TheirOrder, refund: &TheirRefund) -> Result<Money, Trouble> {
    let money = kit::money::total(currency, refund.money.iter().map(|line| line.amount)).map_err(fault)?;
    if money.is_positive() {
        return Ok(money);
    }
    let mut worth = currency.zero();
    for line in &refund.lines {
        let Some(of) = told.lines.iter().find(|one| one.id == line.line) else { continue };
        // The last pieces go first, as in the books.
        for piece in bill::of_line(told, of).map_err(fault)?.into_iter().rev().take(line.quantity as usize) {
            let sold = piece.full.plus(piece.discount).map_err(fault)?;
            worth = worth.plus(sold.gross).map_err(fault)?;
        }
    }
    Ok(worth)
}

/// What the customer owes and has paid by the shop's own books.
pub(crate) fn owed_and_paid(told: &TheirOrder) -> Result<(Money, Money), Trouble> {
    let captured = told.payments.iter().filter(|payment| payment.kind == TheirPaymentKind::Captured);
    let mut paid = kit::money::total(told.currency, captured.map(|payment| payment.amount)).map_err(fault)?;
    let mut owed = told.total;
    for refund in &told.refunds {
        owed = owed.minus(effect(told.currency, told, refund)?).map_err(fault)?;
        let back = kit::money::total(told.currency, refund.money.iter().map(|line| line.amount)).map_err(fault)?;
        paid = paid.minus(back).map_err(fault)?;
    }
    if told.cancelled_at.is_some() {
        owed = paid;
    }
    Ok((owed, paid))
}
