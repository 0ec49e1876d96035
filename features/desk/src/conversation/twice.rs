//! The same form sent twice, by a double click or a browser that never had its answer, is one message.

use crate::conversation::reply::without_ours;
use crate::{Conversation, MessageId, MessageKind, Recipients, messages};
use db::{Trouble, Work, sql};

/// Nobody means to write the same words to the same people twice within this time.
const AT_ONCE_SECONDS: i64 = 60;

impl Conversation {
    /// What this agent has just written here with these very words to these very people, if it is not taken back.
    pub fn written_just_now(
        &self,
        work: &mut Work<'_>,
        agent: i64,
        recipients: Option<&Recipients>,
        says: impl Fn(&str) -> bool,
    ) -> Result<Option<MessageId>, Trouble> {
        self.as_it_stands(work)?;
        let kind = if recipients.is_some() { MessageKind::Outgoing } else { MessageKind::Note };
        let since = work.now.plus_seconds(-AT_ONCE_SECONDS);
        let wanted = recipients.map_or(Ok(Vec::new()), |recipients| everyone(work, recipients))?;
        let recent: Vec<(MessageId, String)> = sql("SELECT id, text FROM message
              WHERE conversation_id = $1 AND kind = $2 AND side_id IS NULL AND author_kind = 'agent' AND author_id = $3 AND written_at >= $4 ORDER BY id DESC")
        .with(self.id)
        .with(kind)
        .with(agent)
        .with(since)
        .all(work)?;
        for (message, text) in recent {
            if says(&text) && written_to(work, message)? == wanted {
                return Ok(Some(message));
            }
        }
        Ok(None)
    }
}

fn everyone(work: &mut Work<'_>, recipients: &Recipients) -> Result<Vec<String>, Trouble> {
    let Recipients { to, cc, bcc } = without_ours(work, recipients)?;
    let mut all: Vec<String> = to.iter().chain(&cc).chain(&bcc).map(ToString::to_string).collect();
    all.sort();
    Ok(all)
}

fn written_to(work: &mut Work<'_>, message: MessageId) -> Result<Vec<String>, Trouble> {
    let mut all: Vec<String> = messages::recipients(work, message)?.into_iter().map(|recipient| recipient.address).collect();
    all.sort();
    Ok(all)
}
