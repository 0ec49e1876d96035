//! The database: one SQL text on two engines, one unit of work, one activity log.
//!
//! Cast: [`Database`] opens either engine and runs closures; [`Tx`] reads; [`Work`] changes and records;
//! [`sql`] asks a question; [`activity`] is the append-only log and its followers; [`jobs`] are promises to
//! do something later, kept in the same transaction; [`nodes`] are the programs that share a server; [`once`] keeps answers, so that a request repeated is not carried out twice;
//! [`vault`] seals secrets; [`elsewhere`] are bytes that left their row; [`upgrade`] keeps the state before a schema moves on; [`whole`] reads and fills a database as a whole, for copies, backups and exports.
//!
//! It promises: a [`Work`] is answered only after its commit is durable; a `Work` that changed rows and recorded
//! nothing does not commit; a panicking or failing closure undoes its own work and nobody else's.
//! It refuses to know what any feature means.

extern crate self as db;

pub mod activity;
mod check;
mod database;
pub mod elsewhere;
pub mod engine;
mod id;
pub mod jobs;
mod lasting;
mod migrate;
mod news;
pub mod nodes;
pub mod once;
mod row;
mod shared;
mod sql;
mod tried;
mod trouble;
mod tx;
pub mod upgrade;
mod value;
pub mod vault;
pub mod whole;
mod work;

pub use activity::{Actor, Happening, Subject};
pub use check::Health;
pub use database::{Database, Where as Place};
pub use db_derive::FromRow;
pub use id::Words;
pub use lasting::Tables;
pub use migrate::Migration;
pub use news::News;
pub use row::{FromRow, Row};
pub use sql::{Conditions, Sql, like_pattern, sql};
pub use trouble::{Refusal, Trouble};
pub use tx::Tx;
pub use value::{FromValue, ToValue, Value};
pub use vault::{SecretColumn, Vault};
pub use work::Work;

/// The migrations of this room: activity, followers, jobs, counters, secrets; answers to requests; how far the log was shifted; nodes.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        feature: "db",
        number: 1,
        name: "activity_and_jobs",
        sql: include_str!("../migrations/0001_activity_and_jobs.sql"),
    },
    Migration {
        feature: "db",
        number: 2,
        name: "answered_requests",
        sql: include_str!("../migrations/0002_answered_requests.sql"),
    },
    Migration {
        feature: "db",
        number: 3,
        name: "activity_shift",
        sql: include_str!("../migrations/0003_activity_shift.sql"),
    },
    Migration {
        feature: "db",
        number: 4,
        name: "nodes",
        sql: include_str!("../migrations/0004_nodes.sql"),
    },
    Migration {
        feature: "db",
        number: 5,
        name: "job_set_at",
        sql: include_str!("../migrations/0005_job_set_at.sql"),
    },
];
