//! Markers in an order and what hangs on it: addresses, actions, returns, money, papers.

use super::{ADDRESS, MAIL, NAME, made, run};
use db::{Trouble, Work, sql};

pub(super) fn mark(work: &mut Work<'_>, customer: i64, order: i64) -> Result<(), Trouble> {
    sql("UPDATE sales_order SET email = $2, ship_to = $3, bill_to = $3 WHERE id = $1")
        .with(order)
        .with(MAIL)
        .with(ADDRESS)
        .run(work)?;
    sql("INSERT INTO order_edit (order_id, what, before, after, actor_kind, edited_at) VALUES ($1, 'ship_to', $2, $2, 'system', 0)")
        .with(order)
        .with(ADDRESS)
        .run(work)?;
    let verdict: i64 = sql(
        "INSERT INTO verdict (verb, order_id, customer_id, country, facts, outcome, code, finding, actor_kind, judged_at)
          VALUES ('refund', $1, $2, 'DE', '{\"said\":\"zqmarkfact is here\"}', 'allowed', '', '{}', 'system', 0) RETURNING id",
    )
    .with(order)
    .with(customer)
    .only(work, "verdict")?;
    sql("INSERT INTO action (key, verb, request, preview_hash, verdict_id, order_id, customer_id, reason, minor, currency, outcome, actor_kind, done_at)
         VALUES ('zz', 'refund', '{\"note\":\"zqmarkrequest\"}', 'h', $3, $1, $2, 'zqmarkaction broke', 0, 'EUR', '{}', 'system', 0)")
    .with(order)
    .with(customer)
    .with(verdict)
    .run(work)?;
    sql("INSERT INTO approval (key, verb, request, preview, preview_hash, verdict_id, order_id, customer_id, minor, currency, role, asker_kind, asked_at, expires_at, state, reason)
         VALUES ('zz', 'refund', '{\"note\":\"zqmarkwanted\"}', '{\"comment\":\"zqmarkseen\"}', 'h', $3, $1, $2, 0, 'EUR', 'supervisor', 'system', 0, 0, 'refused', 'zqmarkapproval is no')")
    .with(order)
    .with(customer)
    .with(verdict)
    .run(work)?;
    sql(
        "INSERT INTO goods_return (number, order_id, customer_id, state, reason, refund_to, is_exchange, label, opened_at)
         VALUES ('R-zz', $1, $2, 'expected', 'zqmarkreturn leaks', 'method', FALSE, 'zqmarkslip', 0)",
    )
    .with(order)
    .with(customer)
    .run(work)?;
    run(
        work,
        sql(
            "INSERT INTO shipment (order_id, kind, carrier, tracking, state, created_at) VALUES ($1, 'out', 'dhl', 'zqmarktracking', 'sent', 0)",
        ),
        order,
    )?;
    run(
        work,
        sql("INSERT INTO cancellation (order_id, reason, units, cancelled_at) VALUES ($1, 'zqmarkcancel it', '[]', 0)"),
        order,
    )?;
    money_and_records(work, customer, order)?;
    let papers: Vec<(i64, String)> = sql("SELECT id, contents FROM paper WHERE customer_id = $1").with(customer).all(work)?;
    for (id, text) in papers {
        let mut contents: serde_json::Value = serde_json::from_str(&text).expect("a paper");
        contents["buyer"]["name"] = NAME.into();
        contents["buyer"]["address"]["line1"] = "Zqmarkstreet 5".into();
        let text = contents.to_string();
        sql("DELETE FROM paper_seal WHERE paper_id = $1").with(id).run(work)?;
        sql("UPDATE paper SET contents = $2, sha256 = $3 WHERE id = $1")
            .with(id)
            .with(&text)
            .with(kit::sha256_hex(text.as_bytes()))
            .run(work)?;
        sql("INSERT INTO paper_seal (paper_id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256)
             SELECT id, legal_entity_id, kind, sequence, number, currency, net_minor, tax_minor, gross_minor, sha256 FROM paper WHERE id = $1")
        .with(id)
        .run(work)?;
    }
    Ok(())
}

fn money_and_records(work: &mut Work<'_>, customer: i64, order: i64) -> Result<(), Trouble> {
    let parcel: i64 = made(work, sql("SELECT MAX(id) FROM shipment WHERE order_id = $1"), order)?;
    run(
        work,
        sql("INSERT INTO shipment_event (shipment_id, what, place, happened_at) VALUES ($1, 'handed over', 'zqmarkdepot', 0)"),
        parcel,
    )?;
    let balance: i64 = made(
        work,
        sql(
            "INSERT INTO balance (kind, customer_id, currency, opened_at, touched_at) VALUES ('store_credit', $1, 'EUR', 0, 0) RETURNING id",
        ),
        customer,
    )?;
    run(
        work,
        sql("INSERT INTO balance_entry (balance_id, step, minor, level_after, reason, actor_kind, entered_at)
             VALUES ($1, 1, 0, 0, 'zqmarkbalance is sorry', 'system', 0)"),
        balance,
    )?;
    sql(
        "INSERT INTO payment (order_id, customer_id, kind, minor, currency, method_kind, reason, actor_kind, entered_at)
         VALUES ($1, $2, 'refund', 1, 'EUR', 'card', 'zqmarkpayment is back', 'system', 0)",
    )
    .with(order)
    .with(customer)
    .run(work)?;
    let brand: i64 = sql("SELECT MIN(id) FROM brand").only(work, "brand")?;
    sql("INSERT INTO charge (customer_id, brand_id, label, input, is_fee, currency, total_minor, state, charged_at)
         VALUES ($1, $2, 'Fee', '{\"note\":\"zqmarkcharge\"}', TRUE, 'EUR', 0, 'paid', 0)")
    .with(customer)
    .with(brand)
    .run(work)?;
    let kind: i64 =
        sql("INSERT INTO record_type (code, name, definition, version) VALUES ('zz', 'Zz', '{}', 1) RETURNING id").only(work, "type")?;
    sql("INSERT INTO record (type_id, number, customer_id, brand_id, state, fields, version, created_at, changed_at)
         VALUES ($1, 'ZZ-1', $2, $3, 'new', '{\"passenger\":\"zqmarkrecord flies\"}', 1, 0, 0)")
    .with(kind)
    .with(customer)
    .with(brand)
    .run(work)?;
    let shop: i64 = sql("INSERT INTO shop (system, name, brand_id, access, enabled, state, added_at) VALUES ('shopify', 'T', $1, '', FALSE, 'off', 0) RETURNING id")
        .with(brand)
        .only(work, "shop")?;
    sql("INSERT INTO shop_errand (shop_id, order_id, action_id, what, asked, key, state, reason, begun_at, ended_at)
         VALUES ($1, $2, 0, 'refund', '{\"note\":\"zqmarkerrand\"}', 'zz', 'done', 'zqmarkerrand was done', 0, 0)")
    .with(shop)
    .with(order)
    .run(work)?;
    Ok(())
}
