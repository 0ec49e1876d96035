//! The stage: a shop with a few things on its shelves, its people, Mia with a card, and the checks every scene may end with.
#![allow(dead_code, reason = "each scene uses its own part of the cast")]

use crate::books::faults;
use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword};
use customers::{CustomerId, Identity, IdentityKind};
use db::{Actor, Trouble, Tx, Work};
use kit::{Clock, Currency, EmailAddress, Locale, Money};
use orders::action::{Cancel, Pay, PlaceOrder, Refund, RefundWhat, Wanted};
use orders::address::{Address, AddressKind};
use orders::balance::{self, Because};
use orders::brand::{self, NewBrand, NewLegalEntity};
use orders::fulfil::{self, Sending};
use orders::payment_method::{self, MethodId, MethodKind, NewMethod};
use orders::product::{self, NewProduct, NewVariant, OptionSpec};
use orders::returns::RefundTo;
use orders::unit::{self, UnitId, UnitState};
use orders::verification::{Method, Within, known_by_channel};
use orders::{Ask, Confirmed, Done, Order, OrderId, Request, policies, shipping, stock, tax};
use rust_decimal::Decimal;
use std::sync::atomic::{AtomicI64, Ordering};
use testkit::{Stage, TestDatabase, TestPlace};

pub struct Shop {
    pub base: TestDatabase,
    pub ana: Actor,
    pub ben: Actor,
    pub noor: Actor,
    pub mia: CustomerId,
    pub tom: CustomerId,
    pub card: MethodId,
    pub credit: MethodId,
    pub toms_card: MethodId,
    keys: AtomicI64,
}

/// Prices in EUR, what Mia's store credit begins with, and how many of each are on the shelf.
pub const KETTLE: i64 = 4_990;
pub const LID: i64 = 995;
pub const CREDIT: i64 = 2_000;
pub const SHELF: i64 = 500;

impl Stage for Shop {
    async fn set_up(place: TestPlace) -> Self {
        Self::selling_in(place, "EUR", Some(starting())).await
    }
}

fn starting() -> String {
    policies::starting_policy().expect("the starting policy")
}

/// A policy that allows everybody everything, so that only what is impossible is denied.
pub fn permissive() -> String {
    let words = serde_json::json!({ "en": "x", "es": "x", "zh": "x" });
    let mut actions = serde_json::Map::new();
    let verbs =
        "place_order change_items change_address change_payment change_shipping cancel return receive_return close_return exchange refund goodwill
                 resend take_payment invoice receipt credit adjust_bill waive_fee apply_voucher open_account update_account close_account
                 add_charge start_subscription renew_subscription change_subscription cancel_subscription pause_subscription resume_subscription
                 load_balance booking.open booking.move";
    for verb in verbs.split_whitespace() {
        let rule = serde_json::json!({ "name": "yes", "require": "always", "code": "x.y", "text": words, "next_step": words });
        actions.insert(
            verb.into(),
            serde_json::json!({ "title": words, "identity": "none", "needs_confirmation": false, "rules": [rule] }),
        );
    }
    serde_json::json!({ "name": "open", "actions": actions }).to_string()
}

impl Shop {
    pub async fn selling_in(place: TestPlace, code: &'static str, policy: Option<String>) -> Self {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, orders::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let people = base
            .db
            .work(Actor::System, move |work| {
                let mut ids = Vec::new();
                for (name, role) in [("Ana", BuiltIn::Agent), ("Ben", BuiltIn::Supervisor), ("Noor", BuiltIn::Admin)] {
                    let email = EmailAddress::parse(&format!("{name}@kettle.example")).expect("an address");
                    let new = NewAgent {
                        name: name.into(),
                        email,
                        role,
                        locale: Locale::En,
                        zone: "Europe/Madrid".into(),
                        password: password.clone(),
                    };
                    ids.push(agents::add(work, &new)?);
                }
                Ok(ids)
            })
            .await
            .expect("people");
        let currency = Currency::parse(code).expect("a currency");
        let shelves = base.db.work(Actor::System, move |work| furnish(work, currency, policy.as_deref())).await;
        let (mia, tom, card, credit, toms_card) = shelves.unwrap_or_else(|trouble| panic!("the shop does not stand: {trouble}"));
        let [ana, ben, noor] = [people[0], people[1], people[2]].map(|AgentId(id)| Actor::Agent(id));
        Self { base, ana, ben, noor, mia, tom, card, credit, toms_card, keys: AtomicI64::new(1) }
    }

    pub fn clock(&self) -> &Clock {
        &self.base.clock
    }

    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base.db.read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    pub async fn works<T: Send + 'static>(
        &self,
        actor: Actor,
        deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> T {
        self.base
            .db
            .work(actor, deed)
            .await
            .unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    /// The key of a refusal.
    pub async fn refusal<T: Send + 'static>(
        &self,
        actor: Actor,
        deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static,
    ) -> &'static str {
        match self.base.db.work(actor, deed).await {
            Err(Trouble::Refused(refusal)) => refusal.key,
            Err(other) => panic!("refused otherwise: {other}"),
            Ok(_) => panic!("it was not refused"),
        }
    }

    pub fn key(&self) -> String {
        format!("key {}", self.keys.fetch_add(1, Ordering::Relaxed))
    }

    /// Looks, then confirms what was seen with everybody's yes.
    pub async fn asks(&self, actor: Actor, request: Request) -> Confirmed {
        let key = self.key();
        self.works(actor, move |work| {
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
        })
        .await
    }

    /// It is done at once.
    pub async fn does(&self, actor: Actor, request: Request) -> Done {
        match self.asks(actor, request).await {
            Confirmed::Done(done) => done,
            other => panic!("it was not done: {other:?}"),
        }
    }

    /// It is denied with this code.
    pub async fn denied(&self, actor: Actor, request: Request) -> String {
        match self.asks(actor, request).await {
            Confirmed::Denied(verdict, _) => verdict.code,
            other => panic!("it was not denied: {other:?}"),
        }
    }

    /// Mia is on the phone and signed in.
    pub async fn mia_signs_in(&self) {
        let mia = self.mia;
        self.works(Actor::System, move |work| known_by_channel(work, mia, Method::SignedIn, Within::With(Actor::System)))
            .await;
    }

    /// Mia orders two red kettles and a lid by card.
    pub async fn mia_orders(&self) -> OrderId {
        self.mia_signs_in().await;
        self.does(self.ana, Request::PlaceOrder(self.two_kettles_and_a_lid()))
            .await
            .outcome
            .order
            .expect("an order")
    }

    pub fn two_kettles_and_a_lid(&self) -> PlaceOrder {
        PlaceOrder {
            brand: "kettle".into(),
            customer: self.mia,
            lines: vec![wanted("KETTLE-RED", 2), wanted("LID", 1)],
            currency: None,
            ship_to: None,
            bill_to: None,
            shipping: "standard".into(),
            voucher: None,
            pay: vec![pay(self.card)],
            outside_reference: None,
            number: None,
        }
    }

    /// The warehouse sends everything and the carrier delivers it.
    pub async fn arrives(&self, order: OrderId) {
        self.works(Actor::System, move |work| {
            let here = unit::of(work, order)?
                .into_iter()
                .filter(|unit| unit.state == UnitState::Ordered)
                .map(|unit| unit.id)
                .collect();
            let sent = fulfil::ship(work, order, &Sending { units: here, carrier: "Post".into(), tracking: format!("TRACK{order}") })?;
            fulfil::deliver(work, sent)
        })
        .await;
    }

    pub async fn order(&self, id: OrderId) -> Order {
        self.read(move |tx| orders::orders::find(tx, id)).await
    }

    pub async fn units(&self, id: OrderId) -> Vec<UnitId> {
        self.read(move |tx| unit::of(tx, id)).await.into_iter().map(|unit| unit.id).collect()
    }

    pub async fn states(&self, id: OrderId) -> Vec<&'static str> {
        self.read(move |tx| unit::of(tx, id)).await.into_iter().map(|unit| unit.state.word()).collect()
    }

    /// The books of the whole shop balance.
    pub async fn balances(&self) {
        let faults = self.read(faults).await;
        assert!(faults.is_empty(), "the books do not balance:\n{}", faults.join("\n"));
    }
}

pub type Shelves = (CustomerId, CustomerId, MethodId, MethodId, MethodId);

pub fn furnish(work: &mut Work<'_>, currency: Currency, policy: Option<&str>) -> Result<Shelves, Trouble> {
    let entity = brand::add_entity(
        work,
        &NewLegalEntity {
            code: "KC".into(),
            name: "Kettle & Co. GmbH".into(),
            tax_number: "DE123456789".into(),
            address: home("Kettle & Co."),
            bank: "IBAN".into(),
        },
    )?;
    let brand = brand::add(
        work,
        &NewBrand {
            code: "kettle".into(),
            name: "Kettle".into(),
            legal_entity: entity,
            currency,
            prices_include_tax: true,
            order_prefix: "K".into(),
        },
    )?;
    let long_ago = kit::Moment::from_seconds(0);
    tax::set_rate(work, "DE", "standard", Decimal::new(19, 2), long_ago)?;
    tax::set_rate(work, "DE", "reduced", Decimal::new(7, 2), long_ago)?;
    shipping::set_rate(work, brand, "standard", "DE", Money::new(490, currency))?;
    shipping::set_rate(work, brand, "express", "DE", Money::new(1_290, currency))?;
    let kettle = NewProduct {
        code: "kettle".into(),
        name: "Kettle".into(),
        options: vec![OptionSpec { name: "colour".into(), values: vec!["red".into(), "blue".into()] }],
        ..NewProduct::default()
    };
    let kettle = product::add(work, &kettle)?;
    for colour in ["red", "blue"] {
        let sku = format!("KETTLE-{}", colour.to_uppercase());
        shelve(work, kettle, &sku, &[("colour", colour)], "standard", Money::new(KETTLE, currency))?;
    }
    let lid = product::add(work, &NewProduct { code: "lid".into(), name: "Lid".into(), ..NewProduct::default() })?;
    shelve(work, lid, "LID", &[], "reduced", Money::new(LID, currency))?;
    let mia = person(work, "Mia Kowalski", "mia@example.org")?;
    let tom = person(work, "Tom Baker", "tom@example.org")?;
    let card = |label: &str| NewMethod {
        kind: MethodKind::Card,
        label: label.into(),
        reference: "pm_1".into(),
        balance: None,
    };
    let mias_card = payment_method::add(work, mia, &card("Visa ending 4242"))?;
    let toms_card = payment_method::add(work, tom, &card("Visa ending 1111"))?;
    let balance = balance::store_credit(work, mia, currency)?;
    balance::enter(work, balance, Money::new(CREDIT, currency), Because { reason: "start", ..Because::default() })?;
    let new = NewMethod {
        kind: MethodKind::StoreCredit,
        label: "Store credit".into(),
        reference: String::new(),
        balance: Some(balance),
    };
    let credit = payment_method::add(work, mia, &new)?;
    if let Some(policy) = policy {
        policies::found(work, policy)?;
    }
    Ok((mia, tom, mias_card, credit, toms_card))
}

fn shelve(
    work: &mut Work<'_>,
    product: product::ProductId,
    sku: &str,
    options: &[(&str, &str)],
    class: &str,
    price: Money,
) -> Result<(), Trouble> {
    let options = options.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    let new = NewVariant {
        sku: sku.into(),
        options,
        tax_class: class.into(),
        tracks_stock: true,
        prices: vec![price],
    };
    let variant = product::add_variant(work, product, &new)?;
    stock::enter(work, variant, SHELF, "delivery", None)
}

fn person(work: &mut Work<'_>, name: &str, email: &str) -> Result<CustomerId, Trouble> {
    let identity = Identity::parse(IdentityKind::Email, email, None).expect("an address");
    let id = customers::open(work, &customers::NewCustomer { name: name.into(), identity: Some(identity) })?;
    orders::address::add(work, id, AddressKind::Shipping, &home(name), true)?;
    Ok(id)
}

pub fn home(name: &str) -> Address {
    Address {
        name: name.into(),
        line1: "Teestr. 1".into(),
        postcode: "10115".into(),
        city: "Berlin".into(),
        country: "DE".into(),
        ..Address::default()
    }
}

pub fn wanted(sku: &str, count: i64) -> Wanted {
    Wanted { sku: sku.into(), count }
}

pub const fn pay(method: MethodId) -> Pay {
    Pay { method, amount: None, authorise_only: false }
}

pub fn cancel(order: OrderId, units: Vec<UnitId>) -> Request {
    Request::Cancel(Cancel { order, units, reason: "changed_mind".into(), refund_to: RefundTo::Original })
}

pub fn refund(order: OrderId, what: RefundWhat, to: RefundTo) -> Request {
    Request::Refund(Refund { order, refund: what, reason: "not_as_described".into(), refund_to: to })
}

pub fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}
