//! The words in files, so that they can be found. Each content is read once, by a job of its own, outside any transaction;
//! what became of it is kept, also when there was nothing to read. Only of words the log tells: nothing else is to be found.

use crate::{ConversationId, Event, MessageId, attachments::AttachmentId};
use db::elsewhere::Bytes;
use db::{Database, FromRow, Trouble, Tx, Work, jobs, sql};
use kit::Moment;

/// The kind of the jobs that ask for a file to be read; the payload is the key of its content.
pub const JOB: &str = "desk.read_file";

db::id!(
    /// The key of a content, whatever it is called and wherever it hangs.
    ContentId
);

/// A file to be read. Names and types may differ where it hangs more than once; the first counts.
#[derive(Debug, Clone, FromRow)]
pub struct Unread {
    pub name: String,
    pub media_type: String,
    pub size_bytes: i64,
}

/// The words of one file of a conversation.
#[derive(Debug, Clone, FromRow)]
pub struct FileText {
    pub attachment: AttachmentId,
    pub message: MessageId,
    pub name: String,
    pub text: String,
    pub written_at: kit::Moment,
}

/// Asks for a content to be read that never was.
pub(crate) fn ask(work: &mut Work<'_>, content: i64) -> Result<(), Trouble> {
    let now = work.now;
    let known: Option<i64> = sql("SELECT 1 FROM file_text WHERE blob_id = $1").with(content).one(work)?;
    if known.is_some() {
        return Ok(());
    }
    jobs::promise(work, JOB, &content.to_string(), Some(&format!("{JOB}:{content}")), now)
}

/// What is to be read; nothing if it was read before, or hangs nowhere any more.
pub fn to_read(tx: &mut Tx<'_>, content: ContentId) -> Result<Option<Unread>, Trouble> {
    sql("SELECT a.name, a.media_type, a.size_bytes FROM attachment a
          WHERE a.blob_id = $1 AND NOT EXISTS (SELECT 1 FROM file_text t WHERE t.blob_id = $1)
          ORDER BY a.id LIMIT 1")
    .with(content)
    .one(tx)
}

/// The bytes of a content, fetched from wherever they lie.
pub async fn bytes(db: &Database, content: ContentId) -> Result<Vec<u8>, Trouble> {
    type Columns = (Vec<u8>, Option<String>, Option<String>, Option<String>, String);
    let kept = db.read(move |tx| {
        sql("SELECT b.bytes, b.bytes_place, b.bytes_object, b.bytes_key, b.sha256 FROM blob b WHERE b.id = $1")
            .with(content)
            .only::<Columns>(tx, "file")
    });
    let (bytes, place, object, key, sha256) = kept.await?;
    Bytes::of(bytes, place, object, key).fetch(db, &sha256).await
}

/// What kept a file from being read was no fault of its: the job begins again, with all its tries, at this moment.
pub fn ask_again(work: &mut Work<'_>, job: i64, content: ContentId, at: Moment) -> Result<(), Trouble> {
    jobs::done(work, job)?;
    jobs::promise(work, JOB, &content.0.to_string(), Some(&format!("{JOB}:{}", content.0)), at)
}

/// Keeps what was read, or why nothing was, and tells of words wherever the file hangs.
pub fn keep(work: &mut Work<'_>, content: ContentId, outcome: &str, text: &str) -> Result<(), Trouble> {
    let now = work.now;
    work.keep_quietly("a file without words, or one that hangs in no conversation yet");
    let text = &crate::masking::of_content(work, content.0)?.covered(text);
    let kept = sql("INSERT INTO file_text (blob_id, outcome, text, read_at) VALUES ($1, $2, $3, $4) ON CONFLICT (blob_id) DO NOTHING")
        .with(content)
        .with(outcome)
        .with(text)
        .with(now)
        .run(work)?;
    if kept == 0 || text.is_empty() {
        return Ok(());
    }
    let hangs: Vec<(ConversationId, AttachmentId)> =
        sql("SELECT m.conversation_id, a.id FROM attachment a JOIN message m ON m.id = a.message_id
                                                           WHERE a.blob_id = $1 ORDER BY a.id")
        .with(content)
        .all(work)?;
    for (conversation, attachment) in hangs {
        work.record(&Event::FileRead { conversation, attachment, outcome: outcome.to_owned() })?;
    }
    Ok(())
}

/// The files of a conversation that have words, the oldest first; each content once.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<FileText>, Trouble> {
    sql("SELECT a.id, a.message_id, a.name, t.text, m.written_at
           FROM message m JOIN attachment a ON a.message_id = m.id JOIN file_text t ON t.blob_id = a.blob_id
          WHERE m.conversation_id = $1 AND t.text <> ''
            AND NOT EXISTS (SELECT 1 FROM attachment e JOIN message o ON o.id = e.message_id
                             WHERE e.blob_id = a.blob_id AND e.id < a.id AND o.conversation_id = $1)
          ORDER BY a.id")
    .with(conversation)
    .all(tx)
}

/// What became of reading a file: the word of its outcome, once it was tried.
pub fn outcome(tx: &mut Tx<'_>, attachment: AttachmentId) -> Result<Option<String>, Trouble> {
    sql("SELECT t.outcome FROM attachment a JOIN file_text t ON t.blob_id = a.blob_id WHERE a.id = $1")
        .with(attachment)
        .one(tx)
}
