//! The sockets people come in by: who is let in, how long nobody may keep us waiting, and the certificate that is shown.
//!
//! Promises that a connection which asks for nothing, asks without end or takes nothing is ended, and that none of them costs the others more
//! than its place; that streams which wait for us and lines which are merely slow are left alone; that no shortage of files or places ends
//! anything but the newcomer; that a certificate which does not fit never replaces one that does; and that a stop finishes what is under way. The
//! cast: a [`Door`] accepts, a [`Crowd`] counts who is in, a ledger per connection knows who waits for whom, [`Certificates`] hold what is shown.
//! Refuses to know pages, tables and configuration.

mod body;
mod carried;
mod certificates;
mod connection;
mod crowd;
mod door;
mod figures;
mod files;
mod ledger;
mod limits;
mod other_port;
mod pair;
mod streams;
mod tls;

pub use certificates::Certificates;
pub use crowd::Crowd;
pub use door::Door;
pub use files::{PairFiles, follow_files};
pub use limits::{LEAST, Limits, Pace, room_for, too_few};
pub use other_port::OtherPort;
pub use pair::{About, Pair, PairTrouble};
