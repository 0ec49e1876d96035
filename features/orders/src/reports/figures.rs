//! The questions behind the reports, one a figure, and one for the rows behind each; those about suggestions stand beside.

use super::suggested;
use super::{Cell, Figure, Row, Sheet};
use db::{FromRow, Trouble, Tx, sql};
use kit::{Currency, Moment, Money};
use std::collections::HashMap;

/// A sum by something, in one currency.
#[derive(FromRow)]
struct Sum {
    key: String,
    label: String,
    currency: Currency,
    count: i64,
    minor: i64,
}

/// Something behind a figure: the order, what it was, how much, when.
#[derive(FromRow)]
struct Behind {
    number: Option<String>,
    what: String,
    minor: i64,
    currency: Option<Currency>,
    at: Moment,
}

/// Who: kind and key; in which currency; how often; how much.
type ByActor = (String, Option<i64>, Currency, i64, i64);

pub(super) const MOST_ROWS: i64 = 5_000;

/// The sheet of a figure in a period. What waits or is promised is that of now.
pub fn sheet(tx: &mut Tx<'_>, figure: Figure, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    match figure {
        Figure::RefundsByReason => summed(figure, by_reason(tx, from, until)?, Cell::Value),
        Figure::RefundsByAgent => by_agent(tx, from, until),
        Figure::RefundsByProduct => summed(figure, by_product(tx, from, until)?, Cell::Text),
        Figure::ReturnRate => return_rate(tx, from, until),
        Figure::ApprovalsWaiting => summed(figure, approvals_waiting(tx)?, Cell::Role),
        Figure::Denials => denials(tx, from, until),
        Figure::Promised => summed(figure, promised(tx)?, Cell::Value),
        Figure::SuggestionsBySource => suggested::by_source(tx, from, until),
        Figure::SuggestionsByAgent => suggested::by_agent(tx, from, until),
        Figure::SuggestionsLift => suggested::lift(tx, from, until),
    }
}

fn summed(figure: Figure, sums: Vec<Sum>, name: fn(String) -> Cell) -> Result<Sheet, Trouble> {
    let heads = match figure {
        Figure::RefundsByReason => &["orders-reason", "orders-count", "orders-gross"],
        Figure::RefundsByProduct => &["orders-product", "orders-count", "orders-gross"],
        Figure::ApprovalsWaiting => &["orders-decided-by", "orders-count", "orders-gross"],
        _ => &["orders-how", "orders-count", "orders-gross"],
    };
    let rows = sums.into_iter().map(|sum| {
        let money = Cell::Money(Money::new(sum.minor, sum.currency));
        Row { key: sum.key, cells: vec![name(sum.label), Cell::Number(sum.count), money] }
    });
    Ok(Sheet { figure, key: None, heads, rows: rows.collect() })
}

fn by_reason(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Vec<Sum>, Trouble> {
    sql("SELECT reason, reason, currency, COUNT(DISTINCT deed), CAST(SUM(minor) AS BIGINT)
           FROM money_back WHERE entered_at >= $1 AND entered_at < $2
          GROUP BY reason, currency ORDER BY 5 DESC, 1, 3")
    .with(from)
    .with(until)
    .all(tx)
}

/// The names of everybody who works or worked here.
fn names(tx: &mut Tx<'_>) -> Result<HashMap<i64, String>, Trouble> {
    let all: Vec<(i64, String)> = sql("SELECT id, name FROM agent").all(tx)?;
    Ok(all.into_iter().collect())
}

fn by_agent(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    let sums: Vec<ByActor> = sql("SELECT actor_kind, actor_id, currency, COUNT(DISTINCT deed), CAST(SUM(minor) AS BIGINT)
           FROM money_back WHERE entered_at >= $1 AND entered_at < $2
          GROUP BY actor_kind, actor_id, currency ORDER BY 5 DESC, 1, 2, 3")
    .with(from)
    .with(until)
    .all(tx)?;
    let names = names(tx)?;
    let rows = sums.into_iter().map(|(kind, id, currency, count, minor)| {
        let name = id.filter(|_| kind == "agent").and_then(|id| names.get(&id));
        let who = name.map_or_else(|| Cell::Actor(kind.clone()), |name| Cell::Text(name.clone()));
        Row {
            key: format!("{kind}:{}", id.unwrap_or(0)),
            cells: vec![who, Cell::Number(count), Cell::Money(Money::new(minor, currency))],
        }
    });
    Ok(Sheet {
        figure: Figure::RefundsByAgent,
        key: None,
        heads: &["orders-who", "orders-count", "orders-gross"],
        rows: rows.collect(),
    })
}

/// What came off the bill of pieces by actions that gave money back; what was taken off a whole order has no product.
fn by_product(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Vec<Sum>, Trouble> {
    sql("SELECT CAST(p.id AS TEXT), p.name, e.currency, COUNT(DISTINCT a.id), CAST(SUM(-e.gross_minor) AS BIGINT)
           FROM (SELECT DISTINCT action_id FROM money_back WHERE entered_at >= $1 AND entered_at < $2) m
           JOIN action a ON a.id = m.action_id
           JOIN bill_entry e ON e.action_id = a.id
           JOIN order_unit u ON u.id = e.unit_id
           JOIN product p ON p.id = u.product_id
          GROUP BY p.id, p.name, e.currency HAVING SUM(-e.gross_minor) > 0 ORDER BY 5 DESC, 2, 3")
    .with(from)
    .with(until)
    .all(tx)
}

/// Of the pieces delivered in the period, how many are back or on their way.
fn return_rate(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    let found: Vec<(i64, String, i64, i64)> = sql(
        "SELECT p.id, p.name, COUNT(*), CAST(SUM(CASE WHEN u.state IN ('returning', 'returned') THEN 1 ELSE 0 END) AS BIGINT)
           FROM order_unit u JOIN product p ON p.id = u.product_id
          WHERE u.delivered_at >= $1 AND u.delivered_at < $2
          GROUP BY p.id, p.name ORDER BY 4 DESC, 2, 1",
    )
    .with(from)
    .with(until)
    .all(tx)?;
    let rows = found.into_iter().map(|(id, name, delivered, back)| Row {
        key: id.to_string(),
        cells: vec![Cell::Text(name), Cell::Number(delivered), Cell::Number(back), Cell::PerMille(back * 1_000 / delivered.max(1))],
    });
    Ok(Sheet {
        figure: Figure::ReturnRate,
        key: None,
        heads: &["orders-product", "orders-delivered", "orders-returned", "orders-rate"],
        rows: rows.collect(),
    })
}

fn approvals_waiting(tx: &mut Tx<'_>) -> Result<Vec<Sum>, Trouble> {
    let now = tx.now();
    sql("SELECT role, role, currency, COUNT(*), CAST(SUM(minor) AS BIGINT)
           FROM approval WHERE state = 'waiting' AND expires_at > $1 GROUP BY role, currency ORDER BY 5 DESC, 1, 3")
    .with(now)
    .all(tx)
}

fn denials(tx: &mut Tx<'_>, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    let found: Vec<(String, String, i64)> = sql("SELECT verb, code, COUNT(*)
           FROM verdict WHERE outcome = 'denied' AND judged_at >= $1 AND judged_at < $2 GROUP BY verb, code ORDER BY 3 DESC, 1, 2")
    .with(from)
    .with(until)
    .all(tx)?;
    let rows = found.into_iter().map(|(verb, code, count)| Row {
        key: format!("{verb}:{code}"),
        cells: vec![Cell::Verb(verb), Cell::Text(code), Cell::Number(count)],
    });
    Ok(Sheet {
        figure: Figure::Denials,
        key: None,
        heads: &["orders-what", "orders-why", "orders-count"],
        rows: rows.collect(),
    })
}

fn promised(tx: &mut Tx<'_>) -> Result<Vec<Sum>, Trouble> {
    sql("SELECT method_kind, method_kind, currency, COUNT(*), CAST(SUM(minor) AS BIGINT)
           FROM payment WHERE settled_at IS NULL AND failed_at IS NULL AND kind = 'refund'
          GROUP BY method_kind, currency ORDER BY 5 DESC, 1, 3")
    .all(tx)
}

/// The rows behind one row of a sheet, the newest first.
pub fn behind(tx: &mut Tx<'_>, figure: Figure, key: &str, from: Moment, until: Moment) -> Result<Sheet, Trouble> {
    let found = match figure {
        Figure::RefundsByReason => of_reason(tx, key, from, until)?,
        Figure::RefundsByAgent => of_actor(tx, key, from, until)?,
        Figure::RefundsByProduct => of_product(tx, key, from, until)?,
        Figure::ReturnRate => that_came_back(tx, key, from, until)?,
        Figure::ApprovalsWaiting => of_role(tx, key)?,
        Figure::Denials => denied_with(tx, key, from, until)?,
        Figure::Promised => promised_by(tx, key)?,
        Figure::SuggestionsBySource | Figure::SuggestionsByAgent | Figure::SuggestionsLift => {
            return suggested::behind(tx, figure, key, from, until);
        }
    };
    let rows = found.into_iter().map(|row| Row {
        key: String::new(),
        cells: vec![
            row.number.map_or_else(|| Cell::Text("—".into()), Cell::Order),
            Cell::Verb(row.what),
            row.currency
                .map_or_else(|| Cell::Text("—".into()), |currency| Cell::Money(Money::new(row.minor, currency))),
            Cell::When(row.at),
        ],
    });
    Ok(Sheet {
        figure,
        key: Some(key.to_owned()),
        heads: &["orders-order-head", "orders-what", "orders-gross", "orders-when"],
        rows: rows.collect(),
    })
}

fn of_reason(tx: &mut Tx<'_>, reason: &str, from: Moment, until: Moment) -> Result<Vec<Behind>, Trouble> {
    sql("SELECT o.number, m.verb, m.minor, m.currency, m.entered_at
           FROM money_back m LEFT JOIN sales_order o ON o.id = m.order_id
          WHERE m.reason = $1 AND m.entered_at >= $2 AND m.entered_at < $3 ORDER BY m.entered_at DESC, m.deed DESC LIMIT $4")
    .with(reason)
    .with(from)
    .with(until)
    .with(MOST_ROWS)
    .all(tx)
}

fn of_actor(tx: &mut Tx<'_>, key: &str, from: Moment, until: Moment) -> Result<Vec<Behind>, Trouble> {
    let (kind, id) = key.split_once(':').unwrap_or((key, "0"));
    let id: i64 = id.parse().unwrap_or(0);
    sql("SELECT o.number, m.verb, m.minor, m.currency, m.entered_at
           FROM money_back m LEFT JOIN sales_order o ON o.id = m.order_id
          WHERE m.actor_kind = $1 AND COALESCE(m.actor_id, 0) = $2
            AND m.entered_at >= $3 AND m.entered_at < $4 ORDER BY m.entered_at DESC, m.deed DESC LIMIT $5")
    .with(kind)
    .with(id)
    .with(from)
    .with(until)
    .with(MOST_ROWS)
    .all(tx)
}

fn of_product(tx: &mut Tx<'_>, key: &str, from: Moment, until: Moment) -> Result<Vec<Behind>, Trouble> {
    sql("SELECT o.number, a.verb, -e.gross_minor, e.currency, a.done_at
           FROM bill_entry e
           JOIN action a ON a.id = e.action_id
           JOIN order_unit u ON u.id = e.unit_id
           JOIN sales_order o ON o.id = u.order_id
          WHERE u.product_id = $1
            AND e.action_id IN (SELECT m.action_id FROM money_back m WHERE m.entered_at >= $2 AND m.entered_at < $3)
          ORDER BY e.id DESC LIMIT $4")
    .with(key.parse::<i64>().unwrap_or(0))
    .with(from)
    .with(until)
    .with(MOST_ROWS)
    .all(tx)
}

fn that_came_back(tx: &mut Tx<'_>, key: &str, from: Moment, until: Moment) -> Result<Vec<Behind>, Trouble> {
    sql("SELECT o.number, 'return', u.price_minor, o.currency, u.delivered_at
           FROM order_unit u JOIN sales_order o ON o.id = u.order_id
          WHERE u.product_id = $1 AND u.state IN ('returning', 'returned') AND u.delivered_at >= $2 AND u.delivered_at < $3
          ORDER BY u.id DESC LIMIT $4")
    .with(key.parse::<i64>().unwrap_or(0))
    .with(from)
    .with(until)
    .with(MOST_ROWS)
    .all(tx)
}

fn of_role(tx: &mut Tx<'_>, role: &str) -> Result<Vec<Behind>, Trouble> {
    let now = tx.now();
    sql("SELECT o.number, a.verb, a.minor, a.currency, a.asked_at
           FROM approval a LEFT JOIN sales_order o ON o.id = a.order_id
          WHERE a.state = 'waiting' AND a.expires_at > $2 AND a.role = $1 ORDER BY a.id DESC LIMIT $3")
    .with(role)
    .with(now)
    .with(MOST_ROWS)
    .all(tx)
}

fn denied_with(tx: &mut Tx<'_>, key: &str, from: Moment, until: Moment) -> Result<Vec<Behind>, Trouble> {
    let (verb, code) = key.split_once(':').unwrap_or((key, ""));
    sql("SELECT o.number, v.verb, CAST(0 AS BIGINT), CAST(NULL AS TEXT), v.judged_at
           FROM verdict v LEFT JOIN sales_order o ON o.id = v.order_id
          WHERE v.outcome = 'denied' AND v.verb = $1 AND v.code = $2 AND v.judged_at >= $3 AND v.judged_at < $4 ORDER BY v.id DESC LIMIT $5")
    .with(verb)
    .with(code)
    .with(from)
    .with(until)
    .with(MOST_ROWS)
    .all(tx)
}

fn promised_by(tx: &mut Tx<'_>, method: &str) -> Result<Vec<Behind>, Trouble> {
    sql("SELECT o.number, 'refund', p.minor, p.currency, p.entered_at
           FROM payment p LEFT JOIN sales_order o ON o.id = p.order_id
          WHERE p.settled_at IS NULL AND p.failed_at IS NULL AND p.kind = 'refund' AND p.method_kind = $1 ORDER BY p.entered_at DESC, p.id DESC LIMIT $2")
    .with(method)
    .with(MOST_ROWS)
    .all(tx)
}
