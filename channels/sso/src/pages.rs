//! The pages of single sign-on: the way there and back for whoever signs in, the settings for whoever decides about it, and the door
//! for what a provider tells by itself.
//!
//! Saving tries out first and keeps only what works. No secret ever leaves: a stored one is kept when its field is left empty.

mod cookie;
pub(crate) mod doorstep;
mod form;
mod list;
mod rehearsal;
mod signed_out;
mod written;

use crate::provider::ProviderId;
use web::{MenuEntry, Needs, Routes, Site};

const PEOPLE: Needs = Needs::Permission("people.manage");

/// The entry of the settings navigation.
pub const MENU: &[MenuEntry] = &[MenuEntry {
    name: "sign-in",
    href: "/settings/sign-in",
    label_key: "sso-menu",
    needs: PEOPLE,
    icon: "building",
    group_key: "agents-menu-people",
}];

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/sign-in/with/{id}", Needs::Anyone, doorstep::set_out)
        .get("/sign-in/with/{id}/back", Needs::Anyone, doorstep::come_back)
        .get("/sign-in/with/{id}/left", Needs::Anyone, signed_out::left)
        .post("/sign-in/with/{id}/signed-out", Needs::Signature, signed_out::told)
        .get("/settings/sign-in", PEOPLE, list::show)
        .post("/settings/sign-in/only", PEOPLE, list::only)
        .post("/settings/sign-in/passwords", PEOPLE, list::passwords_too)
        .get("/settings/sign-in/new", PEOPLE, form::blank)
        .post("/settings/sign-in/new", PEOPLE, form::add)
        .get("/settings/sign-in/{id}", PEOPLE, form::edit)
        .post("/settings/sign-in/{id}", PEOPLE, form::save)
        .post("/settings/sign-in/{id}/remove", PEOPLE, form::remove)
        .get("/settings/sign-in/{id}/try", PEOPLE, rehearsal::set_out)
}

/// Where a provider leads back to: one address for each, so that the answer of one is never taken for another's.
fn back_to(site: &Site, provider: ProviderId) -> String {
    format!("{}/sign-in/with/{provider}/back", site.base_url())
}
