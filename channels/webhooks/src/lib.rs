//! Webhooks out: other programs hear what happens here, signed, each as it can keep up.
//!
//! Cast: a [`Webhook`] is a receiver and what it wants to hear; [`messages`] are what it is told, each with its tries;
//! [`fan_out`] makes them from the activity log; a [`Courier`] carries them.
//! It promises: what happened while a receiver was away is told when it is back, for as long as its tries last, and then waits
//! for a button; a message is signed the way the Standard Webhooks specification says, with both secrets while one follows
//! the other; a slow receiver holds up no other; nobody is told what its owner may not see; no address of the house is
//! connected to. It refuses to know what an event means.

pub mod api;
mod courier;
mod event;
pub mod fan_out;
mod kinds;
pub mod messages;
pub mod pages;
mod secret;
mod story;
mod wanted;
mod webhook;
pub mod webhooks;

pub use courier::Courier;
pub use event::Event;
pub use kinds::Kinds;
pub use messages::{Message, MessageId, MessageState};
pub use secret::{SECRETS, Secret};
pub use story::story;
pub use wanted::Wanted;
pub use webhook::{Settings, State, Webhook, WebhookId, add, change, drop_old_secret, end, leads_inside, pause, resume, rotate, url_of};

/// The running courier, for pages that made something to carry.
pub struct CourierOf(pub Courier);

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "webhooks",
    en: include_str!("../locales/en/webhooks.ftl"),
    es: include_str!("../locales/es/webhooks.ftl"),
    zh: include_str!("../locales/zh/webhooks.ftl"),
};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        feature: "webhooks",
        number: 1,
        name: "webhooks",
        sql: include_str!("../migrations/0001_webhooks.sql"),
    },
    db::Migration {
        feature: "webhooks",
        number: 2,
        name: "found_by_what_happened",
        sql: include_str!("../migrations/0002_found_by_what_happened.sql"),
    },
];
