//! What a policy is told, and what is kept of what it said: whose order it is, what is at stake, where each piece is, and the
//! everyday no that nobody confirms.

use crate::stage::{CREDIT, KETTLE, LID, Shop, cancel, eur, home, permissive, refund, wanted};
use customers::merge;
use db::{Actor, sql};
use orders::action::{
    ChangeRecord, Exchange, OpenRecord, Origin, PlaceOrder, Preview, RefundWhat, Resend, ReturnGoods, WaiveFee, keep_denial,
};
use orders::fulfil::{self, Sending};
use orders::record_type::{self, Definition};
use orders::returns::RefundTo;
use orders::unit::UnitId;
use orders::{Ask, Confirmed, FollowCustomers, OrderId, OrderStatus, Request, policies, verdict};
use policy::Outcome;
use serde_json::{Value, json};
use testkit::{Stage, TestPlace, both_databases};

async fn seen(shop: &Shop, actor: Actor, request: Request, origin: Origin) -> Preview {
    shop.read(move |tx| orders::preview_from(tx, actor, &request, &origin)).await
}

fn codes(preview: &Preview) -> Vec<&str> {
    preview.verdict.reasons.iter().map(|reason| reason.code.as_str()).collect()
}

fn take_back(order: OrderId, units: Vec<UnitId>) -> Request {
    let condition = Some("unopened".into());
    Request::Return(ReturnGoods {
        order,
        units,
        reason: "changed_mind".into(),
        condition,
        refund_to: RefundTo::Original,
    })
}

fn swap(order: OrderId, unit: UnitId) -> Request {
    Request::Exchange(Exchange {
        order,
        units: vec![unit],
        wanted: vec![wanted("KETTLE-BLUE", 1).sku],
        reason: "changed_mind".into(),
        condition: Some("unopened".into()),
        pay: None,
        refund_to: RefundTo::Original,
    })
}

fn send_again(order: OrderId, unit: UnitId) -> Request {
    Request::Resend(Resend { order, units: vec![unit], reason: "lost".into(), carrier: String::new() })
}

/// Only the first piece was sent, and it has arrived.
async fn first_piece_arrives(shop: &Shop, order: OrderId) -> Vec<UnitId> {
    let units = shop.units(order).await;
    let first = units[0];
    shop.works(Actor::System, move |work| {
        let sending = Sending { units: vec![first], carrier: "Post".into(), tracking: "ONE".into() };
        let sent = fulfil::ship(work, order, &sending)?;
        fulfil::deliver(work, sent)
    })
    .await;
    units
}

#[both_databases]
async fn an_order_is_not_theirs_in_somebody_elses_conversation(shop: Shop) {
    let order = shop.mia_orders().await;
    let asked_by = |customer| Origin { customer: Some(customer), ..Origin::of(shop.ana) };

    let in_toms = seen(&shop, shop.ana, cancel(order, vec![]), asked_by(shop.tom)).await;
    let in_mias = seen(&shop, shop.ana, cancel(order, vec![]), asked_by(shop.mia)).await;
    let in_none = seen(&shop, shop.ana, cancel(order, vec![]), Origin::of(shop.ana)).await;
    let (tom, mia) = (shop.tom, shop.mia);
    shop.works(shop.ben, move |work| merge(work, mia, tom, &[&FollowCustomers]).map(drop)).await;
    shop.mia_signs_in().await;
    let once_one_person = seen(&shop, shop.ana, cancel(order, vec![]), asked_by(shop.tom)).await;

    assert_eq!(codes(&in_toms), ["order.not_yours"]);
    for other in [in_mias, in_none, once_one_person] {
        assert!(other.is_possible(), "{:?}", other.verdict);
    }
}

#[both_databases]
async fn pieces_are_judged_by_where_they_are_and_not_by_the_rest_of_the_order(shop: Shop) {
    let order = shop.mia_orders().await;
    let units = first_piece_arrives(&shop, order).await;
    assert_eq!(shop.order(order).await.status, OrderStatus::PartlyShipped);

    let early = shop.denied(shop.ana, take_back(order, vec![units[1]])).await;
    let too_late = shop.denied(shop.ana, cancel(order, vec![units[0]])).await;
    shop.does(shop.ana, cancel(order, vec![units[2]])).await;
    shop.does(shop.ana, take_back(order, vec![units[0]])).await;

    assert_eq!((early.as_str(), too_late.as_str()), ("return.not_delivered", "cancel.already_left"));
    assert_eq!(shop.states(order).await, ["returning", "ordered", "cancelled"]);
    shop.balances().await;
}

#[both_databases]
async fn what_is_sent_for_nothing_or_comes_back_is_at_stake(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let unit = shop.units(order).await[0];
    let origin = || Origin::of(shop.ana);

    let again = seen(&shop, shop.ana, send_again(order, unit), origin()).await;
    let swapped = seen(&shop, shop.ana, swap(order, unit), origin()).await;
    let back = seen(&shop, shop.ana, take_back(order, vec![unit]), origin()).await;

    assert_eq!((again.amount, swapped.amount, back.amount), (eur(KETTLE), eur(KETTLE), eur(KETTLE)));
    let units = shop.units(order).await;
    assert_eq!(seen(&shop, shop.ana, take_back(order, units), origin()).await.amount, eur(2 * KETTLE + LID));
}

/// Everything is allowed, but sending again above 20.00 needs a supervisor, and so does settling a claim above 100.00.
pub struct Careful(Shop);

impl Stage for Careful {
    async fn set_up(place: TestPlace) -> Self {
        let mut document: Value = serde_json::from_str(&permissive()).expect("JSON");
        let action = document["actions"]["resend"].clone();
        for verb in ["resend", "claim.open", "claim.settle", "claim.note", "tale.open", "cancel"] {
            document["actions"][verb] = action.clone();
        }
        let above = |limit: &str| json!([{ "role": "agent", "above": [limit], "by": "supervisor" }]);
        document["actions"]["resend"]["needs_approval_above"] = above("20.00 EUR");
        for verb in ["claim.settle", "tale.open"] {
            document["actions"][verb]["needs_approval_above"] = above("100.00 EUR");
        }
        document["actions"]["cancel"]["rules"][0]["require"] = json!({ "category_in": ["books"] });
        Self(Shop::selling_in(place, "EUR", Some(document.to_string())).await)
    }
}

#[both_databases]
async fn an_approval_by_amount_is_asked_for_goods_too(shop: Careful) {
    let shop = shop.0;
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let units = shop.units(order).await;

    let kettle = shop.asks(shop.ana, send_again(order, units[0])).await;
    let lid = shop.asks(shop.ana, send_again(order, units[2])).await;

    assert!(matches!(kettle, Confirmed::Waits(_)), "{kettle:?}");
    assert!(matches!(lid, Confirmed::Done(_)), "{lid:?}");
}

#[both_databases]
async fn pieces_without_a_category_are_in_none(shop: Careful) {
    let shop = shop.0;
    let order = shop.mia_orders().await;
    let units = shop.units(order).await;
    let lid = units[2];
    shop.works(Actor::System, move |work| {
        work.keep_quietly("the scene puts one piece among the books");
        sql("UPDATE order_unit SET category = 'books' WHERE id = $1").with(lid).run(work)
    })
    .await;

    let mixed = shop.denied(shop.ana, cancel(order, vec![units[0], lid])).await;
    let book = shop.asks(shop.ana, cancel(order, vec![lid])).await;

    assert_eq!(mixed, "x.y");
    assert!(matches!(book, Confirmed::Done(_)), "{book:?}");
}

fn claims(amount_field: Option<&str>) -> Definition {
    let mut definition = json!({
        "schema": { "properties": { "damage": { "type": "string" }, "words": { "type": "string" } }, "required": [] },
        "states": ["open", "settled"],
        "actions": { "settle": { "to": "settled", "sets": ["damage"] }, "note": { "sets": ["words"] } }
    });
    if let Some(field) = amount_field {
        definition["amount_field"] = json!(field);
    }
    serde_json::from_value(definition).expect("a definition")
}

fn open_record(record_type: &str, fields: &Value) -> Request {
    let fields = fields.as_object().expect("an object").clone();
    Request::OpenRecord(OpenRecord { brand: "kettle".into(), record_type: record_type.into(), customer: None, fields })
}

#[both_databases]
async fn a_record_says_what_it_is_about_in_money_or_limits_deny(shop: Careful) {
    let shop = shop.0;
    shop.works(shop.ben, |work| record_type::define(work, "claim", "Claim", &claims(Some("damage"))).map(drop))
        .await;
    shop.works(shop.ben, |work| record_type::define(work, "tale", "Tale", &claims(None)).map(drop))
        .await;
    let opened = shop.does(shop.ana, open_record("claim", &json!({ "damage": "500.00 EUR" }))).await;
    let record = opened.outcome.record.expect("a record");
    let settle = |damage: &str| {
        let fields = json!({ "damage": damage }).as_object().expect("an object").clone();
        let (record_type, action) = ("claim".to_owned(), "settle".to_owned());
        Request::ChangeRecord(ChangeRecord { record_type, record, action, fields, reason: String::new() })
    };

    let much = seen(&shop, shop.ana, settle("500.00 EUR"), Origin::of(shop.ana)).await;
    let little = seen(&shop, shop.ana, settle("50.00 EUR"), Origin::of(shop.ana)).await;
    let untold = seen(&shop, shop.ana, settle("a lot"), Origin::of(shop.ana)).await;
    let fieldless = shop.denied(shop.ana, open_record("tale", &json!({}))).await;

    assert!(matches!(much.verdict.outcome, Outcome::NeedsApproval { .. }), "{:?}", much.verdict);
    assert_eq!((much.amount, little.amount), (eur(50_000), eur(5_000)));
    assert!(little.is_possible() && matches!(little.verdict.outcome, Outcome::Allowed));
    assert_eq!((codes(&untold), fieldless.as_str()), (vec!["missing.action.amount"], "missing.action.amount"));
}

#[both_databases]
async fn a_record_type_cannot_take_the_name_of_what_every_policy_knows(shop: Shop) {
    for code in ["actor", "customer", "order", "items", "action", "payment", "today"] {
        let told = shop
            .refusal(shop.ben, move |work| record_type::define(work, code, "x", &claims(None)).map(drop))
            .await;
        assert_eq!(told, "orders-record-type-taken", "{code}");
    }
}

async fn denials(shop: &Shop) -> i64 {
    shop.read(|tx| sql("SELECT COUNT(*) FROM verdict WHERE outcome = 'denied'").only(tx, "verdict"))
        .await
}

#[both_databases]
async fn a_no_that_was_only_looked_at_is_kept_once_and_a_yes_is_not(shop: Shop) {
    let order = shop.mia_orders().await;
    let (before, origin) = (denials(&shop).await, Origin::of(shop.ana));
    let much = refund(order, RefundWhat::Amount { amount: eur(99_000) }, RefundTo::Original);
    let looks = |request: Request| {
        let origin = origin.clone();
        shop.works(shop.ana, move |work| keep_denial(work, &request, &origin, Some(7)))
    };

    looks(much.clone()).await;
    looks(much.clone()).await;
    looks(cancel(order, vec![])).await;
    let once = denials(&shop).await;
    shop.clock().forward_seconds(86_400);
    shop.mia_signs_in().await;
    looks(much).await;

    assert_eq!((once - before, denials(&shop).await - before), (1, 2), "once a day, for the facts are another day's");
    let kept = shop.read(move |tx| verdict::of_order(tx, order, 10)).await.remove(0);
    assert_eq!(kept.verdict().expect("stored").code, "refund.more_than_paid");
    assert_eq!(kept.facts().expect("stored").get("order.refundable"), Some(&eur(2 * KETTLE + LID + 490).into()));
}

#[both_databases]
async fn the_question_of_a_confirmation_is_kept_with_its_verdict(shop: Shop) {
    let order = shop.mia_orders().await;
    let before = shop.read(move |tx| verdict::of_order(tx, order, 10)).await.len();

    let asked = shop
        .works(shop.ana, move |work| {
            let (request, actor) = (cancel(order, vec![]), work.actor);
            let hash = orders::preview(work, actor, &request)?.hash;
            orders::confirm(work, &Ask { request, hash, key: "asked".into(), agreed: false, conversation: None })
        })
        .await;

    assert!(matches!(asked, Confirmed::NeedsYes(_)), "{asked:?}");
    let kept = shop.read(move |tx| verdict::of_order(tx, order, 10)).await;
    assert_eq!(kept.len(), before + 1);
    assert_eq!(kept[0].verdict().expect("stored").outcome, Outcome::NeedsConfirmation);
}

/// A policy for the brand alone, which counts before the one for everybody.
fn of_the_brand() -> String {
    let mut document: Value = serde_json::from_str(&permissive()).expect("JSON");
    document["brands"] = json!(["kettle"]);
    document["name"] = json!("kettle-only");
    document.to_string()
}

fn nobody_cancels() -> String {
    let mut document: Value = serde_json::from_str(&policies::starting_policy().expect("ours")).expect("JSON");
    document["actions"]["cancel"]["rules"][0]["require"] = json!({ "status_in": ["returned"] });
    document.to_string()
}

#[both_databases]
async fn the_bench_plays_an_even_sample_and_says_so(shop: Shop) {
    let from = shop.clock().now();
    for _ in 0..6 {
        shop.mia_orders().await;
    }
    let draft = shop.works(shop.noor, |work| policies::draft(work, &nobody_cancels(), "")).await;
    shop.clock().forward_seconds(1);
    let until = shop.clock().now();

    let whole = shop.read(move |tx| policies::replay(tx, draft, from, until, 6)).await;
    let sample = shop.read(move |tx| policies::replay(tx, draft, from, until, 3)).await;

    assert_eq!((whole.played, whole.judged, whole.every), (6, 6, 1));
    assert_eq!((sample.played, sample.judged, sample.every), (3, 6, 2));
}

#[both_databases]
async fn the_bench_leaves_out_what_another_policy_would_have_decided(shop: Shop) {
    let from = shop.clock().now();
    let order = shop.mia_orders().await;
    shop.does(shop.ana, cancel(order, vec![])).await;
    let draft = shop.works(shop.noor, |work| policies::draft(work, &nobody_cancels(), "")).await;
    shop.clock().forward_seconds(1);
    let until = shop.clock().now();
    let alone = shop.read(move |tx| policies::replay(tx, draft, from, until, 100)).await;

    let narrow = shop.works(shop.noor, |work| policies::draft(work, &of_the_brand(), "")).await;
    for (who, approves) in [(shop.ben, true), (shop.noor, false)] {
        shop.works(who, move |work| {
            let seen = policies::find(work, narrow)?.sha256;
            if approves {
                policies::approve(work, narrow, &seen)
            } else {
                policies::go_live(work, narrow, &seen)
            }
        })
        .await;
    }
    let beside = shop.read(move |tx| policies::replay(tx, draft, from, until, 100)).await;

    assert_eq!((alone.played, alone.changed.len()), (2, 1));
    assert_eq!((beside.played, beside.changed.len()), (0, 0));
}

#[both_databases]
async fn a_draft_changed_after_it_was_read_is_not_approved(shop: Shop) {
    let draft = shop.works(shop.noor, |work| policies::draft(work, &nobody_cancels(), "")).await;
    let read = shop.read(move |tx| policies::find(tx, draft)).await.sha256;
    shop.works(shop.noor, move |work| policies::change_draft(work, draft, &policies::starting_policy()?, "milder"))
        .await;

    let told = shop.base.db.work(shop.ben, move |work| policies::approve(work, draft, &read)).await;

    assert!(matches!(told, Err(db::Trouble::Changed(_))), "{told:?}");
    assert_eq!(shop.read(move |tx| policies::find(tx, draft)).await.state, policies::PolicyState::Draft);
}

#[both_databases]
async fn two_customers_who_are_one_have_one_past(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.does(shop.ana, refund(order, RefundWhat::Amount { amount: eur(100) }, RefundTo::Original))
        .await;
    shop.does(shop.ana, Request::WaiveFee(WaiveFee { order: Some(order), charge: None, reason: "kind".into() }))
        .await;
    let (tom, mia) = (shop.tom, shop.mia);
    let mine = PlaceOrder { customer: mia, ship_to: Some(home("Mia")), ..shop.two_kettles_and_a_lid() };
    let last = shop.does(shop.ana, Request::PlaceOrder(mine)).await.outcome.order.expect("an order");

    shop.works(shop.ben, move |work| merge(work, tom, mia, &[&FollowCustomers]).map(drop)).await;
    shop.works(Actor::System, move |work| {
        orders::verification::known_by_channel(
            work,
            tom,
            orders::verification::Method::SignedIn,
            orders::verification::Within::With(db::Actor::System),
        )
    })
    .await;
    let waive = Request::WaiveFee(WaiveFee { order: Some(last), charge: None, reason: "kind".into() });
    shop.works(shop.ana, move |work| {
        let (actor, request) = (work.actor, waive.clone());
        let hash = orders::preview(work, actor, &request)?.hash;
        orders::confirm(work, &Ask { request, hash, key: "waive".into(), agreed: true, conversation: None })
    })
    .await;

    let kept = shop.read(move |tx| verdict::of_order(tx, last, 10)).await.remove(0).facts().expect("stored");
    assert_eq!(kept.get("customer.refunds_last_year"), Some(&1.into()));
    assert_eq!(kept.get("charge.waived_last_year"), Some(&1.into()));
    assert_eq!(CREDIT, 2_000, "nobody’s credit was touched");
}
