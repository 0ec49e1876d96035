//! The servers form: what it holds at first, what came back, and the proof that settings were tested.

use super::presets::Guess;
use super::server::{Server, Side};
use crate::{ImapAccess, Mailbox, SmtpAccess};
use kit::{Key, same_secret};
use serde::Serialize;
use web::{Fields, Mistakes, Text};

/// The form as it is drawn; the secrets in it are never written into a page.
pub(super) struct Form {
    pub enabled: bool,
    pub imap_on: bool,
    pub imap: Server,
    pub folder: String,
    pub mark_seen: bool,
    pub smtp_on: bool,
    pub smtp: Server,
    pub authserv_id: String,
    /// Which sides have a secret stored.
    pub imap_secret_stored: bool,
    pub smtp_secret_stored: bool,
    pub mistakes: Mistakes,
}

impl Form {
    /// What is stored, and a guess for what is not.
    pub fn of(stored: Option<&Mailbox>, guess: Guess, address: &str) -> Self {
        let imap = stored.and_then(|mailbox| mailbox.imap.as_ref());
        let smtp = stored.and_then(|mailbox| mailbox.smtp.as_ref());
        Self {
            enabled: stored.is_none_or(|mailbox| mailbox.enabled),
            imap_on: stored.is_none_or(|mailbox| mailbox.lost.imap) || imap.is_some(),
            folder: imap.map_or_else(|| "INBOX".into(), |imap| imap.folder.clone()),
            mark_seen: imap.is_some_and(|imap| imap.mark_seen),
            smtp_on: stored.is_none_or(|mailbox| mailbox.lost.smtp) || smtp.is_some(),
            authserv_id: stored.map(|mailbox| mailbox.authserv_id.clone()).unwrap_or_default(),
            imap_secret_stored: imap.is_some_and(|imap| !imap.secret.is_empty()),
            smtp_secret_stored: smtp.is_some_and(|smtp| !smtp.secret.is_empty()),
            imap: imap.map_or_else(|| Server::guessed(guess.imap, address), Server::from),
            smtp: smtp.map_or_else(|| Server::guessed(guess.smtp, address), Server::from),
            mistakes: Mistakes::none(),
        }
    }

    /// What came back, with its mistakes.
    pub fn read(fields: &Fields, stored: Option<&Mailbox>, text: &Text) -> Self {
        let mut mistakes = Mistakes::none();
        let (stored_imap, stored_smtp) = (stored_incoming(stored), stored_outgoing(stored));
        let (imap_on, smtp_on) = (fields.flag(Side::Incoming.names().on), fields.flag(Side::Outgoing.names().on));
        // A server that is switched off may be filled in wrongly.
        let mut forgiven = Mistakes::none();
        let imap = Server::read(Side::Incoming, fields, stored_imap.as_ref(), if imap_on { &mut mistakes } else { &mut forgiven }, text);
        let smtp = Server::read(Side::Outgoing, fields, stored_smtp.as_ref(), if smtp_on { &mut mistakes } else { &mut forgiven }, text);
        Self {
            enabled: fields.flag("enabled"),
            imap_on,
            imap,
            folder: fields.text("imap_folder").to_owned(),
            mark_seen: fields.flag("imap_mark_seen"),
            smtp_on,
            smtp,
            authserv_id: fields.text("authserv_id").to_owned(),
            imap_secret_stored: stored_imap.is_some_and(|server| !server.secret.is_empty()),
            smtp_secret_stored: stored_smtp.is_some_and(|server| !server.secret.is_empty()),
            mistakes,
        }
    }

    pub fn imap_access(&self) -> Option<ImapAccess> {
        self.imap_on.then(|| self.imap.clone().into_imap(&self.folder, self.mark_seen))
    }

    pub fn smtp_access(&self) -> Option<SmtpAccess> {
        self.smtp_on.then(|| self.smtp.clone().into_smtp())
    }

    /// Whether every server that differs from what is stored was tested as it is.
    pub fn is_tested(&self, fields: &Fields, stored: Option<&Mailbox>, key: &Key) -> bool {
        let imap = self.imap_access();
        let smtp = self.smtp_access();
        let known_imap = imap.as_ref() == stored.and_then(|mailbox| mailbox.imap.as_ref());
        let known_smtp = smtp.as_ref() == stored.and_then(|mailbox| mailbox.smtp.as_ref());
        let proven = |side: Side, proof: Option<String>| proof.is_none_or(|proof| same_secret(fields.text(side.names().tested), &proof));
        (known_imap || proven(Side::Incoming, imap.map(|access| proof(key, &access))))
            && (known_smtp || proven(Side::Outgoing, smtp.map(|access| proof(key, &access))))
    }
}

pub(super) fn stored_incoming(stored: Option<&Mailbox>) -> Option<Server> {
    stored.and_then(|mailbox| mailbox.imap.as_ref()).map(Server::from)
}

pub(super) fn stored_outgoing(stored: Option<&Mailbox>) -> Option<Server> {
    stored.and_then(|mailbox| mailbox.smtp.as_ref()).map(Server::from)
}

/// What a passed test hands to the form: these settings, and no others, were seen to work.
pub(super) fn proof(key: &Key, access: &impl Serialize) -> String {
    let written = serde_json::to_string(access).unwrap_or_default();
    key.for_purpose("mail servers that passed their test").sign(written.as_bytes())
}
