//! Every change that has a way back offers it, and it leads back.

use crate::stage::{Desk, mail};
use axum::http::StatusCode;
use testkit::both_databases;

/// Does what the form in the answer's toast would.
async fn takes_back(desk: &Desk, toast: &str) {
    let (_, form) = toast
        .split_once("id=\"toasts\"")
        .unwrap_or_else(|| toast.split_once("beforeend:#toasts").expect("a toast"));
    let (_, action) = form.split_once("action=\"").expect("a way back");
    let action = action.split('"').next().unwrap().to_owned();
    let fields: Vec<String> = form
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|input| input.split_once("\" value=\""))
        .filter(|(name, _)| *name != "csrf")
        .map(|(name, rest)| format!("{name}={}", rest.split('"').next().unwrap().replace(' ', "+")))
        .collect();
    let answer = desk.posts("ana", &action, &fields.join("&")).await;
    assert_eq!(answer.status, StatusCode::OK, "{action}: {}", answer.text);
}

#[both_databases]
async fn what_was_changed_can_be_changed_back(desk: Desk) {
    let (number, _) = desk.receives(mail(desk.support, "The kettle leaks", "It leaks")).await;
    let other = desk.receives(mail(desk.support, "The lid", "Copper?")).await.0;
    let (ana, before) = (desk.ana, desk.find(number).await);
    let changes = [
        ("assign", format!("agent={ana}")),
        ("priority", "priority=urgent".into()),
        ("category", "category=complaint".into()),
        ("rename", "subject=Something+else".into()),
        ("snooze", "until=1773219600000000".into()),
        ("pending", String::new()),
        ("on-hold", String::new()),
        ("tag", "name=leak".into()),
        ("merge", format!("other={other}")),
    ];

    for (verb, form) in changes {
        let changed = desk.posts("ana", &format!("/conversations/{number}/{verb}"), &form).await;
        assert_eq!(changed.status, StatusCode::OK, "{verb}: {}", changed.text);
        takes_back(&desk, &changed.text).await;
        let now = desk.find(number).await;
        assert_eq!(
            (now.assignee_id, now.priority, now.category, &now.subject, now.status, now.message_count),
            (before.assignee_id, before.priority, before.category, &before.subject, before.status, before.message_count),
            "{verb} did not come back"
        );
    }
}
