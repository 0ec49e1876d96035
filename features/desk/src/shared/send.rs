//! The end of a shared draft: it is sent by whoever may, or returns to its author's composer.

use super::{Shared, words};
use crate::drafts::{self, DraftId, DraftKind};
use crate::{Conversation, ConversationId, Event, MessageId, Recipients, Reply, Then, conversations};
use db::{Trouble, Tx, Work, sql};

/// How it is sent.
#[derive(Debug, Clone, Copy)]
pub struct Sending {
    /// The version its sender read.
    pub version: i64,
    /// The newest message its sender was shown.
    pub newest: Option<MessageId>,
    pub then: Then,
}

impl Shared {
    /// Sends it as a reply of this agent's, and keeps who wrote it. Refused while a colleague writes, if it reads otherwise by now, and if
    /// somebody wrote to us meanwhile.
    pub fn send(&self, work: &mut Work<'_>, agent: i64, sending: &Sending) -> Result<MessageId, Trouble> {
        let home = conversations::find(work, self.conversation_id)?.unlocked(work)?;
        self.hold(work, agent)?;
        let draft = words(work, self)?;
        if draft.version != sending.version {
            return Err(Trouble::Changed("draft"));
        }
        home.nothing_new_since(work, agent, sending.newest)?;
        sql("UPDATE draft SET agent_id = $2 WHERE id = $1").with(self.draft_id).with(agent).run(work)?;
        self.ended(work)?;
        let reply = Reply {
            recipients: Recipients::parse(&draft.to_text, &draft.cc_text, &draft.bcc_text)?,
            text: draft.text,
            answers: draft.answers,
            draft: Some(self.draft_id),
            then: sending.then,
            send_at: None,
        };
        let message = home.reply(work, &reply)?;
        if self.author_id != agent {
            sql("UPDATE message SET drafted_by = $2 WHERE id = $1")
                .with(message)
                .with(self.author_id)
                .run(work)?;
        }
        work.record(&Event::DraftSent {
            conversation: home.id,
            shared: self.id,
            message,
            by: agent,
            author: self.author_id,
        })?;
        Ok(message)
    }

    /// Shows it no longer: its words and files return to its author's composer, above what they have typed there since.
    pub fn withdraw(&self, work: &mut Work<'_>, agent: i64) -> Result<DraftId, Trouble> {
        if agent != self.author_id {
            return Err(Trouble::refused("desk-shared-not-yours"));
        }
        self.hold(work, agent)?;
        let home = conversations::find(work, self.conversation_id)?;
        let typed = words(work, self)?.typed();
        self.ended(work)?;
        let id = back_to(work, &home, self.author_id, &typed)?;
        sql("UPDATE attachment SET draft_id = $2 WHERE draft_id = $1")
            .with(self.draft_id)
            .with(id)
            .run(work)?;
        sql("DELETE FROM draft WHERE id = $1").with(self.draft_id).run(work)?;
        work.record(&Event::DraftWithdrawn { conversation: home.id, shared: self.id })?;
        Ok(id)
    }

    fn ended(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let rows = sql("DELETE FROM shared_draft WHERE id = $1").with(self.id).run(work)?;
        if rows > 0 { Ok(()) } else { Err(Trouble::NotFound("shared draft")) }
    }
}

fn back_to(work: &mut Work<'_>, home: &Conversation, author: i64, typed: &drafts::Typed) -> Result<DraftId, Trouble> {
    drafts::put_back(work, author, home, DraftKind::Reply, typed)
}

/// The messages of a conversation that one colleague wrote and another sent, with who wrote each.
pub fn drafted_in(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<(MessageId, i64)>, Trouble> {
    sql("SELECT id, drafted_by FROM message WHERE conversation_id = $1 AND drafted_by IS NOT NULL ORDER BY id")
        .with(conversation)
        .all(tx)
}

/// Who wrote a message that somebody else sent.
pub fn drafted_by(tx: &mut Tx<'_>, message: MessageId) -> Result<Option<i64>, Trouble> {
    Ok(sql("SELECT drafted_by FROM message WHERE id = $1").with(message).one::<Option<i64>>(tx)?.flatten())
}
