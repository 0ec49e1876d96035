//! Questions about mailboxes, and writing down how each is doing.

use crate::mailbox::{Lost, State};
use crate::secrets::{CONSENT, DKIM, IMAP, SMTP};
use crate::{Event, Mailbox};
use db::{SecretColumn, Trouble, Tx, Work, sql};
use desk::InboxId;
use serde::de::DeserializeOwned;

type Row = (i64, bool, Option<String>, Option<String>, Option<String>, Option<String>, String);

/// The settings of one inbox, if it has a mailbox.
pub fn find(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Option<Mailbox>, Trouble> {
    let row: Option<Row> = sql("SELECT inbox_id, enabled, imap, smtp, dkim, consent, authserv_id FROM mailbox WHERE inbox_id = $1")
        .with(inbox)
        .one(tx)?;
    row.map(|row| read(tx, row)).transpose()
}

/// Every mailbox of an inbox in use.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Mailbox>, Trouble> {
    let rows: Vec<Row> = sql("SELECT m.inbox_id, m.enabled, m.imap, m.smtp, m.dkim, m.consent, m.authserv_id
                                FROM mailbox m JOIN inbox i ON i.id = m.inbox_id
                               WHERE i.archived_at IS NULL ORDER BY m.inbox_id")
    .all(tx)?;
    rows.into_iter().map(|row| read(tx, row)).collect()
}

fn read(tx: &mut Tx<'_>, (inbox, enabled, imap, smtp, dkim, consent, authserv_id): Row) -> Result<Mailbox, Trouble> {
    let state: State = sql("SELECT state, state_reason, state_since, server_exists, counted_at FROM mailbox WHERE inbox_id = $1")
        .with(inbox)
        .only(tx, "mailbox")?;
    let mut lost = Lost::default();
    Ok(Mailbox {
        inbox: InboxId(inbox),
        enabled,
        imap: opened(tx, &IMAP, inbox, imap.as_deref(), &mut lost.imap),
        smtp: opened(tx, &SMTP, inbox, smtp.as_deref(), &mut lost.smtp),
        dkim: opened(tx, &DKIM, inbox, dkim.as_deref(), &mut lost.dkim),
        consent: opened(tx, &CONSENT, inbox, consent.as_deref(), &mut lost.consent),
        authserv_id,
        lost,
        state,
    })
}

/// What stands in a column; where it cannot be read, the mailbox goes without and says so.
fn opened<T: DeserializeOwned>(tx: &Tx<'_>, column: &SecretColumn, inbox: i64, stored: Option<&str>, is_lost: &mut bool) -> Option<T> {
    let stored = stored?;
    let read = column.try_open(tx, inbox, stored).and_then(|json| serde_json::from_str(&json).ok());
    *is_lost = read.is_none();
    read
}

/// Writes down what the mailbox is doing; turning to failing, or back, is told to the administrators.
pub(crate) fn doing(work: &mut Work<'_>, inbox: InboxId, word: &str, reason: &str) -> Result<(), Trouble> {
    let now = work.now;
    let before: Option<String> = sql("SELECT state FROM mailbox WHERE inbox_id = $1").with(inbox).one(work)?;
    sql("UPDATE mailbox SET state = $2, state_reason = $3, state_since = $4 WHERE inbox_id = $1 AND (state <> $2 OR state_reason <> $3)")
        .with(inbox)
        .with(word)
        .with(reason)
        .with(now)
        .run(work)?;
    work.keep_quietly("a mailbox's momentary state; its failing and mending are recorded");
    match (before.as_deref(), word) {
        (Some(before), "failing") if before != "failing" => work.record(&Event::MailboxFailing { inbox: inbox.0, reason: reason.into() }),
        (Some("failing"), "idle") => work.record(&Event::MailboxConnected { inbox: inbox.0 }),
        _ => Ok(()),
    }
}

/// How many messages of the server's present numbering are stored here: (server's count, ours).
pub fn reconcile(tx: &mut Tx<'_>, inbox: InboxId) -> Result<(Option<i64>, i64), Trouble> {
    sql("SELECT m.server_exists, (SELECT COUNT(*) FROM raw_mail r WHERE r.inbox_id = m.inbox_id AND r.uid_validity = m.uid_validity AND r.uid IS NOT NULL)
           FROM mailbox m WHERE m.inbox_id = $1")
    .with(inbox)
    .only(tx, "mailbox")
}
