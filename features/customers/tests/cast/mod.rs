//! The stage of this room's scenes: Kettle & Co.'s customers on a fresh database, and short words to act with.
#![allow(dead_code, reason = "each scene file uses its own part of the cast")]

pub mod door;

use customers::{CustomerId, Follows, Identity, IdentityKind};
use db::{Actor, Migration, Trouble, Work, sql};
use testkit::{Stage, TestDatabase, TestPlace};

/// Ana, who works here.
pub const ANA: Actor = Actor::Agent(1);

pub struct Desk(pub TestDatabase);

impl Stage for Desk {
    async fn set_up(place: TestPlace) -> Self {
        let letters = Migration {
            feature: "letters",
            number: 1,
            name: "letters",
            sql: "CREATE TABLE letter (id {id}, customer_id BIGINT NOT NULL REFERENCES customer(id));",
        };
        let migrations: Vec<Migration> = db::MIGRATIONS
            .iter()
            .chain(agents::MIGRATIONS)
            .chain(customers::MIGRATIONS)
            .copied()
            .chain([letters])
            .collect();
        Self(TestDatabase::open(place, &migrations))
    }
}

impl Desk {
    /// Ana does it, and it works.
    pub async fn ana<T: Send + 'static>(&self, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.0.db.work(ANA, deed).await.unwrap_or_else(|trouble| panic!("it should have worked: {trouble}"))
    }

    /// Ana tries it; here is the key of the refusal.
    pub async fn refusal<T: Send + 'static>(&self, deed: impl FnMut(&mut Work<'_>) -> Result<T, Trouble> + Send + 'static) -> &'static str {
        match self.0.db.work(ANA, deed).await {
            Err(Trouble::Refused(refusal)) => refusal.key,
            Err(other) => panic!("refused otherwise: {other}"),
            Ok(_) => panic!("it was not refused"),
        }
    }

    pub async fn ask<T: Send + 'static>(&self, question: impl FnOnce(&mut db::Tx<'_>) -> Result<T, Trouble> + Send + 'static) -> T {
        self.0.db.read(question).await.unwrap_or_else(|trouble| panic!("no answer: {trouble}"))
    }

    /// A mail arrives from this address.
    pub async fn writes(&self, address: &'static str, name: &'static str) -> CustomerId {
        self.ana(move |work| customers::recognise(work, &email(address), Some(name))).await
    }

    /// The kinds of log lines about a customer, oldest first.
    pub async fn story(&self, customer: CustomerId) -> Vec<String> {
        self.ask(move |tx| sql("SELECT kind FROM activity WHERE customer_id = $1 ORDER BY id").with(customer).all(tx))
            .await
    }
}

pub fn email(address: &str) -> Identity {
    Identity::parse(IdentityKind::Email, address, None).unwrap_or_else(|e| panic!("{e}"))
}

pub fn phone(number: &str) -> Identity {
    Identity::parse(IdentityKind::Phone, number, Some("ES")).unwrap_or_else(|e| panic!("{e}"))
}

/// Letters point at customers, as conversations will.
pub struct Letters;

impl Follows for Letters {
    fn feature(&self) -> &'static str {
        "letters"
    }

    fn move_customer(&self, work: &mut Work<'_>, from: CustomerId, to: CustomerId) -> Result<serde_json::Value, Trouble> {
        let moved: Vec<i64> = sql("UPDATE letter SET customer_id = $1 WHERE customer_id = $2 RETURNING id")
            .with(to)
            .with(from)
            .all(work)?;
        Ok(serde_json::json!({ "letters": moved, "home": from }))
    }

    fn move_back(&self, work: &mut Work<'_>, moved: serde_json::Value) -> Result<(), Trouble> {
        let home = moved["home"].as_i64();
        for letter in moved["letters"].as_array().into_iter().flatten() {
            sql("UPDATE letter SET customer_id = $1 WHERE id = $2").with(home).with(letter.as_i64()).run(work)?;
        }
        Ok(())
    }
}
