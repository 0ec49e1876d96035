//! The email channel: mail in by IMAP or by our own SMTP/LMTP listener, mail out by SMTP.
//!
//! Cast: a [`Mailbox`] is an inbox's settings; [`Shelf`](imap::Shelf) and [`Accept`](listener::Accept) keep raw mail on the
//! database ([`raw`]) before anybody looks into it; the [`filer`] reads what was kept and hands it to `desk::arrive`; the
//! [`outbox`] sends what the desk promised; [`post`] runs all of them; [`history`] takes old mail in. Who retries: IMAP reconnects, the filer starts over from
//! what is kept, the outbox by job and back-off.
//! It promises: nothing is acknowledged to a server before it is durable; nothing is parsed on the way in; a mail that cannot be
//! read is kept, shown and flagged. It refuses to know what a conversation is beyond the desk's door.

mod arrival;
pub mod certificate;
pub mod consent;
mod covering;
pub mod dns;
mod event;
mod filer;
pub mod history;
pub mod image_proxy;
pub mod imap;
mod keep;
pub mod listener;
mod mailbox;
pub mod mailboxes;
mod outbox;
pub mod pages;
mod parcel;
mod post;
pub mod raw;
pub mod reparse;
mod secrets;
pub mod smtp_out;
pub mod tls;

pub use arrival::{NO_CONVERSATION, reply_tokens};
pub use event::Event;
pub use filer::{Filer, file_waiting};
pub use mailbox::{DkimKey, ImapAccess, LoginKind, Mailbox, SmtpAccess, State};
pub use outbox::Outbox;
pub use post::{Post, PostSettings};
pub use secrets::SECRETS;

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "email",
    en: include_str!("../locales/en/email.ftl"),
    es: include_str!("../locales/es/email.ftl"),
    zh: include_str!("../locales/zh/email.ftl"),
};

/// The tables of this room.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        feature: "email",
        number: 1,
        name: "email",
        sql: include_str!("../migrations/0001_email.sql"),
    },
    db::Migration {
        feature: "email",
        number: 2,
        name: "consent",
        sql: include_str!("../migrations/0002_consent.sql"),
    },
];
