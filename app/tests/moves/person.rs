//! `frontline person export`: everything of one person, and nothing of another.

use crate::stage::{Home, company, files};
use db::{Actor, Trouble, Work, sql};
use std::collections::BTreeMap;
use std::path::Path;

fn text(path: &Path) -> &str {
    path.to_str().expect("utf-8")
}

/// The lines of each file under `data`.
fn lines(folder: &Path) -> BTreeMap<String, Vec<serde_json::Value>> {
    let data = files(folder).into_iter().filter(|(path, _)| path.starts_with("data"));
    let read = |bytes: Vec<u8>| -> Vec<serde_json::Value> {
        let text = String::from_utf8(bytes).expect("utf-8");
        text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    };
    data.map(|(path, bytes)| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(bytes)))
        .collect()
}

/// The customer with the most messages and orders, and an address of theirs.
async fn busiest(home: &Home) -> (i64, String) {
    home.house()
        .db
        .read(|tx| {
            sql("SELECT c.id, i.value FROM customer c JOIN customer_identity i ON i.customer_id = c.id
                  WHERE i.kind = 'email' AND c.merged_into IS NULL
                  ORDER BY (SELECT COUNT(*) FROM sales_order o WHERE o.customer_id = c.id) DESC, c.id, i.id LIMIT 1")
            .only(tx, "customer")
        })
        .await
        .expect("a customer")
}

async fn counted(home: &Home, customer: i64, question: &'static str) -> usize {
    let count: i64 = home
        .house()
        .db
        .read(move |tx| sql(question).with(customer).only(tx, "count"))
        .await
        .expect("counted");
    usize::try_from(count).expect("a count")
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_kept_of_one_customer_is_written_and_nothing_of_another() {
    let first = company().await;
    let (customer, email) = busiest(&first).await;
    let out = first.folder.path().join("person");

    let told = first.does(&["person", "export", "--email", &email.to_uppercase(), text(&out)]);

    assert!(told.contains("of one person"), "{told}");
    let all = lines(&out);
    let count = |table: &str| all.get(table).map_or(0, Vec::len);
    for (table, question) in [
        ("customer", "SELECT COUNT(*) FROM customer WHERE id = $1"),
        ("customer_identity", "SELECT COUNT(*) FROM customer_identity WHERE customer_id = $1"),
        ("conversation", "SELECT COUNT(*) FROM conversation WHERE customer_id = $1"),
        (
            "message",
            "SELECT COUNT(*) FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.customer_id = $1",
        ),
        ("sales_order", "SELECT COUNT(*) FROM sales_order WHERE customer_id = $1"),
        ("paper", "SELECT COUNT(*) FROM paper WHERE customer_id = $1"),
        (
            "raw_mail",
            "SELECT COUNT(*) FROM raw_mail r JOIN message m ON m.id = r.message_id JOIN conversation c ON c.id = m.conversation_id WHERE c.customer_id = $1",
        ),
        (
            "attachment",
            "SELECT COUNT(*) FROM attachment a JOIN message m ON m.id = a.message_id JOIN conversation c ON c.id = m.conversation_id WHERE c.customer_id = $1",
        ),
        (
            "activity",
            "SELECT COUNT(*) FROM activity WHERE customer_id = $1 OR conversation_id IN (SELECT id FROM conversation WHERE customer_id = $1)
                 OR (actor_kind = 'customer' AND actor_id = $1)",
        ),
    ] {
        assert_eq!(count(table), counted(&first, customer, question).await, "{table}");
    }
    assert!(count("message") > 0 && count("sales_order") > 0, "there is something to tell: {:?}", all.keys());
    // The log also names who else wrote in their conversations.
    for (table, rows) in all.iter().filter(|(table, _)| *table != "activity") {
        let of = |row: &serde_json::Value| row.get("customer_id").and_then(serde_json::Value::as_i64);
        let strangers = rows.iter().filter(|row| of(row).is_some_and(|other| other != customer)).count();
        assert_eq!(strangers, 0, "{table} holds rows of somebody else");
    }
    assert!(!all.contains_key("agent") && !all.contains_key("mailbox") && !all.contains_key("portal_session"));
    assert!(!out.join("key").exists(), "no key goes along");
    let page = std::fs::read_to_string(out.join("SCHEMA.md")).expect("a page");
    assert!(page.contains("one person") && page.contains("## data/conversation.jsonl") && !page.contains("Not explained yet"));
    let named = files(&out).iter().filter(|(path, _)| path.starts_with("mails")).count();
    assert!(named > 0 && named <= count("raw_mail"), "mails lie there as files");
}

/// Rows that name a customer without a key of the database, and the like of each that names somebody else.
fn told_elsewhere(work: &mut Work<'_>, customer: i64, email: &str) -> Result<(), Trouble> {
    work.keep_quietly("what shops told, and what programs were told");
    sql("INSERT INTO shop (system, name, brand_id, access, enabled, state, added_at) SELECT 'shopify', 'told', MIN(id), '{}', FALSE, 'off', 0 FROM brand")
        .run(work)?;
    let shop: i64 = sql("SELECT id FROM shop WHERE name = 'told'").only(work, "shop")?;
    sql("INSERT INTO shop_link (shop_id, kind, theirs, ours, version, fingerprint)
         SELECT $1, 'order', 'gid://shopify/Order/' || CAST(id AS TEXT), id, 0, '' FROM sales_order")
    .with(shop)
    .run(work)?;
    let (hers, other): (i64, i64) =
        sql("SELECT (SELECT MIN(id) FROM sales_order WHERE customer_id = $1), (SELECT MIN(id) FROM sales_order WHERE customer_id <> $1)")
            .with(customer)
            .only(work, "orders")?;
    let deliveries = [
        ("orders/updated", format!(r#"{{"id":1000000,"contact_email":"{}"}}"#, email.to_uppercase()), "told of her"),
        ("refunds/create", format!(r#"{{"id":1000000,"order_id":{hers}}}"#), "told of her order"),
        ("orders/updated", format!(r#"{{"id":{other},"contact_email":"noa@example.org"}}"#), "told of another"),
        ("products/update", format!(r#"{{"id":{hers}}}"#), "told of goods"),
    ];
    for (topic, body, name) in deliveries {
        sql("INSERT INTO shop_delivery (shop_id, delivery, topic, sha256, bytes, received_at, state) VALUES ($1, $2, $3, $4, $5, 0, 'done')")
            .with(shop)
            .with(name)
            .with(topic)
            .with(kit::sha256_hex(body.as_bytes()))
            .with(body.into_bytes())
            .run(work)?;
    }
    sql("INSERT INTO webhook (name, url, wanted, secret, viewer, state, since_xid, since_id, added_at)
         VALUES ('told', 'https://x.example/', '*', '', 1, 'paused', 0, 0, 0)")
    .run(work)?;
    let (of_her, of_another): (i64, i64) =
        sql("SELECT (SELECT MAX(id) FROM activity WHERE customer_id = $1), (SELECT MAX(id) FROM activity WHERE customer_id <> $1)")
            .with(customer)
            .only(work, "lines")?;
    for (message, line) in [("told of her", of_her), ("told of another", of_another)] {
        sql("INSERT INTO webhook_message (webhook_id, message, kind, activity_id, body, state, made_at)
             SELECT id, $1, 'customer.added', $2, '{}', 'delivered', 0 FROM webhook WHERE name = 'told'")
        .with(message)
        .with(line)
        .run(work)?;
    }
    sql("INSERT INTO webhook_try (message_id, tried_at, status, milliseconds, answer) SELECT id, 0, 200, 1, message FROM webhook_message")
        .run(work)?;
    sql("INSERT INTO acknowledged (inbox_id, address, acknowledged_at) SELECT MIN(id), $1, 0 FROM inbox WHERE TRUE ON CONFLICT DO NOTHING")
        .with(email)
        .run(work)?;
    for (kind, of) in [("customer", customer), ("agent", customer), ("customer", -1)] {
        sql("INSERT INTO actor_day (actor_kind, actor_id, verb, day, currency, times, minor) VALUES ($1, $2, 'told', '2026-03-10', 'EUR', 1, 0)")
            .with(kind)
            .with(of)
            .run(work)?;
        sql("INSERT INTO taken_over (source, kind, their_id, our_id, fingerprint, stood, taken_at) VALUES ('told', $1, $2, $3, '', '{}', 0)")
            .with(kind)
            .with(of.to_string())
            .with(of)
            .run(work)?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_shops_told_of_one_and_what_programs_were_told_of_them_is_written_too() {
    let first = company().await;
    let (customer, email) = busiest(&first).await;
    let hers = email.clone();
    let house = first.house();
    let told = house.db.work(Actor::System, move |work| told_elsewhere(work, customer, &hers));
    told.await.expect("told");
    drop(house);
    let out = first.folder.path().join("person");

    first.does(&["person", "export", "--customer", &customer.to_string(), text(&out)]);

    let all = lines(&out);
    let named = |table: &str, column: &str| -> Vec<String> {
        let rows = all.get(table).into_iter().flatten();
        rows.map(|row| row[column].as_str().expect("words").to_owned()).collect()
    };
    assert_eq!(named("shop_delivery", "delivery"), ["told of her", "told of her order"]);
    assert_eq!(named("webhook_message", "message"), ["told of her"]);
    assert_eq!(named("webhook_try", "answer"), ["told of her"]);
    assert_eq!(named("acknowledged", "address"), [email]);
    assert_eq!(named("taken_over", "kind"), ["customer"]);
    let days = all.get("actor_day").into_iter().flatten().filter(|row| row["verb"] == "told");
    assert_eq!(days.count(), 1);
    assert!(!all.contains_key("webhook") && !all.contains_key("shop"), "their secrets stay");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_there_is_not_exported() {
    let home = company().await;
    let out = home.folder.path().join("person");

    assert!(
        home.refuses(&["person", "export", "--email", "nobody@nowhere.example", text(&out)])
            .contains("no customer is known by")
    );
    assert!(
        home.refuses(&["person", "export", "--customer", "99999", text(&out)])
            .contains("there is no customer 99999")
    );
    assert!(home.refuses(&["person", "export", text(&out)]).contains("--customer"));
    assert!(!out.exists());
}
