//! Mail in by SMTP or LMTP: the door for companies whose own server forwards to us.
//!
//! The cast: [`serve`] listens; [`Accept`] is the desk behind a trait: it knows the inbox addresses and keeps what arrives; [`Arrived`] is one
//! message, byte for byte.
//!
//! Promises: 250 after the final dot is said only after the desk has kept the message; when the desk is in trouble the sender hears 451 and
//! keeps it. One message stays one message: line breaks that servers read differently are refused. Lines, sizes, errors, time
//! and connections are bounded. Refuses to know: what a message says, and to relay: only known addresses are taken.

mod accept;
mod body;
mod command;
mod reader;
mod serve;
mod settings;
mod visit;

pub use accept::{Accept, AcceptTrouble, Arrived};
pub use serve::{bind, serve};
pub use settings::{ListenerSettings, ListenerTrouble, Protocol, StartTls};
pub use visit::visit;
