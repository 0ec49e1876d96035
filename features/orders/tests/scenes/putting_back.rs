//! Changes of the shop put back to the row: by whoever may make them, by the room's own verbs, and never over somebody who
//! moved on.

use crate::door::{Door, OpenDoor, encoded, main};
use crate::stage::{KETTLE, Shop, eur};
use agents::changes::{self, Change, ChangeId, Settings};
use axum::http::StatusCode;
use db::{Actor, Trouble};
use orders::putting_back::{
    BrandSetting, EntitySetting, PlanSetting, ProductSetting, RecordTypeSetting, RuleSetting, ShippingRateSetting, SuggestionsSetting,
    TaxClassSetting, TaxRateSetting, VariantSetting, VoucherSetting,
};
use orders::suggestions::{rules, settings};
use orders::{brand, plans, product, record_type, shipping, tax, tax_class, voucher};
use std::sync::Arc;
use testkit::both_databases;

fn known() -> Settings {
    Settings(vec![
        Arc::new(TaxRateSetting),
        Arc::new(TaxClassSetting),
        Arc::new(ShippingRateSetting),
        Arc::new(VoucherSetting),
        Arc::new(PlanSetting),
        Arc::new(BrandSetting),
        Arc::new(EntitySetting),
        Arc::new(ProductSetting),
        Arc::new(VariantSetting),
        Arc::new(RuleSetting),
        Arc::new(SuggestionsSetting),
        Arc::new(RecordTypeSetting),
    ])
}

/// The changes kept so far, the newest first.
async fn kept(shop: &Shop) -> Vec<Change> {
    shop.read(|tx| {
        let kinds: Vec<&str> = known().0.iter().map(|setting| setting.kind()).collect();
        changes::newest(tx, &kinds, 50)
    })
    .await
}

/// Puts a change back; the answer is the key of the refusal, or nothing.
async fn puts_back(shop: &Shop, who: Actor, id: ChangeId) -> Option<&'static str> {
    match shop.base.db.work(who, move |work| changes::put_back(work, &known(), id).map(drop)).await {
        Ok(()) => None,
        Err(Trouble::Refused(refusal)) => Some(refusal.key),
        Err(other) => panic!("refused otherwise: {other}"),
    }
}

/// Noor saves a form; here is the change it left.
async fn saves(door: &Door, path: &str, form: &str) -> Change {
    let before = kept(&door.shop).await.len();
    let saved = door.post("noor", path, form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{path}: {}", main(&saved.text));
    let all = kept(&door.shop).await;
    assert_eq!(all.len(), before + 1, "{path} keeps one change");
    all[0].clone()
}

/// Everything that can be put back, as it stands.
async fn standing(shop: &Shop, things: &'static [(&'static str, &'static str)]) -> Vec<(String, String)> {
    shop.read(move |tx| {
        let known = known();
        things.iter().map(|(kind, thing)| known.of(kind).expect("a kind").standing(tx, thing)).collect()
    })
    .await
}

#[both_databases]
async fn a_rate_of_tax_stands_again_to_the_row_unless_somebody_moved_on(door: Door) {
    let shop = &door.shop;
    let before = shop.read(|tx| tax::rates(tx, "DE", "standard")).await;
    let first = saves(&door, "/settings/shop/tax", "country=DE&class=standard&rate=25").await;
    shop.clock().forward_seconds(60);
    let order = shop.mia_orders().await;
    let total = shop.order(order).await.total();
    let second = saves(&door, "/settings/shop/tax", "country=DE&class=standard&rate=30").await;

    let not_hers = puts_back(shop, shop.ana, second.id).await;
    let too_early = puts_back(shop, shop.noor, first.id).await;
    let back = (puts_back(shop, shop.noor, second.id).await, puts_back(shop, shop.noor, first.id).await);
    let twice = puts_back(shop, shop.noor, first.id).await;

    assert_eq!((first.name.as_str(), first.kind.as_str()), ("DE standard", "tax_rate"));
    assert_eq!((not_hers, too_early), (Some("agents-refused-not-permitted"), Some("agents-refused-moved-on")));
    assert_eq!((back, twice), ((None, None), Some("agents-refused-put-back-before")));
    assert_eq!(shop.read(|tx| tax::rates(tx, "DE", "standard")).await, before);
    assert_eq!(shop.order(order).await.total(), total, "what was billed meanwhile stays");
    shop.balances().await;
}

#[both_databases]
async fn what_was_new_goes_again(door: Door) {
    let shop = &door.shop;
    let rate = saves(&door, "/settings/shop/tax", "country=FR&class=standard&rate=20").await;
    let class = saves(&door, "/settings/shop/tax-classes", "class=export&category=export").await;
    let way = saves(&door, "/settings/shop/shipping", "brand=1&method=boat&country=DE&price=1").await;
    let code = saves(&door, "/settings/shop/vouchers", "code=SPRING&percent=10").await;
    let plan = saves(&door, "/settings/shop/plans", "brand=1&code=tea&name=Tea&price=12&class=reduced&unit=months&count=1").await;

    for change in [&rate, &class, &way, &code, &plan] {
        assert_eq!(puts_back(shop, shop.noor, change.id).await, None, "{}", change.kind);
    }
    let again = door.post("noor", "/settings/shop/vouchers", "code=SPRING&percent=50").await;

    shop.read(|tx| {
        let kettle = brand::by_code(tx, "kettle")?.expect("the brand");
        assert!(tax::rates(tx, "FR", "standard")?.is_empty());
        assert!(tax_class::find(tx, "export")?.is_none());
        assert_eq!(shipping::rate_of(tx, kettle.id, "boat", "DE", kettle.currency)?, None);
        assert!(voucher::by_code(tx, "SPRING")?.is_none());
        assert!(
            plans::by_code(tx, kettle.id, "tea")?
                .expect("it is kept for those who run by it")
                .archived_at
                .is_some()
        );
        Ok(())
    })
    .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code that was on paper is not given twice");
}

#[both_databases]
async fn brands_entities_prices_and_words_stand_again_as_they_stood(door: Door) {
    const THINGS: &[(&str, &str)] = &[
        ("brand", "1"),
        ("legal_entity", "1"),
        ("shipping_rate", "1 DE EUR standard"),
        ("product", "1"),
        ("variant", "1 1"),
        ("suggestions", ""),
    ];
    let shop = &door.shop;
    let how =
        "is_on=on&least_orders=5&most_shown=1&cooling_off_days=3&taken_within_days=9&hold_out_percent=0&sensitive_goods=&quiet_records=";
    let before = standing(shop, THINGS).await;
    let mut made = Vec::new();
    for (path, form) in [
        ("/settings/shop/brands/1", "name=Tea+%26+Co.&prefix=TC&entity=1"),
        ("/settings/shop/zones", "brand=1&zone=Asia%2FTokyo"),
        ("/settings/shop/looks", "brand=1&colour=%23123456&footer=Drink+tea"),
        ("/settings/shop/entities/1", "name=Tea+GmbH&tax_number=1&line1=New+1&postcode=1&city=Bonn&country=DE&bank=X"),
        ("/settings/shop/shipping", "brand=1&method=standard&country=DE&price=9.90"),
        ("/settings/products/1", "name=Pot&category=steel&description=Hot"),
        ("/settings/products/1", "archived=yes"),
        ("/settings/variants/1/price", "price=59.90&currency=EUR"),
        ("/settings/variants/1/available", "on=off"),
        ("/settings/variants/1/change", "class=reduced"),
        ("/settings/variants/1/change", "archived=yes"),
        ("/settings/suggestions/how", how),
    ] {
        made.push(saves(&door, path, form).await);
    }
    let between = standing(shop, THINGS).await;

    assert_eq!(puts_back(shop, shop.ana, made[0].id).await, Some("agents-refused-not-permitted"));
    assert_eq!(
        puts_back(shop, shop.noor, made[0].id).await,
        Some("agents-refused-moved-on"),
        "its zone and look were changed since"
    );
    for change in made.iter().rev() {
        assert_eq!(puts_back(shop, shop.noor, change.id).await, None, "{}", change.kind);
    }

    let untouched = kept(shop).await.len();
    for (path, form) in [
        ("/settings/shop/brands/1", "name=Kettle&prefix=K&entity=1"),
        ("/settings/products/1", "name=Kettle&category=&description="),
        ("/settings/variants/1/price", "price=49.90&currency=EUR"),
        ("/settings/variants/1/available", "on=on"),
    ] {
        assert_eq!(door.post("noor", path, form).await.status, StatusCode::SEE_OTHER, "{path}");
    }

    assert_eq!(kept(shop).await.len(), untouched, "what changes nothing is no change");
    assert!(before.iter().zip(&between).all(|(before, between)| before.1 != between.1), "each was changed");
    assert_eq!(standing(shop, THINGS).await, before);
    let red = shop.read(|tx| product::by_sku(tx, "KETTLE-RED")).await.expect("red");
    let price = shop.read(move |tx| product::price_of(tx, red.id, eur(0).currency)).await;
    assert_eq!(price, Some(eur(KETTLE)));
}

const RULE: &str = "name=A+lid&kind=cross_sell&look_at=order&has=product&word=kettle&suggest=LID&text_en=Take+%7Bproduct%7D&active=on";

#[both_databases]
async fn a_rule_is_reworded_removed_and_comes_back(door: Door) {
    let shop = &door.shop;
    let all = || async { shop.read(rules::all).await };
    let made = saves(&door, "/settings/suggestions", RULE).await;
    let first = all().await;
    let changed = saves(&door, "/settings/suggestions/1", &RULE.replace("A+lid", "Another").replace("LID", "KETTLE-BLUE")).await;
    let removed = saves(&door, "/settings/suggestions/1/remove", "").await;

    let early = puts_back(shop, shop.noor, changed.id).await;
    let back = (puts_back(shop, shop.noor, removed.id).await, puts_back(shop, shop.noor, changed.id).await);
    let again = all().await;
    let gone = puts_back(shop, shop.noor, made.id).await;

    assert_eq!((removed.name.as_str(), early), ("Another", Some("agents-refused-moved-on")));
    assert_eq!((back, &again), ((None, None), &first));
    assert_eq!((gone, all().await.len()), (None, 0));
    assert!(shop.read(settings::read).await.is_on, "how suggestions are made is another matter");
}

const BOOKING: &str = r#"{"schema":{"properties":{"nights":{"type":"integer","title":"Nights"}},"required":["nights"]},
  "states":["booked","moved"],"actions":{"move":{"from":["booked"],"to":"moved","sets":["nights"]}}}"#;

#[both_databases]
async fn a_type_of_records_stands_again_and_a_new_one_goes_while_it_is_unused(door: OpenDoor) {
    let door = door.0;
    let shop = &door.shop;
    let form = |written: &str| format!("code=booking&name=Booking&definition={}", encoded(written));
    let made = saves(&door, "/settings/record-types", &form(BOOKING)).await;
    let first = shop
        .read(|tx| record_type::by_code(tx, "booking"))
        .await
        .expect("the type")
        .definition()
        .expect("it reads");
    let changed = saves(&door, "/settings/record-types", &form(&BOOKING.replace("Nights", "Days"))).await;
    let opening = format!("/customers/{}/actions/open_record", shop.mia);
    let opened = door.does("ana", &opening, "brand=kettle&type=booking&of=nights&value=3").await;
    assert!(opened.location.contains("?done="), "{}", main(&opened.text));

    let back = puts_back(shop, shop.noor, changed.id).await;
    let now = shop.read(|tx| record_type::by_code(tx, "booking")).await.expect("the type");
    let in_use = puts_back(shop, shop.noor, made.id).await;
    let other = saves(&door, "/settings/record-types", &form(BOOKING).replace("code=booking", "code=table")).await;
    let unused = puts_back(shop, shop.noor, other.id).await;

    assert_eq!((back, now.version, now.definition().expect("it reads")), (None, 3, first));
    assert_eq!((in_use, unused), (Some("orders-record-type-in-use"), None));
    assert!(shop.read(|tx| record_type::by_code(tx, "table")).await.is_none());
}
