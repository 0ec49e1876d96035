//! One message of another desk, as it was written there: what came in, what went out, what was noted.

use crate::conversations::add_participant;
use crate::{ArrivedFile, ConversationId, Delivery, Masking, MessageId, MessageKind, Person, Role, attachments, masking, messages};
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

impl Writer {
    const fn actor(self) -> Actor {
        match self {
            Self::Customer(customer) => Actor::Customer(customer),
            Self::Agent(agent) => Actor::Agent(agent),
            Self::House => Actor::System,
        }
    }
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
    let actor = entry.writer.actor();
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
        authentic: authentic(entry.kind),
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
    messages::add_named(work, message, &[(Role::To, entry.to), (Role::Cc, entry.cc), (Role::Bcc, entry.bcc)], masking)?;
    for person in entry.to.iter().chain(entry.cc).chain(entry.bcc) {
        add_participant(work, entry.conversation, &person.address)?;
    }
    Ok(())
}

const fn authentic(kind: MessageKind) -> &'static str {
    if matches!(kind, MessageKind::Incoming) { "unknown" } else { "pass" }
}

/// What was changed there: a part blacked out, a note mended, a reply made private. Says whether anything changed here; none: it is not
/// here any more.
pub fn rewrite(work: &mut Work<'_>, message: MessageId, entry: &Entry<'_>) -> Result<Option<bool>, Trouble> {
    let found: Option<(ConversationId, MessageKind, String, Option<String>)> =
        sql("SELECT conversation_id, kind, text, html FROM message WHERE id = $1").with(message).one(work)?;
    let Some((conversation, kind, said, shown)) = found else { return Ok(None) };
    let masking = masking::of_conversation(work, conversation)?;
    let (text, html) = (masking.covered(entry.text), entry.html.map(|html| masking.covered_html(html)));
    let turns = kind != entry.kind;
    if turns {
        // It may have moved on here, by a split or a merge.
        turn(work, message, &Entry { conversation, ..entry.clone() }, masking)?;
    }
    if (&text, &html) == (&said, &shown) {
        return Ok(Some(turns));
    }
    // What was blacked out there must not stay readable in another language.
    sql("DELETE FROM message_translation WHERE message_id = $1").with(message).run(work)?;
    sql("UPDATE message SET text = $2, html = $3 WHERE id = $1")
        .with(message)
        .with(text)
        .with(html)
        .run(work)?;
    Ok(Some(true))
}

/// Makes it what it is there now: a note that was a reply, or the other way round. A note is addressed to nobody.
fn turn(work: &mut Work<'_>, message: MessageId, entry: &Entry<'_>, masking: Masking) -> Result<(), Trouble> {
    let is_ours = entry.kind == MessageKind::Outgoing;
    let actor = entry.writer.actor();
    sql(
        "UPDATE message SET kind = $2, author_kind = $3, author_id = $4, from_name = $5, from_address = $6, authentic = $7, delivery = $8,
                delivery_reason = NULL, due_at = NULL
          WHERE id = $1",
    )
    .with(message)
    .with(entry.kind)
    .with(actor.kind())
    .with(actor.id())
    .with(masking.covered(&entry.from.name))
    .with(&entry.from.address)
    .with(authentic(entry.kind))
    .with(is_ours.then_some(Delivery::Sent))
    .run(work)?;
    sql("DELETE FROM message_recipient WHERE message_id = $1").with(message).run(work)?;
    if entry.kind == MessageKind::Note { Ok(()) } else { note_people(work, message, entry) }
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
