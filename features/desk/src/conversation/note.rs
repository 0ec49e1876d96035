//! Notes: for colleagues only. A mention tells an agent; no note ever leaves the house.

use crate::conversations::NewMessage;
use crate::drafts::{self, DraftId};
use crate::viewer::may_see;
use crate::{Conversation, Event, MessageId, MessageKind, attachments, conversations, messages, notices};
use db::{Trouble, Work, sql};

impl Conversation {
    /// Adds a note; `draft` gives its files. Agents named `@Name` who may see the inbox are told.
    pub fn note(&self, work: &mut Work<'_>, text: &str, draft: Option<i64>) -> Result<MessageId, Trouble> {
        let now = self.unmerged(work)?;
        if text.trim().is_empty() {
            return Err(Trouble::refused("desk-message-empty"));
        }
        draft.map_or(Ok(()), |draft| drafts::must_be_own(work, DraftId(draft)))?;
        let message = messages::add(
            work,
            &messages::NewMessage {
                conversation: self.id,
                kind: MessageKind::Note,
                from_name: "",
                from_address: "",
                reply_to: &[],
                subject: "",
                text,
                html: None,
                sent_at: None,
                external_id: None,
                fingerprint: None,
                in_reply_to: None,
                automatic: "no",
                authentic: "pass",
                unreadable: None,
                raw_id: None,
                delivery: None,
                due_at: None,
            },
        )?;
        if let Some(draft) = draft {
            attachments::hand_to_message(work, draft, message)?;
        }
        conversations::message_added(work, &now, &NewMessage { message: message.0, text, status: None, waits: None })?;
        let mentions = now.mentioned(work, text)?;
        for agent in &mentions {
            notices::give(work, *agent, notices::Kind::Mentioned, self.id, Some(message))?;
        }
        work.record(&Event::NoteAdded { conversation: self.id, message, mentions: mentions.clone() })?;
        for agent in mentions {
            self.follow(work, agent)?;
        }
        Ok(message)
    }

    /// The agents a note names, the longest name first, so that “@Ana Ruiz” is not also “@Ana”.
    fn mentioned(&self, work: &mut Work<'_>, text: &str) -> Result<Vec<i64>, Trouble> {
        if !text.contains('@') {
            return Ok(Vec::new());
        }
        let mut rest = text.to_lowercase();
        let mut named: Vec<(i64, String)> = sql("SELECT id, name FROM agent WHERE deactivated_at IS NULL").all(work)?;
        named.sort_by_key(|(_, name)| std::cmp::Reverse(name.chars().count()));
        let mut found = Vec::new();
        for (agent, name) in named {
            if take_out(&mut rest, &format!("@{}", name.to_lowercase())) && may_see(work, agent, self.inbox_id)? {
                found.push(agent);
            }
        }
        Ok(found)
    }
}

/// Takes every mention that stands by itself out of the text and says whether there was one: `@ben` is in neither
/// `@benedict` nor `kettles@ben.example`.
fn take_out(text: &mut String, mention: &str) -> bool {
    let (mut found, mut from) = (false, 0);
    while let Some(at) = text[from..].find(mention).map(|at| at + from) {
        let end = at + mention.len();
        if text[..at].chars().next_back().is_some_and(continues_a_word) || text[end..].chars().next().is_some_and(continues_a_word) {
            from = end;
        } else {
            text.replace_range(at..end, " ");
            (found, from) = (true, at);
        }
    }
    found
}

/// Chinese, Japanese and Korean put no blank between a name and the next word.
fn continues_a_word(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2e80}'
}
