//! Beside a shop: Shopify, WooCommerce and Stripe, read into the order desk's books and acted on from there.
//!
//! Cast: a [`Shop`] is how one system is reached; [`commerce::Commerce`] is what every system can be asked and told, and
//! each connector keeps it; [`theirs`] are the words they all speak; [`books`] takes them in; [`errands`] carry the order
//! desk's actions out there; [`deliveries`] are its webhooks; [`Trade`] runs all of them; [`differences`] compares books;
//! [`file`] brings customers, products and orders in and out as CSV and JSON.
//! It promises: a webhook is durable before it is answered and believed only with its signature; whatever comes twice, late
//! or out of order leaves the books the same; nothing is asked of a shop twice that it would do twice; what nobody knows is
//! shown to a person. It refuses to know how the order desk judges and plans.

pub(crate) mod amount;
mod api;
pub mod books;
pub mod commerce;
pub mod deliveries;
pub mod differences;
pub mod errands;
mod event;
pub(crate) mod field;
pub mod file;
mod links;
pub mod pages;
mod shop;
mod shopify;
pub mod shops;
pub mod signature;
mod story;
mod stripe;
mod talk;
pub mod theirs;
mod trade;
mod woo;

pub use event::Event;
pub use shop::{Access, SECRETS, Settings, Shop, ShopId, State, System, change, commerce as line_to, connect, disconnect, host_of};
pub use story::story;
pub use trade::Trade;

/// An order as Shopify writes it, in words of ours: for files of orders and for tests.
pub fn read_shopify_order(node: &serde_json::Value) -> Result<theirs::Told, commerce::Ailment> {
    shopify::read_order(node)
}

/// The running channel, for pages: they read a shop at once and reach the world as it does.
pub struct TradeOf(pub Trade);

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "shops",
    en: include_str!("../locales/en/shops.ftl"),
    es: include_str!("../locales/es/shops.ftl"),
    zh: include_str!("../locales/zh/shops.ftl"),
};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        feature: "shops",
        number: 1,
        name: "shops",
        sql: include_str!("../migrations/0001_shops.sql"),
    },
    db::Migration {
        feature: "shops",
        number: 2,
        name: "errands_again",
        sql: include_str!("../migrations/0002_errands_again.sql"),
    },
];
