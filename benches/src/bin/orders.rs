//! The order desk: what an action costs, how many a second are durable, and what pages and searches cost among many orders.
//!
//! `cargo run --release -p benches --bin orders -- 1000000`; the number is how many orders to search in. Times are of the CPU,
//! not of the wall, because the machine is shared; only the rate of durable actions is of the wall.

use benches::shop::{Shop, shop, write_orders};
use benches::{cpu, stopwatch};
use db::{Trouble, Tx, sql};
use kit::{Currency, Money};
use orders::action::{Cancel, Exchange, Refund, RefundWhat, ReturnGoods};
use orders::fulfil::{self, Sending};
use orders::returns::RefundTo;
use orders::{Ask, Confirmed, OrderId, Request, unit};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Actions of each kind.
const ACTIONS: usize = 300;
const CALLERS: usize = 8;
/// Actions of each caller.
const EACH: usize = 150;
/// Pages and searches of each kind.
const LOOKS: u64 = 2_000;

#[tokio::main]
async fn main() {
    let count: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let shop = Arc::new(shop(folder.path()).await);
    println!(
        "built {}",
        if cfg!(debug_assertions) {
            "for development: release is several times quicker"
        } else {
            "for release"
        }
    );

    let (floor_cpu, floor_rate) = floor(folder.path());
    println!("floor, one row a commit in a bare loop: {:.3} ms CPU, {floor_rate:.0}/s", ms(floor_cpu));
    for kind in ["place_order", "cancel", "refund", "return", "exchange"] {
        let each = actions(&shop, kind).await;
        println!("{kind}: {:.2} ms CPU (asked: 2), {:.0} × the floor", ms(each), each.as_secs_f64() / floor_cpu.as_secs_f64());
    }
    let rate = durable(&shop).await;
    println!("{CALLERS} callers: {rate:.0} durable actions/s (asked: 200), {:.2} × the floor", rate / floor_rate);

    let lived = lived_through(&shop).await;
    let clock = stopwatch();
    write_orders(&folder.path().join("shop.db"), count).expect("orders");
    println!("{count} orders written in {:.0} s", clock().as_secs_f64());
    let row = row_by_key(&folder.path().join("shop.db"), count);
    println!("floor, one order by its key in a bare loop: {:.4} ms CPU", ms(row));
    let each = read_again(&shop, lived).await;
    println!(
        "page of an order with an exchange: {:.3} ms CPU (asked: 1), {:.0} × the floor",
        ms(each),
        each.as_secs_f64() / row.as_secs_f64()
    );
    let looks = [("order page", 1.0), ("number", 3.0), ("email", 3.0), ("SKU", 3.0), ("tracking", 3.0)];
    for (what, asked) in looks {
        let each = looked(&shop, what, count).await;
        println!("{what}: {:.3} ms CPU (asked: {asked}), {:.0} × the floor", ms(each), each.as_secs_f64() / row.as_secs_f64());
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The cheapest durable change there is.
fn floor(folder: &Path) -> (Duration, f64) {
    let connection = rusqlite::Connection::open(folder.join("floor.db")).expect("a file");
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, what TEXT)")
        .expect("a table");
    let (before, clock) = (cpu(), stopwatch());
    for _ in 0..3_000 {
        connection.execute("INSERT INTO t (what) VALUES ('one row')", []).expect("durable");
    }
    (((cpu() - before) / 3_000).max(Duration::from_micros(1)), 3_000.0 / clock().as_secs_f64())
}

/// The CPU of one action: looked at, confirmed, durable.
async fn actions(shop: &Shop, kind: &str) -> Duration {
    let mut orders = Vec::new();
    if kind != "place_order" {
        for number in 0..ACTIONS {
            orders.push(ready(shop, kind, number).await);
        }
    }
    let before = cpu();
    for number in 0..ACTIONS {
        let request = orders
            .get(number)
            .map_or_else(|| Request::PlaceOrder(shop.order()), |(order, units)| asked(kind, *order, units));
        does(shop, request, format!("{kind} {number}")).await;
    }
    (cpu() - before) / ACTIONS as u32
}

/// An order such an action can be done on.
async fn ready(shop: &Shop, kind: &str, number: usize) -> (OrderId, Vec<unit::UnitId>) {
    let order = does(shop, Request::PlaceOrder(shop.order()), format!("for {kind} {number}"))
        .await
        .expect("an order");
    let arrives = matches!(kind, "return" | "exchange");
    let told = shop.db.work(db::Actor::System, move |work| {
        work.keep_quietly("perhaps it stays here");
        let units: Vec<unit::UnitId> = unit::of(work, order)?.into_iter().map(|unit| unit.id).collect();
        if arrives {
            let sending = Sending { units: units.clone(), carrier: "Post".into(), tracking: format!("T{order}") };
            let sent = fulfil::ship(work, order, &sending)?;
            fulfil::deliver(work, sent)?;
        }
        Ok(units)
    });
    (order, told.await.expect("units"))
}

fn asked(kind: &str, order: OrderId, units: &[unit::UnitId]) -> Request {
    let (one, refund_to) = (vec![units[0]], RefundTo::Original);
    let (reason, condition) = ("changed_mind".to_owned(), Some("unopened".to_owned()));
    match kind {
        "cancel" => Request::Cancel(Cancel { order, units: one, reason, refund_to }),
        "return" => Request::Return(ReturnGoods { order, units: one, reason, condition, refund_to }),
        "exchange" => {
            let wanted = vec!["KETTLE-BLUE".into()];
            Request::Exchange(Exchange { order, units: one, wanted, reason, condition, pay: None, refund_to })
        }
        _ => {
            let refund = RefundWhat::Amount { amount: Money::new(10, Currency::EUR) };
            Request::Refund(Refund { order, refund, reason, refund_to })
        }
    }
}

async fn does(shop: &Shop, request: Request, key: String) -> Option<OrderId> {
    let (ana, looked) = (shop.ana, request.clone());
    let seen = shop.db.read(move |tx| orders::preview(tx, ana, &looked)).await.expect("a preview");
    let ask = Ask { request, hash: seen.hash, key, agreed: true, conversation: None };
    match shop.db.work(ana, move |work| orders::confirm(work, &ask)).await {
        Ok(Confirmed::Done(done)) => done.outcome.order,
        other => panic!("it was not done: {other:?}"),
    }
}

/// Refunds a second, each durable before its caller goes on.
async fn durable(shop: &Arc<Shop>) -> f64 {
    let mut desks = Vec::new();
    for caller in 0..CALLERS {
        desks.push(ready(shop, "durable", caller).await.0);
    }
    let clock = stopwatch();
    let callers: Vec<_> = desks
        .into_iter()
        .enumerate()
        .map(|(caller, order)| {
            let shop = shop.clone();
            tokio::spawn(async move {
                for number in 0..EACH {
                    does(&shop, asked("refund", order, &[unit::UnitId(0)]), format!("caller {caller} {number}")).await;
                }
            })
        })
        .collect();
    for caller in callers {
        caller.await.expect("a caller");
    }
    (CALLERS * EACH) as f64 / clock().as_secs_f64()
}

/// Somewhere among the orders, never twice nearby.
const fn somewhere(number: u64, count: u64) -> u64 {
    1 + number.wrapping_mul(2_654_435_761) % count
}

fn row_by_key(file: &Path, count: u64) -> Duration {
    let connection = rusqlite::Connection::open(file).expect("the shop");
    let before = cpu();
    for number in 0..LOOKS * 10 {
        let mut order = connection.prepare_cached("SELECT * FROM sales_order WHERE id = ?1").expect("a question");
        let found: String = order
            .query_row([1_000_000 + somewhere(number, count).cast_signed()], |row| row.get(1))
            .expect("an order");
        assert!(!found.is_empty());
    }
    ((cpu() - before) / (LOOKS * 10) as u32).max(Duration::from_nanos(100))
}

async fn looked(shop: &Shop, what: &'static str, count: u64) -> Duration {
    let before = cpu();
    for number in 0..LOOKS {
        let n = somewhere(number, count);
        let told = shop.db.read(move |tx| look(tx, what, n));
        assert!(told.await.expect("an answer") > 0, "{what} {n} finds nothing");
    }
    (cpu() - before) / LOOKS as u32
}

fn look(tx: &mut Tx<'_>, what: &str, n: u64) -> Result<usize, Trouble> {
    let typed = match what {
        "order page" => return orders::pages::read_order(tx, &format!("B{n}")).map(|()| 1),
        "number" => format!("B{n}"),
        "email" => format!("buyer{}@example.org", 1 + n / 5),
        "SKU" => format!("SKU-{}", 1 + n % 1_000),
        _ => format!("TRACK{}", 1_000_000 + n),
    };
    Ok(orders::orders::looked_up(tx, &typed, 20)?.len())
}

/// The numbers of orders that were sent, exchanged, and have everything an order can have behind them.
async fn lived_through(shop: &Shop) -> Vec<String> {
    let numbers = shop
        .db
        .read(|tx| sql("SELECT o.number FROM exchange e JOIN sales_order o ON o.id = e.order_id ORDER BY o.id").all(tx));
    numbers.await.expect("numbers")
}

/// The CPU of reading all that the page of each of these orders shows.
async fn read_again(shop: &Shop, numbers: Vec<String>) -> Duration {
    let (before, count) = (cpu(), numbers.len() as u32);
    for number in numbers {
        shop.db.read(move |tx| orders::pages::read_order(tx, &number)).await.expect("a page");
    }
    (cpu() - before) / count.max(1)
}
