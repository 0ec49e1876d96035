//! Whether a side conversation still asks for something. Doing one twice changes nothing; an answer opens it again by itself.

use super::Side;
use crate::{Event, conversations};
use db::{Trouble, Work, sql};

impl Side {
    /// Nothing more is asked of them.
    pub fn settle(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        conversations::find(work, self.conversation_id)?.unmerged(work)?;
        let now = work.now;
        let rows = sql("UPDATE side SET done_at = $2, answered_at = NULL, version = version + 1 WHERE id = $1 AND done_at IS NULL")
            .with(self.id)
            .with(now)
            .run(work)?;
        self.recorded(work, rows, &Event::SideDone { conversation: self.conversation_id, side: self.id })
    }

    /// It goes on.
    pub fn open_again(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        conversations::find(work, self.conversation_id)?.unmerged(work)?;
        let rows = sql("UPDATE side SET done_at = NULL, version = version + 1 WHERE id = $1 AND done_at IS NOT NULL")
            .with(self.id)
            .run(work)?;
        self.recorded(work, rows, &Event::SideReopened { conversation: self.conversation_id, side: self.id })
    }

    fn recorded(&self, work: &mut Work<'_>, rows: u64, event: &Event) -> Result<(), Trouble> {
        if rows > 0 { work.record(event) } else { Ok(()) }
    }
}
