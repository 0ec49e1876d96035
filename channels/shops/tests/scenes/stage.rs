//! The stage: Kettle & Co. with an order desk, and shops beside it in a world of fakes.
#![allow(dead_code, reason = "each scene uses its own part of the cast")]

use crate::fake::World;
use crate::fake_shopify::{self, FakeShopify};
use crate::fake_stripe::FakeStripe;
use crate::fake_woo::{self, FakeWoo};
use agents::{AgentId, BuiltIn, Hasher, NewAgent, NewPassword};
use db::{Actor, Trouble, Tx, Work, sql};
use kit::{Currency, EmailAddress, Locale};
use orders::address::Address;
use orders::bill::{self, BillOf};
use orders::brand::{self, BrandId, NewBrand, NewLegalEntity};
use orders::{Ask, Confirmed, Done, Order, OrderId, Request, payments, policies, unit};
use shops::{Access, Settings, Shop, ShopId, System, Trade};
use std::sync::Arc;
use testkit::{Stage, TestDatabase, TestPlace};

pub struct Desk {
    pub base: TestDatabase,
    pub world: World,
    pub trade: Trade,
    pub ana: Actor,
    pub brand: BrandId,
}

/// Everybody may do everything, so that only what is impossible is denied.
fn permissive() -> String {
    let words = serde_json::json!({ "en": "x", "es": "x", "zh": "x" });
    let mut actions = serde_json::Map::new();
    for verb in ["place_order", "change_address", "change_items", "cancel", "refund", "goodwill", "resend"] {
        let rule = serde_json::json!({ "name": "yes", "require": "always", "code": "x.y", "text": words, "next_step": words });
        actions.insert(
            verb.into(),
            serde_json::json!({ "title": words, "identity": "none", "needs_confirmation": false, "rules": [rule] }),
        );
    }
    serde_json::json!({ "name": "open", "actions": actions }).to_string()
}

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, orders::MIGRATIONS, shops::MIGRATIONS].concat();
        let base = TestDatabase::open(place, &migrations);
        let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
        let furnished = base.db.work(Actor::System, move |work| furnish(work, &password)).await;
        let (AgentId(ana), brand) = furnished.unwrap_or_else(|trouble| panic!("the desk does not stand: {trouble}"));
        let world = World::default();
        let trade = Trade::new(base.db.clone(), Arc::new(world.clone()));
        Self { base, world, trade, ana: Actor::Agent(ana), brand }
    }
}

fn furnish(work: &mut Work<'_>, password: &agents::PasswordHash) -> Result<(AgentId, BrandId), Trouble> {
    let ana = NewAgent {
        name: "Ana".into(),
        email: EmailAddress::parse("ana@kettle.example").expect("an address"),
        role: BuiltIn::Admin,
        locale: Locale::En,
        zone: "Europe/Madrid".into(),
        password: password.clone(),
    };
    let ana = agents::add(work, &ana)?;
    let home = Address {
        name: "Kettle & Co.".into(),
        line1: "Hafen 1".into(),
        city: "Berlin".into(),
        country: "DE".into(),
        ..Address::default()
    };
    let entity = NewLegalEntity {
        code: "KC".into(),
        name: "Kettle & Co. GmbH".into(),
        tax_number: "DE1".into(),
        address: home,
        bank: "IBAN".into(),
    };
    let legal_entity = brand::add_entity(work, &entity)?;
    let brand = NewBrand {
        code: "kettle".into(),
        name: "Kettle".into(),
        legal_entity,
        currency: Currency::EUR,
        prices_include_tax: true,
        order_prefix: "K".into(),
    };
    let brand = brand::add(work, &brand)?;
    policies::found(work, &permissive())?;
    Ok((ana, brand))
}

/// What the books say of an order, without what depends on when we heard of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    pub total: String,
    pub tax: i64,
    pub paid: String,
    pub status: String,
    pub units: Vec<(String, String)>,
    pub money: Vec<(String, i64, String)>,
}

impl Desk {
    pub async fn read<T: Send + 'static>(&self, question: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base.db.read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    pub async fn works<T: Send + 'static>(&self, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.base
            .db
            .work(self.ana, deed)
            .await
            .unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    async fn connects(&self, system: System, access: Access) -> Shop {
        let settings = Settings {
            system,
            name: format!("Our {}", system.word()),
            brand: self.brand,
            access,
            enabled: true,
        };
        let id = self.works(move |work| shops::connect(work, &settings)).await;
        self.shop(id).await
    }

    pub async fn shop(&self, id: ShopId) -> Shop {
        self.read(move |tx| shops::shops::find(tx, id)).await
    }

    pub async fn beside_shopify(&self) -> (Shop, FakeShopify) {
        let fake = FakeShopify::opens(&self.world).await;
        let access = Access {
            host: fake_shopify::HOST.into(),
            user: String::new(),
            secret: "shpat_secret".into(),
            webhook_secret: "whispered".into(),
        };
        (self.connects(System::Shopify, access).await, fake)
    }

    pub async fn beside_woo(&self) -> (Shop, FakeWoo) {
        let fake = FakeWoo::opens(&self.world).await;
        let access = Access {
            host: fake_woo::HOST.into(),
            user: "ck_1".into(),
            secret: "cs_secret".into(),
            webhook_secret: "whispered".into(),
        };
        (self.connects(System::Woo, access).await, fake)
    }

    pub async fn beside_stripe(&self) -> (Shop, FakeStripe) {
        let fake = FakeStripe::opens(&self.world).await;
        let access = Access {
            secret: "sk_test_secret".into(),
            webhook_secret: "whsec_1".into(),
            ..Access::default()
        };
        (self.connects(System::Stripe, access).await, fake)
    }

    pub async fn reads(&self, shop: &Shop) {
        self.trade.read_shop(shop).await.unwrap_or_else(|trouble| panic!("it could not be read: {trouble}"));
    }

    /// The order with this number.
    pub async fn order(&self, number: &'static str) -> Order {
        self.read(move |tx| orders::orders::by_number(tx, number))
            .await
            .unwrap_or_else(|| panic!("there is no order {number}"))
    }

    pub async fn books(&self, id: OrderId) -> Books {
        self.read(move |tx| books(tx, id)).await
    }

    /// Ana asks for it, sees what would happen, and says yes; then the log is followed as the program would.
    pub async fn does(&self, request: Request) -> Done {
        let key = kit::Token::random().hash();
        let actor = self.ana;
        let confirmed = self
            .works(move |work| {
                let seen = orders::preview(work, actor, &request)?;
                let ask = Ask {
                    request: request.clone(),
                    hash: seen.hash,
                    key: key.clone(),
                    agreed: true,
                    conversation: None,
                };
                let confirmed = orders::confirm(work, &ask)?;
                if let Confirmed::Done(done) = &confirmed
                    && let Some(order) = done.outcome.order
                {
                    shops::errands::follow(work, done.action.0, order)?;
                }
                Ok(confirmed)
            })
            .await;
        match confirmed {
            Confirmed::Done(done) => done,
            other => panic!("it was not done: {other:?}"),
        }
    }

    /// Carries errands out until nothing is due any more, moving the clock over pauses.
    pub async fn carries_out(&self) {
        for _ in 0..40 {
            self.trade.carry_out().await.unwrap_or_else(|trouble| panic!("errands: {trouble}"));
            self.trade.work_off().await.unwrap_or_else(|trouble| panic!("deliveries: {trouble}"));
            self.base.clock.forward_seconds(1_800);
        }
    }

    pub async fn errands(&self, order: OrderId) -> Vec<(String, &'static str, String)> {
        let all = self.read(move |tx| shops::errands::of_order(tx, order)).await;
        all.into_iter().map(|kept| (kept.what, kept.state.word(), kept.reason)).collect()
    }

    pub async fn log_length(&self) -> i64 {
        self.read(|tx| sql("SELECT COUNT(*) FROM activity").only(tx, "count")).await
    }
}

pub fn books(tx: &mut Tx<'_>, id: OrderId) -> Result<Books, Trouble> {
    let order = orders::orders::find(tx, id)?;
    let entries = bill::of(tx, BillOf::Order(id))?;
    let total = bill::total(order.currency, &entries)?;
    assert_eq!(total.gross, order.total(), "the order and its bill");
    let lines = payments::of(tx, BillOf::Order(id))?;
    let mut money: Vec<_> = lines
        .iter()
        .filter(|line| line.holds())
        .map(|line| (line.kind.word().to_owned(), line.amount().minor, line.reference.clone()))
        .collect();
    money.sort();
    let units = unit::of(tx, id)?.into_iter().map(|unit| (unit.sku, unit.state.word().to_owned())).collect();
    Ok(Books {
        total: order.total().to_string(),
        tax: total.tax.minor,
        paid: order.paid().to_string(),
        status: order.status.word().to_owned(),
        units,
        money,
    })
}
