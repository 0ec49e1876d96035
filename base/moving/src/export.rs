//! Leaving freely: everything as files anybody can read, complete enough to build the same desk again.
//!
//! Cast: [`write`] makes a folder of an [`Origin`](crate::Origin); [`Folder`] is such a folder read back, an origin itself;
//! [`Meanings`] explains tables and columns in the page that lies beside them. What is in the folder: `manifest.json`, `SCHEMA.md`,
//! one file of JSON Lines for each table under `data/`, bytes as files of their own, and the key of the desk.
//!
//! Promises: the same desk always gives the same bytes; every file is named with its hash from the manifest on, so that whatever
//! was changed or lost is found out and named.

mod json;
mod layout;
mod page;
mod read;
mod write;

pub use layout::{Filed, Naming};
pub use page::Meanings;
pub use read::Folder;
pub use write::{Exported, Whose, write};
