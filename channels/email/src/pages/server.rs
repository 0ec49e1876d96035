//! One server as a form holds it: what incoming and outgoing have in common, read with its mistakes.

use crate::{ImapAccess, LoginKind, SmtpAccess};
use web::{Fields, Mistakes, Text};

/// Which way the mail goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Incoming,
    Outgoing,
}

/// What a server's fields are called.
pub(super) struct Names {
    pub on: &'static str,
    pub host: &'static str,
    pub port: &'static str,
    pub security: &'static str,
    pub login: &'static str,
    pub user: &'static str,
    pub secret: &'static str,
    pub root: &'static str,
    /// Carries the proof that these settings were tested.
    pub tested: &'static str,
}

const INCOMING: Names = Names {
    on: "imap_on",
    host: "imap_host",
    port: "imap_port",
    security: "imap_security",
    login: "imap_login",
    user: "imap_user",
    secret: "imap_secret",
    root: "imap_root",
    tested: "imap_tested",
};

const OUTGOING: Names = Names {
    on: "smtp_on",
    host: "smtp_host",
    port: "smtp_port",
    security: "smtp_security",
    login: "smtp_login",
    user: "smtp_user",
    secret: "smtp_secret",
    root: "smtp_root",
    tested: "smtp_tested",
};

impl Side {
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Incoming, Self::Outgoing].into_iter().find(|side| side.word() == word)
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Outgoing => "outgoing",
        }
    }

    pub const fn names(self) -> &'static Names {
        match self {
            Self::Incoming => &INCOMING,
            Self::Outgoing => &OUTGOING,
        }
    }

    const fn usual_port(self, security: &str) -> u16 {
        match (self, security.as_bytes()) {
            (Self::Incoming, b"tls") => 993,
            (Self::Incoming, _) => 143,
            (Self::Outgoing, b"tls") => 465,
            (Self::Outgoing, _) => 587,
        }
    }
}

/// One server. No `Debug`: it holds a secret.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub host: String,
    pub port: u16,
    pub security: String,
    pub login: LoginKind,
    pub user: String,
    pub secret: String,
    pub extra_root: Option<String>,
}

impl Server {
    /// A server to start from: no secret yet.
    pub fn guessed((host, port, security): (String, u16, &str), user: &str) -> Self {
        Self {
            host,
            port,
            security: security.into(),
            login: LoginKind::Password,
            user: user.into(),
            secret: String::new(),
            extra_root: None,
        }
    }

    /// Reads one side of the form. An empty secret keeps the stored one, if server and name are those it was entered for.
    pub fn read(side: Side, fields: &Fields, stored: Option<&Self>, mistakes: &mut Mistakes, text: &Text) -> Self {
        let names = side.names();
        let security = ["tls", "starttls", "plain"]
            .into_iter()
            .find(|word| *word == fields.text(names.security))
            .unwrap_or("tls");
        let mut server = Self {
            host: fields.text(names.host).trim_end_matches('.').to_lowercase(),
            port: side.usual_port(security),
            security: security.into(),
            login: if fields.text(names.login) == "oauth" { LoginKind::XOAuth2 } else { LoginKind::Password },
            user: fields.text(names.user).to_owned(),
            secret: fields.raw(names.secret).to_owned(),
            extra_root: fields.optional(names.root).map(one_line_end),
        };
        if !is_host(&server.host) {
            mistakes.add(names.host, text.say("email-mistake-host"));
        }
        if let Some(typed) = fields.optional(names.port) {
            match typed.parse() {
                Ok(port) if port > 0 => server.port = port,
                _ => mistakes.add(names.port, text.say("email-mistake-port")),
            }
        }
        if server.user.is_empty() && side == Side::Incoming {
            mistakes.add(names.user, text.say("email-mistake-user"));
        }
        if let Some(root) = &server.extra_root
            && (!root.contains("BEGIN CERTIFICATE") || root.contains("PRIVATE KEY"))
        {
            mistakes.add(names.root, text.say("email-mistake-root"));
        }
        server.keep_secret(stored, names, mistakes, text);
        server
    }

    fn keep_secret(&mut self, stored: Option<&Self>, names: &Names, mistakes: &mut Mistakes, text: &Text) {
        if !self.secret.is_empty() || self.user.is_empty() {
            return;
        }
        match stored.filter(|stored| !stored.secret.is_empty()) {
            Some(stored) if stored.host == self.host && stored.user == self.user => self.secret.clone_from(&stored.secret),
            Some(_) => mistakes.add(names.secret, text.say("email-mistake-secret-moved")),
            None => mistakes.add(names.secret, text.say("email-mistake-secret")),
        }
    }
}

/// A browser ends the lines of a pasted text otherwise when it sends the form than when a script does; the proof of a test must not care.
fn one_line_end(pasted: &str) -> String {
    pasted.replace("\r\n", "\n")
}

/// A name or an address, nothing else: no port, no scheme, no blanks.
fn is_host(host: &str) -> bool {
    let is_name = host
        .split('.')
        .all(|label| !label.is_empty() && label.len() <= 63 && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'));
    host.len() <= 253 && (is_name || host.parse::<std::net::Ipv6Addr>().is_ok())
}

impl From<&ImapAccess> for Server {
    fn from(access: &ImapAccess) -> Self {
        Self {
            host: access.host.clone(),
            port: access.port,
            security: access.security.clone(),
            login: access.login,
            user: access.user.clone(),
            secret: access.secret.clone(),
            extra_root: access.extra_root.clone(),
        }
    }
}

impl From<&SmtpAccess> for Server {
    fn from(access: &SmtpAccess) -> Self {
        Self {
            host: access.host.clone(),
            port: access.port,
            security: access.security.clone(),
            login: access.login,
            user: access.user.clone(),
            secret: access.secret.clone(),
            extra_root: access.extra_root.clone(),
        }
    }
}

impl Server {
    pub fn into_imap(self, folder: &str, mark_seen: bool) -> ImapAccess {
        let folder = if folder.is_empty() { "INBOX" } else { folder };
        ImapAccess {
            host: self.host,
            port: self.port,
            security: self.security,
            login: self.login,
            user: self.user,
            secret: self.secret,
            folder: folder.into(),
            extra_root: self.extra_root,
            mark_seen,
        }
    }

    pub fn into_smtp(self) -> SmtpAccess {
        SmtpAccess {
            host: self.host,
            port: self.port,
            security: self.security,
            login: self.login,
            user: self.user,
            secret: self.secret,
            extra_root: self.extra_root,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn a_host_is_a_name_or_an_address_and_nothing_else() {
        for good in ["imap.kettle.example", "localhost", "127.0.0.1", "::1", "correo.españa.example", "mail_1.example"] {
            assert!(is_host(good), "{good}");
        }
        for bad in [
            "",
            "imap.kettle.example:993",
            "https://imap.kettle.example",
            "a b",
            "a..b",
            "user@host",
            "imap.example/x",
            "x\r\ny",
        ] {
            assert!(!is_host(bad), "{bad:?}");
        }
    }
}
