//! Journeys through the real doors: Postfix, Dovecot, the program itself, a browser.
//!
//! They want the servers `tests/servers/up` starts (`./check` does); without them each says so and passes.

mod backlog;
mod browser;
mod killed;
mod mail_comes_and_goes;
mod post;
mod programs;
mod running;
