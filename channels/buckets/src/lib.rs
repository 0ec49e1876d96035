//! Buckets: backups on storage that speaks S3, of whatever maker.
//!
//! Cast: an [`Address`] says which bucket and what stands before every name in it; [`Access`] says where the server is and with which
//! key; a [`Bucket`] keeps named bytes there, as `moving` wants its places. Inside, `Wires` carries requests, `Talk` signs them and asks
//! again, and a `Lock` keeps two backups apart.
//!
//! Promises: what was kept was looked at there before it is believed; a server that is busy, slow or gone for a moment is asked
//! again, and one that stays so is named with what to do; what comes back damaged is told. Nothing is ever sent but to the server the
//! configuration names. Refuses to know what the bytes mean, and to make or remove buckets.

mod access;
mod address;
mod answers;
mod lock;
mod patience;
mod store;
mod talk;
mod wires;

pub use access::{Access, Style};
pub use address::{Address, NoAddress};
pub use patience::Patience;
pub use store::Bucket;
