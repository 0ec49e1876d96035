//! Gift cards and store credit: given under the policy like everything else, with a limit, a day's sum and a second
//! person's yes; and where the day begins by which the limit counts.

use crate::door::{Door, between, main};
use crate::stage::{CREDIT, Shop, eur};
use axum::http::StatusCode;
use customers::CustomerId;
use db::Actor;
use orders::action::LoadBalance;
use orders::balance::{self, BalanceKind};
use orders::{Confirmed, Request, brand};
use testkit::both_databases;

fn give(customer: Option<CustomerId>, kind: BalanceKind, minor: i64) -> LoadBalance {
    LoadBalance {
        brand: "kettle".into(),
        customer,
        kind,
        balance: None,
        amount: eur(minor),
        reason: "goodwill".into(),
        expires_at: None,
    }
}

async fn level(shop: &Shop) -> i64 {
    let mia = shop.mia;
    shop.read(move |tx| {
        let held = balance::store_credit_of(tx, mia, kit::Currency::EUR)?.expect("Mia has credit");
        Ok(balance::level(tx, held.id)?.minor)
    })
    .await
}

#[both_databases]
async fn credit_is_given_by_who_may_within_their_limit_and_never_by_the_customer(shop: Shop) {
    let credit = |minor| Request::LoadBalance(give(Some(shop.mia), BalanceKind::StoreCredit, minor));

    let done = shop.does(shop.ana, credit(1_500)).await;
    let waits = shop.asks(shop.ana, credit(5_000)).await;
    let of_mia = shop.denied(Actor::Customer(shop.mia.0), credit(100)).await;
    let nothing = shop.denied(shop.ana, credit(0)).await;

    assert_eq!(level(&shop).await, CREDIT + 1_500, "what waits is not there yet");
    assert!(matches!(waits, Confirmed::Waits(_)), "{waits:?}");
    assert_eq!((of_mia.as_str(), nothing.as_str()), ("actor.staff_only", "nothing_chosen"));
    let entry = shop
        .read(move |tx| balance::entries(tx, balance::BalanceId(done.outcome.balance.expect("a balance"))))
        .await;
    assert_eq!(entry.last().map(|entry| (entry.minor, entry.action)), Some((1_500, Some(done.action.0))));
    let Confirmed::Waits(approval) = waits else { return };
    shop.works(shop.ben, move |work| orders::approvals::give(work, approval, "")).await;
    assert_eq!(level(&shop).await, CREDIT + 6_500);
    shop.balances().await;
}

#[both_databases]
async fn a_gift_card_can_be_paid_with_its_code_is_told_once_and_nobody_elses_is_loaded(shop: Shop) {
    let card = Request::LoadBalance(give(Some(shop.mia), BalanceKind::GiftCard, 2_000));
    let key = shop.key();
    let (request, ana) = (card.clone(), shop.ana);
    let confirm = move |work: &mut db::Work<'_>| {
        let hash = orders::preview(work, ana, &request)?.hash;
        let ask = orders::Ask {
            request: request.clone(),
            hash,
            key: key.clone(),
            agreed: true,
            conversation: None,
        };
        orders::confirm(work, &ask)
    };

    let Confirmed::Done(first) = shop.works(shop.ana, confirm.clone()).await else {
        panic!("not done")
    };
    let Confirmed::Done(again) = shop.works(shop.ana, confirm).await else {
        panic!("not done")
    };

    let id = balance::BalanceId(first.outcome.balance.expect("a balance"));
    let code = first.outcome.code.clone().expect("a code");
    assert_eq!((again.again, again.outcome.code.clone(), again.outcome.balance), (true, None, Some(id.0)), "told once");
    let (found, methods, stored) = shop
        .read({
            let (code, mia) = (code.clone(), shop.mia);
            move |tx| {
                let stored: i64 = db::sql("SELECT COUNT(*) FROM action WHERE outcome LIKE $1")
                    .with(format!("%{code}%"))
                    .only(tx, "action")?;
                Ok((balance::by_code(tx, &code)?, orders::payment_method::of(tx, mia)?, stored))
            }
        })
        .await;
    assert_eq!(found.map(|held| held.id), Some(id));
    assert!(methods.iter().any(|method| method.balance == Some(id)), "{methods:?}");
    assert_eq!(stored, 0, "the code is kept nowhere");
    let to = |customer, balance| {
        Request::LoadBalance(LoadBalance { balance: Some(balance), ..give(Some(customer), BalanceKind::GiftCard, 500) })
    };
    assert_eq!(shop.denied(shop.ana, to(shop.tom, id)).await, "balance_not_theirs");
    shop.does(shop.ana, to(shop.mia, id)).await;
    assert_eq!(shop.read(move |tx| balance::level(tx, id)).await, eur(2_500));
    let past = LoadBalance {
        expires_at: Some("2020-01-01T00:00:00Z".into()),
        ..give(None, BalanceKind::GiftCard, 500)
    };
    assert_eq!(shop.denied(shop.ana, Request::LoadBalance(past)).await, "over_before_it_begins");
    let nobodys = shop.does(shop.ana, Request::LoadBalance(give(None, BalanceKind::GiftCard, 500))).await;
    assert!(nobodys.outcome.code.is_some());
    assert_eq!(shop.denied(shop.ana, Request::LoadBalance(give(None, BalanceKind::StoreCredit, 500))).await, "no_customer");
    shop.balances().await;
}

/// Ten times a day is what the starting policy lets an agent give.
const A_DAY: usize = 10;

async fn gives_as_often_as_a_day_allows(shop: &Shop) {
    for _ in 0..A_DAY {
        shop.does(shop.ana, Request::LoadBalance(give(Some(shop.mia), BalanceKind::StoreCredit, 100))).await;
    }
}

#[both_databases]
async fn a_days_limit_ends_at_midnight_where_the_company_is_and_not_in_greenwich(shop: Shop) {
    let one_more = || Request::LoadBalance(give(Some(shop.mia), BalanceKind::StoreCredit, 100));
    shop.works(Actor::System, |work| {
        let kettle = brand::by_code(work, "kettle")?.expect("the brand");
        brand::set_zone(work, kettle.id, "Europe/Madrid")
    })
    .await;
    // 22:30 in Greenwich is 23:30 in Madrid.
    shop.clock().forward_seconds(13 * 3_600 + 1_800);
    gives_as_often_as_a_day_allows(&shop).await;

    let the_same_evening = shop.asks(shop.ana, one_more()).await;
    shop.clock().forward_seconds(3_600);
    let after_midnight = shop.asks(shop.ana, one_more()).await;

    assert!(matches!(the_same_evening, Confirmed::Denied(..)), "{the_same_evening:?}");
    assert!(matches!(after_midnight, Confirmed::Done(_)), "in Madrid it is tomorrow: {after_midnight:?}");
}

#[both_databases]
async fn a_day_that_began_in_greenwich_is_not_over_because_it_is_late_elsewhere(shop: Shop) {
    let one_more = || Request::LoadBalance(give(Some(shop.mia), BalanceKind::StoreCredit, 100));
    shop.clock().forward_seconds(13 * 3_600 + 1_800);
    gives_as_often_as_a_day_allows(&shop).await;
    shop.clock().forward_seconds(3_600);

    let an_hour_later = shop.asks(shop.ana, one_more()).await;
    shop.clock().forward_seconds(1_800);
    let tomorrow = shop.asks(shop.ana, one_more()).await;

    assert!(matches!(an_hour_later, Confirmed::Denied(..)), "{an_hour_later:?}");
    assert!(matches!(tomorrow, Confirmed::Done(_)), "{tomorrow:?}");
}

#[both_databases]
async fn a_gift_card_is_given_from_the_page_and_above_the_limit_the_approver_reads_the_code(door: Door) {
    let base = format!("/customers/{}/actions/load_balance", door.shop.mia);

    let form = door.get("ana", &base).await;
    let given = door
        .does("ana", &base, "brand=kettle&kind=gift_card&amount=12%2C50&reason=goodwill&expires=2027-01-31")
        .await;
    let page = door.get("ana", &format!("/customers/{}/holdings", door.shop.mia)).await;
    let asked = door.does("ana", &base, "brand=kettle&kind=gift_card&amount=80&reason=goodwill").await;
    let approved = door.post("ben", "/approvals/1/give", "reason=fine").await;

    assert!(form.text.contains("name=\"expires\"") && form.text.contains("store credit"), "{}", main(&form.text));
    assert_eq!(given.status, StatusCode::OK, "the code is on this page and on no other: {}", main(&given.text));
    let code = between(&given.text, "class=\"mono\">", "</strong>");
    assert_eq!(code.len(), 19, "{code}: {}", main(&given.text));
    assert!(
        page.text.contains("12.50") && page.text.contains(&code[15..]) && !page.text.contains(&code),
        "{}",
        main(&page.text)
    );
    assert!(asked.location.starts_with("/approvals/1"), "{}", asked.location);
    assert_eq!(approved.status, StatusCode::OK, "{}", main(&approved.text));
    assert!(approved.text.contains("Código de la tarjeta regalo"), "{}", main(&approved.text));
    assert_eq!(door.get("sue", &base).await.status, StatusCode::FORBIDDEN);
    door.shop.balances().await;
}
