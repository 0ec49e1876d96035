//! A clerk in a process of its own, who does action after action on an order desk until somebody kills it.
//!
//! Each step is one action under a key of its own, worked out from the number of the step alone, so that whoever comes
//! after a kill asks for exactly the same again. Twelve steps are the life of one order.

use db::{Actor, Database, Place, Trouble, Work, sql};
use kit::{Clock, Currency, Money};
use orders::action::{
    AdjustBill, Cancel, ChangeShipping, Credit, Exchange, IssueInvoice, Looked, Pay, PlaceOrder, ReceiveReturn, Refund, RefundWhat,
    ReturnGoods, Wanted,
};
use orders::fulfil::{self, Sending};
use orders::payment_method::MethodId;
use orders::returns::{Condition, RefundTo, ReturnId};
use orders::unit::{self, UnitState};
use orders::{Ask, Confirmed, Done, OrderId, Request};
use std::io::Write as _;

/// Steps in the life of one order.
pub const STEPS: i64 = 12;
/// Most steps of one clerk.
pub const SHIFT: i64 = 24;

/// Where the desk is, who acts, for whom, by which card and which credit: what the clerk is told in its environment.
#[derive(Debug, Clone)]
pub struct Cast {
    pub place: Place,
    pub ana: i64,
    pub mia: i64,
    pub card: i64,
    pub credit: i64,
}

pub const TOLD: &str = "FRONTLINE_TEST_CLERK";
pub const FROM: &str = "FRONTLINE_TEST_CLERK_FROM";

impl Cast {
    pub fn written(&self) -> String {
        let place = match &self.place {
            Place::Sqlite(path) => format!("sqlite {}", path.display()),
            Place::Postgres(url) => format!("postgres {url}"),
        };
        format!("{} {} {} {} {place}", self.ana, self.mia, self.card, self.credit)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(6, ' ');
        let mut number = || parts.next()?.parse().ok();
        let (ana, mia, card, credit) = (number()?, number()?, number()?, number()?);
        let place = match (parts.next()?, parts.next()?) {
            ("sqlite", path) => Place::Sqlite(path.into()),
            (_, url) => Place::Postgres(url.into()),
        };
        Some(Self { place, ana, mia, card, credit })
    }

    pub fn open(&self) -> Database {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, orders::MIGRATIONS].concat();
        Database::open(self.place.clone(), &migrations, Clock::set_to(testkit::TUESDAY_MORNING)).expect("the desk's data")
    }

    /// The key of a step as the ledger of actions has it.
    pub fn key(&self, step: i64) -> String {
        format!("agent:{}:step {step}", self.ana)
    }
}

/// The clerk itself: the journey starts this program once more, with this test alone and its orders in the environment.
/// Without orders it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn clerk() {
    let Some(cast) = std::env::var(TOLD).ok().and_then(|text| Cast::read(&text)) else {
        return;
    };
    let from: i64 = std::env::var(FROM).ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let db = cast.open();
    say("ready");
    for step in from..from + SHIFT {
        act(&db, &cast, step).await.unwrap_or_else(|trouble| panic!("step {step}: {trouble}"));
        say(&format!("done {step}"));
    }
}

/// Past the test harness, at once: who is killed in the next moment has said it.
fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\nclerk {what}\n").as_bytes())
        .and_then(|()| out.flush())
        .expect("the journey listens");
}

/// Looks and confirms as every door does: in two transactions, with the hash carried between them.
pub async fn act(db: &Database, cast: &Cast, step: i64) -> Result<Done, Trouble> {
    let ana = Actor::Agent(cast.ana);
    if step % STEPS == 8 {
        let told = cast.clone();
        db.work(Actor::System, move |work| deliver(work, &told, step)).await?;
    }
    let told = cast.clone();
    let (request, hash) = db
        .read(move |tx| {
            let request = request(tx, &told, step)?;
            let seen = orders::preview(tx, ana, &request)?;
            Ok((request, seen.hash))
        })
        .await?;
    let ask = Ask { request, hash, key: format!("step {step}"), agreed: true, conversation: None };
    match db.work(ana, move |work| orders::confirm(work, &ask)).await? {
        Confirmed::Done(done) => Ok(done),
        other => Err(Trouble::Shape(format!("it was not done: {other:?}"))),
    }
}

/// What came of a step before.
fn done(tx: &mut db::Tx<'_>, cast: &Cast, step: i64) -> Result<serde_json::Value, Trouble> {
    let outcome: String = sql("SELECT outcome FROM action WHERE key = $1").with(cast.key(step)).only(tx, "action")?;
    serde_json::from_str(&outcome).map_err(|e| Trouble::Shape(e.to_string()))
}

fn order_of(tx: &mut db::Tx<'_>, cast: &Cast, step: i64) -> Result<OrderId, Trouble> {
    let outcome = done(tx, cast, step - step % STEPS)?;
    outcome["order"].as_i64().map(OrderId).ok_or(Trouble::NotFound("order"))
}

/// The warehouse sends what is there and the carrier brings it, once: what an exchange adds later stays.
fn deliver(work: &mut Work<'_>, cast: &Cast, step: i64) -> Result<(), Trouble> {
    work.keep_quietly("it was delivered before");
    let done: i64 = sql("SELECT COUNT(*) FROM action WHERE key = $1").with(cast.key(step)).only(work, "action")?;
    if done > 0 {
        return Ok(());
    }
    let order = order_of(work, cast, step)?;
    let here: Vec<_> = unit::of(work, order)?
        .into_iter()
        .filter(|unit| unit.state == UnitState::Ordered)
        .map(|unit| unit.id)
        .collect();
    if here.is_empty() {
        return Ok(());
    }
    let sent = fulfil::ship(work, order, &Sending { units: here, carrier: "Post".into(), tracking: format!("T{order}") })?;
    fulfil::deliver(work, sent)
}

fn request(tx: &mut db::Tx<'_>, cast: &Cast, step: i64) -> Result<Request, Trouble> {
    let eur = |minor| Money::new(minor, Currency::EUR);
    let pay = |method, amount| Pay { method: MethodId(method), amount, authorise_only: false };
    if step % STEPS == 0 {
        return Ok(Request::PlaceOrder(placed(cast, vec![pay(cast.credit, Some(eur(100))), pay(cast.card, None)])));
    }
    let order = order_of(tx, cast, step)?;
    let units: Vec<_> = unit::of(tx, order)?.into_iter().map(|unit| unit.id).collect();
    let (reason, refund_to) = ("any".to_owned(), RefundTo::Original);
    let refund = |refund, refund_to| Request::Refund(Refund { order, refund, reason: "any".into(), refund_to });
    Ok(match step % STEPS {
        1 => refund(RefundWhat::Amount { amount: eur(100) }, refund_to),
        2 => Request::Cancel(Cancel { order, units: vec![units[0]], reason, refund_to }),
        3 => {
            let pay = Some(pay(cast.card, None));
            Request::ChangeShipping(ChangeShipping { order, shipping: "express".into(), reason, pay, refund_to })
        }
        4 => Request::AdjustBill(AdjustBill {
            order: Some(order),
            charge: None,
            amount: eur(55),
            reason,
            pay: Some(pay(cast.card, None)),
        }),
        5 => refund(RefundWhat::Goodwill { amount: eur(100) }, RefundTo::StoreCredit),
        6 => Request::Invoice(IssueInvoice { order }),
        7 => Request::Credit(Credit { order, amount: eur(30), reason, refund_to: RefundTo::StoreCredit }),
        8 => refund(RefundWhat::Part { unit: units[1], amount: eur(250) }, refund_to),
        9 => {
            let wanted = vec!["KETTLE-BLUE".to_owned()];
            Request::Exchange(Exchange {
                order,
                units: vec![units[1]],
                wanted,
                reason,
                condition: None,
                pay: None,
                refund_to,
            })
        }
        10 => Request::Return(ReturnGoods { order, units: vec![units[2]], reason, condition: None, refund_to }),
        _ => {
            let return_id = done(tx, cast, step - 1)?["return_id"].as_i64().map(ReturnId).ok_or(Trouble::NotFound("return"))?;
            let looked = vec![Looked { unit: units[2], condition: Condition::LikeNew, accepted: true }];
            Request::ReceiveReturn(ReceiveReturn { return_id, looked, reason })
        }
    })
}

fn placed(cast: &Cast, pay: Vec<Pay>) -> PlaceOrder {
    let wanted = |sku: &str, count| Wanted { sku: sku.into(), count };
    PlaceOrder {
        brand: "kettle".into(),
        customer: customers::CustomerId(cast.mia),
        lines: vec![wanted("KETTLE-RED", 2), wanted("LID", 1)],
        currency: None,
        ship_to: None,
        bill_to: None,
        shipping: "standard".into(),
        voucher: None,
        pay,
        outside_reference: None,
        number: None,
    }
}
