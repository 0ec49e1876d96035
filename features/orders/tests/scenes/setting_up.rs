//! What an administrator changes after the shop was set up, and what an agent's everyday no leaves behind: at the door.

use crate::door::{Door, main};
use crate::stage::{Shop, home, pay, wanted};
use axum::http::StatusCode;
use orders::action::{IssueInvoice, PlaceOrder};
use orders::bill::BillOf;
use orders::{OrderId, Request, papers, product};
use testkit::both_databases;

async fn banks(shop: &Shop, order: OrderId) -> Vec<(String, String)> {
    let issued = shop.read(move |tx| papers::of(tx, BillOf::Order(order))).await;
    let each = issued.iter().map(|paper| paper.contents().expect("as issued"));
    each.map(|paper| (paper.bank, paper.seller.address.line1)).collect()
}

#[both_databases]
async fn a_company_moves_and_banks_elsewhere_and_its_old_papers_stay(door: Door) {
    let shop = &door.shop;
    let (first, second) = (shop.mia_orders().await, shop.mia_orders().await);
    shop.does(shop.ana, Request::Invoice(IssueInvoice { order: first })).await;
    let page = door.get("noor", "/settings/shop").await;

    let form = "name=Kettle+%26+Co.+GmbH&tax_number=DE123456789&line1=Neue+Str.+2&postcode=10115&city=Berlin&country=DE&bank=DE02+1203";
    let moved = door.post("noor", "/settings/shop/entities/1", form).await;
    let nowhere = door.post("noor", "/settings/shop/entities/1", "name=Kettle&line1=&city=&country=DE").await;
    let ben = door.post("ana", "/settings/shop/entities/1", form).await;
    shop.does(shop.ana, Request::Invoice(IssueInvoice { order: second })).await;

    assert!(
        page.text.contains("action=\"/settings/shop/entities/1\"") && page.text.contains("IBAN"),
        "{}",
        main(&page.text)
    );
    assert_eq!(
        (moved.status, nowhere.status, ben.status),
        (StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::FORBIDDEN)
    );
    assert_eq!(banks(shop, first).await, [("IBAN".to_owned(), "Teestr. 1".to_owned())]);
    assert_eq!(banks(shop, second).await, [("DE02 1203".to_owned(), "Neue Str. 2".to_owned())]);
    let pdf = door.get("ana", "/papers/1.pdf").await;
    assert_eq!((pdf.status, pdf.kind.as_str()), (StatusCode::OK, "application/pdf"), "the old one still prints");
}

#[both_databases]
async fn a_brand_is_renamed_and_its_next_orders_are_numbered_anew(door: Door) {
    let before = door.shop.mia_orders().await;

    let changed = door.post("noor", "/settings/shop/brands/1", "name=Kettle+%26+Tea&prefix=kt&entity=1").await;
    let nobodys = door.post("noor", "/settings/shop/brands/1", "name=Kettle&prefix=K&entity=99").await;

    assert_eq!((changed.status, nobodys.status), (StatusCode::SEE_OTHER, StatusCode::NOT_FOUND));
    let after = door.shop.mia_orders().await;
    assert!(door.shop.order(before).await.number.starts_with("K1"), "orders placed keep their numbers");
    assert!(door.shop.order(after).await.number.starts_with("KT"));
}

fn one(shop: &Shop, sku: &str) -> Request {
    let lines = vec![wanted(sku, 1)];
    Request::PlaceOrder(PlaceOrder {
        lines,
        ship_to: Some(home("Mia")),
        pay: vec![pay(shop.card)],
        ..shop.two_kettles_and_a_lid()
    })
}

#[both_databases]
async fn a_product_is_renamed_filed_elsewhere_and_taken_off_the_shelf(door: Door) {
    let shop = &door.shop;
    shop.mia_signs_in().await;
    let lid = shop.read(|tx| product::by_code(tx, "lid")).await.expect("the lid").id;
    let variant = shop.read(|tx| product::by_sku(tx, "LID")).await.expect("the lid").id;
    let path = format!("/settings/products/{lid}");

    let renamed = door.post("noor", &path, "name=Steel+lid&category=hygiene&description=Fits").await;
    let taxed = door.post("noor", &format!("/settings/variants/{variant}/change"), "class=standard").await;
    let now = shop.read(move |tx| Ok((product::find(tx, lid)?, product::variant_of(tx, variant)?))).await;
    let gone = door.post("noor", &path, "archived=yes").await;
    let denied = shop.denied(shop.ana, one(shop, "LID")).await;
    let list = door.get("noor", "/settings/products").await;
    let back = door.post("noor", &path, "archived=no").await;
    shop.does(shop.ana, one(shop, "LID")).await;
    let agents = door.post("ana", &path, "name=Mine").await;

    assert_eq!((renamed.status, taxed.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{}", main(&renamed.text));
    assert_eq!((now.0.name.as_str(), now.0.category.as_str(), now.0.description.as_str()), ("Steel lid", "hygiene", "Fits"));
    assert_eq!((now.1.tax_class.as_str(), now.1.tracks_stock), ("standard", false));
    assert_eq!(
        (gone.status, back.status, agents.status),
        (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER, StatusCode::FORBIDDEN)
    );
    assert_eq!(denied, "items.out_of_stock");
    assert!(list.text.contains("已下架") && list.text.contains("Steel lid"), "{}", main(&list.text));
}

#[both_databases]
async fn an_agents_no_is_in_the_report_though_nobody_pressed_a_button(door: Door) {
    let order = door.shop.mia_orders().await;
    let number = door.shop.order(order).await.number;
    let path = format!("/orders/{number}/actions/refund");

    let no = door.post("ana", &path, "what=amount&amount=900.00&reason=damaged").await;
    door.post("ana", &path, "what=amount&amount=900.00&reason=damaged").await;
    let report = door.get("noor", "/reports/orders").await;

    assert!(no.text.contains("refund.more_than_paid"), "{}", main(&no.text));
    assert!(!no.text.contains("/confirm\""), "a no has no button");
    let row = "refund.more_than_paid</td><td class=\"number\">1</td>";
    assert!(report.text.contains(row), "looked at twice, kept once: {}", main(&report.text));
    let story = door.get("ana", &format!("/orders/{number}")).await;
    assert!(story.text.contains("/verdicts/"), "{}", main(&story.text));
}

#[both_databases]
async fn what_is_asked_in_mias_conversation_is_about_mias_orders(door: Door) {
    let shop = &door.shop;
    let (tom, card) = (shop.tom, shop.toms_card);
    shop.works(db::Actor::System, move |work| {
        orders::verification::known_by_channel(
            work,
            tom,
            orders::verification::Method::SignedIn,
            orders::verification::Within::With(db::Actor::System),
        )
    })
    .await;
    let toms = PlaceOrder { customer: tom, pay: vec![pay(card)], ..shop.two_kettles_and_a_lid() };
    let order = shop.does(shop.ana, Request::PlaceOrder(toms)).await.outcome.order.expect("an order");
    let path = format!("/orders/{}/actions/cancel", shop.order(order).await.number);

    let in_mias = door.post("ana", &path, "reason=changed_mind&conversation=7").await;
    let alone = door.post("ana", &path, "reason=changed_mind").await;

    assert!(in_mias.text.contains("order.not_yours") && !in_mias.text.contains("/confirm\""), "{}", main(&in_mias.text));
    assert!(alone.text.contains("/confirm\""), "{}", main(&alone.text));
}
