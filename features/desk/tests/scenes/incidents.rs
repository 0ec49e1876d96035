//! An incident on its page: conversations added by number, an answer looked at before it is sent, all of them resolved.

use crate::stage::{Answer, Desk, mail};
use axum::http::{Method, StatusCode};
use desk::Status;
use testkit::both_databases;

async fn submits(desk: &Desk, name: &str, path: &str, form: &str) -> Answer {
    let token = desk.token(name).await;
    desk.asks(name, Method::POST, path).header("x-csrf-token", &token).form(form).answer().await
}

#[both_databases]
async fn an_answer_to_all_is_looked_at_and_then_sent(desk: Desk) {
    let problem = desk.receives(mail(desk.support, "Lot 7", "All leak")).await.0;
    let children = [desk.receives(mail(desk.support, "A", "1")).await.0, desk.receives(mail(desk.support, "B", "2")).await.0];
    let path = format!("/conversations/{problem}/incident");

    let added = submits(&desk, "ana", &path, &format!("numbers={}%2C+{}", children[0], children[1])).await;
    let wrong = submits(&desk, "ana", &path, "numbers=999").await;
    let looked = submits(&desk, "ana", &format!("{path}/broadcast"), "text=Dear+%7B%7Bcustomer.first_name%7D%7D").await;
    let untouched = desk.find(children[0]).await.message_count;
    let sent = submits(&desk, "ana", &format!("{path}/broadcast"), "text=Dear+%7B%7Bcustomer.first_name%7D%7D&sure=1").await;
    let resolved = submits(&desk, "ana", &format!("{path}/resolve"), "").await;

    assert_eq!((added.status, wrong.status), (StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY), "{}", added.text);
    assert!(
        looked.text.contains("It goes to 2 of 2") && looked.text.contains("Dear Mia") && looked.text.contains("Send to 2"),
        "{}",
        looked.text
    );
    assert_eq!(untouched, 1, "looking sends nothing");
    assert_eq!((sent.status, resolved.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    for number in children {
        let now = desk.find(number).await;
        assert_eq!((now.message_count, now.status), (2, Status::Resolved));
    }
    let page = desk.gets("ana", &format!("/conversations/{problem}")).await.text;
    assert!(page.contains("Belongs to a problem") && page.contains(&path));
    assert_eq!(submits(&desk, "sam", &format!("{path}/broadcast"), "text=x&sure=1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(submits(&desk, "lea", &format!("{path}/resolve"), "").await.status, StatusCode::FORBIDDEN);
}
