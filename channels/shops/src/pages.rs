//! The pages beside shops: connecting one, how it is doing, what was set aside, what asks for a person, and where books differ;
//! and the door for webhooks.
//!
//! Saving tests first and keeps only what works. No secret ever leaves: a stored one is kept when its field is left empty.

mod act;
mod form;
mod list;
mod order;
mod page;
mod sheet;
mod tables;
mod webhook;

pub use order::{escaped, on_order};

use web::{MenuEntry, Needs, Routes};

const SETTINGS: Needs = Needs::Permission("settings.manage");
const ORDERS: Needs = Needs::Permission("orders.manage");

/// The entry of the settings navigation.
pub const MENU: &[MenuEntry] = &[MenuEntry {
    name: "shops",
    href: "/settings/shops",
    label_key: "shops-menu",
    needs: ORDERS,
    icon: "link",
    group_key: "shops-menu-group",
}];

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/settings/shops", ORDERS, list::show)
        .get("/settings/shops/new", SETTINGS, form::blank)
        .post("/settings/shops/new", SETTINGS, form::connect)
        .get("/settings/shops/{id}", ORDERS, page::show)
        .get("/settings/shops/{id}/edit", SETTINGS, form::edit)
        .post("/settings/shops/{id}/edit", SETTINGS, form::save)
        .post("/settings/shops/{id}/disconnect", SETTINGS, act::disconnect)
        .post("/settings/shops/{id}/read", ORDERS, act::read)
        .post("/settings/shops/{id}/compare", ORDERS, act::compare)
        .get("/settings/shops/{id}/differences.csv", ORDERS, sheet::csv)
        .post("/orders/{number}/errands/{raw}/again", Needs::Permission("orders.act"), order::again)
        .post("/settings/shops/{id}/deliveries/{raw}/replay", ORDERS, act::replay)
        .post("/settings/shops/{id}/errands/{raw}/{word}", ORDERS, act::decide)
        .post("/shops/{id}/webhook", Needs::Signature, webhook::receive)
        .merge(crate::api::routes())
}
