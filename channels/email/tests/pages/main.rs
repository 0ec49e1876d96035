//! The channel's pages through the real router on both databases: servers, their test, raw mail, mail set aside, pictures.
//!
//! The cast: Carla administers and sees everything; Ana answers what comes to `support@`; Dora manages the servers of inboxes
//! whose mail she may not read.

mod consent;
mod pictures;
mod reparse;
mod rights;
mod servers;
mod set_aside;
mod stage;
mod world;
