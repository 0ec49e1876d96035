//! Lists come in pages: each item once, in one order, and a cursor opens its own list only.

use crate::stage::Desk;
use axum::http::StatusCode;
use testkit::both_databases;

#[both_databases]
async fn every_item_is_on_one_page_also_while_things_happen(desk: Desk) {
    for _ in 0..6 {
        desk.mia_writes("Once more").await;
    }

    let mut seen: Vec<i64> = Vec::new();
    let mut path = "/conversations?limit=3".to_owned();
    loop {
        let page = desk.get(&desk.anas, &path).await;
        seen.extend(page.body["data"].as_array().into_iter().flatten().map(|item| item["id"].as_i64().expect("an id")));
        let Some(cursor) = page.body["next_cursor"].as_str() else { break };
        assert!(page.header("link").contains(cursor) && page.header("link").ends_with("rel=\"next\""));
        path = format!("/conversations?limit=3&cursor={cursor}");
        desk.mia_writes("In between").await;
    }

    let mut sorted = seen.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!((seen.len(), sorted.len()), (7, 7), "{seen:?}");
    assert!(!seen.contains(&desk.secret));
}

#[both_databases]
async fn a_cursor_of_another_list_or_made_by_hand_opens_nothing(desk: Desk) {
    desk.mia_writes("Once more").await;
    let page = desk.get(&desk.anas, "/conversations?limit=1").await;
    let cursor = page.body["next_cursor"].as_str().expect("a second page").to_owned();
    let (head, _) = cursor.split_at(cursor.len() - 2);

    for path in [
        format!("/conversations?status=open&cursor={cursor}"),
        format!("/customers?cursor={cursor}"),
        format!("/conversations?cursor={head}"),
        "/conversations?cursor=MTIzNDU2Nzg5MDEyMzQ1NlsxLDFd".to_owned(),
        "/conversations?cursor=%00".to_owned(),
    ] {
        assert_eq!(desk.get(&desk.anas, &path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    assert_eq!(desk.get(&desk.anas, &format!("/conversations?limit=2&cursor={cursor}")).await.status, StatusCode::OK);
}

#[both_databases]
async fn a_filter_narrows_and_a_wrong_one_is_named(desk: Desk) {
    let count = async |path: &str| desk.get(&desk.anas, path).await.body["data"].as_array().map_or(0, Vec::len);

    assert_eq!(count("/conversations?status=open&assignee=none").await, 1);
    assert_eq!(count("/conversations?status=closed").await, 0);
    assert_eq!(count("/conversations?updated_since=2026-03-10T09:00:00Z").await, 1);
    assert_eq!(count("/conversations?updated_since=2027-01-01T00:00:00Z").await, 0);
    assert_eq!(count("/conversations?filter=status:open%20assignee:none").await, 1);
    assert_eq!(count("/conversations?filter=-status:open").await, 0);
    assert_eq!(count("/conversations?status=pending&filter=status:open").await, 0, "both must hold");
    assert_eq!(count("/customers?email=MIA@mail.example").await, 1);
    for (path, pointer) in [
        ("/conversations?status=broken", "status"),
        ("/conversations?limit=0", "limit"),
        ("/conversations?limit=201", "limit"),
        ("/conversations?inbox=one", "inbox"),
        ("/conversations?updated_since=yesterday", "updated_since"),
        ("/conversations?sort=name", "sort"),
        ("/conversations?filter=statu:open", "filter"),
        ("/conversations?filter=inbox:Nowhere", "filter"),
        ("/conversations?inbox=1&inbox=2", "inbox"),
    ] {
        let refused = desk.get(&desk.anas, path).await;
        assert_eq!((refused.status, refused.pointer()), (StatusCode::UNPROCESSABLE_ENTITY, pointer), "{path}");
    }
}
