//! The customer portal: what a customer sees and does without being an agent.
//!
//! Cast. [`entry`] lets people in: a code goes to an address we know, and whoever types it in the browser that asked is
//! that customer. [`sessions`] keeps who is in. [`theirs`] is the only way from a number in an address to a thing: it is
//! found if it is this customer's, and not found otherwise. [`letter`] opens a conversation about an order. [`look`] is
//! the colour of a brand, [`zone`] the time they read in. [`pages`] draw it all.
//!
//! It promises that nobody learns whether an address is known; that nothing of another customer is shown, whatever is
//! asked; that each action goes through [`orders::preview`] and [`orders::confirm`] as the customer, with the same policies
//! as everywhere; and that codes and sessions cannot be used by whoever reads the tables. It owns the tables `portal_*`, sends no mail (it
//! promises letters as jobs of the kind [`post::JOB`]) and refuses to know how an order works.

pub mod entry;
mod event;
pub mod letter;
pub mod limits;
pub mod look;
pub mod pages;
pub mod post;
pub mod sessions;
mod story;
pub mod theirs;
mod told;
pub mod zone;

pub use event::Event;
pub use pages::routes;
pub use story::story;

/// The schema of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        feature: "portal",
        number: 1,
        name: "portal",
        sql: include_str!("../migrations/0001_portal.sql"),
    },
    db::Migration {
        feature: "portal",
        number: 2,
        name: "brand_colour",
        sql: include_str!("../migrations/0002_brand_colour.sql"),
    },
];

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "portal",
    en: include_str!("../locales/en/portal.ftl"),
    es: include_str!("../locales/es/portal.ftl"),
    zh: include_str!("../locales/zh/portal.ftl"),
};
