//! The unit of work: one transaction, one clock reading, one actor, and the record of what happened.

use crate::activity::{self, Actor, Happening};
use crate::{Trouble, Tx};
use kit::Moment;
use std::ops::{Deref, DerefMut};

/// A transaction that may change rows. Reads go through it as through a [`Tx`].
pub struct Work<'a> {
    tx: Tx<'a>,
    pub now: Moment,
    pub actor: Actor,
    recorded: usize,
    quietly: Option<&'static str>,
    aside: bool,
}

/// What a unit of work leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Leaves {
    Nothing,
    /// Rows nobody waits for.
    Aside,
    /// Something to be told of.
    News,
}

impl<'a> Work<'a> {
    pub(crate) const fn new(tx: Tx<'a>, actor: Actor) -> Self {
        let now = tx.now();
        Self { tx, now, actor, recorded: 0, quietly: None, aside: false }
    }

    pub(crate) const fn tx(&mut self) -> &mut Tx<'a> {
        &mut self.tx
    }

    /// Writes down what happened, in this same transaction.
    pub fn record(&mut self, event: &impl Happening) -> Result<(), Trouble> {
        self.recorded += 1;
        let (now, actor) = (self.now, self.actor);
        activity::append(self, now, actor, event)
    }

    /// Commits changes without a record; `reason` says why nobody needs one (a lease, a cursor, a draft).
    pub const fn keep_quietly(&mut self, reason: &'static str) {
        self.quietly = Some(reason);
        self.aside = false;
    }

    /// The same for what only its owner ever asks for (a search they sent, how far a follower has read): nobody is woken for it, and what
    /// is shared stays known (see [`Tx::shared`]). Said last, when nothing else was changed; where something is recorded in the same work, it
    /// is told like any other.
    pub const fn keep_aside(&mut self, reason: &'static str) {
        self.keep_quietly(reason);
        self.aside = true;
    }

    /// Runs `inner` as somebody else (an automation inside an agent's work) and comes back.
    pub fn acting_as<T>(&mut self, actor: Actor, inner: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.actor, actor);
        let answer = inner(self);
        self.actor = before;
        answer
    }

    /// Runs `inner`, and undoes what it did if it fails, and nothing else.
    pub fn or_undone<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let (changed, recorded, quietly, aside) = (self.tx.changed, self.recorded, self.quietly, self.aside);
        self.bracket("SAVEPOINT tried")?;
        let answer = inner(self);
        match &answer {
            Ok(_) => {}
            // All of the work is tried again, or cannot go on.
            Err(trouble) if trouble.may_pass() => return answer,
            Err(_) => {
                self.bracket("ROLLBACK TO SAVEPOINT tried")?;
                (self.tx.changed, self.recorded, self.quietly, self.aside) = (changed, recorded, quietly, aside);
            }
        }
        self.bracket("RELEASE SAVEPOINT tried")?;
        answer
    }

    /// It changes no row, whatever the engine counted last.
    fn bracket(&mut self, statement: &'static str) -> Result<(), Trouble> {
        let changed = self.tx.changed;
        crate::sql(statement).run(self)?;
        self.tx.changed = changed;
        Ok(())
    }

    /// The next value of a named counter, without gaps on SQLite and unique on both.
    pub fn next_number(&mut self, counter: &'static str) -> Result<i64, Trouble> {
        crate::sql(
            "INSERT INTO counter (name, value) VALUES ($1, 1)
             ON CONFLICT (name) DO UPDATE SET value = counter.value + 1
             RETURNING value",
        )
        .with(counter)
        .only(self, "counter")
    }

    pub(crate) fn may_commit(&self) -> Result<(), Trouble> {
        if self.tx.changed && self.recorded == 0 && self.quietly.is_none() {
            return Err(Trouble::Unrecorded(format!("work of {:?}", self.actor)));
        }
        Ok(())
    }

    pub(crate) fn into_tx(self) -> Tx<'a> {
        self.tx
    }

    pub(crate) const fn changed(&self) -> bool {
        self.tx.changed
    }

    pub(crate) const fn leaves(&self) -> Leaves {
        match (self.tx.changed, self.aside && self.recorded == 0) {
            (false, _) => Leaves::Nothing,
            (true, true) => Leaves::Aside,
            (true, false) => Leaves::News,
        }
    }
}

impl<'a> Deref for Work<'a> {
    type Target = Tx<'a>;
    fn deref(&self) -> &Tx<'a> {
        &self.tx
    }
}

impl<'a> DerefMut for Work<'a> {
    fn deref_mut(&mut self) -> &mut Tx<'a> {
        &mut self.tx
    }
}
