//! The turns a generated sequence is made of: what each step asks for, and what the warehouse, a shop and time bring about
//! between requests.

use crate::stage::{Shop, home, pay, wanted};
use db::{Actor, Trouble, Work, sql};
use kit::{Currency, Money};
use orders::action::take_over::{Known, KnownPayment, KnownShipment, KnownUnit, take_over};
use orders::action::{
    AdjustBill, ApplyVoucher, Cancel, ChangeAddress, ChangeItems, ChangePayment, ChangeShipping, ChangeSubscription, CloseReturn, Credit,
    EndSubscription, Exchange, IssueInvoice, IssueReceipt, LoadBalance, Looked, MakeCharge, PauseSubscription, Pay, PayCharge, PlaceOrder,
    ReceiveReturn, Refund, RefundWhat, RenewSubscription, Resend, ResumeSubscription, ReturnGoods, StartSubscription, TakePayment,
    WaiveFee,
};
use orders::address::Address;
use orders::balance::BalanceKind;
use orders::bill::{BillOf, ChargeId, EntryKind, NewEntry};
use orders::brand::{self, NewBrand};
use orders::fulfil::{self, Sending};
use orders::payments::{self, Movement, PaymentKind};
use orders::returns::{self, Condition, RefundTo, Return, ReturnState};
use orders::told::{self, Moved};
use orders::unit::{self, UnitState};
use orders::voucher::{self, Worth};
use orders::{OrderId, Request, shipments, shipping, tax};
use rates::Every;
use rust_decimal::Decimal;

/// One random step: what, on which pieces, how much.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    pub what: u8,
    pub which: u8,
    pub minor: i64,
    pub credit: bool,
}

/// Steps from here on are facts, not requests.
pub const FACTS: u8 = 33;
pub const ALL: u8 = 40;

/// A second brand whose prices are without tax, vouchers, and a free way of shipping.
pub fn furnish(work: &mut Work<'_>, currency: Currency) -> Result<(), Trouble> {
    let kettle = brand::by_code(work, "kettle")?.expect("the shop's brand");
    let net = brand::add(
        work,
        &NewBrand {
            code: "net".into(),
            name: "Kettle for offices".into(),
            legal_entity: kettle.legal_entity,
            currency,
            prices_include_tax: false,
            order_prefix: String::new(),
        },
    )?;
    for (method, minor) in [("standard", 490), ("express", 1_290), ("pickup", 0)] {
        shipping::set_rate(work, net, method, "DE", Money::new(minor, currency))?;
        shipping::set_rate(work, kettle.id, method, "DE", Money::new(minor, currency))?;
    }
    voucher::add(work, "FIVE", Worth::Amount(Money::new(500, currency)), None, None)?;
    voucher::add(work, "TENTH", Worth::Part(Decimal::new(1, 1)), None, None)?;
    Ok(())
}

fn voucher_of(step: Step) -> &'static str {
    if step.which.is_multiple_of(2) { "FIVE" } else { "TENTH" }
}

/// Brands, vouchers and ways to pay as the step says.
pub fn placing(shop: &Shop, currency: Currency, step: Step) -> PlaceOrder {
    let count = i64::from(step.which % 4) + 1;
    let credit = Pay { amount: Some(Money::new(step.minor.clamp(1, 900), currency)), ..pay(shop.credit) };
    let card = Pay { authorise_only: step.which.is_multiple_of(3), ..pay(shop.card) };
    PlaceOrder {
        brand: if step.which & 8 == 0 { "kettle" } else { "net" }.into(),
        lines: vec![wanted("KETTLE-RED", count), wanted("LID", 1 + count / 2)],
        voucher: (step.which & 16 != 0).then(|| voucher_of(step).to_owned()),
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

/// What a step asks for. `None`: there is nothing it could be about.
pub async fn requested(shop: &Shop, currency: Currency, order: OrderId, step: Step) -> Option<Request> {
    match step.what {
        1..=15 => of_order(shop, currency, order, step).await,
        16..=20 => Some(of_changes(shop, currency, order, step)),
        _ => of_services(shop, currency, order, step).await,
    }
}

async fn of_order(shop: &Shop, currency: Currency, order: OrderId, step: Step) -> Option<Request> {
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
        6 => {
            let method = if step.credit { shop.credit } else { shop.card };
            let part = (step.which & 1 == 0).then_some(amount);
            let pay = Pay { amount: part, authorise_only: step.which & 2 == 0, ..pay(method) };
            Request::TakePayment(TakePayment { order, pay, reason })
        }
        7 => Request::Return(ReturnGoods { order, units: some, reason, condition: None, refund_to }),
        8 | 9 => received(shop, order, step).await?,
        10 => Request::Exchange(Exchange {
            order,
            units: if step.which & 32 == 0 { vec![one] } else { some.clone() },
            wanted: vec!["LID".into(); if step.which & 32 == 0 { 1 } else { some.len() }],
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
        12 => {
            let shipping = ["express", "pickup", "standard"][usize::from(step.which % 3)].into();
            Request::ChangeShipping(ChangeShipping { order, shipping, reason, pay: card, refund_to })
        }
        13 if step.credit => Request::Invoice(IssueInvoice { order }),
        13 => Request::Credit(Credit { order, amount, reason, refund_to }),
        14 => Request::AdjustBill(AdjustBill { order: Some(order), charge: None, amount, reason, pay: card }),
        _ if step.credit => Request::WaiveFee(WaiveFee { order: Some(order), charge: None, reason }),
        _ => Request::Resend(Resend { order, units: vec![one], reason, carrier: "Post".into() }),
    })
}

fn of_changes(shop: &Shop, currency: Currency, order: OrderId, step: Step) -> Request {
    let (reason, refund_to) = ("any".to_owned(), RefundTo::Original);
    let address = Address { line1: format!("Neue Str. {}", step.which), ..home("Mia Kowalski") };
    match step.what {
        16 => {
            let method = if step.credit { shop.credit } else { shop.card };
            let amount = (step.which & 1 == 0).then(|| Money::new(step.minor, currency));
            let pay = Pay { amount, authorise_only: step.which & 2 == 0, ..pay(method) };
            Request::ChangePayment(ChangePayment { order, pay, reason })
        }
        17 if step.credit => Request::ChangeAddress(ChangeAddress { order, ship_to: None, bill_to: Some(address), reason }),
        17 => Request::ChangeAddress(ChangeAddress { order, ship_to: Some(address), bill_to: None, reason }),
        18 | 19 => Request::ApplyVoucher(ApplyVoucher { order, code: voucher_of(step).into(), refund_to }),
        _ => Request::Receipt(IssueReceipt { order }),
    }
}

async fn of_services(shop: &Shop, currency: Currency, order: OrderId, step: Step) -> Option<Request> {
    let charge: Option<ChargeId> = shop.read(|tx| sql("SELECT id FROM charge ORDER BY id DESC LIMIT 1").one(tx)).await;
    let subscription: Option<i64> = shop.read(|tx| sql("SELECT id FROM subscription ORDER BY id DESC LIMIT 1").one(tx)).await;
    let (amount, reason) = (Money::new(step.minor, currency), "any".to_owned());
    let method = if step.credit { shop.credit } else { shop.card };
    Some(match step.what {
        21 => Request::Charge(MakeCharge {
            brand: if step.credit { "kettle" } else { "net" }.into(),
            customer: shop.mia,
            account: None,
            order: (step.which & 2 == 0).then_some(order),
            label: "Repair".into(),
            amount: Some(amount),
            tax_class: "standard".into(),
            by_card: None,
            is_fee: true,
            reason,
        }),
        22 | 23 => {
            let part = (step.which & 1 == 0).then_some(amount);
            Request::PayCharge(PayCharge { charge: charge?, pay: Pay { amount: part, ..pay(method) }, reason })
        }
        24 => Request::WaiveFee(WaiveFee { order: None, charge: Some(charge?), reason }),
        25 => Request::StartSubscription(StartSubscription {
            brand: "kettle".into(),
            customer: shop.mia,
            account: None,
            plan: "Tea".into(),
            currency: None,
            price: Some(amount),
            tax_class: "reduced".into(),
            every: Some(Every::Days(30)),
        }),
        26 => Request::RenewSubscription(RenewSubscription { subscription: subscription? }),
        27 => Request::ChangeSubscription(ChangeSubscription {
            subscription: subscription?,
            plan: format!("Tea {}", step.which),
            price: Some(amount),
            reason,
        }),
        28 => Request::PauseSubscription(PauseSubscription { subscription: subscription?, reason }),
        29 => Request::ResumeSubscription(ResumeSubscription { subscription: subscription? }),
        30 => Request::LoadBalance(LoadBalance {
            brand: "kettle".into(),
            customer: Some(shop.mia),
            kind: if step.credit { BalanceKind::StoreCredit } else { BalanceKind::GiftCard },
            balance: None,
            amount,
            reason,
            expires_at: None,
        }),
        31 => Request::AdjustBill(AdjustBill { order: None, charge: Some(charge?), amount, reason, pay: Some(pay(method)) }),
        _ => Request::EndSubscription(EndSubscription { subscription: subscription?, reason }),
    })
}

async fn awaited(shop: &Shop, order: OrderId) -> Option<Return> {
    let all = shop.read(move |tx| returns::of(tx, order)).await;
    all.into_iter().find(|found| found.state == ReturnState::Expected)
}

async fn received(shop: &Shop, order: OrderId, step: Step) -> Option<Request> {
    let id = awaited(shop, order).await?.id;
    if step.which.is_multiple_of(3) {
        return Some(Request::CloseReturn(CloseReturn { return_id: id, reason: "any".into() }));
    }
    let units = shop.read(move |tx| returns::units(tx, id)).await;
    let condition = if step.credit { Condition::LikeNew } else { Condition::Damaged };
    let accepted = |place: usize| !(step.which >> (place % 8)).is_multiple_of(4);
    let looked = units.into_iter().enumerate();
    let looked = looked
        .map(|(place, unit)| Looked { unit: unit.unit, condition, accepted: accepted(place) })
        .collect();
    Some(Request::ReceiveReturn(ReceiveReturn { return_id: id, looked, reason: "any".into() }))
}

/// What is told and not asked for; an order that was taken over is the one to go on with.
pub async fn happens(shop: &Shop, currency: Currency, order: OrderId, step: Step) -> Option<OrderId> {
    match step.what {
        33..=35 => fulfilled(shop, order, step).await,
        36 => told_by_a_shop(shop, currency, order, step).await,
        37 => ended(shop, step).await,
        38 => shop.clock().forward_seconds(i64::from(step.which % 20) * 86_400),
        _ => return Some(taken_over(shop, currency, step).await),
    }
    None
}

/// The warehouse sends what is here, or the carrier delivers what was sent.
async fn fulfilled(shop: &Shop, order: OrderId, step: Step) {
    shop.works(Actor::System, move |work| {
        work.keep_quietly("perhaps there is nothing to send");
        let all = unit::of(work, order)?;
        let here: Vec<_> = all.into_iter().filter(|unit| unit.state == UnitState::Ordered).map(|unit| unit.id).collect();
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

/// A shop charges a fee, took what was due there, or sends it elsewhere.
async fn told_by_a_shop(shop: &Shop, currency: Currency, order: OrderId, step: Step) {
    shop.works(Actor::System, move |work| {
        work.keep_quietly("perhaps there is nothing new in it");
        if step.which.is_multiple_of(3) {
            let address = Address { line1: format!("Alte Str. {}", step.which), ..home("Mia Kowalski") };
            return told::readdressed(work, order, &address).map(drop);
        }
        if step.credit {
            let rate = Decimal::new(19, 2);
            let amount = tax::split(Money::new(step.minor.clamp(1, 700), currency), rate, true).expect("small");
            let (label, tax_class) = ("Gift wrap".to_owned(), "standard".to_owned());
            return told::bill(work, order, &[NewEntry { unit: None, kind: EntryKind::Fee, label, tax_class, rate, amount }]);
        }
        let lines = payments::of(work, BillOf::Order(order))?;
        let due = orders::orders::find(work, order)?.due().minor - payments::reserved(currency, &lines)?.minor;
        if due <= 0 {
            return Ok(());
        }
        let movement = Movement {
            kind: PaymentKind::Capture,
            parent: None,
            amount: Money::new(due.min(step.minor.max(1)), currency),
            method_kind: orders::payment_method::MethodKind::Card,
            method: None,
            balance: None,
            reason: "shop".into(),
        };
        told::moved(work, order, &Moved { movement, reference: format!("ch_{}", step.which) }).map(drop)
    })
    .await;
}

/// The provider paid a refund, or could not.
async fn ended(shop: &Shop, step: Step) {
    shop.works(Actor::System, move |work| {
        work.keep_quietly("perhaps nothing is promised");
        match payments::promised(work, 1)?.first() {
            Some(line) if step.which.is_multiple_of(4) => payments::fail(work, line.id, "declined"),
            Some(line) => payments::settle(work, line.id, "re_1"),
            None => Ok(()),
        }
    })
    .await;
}

/// An order of another system, as it stands there.
async fn taken_over(shop: &Shop, currency: Currency, step: Step) -> OrderId {
    let state = [UnitState::Cancelled, UnitState::Delivered, UnitState::Ordered][usize::from(step.which % 3)];
    let (now, delivered) = (shop.clock().now(), state == UnitState::Delivered);
    let worth = Money::new(995, currency);
    let paid = KnownPayment {
        method: shop.card,
        amount: worth,
        refunded: (state == UnitState::Cancelled).then_some(worth),
        authorised_only: state == UnitState::Ordered,
        reference: "old".into(),
        at: now,
    };
    let sent = KnownShipment {
        carrier: "Post".into(),
        tracking: "OLD".into(),
        units: vec![0],
        sent_at: now,
        delivered_at: Some(now),
    };
    let known = Known {
        outside_reference: shop.key(),
        number: None,
        brand: if step.which & 8 == 0 { "kettle" } else { "net" }.into(),
        customer: shop.mia,
        currency: Some(currency),
        placed_at: now,
        ship_to: home("Mia Kowalski"),
        bill_to: None,
        shipping_method: "standard".into(),
        shipping: step.credit.then(|| Money::new(490, currency)),
        units: vec![KnownUnit { sku: "LID".into(), price: worth, state }],
        payments: if step.which & 4 == 0 { vec![paid] } else { vec![] },
        shipments: if delivered { vec![sent] } else { vec![] },
    };
    shop.works(Actor::System, move |work| take_over(work, &known)).await.0
}
