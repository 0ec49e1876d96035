//! The addresses of this room: the page behind a letter's links, the settings of each inbox, and what supervisors look at.

mod export;
mod overview;
mod rate;
mod settings;
mod shown;

pub use shown::{average, said, tone};

use web::{MenuEntry, Needs, Routes};

const MANAGE: Needs = Needs::Permission("inboxes.manage");
/// Whoever may read what happened: leads and administrators.
const LEAD: Needs = Needs::Permission("activity.see");

/// Every address of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/rate/{token}", Needs::Anyone, rate::show)
        .post("/rate/{token}", Needs::Anyone, rate::give)
        .get("/settings/surveys", MANAGE, settings::list)
        .get("/settings/surveys/{id}", MANAGE, settings::show)
        .post("/settings/surveys/{id}", MANAGE, settings::save)
        .get("/settings/surveys/{id}/preview", MANAGE, settings::preview)
        .get("/settings/ratings", LEAD, overview::show)
        .get("/settings/ratings/file.csv", LEAD, export::csv)
}

/// The entries of the settings navigation.
pub const MENU: &[MenuEntry] = &[
    MenuEntry {
        name: "surveys",
        href: "/settings/surveys",
        label_key: "feedback-surveys",
        needs: MANAGE,
        icon: "star",
        group_key: "desk-settings-group",
    },
    MenuEntry {
        name: "ratings",
        href: "/settings/ratings",
        label_key: "feedback-ratings",
        needs: LEAD,
        icon: "star",
        group_key: "desk-settings-group",
    },
];
