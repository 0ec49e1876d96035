//! What a message says in another language, as somebody who speaks both wrote it down, or a program that was asked to. The message itself stays as it came, and
//! no customer sees what stands here.

use crate::{Conversation, ConversationId, Event, Message, MessageId};
use db::{Actor, FromRow, Trouble, Tx, Work, sql};
use kit::{Locale, Moment};

/// One message in one other language.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Translation {
    pub message_id: MessageId,
    /// A tag such as `es`.
    pub language: String,
    pub text: String,
    /// Who wrote it down last; none if a program did.
    pub agent_id: Option<i64>,
    pub made_at: Moment,
}

/// As long as a message may be.
const LONGEST: usize = 100_000;

impl Conversation {
    /// Writes down what a message of it says in this language, in place of what was written before.
    pub fn translate(&self, work: &mut Work<'_>, message: &Message, language: Locale, text: &str) -> Result<(), Trouble> {
        let now = self.unmerged(work)?;
        let covered = crate::masking::of_inbox(work, now.inbox_id)?.covered(text);
        let text = covered.trim();
        if text.is_empty() {
            return Err(Trouble::refused("desk-translation-empty"));
        }
        if text.len() > LONGEST {
            return Err(Trouble::refused("desk-translation-long").with("most", LONGEST as i64));
        }
        let agent = if let Actor::Agent(agent) = work.actor { Some(agent) } else { None };
        let (id, now) = (message.id, work.now);
        let changed: Option<MessageId> = sql("INSERT INTO message_translation (message_id, language, text, agent_id, made_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (message_id, language) DO UPDATE SET text = $3, agent_id = $4, made_at = $5
              WHERE message_translation.text <> $3 RETURNING message_id")
        .with(id)
        .with(language.tag())
        .with(text)
        .with(agent)
        .with(now)
        .one(work)?;
        match changed {
            Some(_) => work.record(&Event::MessageTranslated { conversation: self.id, message: id, language: language.tag().into() }),
            None => Ok(()),
        }
    }

    /// Takes a translation away.
    pub fn drop_translation(&self, work: &mut Work<'_>, message: &Message, language: Locale) -> Result<(), Trouble> {
        self.unmerged(work)?;
        let id = message.id;
        let gone = sql("DELETE FROM message_translation WHERE message_id = $1 AND language = $2")
            .with(id)
            .with(language.tag())
            .run(work)?;
        match gone {
            0 => Ok(()),
            _ => work.record(&Event::TranslationDropped { conversation: self.id, message: id, language: language.tag().into() }),
        }
    }
}

/// The translations of a conversation's messages.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Translation>, Trouble> {
    sql("SELECT t.message_id, t.language, t.text, t.agent_id, t.made_at
           FROM message_translation t JOIN message m ON m.id = t.message_id
          WHERE m.conversation_id = $1 ORDER BY t.message_id, t.language")
    .with(conversation)
    .all(tx)
}

/// The translations of one message.
pub fn of_message(tx: &mut Tx<'_>, message: MessageId) -> Result<Vec<Translation>, Trouble> {
    sql("SELECT message_id, language, text, agent_id, made_at FROM message_translation WHERE message_id = $1 ORDER BY language")
        .with(message)
        .all(tx)
}
