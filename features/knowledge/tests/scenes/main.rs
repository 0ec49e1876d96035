//! Scenes of knowledge: writing and publishing, who reads what, what no change loses, and an article in a reply.

mod browser;
mod replying;
mod seeing;
mod stage;
mod writing;
