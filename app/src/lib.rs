//! The desk, assembled. This folder is the only place that knows everyone.
//!
//! The story of a start: read the configuration, open the house (key, database), assemble the site, start the followers
//! and the post, open the doors; on SIGTERM close them again in the opposite order.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod access;
pub mod ahead;
pub mod background;
pub mod backups;
pub mod cli;
pub mod config;
pub mod demo;
mod doctor;
pub mod doors;
pub mod elsewhere;
pub mod erasing;
pub mod event;
pub mod exporting_people;
pub mod followers;
mod glance;
pub mod house;
pub mod indexing;
pub mod keys;
mod leases;
mod letters;
mod metrics;
pub mod moves;
mod on_duty;
pub mod order_desk;
pub mod people;
pub mod reactions;
pub mod reading;
pub mod routes;
pub mod runs;
mod serve;
mod shop;
pub mod site;
pub mod story;
pub mod terminal;
pub mod timers;
mod tokens;
pub mod upgrade;
