//! Who did what, when, to what: the activity log for people who answer for the desk, filtered, read page by page, and taken along
//! as a file.
//!
//! Cast: [`Asked`] is what somebody wants to see; [`lines`] finds it, looking at a bounded stretch of the log at a time; [`pages`]
//! shows it and writes files of it. It promises: whoever may not see conversations or customers finds no line about them, in no
//! page and no file; no cell of a file is a formula; that somebody took the log along is in the log. It adds nothing to the log's
//! own words: each room tells its events.

mod asked;
mod event;
mod export;
pub mod lines;
pub mod pages;
mod story;

pub use asked::{Area, Asked};
pub use event::Event;
pub use story::story;

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "audit",
    en: include_str!("../locales/en/audit.ftl"),
    es: include_str!("../locales/es/audit.ftl"),
    zh: include_str!("../locales/zh/audit.ftl"),
};
