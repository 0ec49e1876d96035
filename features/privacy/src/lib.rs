//! What a company owes the people it keeps data of: to hand it over, to erase it with proof, to keep what is held, to keep nothing longer
//! than it said.
//!
//! Cast: an [`erasure`] takes one customer out of every table, the index and the files, step by step, and ends with a certificate;
//! [`erased`] knows an erased person again in an older backup; [`retention`] rules say what goes how long after a conversation was
//! resolved; an [`export`] is one person's data as a file. Holds are the business of `customers`: whatever takes something away asks there.
//!
//! It promises: what is erased is first counted and shown; whoever kills the program kills no erasure, it goes on; an erasure ends only
//! when a reading of everything finds nothing of the person; its proof holds nothing of what was erased; what is held stays.
//! It refuses to know how a table is used, and knows by name the tables of every room: `erasure::places`.

pub mod api;
pub mod erased;
pub mod erasure;
mod event;
pub mod export;
pub mod pages;
pub mod putting_back;
pub mod retention;
mod story;

pub use event::Event;
pub use story::story;

use db::Migration;

/// The schema of this room.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        feature: "privacy",
        number: 1,
        name: "privacy",
        sql: include_str!("../migrations/0001_privacy.sql"),
    },
    Migration {
        feature: "privacy",
        number: 2,
        name: "papers_of_the_erased",
        sql: include_str!("../migrations/0002_papers_of_the_erased.sql"),
    },
];

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "privacy",
    en: include_str!("../locales/en/privacy.ftl"),
    es: include_str!("../locales/es/privacy.ftl"),
    zh: include_str!("../locales/zh/privacy.ftl"),
};
