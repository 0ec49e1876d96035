//! The pages that welcome: set-up, tour, help, what is new, keys.

pub(crate) mod cards;
mod help_pages;
mod keys;
mod news_page;
mod setup_pages;
mod tour_pages;
pub(crate) mod tour_panel;

use web::{MenuEntry, Needs, Routes};

const MANAGE: Needs = Needs::Permission("settings.manage");

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/setup", MANAGE, setup_pages::show)
        .get("/setup/answer", MANAGE, setup_pages::answer)
        .post("/setup/company", MANAGE, setup_pages::name)
        .post("/setup/skip", MANAGE, setup_pages::skip)
        .post("/setup/take-up", MANAGE, setup_pages::take_up)
        .post("/setup/put-away", MANAGE, setup_pages::put_away)
        .post("/setup/practice", MANAGE, setup_pages::practise)
        .get("/tour", Needs::SignedIn, tour_pages::show)
        .post("/tour", Needs::SignedIn, tour_pages::begin)
        .get("/tour/panel", Needs::SignedIn, tour_pages::panel)
        .post("/tour/did", Needs::SignedIn, tour_pages::did)
        .post("/tour/leave", Needs::SignedIn, tour_pages::leave)
        .get("/news", Needs::SignedIn, news_page::show)
        .get("/help", Needs::SignedIn, help_pages::show)
        .get("/help/manual/{word}", Needs::SignedIn, help_pages::book)
        .get("/settings/keys", Needs::SignedIn, keys::show)
        .post("/settings/keys", Needs::SignedIn, keys::save)
}

/// The entries of the settings navigation.
pub const MENU: &[MenuEntry] = &[MenuEntry {
    name: "keys",
    href: "/settings/keys",
    label_key: "welcome-keys",
    needs: Needs::SignedIn,
    icon: "keyboard",
    group_key: "agents-menu-own",
}];
