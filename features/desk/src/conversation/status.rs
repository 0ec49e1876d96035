//! Whose move it is: pending, on hold, snoozed, resolved, reopened, closed. Doing one twice changes nothing.

use crate::{Conversation, Event, Status, conversations};
use db::{Trouble, Work, sql};
use kit::Moment;

impl Conversation {
    /// The customer owes the next word.
    pub fn make_pending(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.unlocked(work)?
            .becomes(work, Status::Pending, None, &Event::MadePending { conversation: self.id })
    }

    /// Somebody else owes us first: a supplier, another department.
    pub fn put_on_hold(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.unlocked(work)?
            .becomes(work, Status::OnHold, None, &Event::PutOnHold { conversation: self.id })
    }

    /// Out of sight until `until`, or until the customer writes.
    pub fn snooze(&self, work: &mut Work<'_>, until: Moment) -> Result<(), Trouble> {
        let now = self.unlocked(work)?;
        if until <= work.now {
            return Err(Trouble::refused("desk-snooze-in-the-past"));
        }
        now.becomes(work, Status::Snoozed, Some(until), &Event::Snoozed { conversation: self.id, until })
    }

    /// Its time has come: it is open again. One that was snoozed anew meanwhile sleeps on.
    pub fn wake(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let now = self.as_it_stands(work)?;
        if now.status != Status::Snoozed || now.snoozed_until.is_some_and(|until| until > work.now) {
            return Ok(());
        }
        now.becomes(work, Status::Open, None, &Event::Woken { conversation: self.id })
    }

    /// Done. An answer reopens it.
    pub fn resolve(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.unlocked(work)?
            .becomes(work, Status::Resolved, None, &Event::Resolved { conversation: self.id })
    }

    /// We owe again. A closed one stays closed.
    pub fn reopen(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        self.unlocked(work)?.becomes(work, Status::Open, None, &Event::Reopened { conversation: self.id })
    }

    /// Locks it for good: later answers open a linked new conversation.
    pub fn close(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        let now = self.as_it_stands(work)?;
        if now.is_locked() {
            return Ok(());
        }
        now.becomes(work, Status::Closed, None, &Event::Closed { conversation: self.id })
    }

    /// Takes the lock of a closed one away again, for whoever undoes the closing.
    pub(crate) fn unlock(&self, work: &mut Work<'_>) -> Result<(), Trouble> {
        sql("UPDATE conversation SET status = 'resolved', version = version + 1 WHERE id = $1 AND status = 'closed' AND merged_into IS NULL")
            .with(self.id)
            .run(work)?;
        work.record(&Event::Reopened { conversation: self.id })
    }

    fn becomes(&self, work: &mut Work<'_>, status: Status, until: Option<Moment>, event: &Event) -> Result<(), Trouble> {
        if self.status == status && self.snoozed_until == until {
            return Ok(());
        }
        let waiting_since = self.waiting_in(work, status)?;
        sql("UPDATE conversation SET status = $2, snoozed_until = $3, waiting_since = $4, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(status)
            .with(until)
            .with(waiting_since)
            .run(work)?;
        work.record(event)
    }

    /// Nobody waits for us while they owe the next word or nothing is owed; who had no answer waits again with the reopening.
    fn waiting_in(&self, work: &mut Work<'_>, status: Status) -> Result<Option<Moment>, Trouble> {
        match status {
            Status::Pending | Status::Resolved | Status::Closed => Ok(None),
            Status::OnHold | Status::Snoozed => Ok(self.waiting_since),
            Status::Open if self.waiting_since.is_some() => Ok(self.waiting_since),
            Status::Open => conversations::unanswered_since(work, self.id),
        }
    }
}
