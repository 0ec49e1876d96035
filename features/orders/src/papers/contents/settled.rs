//! What of a paper was paid when it was issued. Money is counted once: what an earlier invoice took up is no longer there for
//! a later one, and what was credited since is.

use super::PaymentLine;
use crate::bill::BillOf;
use crate::exact::{negated, sum};
use crate::papers::{self, Paper, PaperKind};
use crate::payments::{self, PaymentKind};
use db::{Trouble, Tx};
use kit::Money;

/// The amount, and the payments that stand on the paper.
pub(super) fn of(tx: &mut Tx<'_>, bill: BillOf, kind: PaperKind, gross: Money) -> Result<(Money, Vec<PaymentLine>), Trouble> {
    let lines = moved(tx, bill)?;
    let paid = sum(gross.currency, lines.iter().map(|line| line.amount))?;
    let within = |minor: i64| Money::new(minor.clamp(0, gross.minor.max(0)), gross.currency);
    match kind {
        PaperKind::CreditNote => Ok((gross.currency.zero(), lines)),
        PaperKind::Receipt => Ok((within(paid.minor), lines)),
        PaperKind::Invoice => {
            let earlier = papers::of(tx, bill)?;
            let left = paid.minor.saturating_sub(taken_up(&earlier));
            Ok((within(left), since(&earlier, lines)))
        }
    }
}

/// What earlier invoices are over, less what was credited of them.
fn taken_up(earlier: &[Paper]) -> i64 {
    earlier.iter().fold(0_i64, |sum, paper| match paper.kind {
        PaperKind::Invoice => sum.saturating_add(paper.gross().minor),
        PaperKind::CreditNote => sum.saturating_sub(paper.gross().minor),
        PaperKind::Receipt => sum,
    })
}

/// The payments no earlier invoice shows. Those of before keys were kept are known by their time.
fn since(earlier: &[Paper], lines: Vec<PaymentLine>) -> Vec<PaymentLine> {
    let invoices: Vec<&Paper> = earlier.iter().filter(|paper| paper.kind == PaperKind::Invoice).collect();
    let shown: Vec<PaymentLine> = invoices
        .iter()
        .filter_map(|paper| paper.contents().ok())
        .flat_map(|contents| contents.payments)
        .collect();
    let by_key = shown.iter().any(|line| line.payment.is_some());
    let last = invoices.iter().map(|paper| paper.issued_at).max();
    let is_new = |line: &PaymentLine| {
        if by_key {
            !shown.iter().any(|other| other.payment == line.payment)
        } else {
            last.is_none_or(|last| line.at > last || shown.is_empty())
        }
    };
    lines.into_iter().filter(is_new).collect()
}

/// Money that came in, and below nothing what went back.
fn moved(tx: &mut Tx<'_>, bill: BillOf) -> Result<Vec<PaymentLine>, Trouble> {
    let counts = |kind| matches!(kind, PaymentKind::Capture | PaymentKind::Refund);
    let lines = payments::of(tx, bill)?.into_iter().filter(|line| line.holds() && counts(line.kind));
    lines
        .map(|line| {
            let amount = if line.kind == PaymentKind::Refund { negated(line.amount())? } else { line.amount() };
            Ok(PaymentLine {
                payment: Some(line.id.0),
                kind: line.kind,
                method: line.method_kind.word().into(),
                amount,
                at: line.entered_at,
            })
        })
        .collect()
}
