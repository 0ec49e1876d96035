//! The automatic first answer: at most one a sender and day, never to a machine, never repeating what the sender wrote.

use crate::conversations::NewMessage;
use crate::{Conversation, Delivery, Event, MessageId, MessageKind, Role, conversations, delivery, inboxes, messages};
use db::{Trouble, Work, sql};

const A_DAY: i64 = 24 * 3_600;

impl Conversation {
    /// Answers the first message of this conversation if its inbox wants that, nobody was faster, and the sender has had none today.
    pub fn acknowledge(&self, work: &mut Work<'_>) -> Result<Option<MessageId>, Trouble> {
        let now = self.as_it_stands(work)?;
        let inbox = inboxes::find(work, now.inbox_id)?;
        if inbox.acknowledgement.trim().is_empty() || now.automatic || now.is_locked() {
            return Ok(None);
        }
        let all = messages::of(work, self.id)?;
        let answered = all.iter().any(|m| m.kind == MessageKind::Outgoing);
        let Some(first) = all.into_iter().find(|m| m.kind == MessageKind::Incoming) else {
            return Ok(None);
        };
        if answered || first.automatic != "no" || first.from_address.is_empty() || inboxes::owning(work, &first.from_address)?.is_some() {
            return Ok(None);
        }
        if !first_today(work, inbox.id.0, &first.from_address)? {
            return Ok(None);
        }
        // Not the sender's own words: whoever is written to by a forged sender gets nothing of the forger's (attack 5).
        let subject = format!("{} [#{}]", if inbox.from_name.is_empty() { &inbox.name } else { &inbox.from_name }, self.number);
        let message = messages::add(
            work,
            &messages::NewMessage {
                conversation: self.id,
                kind: MessageKind::Outgoing,
                from_name: &inbox.from_name,
                from_address: &inbox.address,
                reply_to: &[],
                subject: &subject,
                text: &inbox.acknowledgement,
                html: None,
                sent_at: None,
                external_id: None,
                fingerprint: None,
                in_reply_to: Some(first.id),
                automatic: "acknowledgement",
                authentic: "pass",
                unreadable: None,
                raw_id: None,
                delivery: Some(Delivery::Queued),
                due_at: Some(work.now),
            },
        )?;
        messages::add_recipient(work, message, Role::To, &first.from_name, &first.from_address)?;
        conversations::message_added(work, &now, &NewMessage { message: message.0, text: &first.text, status: None, waits: None })?;
        delivery::promise(work, message, work.now)?;
        work.record(&Event::MessageWritten { conversation: self.id, customer: now.customer_id, message })?;
        Ok(Some(message))
    }
}

pub(crate) fn reply_subject(subject: &str) -> String {
    let bare = subject.trim();
    let lower = bare.to_lowercase();
    if ["re:", "aw:", "sv:", "rv:", "回复:", "回复：", "答复:"]
        .iter()
        .any(|prefix| lower.starts_with(prefix))
    {
        bare.to_owned()
    } else {
        format!("Re: {bare}")
    }
}

fn first_today(work: &mut Work<'_>, inbox: i64, address: &str) -> Result<bool, Trouble> {
    let now = work.now;
    let rows = sql("INSERT INTO acknowledged (inbox_id, address, acknowledged_at) VALUES ($1, $2, $3)
                    ON CONFLICT (inbox_id, address) DO UPDATE SET acknowledged_at = $3 WHERE acknowledged.acknowledged_at <= $4")
    .with(inbox)
    .with(address)
    .with(now)
    .with(now.plus_seconds(-A_DAY))
    .run(work)?;
    Ok(rows > 0)
}
