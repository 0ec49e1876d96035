//! A shop on disk for the order desk's benchmarks: two products, a customer with a card, the starting policy; and orders by
//! the hundred thousand, written straight into the tables.

use agents::{BuiltIn, Hasher, NewAgent, NewPassword};
use customers::{CustomerId, Identity, IdentityKind, NewCustomer};
use db::{Actor, Database, Place, Trouble, Work};
use kit::{Clock, Currency, EmailAddress, Locale, Moment, Money};
use orders::action::{Pay, PlaceOrder, Wanted};
use orders::address::{self, Address, AddressKind};
use orders::brand::{self, NewBrand, NewLegalEntity};
use orders::payment_method::{self, MethodId, MethodKind, NewMethod};
use orders::product::{self, NewProduct, NewVariant, OptionSpec};
use orders::{policies, shipping, stock, tax, verification};
use rust_decimal::Decimal;
use std::path::Path;

/// The desk, who acts on it, and who buys.
pub struct Shop {
    pub db: Database,
    pub ana: Actor,
    pub mia: CustomerId,
    pub card: MethodId,
}

/// Opens a shop in `folder`.
pub async fn shop(folder: &Path) -> Shop {
    let migrations = [db::MIGRATIONS, agents::MIGRATIONS, customers::MIGRATIONS, orders::MIGRATIONS].concat();
    let db = Database::open(Place::Sqlite(folder.join("shop.db")), &migrations, Clock::system()).expect("a database");
    let password = Hasher::new().hash(&NewPassword::for_demo("the kettle sings")).await.expect("a hash");
    let new = NewAgent {
        name: "Ana".into(),
        email: EmailAddress::parse("ana@kettle.example").expect("an address"),
        role: BuiltIn::Admin,
        locale: Locale::En,
        zone: "UTC".into(),
        password,
    };
    let ana = db.work(Actor::System, move |work| agents::add(work, &new)).await.expect("Ana");
    let (mia, card) = db.work(Actor::System, furnish).await.expect("shelves");
    Shop { db, ana: Actor::Agent(ana.0), mia, card }
}

fn home(name: &str) -> Address {
    Address {
        name: name.into(),
        line1: "Teestr. 1".into(),
        postcode: "10115".into(),
        city: "Berlin".into(),
        country: "DE".into(),
        ..Address::default()
    }
}

fn furnish(work: &mut Work<'_>) -> Result<(CustomerId, MethodId), Trouble> {
    let entity = NewLegalEntity {
        code: "KC".into(),
        name: "Kettle & Co.".into(),
        tax_number: "DE1".into(),
        address: home("Kettle & Co."),
        bank: "IBAN".into(),
    };
    let legal_entity = brand::add_entity(work, &entity)?;
    let kettle = NewBrand {
        code: "kettle".into(),
        name: "Kettle".into(),
        legal_entity,
        currency: Currency::EUR,
        prices_include_tax: true,
        order_prefix: "K".into(),
    };
    let brand = brand::add(work, &kettle)?;
    for (class, percent) in [("standard", 19), ("reduced", 7)] {
        tax::set_rate(work, "DE", class, Decimal::new(percent, 2), Moment::from_seconds(0))?;
    }
    shipping::set_rate(work, brand, "standard", "DE", Money::new(490, Currency::EUR))?;
    shelve(work)?;
    let identity = Identity::parse(IdentityKind::Email, "mia@example.org", None).expect("an address");
    let mia = customers::open(work, &NewCustomer { name: "Mia Kowalski".into(), identity: Some(identity) })?;
    address::add(work, mia, AddressKind::Shipping, &home("Mia"), true)?;
    verification::known_by_channel(work, mia, verification::Method::SignedIn, verification::Within::With(Actor::System))?;
    let card = NewMethod {
        kind: MethodKind::Card,
        label: "Visa".into(),
        reference: "pm".into(),
        balance: None,
    };
    let card = payment_method::add(work, mia, &card)?;
    policies::found(work, &policies::starting_policy()?)?;
    Ok((mia, card))
}

fn shelve(work: &mut Work<'_>) -> Result<(), Trouble> {
    let colours = OptionSpec { name: "colour".into(), values: vec!["red".into(), "blue".into()] };
    let kettle = NewProduct {
        code: "kettle".into(),
        name: "Kettle".into(),
        options: vec![colours],
        ..NewProduct::default()
    };
    let kettle = product::add(work, &kettle)?;
    for colour in ["red", "blue"] {
        let new = NewVariant {
            sku: format!("KETTLE-{}", colour.to_uppercase()),
            options: [("colour".to_owned(), colour.to_owned())].into_iter().collect(),
            tax_class: "standard".into(),
            tracks_stock: true,
            prices: vec![Money::new(4_990, Currency::EUR)],
        };
        let variant = product::add_variant(work, kettle, &new)?;
        stock::enter(work, variant, 1_000_000, "delivery", None)?;
    }
    Ok(())
}

impl Shop {
    /// Two red kettles by card.
    pub fn order(&self) -> PlaceOrder {
        PlaceOrder {
            brand: "kettle".into(),
            customer: self.mia,
            lines: vec![Wanted { sku: "KETTLE-RED".into(), count: 2 }],
            currency: None,
            ship_to: None,
            bill_to: None,
            shipping: "standard".into(),
            voucher: None,
            pay: vec![Pay { method: self.card, amount: None, authorise_only: false }],
            outside_reference: None,
            number: None,
        }
    }
}

/// The key behind which they are written.
const AT: &str = "1000000";

/// Writes `count` orders with two pieces, three bill entries, a payment and a parcel each, behind what is there: a
/// customer for five orders, one of a thousand SKUs for each piece.
pub fn write_orders(file: &Path, count: u64) -> Result<(), rusqlite::Error> {
    let connection = rusqlite::Connection::open(file)?;
    connection
        .execute_batch("PRAGMA busy_timeout = 60000; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA foreign_keys = OFF;")?;
    let numbers = |last: u64| format!("WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {last})");
    let (orders, buyers) = (numbers(count), numbers(count / 5 + 1));
    connection.execute_batch(&format!(
        "BEGIN;
         INSERT INTO customer (id, name, name_key, created_at, last_seen_at) {buyers}
         SELECT {AT} + n, 'Buyer ' || n, 'buyer ' || n, 0, n FROM n;
         INSERT INTO customer_identity (customer_id, kind, value, source, is_primary, added_at) {buyers}
         SELECT {AT} + n, 'email', 'buyer' || n || '@example.org', 'bench', TRUE, 0 FROM n;
         INSERT INTO variant (id, product_id, sku, options, tax_class, tracks_stock) {thousand}
         SELECT {AT} + n, 1, 'SKU-' || n, '{{\"n\":\"' || n || '\"}}', 'standard', FALSE FROM n;
         INSERT INTO sales_order (id, number, brand_id, customer_id, status, email, currency, country, prices_include_tax, shipping_method,
                                  ship_to, bill_to, total_minor, paid_minor, placed_at) {orders}
         SELECT {AT} + n, 'B' || n, 1, {AT} + 1 + n / 5, 'delivered', 'buyer' || (1 + n / 5) || '@example.org', 'EUR', 'DE', TRUE, 'standard',
                o.ship_to, o.bill_to, 10470, 10470, n FROM n, (SELECT ship_to, bill_to FROM sales_order ORDER BY id LIMIT 1) o;
         INSERT INTO order_unit (id, order_id, position, variant_id, product_id, sku, name, options, category, tax_class, price_minor, state,
                                 delivered_at) {orders}
         SELECT {AT} + 2 * n + p.p, {AT} + n, p.p, {AT} + 1 + (n * 7 + p.p) % 1000, 1, 'SKU-' || (1 + (n * 7 + p.p) % 1000), 'Kettle', '{{}}', '',
                'standard', 4990, 'delivered', n FROM n, (SELECT 0 AS p UNION ALL SELECT 1) p;
         INSERT INTO bill_entry (order_id, unit_id, kind, label, tax_class, tax_rate, net_minor, tax_minor, gross_minor, currency, entered_at)
         SELECT order_id, id, 'unit', name, tax_class, '0.19', 4193, 797, 4990, 'EUR', 0 FROM order_unit WHERE id >= {AT};
         INSERT INTO bill_entry (order_id, kind, label, tax_class, tax_rate, net_minor, tax_minor, gross_minor, currency, entered_at)
         SELECT id, 'shipping', 'standard', 'standard', '0.19', 412, 78, 490, 'EUR', 0 FROM sales_order WHERE id >= {AT};
         INSERT INTO payment (order_id, customer_id, kind, minor, currency, method_kind, reason, actor_kind, entered_at, settled_at)
         SELECT id, customer_id, 'capture', 10470, 'EUR', 'card', '', 'system', 0, 0 FROM sales_order WHERE id >= {AT};
         INSERT INTO shipment (id, order_id, kind, carrier, tracking, state, created_at)
         SELECT id, id, 'order', 'Post', 'TRACK' || id, 'delivered', 0 FROM sales_order WHERE id >= {AT};
         COMMIT;",
        thousand = numbers(1_000),
    ))
}
