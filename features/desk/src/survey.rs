//! What the desk does for the room that asks customers how it was: it sends the question, keeps the newest answer where lists and
//! filters find it, and tells who works on it of a bad one. Whom to ask, when and in which words is decided there.

use crate::conversations::NewMessage;
use crate::notices::{self, Kind};
use crate::{Conversation, ConversationId, Delivery, InboxId, MessageId, MessageKind, Role, conversations, delivery, inboxes, messages};
use db::{Trouble, Tx, Work, sql};
use kit::EmailAddress;

/// What marks the question among our messages.
pub const AUTOMATIC: &str = "survey";

/// A question to a customer.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    pub name: &'a str,
    pub address: &'a EmailAddress,
    pub subject: &'a str,
    /// Without the links: those are confided to the letter.
    pub text: &'a str,
}

/// The customer's own name and address as they last wrote themselves in this conversation, if nobody else can have in their name.
/// Nobody is asked whom only a machine wrote for, or who is one of us.
pub fn whom_to_ask(tx: &mut Tx<'_>, conversation: &Conversation) -> Result<Option<(String, EmailAddress)>, Trouble> {
    let Some(last) = messages::last_of_customer(tx, conversation)? else { return Ok(None) };
    let Ok(address) = EmailAddress::parse(&last.from_address) else { return Ok(None) };
    let ours = inboxes::owning(tx, address.as_str())?.is_some();
    let bounced = customers::deliverability::undeliverable(tx, &address)?.is_some();
    Ok((!ours && !bounced).then_some((last.from_name, address)))
}

/// Whether a person here answered in it, whether that has left or not; what was brought here from elsewhere does not count.
pub fn was_answered_here(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<bool, Trouble> {
    let written: Option<i64> = sql("SELECT id FROM activity
          WHERE conversation_id = $1 AND kind = 'message.written' AND actor_kind IN ('agent', 'api_token') ORDER BY id LIMIT 1")
    .with(conversation)
    .one(tx)?;
    Ok(written.is_some())
}

/// Whether it was brought here from another desk or out of a mailbox's past.
pub fn was_imported(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<bool, Trouble> {
    let line: Option<i64> =
        sql("SELECT id FROM activity WHERE conversation_id = $1 AND kind = 'conversation.imported' ORDER BY id LIMIT 1")
            .with(conversation)
            .one(tx)?;
    Ok(line.is_some())
}

/// The agent who resolved it last, if it was one.
pub fn resolver(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<i64>, Trouble> {
    let last: Option<(String, Option<i64>)> = sql("SELECT actor_kind, actor_id FROM activity
          WHERE conversation_id = $1 AND kind = 'conversation.resolved' ORDER BY id DESC LIMIT 1")
    .with(conversation)
    .one(tx)?;
    Ok(last.and_then(|(kind, id)| id.filter(|_| kind == "agent")))
}

/// What the customer said last, 1 to 5.
pub fn rating_of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<i64>, Trouble> {
    sql("SELECT rating FROM conversation WHERE id = $1").with(conversation).only(tx, "conversation")
}

impl Conversation {
    /// Puts the question into the outbox. The conversation stays as it is: done, and nobody waits. Its caller records it.
    pub fn ask_how_it_was(&self, work: &mut Work<'_>, question: &Question<'_>) -> Result<MessageId, Trouble> {
        let now = self.unmerged(work)?;
        let inbox = inboxes::find(work, now.inbox_id)?;
        let last = conversations::preview_of(work, self.id)?;
        let answers = messages::last_incoming(work, self.id)?.map(|message| message.id);
        let message = messages::add(
            work,
            &messages::NewMessage {
                conversation: self.id,
                kind: MessageKind::Outgoing,
                from_name: &inbox.from_name,
                from_address: &inbox.address,
                reply_to: &[],
                subject: question.subject,
                text: question.text,
                html: None,
                sent_at: None,
                external_id: None,
                fingerprint: None,
                in_reply_to: answers,
                automatic: AUTOMATIC,
                authentic: "pass",
                unreadable: None,
                raw_id: None,
                delivery: Some(Delivery::Queued),
                due_at: Some(work.now),
            },
        )?;
        messages::add_recipient(work, message, Role::To, question.name, question.address.as_str())?;
        // Lists go on showing what was said last and when, not that we asked.
        conversations::message_added(work, &now, &NewMessage { message: message.0, text: &last, status: None, waits: None })?;
        sql("UPDATE conversation SET last_activity_at = $2 WHERE id = $1")
            .with(self.id)
            .with(now.last_activity_at)
            .run(work)?;
        delivery::promise(work, message, work.now)?;
        Ok(message)
    }

    /// Keeps what the customer said last, for lists and filters; a bad word is told to who works on it. Its caller records it.
    pub fn rated(&self, work: &mut Work<'_>, value: Option<i64>, is_bad_news: bool) -> Result<(), Trouble> {
        sql("UPDATE conversation SET rating = $2, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(value)
            .run(work)?;
        if !is_bad_news {
            return Ok(());
        }
        let now = self.as_it_stands(work)?;
        let concerned = match (now.assignee_id, now.team_id) {
            (Some(agent), _) => vec![agent],
            (None, Some(team)) => members(work, team)?,
            (None, None) => Vec::new(),
        };
        notices::tell_all(work, &concerned, Kind::RatedLow, &now)
    }
}

fn members(tx: &mut Tx<'_>, team: i64) -> Result<Vec<i64>, Trouble> {
    sql("SELECT agent_id FROM team_member WHERE team_id = $1 ORDER BY agent_id").with(team).all(tx)
}

/// How many conversations of an inbox that saw something since are done, and of how many customers: what a survey would have asked about.
pub fn done_since(tx: &mut Tx<'_>, inbox: InboxId, since: kit::Moment) -> Result<(i64, i64), Trouble> {
    sql("SELECT COUNT(*), COUNT(DISTINCT c.customer_id)
           FROM conversation c
          WHERE c.inbox_id = $1 AND c.status IN ('resolved', 'closed') AND c.last_activity_at >= $2
            AND c.automatic = FALSE AND c.merged_into IS NULL")
    .with(inbox)
    .with(since)
    .only(tx, "count")
}
