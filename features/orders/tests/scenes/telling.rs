//! What a policy is told: channel, category, country, the day where the brand is; and what an order can be asked for.

use crate::stage::{Shop, eur, wanted};
use db::Actor;
use orders::action::{Exchange, Origin, ReturnGoods};
use orders::returns::RefundTo;
use orders::{Ask, Confirmed, Request, brand, possible, verdict};
use testkit::both_databases;

fn swap(order: orders::OrderId, unit: orders::unit::UnitId) -> Request {
    Request::Exchange(Exchange {
        order,
        units: vec![unit],
        wanted: vec![wanted("LID", 1).sku],
        reason: "changed_mind".into(),
        condition: Some("unopened".into()),
        pay: None,
        refund_to: RefundTo::Original,
    })
}

#[both_databases]
async fn a_policy_hears_where_it_is_asked_and_what_day_it_is_there(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let unit = shop.units(order).await[0];
    shop.works(shop.noor, |work| {
        let kettle = brand::by_code(work, "kettle")?.expect("the brand").id;
        brand::set_zone(work, kettle, "Pacific/Auckland")
    })
    .await;
    // Noon of the tenth in London is the eleventh in Auckland.
    shop.clock().forward_seconds(3 * 3_600);
    let origin = Origin {
        channel: Some("email".into()),
        category: Some("returns".into()),
        ..Origin::default()
    };

    let told = shop
        .works(shop.ana, move |work| {
            let (request, actor) = (swap(order, unit), work.actor);
            let seen = orders::preview_from(work, actor, &request, &origin)?;
            let ask = Ask { request, hash: seen.hash, key: "swap".into(), agreed: true, conversation: None };
            orders::confirm_from(work, &ask, &origin)
        })
        .await;

    let Confirmed::Denied(_, id) = told else {
        panic!("another product is no exchange: {told:?}")
    };
    let facts = shop.read(move |tx| verdict::find(tx, id)).await.facts().expect("kept");
    let text = |name: &str| facts.get(name).and_then(|fact| fact.texts()).and_then(<[String]>::first).cloned();
    let said: Vec<Option<String>> = ["channel", "conversation.category", "customer.country", "today"].into_iter().map(text).collect();
    assert_eq!(said, ["email", "returns", "DE", "2026-03-11"].map(|word| Some(word.to_owned())));
    assert_eq!(facts.get("exchange.difference"), Some(&policy::Fact::Money(eur(995 - 4_990))));
}

#[both_databases]
async fn only_a_zone_that_exists_is_a_brands_and_only_managers_say_so(shop: Shop) {
    let kettle = shop.read(|tx| brand::by_code(tx, "kettle")).await.expect("the brand").id;

    assert_eq!(shop.refusal(shop.noor, move |work| brand::set_zone(work, kettle, "Tea/Pot")).await, "orders-zone-unknown");
    assert_eq!(
        shop.refusal(shop.ana, move |work| brand::set_zone(work, kettle, "Europe/Berlin")).await,
        "agents-refused-not-permitted"
    );
}

#[both_databases]
async fn a_piece_that_is_on_its_way_back_does_not_hide_that_the_other_may_go(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let one = shop.units(order).await[0];
    let back = ReturnGoods {
        order,
        units: vec![one],
        reason: "changed_mind".into(),
        condition: Some("unopened".into()),
        refund_to: RefundTo::Original,
    };
    shop.does(shop.ana, Request::Return(back)).await;
    let ana = shop.ana;

    let tried = shop
        .read(move |tx| possible::what_can_be_done(tx, ana, order, "changed_mind", &Origin::of(ana)))
        .await;

    let of_return = tried.iter().find(|one| one.verb == "return").expect("it is tried");
    assert!(of_return.is_possible(), "{:?}", of_return.verdict.reasons);
}

#[both_databases]
async fn everything_an_order_can_be_asked_for_is_tried_and_nothing_is_done(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let before = shop.order(order).await;
    let ana = shop.ana;

    let tried = shop
        .read(move |tx| possible::what_can_be_done(tx, ana, order, "changed_mind", &Origin::of(ana)))
        .await;

    let verbs: Vec<&str> = tried.iter().map(|preview| preview.verb.as_str()).collect();
    assert_eq!(
        verbs,
        [
            "cancel",
            "return",
            "exchange",
            "resend",
            "refund",
            "goodwill",
            "credit",
            "adjust_bill",
            "waive_fee",
            "invoice",
            "receipt",
            "change_items",
            "change_address",
            "change_shipping",
            "take_payment",
            "change_payment",
        ]
    );
    let possible: Vec<&str> = tried.iter().filter(|one| one.is_possible()).map(|one| one.verb.as_str()).collect();
    assert!(["return", "exchange", "goodwill", "receipt"].iter().all(|verb| possible.contains(verb)), "{possible:?}");
    assert!(!possible.contains(&"cancel") && !possible.contains(&"change_items"), "{possible:?}");
    assert!(tried.iter().all(|one| one.is_possible() || !one.verdict.reasons.is_empty()), "each says why not");
    assert_eq!(shop.order(order).await, before);
}

#[both_databases]
async fn the_database_itself_lets_nobody_change_or_remove_an_issued_paper(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.does(shop.ana, Request::Invoice(orders::action::IssueInvoice { order })).await;

    for attempt in [
        "UPDATE paper SET number = 'KC-I000002'",
        "UPDATE paper SET gross_minor = gross_minor + 1, net_minor = net_minor + 1",
        "UPDATE paper SET sha256 = 'of something else'",
        "DELETE FROM paper",
    ] {
        let told = shop
            .base
            .db
            .work(Actor::System, move |work| {
                work.keep_quietly("somebody with access to the database");
                db::sql(attempt).run(work)
            })
            .await;
        assert!(told.is_err(), "{attempt}: {told:?}");
    }
    shop.balances().await;
}
