//! The pages of this room: what we owe one customer, holds, proofs, and how long things are kept.

mod companies;
mod conversations;
mod holds;
mod person;
mod proofs;
mod retention;

pub use companies::on_company;
pub use conversations::beside;
pub(crate) use person::as_file;
pub use person::section;

use db::{Trouble, Tx, sql};
use web::{MenuEntry, Needs, Routes};

const SEE: Needs = Needs::Permission("customers.see");
const SEE_CONVERSATIONS: Needs = Needs::Permission("conversations.see");
const EXPORT: Needs = Needs::Permission("privacy.export");
const ERASE: Needs = Needs::Permission("privacy.erase");
const HOLD: Needs = Needs::Permission("privacy.hold");
const RETAIN: Needs = Needs::Permission("privacy.retain");

/// The entries of the settings navigation.
pub const MENU: &[MenuEntry] = &[
    MenuEntry {
        name: "retention",
        href: "/settings/retention",
        label_key: "privacy-retention",
        needs: RETAIN,
        icon: "clock",
        group_key: "privacy-menu-group",
    },
    MenuEntry {
        name: "erasures",
        href: "/settings/erasures",
        label_key: "privacy-erasures",
        needs: ERASE,
        icon: "trash",
        group_key: "privacy-menu-group",
    },
];

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/customers/{customer}/privacy", SEE, person::show)
        .post("/customers/{customer}/privacy/holds", HOLD, person::hold)
        .post("/customers/{customer}/privacy/erase", ERASE, person::erase)
        .post("/customers/{customer}/privacy/exports", EXPORT, person::ask_export)
        .get("/person-exports/{id}", EXPORT, person::file)
        .post("/legal-holds/{id}/lift", HOLD, holds::lift)
        .get("/companies/{company}/holds", SEE, companies::show)
        .post("/companies/{company}/holds", HOLD, companies::hold)
        .get("/conversations/{number}/holds", SEE_CONVERSATIONS, conversations::show)
        .post("/conversations/{number}/holds", HOLD, conversations::hold)
        .get("/settings/erasures", ERASE, proofs::list)
        .get("/settings/erasures/{id}", ERASE, proofs::one)
        .get("/settings/erasures/{id}/certificate.json", ERASE, proofs::file)
        .post("/settings/erasures/{id}/again", ERASE, proofs::again)
        .get("/settings/retention", RETAIN, retention::list)
        .post("/settings/retention", RETAIN, retention::make)
        .get("/settings/retention/preview", RETAIN, retention::preview)
        .get("/settings/retention/{id}", RETAIN, retention::one)
        .post("/settings/retention/{id}", RETAIN, retention::change)
        .post("/settings/retention/{id}/remove", RETAIN, retention::remove)
}

/// Who it was, by name where somebody works here.
fn name_of(tx: &mut Tx<'_>, kind: &str, id: Option<i64>) -> Result<String, Trouble> {
    let named: Option<String> = match kind {
        "agent" => sql("SELECT name FROM agent WHERE id = $1").with(id).one(tx)?,
        "api_token" => sql("SELECT name FROM api_token WHERE id = $1").with(id).one(tx)?,
        _ => None,
    };
    Ok(named.unwrap_or_else(|| "Frontline".to_owned()))
}
