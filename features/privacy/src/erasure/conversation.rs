//! One conversation without what was said in it: its words, files, mails, drafts, names and addresses go; that it was there, its number,
//! its times and who answered stay. Erasing a person and retention both end here.

use super::documents::out_of_the_log;
use super::places::{self, Counts, add, go_through};
use db::{Trouble, Work, sql};

/// Empties it.
pub(crate) fn empty(work: &mut Work<'_>, conversation: i64, name: &str, counts: &mut Counts) -> Result<(), Trouble> {
    let contents = contents_of(work, conversation)?;
    go_through(work, places::RAW_MAILS, conversation, name, counts)?;
    go_through(work, places::FILES, conversation, name, counts)?;
    go_through(work, places::OF_A_CONVERSATION, conversation, name, counts)?;
    out_of_the_log(work, conversation, name, counts)?;
    forget_contents(work, &contents, counts)
}

/// Only its files go.
pub(crate) fn without_files(work: &mut Work<'_>, conversation: i64, counts: &mut Counts) -> Result<(), Trouble> {
    let contents = contents_of(work, conversation)?;
    go_through(work, places::FILES, conversation, "", counts)?;
    forget_contents(work, &contents, counts)
}

/// Only the mails as they came go; what was read from them stays.
pub(crate) fn without_raw_mails(work: &mut Work<'_>, conversation: i64, counts: &mut Counts) -> Result<(), Trouble> {
    go_through(work, places::RAW_MAILS, conversation, "", counts)
}

/// Only the value of one field goes.
pub(crate) fn without_field(work: &mut Work<'_>, conversation: i64, field: i64, counts: &mut Counts) -> Result<(), Trouble> {
    let rows = sql("DELETE FROM conversation_field WHERE conversation_id = $1 AND field_id = $2")
        .with(conversation)
        .with(field)
        .run(work)?;
    add(counts, "conversation_field", rows);
    let lines: Vec<(i64, String)> = sql("SELECT id, detail FROM activity WHERE conversation_id = $1 AND kind = 'conversation.field_set'")
        .with(conversation)
        .all(work)?;
    for (id, detail) in lines {
        let Ok(mut said) = serde_json::from_str::<serde_json::Value>(&detail) else { continue };
        if said.get("field").and_then(serde_json::Value::as_i64) == Some(field)
            && let Some(value) = said.get_mut("value")
        {
            *value = serde_json::Value::String(String::new());
            add(
                counts,
                "activity",
                sql("UPDATE activity SET detail = $2 WHERE id = $1").with(id).with(said.to_string()).run(work)?,
            );
        }
    }
    Ok(())
}

/// The bytes its files and the files of its drafts are made of.
fn contents_of(work: &mut Work<'_>, conversation: i64) -> Result<Vec<i64>, Trouble> {
    sql("SELECT DISTINCT blob_id FROM attachment
          WHERE message_id IN (SELECT id FROM message WHERE conversation_id = $1)
             OR draft_id IN (SELECT id FROM draft WHERE conversation_id = $1)
          ORDER BY blob_id")
    .with(conversation)
    .all(work)
}

/// The bytes written by a customer in conversations of others.
pub(super) fn contents_written_by(work: &mut Work<'_>, customer: i64) -> Result<Vec<i64>, Trouble> {
    sql("SELECT DISTINCT blob_id FROM attachment
          WHERE message_id IN (SELECT id FROM message WHERE author_kind = 'customer' AND author_id = $1)
          ORDER BY blob_id")
    .with(customer)
    .all(work)
}

/// Bytes are kept once, however many files are made of them: they go with the last.
pub(super) fn forget_contents(work: &mut Work<'_>, contents: &[i64], counts: &mut Counts) -> Result<(), Trouble> {
    for blob in contents {
        let texts = sql("DELETE FROM file_text WHERE blob_id = $1 AND NOT EXISTS (SELECT 1 FROM attachment WHERE blob_id = $1)")
            .with(*blob)
            .run(work)?;
        add(counts, "file_text", texts);
        let hangs: Option<i64> = sql("SELECT 1 FROM attachment WHERE blob_id = $1 LIMIT 1").with(*blob).one(work)?;
        if hangs.is_none() {
            desk::outlying::lets_go(work, *blob)?;
        }
        let rows = sql("DELETE FROM blob WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM attachment WHERE blob_id = $1)")
            .with(*blob)
            .run(work)?;
        add(counts, "blob", rows);
    }
    Ok(())
}
