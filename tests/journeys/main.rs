//! Journeys through the real doors: Postfix, Dovecot, the program itself, a browser.
//!
//! They want the servers `tests/servers/up` starts (`./check` does); without them each says so and passes.

mod backlog;
mod browser;
mod clerk;
mod company_sign_in;
mod killed;
mod mail_comes_and_goes;
mod order_desk_killed;
mod packaged;
mod post;
mod programs;
mod running;
mod time_passes;
mod watched;

/// The order desk's own stage and its look at the books, so that a journey ends with the same questions as its scenes.
#[path = "../../features/orders/tests/scenes/books.rs"]
mod books;
#[path = "../../features/orders/tests/scenes/stage.rs"]
mod stage;
