//! No question of the shelves reads a whole table: each is put to either engine with EXPLAIN and its plan is looked at.
//!
//! The questions are read from the sources, so that a new one is looked at without anybody remembering it here.

use crate::stage::Shop;
use db::{Trouble, Tx, sql};
use testkit::both_databases;

macro_rules! sources {
    ($($path:literal)+) => {
        [$(($path, include_str!(concat!("../../src/", $path)))),+]
    };
}

/// Where what grows with every order is asked about.
const SHELVES: [(&str, &str); 26] = sources! {
    "account.rs" "action/adjust.rs" "action/facts.rs" "address.rs" "approvals.rs" "approvals/delegation.rs" "balance.rs" "bill.rs"
    "charge.rs" "follow_customers.rs" "limits.rs" "orders.rs" "reports/figures.rs" "papers.rs" "payment_method.rs" "payments.rs" "policies.rs"
    "product.rs" "records.rs" "returns.rs" "shipments.rs" "stock.rs" "subscription.rs" "unit.rs" "verdict.rs" "verification.rs"
};

/// Tables with a row for each agent, brand, country, product, policy, or holiday of a lead, which may be read whole.
const SMALL: [&str; 9] = [
    "agent",
    "approval_delegation",
    "brand",
    "legal_entity",
    "policy_version",
    "product",
    "rate_card",
    "record_type",
    "tax_rate",
];

/// The questions in a source: what stands between quotes behind `sql(`, if it asks.
fn questions(source: &'static str) -> Vec<String> {
    let calls = source.split("sql(").skip(1);
    let literals = calls.filter_map(|call| call.trim_start().strip_prefix('"').and_then(|text| text.split('"').next()));
    literals.filter(|text| text.starts_with("SELECT")).map(filled).collect()
}

/// With a value for each parameter; a quoted one fits every type on both engines.
fn filled(text: &str) -> String {
    let mut all = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '$' {
            all.push(character);
            continue;
        }
        while characters.next_if(char::is_ascii_digit).is_some() {}
        all.push_str("'1'");
    }
    all
}

/// The tables a statement would read whole.
fn read_whole(tx: &mut Tx<'_>, question: &str) -> Result<Vec<String>, Trouble> {
    let explain = |how: &str| -> &'static str { Box::leak(format!("{how} {question}").into_boxed_str()) };
    let steps: Vec<String> = if tx.on_postgres() {
        sql(explain("EXPLAIN")).all(tx)?
    } else {
        let steps: Vec<(i64, i64, i64, String)> = sql(explain("EXPLAIN QUERY PLAN")).all(tx)?;
        steps.into_iter().map(|(_, _, _, step)| step).collect()
    };
    Ok(steps.iter().filter_map(|step| scanned(step)).collect())
}

/// Going through what a view or a part of the question brought; what that was read from stands in a step of its own.
const BROUGHT: [&str; 2] = ["money_back", "m"];

/// The table or its short name in a step that scans.
fn scanned(step: &str) -> Option<String> {
    // An index over the few lines that wait for a provider: read whole, it is the answer.
    if step.contains("USING INDEX payment_promised") {
        return None;
    }
    let rest = step.split("Seq Scan on ").nth(1).or_else(|| step.trim().strip_prefix("SCAN "))?;
    let table = rest.split_whitespace().next()?;
    let is_small = SMALL.contains(&table) || BROUGHT.contains(&table);
    (!table.starts_with('(') && table != "CONSTANT" && !is_small).then(|| table.to_owned())
}

fn look(tx: &mut Tx<'_>) -> Result<(usize, Vec<String>), Trouble> {
    if tx.on_postgres() {
        // Empty tables are cheapest read whole; so forbidden, only what has no index is.
        let _: String = sql("SELECT set_config('enable_seqscan', 'off', true)").only(tx, "setting")?;
    }
    let (mut count, mut faults) = (0, Vec::new());
    for (path, source) in SHELVES {
        for question in questions(source) {
            count += 1;
            for table in read_whole(tx, &question)? {
                faults.push(format!("{path}: {table} is read whole by\n    {question}"));
            }
        }
    }
    Ok((count, faults))
}

#[both_databases]
async fn no_question_of_the_shelves_reads_a_whole_table(shop: Shop) {
    let (count, faults) = shop.read(look).await;

    assert!(count > 60, "only {count} questions were found");
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
}

#[both_databases]
async fn a_question_that_scans_is_found(shop: Shop) {
    let scanning = shop
        .read(|tx| {
            if tx.on_postgres() {
                let _: String = sql("SELECT set_config('enable_seqscan', 'off', true)").only(tx, "setting")?;
            }
            read_whole(tx, &filled("SELECT id FROM sales_order WHERE shipping_method = $1"))
        })
        .await;

    assert_eq!(scanning, ["sales_order"]);
}
