//! A certificate from an authority that gives them to programs (ACME, RFC 8555): Let's Encrypt, or any other, or one's own.
//!
//! Promises that a certificate is asked for anew well before it runs out, that the one there is stays shown whatever an authority says or fails to
//! say, and that an authority which refuses is asked ever more rarely, over restarts too. Account and certificate lie in a folder that only their
//! owner reads. Proofs that a name leads here are shown by `door`; the way out is `outside`. Refuses names it cannot prove: with a star, or numbers.

mod folder;
mod http;
mod order;
mod plan;
mod run;
mod settings;

pub use folder::{Attempts, Folder};
pub use plan::renew_at;
pub use run::{Certifier, show_kept};
pub use settings::{Patience, Settings};
