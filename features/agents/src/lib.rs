//! The people who work here: who they are, what they may do, and how they come in.
//!
//! Cast: an [`Agent`] has a [`Role`] with named [`Permission`]s, belongs to [`teams`], and shows a [`presence`].
//! They come in through [`sign_in`] (password, then perhaps a [`second_factor`], or one of their [`passkeys`]), by [`invitation`], after a
//! [`reset`], through the company's own sign-in ([`ways_in`]), or as a program with one of their [`tokens`]; each browser they use is
//! one of their [`sessions`]. What the company asks of all of them is in [`access`]. Programs
//! that act for the company and for nobody in particular have [`service_tokens`].
//!
//! It owns the tables in `migrations/`; `agent` and `team_member` may be read by other features' questions.
//! It promises: no secret is stored that could be used by its reader; every change of rights is in the activity log;
//! nobody grants more than they have; one admin always remains. It sends no mail (it promises jobs of kind
//! [`post::JOB`]) and knows nothing of conversations.

pub mod access;
pub mod agent;
pub mod agents;
pub mod api;
pub mod changes;
pub mod company;
pub mod door;
mod event;
pub mod first;
mod hasher;
pub mod invitation;
pub mod keys;
pub mod notifications;
pub mod pages;
pub mod passkeys;
mod password;
pub mod permissions;
pub mod post;
pub mod presence;
pub mod recovery;
pub mod reset;
pub mod rights;
mod role;
pub mod roles;
pub mod second_factor;
pub mod service_tokens;
pub mod sessions;
pub mod sign_in;
mod story;
pub mod teams;
pub mod tokens;
pub mod unsubscribe;
pub mod ways_in;

pub use agent::add::{NewAgent, add};
pub use agent::{Agent, AgentId, Density, Theme};
pub use agents::first_admin;
pub use door::Gate;
pub use event::Event;
pub use hasher::{Hasher, PasswordHash};
pub use notifications::{Notifications, Occasion, change_notifications};
pub use pages::{SETTINGS_MENU, SETTINGS_MENU_OWN, change_told, furnish, presence_control, routes};
pub use password::NewPassword;
pub use permissions::{Permission, Permissions};
pub use presence::Presence;
pub use rights::Rights;
pub use role::{BuiltIn, Role, RoleId};
pub use sign_in::local::session_for_local_browser;
pub use story::story;
pub use teams::{Team, TeamId};

/// The schema of this feature.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration {
        feature: "agents",
        number: 1,
        name: "people",
        sql: include_str!("../migrations/0001_people.sql"),
    },
    db::Migration {
        feature: "agents",
        number: 2,
        name: "service_tokens",
        sql: include_str!("../migrations/0002_service_tokens.sql"),
    },
    db::Migration {
        feature: "agents",
        number: 3,
        name: "told",
        sql: include_str!("../migrations/0003_told.sql"),
    },
    db::Migration {
        feature: "agents",
        number: 4,
        name: "first_day",
        sql: include_str!("../migrations/0004_first_day.sql"),
    },
    db::Migration {
        feature: "agents",
        number: 5,
        name: "ways_in",
        sql: include_str!("../migrations/0005_ways_in.sql"),
    },
    db::Migration {
        feature: "agents",
        number: 6,
        name: "asked",
        sql: include_str!("../migrations/0006_asked.sql"),
    },
    db::Migration {
        feature: "agents",
        number: 7,
        name: "passkeys",
        sql: include_str!("../migrations/0007_passkeys.sql"),
    },
    db::Migration {
        feature: "agents",
        number: 8,
        name: "knowledge",
        sql: include_str!("../migrations/0008_knowledge.sql"),
    },
];

/// The sentences of this feature.
pub const TEXTS: web::Texts = web::Texts {
    feature: "agents",
    en: include_str!("../locales/en/agents.ftl"),
    es: include_str!("../locales/es/agents.ftl"),
    zh: include_str!("../locales/zh/agents.ftl"),
};
