//! The door for programs: `/api/v1`, JSON, bearer tokens.
//!
//! Cast: a [`Call`] is one address with what it needs and what its description says; [`Look`] and [`List`] are what a
//! reading handler is given, [`Change`] what a changing one is; a [`Reply`] is what either answers. From the calls the
//! OpenAPI description is made, so it cannot say anything else than the program does.
//! It promises: an unknown field is refused by name; a request repeated with its `Idempotency-Key` is carried out once;
//! a cursor that was not made here opens nothing. Session cookies open no address of it.

mod call;
mod change;
mod cursor;
mod describe;
mod etag;
mod list;
mod look;
mod page;
mod published;
mod rate;
mod reply;
mod time;
mod unreadable;
mod words;

pub(crate) use call::Description;
pub use call::{Call, delete, get, patch, post, put};
pub use change::{Change, ItemResults, Nothing};
pub use cursor::Cursor;
pub(crate) use describe::describe;
pub use list::List;
pub use look::{Look, NoQuery};
pub(crate) use published::{Published, routes};
pub(crate) use rate::{RATE_HEADERS, Rates};
pub use reply::Reply;
pub use time::Time;
pub use utoipa::{IntoParams, ToSchema, schema};
pub use words::{nullable, object, present, referred, word, word_or_null};

/// Where every address of the API begins.
pub const ROOT: &str = "/api/v1";

/// Whether an address is the API's: answered in JSON whatever the asker accepts.
pub(crate) fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}
