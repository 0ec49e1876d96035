//! `frontline person export`: everything of one person, and nothing of another.

use crate::stage::{Home, company, files};
use db::sql;
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
            "SELECT COUNT(*) FROM activity WHERE customer_id = $1 OR conversation_id IN (SELECT id FROM conversation WHERE customer_id = $1)",
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
