//! Accounts, charges, subscriptions, papers on request, and records of a company's own kind.

use crate::stage::{Shop, eur, permissive};
use db::Actor;
use kit::Currency;
use orders::account::{self, AccountStatus};
use orders::action::{
    ByCard, ChangeRecord, CloseAccount, EndSubscription, IssueInvoice, IssueReceipt, MakeCharge, OpenAccount, OpenRecord,
    RenewSubscription, StartSubscription, UpdateAccount, WaiveFee,
};
use orders::bill::{self, BillOf, ChargeId};
use orders::record_type::{self, Definition};
use orders::{Request, brand, charge, papers, rate_cards, records, subscription};
use rates::Every;
use serde_json::json;
use testkit::{Stage, TestPlace, both_databases};

/// The shop under a policy that allows everything.
pub struct Open(pub Shop);

impl Stage for Open {
    async fn set_up(place: TestPlace) -> Self {
        Self(Shop::selling_in(place, "EUR", Some(permissive())).await)
    }
}

async fn owed(shop: &Shop, charge: ChargeId) -> i64 {
    let entries = shop.read(move |tx| bill::of(tx, BillOf::Charge(charge))).await;
    bill::total(Currency::EUR, &entries).expect("small").gross.minor
}

#[both_databases]
async fn an_account_is_opened_changed_and_closed_for_good(shop: Open) {
    let shop = shop.0;
    let open = OpenAccount {
        brand: "kettle".into(),
        customer: shop.mia,
        plan: "Tea club".into(),
        details: serde_json::Map::new(),
    };
    let id = shop.does(shop.ana, Request::OpenAccount(open)).await.outcome.account.expect("an account");
    let update = |plan: &str| {
        Request::UpdateAccount(UpdateAccount {
            brand: "kettle".into(),
            account: id,
            plan: plan.into(),
            details: serde_json::Map::new(),
            reason: String::new(),
        })
    };

    shop.does(shop.ana, update("Tea club plus")).await;
    assert_eq!(shop.denied(shop.ana, update("Tea club plus")).await, "nothing_changes");
    shop.does(shop.ana, Request::CloseAccount(CloseAccount { brand: "kettle".into(), account: id, reason: "moved".into() }))
        .await;

    let now = shop.read(move |tx| account::find(tx, id)).await;
    assert_eq!((now.plan.as_str(), now.status), ("Tea club plus", AccountStatus::Closed));
    assert_eq!(shop.denied(shop.ana, update("Tea club")).await, "account_closed");
}

#[both_databases]
async fn a_fee_is_charged_and_waived_once(shop: Open) {
    let shop = shop.0;
    let charge = MakeCharge {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        order: None,
        label: "Late fee".into(),
        amount: Some(eur(500)),
        tax_class: "standard".into(),
        by_card: None,
        is_fee: true,
        reason: String::new(),
    };
    let id = shop.does(shop.ana, Request::Charge(charge)).await.outcome.charge.expect("a charge");
    assert_eq!(owed(&shop, id).await, 500);
    let waive = || Request::WaiveFee(WaiveFee { order: None, charge: Some(id), reason: "kindness".into() });

    shop.does(shop.ana, waive()).await;

    assert_eq!(owed(&shop, id).await, 0);
    assert_eq!(shop.denied(shop.ana, waive()).await, "charge_is_closed");
    shop.balances().await;
}

/// A visit, and work by the begun quarter of an hour.
const REPAIR: &str = r#"{
  "name": "repair", "title": {"en": "Repair", "es": "Reparación", "zh": "维修"}, "currency": "EUR",
  "tax": {"inclusive": false, "classes": {"standard": "0.19"}}, "tax_class": "standard",
  "charges": [
    {"name": "visit", "title": {"en": "Visit", "es": "Visita", "zh": "上门"}, "price": {"fixed": "25.00"}},
    {"name": "part", "title": {"en": "Part", "es": "Pieza", "zh": "零件"}, "price": {"per_unit": "4.00"}}
  ]
}"#;

#[both_databases]
async fn a_service_is_charged_by_its_rate_card_and_keeps_the_steps(shop: Open) {
    let shop = shop.0;
    shop.works(shop.ben, |work| rate_cards::add(work, REPAIR)).await;
    let by = |card: &str, parts: &str| {
        let by_card = Some(ByCard {
            rate_card: card.into(),
            quantities: [("part".to_owned(), parts.to_owned())].into(),
            flags: vec![],
            at: None,
        });
        Request::Charge(MakeCharge {
            brand: "kettle".into(),
            customer: shop.mia,
            account: None,
            order: None,
            label: "Repair".into(),
            amount: None,
            tax_class: "standard".into(),
            by_card,
            is_fee: false,
            reason: String::new(),
        })
    };

    assert_eq!(shop.denied(shop.ana, by("washing", "1")).await, "unknown_rate_card");
    assert_eq!(shop.denied(shop.ana, by("repair", "many")).await, "usage_does_not_fit");
    let id = shop.does(shop.ana, by("repair", "3")).await.outcome.charge.expect("a charge");

    // 25.00 + 3 × 4.00, and 19 % on it.
    assert_eq!(owed(&shop, id).await, 4_403);
    let kept = shop.read(move |tx| charge::find(tx, id)).await;
    assert_eq!(kept.steps().expect("stored").as_array().map(Vec::len), Some(2));
}

/// A visit that costs half more in the evening.
const EVENING: &str = r#"{
  "name": "evening", "title": {"en": "Visit", "es": "Visita", "zh": "上门"}, "currency": "EUR",
  "tax": {"inclusive": true, "classes": {"standard": "0.19"}}, "tax_class": "standard",
  "charges": [{"name": "visit", "title": {"en": "Visit", "es": "Visita", "zh": "上门"}, "price": {"fixed": "20.00"}}],
  "surcharges": [{"name": "late", "title": {"en": "Late", "es": "Tarde", "zh": "晚间"}, "percent": "50", "when": {"between": ["18:00", "08:00"]}}]
}"#;

#[both_databases]
async fn work_in_the_evening_costs_what_evenings_cost_where_the_brand_is(shop: Open) {
    let shop = shop.0;
    shop.works(shop.ben, |work| {
        let kettle = brand::by_code(work, "kettle")?.ok_or(db::Trouble::NotFound("brand"))?;
        brand::set_zone(work, kettle.id, "Europe/Berlin")?;
        rate_cards::add(work, EVENING)
    })
    .await;
    let at = |at: Option<&str>| {
        let by_card = ByCard {
            rate_card: "evening".into(),
            quantities: [].into(),
            flags: vec![],
            at: at.map(str::to_owned),
        };
        Request::Charge(MakeCharge {
            brand: "kettle".into(),
            customer: shop.mia,
            account: None,
            order: None,
            label: "Visit".into(),
            amount: None,
            tax_class: "standard".into(),
            by_card: Some(by_card),
            is_fee: false,
            reason: String::new(),
        })
    };

    assert_eq!(shop.denied(shop.ana, at(None)).await, "usage_does_not_fit");
    assert_eq!(shop.denied(shop.ana, at(Some("tonight"))).await, "usage_does_not_fit");
    // 17:30 in UTC is 18:30 in Berlin in winter.
    for (when, costs) in [
        ("2026-03-10T17:30", 2_000),
        ("2026-03-10T18:30", 3_000),
        ("2026-03-10T17:30:00Z", 3_000),
        ("2026-03-10T16:30:00Z", 2_000),
    ] {
        let id = shop.does(shop.ana, at(Some(when))).await.outcome.charge.expect("a charge");
        assert_eq!(owed(&shop, id).await, costs, "{when}");
    }
}

#[both_databases]
async fn who_charges_by_hand_does_not_choose_the_tax(shop: Shop) {
    let charge = |class: &str| {
        Request::Charge(MakeCharge {
            brand: "kettle".into(),
            customer: shop.mia,
            account: None,
            order: None,
            label: "Late fee".into(),
            amount: Some(eur(500)),
            tax_class: class.into(),
            by_card: None,
            is_fee: true,
            reason: String::new(),
        })
    };

    assert_eq!(shop.denied(shop.ana, charge("reduced")).await, "charge.unusual_tax");
    shop.does(shop.ana, charge("standard")).await;
    shop.does(shop.ben, charge("reduced")).await;
}

#[both_databases]
async fn a_subscription_is_charged_by_period_and_ends_with_the_unused_days_off(shop: Open) {
    let shop = shop.0;
    let start = StartSubscription {
        brand: "kettle".into(),
        customer: shop.mia,
        account: None,
        plan: "Tea every month".into(),
        currency: None,
        price: Some(eur(3_000)),
        tax_class: "reduced".into(),
        every: Some(Every::Days(30)),
    };
    let started = shop.does(shop.ana, Request::StartSubscription(start)).await.outcome;
    let (id, first) = (started.subscription.expect("a subscription"), started.charge.expect("its first charge"));
    let renew = || Request::RenewSubscription(RenewSubscription { subscription: id });

    assert_eq!(shop.denied(Actor::System, renew()).await, "period_not_over");
    shop.clock().forward_seconds(30 * 86_400);
    assert_eq!(shop.read(|tx| subscription::due(tx, 10)).await, [id]);
    let second = shop.does(Actor::System, renew()).await.outcome.charge.expect("the second charge");
    shop.clock().forward_seconds(10 * 86_400);
    shop.does(shop.ana, Request::EndSubscription(EndSubscription { subscription: id, reason: "moved".into() }))
        .await;

    assert_eq!((owed(&shop, first).await, owed(&shop, second).await), (3_000, 1_000));
    assert_eq!(shop.denied(shop.ana, renew()).await, "subscription_ended");
}

#[both_databases]
async fn papers_are_issued_on_request_and_only_for_what_is_new(shop: Open) {
    let shop = shop.0;
    let order = shop.mia_orders().await;

    shop.does(shop.ana, Request::Invoice(IssueInvoice { order })).await;
    assert_eq!(shop.denied(shop.ana, Request::Invoice(IssueInvoice { order })).await, "nothing_to_invoice");
    shop.does(shop.ana, Request::Receipt(IssueReceipt { order })).await;

    let papers = shop.read(move |tx| papers::of(tx, BillOf::Order(order))).await;
    let numbers: Vec<&str> = papers.iter().map(|paper| paper.number.as_str()).collect();
    assert_eq!(numbers, ["KC-I000001", "KC-R000001"]);
    let contents = papers[0].contents().expect("untouched");
    let taxes: i64 = contents.taxes.iter().map(|tax| tax.tax.minor).sum();
    assert_eq!((contents.taxes.len(), taxes), (2, contents.tax.minor));
    shop.balances().await;
}

#[both_databases]
async fn a_tampered_paper_is_no_paper(shop: Open) {
    let shop = shop.0;
    let order = shop.mia_orders().await;
    shop.does(shop.ana, Request::Invoice(IssueInvoice { order })).await;
    shop.works(Actor::System, |work| {
        work.keep_quietly("somebody with access to the database");
        db::sql("UPDATE paper SET contents = REPLACE(contents, 'Mia', 'Tom')").run(work)
    })
    .await;

    let paper = shop.read(move |tx| papers::of(tx, BillOf::Order(order))).await.remove(0);

    assert!(paper.contents().is_err());
}

#[both_databases]
async fn a_company_sells_bookings_with_actions_of_its_own(shop: Open) {
    let shop = shop.0;
    let definition: Definition = serde_json::from_value(json!({
        "schema": { "properties": { "nights": { "type": "integer", "minimum": 1, "maximum": 30 } }, "required": ["nights"] },
        "states": ["booked", "moved"],
        "actions": { "move": { "from": ["booked"], "to": "moved", "sets": ["nights"] } }
    }))
    .expect("a definition");
    shop.works(shop.ben, move |work| record_type::define(work, "booking", "Booking", &definition)).await;
    let fields = |nights: i64| json!({ "nights": nights }).as_object().expect("an object").clone();
    let open = |nights| {
        Request::OpenRecord(OpenRecord {
            brand: "kettle".into(),
            record_type: "booking".into(),
            customer: Some(shop.mia),
            fields: fields(nights),
        })
    };

    assert_eq!(shop.denied(shop.ana, open(99)).await, "fields_do_not_fit");
    let id = shop.does(shop.ana, open(3)).await.outcome.record.expect("a record");
    let act = |action: &str, nights| {
        let (record_type, action) = ("booking".to_owned(), action.to_owned());
        Request::ChangeRecord(ChangeRecord { record_type, record: id, action, fields: fields(nights), reason: String::new() })
    };
    shop.does(shop.ana, act("move", 4)).await;

    let now = shop.read(move |tx| records::find(tx, id)).await;
    assert_eq!((now.state.as_str(), now.fields().expect("stored")), ("moved", fields(4)));
    assert_eq!(shop.denied(shop.ana, act("move", 5)).await, "not_in_this_state");
    assert_eq!(shop.denied(shop.ana, act("burn", 5)).await, "action.no_rules");
}
