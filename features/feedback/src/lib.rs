//! Asking customers how it was, and what they say.
//!
//! Cast. A [`survey::Survey`] says what the customers of an inbox are asked and when. [`asking`] plans it when a conversation is
//! resolved and asks when the time has come, unless something speaks against it. [`link`] makes the token of a letter's links,
//! [`letter`] the words that only its reader gets. [`giving`] takes what a customer says, [`ratings`] finds it again for eyes that
//! may see it, [`figures`] count it. [`pages`] are the customer's page, the settings and the supervisor's page; [`api`] is for programs.
//!
//! It promises that nobody is asked more often than an inbox allows, and nobody whose mail does not arrive; that a program that
//! follows links rates nothing; that whoever reads the database can rate for nobody; and that a rating is seen by those who see
//! the inbox of its conversation. It sends no mail: the desk's outbox does.

pub mod api;
pub mod asking;
mod event;
pub mod figures;
mod follow_customers;
pub mod giving;
pub mod letter;
pub mod link;
pub mod pages;
pub mod ratings;
mod story;
pub mod survey;

pub use event::Event;
pub use follow_customers::FollowCustomers;
pub use story::story;

db::id!(
    /// The key of a rating: one question to a customer and what they said.
    RatingId
);

/// What can be said, the worst first.
pub const VALUES: std::ops::RangeInclusive<i64> = 1..=5;
/// Up to here it is bad news.
pub const LOW: i64 = 2;

/// The key of the word for a value.
pub fn word_key(value: i64) -> String {
    format!("feedback-word-{value}")
}

/// The schema of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    feature: "feedback",
    number: 1,
    name: "feedback",
    sql: include_str!("../migrations/0001_feedback.sql"),
}];

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "feedback",
    en: include_str!("../locales/en/feedback.ftl"),
    es: include_str!("../locales/es/feedback.ftl"),
    zh: include_str!("../locales/zh/feedback.ftl"),
};
