//! Raw mail: every message byte for byte as it came but for what its inbox covers, kept before anybody looks into it.

use crate::Event;
use crate::covering::covered;
use crate::imap::{Cursor, Fetched};
use db::{FromRow, Trouble, Tx, Work, sql};
use desk::{InboxId, Masking, MessageId, Viewer};
use kit::Moment;

/// Raw mail waiting to be filed.
#[derive(Debug, Clone, FromRow)]
pub struct Waiting {
    pub id: i64,
    pub inbox_id: InboxId,
    pub received_at: Moment,
    pub bytes: Vec<u8>,
}

/// A raw mail that found no conversation, for the administrator.
#[derive(Debug, Clone, FromRow)]
pub struct SetAside {
    pub id: i64,
    pub state: String,
    pub problem: Option<String>,
    pub size_bytes: i64,
    pub received_at: Moment,
}

/// What is kept of one message, hashed outside the transaction.
#[derive(Debug, Clone)]
pub struct Incoming {
    pub sha256: String,
    pub bytes: Vec<u8>,
    pub uid: Option<(u32, u32)>,
    pub received_at: Option<Moment>,
    pub mail_from: Option<String>,
}

impl Incoming {
    /// What IMAP fetched, covered as its inbox covers.
    pub fn fetched(fetched: Fetched, uid_validity: u32, masking: Masking) -> Self {
        let bytes = covered(masking, fetched.raw);
        Self {
            sha256: kit::sha256_hex(&bytes),
            bytes,
            uid: Some((uid_validity, fetched.uid)),
            received_at: fetched.internal_date.map(Moment),
            mail_from: None,
        }
    }
}

/// Keeps one raw mail. The same bytes in the same inbox are not kept twice. `true`: it is new.
///
/// Other bytes under a known UID are another mail: a new account often has the UIDVALIDITY of the one before it.
pub fn keep(work: &mut Work<'_>, inbox: InboxId, source: &str, mail: &Incoming) -> Result<bool, Trouble> {
    work.keep_quietly("raw mail; filing it is recorded");
    let same: Option<i64> = sql("SELECT id FROM raw_mail WHERE inbox_id = $1 AND sha256 = $2 AND same_as IS NULL")
        .with(inbox)
        .with(&mail.sha256)
        .one(work)?;
    let mut rows = insert(work, inbox, source, mail, same)?;
    if rows == 0 && same.is_none() {
        give_up_number(work, inbox, mail)?;
        rows = insert(work, inbox, source, mail, same)?;
    }
    Ok(rows > 0 && same.is_none())
}

fn insert(work: &mut Work<'_>, inbox: InboxId, source: &str, mail: &Incoming, same: Option<i64>) -> Result<u64, Trouble> {
    let now = work.now;
    sql(
        "INSERT INTO raw_mail (inbox_id, source, uid_validity, uid, sha256, size_bytes, bytes, same_as, mail_from, received_at, state)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                    ON CONFLICT (inbox_id, uid_validity, uid) WHERE uid IS NOT NULL DO NOTHING",
    )
    .with(inbox)
    .with(source)
    .with(mail.uid.map(|(validity, _)| i64::from(validity)))
    .with(mail.uid.map(|(_, uid)| i64::from(uid)))
    .with(&mail.sha256)
    .with(mail.bytes.len() as i64)
    .with(same.is_none().then_some(mail.bytes.as_slice()))
    .with(same)
    .with(mail.mail_from.as_deref())
    .with(mail.received_at.unwrap_or(now))
    .with(if same.is_some() { "same" } else { "kept" })
    .run(work)
}

/// Whether these bytes are kept in this inbox already.
pub(crate) fn holds(tx: &mut Tx<'_>, inbox: InboxId, sha256: &str) -> Result<bool, Trouble> {
    let same: Option<i64> = sql("SELECT id FROM raw_mail WHERE inbox_id = $1 AND sha256 = $2 AND same_as IS NULL")
        .with(inbox)
        .with(sha256)
        .one(tx)?;
    Ok(same.is_some())
}

/// Keeps a mail from before the desk as one that is filed already: the filer never sees it.
pub(crate) fn keep_past(work: &mut Work<'_>, inbox: InboxId, mail: &Incoming) -> Result<i64, Trouble> {
    let now = work.now;
    sql("INSERT INTO raw_mail (inbox_id, source, sha256, size_bytes, bytes, received_at, state, filed_at)
         VALUES ($1, 'import', $2, $3, $4, $5, 'filed', $6) RETURNING id")
    .with(inbox)
    .with(&mail.sha256)
    .with(mail.bytes.len() as i64)
    .with(mail.bytes.as_slice())
    .with(mail.received_at.unwrap_or(now))
    .with(now)
    .only(work, "raw mail")
}

/// Whatever was kept under this mail's UID before came from elsewhere; it stays, without a number.
fn give_up_number(work: &mut Work<'_>, inbox: InboxId, mail: &Incoming) -> Result<(), Trouble> {
    sql("UPDATE raw_mail SET uid = NULL WHERE inbox_id = $1 AND uid_validity = $2 AND uid = $3")
        .with(inbox)
        .with(mail.uid.map(|(validity, _)| i64::from(validity)))
        .with(mail.uid.map(|(_, uid)| i64::from(uid)))
        .run(work)?;
    Ok(())
}

/// Moves a mailbox's cursor, in the same transaction as what was kept.
pub(crate) fn move_cursor(work: &mut Work<'_>, inbox: InboxId, cursor: Cursor) -> Result<(), Trouble> {
    work.keep_quietly("how far a mailbox is read");
    sql("UPDATE mailbox SET uid_validity = $2, last_uid = $3, mod_seq = $4 WHERE inbox_id = $1")
        .with(inbox)
        .with(i64::from(cursor.uid_validity))
        .with(i64::from(cursor.last_uid))
        .with(cursor.mod_seq.map(|n| n as i64))
        .run(work)?;
    Ok(())
}

/// The oldest raw mails nobody has filed yet, at most `count` of them and about `bytes` together.
pub fn waiting(tx: &mut Tx<'_>, count: usize, bytes: i64) -> Result<Vec<Waiting>, Trouble> {
    let sizes: Vec<(i64, i64)> = sql("SELECT id, size_bytes FROM raw_mail WHERE state = 'kept' ORDER BY id LIMIT $1")
        .with(count as i64)
        .all(tx)?;
    let mut total = 0;
    let mut found = Vec::with_capacity(sizes.len());
    for (id, size) in sizes {
        total += size;
        if total > bytes && !found.is_empty() {
            break;
        }
        found.push(
            sql("SELECT id, inbox_id, received_at, bytes FROM raw_mail WHERE id = $1")
                .with(id)
                .only(tx, "raw mail")?,
        );
    }
    Ok(found)
}

/// Claims a kept mail for filing, in the transaction that files it. `false`: somebody else has.
pub(crate) fn claim(work: &mut Work<'_>, id: i64) -> Result<bool, Trouble> {
    let now = work.now;
    Ok(sql("UPDATE raw_mail SET state = 'filed', filed_at = $2 WHERE id = $1 AND state = 'kept'")
        .with(id)
        .with(now)
        .run(work)?
        > 0)
}

pub(crate) fn filed_as(work: &mut Work<'_>, id: i64, message: MessageId) -> Result<(), Trouble> {
    sql("UPDATE raw_mail SET message_id = $2 WHERE id = $1").with(id).with(message).run(work)?;
    Ok(())
}

/// Sets a mail aside with the reason: kept, shown to the administrator, in no conversation.
pub(crate) fn set_aside(work: &mut Work<'_>, inbox: InboxId, id: i64, state: &str, why: &str) -> Result<(), Trouble> {
    sql("UPDATE raw_mail SET state = $2, problem = $3 WHERE id = $1")
        .with(id)
        .with(state)
        .with(why)
        .run(work)?;
    work.record(&Event::MailSetAside { inbox: inbox.0, raw: id, why: why.into() })
}

/// Puts one mail that was set aside back in line for the filer. `false`: it is not aside (any more), or its bytes are elsewhere.
pub(crate) fn put_back(work: &mut Work<'_>, inbox: InboxId, id: i64) -> Result<bool, Trouble> {
    let rows = sql("UPDATE raw_mail SET state = 'kept', problem = NULL
                     WHERE id = $1 AND inbox_id = $2 AND bytes IS NOT NULL AND state IN ('ignored', 'failed')")
    .with(id)
    .with(inbox)
    .run(work)?;
    if rows > 0 {
        work.record(&Event::MailReadAgain { inbox: inbox.0, raw: id, conversation: None })?;
    }
    Ok(rows > 0)
}

/// Puts everything that was set aside back in line, and says what.
pub(crate) fn put_all_back(work: &mut Work<'_>) -> Result<Vec<i64>, Trouble> {
    let aside: Vec<(i64, InboxId)> = sql("SELECT id, inbox_id FROM raw_mail
                                           WHERE state IN ('ignored', 'failed') AND bytes IS NOT NULL ORDER BY id")
    .all(work)?;
    for (id, inbox) in &aside {
        put_back(work, *inbox, *id)?;
    }
    Ok(aside.into_iter().map(|(id, _)| id).collect())
}

/// Notes a message that stays on the server only.
pub(crate) fn left_on_server(
    work: &mut Work<'_>,
    inbox: InboxId,
    (validity, uid): (u32, u32),
    size: u64,
    why: &str,
) -> Result<(), Trouble> {
    let now = work.now;
    let id: Option<i64> = sql("INSERT INTO raw_mail (inbox_id, source, uid_validity, uid, sha256, size_bytes, received_at, state, problem)
                               VALUES ($1, 'imap', $2, $3, '', $4, $5, 'left_on_server', $6)
                               ON CONFLICT (inbox_id, uid_validity, uid) WHERE uid IS NOT NULL DO NOTHING RETURNING id")
    .with(inbox)
    .with(i64::from(validity))
    .with(i64::from(uid))
    .with(size as i64)
    .with(now)
    .with(why)
    .one(work)?;
    match id {
        Some(raw) => work.record(&Event::MailSetAside { inbox: inbox.0, raw, why: why.into() }),
        None => Ok(()),
    }
}

/// Mail of this inbox that is in no conversation, newest first.
pub fn set_aside_of(tx: &mut Tx<'_>, inbox: InboxId) -> Result<Vec<SetAside>, Trouble> {
    sql("SELECT id, state, problem, size_bytes, received_at FROM raw_mail
          WHERE inbox_id = $1 AND state IN ('ignored', 'failed', 'left_on_server') ORDER BY id DESC LIMIT 200")
    .with(inbox)
    .all(tx)
}

/// The bytes behind a message the viewer may see.
pub fn seen_by(tx: &mut Tx<'_>, viewer: Viewer, message: MessageId) -> Result<Vec<u8>, Trouble> {
    sql("SELECT r.bytes
           FROM message m
           JOIN conversation c ON c.id = m.conversation_id
           JOIN raw_mail r ON r.id = m.raw_id
          WHERE m.id = $3 AND r.bytes IS NOT NULL AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(message)
    .only(tx, "raw mail")
}

/// The bytes of a raw mail, for administrators and for reading it again.
pub fn bytes(tx: &mut Tx<'_>, id: i64) -> Result<(InboxId, Option<Vec<u8>>), Trouble> {
    sql("SELECT inbox_id, bytes FROM raw_mail WHERE id = $1").with(id).only(tx, "raw mail")
}
