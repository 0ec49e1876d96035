//! Mail in by IMAP.
//!
//! The cast: [`follow`] keeps one mailbox watched for as long as the program runs; [`Shelf`] is where the mail goes (the desk's database,
//! behind a trait, so that this room knows no table); [`ImapSettings`] say where and as whom; [`Pace`] and [`Limits`] say how fast and how
//! much; [`test`] is the administrator's Test button.
//!
//! Promises: mail is found by UID and UIDVALIDITY, never by the unread flag; the cursor moves only after the shelf has kept the mail; a
//! dead line is noticed within 30 seconds; no server, however hostile, makes us hold more than [`Limits`] allow. Refuses to know: what a
//! message says, and what the desk does with it.

mod after;
mod catch_up;
mod fence;
mod fetch;
mod folder_name;
mod follow;
mod greeting;
mod idle;
mod line;
mod plan;
mod session;
mod settings;
mod shelf;
mod test;
mod trouble;
mod walk;

pub use crate::tls::{Login, Security};
pub(crate) use folder_name::to_people as folder_for_people;
pub use follow::follow;
pub use settings::{AfterFetch, Backoff, ImapSettings, Limits, Pace};
pub use shelf::{Cursor, Fetched, MailboxState, ServerCount, Shelf, ShelfTrouble, Skipped, WhySkipped};
pub use test::{TestReport, test};
pub use trouble::{Ailment, ImapTrouble};
pub(crate) use walk::{Found, walk};
