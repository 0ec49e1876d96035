//! Scenes of ratings: who is asked and who is left alone, what a link can and cannot do, who sees what was said.

mod asking;
mod browser;
mod giving;
mod seeing;
mod settings;
mod stage;
