//! The addresses of the portal. They are open to the world by the guard's measure, so each page that shows something takes
//! [`Known`](known::Known), which only a customer's own session gives.

mod account;
mod acting;
mod choosing;
mod cookies;
mod door;
mod frame;
mod home;
mod known;
mod look;
mod order;
mod papers;
mod preview;
mod request;
mod slip;
mod subscriptions;
mod talks;
mod ways;
mod words;
mod writing;

use web::{MenuEntry, Needs, Routes};

/// Every address of this room.
pub fn routes() -> Routes {
    let settings = Needs::Permission("settings.manage");
    Routes::new()
        .get("/portal", Needs::Anyone, home::show)
        .post("/portal/code", Needs::Anyone, door::ask)
        .get("/portal/code", Needs::Anyone, door::typing)
        .post("/portal/sign-in", Needs::Anyone, door::enter)
        .get("/portal/sign-in", Needs::Anyone, door::typing)
        .post("/portal/sign-out", Needs::Anyone, door::leave)
        .post("/portal/sign-out/everywhere", Needs::Anyone, door::leave_everywhere)
        .get("/portal/orders/{number}", Needs::Anyone, order::show)
        .get("/portal/orders/{number}/return", Needs::Anyone, choosing::returning)
        .get("/portal/orders/{number}/exchange", Needs::Anyone, choosing::exchanging)
        .get("/portal/orders/{number}/cancel", Needs::Anyone, choosing::cancelling)
        .get("/portal/orders/{number}/address", Needs::Anyone, choosing::moving)
        .post("/portal/orders/{number}/preview", Needs::Anyone, acting::look)
        .get("/portal/orders/{number}/preview", Needs::Anyone, acting::again)
        .post("/portal/orders/{number}/confirm", Needs::Anyone, acting::confirm)
        .get("/portal/orders/{number}/confirm", Needs::Anyone, acting::again)
        .get("/portal/orders/{number}/write", Needs::Anyone, writing::show)
        .post("/portal/orders/{number}/write", Needs::Anyone, writing::send)
        .get("/portal/orders/{number}/returns/{id}", Needs::Anyone, slip::show)
        .get("/portal/papers/{id}/pdf", Needs::Anyone, papers::pdf)
        .get("/portal/papers/{id}/xml", Needs::Anyone, papers::xml)
        .get("/portal/account", Needs::Anyone, account::show)
        .post("/portal/zone", Needs::Anyone, account::choose_zone)
        .get("/portal/subscriptions/{id}/cancel", Needs::Anyone, subscriptions::show)
        .post("/portal/subscriptions/{id}/cancel", Needs::Anyone, subscriptions::end)
        .get("/portal/conversations", Needs::Anyone, talks::list)
        .get("/portal/conversations/{id}", Needs::Anyone, talks::show)
        .post("/portal/conversations/{id}", Needs::Anyone, talks::answer)
        .get("/portal/write", Needs::Anyone, writing::show_new)
        .post("/portal/write", Needs::Anyone, writing::send_new)
        .get("/portal/look/{id}", Needs::Anyone, look::stylesheet)
        .get("/settings/portal", settings, look::show)
        .post("/settings/portal/{id}", settings, look::choose)
}

/// The entry of the settings navigation.
pub const MENU: &[MenuEntry] = &[MenuEntry {
    name: "portal",
    href: "/settings/portal",
    label_key: "portal-settings",
    needs: Needs::Permission("settings.manage"),
    icon: "customer",
    group_key: "desk-settings-group",
}];
