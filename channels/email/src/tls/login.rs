//! Who we are to a mail server. The same login serves IMAP and SMTP; its secrets never reach a log.

use std::fmt;

/// A name and the secret that goes with it.
#[derive(Clone, PartialEq, Eq)]
pub enum Login {
    /// A password, or an app password.
    Password { user: String, password: String },
    /// An OAuth 2 access token, as Google and Microsoft ask for. It expires: give the door a fresh one in time.
    XOAuth2 { user: String, token: String },
}

impl Login {
    /// The name the server knows us by.
    pub fn user(&self) -> &str {
        match self {
            Self::Password { user, .. } | Self::XOAuth2 { user, .. } => user,
        }
    }

    /// The first and only answer of SASL PLAIN (RFC 4616) or XOAUTH2, before base64.
    pub(crate) fn initial_response(&self) -> Vec<u8> {
        match self {
            Self::Password { user, password } => format!("\0{user}\0{password}").into_bytes(),
            Self::XOAuth2 { user, token } => format!("user={user}\x01auth=Bearer {token}\x01\x01").into_bytes(),
        }
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Password { .. } => "Password",
            Self::XOAuth2 { .. } => "XOAuth2",
        };
        f.debug_struct(kind).field("user", &self.user()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_never_shows_its_secret() {
        let password = Login::Password { user: "support@kettle.example".into(), password: "s3cret-kettle".into() };
        let token = Login::XOAuth2 { user: "support@kettle.example".into(), token: "ya29.s3cret".into() };

        let shown = format!("{password:?} {token:?}");

        assert!(shown.contains("support@kettle.example"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
