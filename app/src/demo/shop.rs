//! The demo company's shop: what Kettle & Co. sells, its policy, and some weeks of orders in every state, all made through
//! the doors real ones use: customers order in the portal, the warehouse sends, Ana takes returns.

use crate::demo::shelves;
use agents::AgentId;
use customers::{CustomerId, Identity, IdentityKind, NewCustomer};
use db::{Actor, Database, Trouble, Work};
use kit::{Clock, Moment};
use orders::action::{Cancel, Looked, Pay, PlaceOrder, ReceiveReturn, Refund, RefundWhat, ReturnGoods, Wanted};
use orders::address::{self, Address, AddressKind};
use orders::fulfil::{self, Sending};
use orders::payment_method::{self, MethodId, MethodKind, NewMethod};
use orders::returns::{self, Condition, RefundTo};
use orders::unit::{self, UnitState};
use orders::verification::{Method, Within, known_by_channel};
use orders::{Ask, Confirmed, OrderId, Request, shipments};

/// Who buys: name, address for mail, street, postcode, city, country.
type Buyer = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const BUYERS: [Buyer; 10] = [
    ("Mia Keller", "mia.keller@mail.example", "Lindenweg 4", "10115", "Berlin", "DE"),
    ("Lucía Fernández", "lucia.fernandez@correo.example", "Calle Mayor 8", "28013", "Madrid", "ES"),
    ("王小明", "wang.xiaoming@youxiang.example", "Calle de Goya 31", "28001", "Madrid", "ES"),
    ("Jonas Weber", "jonas@weber-cafe.example", "Marktplatz 2", "20095", "Hamburg", "DE"),
    ("Priya Nair", "priya.nair@mail.example", "Rue Oberkampf 12", "75011", "Paris", "FR"),
    ("Tom Becker", "tom.becker@mail.example", "Hauptstr. 19", "80331", "München", "DE"),
    ("Sofía Ramírez", "sofia.ramirez@correo.example", "Gran Vía 40", "28013", "Madrid", "ES"),
    ("Ahmed Haddad", "ahmed.haddad@mail.example", "Rue de Rivoli 77", "75001", "Paris", "FR"),
    ("Oliver Grant", "oliver.grant@mail.example", "Ringstr. 5", "50667", "Köln", "DE"),
    ("Diego Torres", "diego.torres@correo.example", "Calle Alcalá 100", "28009", "Madrid", "ES"),
];

/// How far an order has come by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Waits,
    Cancelled,
    Shipped,
    Delivered,
    ComesBack,
    CameBack,
    Refunded,
    Goodwill,
}

/// Who, how many days ago, the number if a mail names it, what, and how far it has come.
type Bought = (usize, i64, Option<&'static str>, &'static [(&'static str, i64)], Fate);

use Fate::{CameBack, Cancelled, ComesBack, Delivered, Goodwill, Refunded, Shipped, Waits};

const BOUGHT: &[Bought] = &[
    (0, 38, None, &[("BRISK17-RED", 1)], Delivered),
    (1, 37, None, &[("BRISK17-STEEL", 1), ("FILTER", 2)], Delivered),
    (4, 36, None, &[("BRISK17-BLUE", 1)], Goodwill),
    (8, 35, None, &[("BRISK10-WHITE", 1)], CameBack),
    (5, 34, None, &[("TEA-SAMPLER", 2)], Delivered),
    (6, 33, None, &[("BRISK17-STEEL", 1)], Delivered),
    (9, 32, None, &[("FILTER", 3)], Delivered),
    (3, 31, None, &[("BRISK17-STEEL", 4)], Delivered),
    (7, 30, None, &[("BRISK10-WHITE", 1), ("TEA-SAMPLER", 1)], Delivered),
    (2, 29, None, &[("BRISK17-RED", 1)], Cancelled),
    (0, 27, None, &[("FILTER", 1)], Delivered),
    (8, 26, None, &[("BRISK17-BLUE", 1)], Refunded),
    (1, 25, None, &[("TEA-SAMPLER", 1)], Delivered),
    (4, 24, None, &[("FILTER", 2), ("TEA-SAMPLER", 1)], Delivered),
    (5, 23, None, &[("BRISK17-RED", 2)], CameBack),
    (6, 22, None, &[("FILTER", 1)], Cancelled),
    (9, 20, Some("K-10440"), &[("BRISK17-STEEL", 1), ("TEA-SAMPLER", 1)], Delivered),
    (3, 19, None, &[("BRISK10-WHITE", 2)], Delivered),
    (7, 18, None, &[("TEA-SAMPLER", 3)], Goodwill),
    (0, 17, None, &[("BRISK17-RED", 1), ("FILTER", 1)], Delivered),
    (2, 16, None, &[("BRISK10-WHITE", 1)], Delivered),
    (8, 15, None, &[("BRISK17-STEEL", 1)], ComesBack),
    (1, 14, None, &[("FILTER", 4)], Delivered),
    (5, 13, None, &[("BRISK17-BLUE", 1)], Delivered),
    (4, 12, None, &[("BRISK17-RED", 1)], ComesBack),
    (6, 11, None, &[("TEA-SAMPLER", 1)], Delivered),
    (9, 9, None, &[("BRISK10-WHITE", 1)], Delivered),
    (3, 8, None, &[("FILTER", 12)], Shipped),
    (0, 7, None, &[("TEA-SAMPLER", 2)], Shipped),
    (8, 6, None, &[("BRISK17-BLUE", 1), ("FILTER", 1)], Shipped),
    (2, 5, Some("K-10442"), &[("BRISK17-STEEL", 1)], Waits),
    (1, 4, None, &[("BRISK17-RED", 1)], Waits),
    (7, 4, Some("K-10458"), &[("BRISK10-WHITE", 1), ("FILTER", 1)], Waits),
    (5, 4, None, &[("FILTER", 2)], Cancelled),
];

/// What happens to an order after it was placed, and so many hours later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Place,
    Cancel,
    Ship,
    Deliver,
    Return,
    Receive,
    Refund,
    Goodwill,
}

impl Fate {
    const fn steps(self) -> &'static [(Step, i64)] {
        match self {
            Waits => &[],
            Cancelled => &[(Step::Cancel, 3)],
            Shipped => &[(Step::Ship, 24)],
            Delivered => &[(Step::Ship, 20), (Step::Deliver, 70)],
            ComesBack => &[(Step::Ship, 20), (Step::Deliver, 60), (Step::Return, 130)],
            CameBack => &[(Step::Ship, 20), (Step::Deliver, 60), (Step::Return, 100), (Step::Receive, 220)],
            Refunded => &[(Step::Ship, 20), (Step::Deliver, 60), (Step::Refund, 100)],
            Goodwill => &[(Step::Ship, 44), (Step::Deliver, 150), (Step::Goodwill, 170)],
        }
    }
}

/// The shop while its past is played.
pub struct Shop {
    db: Database,
    ana: Actor,
    buyers: Vec<(CustomerId, MethodId)>,
}

impl Shop {
    /// Fills the shelves and plays the weeks before the mails begin.
    pub async fn open(db: &Database, clock: &Clock, ana: AgentId, now: Moment) -> Result<Self, Trouble> {
        db.work(Actor::System, shelves::fill).await?;
        let buyers = db
            .work(Actor::System, |work| BUYERS.iter().map(|buyer| introduce(work, buyer)).collect::<Result<Vec<_>, _>>())
            .await?;
        let shop = Self { db: db.clone(), ana: Actor::Agent(ana.0), buyers };
        let mut events: Vec<(Moment, Step, usize)> = Vec::new();
        for (number, (_, days, _, _, fate)) in BOUGHT.iter().enumerate() {
            let placed = now.plus_seconds(-days * 86_400);
            events.push((placed, Step::Place, number));
            events.extend(fate.steps().iter().map(|(step, hours)| (placed.plus_seconds(hours * 3_600), *step, number)));
        }
        events.sort_unstable();
        let mut placed = vec![None; BOUGHT.len()];
        for (at, step, number) in events {
            super::company::move_to(clock, at);
            match (step, placed[number]) {
                (Step::Place, _) => placed[number] = Some(shop.place(number).await?),
                (step, Some(order)) => shop.step(number, order, step).await?,
                (_, None) => {}
            }
        }
        Ok(shop)
    }

    /// The last order but one of whoever bought much waits for a supervisor's yes to a refund.
    pub async fn leave_something_to_approve(&self) -> Result<(), Trouble> {
        let (customer, _) = self.buyers[3];
        let order = self
            .db
            .read(move |tx| orders::orders::of_customer(tx, customer, None, 10))
            .await?
            .into_iter()
            .find(|order| order.paid().minor > 15_000);
        let Some(order) = order.map(|order| order.id) else { return Ok(()) };
        self.knows(customer).await?;
        let reason = "not_as_described".into();
        let all = Refund { order, refund: RefundWhat::Everything, reason, refund_to: RefundTo::Original };
        self.asks(self.ana, Request::Refund(all), format!("demo approval {order}")).await.map(drop)
    }

    async fn place(&self, number: usize) -> Result<OrderId, Trouble> {
        let (who, _, name, lines, _) = BOUGHT[number];
        let (customer, method) = self.buyers[who];
        let order = PlaceOrder {
            brand: "kettle".into(),
            customer,
            lines: lines.iter().map(|(sku, count)| Wanted { sku: (*sku).into(), count: *count }).collect(),
            currency: None,
            ship_to: None,
            bill_to: None,
            shipping: "standard".into(),
            voucher: None,
            pay: vec![Pay { method, amount: None, authorise_only: false }],
            outside_reference: None,
            number: name.map(Into::into),
        };
        self.knows(customer).await?;
        let done = self
            .asks(Actor::Customer(customer.0), Request::PlaceOrder(order), format!("demo order {number}"))
            .await?;
        done.ok_or(Trouble::NotFound("demo order"))
    }

    async fn step(&self, number: usize, order: OrderId, step: Step) -> Result<(), Trouble> {
        let (customer, _) = self.buyers[BOUGHT[number].0];
        let request = match step {
            Step::Ship => return self.db.work(Actor::System, move |work| ship(work, order)).await,
            Step::Deliver => return self.db.work(Actor::System, move |work| deliver(work, order)).await,
            Step::Receive => self.db.read(move |tx| receive(tx, order)).await?,
            Step::Cancel => Request::Cancel(Cancel {
                order,
                units: vec![],
                reason: "changed_mind".into(),
                refund_to: RefundTo::Original,
            }),
            Step::Return => self.db.read(move |tx| come_back(tx, order)).await?,
            Step::Refund => refund(order, RefundWhat::Everything),
            Step::Goodwill | Step::Place => refund(order, RefundWhat::Goodwill { amount: shelves::eur(500) }),
        };
        self.knows(customer).await?;
        self.asks(self.ana, request, format!("demo {step:?} {number}")).await.map(drop)
    }

    /// The customer is signed in to the portal.
    async fn knows(&self, customer: CustomerId) -> Result<(), Trouble> {
        self.db
            .work(Actor::System, move |work| known_by_channel(work, customer, Method::SignedIn, Within::With(Actor::System)))
            .await
    }

    async fn asks(&self, actor: Actor, request: Request, key: String) -> Result<Option<OrderId>, Trouble> {
        let answer = self.db.work(actor, move |work| {
            let hash = orders::preview(work, actor, &request)?.hash;
            orders::confirm(
                work,
                &Ask {
                    request: request.clone(),
                    hash,
                    key: key.clone(),
                    agreed: true,
                    conversation: None,
                },
            )
        });
        match answer.await? {
            Confirmed::Done(done) => Ok(done.outcome.order),
            Confirmed::Waits(_) | Confirmed::NeedsYes(_) => Ok(None),
            Confirmed::Denied(verdict, _) => Err(Trouble::Shape(format!("the demo shop’s policy denies {}", verdict.code))),
        }
    }
}

fn refund(order: OrderId, refund: RefundWhat) -> Request {
    let to = if matches!(refund, RefundWhat::Goodwill { .. }) {
        RefundTo::StoreCredit
    } else {
        RefundTo::Original
    };
    Request::Refund(Refund { order, refund, reason: "not_as_described".into(), refund_to: to })
}

fn introduce(work: &mut Work<'_>, buyer: &Buyer) -> Result<(CustomerId, MethodId), Trouble> {
    let (name, email, street, postcode, city, country) = *buyer;
    let identity = Identity::parse(IdentityKind::Email, email, None).map_err(|e| Trouble::Shape(e.to_string()))?;
    let id = customers::open(work, &NewCustomer { name: name.into(), identity: Some(identity) })?;
    let home = Address {
        name: name.into(),
        line1: street.into(),
        postcode: postcode.into(),
        city: city.into(),
        country: country.into(),
        ..Address::default()
    };
    address::add(work, id, AddressKind::Shipping, &home, true)?;
    let card = NewMethod {
        kind: MethodKind::Card,
        label: "Visa ending 4242".into(),
        reference: format!("demo_{id}"),
        balance: None,
    };
    Ok((id, payment_method::add(work, id, &card)?))
}

fn ship(work: &mut Work<'_>, order: OrderId) -> Result<(), Trouble> {
    let units = unit::of(work, order)?
        .into_iter()
        .filter(|unit| unit.state == UnitState::Ordered)
        .map(|unit| unit.id)
        .collect();
    let parcel = Sending {
        units,
        carrier: "Correos".into(),
        tracking: format!("KC{:08}ES", 4_711_000 + order.0),
    };
    fulfil::ship(work, order, &parcel).map(drop)
}

fn deliver(work: &mut Work<'_>, order: OrderId) -> Result<(), Trouble> {
    for shipment in shipments::of(work, order)? {
        fulfil::deliver(work, shipment.id)?;
    }
    Ok(())
}

fn come_back(tx: &mut db::Tx<'_>, order: OrderId) -> Result<Request, Trouble> {
    let units = unit::of(tx, order)?.into_iter().map(|unit| unit.id).collect();
    let condition = Some("unopened".into());
    Ok(Request::Return(ReturnGoods {
        order,
        units,
        reason: "changed_mind".into(),
        condition,
        refund_to: RefundTo::Original,
    }))
}

fn receive(tx: &mut db::Tx<'_>, order: OrderId) -> Result<Request, Trouble> {
    let id = returns::of(tx, order)?.first().map(|found| found.id).ok_or(Trouble::NotFound("return"))?;
    let units = returns::units(tx, id)?;
    let looked = units
        .into_iter()
        .map(|unit| Looked { unit: unit.unit, condition: Condition::LikeNew, accepted: true })
        .collect();
    Ok(Request::ReceiveReturn(ReceiveReturn { return_id: id, looked, reason: String::new() }))
}
