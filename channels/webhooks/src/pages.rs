//! The pages of webhooks: which there are, how each is doing, what it was told and how often, and the buttons.
//!
//! The secret is shown to whoever may make webhooks: a receiver cannot be set up without it.

mod act;
mod form;
mod list;
pub(crate) mod one;

use web::{MenuEntry, Needs, Routes};

const SETTINGS: Needs = Needs::Permission("settings.manage");

/// The entry of the settings navigation.
pub const MENU: &[MenuEntry] = &[MenuEntry {
    name: "webhooks",
    href: "/settings/webhooks",
    label_key: "webhooks-menu",
    needs: SETTINGS,
    icon: "link",
    group_key: "webhooks-menu-group",
}];

/// Every address of this room for people.
pub fn routes() -> Routes {
    Routes::new()
        .get("/settings/webhooks", SETTINGS, list::show)
        .get("/settings/webhooks/new", SETTINGS, form::blank)
        .post("/settings/webhooks/new", SETTINGS, form::add)
        .get("/settings/webhooks/{id}", SETTINGS, one::show)
        .get("/settings/webhooks/{id}/edit", SETTINGS, form::edit)
        .post("/settings/webhooks/{id}/edit", SETTINGS, form::save)
        .post("/settings/webhooks/{id}/act/{word}", SETTINGS, act::act)
        .post("/settings/webhooks/{id}/messages/{raw}/replay", SETTINGS, act::replay)
}
