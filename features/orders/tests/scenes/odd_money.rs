//! Money attacks through the workspace's pages, and races for one refund: nothing is done that the preview did not show, and
//! nothing twice.

use crate::books::faults;
use crate::door::{Door, between};
use crate::stage::{Shop, eur, refund};
use db::{Trouble, sql};
use orders::action::RefundWhat;
use orders::returns::RefundTo;
use orders::verification::{self, Method, Within};
use orders::{Ask, Confirmed};
use testkit::both_databases;

/// What people and programs type where an amount belongs.
const ODD: [&str; 25] = [
    "0",
    "-1",
    "-0.01",
    "0.00",
    "0.001",
    "1.005",
    "1.2345",
    "1e2",
    "1E9",
    "NaN",
    "inf",
    "-inf",
    "0x10",
    "1.2.3",
    "１２",
    "١٢",
    "",
    " ",
    "1;2",
    "99999999999999999999",
    "9223372036854775807",
    "92233720368547758.07",
    "-9223372036854775808",
    "115792089237316195423570985008687907853",
    "100000.01",
];

/// The number-th of endless forms with an amount nobody may move.
fn odd_form(number: usize, mias_card: i64) -> (&'static str, String) {
    let amount = crate::door::encoded(ODD[number % ODD.len()]);
    match number / ODD.len() % 5 {
        0 => ("refund", format!("what=amount&amount={amount}&reason=damaged&refund_to=original_method")),
        1 => ("refund", format!("what=amount&amount={amount}&reason=damaged&refund_to=store_credit&currency=JPY")),
        2 => ("goodwill", format!("amount={amount}&reason=late&refund_to=store_credit&limit=none")),
        3 => ("credit", format!("amount={amount}&reason=damaged&refund_to=original_method&currency=KWD")),
        _ => ("take_payment", format!("method={mias_card}&pay_amount={amount}&reason=other")),
    }
}

#[both_databases]
async fn odd_amounts_by_the_thousand_move_nothing_through_the_pages(door: Door) {
    let order = door.shop.mia_orders().await;
    door.shop.arrives(order).await;
    let (before, mia) = (door.shop.order(order).await, door.shop.mia);
    let card = door.shop.read(move |tx| orders::payment_method::of(tx, mia)).await[0].id.0;

    let mut wrong = Vec::new();
    for turn in 0..1_000 {
        let (verb, form) = odd_form(turn, card);
        let path = format!("/orders/{}/actions/{verb}", before.number);
        let seen = door.post("ana", &path, &form).await;
        // An empty amount to take is the whole of what is owed, which is nothing.
        let hash = between(&seen.text, "name=\"hash\" value=\"", "\"");
        let forced = door.post("ana", &format!("{path}/confirm"), &format!("{form}&hash={hash}&key=odd{turn}")).await;
        if seen.status.is_success() && !hash.is_empty() || !forced.status.is_client_error() {
            wrong.push(format!("{verb} {form}: {} then {}", seen.status, forced.status));
        }
    }

    assert!(wrong.is_empty(), "{} of 1000:\n{}", wrong.len(), wrong.iter().take(8).cloned().collect::<Vec<_>>().join("\n"));
    let done: i64 = door
        .shop
        .read(|tx| sql("SELECT COUNT(*) FROM action WHERE verb <> 'place_order'").only(tx, "action"))
        .await;
    assert_eq!((done, door.shop.order(order).await), (0, before));
    assert!(door.shop.read(faults).await.is_empty());
}

#[both_databases]
async fn eight_at_once_with_one_preview_are_one_refund(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let (ana, paid) = (shop.ana, shop.order(order).await.paid());
    let wish = refund(order, RefundWhat::Amount { amount: eur(5_000) }, RefundTo::Original);
    let asked = wish.clone();
    let hash = shop.read(move |tx| Ok(orders::preview(tx, ana, &asked)?.hash)).await;

    let tries = (0..8).map(|at| {
        let (db, wish, hash) = (shop.base.db.clone(), wish.clone(), hash.clone());
        // Half of them carry the same key, half one of their own.
        let key = if at % 2 == 0 { "the same".to_owned() } else { format!("own {at}") };
        tokio::spawn(async move {
            let ask = Ask { request: wish, hash, key, agreed: true, conversation: None };
            db.work(ana, move |work| orders::confirm(work, &ask)).await
        })
    });
    let mut actions = Vec::new();
    for one in tries.collect::<Vec<_>>() {
        match one.await.expect("a task") {
            Ok(Confirmed::Done(done)) => actions.push(done.action),
            Err(Trouble::Changed(_)) => {}
            other => panic!("neither done nor changed: {other:?}"),
        }
    }

    actions.dedup();
    assert_eq!(actions.len(), 1, "{actions:?}");
    assert_eq!(shop.order(order).await.paid().minor, paid.minor - 5_000);
    assert!(shop.read(faults).await.is_empty());
}

#[both_databases]
async fn refunds_of_many_at_once_never_exceed_what_was_paid(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let (ana, paid) = (shop.ana, shop.order(order).await.paid());
    let tries: Vec<_> = (1..=12)
        .map(|at| {
            let db = shop.base.db.clone();
            let wish = refund(order, RefundWhat::Amount { amount: eur(2_000 + at) }, RefundTo::Original);
            tokio::spawn(async move {
                // Each looks again when something moved, as people do.
                for turn in 0..20 {
                    let asked = wish.clone();
                    let seen = db.read(move |tx| orders::preview(tx, ana, &asked)).await?;
                    let ask = Ask {
                        request: wish.clone(),
                        hash: seen.hash,
                        key: format!("{at} {turn}"),
                        agreed: true,
                        conversation: None,
                    };
                    match db.work(ana, move |work| orders::confirm(work, &ask)).await {
                        Err(Trouble::Changed(_)) => {}
                        other => return other,
                    }
                }
                Err(Trouble::Changed("again and again"))
            })
        })
        .collect();
    let mut back = 0;
    for (at, one) in tries.into_iter().enumerate() {
        if let Ok(Confirmed::Done(_)) = one.await.expect("a task") {
            back += 2_001 + i64::try_from(at).expect("a few");
        }
    }

    let left = shop.order(order).await.paid();
    assert_eq!(left.minor, paid.minor - back);
    assert!(left.minor >= 0 && back > 0, "{left}");
    assert!(shop.read(faults).await.is_empty());
}

#[both_databases]
async fn a_preview_made_while_she_was_known_is_worth_nothing_once_she_is_not(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let (ana, mia) = (shop.ana, shop.mia);
    shop.works(ana, move |work| verification::end(work, mia)).await;
    shop.works(db::Actor::System, move |work| {
        verification::known_by_channel(work, mia, Method::SignedIn, Within::Conversation(7))
    })
    .await;
    let wish = refund(order, RefundWhat::Amount { amount: eur(1_000) }, RefundTo::Original);
    let asked = wish.clone();
    let origin = orders::Origin::in_conversation(ana, Some(7));
    let hash = shop.read(move |tx| Ok(orders::preview_from(tx, ana, &asked, &origin)?.hash)).await;

    for (key, conversation) in [("elsewhere", None), ("another", Some(8))] {
        let ask = Ask {
            request: wish.clone(),
            hash: hash.clone(),
            key: key.into(),
            agreed: true,
            conversation,
        };
        let told = shop.base.db.work(ana, move |work| orders::confirm(work, &ask)).await;
        assert!(matches!(told, Err(Trouble::Changed(_))), "{told:?}");
    }
    shop.works(ana, move |work| verification::end_within(work, mia, Within::Conversation(7))).await;
    let ask = Ask { request: wish, hash, key: "late".into(), agreed: true, conversation: Some(7) };
    let told = shop.base.db.work(ana, move |work| orders::confirm(work, &ask)).await;

    assert!(matches!(told, Err(Trouble::Changed(_))), "{told:?}");
    assert!(shop.read(faults).await.is_empty());
}
