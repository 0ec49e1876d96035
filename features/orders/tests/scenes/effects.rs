//! What a change of the shop would mean, told before it is saved: an example by our own prices, and what it leaves untouched.

use crate::door::{Door, OpenDoor, encoded, main};
use crate::stage::{KETTLE, Shop, eur};
use axum::http::StatusCode;
use db::{Actor, sql};
use kit::Money;
use orders::effects::{self, BrandEffect, ClassUse, EntityEffect, Stands};
use orders::tax::Taxed;
use orders::voucher::Worth;
use orders::{brand, plans, product, record_type, records, shipping, tax};
use rust_decimal::Decimal;
use testkit::both_databases;

/// What is inside a gross amount at so many per cent, rounded half up, worked out by hand.
fn inside(gross: i64, percent: i64) -> Taxed {
    let tax = (2 * gross * percent + (100 + percent)) / (2 * (100 + percent));
    Taxed { net: eur(gross - tax), tax: eur(tax), gross: eur(gross) }
}

async fn rates(shop: &Shop) -> usize {
    shop.read(|tx| tax::rates(tx, "DE", "standard")).await.len()
}

#[both_databases]
async fn a_rate_of_tax_is_seen_on_a_basket_and_touches_no_open_order(door: Door) {
    let shop = &door.shop;
    let order = shop.mia_orders().await;
    let total = shop.order(order).await.total();

    let effect = shop
        .read(|tx| effects::tax(tx, "DE", "standard", Decimal::new(25, 2)))
        .await
        .expect("a brand sells there");
    let preview = door.get("noor", "/settings/shop/preview?form=tax&country=de&class=standard&rate=25").await;
    let by_button = door.post("noor", "/settings/shop/tax", "country=DE&class=standard&rate=25&show=yes").await;
    let shown_only = rates(shop).await;
    let saved = door.post("noor", "/settings/shop/tax", "country=DE&class=standard&rate=25").await;
    shop.arrives(order).await;
    let later = shop.read(|tx| effects::tax(tx, "DE", "standard", Decimal::new(19, 2))).await.expect("a brand");

    // A red and a blue kettle and the cheapest way to send them, all of the class.
    let gross = 2 * KETTLE + 490;
    assert_eq!((effect.before, effect.after), (Some(inside(gross, 19)), Some(inside(gross, 25))));
    assert_eq!((effect.now, effect.open_orders, effect.subscriptions), (Some(Decimal::new(19, 2)), 1, 0));
    for page in [&preview.text, &by_button.text] {
        assert!(page.contains("25 %") && page.contains("涉及 1 个未完成的订单"), "{}", main(page));
    }
    assert!(
        by_button.text.contains("id=\"tax-effect\"") && by_button.text.contains("value=\"25\""),
        "{}",
        main(&by_button.text)
    );
    assert_eq!((by_button.status, shown_only, saved.status), (StatusCode::OK, 1, StatusCode::SEE_OTHER));
    assert_eq!((later.now, later.open_orders), (Some(Decimal::new(25, 2)), 0));
    assert_eq!(shop.order(order).await.total(), total, "what was billed stays");
    shop.balances().await;
}

#[both_databases]
async fn a_class_without_a_rate_is_not_sold_until_it_has_one(door: Door) {
    let effect = door.shop.read(|tx| effects::tax(tx, "FR", "standard", Decimal::new(20, 2))).await.expect("a brand");
    let preview = door.get("noor", "/settings/shop/preview?form=tax&country=FR&class=standard&rate=20").await;
    let half = door.get("noor", "/settings/shop/preview?form=tax&country=FR&class=standard&rate=").await;
    let nonsense = door.get("noor", "/settings/shop/preview?form=tax&country=France&class=standard&rate=20").await;

    // Nothing is shipped there, so the goods go alone.
    assert_eq!((effect.now, effect.before, effect.after), (None, None, Some(inside(2 * KETTLE, 20))));
    assert!(preview.text.contains("当地此前没有该税类的税率"), "{}", preview.text);
    assert!(half.text.contains("填写各项即可查看效果"), "{}", half.text);
    assert_eq!(nonsense.status, StatusCode::OK);
    assert!(!nonsense.text.contains("<table"), "a refusal is a sentence: {}", nonsense.text);
}

#[both_databases]
async fn a_price_of_shipping_is_seen_on_the_example_order(door: Door) {
    let shop = &door.shop;
    shop.mia_orders().await;
    let kettle = shop.read(|tx| brand::by_code(tx, "kettle")).await.expect("the brand");

    let one = kettle.clone();
    let dearer = shop.read(move |tx| effects::shipping(tx, one, "standard", "DE", eur(990))).await;
    let new = shop.read(move |tx| effects::shipping(tx, kettle, "boat", "DE", eur(100))).await;
    let preview = door
        .get("noor", "/settings/shop/preview?form=shipping&brand=1&method=standard&country=DE&price=9,90")
        .await;

    let goods = 2 * KETTLE;
    assert_eq!((dearer.now, dearer.open_orders), (Some(eur(490)), 1));
    assert_eq!((dearer.before, dearer.after), (Some(inside(goods + 490, 19)), Some(inside(goods + 990, 19))));
    assert_eq!((new.now, new.before, new.after, new.open_orders), (None, None, Some(inside(goods + 100, 19)), 0));
    assert!(preview.text.contains("4.90") && preview.text.contains("9.90"), "{}", preview.text);
}

#[both_databases]
async fn what_is_taken_off_sale_says_where_it_stands(door: Door) {
    let shop = &door.shop;
    let rule = "name=A+lid&kind=cross_sell&look_at=order&has=product&word=kettle&suggest=LID&active=on";
    door.post("noor", "/settings/suggestions", rule).await;
    let order = shop.mia_orders().await;
    let (kettle, lid, red) = shop
        .read(|tx| {
            let by = |tx: &mut db::Tx<'_>, code: &str| Ok::<_, db::Trouble>(product::by_code(tx, code)?.expect(code).id);
            Ok((by(tx, "kettle")?, by(tx, "lid")?, product::by_sku(tx, "KETTLE-RED")?.expect("red").id))
        })
        .await;
    let stands = || async move {
        shop.read(move |tx| {
            Ok((effects::stands_product(tx, kettle)?, effects::stands_product(tx, lid)?, effects::stands_variant(tx, red)?))
        })
        .await
    };

    let waiting = stands().await;
    let page = door.get("noor", &format!("/settings/products/{kettle}")).await.text;
    shop.arrives(order).await;
    let after = stands().await;

    let all = |open_orders, rules| Stands { open_orders, waiting: 0, rules };
    assert_eq!(waiting, (all(1, 1), all(1, 1), all(1, 0)));
    assert_eq!(after, (all(0, 1), all(0, 1), all(0, 0)), "what has left is not open");
    assert!(page.contains("1 个未完成的订单包含它并予以保留") && page.contains("1 条规则推荐或查找它"), "{}", main(&page));
}

#[both_databases]
async fn a_request_that_waits_for_a_yes_is_counted_where_it_names_the_goods(shop: Shop) {
    let red = shop.read(|tx| product::by_sku(tx, "KETTLE-RED")).await.expect("red").id;
    let order = shop.mia_orders().await;
    shop.works(Actor::System, move |work| {
        work.keep_quietly("a request as an agent would have left it");
        let verdict: i64 = sql("SELECT MAX(id) FROM verdict").only(work, "verdict")?;
        for (key, sku, state) in [("a", "KETTLE-RED", "waiting"), ("b", "LID", "waiting"), ("c", "KETTLE-RED", "given")] {
            sql("INSERT INTO approval (key, verb, request, preview, preview_hash, verdict_id, order_id, minor, currency, role, asker_kind, asked_at, expires_at, state)
                 VALUES ($1, 'change_items', $2, '{}', '', $3, $4, 0, 'EUR', 'lead', 'system', 0, 0, $5)")
            .with(key)
            .with(format!("{{\"verb\":\"change_items\",\"put_in\":[{{\"sku\":\"{sku}\",\"count\":1}}]}}"))
            .with(verdict)
            .with(order)
            .with(state)
            .run(work)?;
        }
        Ok(())
    })
    .await;

    let stands = shop.read(move |tx| effects::stands_variant(tx, red)).await;

    assert_eq!(stands, Stands { open_orders: 1, waiting: 1, rules: 0 });
}

#[both_databases]
async fn a_price_and_a_class_are_seen_on_one_piece(door: Door) {
    let shop = &door.shop;
    shop.mia_orders().await;
    let red = shop.read(|tx| product::by_sku(tx, "KETTLE-RED")).await.expect("red").id;
    let usd = Money::new(5_500, kit::Currency::parse("USD").expect("dollars"));

    let price = shop.read(move |tx| effects::price(tx, red, eur(5_990))).await;
    let dollars = shop.read(move |tx| effects::price(tx, red, usd)).await;
    let class = shop.read(move |tx| effects::class(tx, red, "reduced")).await;
    let preview = door
        .get("noor", &format!("/settings/variants/{red}/preview?what=price&price=59.90&currency=EUR"))
        .await;
    let by_button = door
        .post("noor", &format!("/settings/variants/{red}/price"), "price=59.90&currency=EUR&show=yes")
        .await;
    let now = shop.read(move |tx| product::price_of(tx, red, eur(0).currency)).await;

    let stocked = door.get("noor", &format!("/settings/variants/{red}/preview?what=stock&quantity=12")).await;
    let too_few = door.get("noor", &format!("/settings/variants/{red}/preview?what=stock&quantity=-9999")).await;

    // Of five hundred two were sold.
    assert!(stocked.text.contains("现有 498 件，将变为 510 件"), "{}", stocked.text);
    assert!(too_few.text.contains("现有仅 498 件"), "{}", too_few.text);
    assert_eq!((price.now, price.before, price.after), (Some(eur(KETTLE)), Some(inside(KETTLE, 19)), Some(inside(5_990, 19))));
    assert_eq!(price.stands, Stands { open_orders: 1, waiting: 0, rules: 0 });
    assert_eq!((dollars.now, dollars.after), (None, None), "nobody sells in dollars");
    assert_eq!((class.before, class.after), (Some(inside(KETTLE, 19)), Some(inside(KETTLE, 7))));
    assert!(preview.text.contains("49.90") && preview.text.contains("59.90"), "{}", preview.text);
    assert_eq!((by_button.status, now), (StatusCode::OK, Some(eur(KETTLE))), "showing saves nothing");
    assert!(by_button.text.contains("value=\"59.90\""), "{}", main(&by_button.text));
}

#[both_databases]
async fn a_voucher_and_a_plan_are_seen_before_they_are_offered(door: Door) {
    let shop = &door.shop;
    let goods = 2 * KETTLE;

    let part = shop.read(|tx| effects::voucher(tx, Worth::Part(Decimal::new(10, 2)))).await.expect("a brand");
    let large = shop.read(|tx| effects::voucher(tx, Worth::Amount(eur(100_000)))).await.expect("a brand");
    let other = Money::new(500, kit::Currency::parse("USD").expect("dollars"));
    let foreign = shop.read(move |tx| effects::voucher(tx, Worth::Amount(other))).await;
    let form = "brand=1&code=tea&name=Tea+of+the+month&price=12&class=reduced&unit=months&count=1";
    let new = door.get("noor", &format!("/settings/shop/preview?form=plans&{form}")).await;
    door.post("noor", "/settings/shop/plans", form).await;
    let dearer = shop
        .read(|tx| {
            let brand = brand::by_code(tx, "kettle")?.expect("the brand");
            let plan = plans::by_code(tx, brand.id, "tea")?.expect("the plan");
            effects::plan(tx, &brand, Some(&plan), "reduced", eur(1_500))
        })
        .await;

    assert_eq!(
        (part.off, part.before, part.after),
        (eur(goods / 10), Some(inside(goods + 490, 19)), Some(inside(goods - goods / 10 + 490, 19)))
    );
    assert_eq!((large.off, large.after), (eur(goods), Some(inside(490, 19))), "never more than the goods cost");
    assert!(foreign.is_none());
    assert!(new.text.contains("新套餐"), "{}", new.text);
    assert_eq!((dearer.now, dearer.billed, dearer.running), (Some(eur(1_200)), Some(inside(1_500, 7)), 0));
}

#[both_databases]
async fn what_stands_under_a_brand_an_entity_and_a_class_is_counted(door: Door) {
    let shop = &door.shop;
    let order = shop.mia_orders().await;
    shop.does(shop.ana, orders::Request::Invoice(orders::action::IssueInvoice { order })).await;

    let (kettle, entity, reduced) = shop
        .read(|tx| {
            let kettle = brand::by_code(tx, "kettle")?.expect("the brand");
            Ok((effects::brand(tx, kettle.id)?, effects::entity(tx, kettle.legal_entity)?, effects::class_use(tx, "reduced")?))
        })
        .await;
    let renamed = door.get("noor", "/settings/shop/preview?form=brand-1&name=Kettle&prefix=kt&entity=1").await;
    let zone = door.get("noor", "/settings/shop/preview?form=zones&brand=1&zone=Asia/Tokyo").await;
    let nowhere = door.get("noor", "/settings/shop/preview?form=zones&brand=1&zone=Mars/Olympus").await;

    assert_eq!(
        (kettle, entity),
        (BrandEffect { orders: 1, papers: 1 }, EntityEffect { papers: 1, brands: vec!["Kettle".into()] })
    );
    assert_eq!(reduced, ClassUse { variants: 1, plans: 0, rates: 1 });
    assert!(renamed.text.contains("KT1042") && renamed.text.contains("K1042"), "{}", renamed.text);
    assert!(zone.text.contains("当前时间为") && !nowhere.text.contains("当前时间为"), "{}", zone.text);
}

const BOOKING: &str = r#"{"schema":{"properties":{"nights":{"type":"integer","title":"Nights","maximum":30},"room":{"type":"string"}},"required":["nights"]},
  "states":["booked","moved"],"actions":{"move":{"from":["booked"],"to":"moved","sets":["nights"]}}}"#;

#[both_databases]
async fn a_type_of_records_shows_its_form_and_which_records_would_not_fit(door: OpenDoor) {
    let door = door.0;
    let shop = &door.shop;
    let defines = |definition: &str| format!("code=booking&name=Booking&definition={}", encoded(definition));
    door.post("noor", "/settings/record-types", &defines(BOOKING)).await;
    let opening = format!("/customers/{}/actions/open_record", shop.mia);
    for nights in ["3", "20"] {
        let filled = format!("brand=kettle&type=booking&of=nights&value={nights}&of=room&value=double");
        let opened = door.does("ana", &opening, &filled).await;
        assert!(opened.location.contains("?done="), "{}", main(&opened.text));
    }
    let shorter = BOOKING.replace("30", "7");
    let elsewhere = BOOKING.replace("\"booked\"", "\"asked\"");

    let read: record_type::Definition = serde_json::from_str(&shorter).expect("it reads");
    let effect = shop.read(move |tx| effects::record_type(tx, "booking", &read)).await;
    let preview = door.get("noor", &format!("/settings/record-types/preview?{}", defines(&shorter))).await;
    let by_button = door.post("noor", "/settings/record-types", &format!("{}&show=yes", defines(&shorter))).await;
    let version = shop.read(|tx| record_type::by_code(tx, "booking")).await.expect("the type").version;
    let lost = door.get("noor", &format!("/settings/record-types/preview?{}", defines(&elsewhere))).await;
    let broken = door.get("noor", "/settings/record-types/preview?code=booking&definition=%7B").await;
    let kept = shop.read(|tx| records::find(tx, 2)).await.fields().expect("stored");

    assert_eq!((effect.records, effect.misfits, effect.by_field), (2, 1, vec![("nights".to_owned(), 1)]));
    for page in [&preview.text, &by_button.text] {
        assert!(page.contains("Nights"), "{page}");
        assert!(page.contains("1 条记录不符合新字段"), "{page}");
    }
    assert_eq!((by_button.status, version), (StatusCode::OK, 1), "showing saves nothing");
    assert!(lost.text.contains("2 条记录处于"), "{}", lost.text);
    assert_eq!(broken.status, StatusCode::OK);
    assert_eq!(kept["nights"].as_i64(), Some(20), "records stay as they are");
}

#[both_databases]
async fn whoever_may_not_manage_the_shop_is_told_nothing_of_it(door: Door) {
    for path in [
        "/settings/shop/preview?form=tax&country=DE&class=standard&rate=25",
        "/settings/products/1/preview?category=x",
        "/settings/variants/1/preview?what=price&price=1&currency=EUR",
        "/settings/suggestions/preview?suggest=LID",
        "/settings/suggestions/how/preview?is_on=on",
        "/settings/record-types/preview?code=x&definition=%7B%7D",
    ] {
        assert_eq!(door.get("ana", path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let tried = door.post("ana", "/settings/shop/tax", "country=DE&class=standard&rate=25&show=yes").await;
    assert_eq!(tried.status, StatusCode::FORBIDDEN);
    let ways = door
        .shop
        .read(|tx| {
            let kettle = brand::by_code(tx, "kettle")?.expect("the brand");
            shipping::methods(tx, kettle.id, "DE", kettle.currency)
        })
        .await;
    assert_eq!(ways.len(), 2);
}
