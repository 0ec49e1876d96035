//! Mail out by SMTP: one message, one connection, one honest answer.
//!
//! The cast: [`send`] hands a finished message to the company's mail server and returns a [`Sent`], which tells apart what the outbox must
//! treat differently: accepted, try later, refused for good, and *nobody knows*. [`test`] is the administrator's Test button.
//!
//! This is our own small client. lettre's asynchronous connection was looked at first: it gives up at the first refused recipient, reports
//! a lost connection with the same error before and after the final dot, and waits without limit for a reply; those
//! three are what an outbox must know. Refuses to know: what a message says, when to try again, and where it is stored.

mod hello;
mod reply;
mod send;
mod sent;
mod settings;
mod stuffing;
mod talk;
mod test;
mod trouble;

pub use crate::tls::{Login, Security};
pub use reply::Reply;
pub use send::send;
pub use sent::{LeftOut, Sent};
pub use settings::{Envelope, Patience, SmtpSettings};
pub use test::{SmtpReport, test};
pub use trouble::{SmtpAilment, SmtpTrouble};
