//! Who writes to us: customers, their companies, and what a company knows of them.
//!
//! Cast: a [`Customer`] has identities ([`Identity`]: emails, phones, handles), attribute values, notes and tags, and may
//! belong to a [`Company`]. Channels call [`recognise`]; bounces call [`deliverability::mark_undeliverable`]; agents open,
//! edit and merge. This room owns the tables `customer*` and `company*`.
//!
//! It promises: an identity belongs to one customer at a time, also when two mails arrive at once; a merge can be undone
//! to the row; the activity log names what changed, never the personal value itself, so that values can be forgotten.
//! It refuses to know what a conversation is: whoever points at customers follows a merge through [`Follows`].

pub mod api;
pub mod attribute;
pub mod attributes;
pub mod companies;
pub mod company;
pub mod customer;
pub mod customers;
pub mod deliverability;
pub mod doubles;
mod event;
mod free_mail;
pub mod holds;
pub mod identities;
mod identity;
pub mod language;
mod neighbours;
pub mod notes;
pub mod pages;
pub mod putting_back;
pub mod tags;
pub mod timeline;
pub mod values;
pub mod whereabouts;
mod words;

pub use company::take_over::{KnownCompany, TakenCompany};
pub use company::{Company, CompanyId};
pub use customer::merge::{Follows, MergeId, merge};
pub use customer::open::{NewCustomer, open};
pub use customer::past::recognise_past;
pub use customer::recognise::recognise;
pub use customer::take_over::{Known, Taken, recognised_among, take_over};
pub use customer::undo_merge::undo_merge;
pub use customer::{Customer, CustomerId, current, email_of, find, name_of};
pub use deliverability::{mark_deliverable, mark_undeliverable};
pub use event::Event;
pub use free_mail::is_free_mail;
pub use identity::{Identity, IdentityKind, NotAnIdentity, Source};
pub use neighbours::{CustomerPanels, Neighbours, NoPanels};
pub use pages::{LANGUAGES, language_name};
pub use values::forget_expired;

use db::Migration;

/// The schema of this room.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        feature: "customers",
        number: 1,
        name: "customers",
        sql: include_str!("../migrations/0001_customers.sql"),
    },
    Migration {
        feature: "customers",
        number: 2,
        name: "doubles",
        sql: include_str!("../migrations/0002_doubles.sql"),
    },
    Migration {
        feature: "customers",
        number: 3,
        name: "holds",
        sql: include_str!("../migrations/0003_holds.sql"),
    },
];

/// The sentences of this room.
pub const TEXTS: web::Texts = web::Texts {
    feature: "customers",
    en: concat!(
        include_str!("../locales/en/customers.ftl"),
        include_str!("../locales/en/doubles.ftl"),
        include_str!("../locales/en/attributes.ftl")
    ),
    es: concat!(
        include_str!("../locales/es/customers.ftl"),
        include_str!("../locales/es/doubles.ftl"),
        include_str!("../locales/es/attributes.ftl")
    ),
    zh: concat!(
        include_str!("../locales/zh/customers.ftl"),
        include_str!("../locales/zh/doubles.ftl"),
        include_str!("../locales/zh/attributes.ftl")
    ),
};
