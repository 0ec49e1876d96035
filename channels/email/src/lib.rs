//! The email channel: mail in by IMAP or by our own SMTP/LMTP listener, mail out by SMTP.

pub mod imap;
pub mod listener;
pub mod smtp_out;
pub mod tls;
