//! Whole orders worked out by hand in currencies of no, two and three decimals: discount shared over the pieces, shipping
//! taxed with the goods of its class, tax of each class rounded once. Prices contain 19 % and 7 %.

use crate::stage::{Shop, pay, permissive, wanted};
use db::{Actor, Trouble, Work};
use kit::{Currency, Money};
use orders::action::PlaceOrder;
use orders::bill::{self, BillOf};
use orders::product::{self, NewProduct, NewVariant};
use orders::voucher::{self, Worth};
use orders::{Request, action::Cancel, returns::RefundTo};
use rust_decimal::Decimal;
use testkit::{TestPlace, place_on_postgres, place_on_sqlite};

/// A mug at 19 %, tea at 7 %, how many mugs; then gross, tax and net of the order, and what each piece costs, by hand.
struct Line {
    code: &'static str,
    mug: i64,
    tea: i64,
    mugs: i64,
    owed: (i64, i64, i64),
    pieces: &'static [i64],
}

/// Shipping is 490 of the smallest coin, at 19 %; ten per cent are off the goods.
const TABLE: [Line; 3] = [
    // 1333 less 133 (133.3): 100 (99.77) off the mug, 33 (33.23) off the tea.
    // 900 + 490 = 1390, of which 19/119 = 221.93; 300, of which 7/107 = 19.63.
    Line {
        code: "JPY",
        mug: 1_000,
        tea: 333,
        mugs: 1,
        owed: (1_690, 222 + 20, 1_448),
        pieces: &[900, 300],
    },
    // 44.99 less 4.50 (4.499): 2.00 (1.9995) off each mug, 0.50 (0.5011) off the tea.
    // 17.99 + 17.99 + 4.90 = 40.88, of which 6.5271; 4.51, of which 0.29505.
    Line {
        code: "USD",
        mug: 1_999,
        tea: 501,
        mugs: 2,
        owed: (4_539, 653 + 30, 3_856),
        pieces: &[1_799, 1_799, 451],
    },
    // 13.579 less 1.358 (1.3579): 1.235 (1.23459) off the mug, 0.123 (0.12341) off the tea.
    // 11.110 + 0.490 = 11.600, of which 1.85210; 1.111, of which 0.07268.
    Line {
        code: "KWD",
        mug: 12_345,
        tea: 1_234,
        mugs: 1,
        owed: (12_711, 1_852 + 73, 10_786),
        pieces: &[11_110, 1_111],
    },
];

fn shelve(work: &mut Work<'_>, sku: &str, class: &str, price: Money) -> Result<(), Trouble> {
    let product = product::add(work, &NewProduct { code: sku.into(), name: sku.into(), ..NewProduct::default() })?;
    let new = NewVariant {
        sku: sku.into(),
        options: product::Options::default(),
        tax_class: class.into(),
        tracks_stock: false,
        prices: vec![price],
    };
    product::add_variant(work, product, &new).map(drop)
}

async fn worked_out(place: TestPlace, line: &Line) {
    let (code, mug, tea) = (line.code, line.mug, line.tea);
    let shop = Shop::selling_in(place, code, Some(permissive())).await;
    let currency = Currency::parse(code).expect("a currency");
    shop.works(Actor::System, move |work| {
        shelve(work, "MUG", "standard", Money::new(mug, currency))?;
        shelve(work, "TEA", "reduced", Money::new(tea, currency))?;
        voucher::add(work, "TENTH", Worth::Part(Decimal::new(10, 2)), None, None)
    })
    .await;

    let order = PlaceOrder {
        lines: vec![wanted("MUG", line.mugs), wanted("TEA", 1)],
        voucher: Some("TENTH".into()),
        pay: vec![pay(shop.card)],
        ..shop.two_kettles_and_a_lid()
    };
    let id = shop.does(shop.ana, Request::PlaceOrder(order)).await.outcome.order.expect("an order");

    let entries = shop.read(move |tx| bill::of(tx, BillOf::Order(id))).await;
    let total = bill::total(currency, &entries).expect("small");
    assert_eq!((total.gross.minor, total.tax.minor, total.net.minor), line.owed, "{code}");
    let mut pieces = Vec::new();
    for unit in shop.units(id).await {
        pieces.push(bill::of_unit(currency, &entries, unit).expect("small").gross.minor);
    }
    assert_eq!(pieces, line.pieces, "{code}");
    assert_eq!(shop.order(id).await.paid().minor, line.owed.0, "{code}");

    // Piece by piece it all goes back: every coin of the goods, and nothing more.
    for unit in shop.units(id).await {
        let cancel = Cancel {
            order: id,
            units: vec![unit],
            reason: "any".into(),
            refund_to: RefundTo::Original,
        };
        shop.does(shop.ana, Request::Cancel(cancel)).await;
    }
    let left = shop.order(id).await;
    assert!(left.paid() == left.total() && [0, 490].contains(&left.paid().minor), "{code}: {left:?}");
    shop.balances().await;
}

#[tokio::test]
async fn orders_come_to_what_they_come_to_by_hand() {
    for line in &TABLE {
        worked_out(place_on_sqlite(), line).await;
        if let Some(place) = place_on_postgres() {
            worked_out(place, line).await;
        }
    }
}
