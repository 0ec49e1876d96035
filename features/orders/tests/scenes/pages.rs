//! Scenes at the door: what each page shows, what each form does, and who is turned away.

use crate::door::{Door, between, main};
use crate::stage::{KETTLE, LID, eur};
use axum::http::StatusCode;
use db::sql;
use orders::OrderId;
use orders::verification::{Method, Within, known_by_channel};
use testkit::both_databases;

/// Mia's order, arrived, and its number.
async fn arrived(door: &Door) -> (OrderId, String) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    (order, door.shop.order(order).await.number)
}

async fn actions_done(door: &Door) -> i64 {
    door.shop
        .read(|tx| sql("SELECT COUNT(*) FROM action WHERE verb <> 'place_order'").only(tx, "action"))
        .await
}

/// Sentences that were asked for and nobody wrote.
fn unwritten(page: &str) -> Vec<String> {
    let keys = page.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    keys.filter(|word| word.starts_with("orders-") && word.len() > 8).map(str::to_owned).collect()
}

#[both_databases]
async fn an_order_is_found_and_shown_in_three_languages(door: Door) {
    let (order, number) = arrived(&door).await;
    let tracking = format!("TRACK{order}");

    for (who, words) in [("ana", "Returns"), ("ben", "Pagos"), ("noor", "付款")] {
        let page = door.get(who, &format!("/orders/{number}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for shown in ["Mia Kowalski", "KETTLE-RED", "Teestr. 1", &tracking] {
            assert!(page.text.contains(shown), "{who} does not see {shown}: {}", main(&page.text));
        }
        assert!(unwritten(&main(&page.text)).is_empty(), "{:?}", unwritten(&main(&page.text)));
        if who != "ana" {
            assert!(page.text.contains(words), "{who} does not read {words}");
        }
    }
    for typed in [number.as_str(), "mia%40example.org", "LID", &tracking, &format!("%23{number}")] {
        let found = door.get("ana", &format!("/orders?q={typed}")).await;
        assert_eq!((found.status, found.location), (StatusCode::SEE_OTHER, format!("/orders/{number}")), "{typed}");
    }
    let nothing = door.get("ana", "/orders?q=nobody%40example.org").await;
    assert!(nothing.text.contains("No order found"));
    assert!(door.get("ana", "/orders").await.text.contains(&number));
    assert_eq!(door.get("ana", "/orders/NOPE1").await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn a_shop_without_an_order_says_where_orders_come_from(door: Door) {
    let nobody = door.get("ana", "/orders").await.text;
    let nothing = door.get("ana", "/orders?q=zzz").await.text;

    assert!(nobody.contains("No orders yet") && !nobody.contains("No order found"), "{}", main(&nobody));
    assert!(nothing.contains("No order found") && !nothing.contains("No orders yet"), "{}", main(&nothing));
}

#[both_databases]
async fn countries_ways_and_what_was_paid_for_are_said_in_the_readers_words(door: Door) {
    let (_, number) = arrived(&door).await;

    for (who, country, way, paid_for) in [
        ("ana", "Germany", "Standard", "for the order"),
        ("ben", "Alemania", "Estándar", "por el pedido"),
        ("noor", "德国", "标准", "订单款项"),
    ] {
        let page = main(&door.get(who, &format!("/orders/{number}")).await.text);
        for shown in [country, way, paid_for] {
            assert!(page.contains(shown), "{who} does not read {shown}: {page}");
        }
        for key in [">DE<", ">standard<", ">order<"] {
            assert!(!page.contains(key), "{who} reads {key}");
        }
    }
}

#[both_databases]
async fn who_may_not_see_orders_sees_none_and_who_may_only_look_does_nothing(door: Door) {
    let (_, number) = arrived(&door).await;
    let paths = [
        "/orders".to_owned(),
        format!("/orders/{number}"),
        format!("/orders/{number}/actions"),
        format!("/orders/{number}/actions/refund"),
        format!("/customers/{}/verify", door.shop.mia),
    ];

    for path in &paths {
        assert_eq!(door.get("lia", path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(door.get("", path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    assert!(!door.get("sue", &paths[1]).await.text.contains("data-key=\"d\""), "Sue is offered nothing she may not do");
    let refused = door
        .post("sue", &format!("/orders/{number}/actions/refund/confirm"), "what=everything&reason=damaged")
        .await;

    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(actions_done(&door).await, 0);
}

#[both_databases]
async fn a_refund_goes_from_the_list_to_the_reply(door: Door) {
    let (order, number) = arrived(&door).await;
    let base = format!("/orders/{number}/actions");
    let mia = door.shop.mia;
    let known = move |work: &mut db::Work<'_>| known_by_channel(work, mia, Method::SignedIn, Within::Conversation(70));
    door.shop.works(db::Actor::System, known).await;

    let list = door.get("ana", &format!("{base}?conversation=7")).await;
    let form = door.get("ana", &format!("{base}/refund?conversation=7")).await;
    let preview = door
        .post(
            "ana",
            &format!("{base}/refund"),
            "what=amount&amount=12,50&reason=damaged&refund_to=original_method&conversation=7",
        )
        .await;
    let nothing_yet = actions_done(&door).await;
    let done = door.confirms("ana", &format!("{base}/refund"), &preview).await;
    let again = door.confirms("ana", &format!("{base}/refund"), &preview).await;
    let page = door.get("ana", &done.location).await;
    let words = between(&page.text, "name=\"text\">\n", "</textarea>");
    let reply = door
        .post("ana", &format!("/orders/{number}/reply"), &format!("conversation=7&text={}", crate::door::encoded(&words)))
        .await;

    assert!(
        list.text.contains("data-verb=\"refund\"") && list.text.contains("Already left") | list.text.contains("Not possible now"),
        "{}",
        main(&list.text)
    );
    assert!(form.text.contains("name=\"conversation\" value=\"7\"") && unwritten(&main(&form.text)).is_empty());
    for shown in ["12.50", "This cannot be undone", "Money is given back", "We have refunded"] {
        assert!(preview.text.contains(shown), "the preview does not show {shown}: {}", main(&preview.text));
    }
    assert!(unwritten(&main(&preview.text)).is_empty(), "{:?}", unwritten(&main(&preview.text)));
    assert_eq!((nothing_yet, actions_done(&door).await), (0, 1), "a preview does nothing, a key does it once");
    assert!(done.location.starts_with(&format!("/orders/{number}?done=")) && done.location.ends_with("conversation=7"));
    assert_eq!(again.location, done.location);
    assert!(words.contains("12.50") && page.text.contains("Done: Refund"), "{}", main(&page.text));
    assert_eq!(reply.location, "/conversations/7");
    assert_eq!(door.replies.lock().expect("a lock")[0].0, 7);
    assert_eq!(door.shop.order(order).await.paid(), eur(2 * KETTLE + LID + 490 - 1_250));
    door.shop.balances().await;
}

#[both_databases]
async fn pieces_are_returned_received_exchanged_and_cancelled_from_the_page(door: Door) {
    let (order, number) = arrived(&door).await;
    let units = door.shop.units(order).await;
    let base = format!("/orders/{number}/actions");

    let back = door
        .does("ana", &format!("{base}/return"), &format!("unit={}&reason=defective&condition=unopened", units[0]))
        .await;
    let page = door.get("ana", &back.location).await;
    let id = between(&page.text, "actions/receive_return?return=", "\"");
    let form = door.get("ana", &format!("{base}/receive_return?return={id}")).await;
    let received = door
        .does("ana", &format!("{base}/receive_return"), &format!("return={id}&looked={}:like_new:yes", units[0]))
        .await;
    let offered = door.get("ana", &format!("{base}/exchange")).await;
    let swapped = door
        .does(
            "ana",
            &format!("{base}/exchange"),
            &format!("swap={}%3AKETTLE-BLUE&reason=defective&condition=unopened", units[1]),
        )
        .await;

    assert!(page.text.contains("expected") && form.text.contains("as good as new"), "{}", main(&form.text));
    assert!(received.location.contains("?done="), "{}", main(&received.text));
    assert!(offered.text.contains("Kettle (blue)"), "{}", main(&offered.text));
    assert!(swapped.location.contains("?done="), "{}", main(&swapped.text));
    assert_eq!(door.shop.states(order).await, ["returned", "returning", "delivered", "ordered"]);
    let whole = door.get("ana", &format!("/orders/{number}")).await;
    assert!(whole.text.contains("Exchange, difference") && unwritten(&main(&whole.text)).is_empty());

    let second = door.shop.mia_orders().await;
    let second = door.shop.order(second).await.number;
    let gone = door.does("ana", &format!("/orders/{second}/actions/cancel"), "reason=changed_mind").await;
    assert!(gone.location.contains("?done="));
    assert!(door.get("ana", &gone.location).await.text.contains("Cancelled: changed their mind"));
    door.shop.balances().await;
}

#[both_databases]
async fn what_moved_meanwhile_is_shown_again_and_nothing_is_done(door: Door) {
    let (order, number) = arrived(&door).await;
    let path = format!("/orders/{number}/actions/refund");
    let preview = door.post("ana", &path, "what=everything&reason=damaged").await;
    door.shop
        .does(
            door.shop.ben,
            crate::stage::refund(order, orders::action::RefundWhat::Amount { amount: eur(2_000) }, orders::returns::RefundTo::Original),
        )
        .await;

    let late = door.confirms("ana", &path, &preview).await;

    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text.contains("Something changed since you saw this") && late.text.contains("<ins>"),
        "{}",
        main(&late.text)
    );
    assert_eq!(actions_done(&door).await, 1, "only Ben's");
    let fresh = door.confirms("ana", &path, &late).await;
    assert!(fresh.location.contains("?done="), "{}", main(&fresh.text));
    assert!(door.shop.order(order).await.paid().is_zero());
}

#[both_databases]
async fn what_the_policy_denies_is_told_in_the_customers_words_and_can_be_explained(door: Door) {
    let (_, number) = arrived(&door).await;
    let path = format!("/orders/{number}/actions/cancel");

    let preview = door.post("ana", &path, "reason=changed_mind&conversation=7").await;
    // Somebody who sends the form all the same is refused, and the verdict is kept.
    let hash = door
        .shop
        .read({
            let number = number.clone();
            move |tx| {
                let order = orders::orders::by_number(tx, &number)?.expect("an order");
                let request = crate::stage::cancel(order.id, Vec::new());
                Ok(orders::preview(tx, db::Actor::Agent(1), &request)?.hash)
            }
        })
        .await;
    let forced = door
        .post("ana", &format!("{path}/confirm"), &format!("reason=changed_mind&hash={hash}&key=forced"))
        .await;
    let page = door.get("ana", &format!("/orders/{number}")).await;
    let verdict = between(&page.text, &format!("/orders/{number}/verdicts/"), "\"");
    let why = door.get("ana", &format!("/orders/{number}/verdicts/{verdict}")).await;

    assert!(
        !preview.text.contains("/confirm\"") && preview.text.contains("cancel.already_left"),
        "{}",
        main(&preview.text)
    );
    assert!(preview.text.contains("Put this into the reply"));
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(why.text.contains("cancel.already_left") && why.text.contains("version 1"), "{}", main(&why.text));
    assert!(unwritten(&main(&why.text)).is_empty(), "{:?}", unwritten(&main(&why.text)));
    assert_eq!(actions_done(&door).await, 0);
    let other = door.shop.mia_orders().await;
    let other = door.shop.order(other).await.number;
    assert_eq!(door.get("ana", &format!("/orders/{other}/verdicts/{verdict}")).await.status, StatusCode::NOT_FOUND);
}

#[both_databases]
async fn illegal_actions_through_the_page_are_never_carried_out(door: Door) {
    let (order, number) = arrived(&door).await;
    let units = door.shop.units(order).await;
    let toms = door.shop.toms_card;
    let before = door.shop.order(order).await;
    let cases = [
        ("refund", "what=amount&amount=99999&reason=damaged".to_owned(), "refund.more_than_paid"),
        ("refund", "what=amount&amount=-5&reason=damaged".to_owned(), "amount.nothing"),
        ("refund", format!("what=part&unit={}&amount=60&reason=damaged", units[0]), "refund_exceeds_paid"),
        ("cancel", format!("unit={}&reason=changed_mind", units[0]), "cancel.already_left"),
        ("cancel", "unit=99999&reason=changed_mind".to_owned(), "unit_not_of_order"),
        ("return", format!("unit={0}&unit={0}&reason=defective&condition=unopened", units[0]), "unit_named_twice"),
        ("exchange", format!("swap={}%3ALID&reason=defective&condition=unopened", units[0]), "exchange.other_product"),
        ("take_payment", format!("method={toms}"), "payment.not_valid"),
        ("change_address", "name=X&line1=Y&city=Z&country=DE".to_owned(), "order.already_left"),
        ("apply_voucher", "code=NOTHING".to_owned(), "voucher"),
    ];
    for (verb, form, code) in &cases {
        let path = format!("/orders/{number}/actions/{verb}");
        let preview = door.post("ana", &path, form).await;
        assert_eq!(preview.status, StatusCode::OK, "{verb} {form}: {}", main(&preview.text));
        assert!(preview.text.contains(code), "{verb} {form} is not told {code}: {}", main(&preview.text));
        assert!(!preview.text.contains(&format!("{path}/confirm")), "{verb} {form} can be confirmed");
        for hash in ["", "0000", &between(&preview.text, "name=\"hash\" value=\"", "\"")] {
            let forced = door.post("ana", &format!("{path}/confirm"), &format!("{form}&hash={hash}&key=k{verb}{hash}")).await;
            assert!(forced.status.is_client_error(), "{verb} {form}: {}", forced.status);
        }
    }
    let unreadable = door
        .post("ana", &format!("/orders/{number}/actions/refund"), "what=amount&amount=much&reason=damaged")
        .await;
    let unknown = door.post("ana", &format!("/orders/{number}/actions/conjure"), "amount=1").await;

    assert_eq!((unreadable.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::NOT_FOUND));
    assert!(unreadable.text.contains("value=\"much\""), "what was typed stays");
    assert_eq!(actions_done(&door).await, 0);
    assert_eq!(door.shop.order(order).await, before);
    door.shop.balances().await;
}

#[both_databases]
async fn a_conversation_nobody_sees_carries_no_action(door: Door) {
    let (_, number) = arrived(&door).await;

    let preview = door
        .post("ana", &format!("/orders/{number}/actions/refund"), "what=everything&reason=damaged&conversation=8")
        .await;
    let reply = door.post("ana", &format!("/orders/{number}/reply"), "conversation=8&text=hello").await;

    assert_eq!((preview.status, reply.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(door.replies.lock().expect("a lock").is_empty());
}

#[both_databases]
async fn a_customer_is_verified_by_an_order_or_a_code_and_wrong_tries_run_out(door: Door) {
    let (_, number) = arrived(&door).await;
    let path = format!("/customers/{}/verify", door.shop.mia);
    door.post("ana", &format!("{path}/end"), "").await;

    let before = door.get("ana", &path).await;
    let wrong = door
        .post("ana", &format!("{path}/match"), &format!("name=Mia+Kowalski&postcode=99999&order={number}"))
        .await;
    let right = door
        .post("ana", &format!("{path}/match"), &format!("name=mia+kowalski&postcode=10115&order={number}&conversation=7"))
        .await;
    let (after, elsewhere) = (door.get("ana", &format!("{path}?conversation=7")).await, door.get("ana", &path).await);

    assert!(elsewhere.text.contains("Not verified"), "what was shown in a conversation counts in it");
    assert!(before.text.contains("Not verified") && before.text.contains("5 tries are left"), "{}", main(&before.text));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("That does not match") && wrong.text.contains("4 tries are left"));
    assert_eq!(right.location, "/conversations/7");
    assert!(after.text.contains("Matched with an order") && after.text.contains("May be told"), "{}", main(&after.text));
    assert!(unwritten(&main(&after.text)).is_empty(), "{:?}", unwritten(&main(&after.text)));

    let sent = door.post("ana", &format!("{path}/send-code"), "").await;
    let letter: String = door
        .shop
        .read(|tx| {
            let sealed: String = sql("SELECT payload FROM job WHERE kind = 'agents.mail'").only(tx, "letter")?;
            agents::post::LETTERS.open(tx, 0, &sealed)
        })
        .await;
    let code: String = letter.chars().filter(char::is_ascii_digit).take(6).collect();
    let confirmed = door.post("ana", &format!("{path}/code"), &format!("code={code}")).await;
    assert_eq!(sent.location, format!("{path}?sent=on"));
    assert_eq!(confirmed.location, format!("/customers/{}", door.shop.mia));
    assert!(!door.get("ana", &sent.location).await.text.contains(&code), "the code is shown to nobody");
    for _ in 0..5 {
        door.post("ana", &format!("{path}/code"), "code=1").await;
    }
    let locked = door
        .post("ana", &format!("{path}/match"), &format!("name=Mia+Kowalski&postcode=10115&order={number}"))
        .await;
    assert!(locked.text.contains("too many wrong answers"), "{}", main(&locked.text));
}

/// The number-th of endless forms nobody may get through, and the code it is told.
fn illegal_form(number: i64, units: &[orders::unit::UnitId], toms_card: i64) -> (&'static str, String, &'static str) {
    let unit = units[number.unsigned_abs() as usize % units.len()].0;
    let cents = number % 100;
    match number % 14 {
        0 => ("refund", format!("what=amount&amount={}.{cents:02}&reason=damaged", 200 + number), "refund.more_than_paid"),
        1 => ("refund", format!("what=amount&amount=-{number}.{cents:02}&reason=damaged"), "amount.nothing"),
        2 => ("refund", format!("what=part&unit={unit}&amount={}&reason=damaged", 50 + number), "refund_exceeds_paid"),
        3 => ("cancel", format!("unit={unit}&reason=changed_mind"), "cancel.already_left"),
        4 => ("cancel", format!("unit={}&reason=changed_mind", 10_000 + number), "unit_not_of_order"),
        5 => ("return", format!("unit={unit}&unit={unit}&reason=defective&condition=unopened"), "unit_named_twice"),
        6 => ("take_payment", format!("method={toms_card}&pay_amount={}", 1 + number), "payment.not_valid"),
        7 => ("goodwill", format!("amount={}&reason=goodwill&refund_to=store_credit", 201 + number), "goodwill.too_much"),
        8 => ("credit", format!("amount=-{number}.{cents:02}&reason=billing_error"), "amount.nothing"),
        9 => ("adjust_bill", format!("amount=-{number}.{cents:02}&reason=other&own_reason=I+want+{number}"), "bill.reason"),
        10 => ("apply_voucher", format!("code=NONE-{number}"), "voucher_unknown"),
        11 => ("resend", format!("unit={unit}&reason=other&own_reason=I+want+{number}"), "resend.reason"),
        12 => ("change_shipping", format!("shipping=express&reason=other&own_reason=I+want+{number}"), "order.already_left"),
        _ => ("change_address", format!("name=N{number}&line1=Street+{number}&city=Berlin&country=DE"), "order.already_left"),
    }
}

#[both_databases]
async fn illegal_forms_by_the_thousand_change_nothing_and_hear_why(door: Door) {
    let (order, number) = arrived(&door).await;
    let (units, toms) = (door.shop.units(order).await, door.shop.toms_card.0);
    let before = door.shop.order(order).await;

    let turns = if door.shop.read(|tx| Ok(tx.on_postgres())).await { 280 } else { 1_008 };
    for turn in 1..=turns {
        let (verb, form, code) = illegal_form(turn, &units, toms);
        let path = format!("/orders/{number}/actions/{verb}");
        let preview = door.post("ana", &path, &form).await;
        assert!(preview.text.contains(code), "{verb} {form} is not told {code}: {}", main(&preview.text));
        let forced = door.post("ana", &format!("{path}/confirm"), &format!("{form}&hash={turn}&key=k{turn}")).await;
        assert!(forced.status.is_client_error(), "{verb} {form}: {}", forced.status);
    }

    assert_eq!(actions_done(&door).await, 0);
    assert_eq!(door.shop.order(order).await, before);
    door.shop.balances().await;
}
