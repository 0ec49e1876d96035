//! The way out to the world: names to addresses, addresses judged, wires made private, one request asked.
//!
//! Every channel that goes to an address somebody typed or sent goes through here. It promises: an address that is not
//! public is refused after the name was resolved and before anything is connected, and the wire goes to exactly the judged
//! address (attack 35), except at places of the company's own that its configuration names; nothing skips the check of a certificate; an answer is bounded in time and size, and a redirect
//! never carries a secret elsewhere. It speaks for nobody: what is asked and what an answer means, the channels know.

mod call;
mod judge;
mod own_network;
mod public_address;
mod trust;
mod way;
mod wire;

pub use call::{Answer, Ask, Caller, NoAnswer};
pub use judge::{NoWire, Place, Unreachable, bare, judged_wire, named_wire};
pub use own_network::OwnNetwork;
pub use public_address::is_public;
pub use trust::{TlsTrouble, secure, server_config};
pub use way::{Internet, Outside};
pub use wire::{Dial, Tcp, Wire};
