//! What is given is owed to nobody twice: gift cards that are gone, exchanges whose old piece stays away, vouchers, and what
//! one person gives away in a day.

use crate::services::Open;
use crate::stage::{CREDIT, KETTLE, LID, Shop, cancel, eur, home, pay, permissive, refund, wanted};
use db::{Actor, sql};
use kit::Moment;
use orders::action::take_over::{Known, KnownUnit, take_over};
use orders::action::{
    AdjustBill, ApplyVoucher, CloseReturn, Credit, Exchange, LoadBalance, Looked, Pay, PlaceOrder, ReceiveReturn, RefundWhat, ReturnGoods,
};
use orders::balance::{self, BalanceKind, Because};
use orders::payment_method::{self, MethodId};
use orders::product::{self, NewProduct, NewVariant};
use orders::returns::{self, Condition, RefundTo, ReturnId, ReturnState};
use orders::unit::{UnitId, UnitState};
use orders::voucher::{self, Worth};
use orders::{OrderId, Request};
use testkit::{Stage, TestPlace, both_databases};

/// A shop whose prices are without tax.
struct Net(Shop);

impl Stage for Net {
    async fn set_up(place: TestPlace) -> Self {
        let shop = Shop::selling_in(place, "EUR", Some(permissive())).await;
        shop.works(Actor::System, |work| {
            work.keep_quietly("the scene's brand sells to businesses");
            sql("UPDATE brand SET prices_include_tax = FALSE").run(work)
        })
        .await;
        Self(shop)
    }
}

const WHOLE: i64 = 2 * KETTLE + LID + 490;

async fn placed(shop: &Shop, pay: Vec<Pay>) -> OrderId {
    let order = PlaceOrder { pay, ..shop.two_kettles_and_a_lid() };
    shop.does(shop.ana, Request::PlaceOrder(order)).await.outcome.order.expect("an order")
}

/// A gift card of Mia's, as a way to pay.
async fn gift_card(shop: &Shop, worth: i64, expires_at: Option<Moment>) -> (balance::BalanceId, MethodId) {
    let (mia, load) = (
        shop.mia,
        LoadBalance {
            brand: "kettle".into(),
            customer: Some(shop.mia),
            kind: BalanceKind::GiftCard,
            balance: None,
            amount: eur(worth),
            reason: "goodwill".into(),
            expires_at: expires_at.map(Moment::rfc3339),
        },
    );
    let given = shop.does(shop.ana, Request::LoadBalance(load)).await.outcome.balance;
    let card = balance::BalanceId(given.expect("a gift card"));
    let methods = shop.read(move |tx| payment_method::of(tx, mia)).await;
    let method = methods.iter().find(|method| method.balance == Some(card)).expect("a way to pay");
    (card, method.id)
}

async fn store_credit(shop: &Shop) -> i64 {
    let mia = shop.mia;
    let level = shop.read(move |tx| {
        let credit = balance::store_credit_of(tx, mia, kit::Currency::EUR)?.expect("hers");
        balance::level(tx, credit.id)
    });
    level.await.minor
}

#[both_databases]
async fn money_of_a_gift_card_that_is_gone_goes_to_store_credit(shop: Open) {
    let shop = shop.0;
    let expires = Moment(shop.clock().now().0).plus_seconds(86_400);
    let (_, expiring) = gift_card(&shop, WHOLE, Some(expires)).await;
    let (spent, closed) = gift_card(&shop, WHOLE, None).await;
    let (first, second) = (placed(&shop, vec![pay(expiring)]).await, placed(&shop, vec![pay(closed)]).await);
    shop.works(Actor::System, move |work| balance::close(work, spent)).await;
    shop.clock().forward_seconds(2 * 86_400);

    for order in [first, second] {
        let (ana, request) = (shop.ana, cancel(order, vec![]));
        let seen = shop.read(move |tx| orders::preview(tx, ana, &request)).await;
        assert_eq!(seen.money.iter().map(|line| line.label.as_str()).collect::<Vec<_>>(), ["store_credit"]);
        shop.does(shop.ana, cancel(order, vec![])).await;
    }

    assert_eq!(store_credit(&shop).await, CREDIT + 2 * WHOLE);
    shop.balances().await;
}

fn swapped(order: OrderId, units: Vec<UnitId>, wanted: &[&str]) -> Request {
    Request::Exchange(Exchange {
        order,
        units,
        wanted: wanted.iter().map(|sku| (*sku).to_owned()).collect(),
        reason: "changed_mind".into(),
        condition: Some("unopened".into()),
        pay: None,
        refund_to: RefundTo::Original,
    })
}

fn received(id: ReturnId, looked: &[(UnitId, bool)]) -> Request {
    let looked = looked
        .iter()
        .map(|(unit, accepted)| Looked { unit: *unit, condition: Condition::Used, accepted: *accepted });
    Request::ReceiveReturn(ReceiveReturn { return_id: id, looked: looked.collect(), reason: String::new() })
}

#[both_databases]
async fn an_old_piece_that_is_not_taken_back_is_owed_beside_the_new_one(shop: Open) {
    let shop = shop.0;
    let order = placed(&shop, vec![pay(shop.card)]).await;
    shop.arrives(order).await;
    let units = shop.units(order).await;
    // A reduction of the whole order comes off what is exchanged, and again off what stays.
    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(WHOLE - 2_000) }, RefundTo::Original))
        .await;
    let before = shop.order(order).await.total().minor;
    let swap = swapped(order, vec![units[0], units[1]], &["KETTLE-BLUE", "LID"]);
    let back = shop.does(shop.ana, swap).await.outcome.return_id.expect("a return");
    let exchanged = shop.order(order).await.total().minor;

    shop.does(shop.ana, received(back, &[(units[0], false), (units[1], false)])).await;

    let now = shop.order(order).await;
    assert!(before < exchanged && exchanged < before + KETTLE + LID, "{exchanged}");
    assert_eq!(now.total(), eur(before + KETTLE + LID), "both pieces kept as they were owed, and two new ones");
    assert_eq!(shop.states(order).await[..2], ["delivered", "delivered"]);
    shop.balances().await;
}

#[both_databases]
async fn a_return_that_is_called_off_leaves_the_pieces_and_what_was_exchanged_for_them_is_owed(shop: Open) {
    let shop = shop.0;
    let order = placed(&shop, vec![pay(shop.card)]).await;
    shop.arrives(order).await;
    let units = shop.units(order).await;
    let close = |id| Request::CloseReturn(CloseReturn { return_id: id, reason: "lost".into() });
    let comes_back = |units| {
        let condition = Some("unopened".into());
        Request::Return(ReturnGoods {
            order,
            units,
            reason: "changed_mind".into(),
            condition,
            refund_to: RefundTo::Original,
        })
    };

    let swap = shop.does(shop.ana, swapped(order, vec![units[0]], &["KETTLE-BLUE"])).await.outcome;
    let plain = shop.does(shop.ana, comes_back(vec![units[2]])).await.outcome.return_id.expect("a return");
    shop.does(shop.ana, close(swap.return_id.expect("a return"))).await;
    shop.does(shop.ana, close(plain)).await;

    assert_eq!(shop.states(order).await, ["delivered", "delivered", "delivered", "ordered"]);
    let now = shop.order(order).await;
    assert_eq!((now.total(), now.due()), (eur(WHOLE + KETTLE), eur(KETTLE)));
    assert_eq!(shop.read(move |tx| returns::find(tx, plain)).await.state, ReturnState::Closed);
    assert_eq!(shop.denied(shop.ana, close(plain)).await, "return_is_closed");
    shop.does(shop.ana, comes_back(vec![units[0], units[2]])).await;
    shop.balances().await;
}

#[both_databases]
async fn a_customer_calls_off_her_own_return_and_nobody_elses(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let units = shop.units(order).await;
    let back = Request::Return(ReturnGoods {
        order,
        units: vec![units[0]],
        reason: "changed_mind".into(),
        condition: Some("unopened".into()),
        refund_to: RefundTo::Original,
    });
    let id = shop.does(shop.ana, back).await.outcome.return_id.expect("a return");
    let close = Request::CloseReturn(CloseReturn { return_id: id, reason: "changed_mind".into() });
    let (tom, asked) = (Actor::Customer(shop.tom.0), close.clone());

    let by_tom = shop.base.db.read(move |tx| orders::preview(tx, tom, &asked)).await;
    assert!(matches!(by_tom, Err(db::Trouble::NotFound(_))), "{by_tom:?}");
    shop.does(Actor::Customer(shop.mia.0), close).await;

    assert_eq!(shop.states(order).await, ["delivered"; 3]);
    shop.balances().await;
}

#[both_databases]
async fn a_voucher_is_worth_the_same_now_and_later_where_prices_are_without_tax(shop: Net) {
    let shop = shop.0;
    shop.works(Actor::System, |work| voucher::add(work, "TEN", Worth::Amount(eur(1_000)), None, None))
        .await;
    let one = |voucher: Option<&str>| PlaceOrder {
        lines: vec![wanted("KETTLE-RED", 1)],
        voucher: voucher.map(str::to_owned),
        pay: vec![pay(shop.card)],
        ..shop.two_kettles_and_a_lid()
    };
    let now = shop.does(shop.ana, Request::PlaceOrder(one(Some("TEN")))).await.outcome.order.expect("an order");
    let later = shop.does(shop.ana, Request::PlaceOrder(one(None))).await.outcome.order.expect("an order");
    let before = shop.order(later).await.total().minor;

    let apply = ApplyVoucher { order: later, code: "TEN".into(), refund_to: RefundTo::Original };
    shop.does(shop.ana, Request::ApplyVoucher(apply)).await;

    assert_eq!(before - shop.order(later).await.total().minor, 1_190);
    assert_eq!(shop.order(later).await.total(), shop.order(now).await.total());
    shop.balances().await;
}

#[both_databases]
async fn a_voucher_of_many_uses_is_used_on_many_orders(shop: Shop) {
    shop.works(Actor::System, |work| voucher::add(work, "FIVE", Worth::Amount(eur(500)), None, Some(2)))
        .await;
    let apply = |order| Request::ApplyVoucher(ApplyVoucher { order, code: "FIVE".into(), refund_to: RefundTo::Original });

    for _ in 0..2 {
        let order = shop.mia_orders().await;
        shop.does(shop.ana, apply(order)).await;
    }

    let third = shop.mia_orders().await;
    assert_eq!(shop.denied(shop.ana, apply(third)).await, "voucher.not_valid");
}

#[both_databases]
async fn what_travels_is_not_sent_for_nothing_and_a_part_paid_is_an_order_on_invoice(shop: Open) {
    let shop = shop.0;
    let unsaid = PlaceOrder { shipping: String::new(), ..shop.two_kettles_and_a_lid() };
    assert_eq!(shop.denied(shop.ana, Request::PlaceOrder(unsaid)).await, "shipping_missing");
    shop.works(Actor::System, |work| {
        let product = product::add(
            work,
            &NewProduct {
                code: "book".into(),
                name: "Tea by mail".into(),
                category: "digital".into(),
                ..NewProduct::default()
            },
        )?;
        let new = NewVariant {
            sku: "EBOOK".into(),
            options: [].into(),
            tax_class: "standard".into(),
            tracks_stock: false,
            prices: vec![eur(900)],
        };
        product::add_variant(work, product, &new).map(drop)
    })
    .await;
    let book = PlaceOrder {
        shipping: String::new(),
        lines: vec![wanted("EBOOK", 1)],
        pay: vec![Pay { amount: Some(eur(1)), ..pay(shop.card) }],
        ..shop.two_kettles_and_a_lid()
    };
    let paid = PlaceOrder { pay: vec![Pay { amount: Some(eur(900)), ..pay(shop.card) }], ..book.clone() };

    for (order, method) in [(book, "invoice"), (paid, "card")] {
        shop.does(shop.ana, Request::PlaceOrder(order)).await;
        let facts: String = shop.read(|tx| sql("SELECT facts FROM verdict ORDER BY id DESC LIMIT 1").only(tx, "verdict")).await;
        let facts: serde_json::Value = serde_json::from_str(&facts).expect("JSON");
        assert_eq!(facts["payment.method"], method);
    }
}

#[both_databases]
async fn a_cancelled_order_taken_over_owes_no_shipping(shop: Open) {
    let shop = shop.0;
    let known = Known {
        outside_reference: "old:1".into(),
        number: None,
        brand: "kettle".into(),
        customer: shop.mia,
        currency: None,
        placed_at: shop.clock().now(),
        ship_to: home("Mia Kowalski"),
        bill_to: None,
        shipping_method: "standard".into(),
        shipping: Some(eur(490)),
        units: vec![KnownUnit { sku: "LID".into(), price: eur(LID), state: UnitState::Cancelled }],
        payments: vec![],
        shipments: vec![],
    };

    let (order, _) = shop.works(Actor::System, move |work| take_over(work, &known)).await;

    let now = shop.order(order).await;
    assert_eq!((now.total(), now.due()), (eur(0), eur(0)));
    shop.balances().await;
}

#[both_databases]
async fn one_day_holds_one_sum_of_what_is_given_away_by_whatever_name(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let credit = |minor| {
        Request::Credit(Credit {
            order,
            amount: eur(minor),
            reason: "billing_error".into(),
            refund_to: RefundTo::Original,
        })
    };
    shop.does(shop.ana, credit(300)).await;
    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(200) }, RefundTo::Original))
        .await;
    let given: i64 = shop.read(|tx| sql("SELECT minor FROM actor_day WHERE verb = 'given_away'").only(tx, "day")).await;
    assert_eq!(given, 500);
    shop.works(Actor::System, |work| {
        work.keep_quietly("the scene's agent had a long day");
        sql("UPDATE actor_day SET minor = 149900 WHERE verb = 'given_away'").run(work)
    })
    .await;

    assert_eq!(shop.denied(shop.ana, credit(101)).await, "per_day.amount");
    shop.does(shop.ana, credit(100)).await;
    shop.balances().await;
}

#[both_databases]
async fn what_is_taken_off_a_bill_nobody_paid_yet_is_given_away_too(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    // Nothing of it was paid after all.
    shop.works(Actor::System, move |work| {
        work.keep_quietly("the scene's payment came to nothing");
        sql("DELETE FROM payment WHERE order_id = $1").with(order).run(work)?;
        sql("UPDATE sales_order SET paid_minor = 0 WHERE id = $1").with(order).run(work)
    })
    .await;
    let less = AdjustBill {
        order: Some(order),
        charge: None,
        amount: eur(-700),
        reason: "billing_error".into(),
        pay: None,
    };

    shop.does(shop.ana, Request::AdjustBill(less)).await;

    let given: i64 = shop.read(|tx| sql("SELECT minor FROM actor_day WHERE verb = 'given_away'").only(tx, "day")).await;
    assert_eq!(given, 700);
}

#[both_databases]
async fn goodwill_counts_to_the_same_sum(shop: Shop) {
    let order = shop.mia_orders().await;
    let mia = shop.mia;
    shop.works(Actor::System, move |work| {
        let credit = balance::store_credit(work, mia, kit::Currency::EUR)?;
        balance::enter(work, credit, eur(1), Because { reason: "found", ..Because::default() })
    })
    .await;

    shop.does(shop.ana, refund(order, RefundWhat::Goodwill { amount: eur(500) }, RefundTo::StoreCredit))
        .await;

    let (given, back): (i64, i64) = shop
        .read(|tx| {
            let given = sql("SELECT minor FROM actor_day WHERE verb = 'given_away'").only(tx, "day")?;
            // Credit that was entered by hand belongs to no action and is no money that went back.
            let back = sql("SELECT CAST(SUM(minor) AS BIGINT) FROM money_back").only(tx, "sum")?;
            Ok((given, back))
        })
        .await;
    assert_eq!((given, back), (500, 500));
}
