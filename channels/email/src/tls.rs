//! How the email doors reach a server: a wire (TCP, or a pipe in tests), made private with TLS, and the login used on it.
//!
//! Only rustls with ring. Trusted are the machine's own roots, Mozilla's roots, and what an administrator adds for one inbox. Nothing here
//! speaks a mail protocol, and nothing here ever skips the check of a certificate. Wire and trust are those of every channel: `outside`.

mod login;

pub use login::Login;
pub use outside::{Dial, Tcp, TlsTrouble, Wire, secure, server_config};

/// How a connection is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Security {
    /// TLS from the first byte: IMAP on 993, SMTP on 465.
    Tls,
    /// Starts readable and is upgraded before the login: IMAP on 143, SMTP on 587. A server that does not offer it is refused.
    StartTls,
    /// Readable by anybody on the way. For servers on the same machine.
    Plain,
}
