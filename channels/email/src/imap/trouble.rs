//! What can go wrong with a mailbox: each text names the server and the mailbox, and ends with what to do.

use std::io;
use std::time::Duration;

use super::ShelfTrouble;
use super::fence::Breach;
use crate::tls::TlsTrouble;

/// Trouble with one mailbox on one server.
#[derive(Debug, thiserror::Error)]
#[error("{mailbox} at {host}: {what}.")]
pub struct ImapTrouble {
    pub host: String,
    pub mailbox: String,
    pub what: Ailment,
}

/// What is wrong, and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum Ailment {
    #[error("the server cannot be reached ({0}). Check host and port; if they are right, wait for the server to come back")]
    Unreachable(io::Error),
    #[error("{0}")]
    Insecure(TlsTrouble),
    #[error("the server does not offer STARTTLS. Choose TLS with port 993, or ask the provider")]
    NoStartTls,
    #[error("the server accepts no login on this connection. Choose TLS, or ask the provider which login it accepts")]
    NoSuchLogin,
    #[error("the password was refused ({0}). Open Inboxes, choose the mailbox, enter a new password and press Test")]
    PasswordRefused(String),
    #[error("the access token has expired or was revoked ({0}). Open Inboxes, choose the mailbox and connect it again")]
    TokenRefused(String),
    #[error("there is no folder {folder:?} ({reply}). Open Inboxes, press Test and choose a folder from the list")]
    FolderMissing { folder: String, reply: String },
    #[error("the server was silent for {} s. Nothing to do: the connection is made anew by itself", .0.as_secs())]
    Silent(Duration),
    #[error("the server said goodbye ({0}). Nothing to do: the connection is made anew by itself")]
    SaidGoodbye(String),
    #[error("the connection was lost ({0}). Nothing to do: the connection is made anew by itself")]
    Lost(io::Error),
    #[error("the server sent {0}. It was refused to protect this machine; ask the provider if this lasts")]
    TooMuch(Breach),
    #[error("the server sent something unreadable ({0}). Ask the provider if this lasts")]
    Gibberish(String),
    #[error("the server refused {command} ({reply}). Ask the provider if this lasts")]
    Refused { command: &'static str, reply: String },
    #[error("{0:?} cannot be sent to a mail server. Remove line breaks and other control characters from it")]
    Unsendable(String),
    #[error("{0}")]
    Shelf(ShelfTrouble),
}

impl Ailment {
    /// No retry will cure it: a person has to change something, and should be told now.
    pub fn needs_a_person(&self) -> bool {
        matches!(
            self,
            Self::Insecure(_)
                | Self::NoStartTls
                | Self::NoSuchLogin
                | Self::PasswordRefused(_)
                | Self::TokenRefused(_)
                | Self::FolderMissing { .. }
                | Self::Unsendable(_)
        )
    }

    /// The login itself was refused; asking again soon may lock the account.
    pub(super) fn is_refused_login(&self) -> bool {
        matches!(self, Self::PasswordRefused(_) | Self::TokenRefused(_))
    }

    /// Sorts what reading or writing said: our own fence, a line nobody can read, or a broken wire.
    pub(super) fn from_io(trouble: io::Error) -> Self {
        if let Some(breach) = trouble.get_ref().and_then(|inner| inner.downcast_ref::<Breach>()) {
            return Self::TooMuch(*breach);
        }
        match trouble.kind() {
            io::ErrorKind::Other => Self::Gibberish(shortened(&trouble.to_string())),
            _ => Self::Lost(trouble),
        }
    }
}

impl From<ShelfTrouble> for Ailment {
    fn from(trouble: ShelfTrouble) -> Self {
        Self::Shelf(trouble)
    }
}

impl From<TlsTrouble> for Ailment {
    fn from(trouble: TlsTrouble) -> Self {
        Self::Insecure(trouble)
    }
}

/// What a server says may be long and strange; a line of it is enough for a person.
pub(super) fn shortened(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}
