//! Journeys through the real doors: Postfix, Dovecot, PostgreSQL, the program itself, a browser.
//!
//! They want the servers `tests/servers/up` starts (`./check` does); without them each says so and passes.

mod access;
mod backlog;
mod besieged;
mod browser;
mod clerk;
mod clocks;
mod company;
mod company_sign_in;
mod faults;
mod faults_stage;
mod frozen;
mod history;
mod https;
mod killed;
mod mail_comes_and_goes;
mod nodes;
mod nodes_stage;
mod order_desk_killed;
mod packaged;
mod post;
mod postgres_falters;
mod programs;
mod running;
mod time_passes;
mod watched;
mod workspace_killed;
mod writers;

/// A certificate authority for tests, shared with the room that asks it.
#[path = "../../channels/acme/tests/authority/pebble.rs"]
mod pebble;

/// The order desk's own stage and its look at the books, so that a journey ends with the same questions as its scenes.
#[path = "../../features/orders/tests/scenes/books.rs"]
mod books;
#[path = "../../features/orders/tests/scenes/stage.rs"]
mod stage;
