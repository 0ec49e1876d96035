//! The pages of this room: customers, companies, and the settings of customer attributes.
//!
//! Every address stands here with the permission it needs. A form that is refused is drawn again with its sentence and
//! what was typed; one that succeeds leads back to its page.

mod attributes;
mod companies;
mod company;
mod customer;
mod doubles;
mod facts;
mod list;
mod merge;
mod panel;
mod portrait;
mod reach;
mod remarks;
mod stories;
mod timeline;
mod wording;

pub use panel::panel;
pub use stories::story;
pub use wording::{LANGUAGES, language as language_name};

use web::{MenuEntry, Needs, Routes};

const SEE: Needs = Needs::Permission("customers.see");
const EDIT: Needs = Needs::Permission("customers.edit");
const MERGE: Needs = Needs::Permission("customers.merge");
const SETTINGS: Needs = Needs::Permission("settings.manage");

/// The entry of the settings navigation.
pub const MENU: &[MenuEntry] = &[MenuEntry {
    name: "customer-attributes",
    href: "/settings/customer-attributes",
    label_key: "customers-attributes",
    needs: SETTINGS,
    icon: "customer",
    group_key: "customers-menu",
}];

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/customers", SEE, list::show)
        .post("/customers", EDIT, list::open)
        .get("/customers/doubles", MERGE, doubles::list)
        .get("/customers/{customer}", SEE, customer::show)
        .get("/customers/{customer}/timeline", SEE, timeline::show)
        .post("/customers/{customer}/profile", EDIT, facts::save_profile)
        .post("/customers/{customer}/values", EDIT, facts::save_values)
        .post("/customers/{customer}/identities", EDIT, reach::add)
        .post("/customers/{customer}/identities/{identity}/remove", EDIT, reach::remove)
        .post("/customers/{customer}/identities/{identity}/verify", EDIT, reach::verify)
        .post("/customers/{customer}/identities/{identity}/doubt", EDIT, reach::doubt)
        .post("/customers/{customer}/identities/{identity}/primary", EDIT, reach::make_primary)
        .post("/customers/{customer}/identities/{identity}/deliverable", EDIT, reach::lift)
        .post("/customers/{customer}/tags", EDIT, remarks::tag)
        .post("/customers/{customer}/tags/remove", EDIT, remarks::untag)
        .post("/customers/{customer}/notes", EDIT, remarks::write)
        .post("/customers/{customer}/notes/{note}/remove", EDIT, remarks::remove)
        .post("/customers/{customer}/apart", MERGE, doubles::apart)
        .post("/customers/{customer}/apart/undo", MERGE, doubles::together)
        .get("/customers/{customer}/merge", MERGE, merge::choose)
        .get("/customers/{customer}/merge/found", MERGE, merge::found)
        .post("/customers/{customer}/merge", MERGE, merge::merge)
        .get("/customers/{customer}/merges/{merge}/toast", MERGE, merge::toast)
        .post("/customers/{customer}/merges/{merge}/undo", MERGE, merge::undo)
        .get("/companies", SEE, companies::show)
        .post("/companies", EDIT, companies::open)
        .get("/companies/{company}", SEE, company::show)
        .post("/companies/{company}", EDIT, company::rename)
        .post("/companies/{company}/domains", EDIT, company::add_domain)
        .post("/companies/{company}/domains/remove", EDIT, company::remove_domain)
        .post("/companies/{company}/remove", EDIT, company::remove)
        .get("/settings/customer-attributes", SETTINGS, attributes::show)
        .post("/settings/customer-attributes", SETTINGS, attributes::define)
        .get("/settings/customer-attributes/preview", SETTINGS, attributes::effect::preview_new)
        .get("/settings/customer-attributes/{attribute}/preview", SETTINGS, attributes::effect::preview)
        .get("/settings/customer-attributes/{attribute}", SETTINGS, attributes::one::show)
        .post("/settings/customer-attributes/{attribute}", SETTINGS, attributes::one::change)
        .post("/settings/customer-attributes/{attribute}/on", SETTINGS, attributes::one::switch_on)
        .post("/settings/customer-attributes/{attribute}/off", SETTINGS, attributes::one::switch_off)
        .post("/settings/customer-attributes/{attribute}/remove", SETTINGS, attributes::one::remove)
}
