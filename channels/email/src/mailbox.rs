//! A mailbox: how one email inbox reaches its servers.

use crate::Event;
use crate::consent::Consent;
use crate::imap::{AfterFetch, ImapSettings};
use crate::secrets::{DKIM, IMAP, SMTP};
use crate::smtp_out::SmtpSettings;
use crate::tls::{Login, Security};
use db::{FromRow, Trouble, Work, sql};
use desk::InboxId;
use kit::Moment;
use serde::{Deserialize, Serialize};

/// How we sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum LoginKind {
    #[default]
    Password,
    /// The secret is an OAuth 2 access token.
    XOAuth2,
}

/// Where mail comes from. `Debug` shows no secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImapAccess {
    pub host: String,
    pub port: u16,
    /// `tls`, `starttls` or `plain`.
    pub security: String,
    pub login: LoginKind,
    pub user: String,
    pub secret: String,
    pub folder: String,
    #[serde(default)]
    pub extra_root: Option<String>,
    /// Mark fetched mail as read on the server.
    #[serde(default)]
    pub mark_seen: bool,
}

/// Where mail goes. `Debug` shows no secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmtpAccess {
    pub host: String,
    pub port: u16,
    pub security: String,
    pub login: LoginKind,
    /// Empty for a server that wants no login.
    pub user: String,
    pub secret: String,
    #[serde(default)]
    pub extra_root: Option<String>,
}

/// Signs outgoing mail (RFC 6376).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DkimKey {
    pub domain: String,
    pub selector: String,
    /// PKCS#8 PEM, RSA or Ed25519.
    pub pem: String,
}

/// What of a mailbox is stored and cannot be read: its key is gone, or it was damaged. It must be entered again; until then it stays stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lost {
    pub imap: bool,
    pub smtp: bool,
    pub dkim: bool,
    pub consent: bool,
}

impl Lost {
    pub const fn anything(self) -> bool {
        self.imap || self.smtp || self.dkim || self.consent
    }
}

/// One email inbox's settings and how it is doing.
#[derive(Debug, Clone)]
pub struct Mailbox {
    pub inbox: InboxId,
    pub enabled: bool,
    pub imap: Option<ImapAccess>,
    pub smtp: Option<SmtpAccess>,
    pub dkim: Option<DkimKey>,
    /// What the mailbox's owner allowed us at their provider, if they sign in by token.
    pub consent: Option<Consent>,
    /// The authserv-id whose Authentication-Results we believe; empty for none.
    pub authserv_id: String,
    pub lost: Lost,
    pub state: State,
}

/// What the administrator sees of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct State {
    /// `off`, `connecting`, `working`, `idle`, `failing`.
    pub word: String,
    pub reason: String,
    pub since: Option<Moment>,
    /// How many messages the server holds, as of `counted_at`.
    pub server_exists: Option<i64>,
    pub counted_at: Option<Moment>,
}

fn security(word: &str) -> Security {
    match word {
        "plain" => Security::Plain,
        "starttls" => Security::StartTls,
        _ => Security::Tls,
    }
}

fn login(kind: LoginKind, user: &str, secret: &str) -> Login {
    match kind {
        LoginKind::Password => Login::Password { user: user.into(), password: secret.into() },
        LoginKind::XOAuth2 => Login::XOAuth2 { user: user.into(), token: secret.into() },
    }
}

impl ImapAccess {
    pub fn settings(&self) -> ImapSettings {
        let mut settings = ImapSettings::new(&self.host, self.port, security(&self.security), login(self.login, &self.user, &self.secret));
        if !self.folder.trim().is_empty() {
            settings.folder.clone_from(&self.folder);
        }
        settings.extra_root.clone_from(&self.extra_root);
        if self.mark_seen {
            settings.after_fetch = AfterFetch::MarkSeen;
        }
        settings
    }
}

impl SmtpAccess {
    pub fn settings(&self, hello_name: &str) -> SmtpSettings {
        let login = (!self.user.is_empty()).then(|| login(self.login, &self.user, &self.secret));
        let mut settings = SmtpSettings::new(&self.host, self.port, security(&self.security), login, hello_name);
        settings.extra_root.clone_from(&self.extra_root);
        settings
    }
}

impl std::fmt::Debug for ImapAccess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImapAccess({} at {}:{}, {})", self.user, self.host, self.port, self.security)
    }
}

impl std::fmt::Debug for SmtpAccess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmtpAccess({} at {}:{}, {})", self.user, self.host, self.port, self.security)
    }
}

impl std::fmt::Debug for DkimKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DkimKey({} at {})", self.selector, self.domain)
    }
}

impl Mailbox {
    /// A mailbox that only sends; its mail comes in by our own listener.
    pub fn sending_only(inbox: InboxId, smtp: SmtpAccess) -> Self {
        let state = State {
            word: "off".into(),
            reason: String::new(),
            since: None,
            server_exists: None,
            counted_at: None,
        };
        Self {
            inbox,
            enabled: true,
            imap: None,
            smtp: Some(smtp),
            dkim: None,
            consent: None,
            authserv_id: String::new(),
            lost: Lost::default(),
            state,
        }
    }

    /// Keeps an inbox's servers; its consent has a keeper of its own. What is lost and was not entered again stays as it is stored. A changed
    /// folder or account starts reading from the beginning; what is known is not filed twice.
    pub fn keep(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let before = crate::mailboxes::find(work, self.inbox)?;
        let json = |value: &dyn erased::Json| value.json();
        let inbox = self.inbox.0;
        let imap = IMAP.seal_some(work, inbox, self.imap.as_ref().map(|x| json(x)).as_deref())?;
        let smtp = SMTP.seal_some(work, inbox, self.smtp.as_ref().map(|x| json(x)).as_deref())?;
        let dkim = DKIM.seal_some(work, inbox, self.dkim.as_ref().map(|x| json(x)).as_deref())?;
        sql("INSERT INTO mailbox (inbox_id, enabled, imap, smtp, dkim, authserv_id) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (inbox_id) DO UPDATE SET enabled = $2, authserv_id = $6,
                 imap = CASE WHEN $7 THEN mailbox.imap ELSE $3 END, smtp = CASE WHEN $8 THEN mailbox.smtp ELSE $4 END,
                 dkim = CASE WHEN $9 THEN mailbox.dkim ELSE $5 END")
        .with(self.inbox)
        .with(self.enabled)
        .with(imap)
        .with(smtp)
        .with(dkim)
        .with(&self.authserv_id)
        .with(self.lost.imap && self.imap.is_none())
        .with(self.lost.smtp && self.smtp.is_none())
        .with(self.lost.dkim && self.dkim.is_none())
        .run(work)?;
        // Which folder was lost nobody knows: what is entered instead is read from the beginning.
        let was_lost = before.as_ref().is_some_and(|before| before.lost.imap) && self.imap.is_some();
        let (then, now) = (before.and_then(|b| b.imap).map(|i| i.settings()), self.imap.as_ref().map(ImapAccess::settings));
        if was_lost || then.is_some_and(|then| now.is_none_or(|now| now.place() != then.place())) {
            sql("UPDATE mailbox SET uid_validity = NULL, last_uid = NULL, mod_seq = NULL WHERE inbox_id = $1")
                .with(self.inbox)
                .run(work)?;
            // What came from the folder before keeps no number: the new one gives out the same.
            sql("UPDATE raw_mail SET uid = NULL WHERE inbox_id = $1 AND uid IS NOT NULL")
                .with(self.inbox)
                .run(work)?;
        }
        work.record(&Event::MailboxSettingsChanged { inbox: self.inbox.0 })
    }
}

/// Serialising our own plain structs cannot fail; this keeps the call sites short.
mod erased {
    pub trait Json {
        fn json(&self) -> String;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap_or_default()
        }
    }
}
