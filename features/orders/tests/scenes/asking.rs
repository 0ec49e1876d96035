//! Asking twice, at once, with stale or foreign things in hand, or in the name of somebody who is gone: nothing is done that
//! nobody meant.

use crate::stage::{Shop, eur, home, permissive, refund};
use agents::AgentId;
use customers::merge;
use db::{Actor, Trouble, sql};
use kit::Currency;
use orders::account::AccountId;
use orders::action::{
    ChangeItems, CloseAccount, MakeCharge, NewUnit, OpenAccount, PlaceOrder, RefundWhat, StartSubscription, UpdateAccount,
};
use orders::approvals::{self, ApprovalState};
use orders::bill::{EntryKind, NewEntry};
use orders::brand::{self, NewBrand};
use orders::returns::RefundTo;
use orders::unit::UnitState;
use orders::{Ask, Confirmed, FollowCustomers, OrderId, Request, product, told, unit};
use rates::Every;
use rust_decimal::Decimal;
use serde_json::{Map, json};
use testkit::{Stage, TestPlace, both_databases};

pub struct Open(Shop);

impl Stage for Open {
    async fn set_up(place: TestPlace) -> Self {
        Self(Shop::selling_in(place, "EUR", Some(permissive())).await)
    }
}

fn much(order: OrderId) -> Request {
    refund(order, RefundWhat::Everything, RefundTo::Original)
}

fn asked_under(key: &str, request: Request, hash: String) -> Ask {
    Ask { request, hash, key: key.into(), agreed: true, conversation: None }
}

/// Looks and confirms under this key.
async fn under(shop: &Shop, key: &'static str, request: Request) -> Result<Confirmed, Trouble> {
    let deed = move |work: &mut db::Work<'_>| {
        let actor = work.actor;
        let hash = orders::preview(work, actor, &request)?.hash;
        orders::confirm(work, &asked_under(key, request.clone(), hash))
    };
    shop.base.db.work(shop.ana, deed).await
}

fn refused_as(told: &Result<Confirmed, Trouble>) -> &'static str {
    match told {
        Err(Trouble::Refused(refusal)) => refusal.key,
        other => panic!("it was not refused: {other:?}"),
    }
}

fn id_of(actor: Actor) -> AgentId {
    AgentId(actor.id().expect("an agent"))
}

#[both_databases]
async fn what_somebody_asked_for_who_is_gone_is_not_done(shop: Shop) {
    let order = shop.mia_orders().await;
    let Confirmed::Waits(id) = shop.asks(shop.ana, much(order)).await else {
        panic!("it did not wait")
    };
    let ana = id_of(shop.ana);
    shop.works(shop.noor, move |work| agents::agent::deactivate::deactivate(work, ana)).await;

    let told = shop.refusal(shop.ben, move |work| approvals::give(work, id, "fine")).await;

    assert_eq!(told, "orders-approval-asker-may-not");
    assert_eq!(shop.order(order).await.due(), eur(0));
    shop.works(shop.ben, move |work| approvals::refuse(work, id, "she left")).await;
    assert_eq!(shop.read(move |tx| approvals::find(tx, id)).await.state, ApprovalState::Refused);
}

#[both_databases]
async fn a_key_asks_for_one_thing_and_after_a_no_it_asks_for_nothing(shop: Shop) {
    let order = shop.mia_orders().await;
    let first = under(&shop, "k", much(order)).await.expect("it waits");
    let Confirmed::Waits(id) = first else { panic!("{first:?}") };

    let other = under(&shop, "k", refund(order, RefundWhat::Amount { amount: eur(9_000) }, RefundTo::Original)).await;
    let again = under(&shop, "k", much(order)).await.expect("it still waits");
    shop.works(shop.ben, move |work| approvals::refuse(work, id, "no")).await;
    let after_no = under(&shop, "k", much(order)).await;
    under(&shop, "late", much(order)).await.expect("it waits");
    shop.clock().forward_seconds(200 * 3_600);
    let too_late = under(&shop, "late", much(order)).await;

    assert_eq!(refused_as(&other), "orders-key-reused");
    assert_eq!(again, Confirmed::Waits(id));
    assert_eq!((refused_as(&after_no), refused_as(&too_late)), ("orders-asked-before-refused", "orders-asked-before-expired"));
}

#[both_databases]
async fn the_same_order_placed_twice_at_the_same_moment_is_one(shop: Shop) {
    shop.mia_signs_in().await;
    let request = Request::PlaceOrder(shop.two_kettles_and_a_lid());
    let (looked, ana) = (request.clone(), shop.ana);
    let hash = shop.read(move |tx| orders::preview(tx, ana, &looked)).await.hash;
    let ask = asked_under("twice", request, hash);
    let once = |ask: Ask| shop.base.db.work(shop.ana, move |work| orders::confirm(work, &ask));

    let (a, b, c, d) = tokio::join!(once(ask.clone()), once(ask.clone()), once(ask.clone()), once(ask));

    let mut again = 0;
    for told in [a, b, c, d] {
        match told.expect("an answer") {
            Confirmed::Done(done) => again += i32::from(done.again),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(again, 3);
    assert_eq!(shop.read(|tx| sql("SELECT COUNT(*) FROM sales_order").only::<i64>(tx, "order")).await, 1);
    shop.balances().await;
}

#[both_databases]
async fn one_expiry_is_one_however_many_timers_see_it(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.asks(shop.ana, much(order)).await;
    shop.clock().forward_seconds(200 * 3_600);
    let timer = || {
        shop.base.db.work(Actor::System, |work| {
            work.keep_quietly("none had expired");
            approvals::expire(work)
        })
    };

    let (one, other) = tokio::join!(timer(), timer());

    assert_eq!(one.expect("told") + other.expect("told"), 1);
    let lines: i64 = shop
        .read(|tx| sql("SELECT COUNT(*) FROM activity WHERE kind = 'approval.void'").only(tx, "line"))
        .await;
    assert_eq!(lines, 1);
}

fn open(shop: &Shop) -> OpenAccount {
    OpenAccount {
        brand: "kettle".into(),
        customer: shop.mia,
        plan: "Tea club".into(),
        details: Map::new(),
    }
}

fn becomes(account: AccountId, plan: &str, brand: &str) -> Request {
    let (brand, plan, reason) = (brand.to_owned(), plan.to_owned(), String::new());
    Request::UpdateAccount(UpdateAccount { brand, account, plan, details: Map::new(), reason })
}

#[both_databases]
async fn nobody_overwrites_an_account_they_did_not_see(shop: Open) {
    let shop = shop.0;
    let id = shop.does(shop.ana, Request::OpenAccount(open(&shop))).await.outcome.account.expect("an account");
    let seen = |request: Request| {
        let ana = shop.ana;
        shop.read(move |tx| Ok(orders::preview(tx, ana, &request)?.hash))
    };
    let close = Request::CloseAccount(CloseAccount { brand: "kettle".into(), account: id, reason: "moved".into() });
    let (change_seen, close_seen) = (seen(becomes(id, "Tea club plus", "kettle")).await, seen(close.clone()).await);

    shop.does(shop.ben, becomes(id, "Coffee club", "kettle")).await;
    for (key, request, hash) in [("change", becomes(id, "Tea club plus", "kettle"), change_seen), ("close", close, close_seen)] {
        let ask = asked_under(key, request, hash);
        let told = shop.base.db.work(shop.ana, move |work| orders::confirm(work, &ask)).await;
        assert!(matches!(told, Err(Trouble::Changed(_))), "{key}: {told:?}");
    }

    assert_eq!(shop.read(move |tx| orders::account::find(tx, id)).await.plan, "Coffee club");
}

#[both_databases]
async fn an_account_goes_by_the_brand_it_was_opened_with(shop: Open) {
    let shop = shop.0;
    let id = shop.does(shop.ana, Request::OpenAccount(open(&shop))).await.outcome.account.expect("an account");
    shop.works(Actor::System, |work| {
        let kettle = brand::by_code(work, "kettle")?.expect("a brand");
        let mild = NewBrand {
            code: "mild".into(),
            name: "Mild".into(),
            legal_entity: kettle.legal_entity,
            currency: Currency::EUR,
            prices_include_tax: true,
            order_prefix: "M".into(),
        };
        brand::add(work, &mild)
    })
    .await;

    assert_eq!(shop.denied(shop.ana, becomes(id, "Tea club plus", "mild")).await, "account_of_another_brand");
    let close = CloseAccount { brand: "mild".into(), account: id, reason: "moved".into() };
    assert_eq!(shop.denied(shop.ana, Request::CloseAccount(close)).await, "account_of_another_brand");
}

#[both_databases]
async fn nothing_is_put_on_an_account_of_somebody_else_or_a_closed_one(shop: Open) {
    let shop = shop.0;
    let id = shop.does(shop.ana, Request::OpenAccount(open(&shop))).await.outcome.account.expect("an account");
    let charge = |customer, account| {
        Request::Charge(MakeCharge {
            brand: "kettle".into(),
            customer,
            account: Some(account),
            order: None,
            label: "Repair".into(),
            amount: Some(eur(1_000)),
            tax_class: "standard".into(),
            by_card: None,
            is_fee: false,
            reason: String::new(),
        })
    };
    let subscribe = |customer, account| {
        Request::StartSubscription(StartSubscription {
            brand: "kettle".into(),
            customer,
            account: Some(account),
            plan: "Tea".into(),
            currency: None,
            price: Some(eur(900)),
            tax_class: "standard".into(),
            every: Some(Every::Days(30)),
        })
    };

    for request in [
        charge(shop.tom, id),
        subscribe(shop.tom, id),
        charge(shop.mia, AccountId(4_711)),
        subscribe(shop.mia, AccountId(4_711)),
    ] {
        assert_eq!(shop.denied(shop.ana, request.clone()).await, "account_not_theirs", "{request:?}");
    }
    shop.does(shop.ana, charge(shop.mia, id)).await;
    let close = CloseAccount { brand: "kettle".into(), account: id, reason: "moved".into() };
    shop.does(shop.ana, Request::CloseAccount(close)).await;
    assert_eq!(shop.denied(shop.ana, charge(shop.mia, id)).await, "account_closed");
}

#[both_databases]
async fn a_customer_who_was_merged_is_asked_by_who_they_are_now(shop: Shop) {
    shop.mia_signs_in().await;
    shop.does(shop.ana, Request::OpenAccount(open(&shop))).await;
    let (tom, mia) = (shop.tom, shop.mia);
    shop.works(shop.ben, move |work| merge(work, mia, tom, &[&FollowCustomers]).map(drop)).await;
    shop.mia_signs_in().await;

    let second = OpenAccount { customer: tom, ..open(&shop) };
    let order = PlaceOrder { customer: tom, pay: vec![], ..shop.two_kettles_and_a_lid() };
    let account = shop.denied(shop.ana, Request::OpenAccount(second)).await;
    let placed = shop.does(shop.ana, Request::PlaceOrder(order)).await.outcome.order.expect("an order");

    assert_eq!(account, "account.open_before");
    assert_eq!(shop.order(placed).await.ship_to().expect("stored").name, "Mia Kowalski");
}

async fn edits(shop: &Shop, order: OrderId) -> Vec<(String, serde_json::Value, serde_json::Value, String)> {
    let rows: Vec<(String, String, String, String)> = shop
        .read(move |tx| {
            sql("SELECT what, before, after, actor_kind FROM order_edit WHERE order_id = $1 ORDER BY id")
                .with(order)
                .all(tx)
        })
        .await;
    let value = |text: &str| serde_json::from_str(text).expect("JSON");
    rows.iter()
        .map(|(what, before, after, who)| (what.clone(), value(before), value(after), who.clone()))
        .collect()
}

#[both_databases]
async fn the_edit_history_says_which_pieces_went_and_which_came(shop: Shop) {
    let order = shop.mia_orders().await;
    let lid = shop.units(order).await[2];
    let change = ChangeItems {
        order,
        take_out: vec![lid],
        put_in: vec![crate::stage::wanted("KETTLE-RED", 2)],
        reason: String::new(),
        pay: None,
        refund_to: RefundTo::Original,
    };

    shop.does(shop.ana, Request::ChangeItems(change)).await;

    let units = shop.units(order).await;
    let piece = |unit: usize, sku: &str, name: &str| json!({ "unit": units[unit].0, "sku": sku, "name": name });
    let (came, name) = ([3, 4], "Kettle (red)");
    assert_eq!(
        edits(&shop, order).await,
        [(
            "items".to_owned(),
            json!([piece(2, "LID", "Lid")]),
            json!(came.map(|unit| piece(unit, "KETTLE-RED", name))),
            "agent".to_owned()
        )]
    );
}

#[both_databases]
async fn what_a_shop_changes_is_in_the_edit_history_and_in_the_log(shop: Shop) {
    let order = shop.mia_orders().await;
    let lid = shop.units(order).await[2];
    let elsewhere = home("Mia at work");
    let to = elsewhere.clone();
    shop.works(Actor::System, move |work| told::readdressed(work, order, &to)).await;
    shop.works(Actor::System, move |work| {
        let found = unit::find(work, lid)?;
        let new = NewUnit {
            variant: found.variant,
            product: found.product,
            sku: found.sku.clone(),
            name: found.name.clone(),
            options: found.options()?,
            category: found.category.clone(),
            tax_class: found.tax_class.clone(),
            price: eur(995),
        };
        assert_eq!(product::find(work, found.product)?.code, "lid");
        told::add(work, order, &[new], &[])
    })
    .await;
    shop.works(Actor::System, move |work| {
        let now = work.now;
        told::units_are(work, order, &[lid], UnitState::Cancelled, now)
    })
    .await;
    shop.works(Actor::System, move |work| {
        let amount = orders::tax::Taxed { net: eur(100), tax: eur(0), gross: eur(100) };
        let (label, tax_class) = ("gift wrap".to_owned(), "none".to_owned());
        let entry = NewEntry { unit: None, kind: EntryKind::Fee, label, tax_class, rate: Decimal::ZERO, amount };
        told::bill(work, order, &[entry])
    })
    .await;

    let told = edits(&shop, order).await;
    let words: Vec<(&str, &str)> = told.iter().map(|(what, _, _, who)| (what.as_str(), who.as_str())).collect();
    assert_eq!(words, [("ship_to", "system"), ("items", "system"), ("items", "system"), ("bill", "system")]);
    assert_eq!((&told[0].1["name"], &told[0].2["name"]), (&json!("Mia Kowalski"), &json!("Mia at work")));
    assert_eq!((&told[1].2[0]["sku"], &told[2].1[0]["unit"]), (&json!("LID"), &json!(lid.0)));
    assert_eq!(told[3].2["minor"].as_i64().zip(told[3].1["minor"].as_i64()).map(|(after, before)| after - before), Some(100));
    let lines: i64 = shop
        .read(|tx| sql("SELECT COUNT(*) FROM activity WHERE kind = 'order.edited'").only(tx, "line"))
        .await;
    assert_eq!(lines, 4);
}
