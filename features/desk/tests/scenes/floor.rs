//! The team now: each with what lies on them, what lies on nobody, and only what the viewer may see.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use testkit::both_databases;

#[both_databases]
async fn a_supervisor_sees_what_lies_on_each_and_on_nobody(desk: Desk) {
    let (first, _) = desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;
    desk.receives(mail(desk.support, "Where is it?", "My order.")).await;
    desk.posts("carla", &format!("/conversations/{first}/assign"), &format!("agent={}&view=open", desk.ben))
        .await;
    desk.posts("ben", &format!("/conversations/{first}/onlookers"), "doing=writes").await;

    let floor = desk.gets("carla", "/floor").await.text;
    let listed = desk.posts("carla", "/views", "filter=assignee%3ABen+status%3Aopen").await;
    let row = |id: i64| {
        floor
            .split(&format!("id=\"floor-{id}\""))
            .nth(1)
            .and_then(|rest| rest.split("</tr>").next())
            .unwrap_or_default()
            .to_owned()
    };

    assert!(row(desk.ben).contains("value=\"assignee:Ben status:open\""), "{floor}");
    assert!(row(desk.ben).contains(&format!("/conversations/{first}?view=all")), "where Ben is: {}", row(desk.ben));
    assert!(!row(desk.ana).contains("name=\"filter\""), "nothing lies on Ana");
    assert!(floor.contains("Nobody’s") && floor.contains("<a href=\"/inboxes/1\">Support</a></td><td>1</td>"), "{floor}");
    assert!(listed.header("hx-redirect").contains("/views/saved/"), "the number's filter is one: {}", listed.text);
    assert!(desk.gets("carla", "/floor/now").await.text.starts_with("<div"), "it asks for itself alone");
}

#[both_databases]
async fn what_one_may_not_see_is_not_counted_either(desk: Desk) {
    desk.receives(mail(desk.support, "Kettle leaks", "It drips.")).await;

    let answer = desk.gets("sam", "/floor").await;

    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.text.contains("Nobody’s") && !answer.text.contains("name=\"filter\""), "{}", answer.text);
}
