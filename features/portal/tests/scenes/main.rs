//! Scenes of the portal, each played on SQLite and PostgreSQL.

mod account;
mod acting;
mod browser;
mod entering;
mod illegal;
mod looking;
mod speaking;
mod stage;
mod strength;
mod talking;
mod walk;
mod writing;
