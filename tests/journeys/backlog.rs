//! A mailbox with 5,000 waiting mails comes in complete.

use crate::post::{Servers, mail};
use crate::running::Desk;
use db::sql;
use std::time::Duration;

const WAITING: i64 = 5_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_with_five_thousand_waiting_mails_comes_in_complete() {
    let Some(servers) = Servers::find() else { return };
    let mut desk = Desk::with_mailbox(&servers, "journey-backlog").await;
    let mails: Vec<String> = (0..WAITING)
        .map(|n| {
            mail(
                &format!("Customer {n} <c{n}@customer.example>"),
                &desk.inbox_address,
                &format!("Question {n}"),
                &format!("q{n}@customer.example"),
                "",
                &format!("This is question {n}."),
            )
        })
        .collect();
    let (post, to) = (servers.clone(), desk.inbox_address.clone());
    tokio::task::spawn_blocking(move || post.deliver("someone@customer.example", &to, &mails))
        .await
        .expect("delivered");

    desk.start(&[]).expect("the desk starts");
    let db = desk.data();
    let mut filed = 0;
    for _ in 0..1_200 {
        filed = db
            .read(|tx| sql("SELECT COUNT(*) FROM message WHERE kind = 'incoming'").only(tx, "count"))
            .await
            .expect("count");
        if filed >= WAITING {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    let distinct: i64 = db
        .read(|tx| sql("SELECT COUNT(DISTINCT subject) FROM conversation").only(tx, "count"))
        .await
        .expect("count");
    assert_eq!((filed, distinct), (WAITING, WAITING), "{}", desk.log());
    let inbox = desk.inbox;
    let mut figures = (None, 0);
    for _ in 0..100 {
        figures = db.read(move |tx| email::mailboxes::reconcile(tx, inbox)).await.expect("figures");
        if figures.0 == Some(WAITING) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(figures, (Some(WAITING), WAITING), "the server's count and ours");
}
