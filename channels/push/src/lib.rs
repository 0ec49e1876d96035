//! Pushes to the browsers of those who work here, straight to the service each browser names: nobody stands between.
//!
//! Cast: a [`Device`] is one browser that lets us show something; [`Identity`] is our name before push services (RFC 8292);
//! [`sealed`] makes a message only that browser can open (RFC 8291); the carrier takes the desk's promises and brings them
//! (RFC 8030). It promises: a service learns when and how urgently, never what; a device is told only while the session it was
//! allowed in lasts; one that is gone is forgotten; no address that is not public is connected to. What is told, when, and to
//! whom, the desk decides.

mod carrier;
mod device;
pub mod devices;
mod event;
mod identity;
mod message;
pub mod pages;
mod sealed;
mod story;

pub use carrier::{Way, deal, run, tell_now};
pub use device::{Device, DeviceId, Offered, SECRETS, add, remove};
pub use event::Event;
pub use identity::Identity;
pub use message::Message;
pub use sealed::sealed;
pub use story::story;

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "push",
    en: include_str!("../locales/en/push.ftl"),
    es: include_str!("../locales/es/push.ftl"),
    zh: include_str!("../locales/zh/push.ftl"),
};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[db::Migration {
    feature: "push",
    number: 1,
    name: "push",
    sql: include_str!("../migrations/0001_push.sql"),
}];
