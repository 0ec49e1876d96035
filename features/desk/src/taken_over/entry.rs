//! One message of another desk, as it was written there: what came in, what went out, what was noted.

use crate::conversations::add_participant;
use crate::{ArrivedFile, ConversationId, Delivery, MessageId, MessageKind, Person, Role, attachments, masking, messages};
use db::{Actor, Trouble, Work, sql};
use kit::Moment;

/// Who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    Customer(i64),
    Agent(i64),
    /// Nobody with an account here.
    House,
}

/// A message to be taken over.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub conversation: ConversationId,
    pub kind: MessageKind,
    pub writer: Writer,
    pub from: &'a Person,
    pub to: &'a [Person],
    pub cc: &'a [Person],
    pub bcc: &'a [Person],
    pub subject: &'a str,
    pub text: &'a str,
    pub html: Option<&'a str>,
    pub at: Moment,
    pub mail_id: Option<&'a str>,
    /// Tells it from every other message there is.
    pub fingerprint: &'a str,
    pub is_automatic: bool,
    pub files: &'a [ArrivedFile],
}

/// Puts it where it belongs. A note is addressed to nobody, whatever it says.
pub fn add(work: &mut Work<'_>, entry: &Entry<'_>) -> Result<MessageId, Trouble> {
    let is_ours = entry.kind == MessageKind::Outgoing;
    let answers: Option<MessageId> = if is_ours { newest_incoming(work, entry)? } else { None };
    let actor = match entry.writer {
        Writer::Customer(customer) => Actor::Customer(customer),
        Writer::Agent(agent) => Actor::Agent(agent),
        Writer::House => Actor::System,
    };
    let new = messages::NewMessage {
        conversation: entry.conversation,
        kind: entry.kind,
        from_name: &entry.from.name,
        from_address: &entry.from.address,
        reply_to: &[],
        subject: entry.subject,
        text: entry.text,
        html: entry.html,
        sent_at: Some(entry.at),
        external_id: entry.mail_id,
        fingerprint: Some(entry.fingerprint),
        in_reply_to: answers,
        automatic: if entry.is_automatic { "generated" } else { "no" },
        authentic: if entry.kind == MessageKind::Incoming { "unknown" } else { "pass" },
        unreadable: None,
        raw_id: None,
        delivery: is_ours.then_some(Delivery::Sent),
        due_at: None,
    };
    let message = work.acting_as(actor, |work| messages::add_at(work, &new, entry.at))?;
    if entry.kind != MessageKind::Note {
        note_people(work, message, entry)?;
    }
    for file in entry.files {
        attachments::keep_arrived(work, message, file)?;
    }
    Ok(message)
}

/// What an answer of ours answered: the last that had come in by then.
fn newest_incoming(work: &mut Work<'_>, entry: &Entry<'_>) -> Result<Option<MessageId>, Trouble> {
    sql("SELECT id FROM message WHERE conversation_id = $1 AND kind = 'incoming' AND written_at <= $2 ORDER BY written_at DESC, id DESC LIMIT 1")
        .with(entry.conversation)
        .with(entry.at)
        .one(work)
}

fn note_people(work: &mut Work<'_>, message: MessageId, entry: &Entry<'_>) -> Result<(), Trouble> {
    if entry.kind == MessageKind::Incoming {
        add_participant(work, entry.conversation, &entry.from.address)?;
    }
    let masking = masking::of_conversation(work, entry.conversation)?;
    for (role, people) in [(Role::To, entry.to), (Role::Cc, entry.cc), (Role::Bcc, entry.bcc)] {
        for person in people {
            messages::add_recipient(work, message, role, &masking.covered(&person.name), &person.address)?;
            add_participant(work, entry.conversation, &person.address)?;
        }
    }
    Ok(())
}

/// What it says was changed there: a part blacked out, a note mended. `false`: it is not here any more.
pub fn rewrite(work: &mut Work<'_>, message: MessageId, text: &str, html: Option<&str>) -> Result<bool, Trouble> {
    let found: Option<(ConversationId, String, Option<String>)> =
        sql("SELECT conversation_id, text, html FROM message WHERE id = $1").with(message).one(work)?;
    let Some((conversation, said, shown)) = found else { return Ok(false) };
    let masking = masking::of_conversation(work, conversation)?;
    let (text, html) = (masking.covered(text), html.map(|html| masking.covered_html(html)));
    if (&text, &html) == (&said, &shown) {
        return Ok(true);
    }
    // What was blacked out there must not stay readable in another language.
    sql("DELETE FROM message_translation WHERE message_id = $1").with(message).run(work)?;
    sql("UPDATE message SET text = $2, html = $3 WHERE id = $1")
        .with(message)
        .with(text)
        .with(html)
        .run(work)?;
    Ok(true)
}

/// Files that were not at hand when it was taken over. Says how many it did not have yet.
pub fn add_files(work: &mut Work<'_>, message: MessageId, files: &[ArrivedFile]) -> Result<u64, Trouble> {
    let mut had: Vec<(String, String)> =
        sql("SELECT a.name, b.sha256 FROM attachment a JOIN blob b ON b.id = a.blob_id WHERE a.message_id = $1 ORDER BY a.id")
            .with(message)
            .all(work)?;
    let (mut added, masking) = (0, masking::of_message(work, message)?);
    for file in files {
        let one = (masking.covered(&file.name), kit::sha256_hex(&file.bytes));
        match had.iter().position(|known| *known == one) {
            Some(known) => drop(had.swap_remove(known)),
            None => {
                attachments::keep_arrived(work, message, file)?;
                added += 1;
            }
        }
    }
    Ok(added)
}
