//! For any sequence of actions, in currencies of no, two and three decimals, the books balance after each of them.

use crate::books::faults;
use crate::stage::{Shop, pay, permissive, wanted};
use db::Actor;
use kit::{Currency, Money};
use orders::action::{
    AdjustBill, Cancel, ChangeItems, ChangeShipping, Credit, Exchange, IssueInvoice, Looked, Pay, PlaceOrder, ReceiveReturn, Refund,
    RefundWhat, Resend, ReturnGoods, TakePayment, WaiveFee,
};
use orders::fulfil::{self, Sending};
use orders::returns::{self, Condition, RefundTo, ReturnState};
use orders::unit::{self, UnitState};
use orders::{Ask, Confirmed, OrderId, Request, shipments};
use proptest::prelude::*;
use testkit::{TestPlace, place_on_postgres, place_on_sqlite};

/// One random step: what, on which pieces, how much.
#[derive(Debug, Clone, Copy)]
struct Step {
    what: u8,
    which: u8,
    minor: i64,
    credit: bool,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let minor = prop_oneof![4 => 1_i64..3_000, 1 => -10_i64..20_000];
    let step = (0_u8..18, any::<u8>(), minor, any::<bool>()).prop_map(|(what, which, minor, credit)| Step { what, which, minor, credit });
    prop::collection::vec(step, 1..28)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_books_balance_after_any_sequence_of_actions(
        code in prop::sample::select(vec!["JPY", "USD", "KWD", "EUR"]),
        steps in steps(),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let told = runtime.block_on(play(place_on_sqlite(), code, steps));
        prop_assert!(told.is_ok(), "{}", told.unwrap_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// Says nothing without a server of that kind.
    #[test]
    fn the_books_balance_on_postgresql_too(code in prop::sample::select(vec!["JPY", "USD", "KWD"]), steps in steps()) {
        if let Some(place) = place_on_postgres() {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
            let told = runtime.block_on(play(place, code, steps));
            prop_assert!(told.is_ok(), "{}", told.unwrap_err());
        }
    }
}

async fn play(place: TestPlace, code: &'static str, steps: Vec<Step>) -> Result<(), String> {
    let shop = Shop::selling_in(place, code, Some(permissive())).await;
    let currency = Currency::parse(code).expect("a currency");
    let mut order = None;
    for (number, step) in steps.into_iter().enumerate() {
        order = take(&shop, currency, order, step).await?.or(order);
        let wrong = shop.read(faults).await;
        if !wrong.is_empty() {
            return Err(format!("after step {number}, {step:?}: {}", wrong.join("\n")));
        }
    }
    Ok(())
}

/// Plays one step; what is denied or refused changes nothing, and anything else is a defect.
async fn take(shop: &Shop, currency: Currency, order: Option<OrderId>, step: Step) -> Result<Option<OrderId>, String> {
    let Some(id) = order.filter(|_| step.what > 0) else {
        let order = place(shop, currency, step);
        return confirmed(shop, Request::PlaceOrder(order)).await;
    };
    if step.what >= 16 {
        fulfilled(shop, id, step).await;
        return Ok(None);
    }
    let Some(request) = requested(shop, currency, id, step).await else { return Ok(None) };
    confirmed(shop, request).await.map(|_| None)
}

fn place(shop: &Shop, currency: Currency, step: Step) -> PlaceOrder {
    let count = i64::from(step.which % 4) + 1;
    let credit = Pay { amount: Some(Money::new(step.minor.clamp(1, 900), currency)), ..pay(shop.credit) };
    let card = Pay { authorise_only: step.which.is_multiple_of(3), ..pay(shop.card) };
    PlaceOrder {
        lines: vec![wanted("KETTLE-RED", count), wanted("LID", 1 + count / 2)],
        pay: if step.credit {
            vec![credit, card]
        } else if step.which.is_multiple_of(5) {
            vec![]
        } else {
            vec![card]
        },
        ..shop.two_kettles_and_a_lid()
    }
}

async fn confirmed(shop: &Shop, request: Request) -> Result<Option<OrderId>, String> {
    let (key, actor) = (shop.key(), shop.ana);
    let told = shop.base.db.work(actor, move |work| {
        let seen = orders::preview(work, actor, &request)?;
        orders::confirm(
            work,
            &Ask {
                request: request.clone(),
                hash: seen.hash,
                key: key.clone(),
                agreed: true,
                conversation: None,
            },
        )
    });
    match told.await {
        Ok(Confirmed::Done(done)) => Ok(done.outcome.order),
        Ok(_) | Err(db::Trouble::Refused(_)) => Ok(None),
        Err(other) => Err(format!("a defect: {other}")),
    }
}

/// The warehouse sends what is here, or the carrier delivers what was sent.
async fn fulfilled(shop: &Shop, order: OrderId, step: Step) {
    shop.works(Actor::System, move |work| {
        work.keep_quietly("perhaps there is nothing to send");
        let here: Vec<_> = unit::of(work, order)?
            .into_iter()
            .filter(|unit| unit.state == UnitState::Ordered)
            .map(|unit| unit.id)
            .collect();
        if !here.is_empty() {
            let some = here.iter().copied().take(1 + usize::from(step.which) % here.len()).collect();
            fulfil::ship(work, order, &Sending { units: some, carrier: "Post".into(), tracking: "T".into() })?;
        }
        if step.credit {
            for sent in shipments::of(work, order)? {
                fulfil::deliver(work, sent.id)?;
            }
        }
        Ok(())
    })
    .await;
}

async fn requested(shop: &Shop, currency: Currency, order: OrderId, step: Step) -> Option<Request> {
    let all = shop.units(order).await;
    let one = all[usize::from(step.which) % all.len()];
    let some: Vec<_> = all.iter().copied().skip(usize::from(step.which) % all.len()).take(2).collect();
    let (amount, reason) = (Money::new(step.minor, currency), "any".to_owned());
    let refund_to = if step.credit { RefundTo::StoreCredit } else { RefundTo::Original };
    let card = step.credit.then(|| pay(shop.card));
    let refund = |refund| Request::Refund(Refund { order, refund, reason: "any".into(), refund_to });
    Some(match step.what {
        1 => Request::Cancel(Cancel { order, units: if step.credit { vec![] } else { some }, reason, refund_to }),
        2 => refund(RefundWhat::Amount { amount }),
        3 => refund(RefundWhat::Part { unit: one, amount }),
        4 => refund(RefundWhat::Units { units: some }),
        5 => refund(RefundWhat::Goodwill { amount }),
        6 if step.minor > 2_000 => refund(RefundWhat::Everything),
        6 => Request::TakePayment(TakePayment { order, pay: Pay { amount: Some(amount), ..pay(shop.credit) }, reason }),
        7 => Request::Return(ReturnGoods { order, units: some, reason, condition: None, refund_to }),
        8 | 9 => received(shop, order, step).await?,
        10 => Request::Exchange(Exchange {
            order,
            units: vec![one],
            wanted: vec!["LID".into()],
            reason,
            condition: None,
            pay: card,
            refund_to,
        }),
        11 => Request::ChangeItems(ChangeItems {
            order,
            take_out: vec![one],
            put_in: vec![wanted("LID", 1)],
            reason,
            pay: card,
            refund_to,
        }),
        12 => Request::ChangeShipping(ChangeShipping { order, shipping: "express".into(), reason, pay: card, refund_to }),
        13 if step.credit => Request::Invoice(IssueInvoice { order }),
        13 => Request::Credit(Credit { order, amount, reason, refund_to }),
        14 => Request::AdjustBill(AdjustBill { order: Some(order), charge: None, amount, reason, pay: card }),
        _ if step.credit => Request::WaiveFee(WaiveFee { order: Some(order), charge: None, reason }),
        _ => Request::Resend(Resend { order, units: vec![one], reason, carrier: "Post".into() }),
    })
}

async fn received(shop: &Shop, order: OrderId, step: Step) -> Option<Request> {
    let open = shop
        .read(move |tx| returns::of(tx, order))
        .await
        .into_iter()
        .find(|found| found.state == ReturnState::Expected)?;
    let id = open.id;
    let units = shop.read(move |tx| returns::units(tx, id)).await;
    let condition = if step.credit { Condition::LikeNew } else { Condition::Damaged };
    let accepted = !step.which.is_multiple_of(4);
    let looked = units.into_iter().map(|unit| Looked { unit: unit.unit, condition, accepted }).collect();
    Some(Request::ReceiveReturn(ReceiveReturn { return_id: id, looked, reason: "any".into() }))
}
