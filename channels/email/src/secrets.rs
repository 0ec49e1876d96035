//! What is secret of a mailbox: passwords and access tokens of its servers, the key that signs, the consent of its owner.

use db::SecretColumn;

pub(crate) const IMAP: SecretColumn = SecretColumn {
    name: "mailbox.imap",
    list: "SELECT inbox_id, imap FROM mailbox WHERE inbox_id > $1 AND imap IS NOT NULL ORDER BY inbox_id LIMIT $2",
    put: "UPDATE mailbox SET imap = $2 WHERE inbox_id = $1 AND imap = $3",
    by_row: true,
};
pub(crate) const SMTP: SecretColumn = SecretColumn {
    name: "mailbox.smtp",
    list: "SELECT inbox_id, smtp FROM mailbox WHERE inbox_id > $1 AND smtp IS NOT NULL ORDER BY inbox_id LIMIT $2",
    put: "UPDATE mailbox SET smtp = $2 WHERE inbox_id = $1 AND smtp = $3",
    by_row: true,
};
pub(crate) const DKIM: SecretColumn = SecretColumn {
    name: "mailbox.dkim",
    list: "SELECT inbox_id, dkim FROM mailbox WHERE inbox_id > $1 AND dkim IS NOT NULL ORDER BY inbox_id LIMIT $2",
    put: "UPDATE mailbox SET dkim = $2 WHERE inbox_id = $1 AND dkim = $3",
    by_row: true,
};
pub(crate) const CONSENT: SecretColumn = SecretColumn {
    name: "mailbox.consent",
    list: "SELECT inbox_id, consent FROM mailbox WHERE inbox_id > $1 AND consent IS NOT NULL ORDER BY inbox_id LIMIT $2",
    put: "UPDATE mailbox SET consent = $2 WHERE inbox_id = $1 AND consent = $3",
    by_row: true,
};

/// All of them, for whoever seals anew.
pub const SECRETS: &[SecretColumn] = &[IMAP, SMTP, DKIM, CONSENT];
