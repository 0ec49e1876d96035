//! A company's directory keeps the people and teams of the desk in step with itself (SCIM 2.0, RFC 7643 and 7644).
//!
//! Cast: [`users`] are agents as a directory sees them, [`groups`] are teams; [`filter`] asks, [`patch`] changes, [`door`] answers.
//! It promises: somebody who leaves the company is out at once, with every session and token; nobody becomes an administrator and
//! no administrator's address changes by a directory's word; the last administrator stays; what a directory wrote it reads again,
//! word for word. It refuses to know passwords and roles with more than a seat at the desk.

mod answers;
pub mod door;
mod event;
pub mod filter;
pub mod groups;
mod patch;
mod story;
mod trouble;
pub mod users;
mod value;

pub use answers::DIALECT;
pub use event::Event;
pub use story::story;

/// The permission of a directory's token.
pub const PERMISSION: &str = "people.provision";

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "scim",
    en: include_str!("../locales/en/scim.ftl"),
    es: include_str!("../locales/es/scim.ftl"),
    zh: include_str!("../locales/zh/scim.ftl"),
};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    feature: "scim",
    number: 1,
    name: "scim",
    sql: include_str!("../migrations/0001_scim.sql"),
}];
