//! Where mail leaves the house, as whom, and how long we wait for what.

use std::time::Duration;

use crate::tls::{Login, Security};

/// One mail server that takes our mail. Its `Debug` text holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// None for a server that takes mail from this machine without a login.
    pub login: Option<Login>,
    /// How we introduce ourselves: this machine's name, as the world sees it.
    pub hello_name: String,
    /// PEM of one more root, or of the server's own certificate.
    pub extra_root: Option<String>,
    pub patience: Patience,
}

impl SmtpSettings {
    /// A server with the usual patience.
    pub fn new(host: impl Into<String>, port: u16, security: Security, login: Option<Login>, hello_name: impl Into<String>) -> Self {
        Self {
            host: host.into(),
            port,
            security,
            login,
            hello_name: hello_name.into(),
            extra_root: None,
            patience: Patience::default(),
        }
    }
}

/// Who the server is told the message is from and to. Bcc recipients are here and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// None for `<>`: bounces go nowhere, as automatic mail asks for (RFC 3834).
    pub mail_from: Option<String>,
    pub rcpt_to: Vec<String>,
}

/// The longest we wait. After the final dot it is the ten minutes of RFC 5321 section 4.5.3.2: giving up sooner makes doubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    pub connect: Duration,
    pub answer: Duration,
    pub block: Duration,
    pub after_dot: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            answer: Duration::from_secs(120),
            block: Duration::from_secs(180),
            after_dot: Duration::from_secs(600),
        }
    }
}
