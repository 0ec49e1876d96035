//! Welcoming people: setting an empty desk up until a first message is answered, a tour through the day of an agent, words that
//! explain each page, what is new, and the keyboard as each likes it.
//!
//! Cast: [`setup`] knows what is left to do for a new desk, [`practice`] is the customer who writes when no mailbox does yet,
//! [`tour`] follows an agent through the activity log, [`news`] are the notes on what changed, [`help`] explains pages,
//! [`known_keys`] lists what can be pressed. [`Host`] hangs it all on every page.
//! It promises that nothing here ever stands in the way: no step must be done, nothing covers the work, whatever is left is
//! found again where it was left. It refuses to know channels: whether a mailbox works is said by the inbox's own extras.

mod event;
pub mod help;
mod host;
pub mod known_keys;
pub mod manual;
pub mod news;
pub mod pages;
pub mod practice;
pub mod setup;
mod story;
pub mod tour;
mod welcomed;

pub use event::Event;
pub use host::Host;
pub use story::story;

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "welcome",
    en: concat!(include_str!("../locales/en/welcome.ftl"), include_str!("../locales/en/help.ftl")),
    es: concat!(include_str!("../locales/es/welcome.ftl"), include_str!("../locales/es/help.ftl")),
    zh: concat!(include_str!("../locales/zh/welcome.ftl"), include_str!("../locales/zh/help.ftl")),
};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    feature: "welcome",
    number: 1,
    name: "welcome",
    sql: include_str!("../migrations/0001_welcome.sql"),
}];
