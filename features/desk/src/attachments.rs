//! Files: kept once by content, named and typed per message, served only through a conversation somebody may see.

use crate::sides::SideId;
use crate::{ArrivedFile, ConversationId, MessageId, Viewer, file_texts, masking};
use db::elsewhere::Bytes;
use db::{Database, FromRow, Trouble, Tx, Work, sql};

db::id!(
    /// The key of an attachment; the only name it has on our side.
    AttachmentId
);

/// What is known of a file without its bytes.
#[derive(Debug, Clone, FromRow)]
pub struct Attachment {
    pub id: AttachmentId,
    pub message_id: Option<MessageId>,
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
    pub content_id: Option<String>,
    pub inline: bool,
}

/// A file as it is kept: its bytes may lie outside the database, and are had by [`FileRow::whole`] only.
#[derive(Debug, Clone, FromRow)]
pub struct FileRow {
    pub name: String,
    pub media_type: String,
    pub content_id: Option<String>,
    pub inline: bool,
    sha256: String,
    bytes: Vec<u8>,
    bytes_place: Option<String>,
    bytes_object: Option<String>,
    bytes_key: Option<String>,
}

impl FileRow {
    /// The file with its bytes, fetched from wherever they lie. Not within a transaction.
    pub async fn whole(self, db: &Database) -> Result<FileContent, Trouble> {
        let bytes = Bytes::of(self.bytes, self.bytes_place, self.bytes_object, self.bytes_key);
        Ok(FileContent {
            name: self.name,
            media_type: self.media_type,
            content_id: self.content_id,
            inline: self.inline,
            bytes: bytes.fetch(db, &self.sha256).await?,
        })
    }
}

/// A file with its bytes.
#[derive(Debug, Clone)]
pub struct FileContent {
    pub name: String,
    pub media_type: String,
    pub content_id: Option<String>,
    pub inline: bool,
    pub bytes: Vec<u8>,
}

/// The largest file an agent may attach, in bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;

pub(crate) fn keep_arrived(work: &mut Work<'_>, message: MessageId, file: &ArrivedFile) -> Result<(), Trouble> {
    let (blob, name) = (keep_bytes(work, &file.bytes)?, masking::of_message(work, message)?.covered(&file.name));
    sql("INSERT INTO attachment (message_id, name, media_type, size_bytes, content_id, inline, blob_id) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .with(message)
        .with(name)
        .with(&file.media_type)
        .with(file.bytes.len() as i64)
        .with(file.content_id.as_deref())
        .with(file.inline)
        .with(blob)
        .run(work)?;
    Ok(())
}

/// Gives a message of the outside the files that reading it again found. Those it had keep their place and address; `true`: some differ.
pub fn read_again(work: &mut Work<'_>, message: MessageId, files: &[ArrivedFile]) -> Result<bool, Trouble> {
    let mut had: Vec<(AttachmentId, String, String)> = sql("SELECT a.id, a.name, b.sha256
                                                              FROM attachment a JOIN blob b ON b.id = a.blob_id
                                                             WHERE a.message_id = $1 ORDER BY a.id")
    .with(message)
    .all(work)?;
    let (mut differs, masking) = (false, masking::of_message(work, message)?);
    for file in files {
        let (hash, called) = (kit::sha256_hex(&file.bytes), masking.covered(&file.name));
        match had.iter().position(|(_, name, sha256)| *name == called && *sha256 == hash) {
            Some(known) => drop(had.remove(known)),
            None => {
                keep_arrived(work, message, file)?;
                differs = true;
            }
        }
    }
    for (gone, ..) in &had {
        sql("DELETE FROM attachment WHERE id = $1").with(*gone).run(work)?;
    }
    Ok(differs || !had.is_empty())
}

/// Attaches a file to a draft of this agent. One colleagues look at changes where they see it.
pub fn attach_to_draft(
    work: &mut Work<'_>,
    agent: i64,
    draft: i64,
    name: &str,
    media_type: &str,
    bytes: &[u8],
) -> Result<AttachmentId, Trouble> {
    sql("SELECT id FROM draft WHERE id = $1 AND agent_id = $2 AND kind <> 'shared'")
        .with(draft)
        .with(agent)
        .only::<i64>(work, "draft")?;
    put_on_draft(work, draft, name, media_type, bytes)
}

/// The same, whoever's draft it is.
pub(crate) fn put_on_draft(work: &mut Work<'_>, draft: i64, name: &str, media_type: &str, bytes: &[u8]) -> Result<AttachmentId, Trouble> {
    if bytes.len() > LARGEST {
        return Err(Trouble::refused("desk-file-too-large").with("name", name).with("megabytes", LARGEST / 1024 / 1024));
    }
    let (blob, name) = (keep_bytes(work, bytes)?, masking::beside_draft(work, draft)?.covered(name));
    let id = sql(
        "INSERT INTO attachment (draft_id, name, media_type, size_bytes, inline, blob_id) VALUES ($1, $2, $3, $4, FALSE, $5) RETURNING id",
    )
    .with(draft)
    .with(name)
    .with(media_type)
    .with(bytes.len() as i64)
    .with(blob)
    .only(work, "attachment")?;
    work.keep_quietly("a file on a draft; sending it is recorded");
    Ok(id)
}

/// Takes a file off a draft of this agent.
pub fn detach_from_draft(work: &mut Work<'_>, agent: i64, attachment: AttachmentId) -> Result<(), Trouble> {
    let rows = sql("DELETE FROM attachment WHERE id = $1 AND draft_id IN (SELECT id FROM draft WHERE agent_id = $2 AND kind <> 'shared')")
        .with(attachment)
        .with(agent)
        .run(work)?;
    work.keep_quietly("a file on a draft; sending it is recorded");
    if rows > 0 { Ok(()) } else { Err(Trouble::NotFound("attachment")) }
}

/// The files of a draft.
pub fn of_draft(tx: &mut Tx<'_>, draft: i64) -> Result<Vec<Attachment>, Trouble> {
    sql("SELECT id, message_id, name, media_type, size_bytes, content_id, inline FROM attachment WHERE draft_id = $1 ORDER BY id")
        .with(draft)
        .all(tx)
}

/// The files of every message of a conversation.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Attachment>, Trouble> {
    sql("SELECT a.id, a.message_id, a.name, a.media_type, a.size_bytes, a.content_id, a.inline
           FROM attachment a JOIN message m ON m.id = a.message_id
          WHERE m.conversation_id = $1 ORDER BY a.message_id, a.id")
    .with(conversation)
    .all(tx)
}

/// The files of one message.
pub fn of_message(tx: &mut Tx<'_>, message: MessageId) -> Result<Vec<Attachment>, Trouble> {
    sql("SELECT id, message_id, name, media_type, size_bytes, content_id, inline FROM attachment WHERE message_id = $1 ORDER BY id")
        .with(message)
        .all(tx)
}

/// The files of one message, for sending.
pub fn contents_of(tx: &mut Tx<'_>, message: MessageId) -> Result<Vec<FileRow>, Trouble> {
    sql(
        "SELECT a.name, a.media_type, a.content_id, a.inline, b.sha256, b.bytes, b.bytes_place, b.bytes_object, b.bytes_key
           FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.message_id = $1 ORDER BY a.id",
    )
    .with(message)
    .all(tx)
}

/// A file this agent may see: of a visible conversation, of a draft shown there, or of a draft of their own.
pub fn seen_by(tx: &mut Tx<'_>, viewer: Viewer, id: AttachmentId) -> Result<FileRow, Trouble> {
    sql(
        "SELECT a.name, a.media_type, a.content_id, a.inline, b.sha256, b.bytes, b.bytes_place, b.bytes_object, b.bytes_key
           FROM attachment a
           JOIN blob b ON b.id = a.blob_id
           LEFT JOIN message m ON m.id = a.message_id
           LEFT JOIN draft d ON d.id = a.draft_id
           LEFT JOIN conversation c ON c.id = COALESCE(m.conversation_id, CASE WHEN d.kind = 'shared' THEN d.conversation_id END)
          WHERE a.id = $3
            AND ((d.agent_id = $1 AND d.kind <> 'shared')
                 OR (c.id IS NOT NULL AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))))",
    )
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(id)
    .only(tx, "attachment")
}

/// The same with its bytes.
pub async fn fetch(db: &Database, viewer: Viewer, id: AttachmentId) -> Result<FileContent, Trouble> {
    db.read(move |tx| seen_by(tx, viewer, id)).await?.whole(db).await
}

pub(crate) fn hand_to_message(work: &mut Work<'_>, draft: i64, message: MessageId) -> Result<(), Trouble> {
    sql("UPDATE attachment SET message_id = $2, draft_id = NULL WHERE draft_id = $1")
        .with(draft)
        .with(message)
        .run(work)?;
    Ok(())
}

pub(crate) fn hand_back(work: &mut Work<'_>, message: MessageId, draft: i64) -> Result<(), Trouble> {
    sql("UPDATE attachment SET message_id = NULL, draft_id = $2 WHERE message_id = $1")
        .with(message)
        .with(draft)
        .run(work)?;
    Ok(())
}

/// Copies the files of one message to another, as a forward does.
pub(crate) fn copy(work: &mut Work<'_>, from: MessageId, to: MessageId) -> Result<(), Trouble> {
    sql("INSERT INTO attachment (message_id, name, media_type, size_bytes, content_id, inline, blob_id)
         SELECT $2, name, media_type, size_bytes, content_id, inline, blob_id FROM attachment WHERE message_id = $1")
    .with(from)
    .with(to)
    .run(work)?;
    Ok(())
}

/// Copies one file of a message the customer could read, or of this side conversation, to a letter to a third party.
pub(crate) fn copy_from_thread(
    work: &mut Work<'_>,
    conversation: ConversationId,
    side: SideId,
    file: AttachmentId,
    to: MessageId,
) -> Result<(), Trouble> {
    let rows = sql("INSERT INTO attachment (message_id, name, media_type, size_bytes, content_id, inline, blob_id)
         SELECT $2, a.name, a.media_type, a.size_bytes, NULL, FALSE, a.blob_id
           FROM attachment a JOIN message m ON m.id = a.message_id
          WHERE a.id = $1 AND m.conversation_id = $3 AND (m.kind <> 'note' OR m.side_id = $4)")
    .with(file)
    .with(to)
    .with(conversation)
    .with(side)
    .run(work)?;
    if rows > 0 { Ok(()) } else { Err(Trouble::NotFound("attachment")) }
}

fn keep_bytes(work: &mut Work<'_>, bytes: &[u8]) -> Result<i64, Trouble> {
    let hash = kit::sha256_hex(bytes);
    if let Some(known) = sql("SELECT id FROM blob WHERE sha256 = $1").with(&hash).one(work)? {
        // It may have hung nowhere when its turn came to be read.
        file_texts::ask(work, known)?;
        return Ok(known);
    }
    let blob = sql(
        "INSERT INTO blob (sha256, size_bytes, bytes) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO UPDATE SET size_bytes = $2 RETURNING id",
    )
    .with(hash)
    .with(bytes.len() as i64)
    .with(bytes)
    .only(work, "blob")?;
    file_texts::ask(work, blob)?;
    Ok(blob)
}
