//! Scenes of single sign-on: coming in through a provider of the scene's own, lies it may tell, and the pages of administrators.

mod browser;
mod coming_in;
mod lies;
mod outside_world;
mod pages;
mod provider;
mod stage;
