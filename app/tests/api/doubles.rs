//! Doubles from the mail to the suggestion: the log is followed, programs list, hold apart, and merge.

use crate::stage::Desk;
use axum::http::StatusCode;
use frontline::followers::react_once;
use frontline::runs;
use serde_json::json;
use testkit::both_databases;

/// Reacts to the whole log. PostgreSQL holds back lines that an older transaction, be it of another database of the same server,
/// could still precede.
async fn catch_up(desk: &Desk) {
    let end = desk.read(db::activity::end).await;
    for _ in 0..400 {
        while react_once(desk.db()).await.expect("it reacts") > 0 {}
        if desk.read(|tx| db::activity::seen_by(tx, "reactions")).await >= end {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the log was not whole within ten seconds");
}

async fn opens(desk: &Desk, name: &str, address: &str) -> i64 {
    desk.post(&desk.noors, "/customers", json!({ "name": name, "identity": { "kind": "email", "value": address } }))
        .await
        .id()
}

#[both_databases]
async fn two_who_look_like_one_are_listed_held_apart_and_merged(desk: Desk) {
    let one = opens(&desk, "Zoé Klein", "zoe@mail.example").await;
    let other = opens(&desk, "Zoé K.", "zoe+shop@mail.example").await;
    catch_up(&desk).await;

    let listed = desk.get(&desk.noors, "/customer-doubles?limit=1").await;
    let of_one = desk.get(&desk.noors, &format!("/customers/{one}/doubles")).await;
    let apart = desk.post(&desk.noors, &format!("/customers/{one}/doubles/apart"), json!({ "other": other })).await;
    let together = desk
        .post(&desk.noors, &format!("/customers/{other}/doubles/together"), json!({ "other": one }))
        .await;
    let strangers = desk.post(&desk.noors, &format!("/customers/{one}/doubles/apart"), json!({ "other": 9_999 })).await;
    let narrow = desk.get(&desk.narrow, "/customer-doubles").await;

    assert_eq!(listed.body["data"], json!([{ "one": one, "other": other, "score": 90, "reasons": ["email"] }]));
    assert_eq!(of_one.body["data"][0]["customer"].as_i64(), Some(other));
    assert_eq!((apart.status, apart.body["data"].as_array().map(Vec::len)), (StatusCode::OK, Some(0)), "{}", apart.body);
    assert_eq!((together.status, together.body["data"].as_array().map(Vec::len)), (StatusCode::OK, Some(1)));
    assert_eq!((strangers.status, narrow.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::FORBIDDEN));

    let merged = desk.post(&desk.noors, &format!("/customers/{one}/merge"), json!({ "other": other })).await;
    catch_up(&desk).await;
    let left = desk.get(&desk.noors, "/customer-doubles").await;

    assert_eq!((merged.status, left.body["data"].as_array().map(Vec::len)), (StatusCode::OK, Some(0)), "{}", left.body);
}

#[both_databases]
async fn who_comes_in_with_mail_of_before_is_looked_at(desk: Desk) {
    let one = opens(&desk, "Zoé Klein", "zoe@mail.example").await;
    catch_up(&desk).await;
    let imported = desk.by(desk.noor, |work| {
        let known_as = customers::Identity::parse(customers::IdentityKind::Email, "zoe+old@mail.example", None)
            .unwrap_or_else(|wrong| panic!("{wrong}"));
        let at = work.now.plus_seconds(-1_000_000);
        customers::recognise_past(work, &known_as, "Zoé", at)
    });
    let imported = imported.await;

    catch_up(&desk).await;

    let found = desk.get(&desk.noors, &format!("/customers/{one}/doubles")).await;
    assert_eq!(found.body["data"][0]["customer"].as_i64(), Some(imported.0), "{}", found.body);
}

/// Promises to look through all customers, as the migration does.
async fn promise(desk: &Desk) {
    desk.by(desk.noor, |work| {
        work.keep_quietly("a promise, as the migration makes it");
        customers::doubles::go_on(work, customers::CustomerId(0))
    })
    .await;
}

#[both_databases]
async fn a_change_that_cannot_go_on_keeps_no_customer_from_being_looked_at(desk: Desk) {
    let one = opens(&desk, "Zoé Klein", "zoe@mail.example").await;
    opens(&desk, "Zoé K.", "zoe+shop@mail.example").await;
    desk.by(desk.noor, |work| {
        work.keep_quietly("a promise to change what is not there");
        let now = work.now;
        db::jobs::promise(work, desk::bulk::JOB, "9999", None, now)
    })
    .await;
    promise(&desk).await;

    let outcome = runs::work_off(desk.db()).await;

    let found = desk.get(&desk.noors, &format!("/customers/{one}/doubles")).await;
    assert!(outcome.is_err(), "it is told");
    assert_eq!(found.body["data"].as_array().map(Vec::len), Some(1), "{}", found.body);
}

#[both_databases]
async fn customers_that_cannot_be_looked_at_are_tried_again_and_at_last_given_up(desk: Desk) {
    opens(&desk, "Zoé Klein", "zoe@mail.example").await;
    promise(&desk).await;
    desk.by(desk.noor, |work| {
        work.keep_quietly("a table that is out of order");
        db::sql("ALTER TABLE customer_likeness RENAME TO out_of_order").run(work)
    })
    .await;

    let (first, at_once) = (runs::work_off(desk.db()).await, runs::work_off(desk.db()).await);
    for _ in 0..20 {
        desk.clock.forward_seconds(3_600);
        let _ = runs::work_off(desk.db()).await;
    }

    let waiting: i64 = desk.read(|tx| db::jobs::waiting(tx, customers::doubles::JOB)).await;
    let (attempts, reason): (i64, String) = desk
        .read(|tx| {
            db::sql("SELECT attempts, last_error FROM job WHERE kind = $1 AND dead_at IS NOT NULL")
                .with(customers::doubles::JOB)
                .only(tx, "job")
        })
        .await;
    assert!(first.is_err() && at_once.is_ok(), "it waits before it is tried again: {at_once:?}");
    assert_eq!((waiting, attempts), (0, 8));
    assert!(reason.contains("customer_likeness"), "{reason}");
}

#[both_databases]
async fn customers_of_before_are_looked_through_once(desk: Desk) {
    let one = opens(&desk, "Zoé Klein", "zoe@mail.example").await;
    opens(&desk, "Zoé K.", "zoe+shop@mail.example").await;

    promise(&desk).await;
    for _ in 0..4 {
        runs::work_off(desk.db()).await.expect("it goes on");
    }

    let found = desk.get(&desk.noors, &format!("/customers/{one}/doubles")).await;
    let waiting: i64 = desk.read(|tx| db::jobs::waiting(tx, customers::doubles::JOB)).await;
    assert_eq!((found.body["data"].as_array().map(Vec::len), waiting), (Some(1), 0), "{}", found.body);
}
