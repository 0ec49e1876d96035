//! Whose move it is: pending, on hold, snoozed, resolved, reopened, closed. Doing one twice changes nothing.

use crate::{Conversation, Event, Status};
use db::{Trouble, Work, sql};
use kit::Moment;

impl Conversation {
    /// The customer owes the next word.
    pub fn make_pending(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.unlocked()?;
        self.becomes(work, Status::Pending, None, &Event::MadePending { conversation: self.id })
    }

    /// Somebody else owes us first: a supplier, another department.
    pub fn put_on_hold(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.unlocked()?;
        self.becomes(work, Status::OnHold, None, &Event::PutOnHold { conversation: self.id })
    }

    /// Out of sight until `until`, or until the customer writes.
    pub fn snooze(&self, work: &mut Work<'_>, until: Moment) -> Result<(), Trouble> {
        self.unlocked()?;
        if until <= work.now {
            return Err(Trouble::refused("desk-snooze-in-the-past"));
        }
        if self.status == Status::Snoozed && self.snoozed_until == Some(until) {
            return Ok(());
        }
        self.set(work, Status::Snoozed, Some(until))?;
        work.record(&Event::Snoozed { conversation: self.id, until })
    }

    /// Its time has come: it is open again.
    pub fn wake(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        if self.status != Status::Snoozed {
            return Ok(());
        }
        self.set(work, Status::Open, None)?;
        work.record(&Event::Woken { conversation: self.id })
    }

    /// Done. An answer reopens it.
    pub fn resolve(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.unlocked()?;
        if self.status == Status::Resolved {
            return Ok(());
        }
        self.set(work, Status::Resolved, None)?;
        sql("UPDATE conversation SET waiting_since = NULL WHERE id = $1").with(self.id).run(work)?;
        work.record(&Event::Resolved { conversation: self.id })
    }

    /// We owe again. A closed one stays closed.
    pub fn reopen(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.unlocked()?;
        self.becomes(work, Status::Open, None, &Event::Reopened { conversation: self.id })
    }

    /// Locks it for good: later answers open a linked new conversation.
    pub fn close(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        if self.is_locked() {
            return Ok(());
        }
        self.set(work, Status::Closed, None)?;
        sql("UPDATE conversation SET waiting_since = NULL WHERE id = $1").with(self.id).run(work)?;
        work.record(&Event::Closed { conversation: self.id })
    }

    fn becomes(&self, work: &mut Work<'_>, status: Status, until: Option<Moment>, event: &Event) -> Result<(), Trouble> {
        if self.status == status {
            return Ok(());
        }
        self.set(work, status, until)?;
        work.record(event)
    }

    fn set(&self, work: &mut Work<'_>, status: Status, until: Option<Moment>) -> Result<(), Trouble> {
        sql("UPDATE conversation SET status = $2, snoozed_until = $3, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(status)
            .with(until)
            .run(work)?;
        Ok(())
    }
}
