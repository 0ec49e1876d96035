//! Illegal actions by the thousand, from every kind of actor: none is carried out, each is told the right code.

use crate::books::faults;
use crate::stage::{KETTLE, Shop, cancel, eur, home, refund};
use db::{Actor, Trouble};
use kit::{Currency, Money};
use orders::action::{AdjustBill, ChangeAddress, Exchange, Pay, RefundWhat, Resend, ReturnGoods, TakePayment};
use orders::returns::RefundTo;
use orders::unit::UnitId;
use orders::{Ask, Confirmed, OrderId, Request};
use testkit::both_databases;

/// A request that must not be carried out, and the code it must be told.
struct Illegal {
    request: Request,
    code: &'static str,
}

/// The number-th of endless variations.
fn illegal(shop: &Shop, number: i64, here: (OrderId, &[UnitId]), sent: (OrderId, &[UnitId])) -> Illegal {
    let (order, units) = here;
    let one = |units: &[UnitId]| units[number.unsigned_abs() as usize % units.len()];
    let original = |what| refund(sent.0, what, RefundTo::Original);
    let paid_with = |method| TakePayment {
        order,
        pay: Pay { method, amount: Some(eur(1 + number)), authorise_only: false },
        reason: String::new(),
    };
    let (request, code) = match number % 11 {
        0 => (original(RefundWhat::Amount { amount: eur(20_000 + number) }), "refund.more_than_paid"),
        1 => (original(RefundWhat::Part { unit: one(sent.1), amount: eur(KETTLE + 1 + number) }), "refund_exceeds_paid"),
        2 => (original(RefundWhat::Amount { amount: eur(-number) }), "amount.nothing"),
        3 => (original(RefundWhat::Amount { amount: Money::new(100 + number, Currency::USD) }), "two_currencies"),
        4 => (cancel(sent.0, vec![one(sent.1)]), "cancel.already_left"),
        5 => (cancel(order, vec![one(sent.1)]), "unit_not_of_order"),
        6 => {
            let condition = Some("unopened".into());
            let back = ReturnGoods {
                order,
                units: vec![one(units)],
                reason: "changed_mind".into(),
                condition,
                refund_to: RefundTo::Original,
            };
            (Request::Return(back), "return.not_delivered")
        }
        7 => (
            Request::Resend(Resend { order, units: vec![one(units)], reason: "lost".into(), carrier: String::new() }),
            "resend.not_sent",
        ),
        8 => (Request::TakePayment(paid_with(shop.toms_card)), "payment.not_valid"),
        9 => {
            let ship_to = Some(home("Somebody Else"));
            (
                Request::ChangeAddress(ChangeAddress { order: sent.0, ship_to, bill_to: None, reason: String::new() }),
                "order.already_left",
            )
        }
        _ => {
            let swap = Exchange {
                order: sent.0,
                units: vec![one(sent.1)],
                wanted: vec!["KETTLE-RED".into(), "LID".into()],
                reason: "changed_mind".into(),
                condition: Some("used".into()),
                pay: None,
                refund_to: RefundTo::Original,
            };
            (Request::Exchange(swap), "return.condition")
        }
    };
    Illegal { request, code }
}

#[both_databases]
async fn illegal_actions_by_the_thousand_change_nothing_and_hear_why(shop: Shop) {
    let here = shop.mia_orders().await;
    let sent = shop.mia_orders().await;
    shop.arrives(sent).await;
    let (here_units, sent_units) = (shop.units(here).await, shop.units(sent).await);
    let before = (shop.order(here).await, shop.order(sent).await);
    let actors = [shop.ana, Actor::Customer(shop.mia.0), Actor::Automation(1), shop.ben];

    let mut wrong = Vec::new();
    for number in 0..1_100 {
        let actor = actors[usize::try_from(number).unwrap_or(0) / 11 % actors.len()];
        let Illegal { request, code } = illegal(&shop, number, (here, &here_units), (sent, &sent_units));
        let shown = format!("{number}: {request:?} by {actor:?}");
        match shop.asks(actor, request).await {
            Confirmed::Denied(verdict, _) if verdict.reasons.iter().any(|reason| reason.code == code) => {}
            other => wrong.push(format!("{shown}: {code} was due, not {other:?}")),
        }
    }

    assert!(wrong.is_empty(), "{} of 1100:\n{}", wrong.len(), wrong.iter().take(5).cloned().collect::<Vec<_>>().join("\n"));
    assert_eq!((shop.order(here).await, shop.order(sent).await), before);
    assert!(shop.read(faults).await.is_empty());
}

#[both_databases]
async fn a_stranger_reaches_no_order_whatever_they_ask(shop: Shop) {
    let order = shop.mia_orders().await;
    let units = shop.units(order).await;
    let tom = Actor::Customer(shop.tom.0);
    let requests = [
        cancel(order, vec![]),
        refund(order, RefundWhat::Everything, RefundTo::StoreCredit),
        Request::Resend(Resend { order, units: units.clone(), reason: "lost".into(), carrier: String::new() }),
        Request::AdjustBill(AdjustBill {
            order: Some(order),
            charge: None,
            amount: eur(-100),
            reason: "billing_error".into(),
            pay: None,
        }),
    ];
    for request in requests {
        let ask = Ask {
            request,
            hash: "guessed".into(),
            key: shop.key(),
            agreed: true,
            conversation: None,
        };
        let told = shop.base.db.work(tom, move |work| orders::confirm(work, &ask)).await;
        assert!(matches!(told, Err(Trouble::NotFound(_))), "{told:?}");
    }
    assert_eq!(shop.order(order).await.due(), eur(0));
}
