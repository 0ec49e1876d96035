//! What can go wrong on the way out: each text names the server and ends with what to do.

use std::io;
use std::time::Duration;

use super::Reply;
use crate::tls::TlsTrouble;

/// Trouble with one outgoing mail server.
#[derive(Debug, thiserror::Error)]
#[error("{host}: {what}.")]
pub struct SmtpTrouble {
    pub host: String,
    pub what: SmtpAilment,
}

/// What is wrong, and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum SmtpAilment {
    #[error("the server cannot be reached ({0}). Check host and port; if they are right, the mail goes out when the server is back")]
    Unreachable(io::Error),
    #[error("{0}")]
    Insecure(#[from] TlsTrouble),
    #[error("the server does not offer STARTTLS. Choose TLS with port 465, or ask the provider")]
    NoStartTls,
    #[error("the server offers no login we know on this connection. Choose STARTTLS or TLS, or remove the password")]
    NoSuchLogin,
    #[error("the login was refused ({0}). Open Inboxes, choose the inbox, enter a new password or connect it again, and press Test")]
    LoginRefused(Reply),
    #[error("the server did not answer {waiting_for} within {} s. The mail is tried again by itself", .after.as_secs())]
    Silent { waiting_for: &'static str, after: Duration },
    #[error("the connection was lost ({0}). The mail is tried again by itself")]
    Lost(io::Error),
    #[error("the server answered {at} with {reply}. The mail is tried again by itself; ask the provider if this lasts")]
    NotNow { at: &'static str, reply: Reply },
    #[error("the server sent something that is no SMTP ({0:?}). Check host and port")]
    Gibberish(String),
    #[error("the whole message was sent, but the server's answer never came ({0}). It may have arrived: ask before sending it again")]
    NoFinalAnswer(String),
}

impl SmtpTrouble {
    /// The server's code, where there was an answer.
    pub fn code(&self) -> Option<u16> {
        match &self.what {
            SmtpAilment::LoginRefused(reply) | SmtpAilment::NotNow { reply, .. } => Some(reply.code),
            _ => None,
        }
    }

    /// No retry will cure it: the settings are wrong, and the administrator should be told now.
    pub fn needs_a_person(&self) -> bool {
        matches!(
            self.what,
            SmtpAilment::Insecure(_) | SmtpAilment::NoStartTls | SmtpAilment::NoSuchLogin | SmtpAilment::LoginRefused(_)
        )
    }
}
