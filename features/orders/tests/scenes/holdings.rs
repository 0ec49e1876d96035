//! Accounts, services, subscriptions, addresses and ways to pay, from the pages of the workspace.

use crate::door::{Answer, Door, between, encoded, main};
use crate::stage::eur;
use axum::http::StatusCode;
use orders::bill::{self, BillOf, ChargeId};
use orders::plans::{self, NewPlan};
use orders::subscription::SubscriptionState;
use orders::{address, brand, charge, payment_method, subscription};
use rates::Every;
use testkit::both_databases;

/// A visit, minutes by the begun quarter of an hour, a piece if used, and half as much again at night.
const REPAIR: &str = r#"{
  "name": "repair", "title": {"en": "Repair", "es": "Reparación", "zh": "维修"}, "currency": "EUR",
  "tax": {"inclusive": false, "classes": {"standard": "0.19"}}, "tax_class": "standard",
  "charges": [
    {"name": "visit", "title": {"en": "Visit", "es": "Visita", "zh": "上门"}, "price": {"fixed": "25.00"}},
    {"name": "labour", "title": {"en": "Labour", "es": "Mano de obra", "zh": "工时"}, "price": {"duration": {"minutes": 15, "price": "18.00"}}},
    {"name": "part", "title": {"en": "Part", "es": "Pieza", "zh": "零件"}, "price": {"per_unit": "4.00"}, "optional": true}
  ],
  "surcharges": [{"name": "night", "title": {"en": "At night", "es": "De noche", "zh": "夜间"}, "when": {"flag": "night"}, "percent": "50"}]
}"#;

struct Here<'a> {
    door: &'a Door,
    actions: String,
    page: String,
}

impl<'a> Here<'a> {
    async fn at(door: &'a Door) -> Self {
        door.shop.mia_signs_in().await;
        let mia = door.shop.mia;
        Self {
            door,
            actions: format!("/customers/{mia}/actions"),
            page: format!("/customers/{mia}/holdings"),
        }
    }

    async fn does(&self, verb: &str, form: &str) -> Answer {
        self.door.does("ana", &format!("{}/{verb}", self.actions), form).await
    }

    /// Two plans of 30 days stand in the catalogue.
    async fn offers_tea(&self) {
        self.door
            .shop
            .works(self.door.shop.noor, |work| {
                let kettle = brand::by_code(work, "kettle")?.expect("the brand");
                for (code, name, minor) in [("tea", "Tea every month", 3_000), ("more", "Tea every week", 4_500)] {
                    let new = NewPlan {
                        brand: kettle.id,
                        code: code.into(),
                        name: name.into(),
                        tax_class: "reduced".into(),
                        every: Every::Days(30),
                        prices: vec![eur(minor)],
                    };
                    plans::add(work, &new)?;
                }
                Ok(())
            })
            .await;
    }

    async fn looks(&self, verb: &str, form: &str) -> Answer {
        self.door.post("ana", &format!("{}/{verb}", self.actions), form).await
    }

    async fn sees(&self) -> String {
        main(&self.door.get("ana", &self.page).await.text)
    }

    async fn owed(&self, id: i64) -> i64 {
        let entries = self.door.shop.read(move |tx| bill::of(tx, BillOf::Charge(ChargeId(id)))).await;
        bill::total(kit::Currency::EUR, &entries).expect("small").gross.minor
    }
}

/// Sentences that were asked for and nobody wrote.
fn unwritten(page: &str) -> Vec<String> {
    let keys = page.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    keys.filter(|word| word.starts_with("orders-") && word.len() > 8).map(str::to_owned).collect()
}

#[both_databases]
async fn a_service_is_worked_out_by_its_card_step_by_step_charged_adjusted_paid_and_a_fee_waived(door: Door) {
    let here = Here::at(&door).await;
    let kept = door.post("noor", "/settings/rate-cards", &format!("document={}", encoded(REPAIR))).await;
    let choosing = door.get("ana", &format!("{}/charge", here.actions)).await;
    let asking = door.get("ana", &format!("{}/charge?card=repair", here.actions)).await;
    let form = "brand=kettle&card=repair&label=Repair&of=labour&quantity=20&of=part&quantity=2&flag=night&reason=customer_asked";

    let preview = here.looks("charge", form).await;
    let charged = door.confirms("ana", &format!("{}/charge", here.actions), &preview).await;
    let unfit = here
        .looks("charge", "brand=kettle&card=repair&label=Repair&of=labour&quantity=many&reason=customer_asked")
        .await;
    let first = here.sees().await;

    assert_eq!(kept.location, "/settings/rate-cards/repair", "{}", main(&kept.text));
    assert!(choosing.text.contains("name=\"card\"") && choosing.text.contains("Repair"), "{}", main(&choosing.text));
    assert!(
        asking.text.contains("Labour") && !asking.text.contains("quantity-visit") && asking.text.contains("value=\"night\""),
        "{}",
        main(&asking.text)
    );
    // 25 + 2 × 18 + 2 × 4, half of it on top, and 19 % tax: 69.00 → 103.50 → 123.17 (rounded half up from 123.165).
    for step in ["Labour: 20 min, 2 × 15 min begun", "Part: 2 × ", "At night: 50", "123.1"] {
        assert!(preview.text.contains(step), "no step says {step}: {}", main(&preview.text));
    }
    assert!(charged.location.contains("/holdings?done="), "{}", main(&charged.text));
    assert!(unfit.text.contains("usage_does_not_fit"), "{}", main(&unfit.text));
    let total = here.owed(1).await;
    assert!((12_316..=12_317).contains(&total), "{total}");
    assert!(first.contains("How it was worked out") && first.contains("charge=1"), "{first}");
    assert!(unwritten(&first).is_empty(), "{:?}", unwritten(&first));

    here.does("adjust_bill", "charge=1&amount=-10&reason=billing_error").await;
    assert_eq!(here.owed(1).await, total - 1_000);
    here.does("pay_charge", &format!("charge=1&method={}&reason=payment", door.shop.card)).await;
    assert!(here.sees().await.contains(">paid<"));
    here.does("charge", "brand=kettle&label=Late+fee&amount=5&is_fee=on&reason=customer_asked").await;
    here.does("waive_fee", "charge=2&reason=goodwill").await;
    assert_eq!(here.owed(2).await, 0);
    assert!(
        here.looks("adjust_bill", "charge=2&amount=1&reason=billing_error")
            .await
            .text
            .contains("charge_is_closed")
    );
    door.shop.balances().await;
}

#[both_databases]
async fn a_service_charged_to_an_order_stands_on_its_bill_and_is_paid_with_it(door: Door) {
    let here = Here::at(&door).await;
    let order = door.shop.mia_orders().await;
    let before = door.shop.order(order).await;
    door.post("noor", "/settings/rate-cards", &format!("document={}", encoded(REPAIR))).await;
    let form = format!("brand=kettle&card=repair&label=Engraving&of=labour&quantity=15&for_order={order}&reason=customer_asked");

    let charged = here.does("charge", &form).await;
    let page = door.get("ana", &charged.location).await;
    let kept = door.shop.read(move |tx| charge::of_order(tx, order)).await;
    let corrected = here.looks("adjust_bill", "charge=1&amount=-1&reason=billing_error").await;
    let of_tom = here
        .looks("charge", &format!("brand=kettle&label=X&amount=1&for_order={}&reason=customer_asked", order.0 + 999))
        .await;

    // 25 + 18, and 19 %.
    let after = door.shop.order(order).await;
    assert_eq!(charged.location, format!("/orders/{}?done=2", before.number), "{}", main(&charged.text));
    assert_eq!((after.total().minor - before.total().minor, after.due()), (5_117, eur(5_117)));
    assert!(page.text.contains("Engraving") && page.text.contains("Labour: 15 min"), "{}", main(&page.text));
    assert_eq!(kept.len(), 1);
    assert!(corrected.text.contains("charge_on_order"), "{}", main(&corrected.text));
    assert_eq!(of_tom.status, StatusCode::NOT_FOUND);
    door.does("ana", &format!("/orders/{}/actions/waive_fee", before.number), "reason=goodwill").await;
    assert!(door.shop.order(order).await.total().minor < after.total().minor, "fees can be waived from the bill");
    door.shop.balances().await;
}

#[both_databases]
async fn a_subscription_is_started_changed_by_the_day_paused_taken_up_again_and_ended(door: Door) {
    let here = Here::at(&door).await;
    here.offers_tea().await;
    let form = door.get("ana", &format!("{}/start_subscription", here.actions)).await;
    let typed = "brand=kettle&offer=&plan=Tea&amount=1&period_count=2&period_unit=weeks&tax_class=reduced";
    let typed = here.looks("start_subscription", typed).await;
    here.does("start_subscription", "brand=kettle&offer=kettle:EUR:tea").await;
    door.shop.clock().forward_seconds(10 * 86_400);
    door.shop.mia_signs_in().await;
    let state = |door: &Door| {
        let db = door.shop.base.db.clone();
        async move { db.read(|tx| subscription::find(tx, 1)).await.expect("it is there") }
    };

    let change = here
        .looks("change_subscription", "subscription=1&offer=kettle:EUR:more&reason=customer_asked")
        .await;
    door.confirms("ana", &format!("{}/change_subscription", here.actions), &change).await;
    let changed = state(&door).await;
    here.does("pause_subscription", "subscription=1&reason=no_longer_needed").await;
    let paused = here.sees().await;
    let twice = here.looks("pause_subscription", "subscription=1&reason=no_longer_needed").await;
    door.shop.clock().forward_seconds(40 * 86_400);
    door.shop.mia_signs_in().await;
    let due = door.shop.read(|tx| subscription::due(tx, 10)).await;
    let resume = here.looks("resume_subscription", "subscription=1").await;
    door.confirms("ana", &format!("{}/resume_subscription", here.actions), &resume).await;
    let running = state(&door).await;
    here.does("end_subscription", "subscription=1&reason=no_longer_needed").await;

    for offered in ["Tea every month · EUR", "30.00 every 30 days</option>"] {
        assert!(form.text.contains(offered), "{offered}: {}", main(&form.text));
    }
    assert!(typed.text.contains("price.not_of_catalogue"), "{}", main(&typed.text));
    // Twenty of thirty days: 20.00 of the old price back, 30.00 of the new one.
    for shown in ["20 of 30 days", "20.00", "30.00"] {
        assert!(change.text.contains(shown), "the preview does not show {shown}: {}", main(&change.text));
    }
    assert_eq!((changed.plan.as_str(), changed.price()), ("Tea every week", eur(4_500)));
    assert!(paused.contains(">paused<") && paused.contains("resume_subscription"), "{paused}");
    assert!(twice.text.contains("subscription_paused"), "{}", main(&twice.text));
    assert!(due.is_empty(), "a paused subscription is not renewed");
    assert!(resume.text.contains("45.00"), "a new period is charged: {}", main(&resume.text));
    assert_eq!((running.state, running.period_from), (SubscriptionState::Active, door.shop.clock().now()));
    assert_eq!(state(&door).await.state, SubscriptionState::Ended);
    door.shop.balances().await;
}

#[both_databases]
async fn a_pause_within_the_paid_period_charges_nothing_when_it_ends(door: Door) {
    let here = Here::at(&door).await;
    here.offers_tea().await;
    here.does("start_subscription", "brand=kettle&offer=kettle:EUR:tea").await;
    let before = door.shop.read(|tx| subscription::find(tx, 1)).await;

    here.does("pause_subscription", "subscription=1&reason=other").await;
    let resumed = here.does("resume_subscription", "subscription=1").await;

    let after = door.shop.read(|tx| subscription::find(tx, 1)).await;
    assert!(resumed.location.contains("?done="), "{}", main(&resumed.text));
    assert_eq!(after, before);
    let mia = door.shop.mia;
    assert_eq!(door.shop.read(move |tx| charge::of(tx, mia, 10)).await.len(), 1);
}

#[both_databases]
async fn an_account_is_opened_updated_and_closed_from_the_page(door: Door) {
    let here = Here::at(&door).await;

    here.does("open_account", "brand=kettle&plan=Tea+club&details=contract%3A+C-7").await;
    let opened = here.sees().await;
    let form = door.get("ana", &format!("{}/update_account?account=1", here.actions)).await;
    here.does("update_account", "brand=kettle&account=1&plan=Tea+club+plus&details=contract%3A+C-8&reason=customer_asked")
        .await;
    let updated = here.sees().await;
    here.does("close_account", "brand=kettle&account=1&reason=no_longer_needed").await;
    let closed = here.sees().await;
    let of_tom = door.get("ana", &format!("/customers/{}/actions/update_account?account=1", door.shop.tom)).await;
    let of_nobody = door.get("ana", &format!("{}/update_account", here.actions)).await;

    assert!(opened.contains("Tea club") && opened.contains("C-7") && opened.contains(">open<"), "{opened}");
    assert!(form.text.contains("value=\"Tea club\"") && form.text.contains("contract: C-7"), "{}", main(&form.text));
    assert!(updated.contains("Tea club plus") && updated.contains("C-8"), "{updated}");
    assert!(closed.contains(">closed<") && !closed.contains("close_account"), "{closed}");
    assert_eq!((of_tom.status, of_nobody.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
}

#[both_databases]
async fn addresses_and_ways_to_pay_are_added_chosen_and_taken_out(door: Door) {
    let (here, mia, tom) = (Here::at(&door).await, door.shop.mia, door.shop.tom);
    let base = format!("/customers/{mia}");

    let added = door
        .post(
            "ana",
            &format!("{base}/addresses"),
            "kind=shipping&name=Mia+at+work&line1=Gran+Via+1&city=Madrid&country=es&postcode=28013&conversation=7",
        )
        .await;
    let incomplete = door
        .post("ana", &format!("{base}/addresses"), "kind=shipping&name=Mia&line1=&city=&country=ES")
        .await;
    let all = door.shop.read(move |tx| address::of(tx, mia)).await;
    let second = all.iter().find(|held| !held.is_default).expect("the new one").id;
    door.post("ana", &format!("/addresses/{second}/usual"), &format!("customer={mia}")).await;
    let foreign = door.post("ana", &format!("/addresses/{second}/remove"), &format!("customer={tom}")).await;
    let chosen = door.shop.read(move |tx| address::find(tx, second)).await;

    assert_eq!(added.location, format!("{base}/holdings?conversation=7"));
    assert_eq!((incomplete.status, foreign.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::NOT_FOUND));
    assert!(chosen.is_default && here.sees().await.contains("Gran Via 1"));

    let wallet = door
        .post("ana", &format!("{base}/payment-methods"), "kind=wallet&label=PayPal+of+Mia&reference=pp_1")
        .await;
    let number = door
        .post("ana", &format!("{base}/payment-methods"), "kind=card&label=Visa&reference=4242424242424242")
        .await;
    let methods = door.shop.read(move |tx| payment_method::of(tx, mia)).await;
    let paypal = methods.iter().find(|method| method.label == "PayPal of Mia").expect("it was added").id;
    door.post("ana", &format!("/payment-methods/{paypal}/usual"), &format!("customer={mia}")).await;
    let usual = door.shop.read(move |tx| payment_method::of(tx, mia)).await[0].id;
    door.post("ana", &format!("/payment-methods/{paypal}/remove"), &format!("customer={mia}")).await;
    let left = door.shop.read(move |tx| payment_method::of(tx, mia)).await;

    assert_eq!(wallet.status, StatusCode::SEE_OTHER, "{}", main(&wallet.text));
    assert!(
        number.status == StatusCode::UNPROCESSABLE_ENTITY && number.text.contains("reads like a card number"),
        "{}",
        main(&number.text)
    );
    assert_eq!(usual, paypal);
    assert!(left.iter().all(|method| method.id != paypal));
    assert_eq!(door.post("sue", &format!("{base}/addresses"), "kind=shipping").await.status, StatusCode::FORBIDDEN);
}

#[both_databases]
async fn a_gift_card_is_taken_into_the_ways_to_pay_by_its_code_and_never_anothers(door: Door) {
    let (here, tom) = (Here::at(&door).await, door.shop.tom);
    let nobodys = door
        .shop
        .does(
            door.shop.noor,
            orders::Request::LoadBalance(orders::action::LoadBalance {
                brand: "kettle".into(),
                customer: None,
                kind: orders::balance::BalanceKind::GiftCard,
                balance: None,
                amount: eur(1_000),
                reason: "sold".into(),
                expires_at: None,
            }),
        )
        .await;
    let code = nobodys.outcome.code.expect("a code");
    let toms = here_for(&door, tom, "brand=kettle&kind=gift_card&amount=10&reason=goodwill").await;

    let right = door
        .post("ana", &format!("/customers/{}/payment-methods", door.shop.mia), &format!("kind=gift_card&reference={code}"))
        .await;
    let again = door
        .post("ana", &format!("/customers/{}/payment-methods", door.shop.mia), &format!("kind=gift_card&reference={code}"))
        .await;
    let anothers = door
        .post("ana", &format!("/customers/{}/payment-methods", door.shop.mia), &format!("kind=gift_card&reference={toms}"))
        .await;
    let wrong = door
        .post("ana", &format!("/customers/{}/payment-methods", door.shop.mia), "kind=gift_card&reference=NOPE")
        .await;

    assert_eq!((right.status, again.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{}", main(&right.text));
    assert_eq!((anothers.status, wrong.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    let mia = door.shop.mia;
    let methods = door.shop.read(move |tx| payment_method::of(tx, mia)).await;
    assert_eq!(methods.iter().filter(|method| method.balance.map(|id| id.0) == nobodys.outcome.balance).count(), 1);
    assert!(here.sees().await.contains(&code[12..]));
}

async fn here_for(door: &Door, customer: customers::CustomerId, form: &str) -> String {
    let given = door.does("ana", &format!("/customers/{customer}/actions/load_balance"), form).await;
    between(&given.text, "class=\"mono\">", "</strong>")
}

#[both_databases]
async fn a_rate_card_is_written_tried_followed_by_a_version_and_retired(door: Door) {
    let faulty = door
        .post("noor", "/settings/rate-cards", &format!("document={}", encoded("{\"name\": \"x\", \"colour\": 1}")))
        .await;
    door.post("noor", "/settings/rate-cards", &format!("document={}", encoded(REPAIR))).await;
    let tried = door
        .get("ben", "/settings/rate-cards/repair?of=visit&quantity=&of=labour&quantity=20&of=part&quantity=&flag=night")
        .await;
    door.post("noor", "/settings/rate-cards", &format!("document={}", encoded(&REPAIR.replace("25.00", "30.00"))))
        .await;
    let second = door.get("noor", "/settings/rate-cards/repair").await;
    let retired = door.post("noor", "/settings/rate-cards/repair/retire", "").await;
    let gone = door.get("noor", "/settings/rate-cards/repair").await;
    let list = door.get("noor", "/settings/rate-cards").await;

    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        faulty.text.contains("colour") && faulty.text.contains("currency"),
        "all faults at once: {}",
        main(&faulty.text)
    );
    assert!(tried.text.contains("Mano de obra: 20 min"), "{}", main(&tried.text));
    assert!(second.text.contains("30.00") && second.text.contains('2'), "{}", main(&second.text));
    assert_eq!((retired.location.as_str(), gone.status), ("/settings/rate-cards", StatusCode::NOT_FOUND));
    assert!(!list.text.contains("/settings/rate-cards/repair\""), "{}", main(&list.text));
    assert_eq!(door.get("ana", "/settings/rate-cards").await.status, StatusCode::FORBIDDEN);
}
