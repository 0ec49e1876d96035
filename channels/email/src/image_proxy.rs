//! Pictures that a mail wants loaded from elsewhere, fetched by us so that the sender learns nothing of who reads it (attack 7).
//!
//! `GET /mail-images/{message}?url=…`, only for those who may see the message and only for addresses that stand in it. Fetched
//! without cookies and referrer, from public addresses only, whatever a name resolves to and wherever a redirect leads. What
//! comes back is a small picture of a known kind, or nothing.

mod door;
mod fetch;
mod picture;

pub use ::outside::{Internet, Outside};
pub use fetch::{Fetcher, NotFetched};
pub use picture::{Kind, Picture};

pub(crate) use door::routes;
