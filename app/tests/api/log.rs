//! The activity log for programs: nothing left out, nothing twice, nothing of what one may not see.

use crate::stage::{Desk, personal};
use axum::http::StatusCode;
use serde_json::Value;
use testkit::both_databases;

async fn all_after(desk: &Desk, token: &str, after: Option<String>) -> Vec<Value> {
    let mut lines = Vec::new();
    let mut path = after.map_or_else(|| "/activity?limit=4".to_owned(), |after| format!("/activity?limit=4&after={after}"));
    loop {
        let page = desk.get(token, &path).await;
        assert_eq!(page.status, StatusCode::OK, "{page:?}");
        lines.extend(page.body["data"].as_array().into_iter().flatten().cloned());
        match page.header("link").strip_prefix("</api/v1").and_then(|link| link.split_once('>')) {
            Some((next, _)) => path = next.to_owned(),
            None => return lines,
        }
    }
}

/// PostgreSQL holds back lines that an older transaction, be it of another database of the same server, could still precede.
async fn until_all(desk: &Desk, before: &[Value], total: usize) -> Vec<Value> {
    for _ in 0..400 {
        let news = all_after(desk, &desk.noors, before.last().map(cursor)).await;
        if before.len() + news.len() >= total {
            return news;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the log was not whole within ten seconds");
}

fn cursor(line: &Value) -> String {
    line["cursor"].as_str().expect("a cursor").to_owned()
}

#[both_databases]
async fn a_mirror_that_comes_back_reads_on_where_it_was(desk: Desk) {
    let before = all_after(&desk, &desk.noors, None).await;

    desk.mia_writes("Once more").await;
    let total: i64 = desk.read(|tx| db::sql("SELECT COUNT(*) FROM activity").only(tx, "count")).await;
    let news = until_all(&desk, &before, total as usize).await;
    let nothing = all_after(&desk, &desk.noors, news.last().map(cursor)).await;

    let ids: Vec<i64> = before.iter().chain(&news).filter_map(|line| line["id"].as_i64()).collect();
    assert_eq!(ids.len() as i64, total, "each line once");
    assert!(ids.is_sorted() && nothing.is_empty());
    assert!(news.iter().any(|line| line["kind"] == "message.arrived" && line["actor"]["kind"] == "customer"), "{news:?}");
}

#[both_databases]
async fn attack_26_the_log_leaves_out_what_the_token_may_not_see(desk: Desk) {
    let total: i64 = desk.read(|tx| db::sql("SELECT COUNT(*) FROM activity").only(tx, "count")).await;
    let everything = until_all(&desk, &[], total as usize).await;
    let shops = all_after(&desk, &desk.shops, None).await;

    let about = |lines: &[Value], conversation: i64| lines.iter().any(|line| line["conversation"].as_i64() == Some(conversation));
    let kinds = |lines: &[Value], start: &str| lines.iter().any(|line| line["kind"].as_str().unwrap_or_default().starts_with(start));
    assert!(about(&everything, desk.secret) && kinds(&everything, "customer.") && kinds(&everything, "agent."));
    assert!(about(&shops, desk.kettle) && !about(&shops, desk.secret));
    assert!(!kinds(&shops, "customer.") && !kinds(&shops, "agent.") && !kinds(&shops, "service_token."));
}

#[both_databases]
async fn a_token_without_the_permission_reads_no_log(desk: Desk) {
    let (_, anas) = personal(desk.db(), desk.ana, "conversations.see").await;

    assert_eq!(desk.get(&anas, "/activity").await.status, StatusCode::FORBIDDEN);
    assert_eq!(desk.get(&anas, &format!("/conversations/{}/activity", desk.kettle)).await.status, StatusCode::OK);
    assert_eq!(desk.get(&desk.noors, "/activity?after=nonsense").await.pointer(), "after");
}
