//! Scenes of a directory: people and teams kept in step, what it may not do, and how it asks.

mod asking;
mod keeping;
mod stage;
