//! The books of the whole shop, looked at from outside: what every scene may end with.

use db::{Trouble, Tx, sql};
use orders::bill::{self, BillOf, ChargeId};
use orders::papers::{self, PaperKind};
use orders::unit::{self, UnitState};
use orders::{OrderId, charge, payments};

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
    check(paid.minor <= total.gross.minor, "more is paid than is owed");
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
