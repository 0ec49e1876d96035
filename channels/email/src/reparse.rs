//! Reading kept mail again, after the reader has learned: texts, files and flags change; places and people do not. Mail that was
//! set aside gets another chance to be filed.

use crate::arrival::file;
use crate::{Event, filer, raw};
use db::{Actor, Database, Trouble, Work, sql};
use desk::MessageId;
use kit::Key;
use mail::Letter;

/// What reading again came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reread {
    pub looked_at: usize,
    pub changed: usize,
    /// Mails that had been set aside and are in a conversation, or believed, now.
    pub rescued: usize,
}

/// Reads every kept mail again, or those of one message; one transaction each.
pub async fn reparse(db: &Database, key: &Key, only: Option<MessageId>) -> Result<Reread, Trouble> {
    let all: Vec<(i64, MessageId)> = db
        .read(move |tx| match only {
            Some(message) => sql("SELECT r.id, r.message_id FROM raw_mail r WHERE r.message_id = $1 AND r.bytes IS NOT NULL")
                .with(message)
                .all(tx),
            None => sql("SELECT r.id, r.message_id FROM raw_mail r WHERE r.message_id IS NOT NULL AND r.bytes IS NOT NULL ORDER BY r.id")
                .all(tx),
        })
        .await?;
    let mut outcome = Reread::default();
    for (id, message) in all {
        let (_, bytes) = db.read(move |tx| raw::bytes(tx, id)).await?;
        let Some(bytes) = bytes else { continue };
        let letter = tokio::task::spawn_blocking(move || mail::read(&bytes))
            .await
            .map_err(|e| Trouble::Panicked(e.to_string()))?;
        outcome.looked_at += 1;
        if db.work(Actor::System, move |work| read_again(work, id, message, &letter)).await? {
            outcome.changed += 1;
        }
    }
    if only.is_none() {
        (outcome.rescued, outcome.looked_at) = rescue(db, key, outcome.looked_at).await?;
    }
    Ok(outcome)
}

fn read_again(work: &mut Work<'_>, raw: i64, message: MessageId, letter: &Letter) -> Result<bool, Trouble> {
    work.keep_quietly("reading again found nothing new");
    let before = desk::messages::find(work, message)?;
    let masking = desk::masking::of_conversation(work, before.conversation_id)?;
    let (subject, text) = (masking.covered(&letter.subject), masking.covered(&letter.text));
    let html = letter.html.as_deref().map(|html| masking.covered_html(html));
    let files: Vec<_> = letter.attachments.iter().cloned().map(file).collect();
    let other_files = desk::attachments::read_again(work, message, &files)?;
    if !other_files && before.text == text && before.html == html && before.subject == subject && before.unreadable == letter.unreadable {
        return Ok(false);
    }
    sql("UPDATE message SET text = $2, html = $3, subject = $4, unreadable = $5 WHERE id = $1")
        .with(message)
        .with(text)
        .with(html)
        .with(subject)
        .with(letter.unreadable.as_deref())
        .run(work)?;
    let conversation = Some(before.conversation_id.0);
    let inbox: i64 = sql("SELECT inbox_id FROM raw_mail WHERE id = $1").with(raw).only(work, "raw mail")?;
    work.record(&Event::MailReadAgain { inbox, raw, conversation })?;
    Ok(true)
}

/// Puts what was set aside back in line and files it, here and now. Says how many found a place, and how many were looked at in all.
async fn rescue(db: &Database, key: &Key, looked_at: usize) -> Result<(usize, usize), Trouble> {
    let aside = db
        .work(Actor::System, |work| {
            work.keep_quietly("nothing was set aside");
            raw::put_all_back(work)
        })
        .await?;
    while filer::file_waiting(db, key).await? > 0 {}
    let mut rescued = 0;
    for id in &aside {
        let id = *id;
        let still: bool = db
            .read(move |tx| {
                let state: String = sql("SELECT state FROM raw_mail WHERE id = $1").with(id).only(tx, "raw mail")?;
                Ok(state != "filed")
            })
            .await?;
        rescued += usize::from(!still);
    }
    Ok((rescued, looked_at + aside.len()))
}
