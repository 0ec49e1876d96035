//! Backups: the whole desk as sealed pieces in a place that need not be trusted to keep secrets.
//!
//! Cast: a [`Store`] keeps named bytes ([`Folder`] on a disk; `channels/buckets` on S3); a [`Seal`] compresses, encrypts and names them; [`make`] takes a
//! snapshot of a running desk and writes the pieces that are not there yet, and last of all the list of pieces; [`Backup`] is one
//! such list, from which a desk is restored; [`verify`] reads pieces back; [`prune`] lets old backups go.
//!
//! Promises: a piece is named by what is in it and never written over, so a crash or a damaged run cannot harm an older backup;
//! without the key nothing can be read or forged; what is missing or changed is found out and named.

mod contents;
mod files;
mod list;
mod make;
mod pieces;
mod prune;
mod seal;
mod store;
mod verify;

pub use contents::{Backup, Part};
pub use list::{Opened, newest, open, openable};
pub use make::{Desk, Made, make};
pub use prune::{Keep, Pruned, prune};
pub use seal::Seal;
pub use store::{Folder, Held, Store};
pub use verify::{Verified, verify};
