//! The whole desk, moved: copied to another database, backed up and restored, exported and imported.
//!
//! Cast: an [`Origin`] hands out everything a desk keeps (a database, a backup, an export); [`pour`] takes it into an empty
//! database and then compares every row with where it came from; [`copy`] does that between two databases, [`backup`] through
//! sealed pieces in a folder, [`export`] through files anybody can read. [`hanging`] is a part of an origin: one person's data.
//!
//! Promises: the source is only read; the target holds all or nothing; what is said to be there was read back and compared. It
//! refuses to know what a table means: which bytes have a hash beside them, and what files are called, it is told.

pub mod backup;
mod copy;
pub mod export;
mod files;
pub mod hanging;
mod origin;
mod pour;

pub use copy::copy;
pub use origin::{Origin, Proof, Saying};
pub use pour::{Moved, Target, pour};
