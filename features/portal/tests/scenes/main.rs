//! Scenes of the portal, each played on SQLite and PostgreSQL.

mod acting;
mod browser;
mod entering;
mod illegal;
mod looking;
mod stage;
mod strength;
mod walk;
mod writing;
