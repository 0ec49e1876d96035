//! Beginning a side conversation: whom it is with, what about, the first words.

use super::{NewSide, Side, SideId, find, people};
use crate::conversations::shortened;
use crate::{Conversation, Event, MessageId};
use db::{Trouble, Work, sql};

const LONGEST_SUBJECT: usize = 300;

impl Conversation {
    /// Writes to a third party beside the customer's thread.
    pub fn open_side(&self, work: &mut Work<'_>, new: &NewSide) -> Result<(Side, MessageId), Trouble> {
        let home = self.unlocked(work)?;
        if new.people.is_empty() {
            return Err(Trouble::refused("desk-side-nobody"));
        }
        let subject = named(&crate::masking::of_inbox(work, home.inbox_id)?.covered(&new.subject));
        if subject.is_empty() {
            return Err(Trouble::refused("desk-subject-empty"));
        }
        let now = work.now;
        let id: SideId = sql("INSERT INTO side (conversation_id, subject, opened_at, last_at) VALUES ($1, $2, $3, $3) RETURNING id")
            .with(home.id)
            .with(&subject)
            .with(now)
            .only(work, "side conversation")?;
        people::add(work, id, &home, &new.people)?;
        work.record(&Event::SideOpened { conversation: home.id, side: id, subject })?;
        let message = find(work, id)?.write_first(work, &new.letter)?;
        if new.hold {
            home.put_on_hold(work)?;
        }
        Ok((find(work, id)?, message))
    }
}

/// A subject as it is kept: in one line, and no longer than a line.
pub(super) fn named(subject: &str) -> String {
    shortened(&subject.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST_SUBJECT)
}
