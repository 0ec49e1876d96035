//! Periods of subscriptions: by the calendar of the brand, at the catalogue's price, and whose renewal waits.

use crate::services::Open;
use crate::stage::{Shop, eur, pay};
use db::{Actor, Trouble};
use kit::{Currency, Moment};
use orders::action::{ChangeSubscription, EndSubscription, PayCharge, RenewSubscription, StartSubscription, WaiveFee};
use orders::bill::{self, BillOf, ChargeId};
use orders::plans::{self, NewPlan, PlanId};
use orders::{Ask, Request, brand, charge, payments, subscription};
use rates::Every;
use testkit::both_databases;

const DAY: i64 = 86_400;

async fn owed(shop: &Shop, charge: ChargeId) -> i64 {
    let entries = shop.read(move |tx| bill::of(tx, BillOf::Charge(charge))).await;
    bill::total(Currency::EUR, &entries).expect("small").gross.minor
}

/// All that is owed for Mia's charges.
async fn owed_by_mia(shop: &Shop) -> i64 {
    let mia = shop.mia;
    let mut all = 0;
    for one in shop.read(move |tx| charge::of(tx, mia, 100)).await {
        all += owed(shop, one.id).await;
    }
    all
}

fn start(shop: &Shop, every: Every) -> Request {
    Request::StartSubscription(StartSubscription {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        plan: "Tea".into(),
        currency: None,
        price: Some(eur(3_000)),
        tax_class: "reduced".into(),
        every: Some(every),
    })
}

fn from_catalogue(shop: &Shop, plan: &str) -> Request {
    Request::StartSubscription(StartSubscription {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        plan: plan.into(),
        currency: None,
        price: None,
        tax_class: "standard".into(),
        every: None,
    })
}

fn change(subscription: i64, plan: &str, price: Option<i64>) -> Request {
    Request::ChangeSubscription(ChangeSubscription { subscription, plan: plan.into(), price: price.map(eur), reason: "wish".into() })
}

fn end(subscription: i64) -> Request {
    Request::EndSubscription(EndSubscription { subscription, reason: "moved".into() })
}

fn renew(subscription: i64) -> Request {
    Request::RenewSubscription(RenewSubscription { subscription })
}

async fn is_zone(shop: &Shop, zone: &'static str) {
    shop.works(Actor::System, move |work| {
        let kettle = brand::by_code(work, "kettle")?.ok_or(Trouble::NotFound("brand"))?;
        brand::set_zone(work, kettle.id, zone)
    })
    .await;
}

async fn moves_to(shop: &Shop, at: &str) {
    let at: jiff::Timestamp = at.parse().expect("a moment");
    let now = shop.clock().now();
    shop.clock().forward_seconds(Moment(at.as_microsecond()).seconds_since(now));
}

async fn until(shop: &Shop, id: i64) -> String {
    shop.read(move |tx| subscription::find(tx, id)).await.period_until.rfc3339()
}

async fn begun(shop: &Shop, request: Request) -> (i64, ChargeId) {
    let started = shop.does(shop.ben, request).await.outcome;
    (started.subscription.expect("a subscription"), started.charge.expect("its first charge"))
}

#[both_databases]
async fn a_month_from_the_31st_ends_with_february_and_comes_back(shop: Open) {
    let shop = shop.0;
    is_zone(&shop, "Europe/Berlin").await;
    moves_to(&shop, "2027-01-31T12:00:00Z").await;
    let (id, _) = begun(&shop, start(&shop, Every::Months(1))).await;

    let mut ends = vec![until(&shop, id).await];
    for _ in 0..3 {
        moves_to(&shop, ends.last().expect("one")).await;
        shop.does(Actor::System, renew(id)).await;
        ends.push(until(&shop, id).await);
    }

    // Midnight in Berlin, in summer and in winter.
    let wanted = ["2027-02-27T23:00:00Z", "2027-03-30T22:00:00Z", "2027-04-29T22:00:00Z", "2027-05-30T22:00:00Z"];
    assert_eq!(ends, wanted);
    assert_eq!(owed_by_mia(&shop).await, 4 * 3_000);
}

#[both_databases]
async fn a_year_from_the_leap_day_comes_back_to_it(shop: Open) {
    let shop = shop.0;
    moves_to(&shop, "2028-02-29T09:00:00Z").await;
    let (id, _) = begun(&shop, start(&shop, Every::Years(1))).await;

    assert_eq!(until(&shop, id).await, "2029-02-28T00:00:00Z");
    moves_to(&shop, "2029-03-01T00:00:00Z").await;
    shop.does(Actor::System, renew(id)).await;
    assert_eq!(until(&shop, id).await, "2030-02-28T00:00:00Z");
}

#[both_databases]
async fn ending_and_changing_at_one_moment_count_the_same_days(shop: Open) {
    let shop = shop.0;
    is_zone(&shop, "America/Los_Angeles").await;
    // Late in the evening there, and the next day in UTC.
    moves_to(&shop, "2027-06-02T05:30:00Z").await;
    let (ended, _) = begun(&shop, start(&shop, Every::Days(30))).await;
    let (changed, _) = begun(&shop, start(&shop, Every::Days(30))).await;
    // Less than two times 24 hours later, and two days of the calendar.
    moves_to(&shop, "2027-06-03T20:00:00Z").await;

    let ended = shop.does(shop.ana, end(ended)).await;
    let changed = shop.does(shop.ana, change(changed, "Water", Some(1))).await;

    let credited = shop.read(move |tx| {
        let of = |action: orders::action::ActionId| {
            db::sql("SELECT CAST(SUM(gross_minor) AS BIGINT) FROM bill_entry WHERE action_id = $1 AND kind = 'credit'").with(action)
        };
        let one: i64 = of(ended.action).only(tx, "entries")?;
        let other: i64 = of(changed.action).only(tx, "entries")?;
        Ok((one, other))
    });
    assert_eq!(credited.await, (-2_800, -2_800));
}

#[both_databases]
async fn what_is_ended_after_an_upgrade_gives_every_unused_day_back(shop: Open) {
    let shop = shop.0;
    let (id, first) = begun(&shop, start(&shop, Every::Days(30))).await;
    shop.does(shop.ana, Request::PayCharge(PayCharge { charge: first, pay: pay(shop.card), reason: String::new() }))
        .await;
    shop.clock().forward_seconds(DAY);
    let dearer = shop.does(shop.ana, change(id, "Tea and cake", Some(6_000))).await.outcome.charge.expect("a charge");
    assert_eq!(owed(&shop, dearer).await, 2_900);
    shop.does(shop.ana, Request::PayCharge(PayCharge { charge: dearer, pay: pay(shop.card), reason: String::new() }))
        .await;
    shop.clock().forward_seconds(DAY);

    shop.does(shop.ana, end(id)).await;

    // A day at 1.00 and one at 2.00 were used; everything else goes back to the card.
    assert_eq!(owed_by_mia(&shop).await, 300);
    let mia = shop.mia;
    let paid = shop.read(move |tx| {
        let mut paid = 0;
        for one in charge::of(tx, mia, 10)? {
            paid += payments::paid(Currency::EUR, &payments::of(tx, BillOf::Charge(one.id))?)?.minor;
        }
        Ok(paid)
    });
    assert_eq!(paid.await, 300);
    shop.balances().await;
}

#[both_databases]
async fn who_upgraded_may_go_down_again(shop: Open) {
    let shop = shop.0;
    let (id, _) = begun(&shop, start(&shop, Every::Days(30))).await;
    shop.clock().forward_seconds(DAY);
    shop.does(shop.ana, change(id, "Tea and cake", Some(6_000))).await;
    shop.clock().forward_seconds(DAY);

    shop.does(shop.ana, change(id, "Water", Some(300))).await;

    // A day at 1.00, one at 2.00, 28 at 0.10.
    assert_eq!(owed_by_mia(&shop).await, 100 + 200 + 280);
    shop.balances().await;
}

#[both_databases]
async fn what_was_waived_is_not_given_back_again(shop: Open) {
    let shop = shop.0;
    let (id, first) = begun(&shop, start(&shop, Every::Days(30))).await;
    shop.does(shop.ana, Request::WaiveFee(WaiveFee { order: None, charge: Some(first), reason: "kindness".into() }))
        .await;
    shop.clock().forward_seconds(10 * DAY);

    shop.does(shop.ana, end(id)).await;

    assert_eq!(owed(&shop, first).await, 0);
    shop.balances().await;
}

async fn tea_and_coffee(shop: &Shop) -> (PlanId, PlanId) {
    shop.works(shop.ben, |work| {
        let kettle = brand::by_code(work, "kettle")?.ok_or(Trouble::NotFound("brand"))?.id;
        let plan = |code: &str, every, minor| NewPlan {
            brand: kettle,
            code: code.into(),
            name: format!("The {code} club"),
            tax_class: "reduced".into(),
            every,
            prices: vec![eur(minor)],
        };
        Ok((
            plans::add(work, &plan("tea", Every::Months(1), 3_100))?,
            plans::add(work, &plan("coffee", Every::Years(1), 36_500))?,
        ))
    })
    .await
}

#[both_databases]
async fn a_plan_of_the_catalogue_brings_price_period_and_tax(shop: Open) {
    let shop = shop.0;
    let (tea, coffee) = tea_and_coffee(&shop).await;
    moves_to(&shop, "2027-03-01T09:00:00Z").await;
    assert_eq!(shop.denied(shop.ana, from_catalogue(&shop, "cocoa")).await, "unknown_plan");

    let (id, first) = begun(&shop, from_catalogue(&shop, "tea")).await;
    assert_eq!(owed(&shop, first).await, 3_100);
    assert_eq!(until(&shop, id).await, "2027-04-01T00:00:00Z");

    // Dearer from now on for who starts; who runs keeps the price.
    shop.works(shop.ben, move |work| plans::set_price(work, tea, eur(4_000))).await;
    moves_to(&shop, "2027-04-01T09:00:00Z").await;
    let second = shop.does(Actor::System, renew(id)).await.outcome.charge.expect("a charge");
    assert_eq!(owed(&shop, second).await, 3_100);

    // From the 11th by the year: 20 of 30 days of tea go back, a year of coffee begins that day.
    moves_to(&shop, "2027-04-11T09:00:00Z").await;
    let third = shop.does(shop.ana, change(id, "coffee", None)).await.outcome.charge.expect("a charge");
    assert_eq!((owed(&shop, second).await, owed(&shop, third).await), (1_033, 36_500));
    assert_eq!(until(&shop, id).await, "2028-04-11T00:00:00Z");

    shop.works(shop.ben, move |work| plans::withdraw(work, coffee)).await;
    assert_eq!(shop.denied(shop.ana, from_catalogue(&shop, "coffee")).await, "unknown_plan");
    shop.does(shop.ana, end(id)).await;
    // A month, ten days of 30, and nothing of the year.
    assert_eq!(owed_by_mia(&shop).await, 3_100 + 1_033);
    shop.balances().await;
}

#[both_databases]
async fn a_price_is_typed_only_by_who_may(shop: Shop) {
    shop.mia_signs_in().await;
    tea_and_coffee(&shop).await;

    assert_eq!(shop.denied(shop.ana, start(&shop, Every::Days(30))).await, "price.not_of_catalogue");
    let (id, _) = begun(&shop, start(&shop, Every::Days(30))).await;
    let listed = shop.does(shop.ana, from_catalogue(&shop, "tea")).await.outcome;
    assert_eq!(shop.denied(shop.ana, change(id, "Mine", Some(1))).await, "price.not_of_catalogue");
    assert_eq!(shop.denied(Actor::Customer(shop.mia.0), change(id, "coffee", None)).await, "actor.staff_only");

    shop.does(shop.ana, change(listed.subscription.expect("one"), "coffee", None)).await;
    shop.balances().await;
}

#[both_databases]
async fn a_renewal_that_fails_makes_room_for_those_behind_it(shop: Open) {
    let shop = shop.0;
    let (stuck, _) = begun(&shop, start(&shop, Every::Days(1))).await;
    shop.clock().forward_seconds(DAY);
    let (behind, _) = begun(&shop, start(&shop, Every::Days(1))).await;
    shop.clock().forward_seconds(DAY);
    assert_eq!(shop.read(|tx| subscription::due(tx, 1)).await, [stuck]);

    shop.works(Actor::System, move |work| subscription::put_off(work, stuck)).await;

    assert_eq!(shop.read(|tx| subscription::due(tx, 1)).await, [behind]);
    shop.clock().forward_seconds(3_600);
    assert_eq!(shop.read(|tx| subscription::due(tx, 1)).await, [stuck]);
    shop.does(Actor::System, renew(stuck)).await;
    assert_eq!(shop.read(|tx| subscription::due(tx, 9)).await, [stuck, behind]);
}

/// Two at once: one gives the unused days back, the other waives the charge they are on. On PostgreSQL both read before
/// either wrote; the second has to notice.
#[both_databases]
async fn an_end_and_a_waiver_at_once_give_nothing_back_twice(shop: Open) {
    let shop = shop.0;
    for _ in 0..6 {
        let (id, charge) = begun(&shop, start(&shop, Every::Days(30))).await;
        shop.does(shop.ana, Request::PayCharge(PayCharge { charge, pay: pay(shop.card), reason: String::new() }))
            .await;
        let waive = Request::WaiveFee(WaiveFee { order: None, charge: Some(charge), reason: "kindness".into() });

        let one = at_once(&shop, end(id));
        let other = at_once(&shop, waive);
        tokio::join!(one, other);

        shop.balances().await;
    }
}

#[both_databases]
async fn two_who_renew_at_once_charge_one_period(shop: Open) {
    let shop = shop.0;
    for round in 1..=5 {
        let (id, _) = begun(&shop, start(&shop, Every::Days(1))).await;
        shop.clock().forward_seconds(DAY);

        tokio::join!(at_once(&shop, renew(id)), at_once(&shop, renew(id)));

        let mia = shop.mia;
        assert_eq!(shop.read(move |tx| charge::of(tx, mia, 100)).await.len(), round * 2);
    }
}

/// Whether it was done or found something changed; anything else is a fault.
async fn at_once(shop: &Shop, request: Request) {
    let (actor, key) = (shop.ana, shop.key());
    let did = shop.base.db.work(actor, move |work| {
        work.keep_quietly("the other was quicker");
        let hash = orders::preview(work, actor, &request)?.hash;
        orders::confirm(
            work,
            &Ask {
                request: request.clone(),
                hash,
                key: key.clone(),
                agreed: true,
                conversation: None,
            },
        )
    });
    match did.await {
        Ok(_) | Err(Trouble::Changed(_)) => {}
        Err(fault) => panic!("{fault}"),
    }
}

/// With the starting policy: what goes back by a price typed in needs a second person like any other refund.
#[both_databases]
async fn a_price_typed_in_gives_back_no_more_than_a_refund_may(shop: Shop) {
    let (ben, noor) = (shop.ben, shop.noor);
    shop.mia_signs_in().await;
    let yearly = Request::StartSubscription(StartSubscription {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        plan: "Tea".into(),
        currency: None,
        price: Some(eur(120_000)),
        tax_class: "reduced".into(),
        every: Some(Every::Years(1)),
    });
    let started = shop.does(noor, yearly).await.outcome;
    let (subscription, charge) = (started.subscription.expect("a subscription"), started.charge.expect("its charge"));
    shop.does(noor, Request::PayCharge(PayCharge { charge, pay: pay(shop.card), reason: String::new() }))
        .await;

    let asked = shop.asks(ben, change(subscription, "Tea", Some(1))).await;

    assert!(matches!(asked, orders::Confirmed::Waits(_)), "{asked:?}");
    let paid: i64 = shop
        .read(|tx| db::sql("SELECT CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM money_back").only(tx, "sum"))
        .await;
    assert_eq!(paid, 0);
}
