//! Pages that follow what colleagues do, and actions that macros begin.

use crate::door::{Answer, Door, encoded, main};
use crate::stage::{KETTLE, LID, eur, refund};
use axum::http::StatusCode;
use db::sql;
use orders::action::RefundWhat;
use orders::returns::RefundTo;
use testkit::both_databases;

impl Door {
    async fn total(&self) -> i64 {
        self.shop
            .read(|tx| sql("SELECT COUNT(*) FROM action WHERE verb <> 'place_order'").only(tx, "count"))
            .await
    }

    /// Follows where a macro leads: to the preview, or to the question which order.
    async fn begins(&self, inputs: &str) -> Answer {
        let path = format!("/customers/{}/begin/goodwill?{inputs}&conversation=7&then=5", self.shop.mia);
        let led = self.get("ana", &path).await;
        if led.status == StatusCode::SEE_OTHER {
            self.get("ana", &led.location).await
        } else {
            led
        }
    }
}

#[both_databases]
async fn an_order_its_list_and_approvals_fetch_themselves_and_bring_what_changed(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    let number = door.shop.order(order).await.number;
    let page = door.get("ana", &format!("/orders/{number}?conversation=7")).await;
    door.shop
        .does(door.shop.ben, refund(order, RefundWhat::Amount { amount: eur(500) }, RefundTo::Original))
        .await;

    let parts = door.piece("ana", &format!("/orders/{number}?conversation=7")).await;
    let list = door.piece("ana", "/orders?q=").await;
    let found = door.piece("ana", &format!("/orders?q={number}")).await;
    let waiting = door.piece("ben", "/approvals").await;
    let panel = door.piece("ana", &format!("/customers/{}/orders?conversation=7", door.shop.mia)).await;
    let whole = door.piece("ana", &format!("/customers/{}/orders", door.shop.mia)).await;

    let topic = format!("data-live=\"order:{order}\"");
    assert!(page.text.contains(&topic) && page.text.contains("<html"), "{}", main(&page.text));
    assert!(
        parts.text.starts_with("<div class=\"beside\" id=\"order-parts\"") && !parts.text.contains("<html"),
        "{}",
        parts.text
    );
    assert!(
        parts.text.contains("id=\"order-head\" hx-swap-oob=\"outerMorph\"") && parts.text.contains("5.00"),
        "{}",
        parts.text
    );
    assert!(list.text.starts_with("<div class=\"stack\" id=\"orders-found\" data-live=\"orders\"") && list.text.contains(&number));
    assert_eq!(found.status, StatusCode::OK, "a piece never leads away from its page");
    assert!(
        waiting.text.starts_with("<div class=\"stack\" id=\"approvals-lists\" data-live=\"orders\""),
        "{}",
        waiting.text
    );
    for (piece, id) in [(&panel, "panel-orders"), (&whole, "customer-orders")] {
        let live = format!("id=\"{id}\" data-live=\"customer:{}\"", door.shop.mia);
        assert!(piece.text.contains(&live) && piece.text.contains(&number) && !piece.text.contains("<html"), "{}", piece.text);
    }
    assert_eq!(door.get("lia", &format!("/customers/{}/orders", door.shop.mia)).await.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn a_macro_begins_with_the_preview_and_its_words_follow_the_confirmation(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    let number = door.shop.order(order).await.number;
    door.mia_is_known_in_conversation().await;
    let tenth = (2 * KETTLE + LID + 490 + 5) / 10;

    let preview = door.begins(&format!("amount={}&reason=service_failure", encoded("10 %"))).await;
    let nothing_yet = (door.total().await, door.replies.lock().expect("a lock").len());
    let path = format!("/orders/{number}/actions/goodwill");
    let form = door.get("ana", &format!("{path}?amount=10+%25&then=5&conversation=7")).await;
    let done = door.confirms("ana", &path, &preview).await;
    let again = door.confirms("ana", &path, &preview).await;

    assert!(preview.text.contains(&format!("{}.{:02}", tenth / 100, tenth % 100)), "{}", main(&preview.text));
    assert!(!preview.text.contains("name=\"look\""), "the way back leads to the form");
    assert_eq!(nothing_yet, (0, 0), "a macro does nothing before somebody confirms");
    assert!(
        form.text.contains("value=\"10 %\"") && form.text.contains("name=\"then\" value=\"5\""),
        "{}",
        main(&form.text)
    );
    assert_eq!((done.location.as_str(), again.location.as_str()), ("/conversations/7", "/conversations/7"));
    assert_eq!(door.total().await, 1);
    assert_eq!(*door.replies.lock().expect("a lock"), [(7, "macro 5".to_owned())], "once");
    door.shop.balances().await;
}

#[both_databases]
async fn with_several_orders_the_macro_asks_which_and_what_the_policy_denies_stays_denied(door: Door) {
    let first = door.shop.mia_orders().await;
    door.shop.arrives(first).await;
    let second = door.shop.mia_orders().await;
    let numbers = [door.shop.order(first).await.number, door.shop.order(second).await.number];
    let base = format!("/customers/{}/begin", door.shop.mia);

    let which = door.begins("amount=5&reason=service_failure").await;
    let cancel = door
        .get("ana", &format!("/orders/{}/actions/cancel?reason=changed_mind&look=on&then=5&conversation=7", numbers[0]))
        .await;
    let resend = door.get("ana", &format!("{base}/resend?conversation=7&then=5")).await;

    assert!(which.text.contains("For which order?"), "{}", main(&which.text));
    for number in &numbers {
        assert!(
            which
                .text
                .contains(&format!("/orders/{number}/actions/goodwill?amount=5&amp;reason=service%5Ffailure")),
            "{}",
            main(&which.text)
        );
    }
    assert!(cancel.text.contains("Already left") || !cancel.text.contains("/confirm\""), "{}", main(&cancel.text));
    assert!(
        resend.text.contains(&format!("/orders/{}/actions/resend?", numbers[0])) && resend.text.contains("unit="),
        "{}",
        main(&resend.text)
    );
    assert_eq!(door.get("ana", &format!("{base}/place_order?conversation=7")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(door.get("ana", &format!("{base}/cancel?conversation=8")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(door.get("sue", &format!("{base}/cancel?conversation=7")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(door.total().await, 0);
}
