//! Papers sent from a conversation in two keys, each written down; and a return's way seen beside the conversation.

use crate::door::{Door, main};
use crate::stage::{eur, refund};
use axum::http::StatusCode;
use db::sql;
use orders::Request;
use orders::action::{IssueInvoice, Looked, ReceiveReturn, RefundWhat, ReturnGoods};
use orders::returns::{self, Condition, RefundTo};
use testkit::both_databases;

async fn put_on_replies(door: &Door) -> i64 {
    door.shop
        .read(|tx| sql("SELECT COUNT(*) FROM activity WHERE kind = 'paper.put_on_reply' AND conversation_id = 70").only(tx, "activity"))
        .await
}

#[both_databases]
async fn papers_of_the_customer_are_listed_by_one_key_and_put_on_the_reply_by_the_next(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    door.shop
        .does(door.shop.ana, refund(order, RefundWhat::Amount { amount: eur(500) }, RefundTo::Original))
        .await;
    let list = format!("/customers/{}/papers?conversation=7", door.shop.mia);

    let panel = door.get("ana", &format!("/panel/{}", door.shop.mia)).await;
    let shown = door.get("ana", &list).await;
    let outside = door.get("ana", &format!("/customers/{}/papers", door.shop.mia)).await;
    let attached = door.post("ana", "/papers/2/attach", "conversation=7").await;

    assert!(
        panel.text.contains("data-key=\"p\"") && panel.text.contains(&format!("hx-get=\"{}\"", list.replace('&', "&amp;"))),
        "{}",
        panel.text
    );
    assert!(
        shown.text.contains("Credit note KC-C000001") && shown.text.contains("Invoice KC-I000001"),
        "{}",
        main(&shown.text)
    );
    assert_eq!(main(&shown.text).matches("autofocus").count(), 1, "Enter sends the newest: {}", main(&shown.text));
    assert!(!outside.text.contains("/attach\""), "{}", main(&outside.text));
    assert_eq!((attached.location.as_str(), put_on_replies(&door).await), ("/conversations/7", 1));
    assert!(door.replies.lock().expect("a lock")[0].1.starts_with("KC-C000001.pdf of "));
}

#[both_databases]
async fn a_paper_goes_into_nobody_elses_conversation(door: Door) {
    let tom = door.shop.tom;
    let placed = orders::action::PlaceOrder { customer: tom, pay: vec![], ..door.shop.two_kettles_and_a_lid() };
    door.shop
        .works(db::Actor::System, move |work| {
            orders::verification::known_by_channel(
                work,
                tom,
                orders::verification::Method::SignedIn,
                orders::verification::Within::With(db::Actor::System),
            )
        })
        .await;
    let order = door.shop.does(door.shop.ana, Request::PlaceOrder(placed)).await.outcome.order.expect("an order");
    door.shop.does(door.shop.ana, Request::Invoice(IssueInvoice { order })).await;

    let attached = door.post("ana", "/papers/1/attach", "conversation=7").await;

    assert_eq!(attached.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", attached.text);
    assert!(door.replies.lock().expect("a lock").is_empty());
    assert_eq!(put_on_replies(&door).await, 0);
}

#[both_databases]
async fn a_return_is_followed_beside_the_conversation_and_its_note_is_sent(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    let units = door.shop.units(order).await;
    let back = ReturnGoods {
        order,
        units: vec![units[0]],
        reason: "defective".into(),
        condition: Some("unopened".into()),
        refund_to: RefundTo::Original,
    };
    let id = door.shop.does(door.shop.ana, Request::Return(back)).await.outcome.return_id.expect("a return");
    let number = door.shop.read(move |tx| returns::find(tx, id)).await.number;
    let beside = format!("/panel/{}", door.shop.mia);

    let expected = door.get("ana", &beside).await;
    let list = door.get("ana", &format!("/customers/{}/papers?conversation=7", door.shop.mia)).await;
    let note = door.get("ana", &format!("/returns/{id}/note")).await;
    let sent = door.post("ana", &format!("/returns/{id}/attach"), "conversation=7").await;
    let received = ReceiveReturn {
        return_id: id,
        looked: vec![Looked { unit: units[0], condition: Condition::LikeNew, accepted: true }],
        reason: String::new(),
    };
    door.shop.does(door.shop.ana, Request::ReceiveReturn(received)).await;
    let here = door.get("ana", &beside).await;
    door.shop
        .works(db::Actor::System, move |work| {
            let promised = orders::payments::promised(work, 10)?;
            promised.into_iter().try_for_each(|line| orders::payments::settle(work, line.id, "re_1"))
        })
        .await;
    let paid = door.get("ana", &beside).await;

    assert!(
        expected.text.contains(&number) && expected.text.contains("✓ agreed") && expected.text.contains(">parcel is here<"),
        "{}",
        expected.text
    );
    assert!(list.text.contains(&format!("Return note {number}")), "{}", main(&list.text));
    assert_eq!((note.status, note.kind.as_str()), (StatusCode::OK, "application/pdf"), "{}", note.text);
    assert!(note.bytes.starts_with(b"%PDF-1."));
    assert_eq!((sent.location.as_str(), put_on_replies(&door).await), ("/conversations/7", 1));
    assert!(here.text.contains("✓ parcel is here") && here.text.contains(">money is on its way<"), "{}", here.text);
    assert!(paid.text.contains("✓ paid back"), "{}", paid.text);
    assert_eq!(door.get("lia", &format!("/returns/{id}/note")).await.status, StatusCode::FORBIDDEN);
}
