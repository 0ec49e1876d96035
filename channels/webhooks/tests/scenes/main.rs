//! Scenes of webhooks on both databases, with receivers that fail in the ways real ones do.

mod carrying;
mod hearing;
mod pages;
mod stage;
