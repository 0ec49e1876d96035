//! What this room promises, played as scenes through its real router: forged requests, rights, problems, live signals.
//!
//! The cast: Ana answers customers, Ben leads the desk and manages people, and a stranger has neither session nor token.

mod api;
mod assets;
mod device;
mod forgery;
mod live;
mod pages;
mod problems;
mod rights;
mod stage;
