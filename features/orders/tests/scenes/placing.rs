//! Placing orders: what they cost, how they are paid, what is on the shelf afterwards, and finding them again.

use crate::stage::{KETTLE, LID, SHELF, Shop, eur, pay, wanted};
use db::Actor;
use kit::Currency;
use orders::action::{Pay, PlaceOrder};
use orders::bill::{self, BillOf};
use orders::fulfil::{self, Sending};
use orders::papers::{self, PaperKind};
use orders::voucher::{self, Worth};
use orders::{OrderStatus, Request, payments, product, stock};
use rust_decimal::Decimal;
use testkit::both_databases;

#[both_databases]
async fn an_order_is_priced_taxed_paid_and_taken_off_the_shelf(shop: Shop) {
    let order = shop.mia_orders().await;

    let placed = shop.order(order).await;
    assert_eq!(placed.total(), eur(2 * KETTLE + LID + 490));
    assert_eq!((placed.due(), placed.status), (eur(0), OrderStatus::Placed));
    assert_eq!(shop.states(order).await, ["ordered", "ordered", "ordered"]);
    let entries = shop.read(move |tx| bill::of(tx, BillOf::Order(order))).await;
    let tax = bill::total(Currency::EUR, &entries).expect("small").tax;
    // 19 % in 104.70, shipping included, and 7 % in 9.95.
    assert_eq!(tax, eur(1_672 + 65), "{entries:?}");
    let left = shop
        .read(|tx| {
            let red = product::by_sku(tx, "KETTLE-RED")?.expect("on the shelf");
            stock::level(tx, red.id)
        })
        .await;
    assert_eq!(left, Some(SHELF - 2));
    shop.balances().await;
}

#[both_databases]
async fn a_balance_and_a_card_pay_together_and_a_balance_never_more_than_it_holds(shop: Shop) {
    shop.mia_signs_in().await;
    let credit = Pay { amount: Some(eur(1_500)), ..pay(shop.credit) };
    let together = PlaceOrder { pay: vec![credit, pay(shop.card)], ..shop.two_kettles_and_a_lid() };
    let too_much = PlaceOrder { pay: vec![pay(shop.credit)], ..shop.two_kettles_and_a_lid() };

    let order = shop.does(shop.ana, Request::PlaceOrder(together)).await.outcome.order.expect("an order");
    let code = shop.denied(shop.ana, Request::PlaceOrder(too_much)).await;

    assert_eq!(code, "balance_too_low");
    let lines = shop.read(move |tx| payments::of(tx, BillOf::Order(order))).await;
    let amounts: Vec<i64> = lines.iter().map(|line| line.amount().minor).collect();
    assert_eq!(amounts, [1_500, 2 * KETTLE + LID + 490 - 1_500]);
    shop.balances().await;
}

#[both_databases]
async fn a_voucher_takes_its_part_off_each_piece_and_is_used_up(shop: Shop) {
    shop.works(Actor::System, |work| voucher::add(work, "TEA10", Worth::Part(Decimal::new(10, 2)), None, Some(1)))
        .await;
    shop.mia_signs_in().await;
    let with_it = PlaceOrder { voucher: Some("tea10".into()), ..shop.two_kettles_and_a_lid() };

    let order = shop.does(shop.ana, Request::PlaceOrder(with_it.clone())).await.outcome.order.expect("an order");
    let again = shop.denied(shop.ana, Request::PlaceOrder(with_it)).await;

    let off = (2 * KETTLE + LID) / 10 + 1;
    assert_eq!(shop.order(order).await.total(), eur(2 * KETTLE + LID + 490 - off));
    assert_eq!(again, "voucher_used_up");
    shop.balances().await;
}

#[both_databases]
async fn sending_captures_what_was_reserved_and_issues_the_invoice(shop: Shop) {
    shop.mia_signs_in().await;
    let reserve = PlaceOrder {
        pay: vec![Pay { authorise_only: true, ..pay(shop.card) }],
        ..shop.two_kettles_and_a_lid()
    };
    let order = shop.does(shop.ana, Request::PlaceOrder(reserve)).await.outcome.order.expect("an order");
    assert_eq!(shop.order(order).await.paid(), eur(0));

    let units = shop.units(order).await;
    let parcel = Sending { units: units[..2].to_vec(), carrier: "Post".into(), tracking: "RR123".into() };
    shop.works(Actor::System, move |work| fulfil::ship(work, order, &parcel)).await;

    let now = shop.order(order).await;
    assert_eq!((now.due(), now.status), (eur(0), OrderStatus::PartlyShipped));
    let papers = shop.read(move |tx| papers::of(tx, BillOf::Order(order))).await;
    assert_eq!(
        papers.iter().map(|paper| (paper.kind, paper.number.as_str())).collect::<Vec<_>>(),
        [(PaperKind::Invoice, "KC-I000001")]
    );
    assert_eq!(papers[0].gross(), now.total());
    let contents = papers[0].contents().expect("untouched");
    assert_eq!((contents.lines[0].label.as_str(), contents.lines[0].count), ("Kettle (red)", 2));
    shop.balances().await;
}

#[both_databases]
async fn orders_are_found_by_whatever_a_customer_has_at_hand(shop: Shop) {
    let order = shop.mia_orders().await;
    shop.arrives(order).await;
    let number = shop.order(order).await.number;

    for typed in [
        number.clone(),
        format!("#{}", number.to_lowercase()),
        "MIA@example.org".into(),
        "LID".into(),
        format!("TRACK{order}"),
    ] {
        let shown = typed.clone();
        let found = shop.read(move |tx| orders::orders::looked_up(tx, &typed, 10)).await;
        assert_eq!(found.iter().map(|order| order.id).collect::<Vec<_>>(), [order], "{shown}");
    }
    assert!(shop.read(|tx| orders::orders::looked_up(tx, "nobody@example.org", 10)).await.is_empty());
}

#[both_databases]
async fn what_is_not_on_the_shelf_is_not_sold(shop: Shop) {
    shop.mia_signs_in().await;
    let many = PlaceOrder { lines: vec![wanted("LID", SHELF + 1)], ..shop.two_kettles_and_a_lid() };
    let unknown = PlaceOrder { lines: vec![wanted("TEAPOT", 1)], ..shop.two_kettles_and_a_lid() };

    assert_eq!(shop.denied(shop.ana, Request::PlaceOrder(many)).await, "items.out_of_stock");
    assert_eq!(shop.denied(shop.ana, Request::PlaceOrder(unknown)).await, "items.out_of_stock");
    assert!(shop.read(|tx| orders::orders::newest(tx, None, 10)).await.is_empty());
}
