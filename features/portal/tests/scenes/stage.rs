//! The stage: Kettle & Co. with its shop, an inbox and a desk; Mia with one order that has arrived and one that has not left;
//! Tom with an order of his own; Ana who works there.
#![allow(dead_code, reason = "each scene uses its own part of the cast")]

use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword};
use customers::{CustomerId, Identity, NewCustomer};
use db::{Actor, Trouble, Tx, Work, sql};
use desk::{Inbox, InboxId, inbox::InboxSettings};
use kit::{Currency, EmailAddress, Key, Locale, Moment, Money};
use orders::action::{Pay, PlaceOrder, Wanted};
use orders::address::{Address, AddressKind};
use orders::brand::{self, NewBrand, NewLegalEntity};
use orders::fulfil::{self, Sending};
use orders::payment_method::{self, MethodKind, NewMethod};
use orders::product::{self, NewProduct, NewVariant, OptionSpec};
use orders::unit::{self, Unit, UnitState};
use orders::verification::{self, Method, Within};
use orders::{Ask, Confirmed, Order, OrderId, Request, policies, shipping, stock, tax};
use rust_decimal::Decimal;
use testkit::{Stage, TestDatabase, TestPlace};
use web::Site;

pub const MIA: &str = "mia@customer.example";
pub const TOM: &str = "tom@customer.example";

pub struct House {
    pub base: TestDatabase,
    pub site: Site,
    pub ana: AgentId,
    pub mia: CustomerId,
    pub tom: CustomerId,
    pub inbox: InboxId,
    /// Mia's: two red kettles and a lid, delivered.
    pub arrived: Order,
    /// Mia's: a blue kettle, not sent yet.
    pub waiting: Order,
    /// Tom's: a red kettle, delivered.
    pub toms: Order,
}

impl Stage for House {
    async fn set_up(place: TestPlace) -> Self {
        let rooms = [
            db::MIGRATIONS,
            agents::MIGRATIONS,
            customers::MIGRATIONS,
            desk::MIGRATIONS,
            orders::MIGRATIONS,
            portal::MIGRATIONS,
        ];
        let base = TestDatabase::open(place, &rooms.concat());
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let made = base.db.work(Actor::System, move |work| furnish(work, password.clone())).await;
        let (ana, inbox, mia, tom) = made.unwrap_or_else(|trouble| panic!("the house does not stand: {trouble}"));
        let site = agents::furnish(Site::builder(base.db.clone(), Key::from_bytes([7; 32]), "https://shop.example"))
            .texts(&[customers::TEXTS, desk::TEXTS, orders::TEXTS, portal::TEXTS])
            .settings_menu(portal::pages::MENU.to_vec())
            .build();
        let arrived = bought(&base, mia, &[("KETTLE-RED", 2), ("LID", 1)], true).await;
        let waiting = bought(&base, mia, &[("KETTLE-BLUE", 1)], false).await;
        let toms = bought(&base, tom, &[("KETTLE-RED", 1)], true).await;
        // What they were verified by to order is over: they come to the portal as strangers.
        base.clock.forward_seconds(13 * 3_600);
        Self { base, site, ana, mia, tom, inbox, arrived, waiting, toms }
    }
}

impl House {
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

    pub async fn order(&self, id: OrderId) -> Order {
        self.read(move |tx| orders::orders::find(tx, id)).await
    }

    pub async fn units(&self, id: OrderId) -> Vec<Unit> {
        self.read(move |tx| unit::of(tx, id)).await
    }

    pub async fn states(&self, id: OrderId) -> Vec<&'static str> {
        self.units(id).await.iter().map(|unit| unit.state.word()).collect()
    }

    /// The letters promised so far, unsealed.
    pub async fn letters_as_written(&self) -> Vec<String> {
        self.read(|tx| {
            let sealed: Vec<String> = sql("SELECT payload FROM job WHERE kind = 'portal.mail' ORDER BY id").all(tx)?;
            sealed.iter().map(|letter| agents::post::LETTERS.open(tx, 0, letter)).collect()
        })
        .await
    }

    /// What the letters promised so far say: whom they go to and the digits in them.
    pub async fn letters(&self) -> Vec<(String, String)> {
        let payloads = self.letters_as_written().await;
        payloads
            .iter()
            .map(|payload| {
                let letter: serde_json::Value = serde_json::from_str(payload).expect("a letter");
                let subject = letter["subject"].as_str().expect("a subject");
                let code = subject.chars().filter(char::is_ascii_digit).collect();
                (letter["to"].as_str().expect("a reader").to_owned(), code)
            })
            .collect()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &'static str) -> i64 {
        let text = match table {
            "action" => "SELECT COUNT(*) FROM action",
            "conversation" => "SELECT COUNT(*) FROM conversation",
            "portal_session" => "SELECT COUNT(*) FROM portal_session",
            other => panic!("no scene counts {other}"),
        };
        self.read(move |tx| sql(text).only(tx, "count")).await
    }

    /// The preview somebody sees in the browser they came in with last.
    pub async fn sees(&self, actor: Actor, request: Request) -> orders::Preview {
        self.read(move |tx| {
            let last: Option<i64> = sql("SELECT MAX(id) FROM portal_session WHERE customer_id = $1")
                .with(actor.id())
                .only(tx, "session")?;
            orders::preview_from(tx, actor, &request, &orders::Origin::in_session(actor, last.unwrap_or(0)))
        })
        .await
    }

    /// How strongly Mia is known in each of her browsers, the oldest first; at the end, on the phone with Ana.
    pub async fn mias_strengths(&self) -> Vec<&'static str> {
        let (mia, ana) = (self.mia, Actor::Agent(self.ana.0));
        self.read(move |tx| {
            let sessions: Vec<i64> = sql("SELECT id FROM portal_session WHERE customer_id = $1 ORDER BY id").with(mia).all(tx)?;
            let places = sessions.into_iter().map(Within::Session).chain([Within::With(ana)]);
            places.map(|within| verification::strength(tx, mia, within)).collect()
        })
        .await
    }

    pub fn forward(&self, seconds: i64) {
        self.base.clock.forward_seconds(seconds);
    }
}

fn furnish(work: &mut Work<'_>, password: agents::PasswordHash) -> Result<(AgentId, InboxId, CustomerId, CustomerId), Trouble> {
    let email = EmailAddress::parse("ana@kettle.example").expect("an address");
    let ana = agents::add(
        work,
        &NewAgent {
            name: "Ana".into(),
            email,
            role: BuiltIn::Admin,
            locale: Locale::En,
            zone: "UTC".into(),
            password,
        },
    )?;
    let settings = InboxSettings {
        name: "Support".into(),
        from_name: "Kettle & Co.".into(),
        signature: String::new(),
        team_id: None,
        undo_seconds: 10,
        acknowledgement: String::new(),
    };
    let inbox = Inbox::add(work, "email", "support@kettle.example", &settings)?;
    shop(work)?;
    let mia = person(work, "Mia Keller", MIA)?;
    let tom = person(work, "Tom Baker", TOM)?;
    Ok((ana, inbox, mia, tom))
}

fn shop(work: &mut Work<'_>) -> Result<(), Trouble> {
    let entity = NewLegalEntity {
        code: "KC".into(),
        name: "Kettle & Co. GmbH".into(),
        tax_number: "DE123456789".into(),
        address: home("Kettle & Co."),
        bank: "IBAN DE89 3704 0044 0532 0130 00".into(),
    };
    let entity = brand::add_entity(work, &entity)?;
    let brand = brand::add(
        work,
        &NewBrand {
            code: "kettle".into(),
            name: "Kettle & Co.".into(),
            legal_entity: entity,
            currency: Currency::EUR,
            prices_include_tax: true,
            order_prefix: "K".into(),
        },
    )?;
    let long_ago = Moment::from_seconds(0);
    tax::set_rate(work, "DE", "standard", Decimal::new(19, 2), long_ago)?;
    tax::set_rate(work, "DE", "reduced", Decimal::new(7, 2), long_ago)?;
    shipping::set_rate(work, brand, "standard", "DE", Money::new(490, Currency::EUR))?;
    let colour = OptionSpec { name: "colour".into(), values: vec!["red".into(), "blue".into()] };
    let kettle = product::add(
        work,
        &NewProduct {
            code: "kettle".into(),
            name: "Kettle".into(),
            options: vec![colour],
            ..NewProduct::default()
        },
    )?;
    for (sku, colour) in [("KETTLE-RED", "red"), ("KETTLE-BLUE", "blue")] {
        shelve(work, kettle, sku, &[("colour", colour)], "standard", 4_990)?;
    }
    let lid = product::add(work, &NewProduct { code: "lid".into(), name: "Lid".into(), ..NewProduct::default() })?;
    shelve(work, lid, "LID", &[], "reduced", 995)?;
    policies::found(work, &policies::starting_policy()?).map(drop)
}

fn shelve(
    work: &mut Work<'_>,
    product: product::ProductId,
    sku: &str,
    chosen: &[(&str, &str)],
    class: &str,
    minor: i64,
) -> Result<(), Trouble> {
    let variant = NewVariant {
        sku: sku.into(),
        options: chosen.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        tax_class: class.into(),
        tracks_stock: true,
        prices: vec![Money::new(minor, Currency::EUR)],
    };
    let variant = product::add_variant(work, product, &variant)?;
    stock::enter(work, variant, 500, "the first delivery", None)
}

fn person(work: &mut Work<'_>, name: &str, email: &str) -> Result<CustomerId, Trouble> {
    let email = EmailAddress::parse(email).expect("an address");
    let id = customers::open(work, &NewCustomer { name: name.into(), identity: Some(Identity::Email(email)) })?;
    orders::address::add(work, id, AddressKind::Shipping, &home(name), true)?;
    let card = NewMethod {
        kind: MethodKind::Card,
        label: "Visa".into(),
        reference: "pm_1".into(),
        balance: None,
    };
    payment_method::add(work, id, &card)?;
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

/// The customer orders in the shop, and perhaps it arrives.
async fn bought(base: &TestDatabase, customer: CustomerId, what: &'static [(&'static str, i64)], arrives: bool) -> Order {
    let placed = base
        .db
        .work(Actor::Customer(customer.0), move |work| {
            let shop = Within::With(work.actor);
            verification::known_by_channel(work, customer, Method::SignedIn, shop)?;
            let method = payment_method::of(work, customer)?[0].id;
            let request = Request::PlaceOrder(PlaceOrder {
                brand: "kettle".into(),
                customer,
                lines: what.iter().map(|(sku, count)| Wanted { sku: (*sku).into(), count: *count }).collect(),
                currency: None,
                ship_to: None,
                bill_to: None,
                shipping: "standard".into(),
                voucher: None,
                pay: vec![Pay { method, amount: None, authorise_only: false }],
                outside_reference: None,
                number: None,
            });
            let actor = work.actor;
            let hash = orders::preview(work, actor, &request)?.hash;
            let ask = Ask { request, hash, key: format!("{what:?}"), agreed: true, conversation: None };
            match orders::confirm(work, &ask)? {
                Confirmed::Done(done) => Ok(done.outcome.order.expect("an order")),
                other => panic!("not ordered: {other:?}"),
            }
        })
        .await
        .unwrap_or_else(|trouble| panic!("not ordered: {trouble}"));
    if arrives {
        let sent = base.db.work(Actor::System, move |work| {
            let units = unit::of(work, placed)?.into_iter().filter(|unit| unit.state == UnitState::Ordered);
            let units = units.map(|unit| unit.id).collect();
            let sent = fulfil::ship(work, placed, &Sending { units, carrier: "Post".into(), tracking: format!("TRACK{placed}") })?;
            fulfil::deliver(work, sent)
        });
        sent.await.unwrap_or_else(|trouble| panic!("not delivered: {trouble}"));
    }
    base.db.read(move |tx| orders::orders::find(tx, placed)).await.expect("the order")
}
