//! Illegal actions by the thousand through the portal's door: none is carried out, each is told the right code, and what is
//! somebody else's is not found.

use crate::browser::hidden;
use crate::stage::{House, MIA, TOM, home};
use axum::http::StatusCode;
use db::{Actor, sql};
use kit::{Currency, Money};
use orders::action::{Cancel, ChangeAddress, Exchange, Refund, RefundWhat, ReturnGoods};
use orders::returns::RefundTo;
use orders::unit::UnitId;
use orders::{OrderId, Request};
use testkit::both_databases;

/// What must come of a request.
enum Told {
    Code(&'static str),
    NotFound,
    Stale,
}

struct Pieces {
    arrived: Vec<UnitId>,
    waiting: Vec<UnitId>,
    toms: Vec<UnitId>,
}

fn back(order: OrderId, units: Vec<UnitId>, condition: &str) -> Request {
    Request::Return(ReturnGoods {
        order,
        units,
        reason: "changed_mind".into(),
        condition: Some(condition.into()),
        refund_to: RefundTo::Original,
    })
}

fn cancel(order: OrderId, units: Vec<UnitId>) -> Request {
    Request::Cancel(Cancel { order, units, reason: "changed_mind".into(), refund_to: RefundTo::StoreCredit })
}

/// The number-th of endless variations, asked by Mia: the order in the address, the request, and what she must be told.
fn illegal(house: &House, pieces: &Pieces, number: usize) -> (String, Request, Told) {
    let (arrived, waiting, toms) = (&house.arrived, &house.waiting, &house.toms);
    let one = |units: &[UnitId]| units[number % units.len()];
    let (order, request, told) = match number % 12 {
        0 => (toms, back(toms.id, vec![one(&pieces.toms)], "unopened"), Told::NotFound),
        1 => (arrived, back(toms.id, vec![one(&pieces.toms)], "unopened"), Told::NotFound),
        2 => (arrived, back(arrived.id, vec![one(&pieces.toms)], "unopened"), Told::Code("unit_not_of_order")),
        3 => (waiting, back(waiting.id, vec![one(&pieces.waiting)], "unopened"), Told::Code("return.not_delivered")),
        4 => (arrived, cancel(arrived.id, vec![one(&pieces.arrived)]), Told::Code("cancel.already_left")),
        5 => {
            let ship_to = Some(home(&format!("Somebody {number}")));
            let change = ChangeAddress { order: arrived.id, ship_to, bill_to: None, reason: String::new() };
            (arrived, Request::ChangeAddress(change), Told::Code("order.already_left"))
        }
        6 => {
            let swap = Exchange {
                order: arrived.id,
                units: vec![pieces.arrived[number % 2]],
                wanted: vec!["LID".into()],
                reason: "changed_mind".into(),
                condition: Some("unopened".into()),
                pay: None,
                refund_to: RefundTo::Original,
            };
            (arrived, Request::Exchange(swap), Told::Code("exchange.other_product"))
        }
        7 => (arrived, back(arrived.id, vec![one(&pieces.arrived)], "unopened"), Told::Stale),
        8 => {
            let amount = Money::new(100_000 + number as i64, Currency::EUR);
            let refund = Refund {
                order: arrived.id,
                refund: RefundWhat::Amount { amount },
                reason: "not_as_described".into(),
                refund_to: RefundTo::Original,
            };
            (arrived, Request::Refund(refund), Told::NotFound)
        }
        9 => (arrived, back(arrived.id, vec![one(&pieces.arrived); 2], "unopened"), Told::Code("unit_named_twice")),
        10 => (arrived, back(arrived.id, vec![one(&pieces.arrived)], "used"), Told::Code("return.condition")),
        _ => (arrived, back(arrived.id, Vec::new(), "unopened"), Told::Code("nothing_chosen")),
    };
    (order.number.clone(), request, told)
}

#[both_databases]
async fn illegal_actions_by_the_thousand_change_nothing_and_hear_why(house: House) {
    let mut mia = house.comes_in(MIA).await;
    let ids = async |order| house.units(order).await.into_iter().map(|unit| unit.id).collect::<Vec<_>>();
    let pieces = Pieces {
        arrived: ids(house.arrived.id).await,
        waiting: ids(house.waiting.id).await,
        toms: ids(house.toms.id).await,
    };
    let orders = [house.arrived.id, house.waiting.id, house.toms.id];
    let mut before = Vec::new();
    for order in orders {
        before.push((house.order(order).await, house.states(order).await));
    }
    let actions = house.count("action").await;
    let actor = Actor::Customer(house.mia.0);
    let customer = house.mia;
    let session = house
        .read(move |tx| {
            sql("SELECT MAX(id) FROM portal_session WHERE customer_id = $1")
                .with(customer)
                .only::<i64>(tx, "session")
        })
        .await;

    let mut wrong = Vec::new();
    for number in 0..1_008 {
        let (address, request, told) = illegal(&house, &pieces, number);
        let text = serde_json::to_string(&request).expect("json");
        let origin = orders::Origin::in_session(actor, session);
        let seen = house.base.db.read(move |tx| orders::preview_from(tx, actor, &request, &origin)).await.ok();
        let hash = match (&told, &seen) {
            (Told::Stale, _) => format!("guessed {number}"),
            (_, Some(seen)) => seen.hash.clone(),
            (_, None) => String::new(),
        };
        let key = format!("key {number}");
        let page = mia
            .post(&format!("/portal/orders/{address}/confirm"), &[("request", &text), ("hash", &hash), ("key", &key)])
            .await;
        let right = match told {
            Told::NotFound => page.status == StatusCode::NOT_FOUND,
            Told::Stale => page.status == StatusCode::CONFLICT,
            Told::Code(code) => {
                let reasons = seen.map(|seen| seen.verdict.reasons).unwrap_or_default();
                let why = reasons.iter().find(|reason| reason.code == code);
                page.status == StatusCode::UNPROCESSABLE_ENTITY && why.is_some_and(|why| page.body.contains(&why.text.en))
            }
        };
        if !right {
            wrong.push(format!("{number} {text}: {}", page.status));
        }
    }

    assert!(
        wrong.is_empty(),
        "{} of 1008:\n{}",
        wrong.len(),
        wrong.iter().take(12).cloned().collect::<Vec<_>>().join("\n")
    );
    let mut after = Vec::new();
    for order in orders {
        after.push((house.order(order).await, house.states(order).await));
    }
    assert_eq!((after, house.count("action").await), (before, actions));
}

#[both_databases]
async fn a_key_used_before_does_nothing_else_and_is_nobody_elses(house: House) {
    let (mut mia, mut tom) = (house.comes_in(MIA).await, house.comes_in(TOM).await);
    let (mias, toms) = (house.units(house.arrived.id).await, house.units(house.toms.id).await);
    let asks = async |who: &mut crate::browser::Browser, actor, number: &str, request: Request| {
        let text = serde_json::to_string(&request).expect("json");
        let hash = house.sees(actor, request).await.hash;
        who.post(&format!("/portal/orders/{number}/confirm"), &[("request", &text), ("hash", &hash), ("key", "one")])
            .await
            .status
    };
    let (mia_acts, tom_acts) = (Actor::Customer(house.mia.0), Actor::Customer(house.tom.0));
    let number = house.arrived.number.as_str();

    let first = asks(&mut mia, mia_acts, number, back(house.arrived.id, vec![mias[0].id], "unopened")).await;
    let reused = asks(&mut mia, mia_acts, number, back(house.arrived.id, vec![mias[1].id], "unopened")).await;
    let toms = asks(&mut tom, tom_acts, &house.toms.number, back(house.toms.id, vec![toms[0].id], "unopened")).await;

    assert_eq!((first, reused, toms), (StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::SEE_OTHER));
    assert_eq!(house.states(house.arrived.id).await, ["returning", "delivered", "delivered"]);
}

#[both_databases]
async fn one_preview_confirmed_from_two_browsers_at_once_is_done_once(house: House) {
    let (number, order) = (house.arrived.number.clone(), house.arrived.id);
    let unit = house.units(order).await[0].id.to_string();
    let fields = [("verb", "return"), ("unit", unit.as_str()), ("reason", "changed_mind"), ("condition", "unopened")];
    let mut browsers = Vec::new();
    for _ in 0..3 {
        let mut browser = house.comes_in(MIA).await;
        let page = browser.post(&format!("/portal/orders/{number}/preview"), &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        browsers.push((browser, page));
    }

    let path = format!("/portal/orders/{number}/confirm");
    let tries: Vec<_> = browsers
        .into_iter()
        .flat_map(|(browser, page)| [(browser.clone(), page.body.clone()), (browser, page.body)])
        .map(|(mut browser, page)| {
            let path = path.clone();
            tokio::spawn(async move {
                let (request, hash, key) = (hidden(&page, "request"), hidden(&page, "hash"), hidden(&page, "key"));
                browser.post(&path, &[("request", &request), ("hash", &hash), ("key", &key)]).await.status
            })
        })
        .collect();
    let mut done = 0;
    for one in tries {
        let status = one.await.expect("a task");
        assert!([StatusCode::SEE_OTHER, StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY].contains(&status), "{status}");
        done += i32::from(status == StatusCode::SEE_OTHER);
    }

    assert!((1..=2).contains(&done), "the two of one browser are one and the same: {done}");
    let returns: i64 = house.read(|tx| sql("SELECT COUNT(*) FROM action WHERE verb = 'return'").only(tx, "action")).await;
    assert_eq!(returns, 1);
}
