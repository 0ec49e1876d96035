//! The books of the whole shop, looked at from outside: what every scene may end with.

use db::{Trouble, Tx, sql};
use orders::bill::{self, BillOf, ChargeId, Entry, EntryKind};
use orders::papers::{self, PaperKind};
use orders::payment_method::MethodKind;
use orders::payments::{Payment, PaymentKind};
use orders::unit::{self, UnitState};
use orders::{OrderId, charge, payments};
use std::collections::BTreeMap;

/// Everything that is wrong with the books.
pub fn faults(tx: &mut Tx<'_>) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    let orders: Vec<OrderId> = sql("SELECT id FROM sales_order ORDER BY id").all(tx)?;
    for id in orders {
        of_order(tx, id, &mut faults)?;
    }
    let charges: Vec<ChargeId> = sql("SELECT id FROM charge ORDER BY id").all(tx)?;
    for id in charges {
        of_charge(tx, id, &mut faults)?;
    }
    of_levels(tx, &mut faults)?;
    of_series(tx, &mut faults)?;
    Ok(faults)
}

fn of_order(tx: &mut Tx<'_>, id: OrderId, faults: &mut Vec<String>) -> Result<(), Trouble> {
    let order = orders::orders::find(tx, id)?;
    let entries = bill::of(tx, BillOf::Order(id))?;
    let total = bill::total(order.currency, &entries)?;
    let lines = payments::of(tx, BillOf::Order(id))?;
    let paid = payments::paid(order.currency, &lines)?;
    let mut check = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("order {id}: {what}; {order:?}; owed {total:?}; paid {paid}"));
        }
    };
    check(order.total() == total.gross && order.paid() == paid, "the order is not its ledgers");
    check(!total.gross.is_negative() && !paid.is_negative(), "something is below zero");
    check(total.net.plus(total.tax) == Ok(total.gross), "net and tax are not gross");
    for line in payments::refundable(&lines)? {
        check(!line.left.is_negative(), "more was refunded than was captured");
    }
    for line in payments::capturable(&lines)? {
        check(!line.left.is_negative(), "more was captured than was authorised");
    }
    let reserved = payments::reserved(order.currency, &lines)?;
    check(reserved.is_zero() || paid.minor + reserved.minor <= total.gross.minor, "more is reserved than is still due");
    let failed = lines.iter().any(|line| line.failed_at.is_some());
    check(failed || paid.minor <= total.gross.minor, "more is paid than is owed, and no refund failed");
    for (kind, left) in by_method(&lines) {
        check(left >= 0, &format!("more went back to {kind} than was paid by it"));
    }
    for (what, left) in by_rate(&entries)? {
        check(left >= 0, &format!("the bill is below nothing at {what}"));
    }
    let costs = [EntryKind::Shipping, EntryKind::Fee, EntryKind::Waiver];
    let costs = entries.iter().filter(|entry| entry.unit.is_none() && costs.contains(&entry.kind));
    check(costs.map(|entry| entry.amount().gross.minor).sum::<i64>() >= 0, "more shipping is waived than was billed");
    for unit in unit::of(tx, id)? {
        let worth = bill::of_unit(order.currency, &entries, unit.id)?.gross;
        check(!worth.is_negative(), "a piece is worth less than nothing");
        let gone = matches!(unit.state, UnitState::Cancelled | UnitState::Returned);
        check(!gone || worth.is_zero(), "a piece that is gone is still billed");
    }
    let papers = papers::of(tx, BillOf::Order(id))?;
    let of = |kind: PaperKind| papers.iter().filter(|paper| paper.kind == kind).map(|paper| paper.gross().minor).sum::<i64>();
    let invoiced = papers.iter().any(|paper| paper.kind == PaperKind::Invoice);
    check(
        !invoiced || of(PaperKind::Invoice) - of(PaperKind::CreditNote) == total.gross.minor,
        "invoices less credit notes are not the bill",
    );
    for paper in &papers {
        check(paper.contents().is_ok(), "a paper no longer says what it said");
    }
    Ok(())
}

/// What each method paid, less what went back to it. Store credit may be given for what another method paid.
fn by_method(lines: &[Payment]) -> BTreeMap<&'static str, i64> {
    let mut left = BTreeMap::new();
    for line in lines.iter().filter(|line| line.holds() && line.method_kind != MethodKind::StoreCredit) {
        let sign = match line.kind {
            PaymentKind::Capture => 1,
            PaymentKind::Refund => -1,
            PaymentKind::Authorise | PaymentKind::Void => 0,
        };
        *left.entry(line.method_kind.word()).or_insert(0) += sign * line.amount().minor;
    }
    left
}

fn by_rate(entries: &[Entry]) -> Result<BTreeMap<String, i64>, Trouble> {
    let mut left = BTreeMap::new();
    for entry in entries {
        let rate = format!("{} {}", entry.tax_class, entry.rate()?);
        *left.entry(rate).or_insert(0) += entry.amount().gross.minor;
    }
    Ok(left)
}

fn of_charge(tx: &mut Tx<'_>, id: ChargeId, faults: &mut Vec<String>) -> Result<(), Trouble> {
    let currency = charge::find(tx, id)?.currency;
    let total = bill::total(currency, &bill::of(tx, BillOf::Charge(id))?)?;
    let lines = payments::of(tx, BillOf::Charge(id))?;
    let paid = payments::paid(currency, &lines)?;
    let mut check = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("charge {id}: {what}; owed {total:?}; paid {paid}"));
        }
    };
    check(!total.gross.is_negative() && !paid.is_negative(), "something is below zero");
    let failed = lines.iter().any(|line| line.failed_at.is_some());
    check(failed || paid.minor <= total.gross.minor, "more is paid than is owed, and no refund failed");
    for line in payments::refundable(&lines)? {
        check(!line.left.is_negative(), "more was refunded than was captured");
    }
    let papers = papers::of(tx, BillOf::Charge(id))?;
    let of = |kind: PaperKind| papers.iter().filter(|paper| paper.kind == kind).map(|paper| paper.gross().minor).sum::<i64>();
    let invoiced = papers.iter().any(|paper| paper.kind == PaperKind::Invoice);
    let on_paper = of(PaperKind::Invoice) - of(PaperKind::CreditNote);
    check(!invoiced || on_paper == total.gross.minor, "invoices less credit notes are not the bill");
    Ok(())
}

fn of_levels(tx: &mut Tx<'_>, faults: &mut Vec<String>) -> Result<(), Trouble> {
    let balances: Vec<(i64, i64, i64)> = sql("SELECT b.id, CAST(COALESCE(SUM(e.minor), 0) AS BIGINT),
                COALESCE((SELECT l.level_after FROM balance_entry l WHERE l.balance_id = b.id ORDER BY l.step DESC LIMIT 1), 0)
           FROM balance b LEFT JOIN balance_entry e ON e.balance_id = b.id GROUP BY b.id")
    .all(tx)?;
    let shelves: Vec<(i64, i64, i64)> = sql("SELECT v.id, CAST(COALESCE(SUM(e.quantity), 0) AS BIGINT),
                COALESCE((SELECT l.level_after FROM stock_entry l WHERE l.variant_id = v.id ORDER BY l.step DESC LIMIT 1), 0)
           FROM variant v LEFT JOIN stock_entry e ON e.variant_id = v.id GROUP BY v.id")
    .all(tx)?;
    for (id, sum, level) in balances.into_iter().chain(shelves) {
        if sum != level || level < 0 {
            faults.push(format!("ledger {id}: entries add up to {sum}, the level is {level}"));
        }
    }
    Ok(())
}

fn of_series(tx: &mut Tx<'_>, faults: &mut Vec<String>) -> Result<(), Trouble> {
    let series: Vec<(String, i64, i64)> = sql("SELECT kind, COUNT(*), MAX(sequence) FROM paper GROUP BY legal_entity_id, kind").all(tx)?;
    for (kind, count, last) in series {
        if count != last {
            faults.push(format!("{kind}: {count} papers, but the last number is {last}"));
        }
    }
    Ok(())
}
