//! Mail as values: bytes become a [`Letter`], an [`Outgoing`] becomes bytes.
//!
//! The cast: `read` turns any bytes into a `Letter` and never panics; `auto` and `bounce` say what kind of mail it is;
//! `threading` gathers clues to the conversation; `recipients` decides whom an answer goes to; `quotes` folds history;
//! `archived` reads what an archive noted; `safe_html` makes foreign HTML showable; `rewrite` changes words inside the bytes; `compose`, `dkim` make mail; `authentication` reads trusted verdicts.
//!
//! Nothing here reads a clock, a file, a socket or a database. What belongs to conversations and people is decided elsewhere.

pub mod archived;
pub mod authentication;
pub mod auto;
pub mod bounce;
pub mod compose;
pub mod dkim;
pub mod letter;
pub mod mailbox;
pub mod quotes;
pub mod recipients;
pub mod safe_html;
pub mod threading;

mod attachment_name;
mod calm_html;
mod charset;
mod date;
mod header_section;
mod html_text;
mod media_type;
mod parameters;
mod parts;
mod read;
mod rewrite;
mod transfer;
mod words;

pub use attachment_name::safe_name;
pub use authentication::Authentication;
pub use auto::Auto;
pub use bounce::{Action, Bounce, FailedRecipient};
pub use compose::{Envelope, InlineImage, Outgoing, OutgoingFile, compose};
pub use date::moment;
pub use dkim::{DkimSigner, DkimTrouble};
pub use letter::{Attachment, Letter, Trouble};
pub use mailbox::Mailbox;
pub use media_type::sniff;
pub use quotes::{Folded, fold_html, fold_text};
pub use read::read;
pub use recipients::{Addressed, Recipients, reply_all};
pub use rewrite::{Words, rewritten};
pub use safe_html::{RemoteImages, SafeHtml, sanitise};
pub use threading::{Clue, Clues, ReplyTokens};

/// The text a reader of a web page would see.
pub fn plain_of_html(html: &str) -> String {
    html_text::to_text(html)
}

/// Bytes as letters, in the charset they are labelled with or the one they look like.
pub fn decoded(bytes: &[u8], label: Option<&str>) -> String {
    charset::decode(bytes, label).text
}
