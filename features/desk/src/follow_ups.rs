//! Follow-ups: a dated promise to look at a conversation again, by an agent or a team, perhaps only if nobody answers until then.
//!
//! When its time comes, [`fall_due`] opens what slept, tells whom it concerns, and it stands in their view until somebody ends it.

use crate::{Conversation, ConversationId, Event, Status, Viewer, conversations, notices};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;

db::id!(
    /// The key of a follow-up.
    FollowUpId
);

/// Who looks again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Agent(i64),
    Team(i64),
}

/// A follow-up nobody has ended.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct FollowUp {
    pub id: FollowUpId,
    pub agent_id: Option<i64>,
    pub team_id: Option<i64>,
    pub note: String,
    pub due_at: Moment,
    pub unless_answered: bool,
    /// When its time came, if it has.
    pub fell_due_at: Option<Moment>,
}

/// What a new one says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFollowUp {
    pub whose: Whose,
    pub due_at: Moment,
    /// The customer's answer ends it by itself.
    pub unless_answered: bool,
    pub note: String,
}

const LONGEST_NOTE: usize = 300;

impl Conversation {
    /// Promises to look again.
    pub fn follow_up(&self, work: &mut Work<'_>, new: &NewFollowUp) -> Result<FollowUpId, Trouble> {
        let now = self.unlocked(work)?;
        if new.due_at <= work.now {
            return Err(Trouble::refused("desk-snooze-in-the-past"));
        }
        let (agent, team) = now.concerned(work, new.whose)?;
        let note = crate::masking::of_inbox(work, now.inbox_id)?.covered(new.note.trim());
        let note = conversations::shortened(&note, LONGEST_NOTE);
        let after = conversations::last_message(work, self.id)?;
        let made_at = work.now;
        let id: FollowUpId = sql(
            "INSERT INTO follow_up (conversation_id, agent_id, team_id, note, due_at, unless_answered, after_message, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        )
        .with(self.id)
        .with(agent)
        .with(team)
        .with(note)
        .with(new.due_at)
        .with(new.unless_answered)
        .with(after.map_or(0, |message| message.0))
        .with(made_at)
        .only(work, "follow-up")?;
        work.record(&Event::FollowUpSet { conversation: self.id, follow_up: id, agent, team, due_at: new.due_at })?;
        Ok(id)
    }

    /// Whom it concerns, if they are here and may see it.
    fn concerned(&self, work: &mut Work<'_>, whose: Whose) -> Result<(Option<i64>, Option<i64>), Trouble> {
        match whose {
            Whose::Agent(agent) => {
                self.must_be_workable_by(work, agent)?;
                Ok((Some(agent), None))
            }
            Whose::Team(team) => {
                sql("SELECT id FROM team WHERE id = $1 AND archived_at IS NULL")
                    .with(team)
                    .only::<i64>(work, "team")?;
                Ok((None, Some(team)))
            }
        }
    }

    /// It is done, or not needed any more.
    pub fn end_follow_up(&self, work: &mut Work<'_>, id: FollowUpId) -> Result<(), Trouble> {
        sql("SELECT id FROM follow_up WHERE id = $1 AND conversation_id = $2")
            .with(id)
            .with(self.id)
            .only::<i64>(work, "follow-up")?;
        end(work, id, "done")
    }
}

fn end(work: &mut Work<'_>, id: FollowUpId, how: &'static str) -> Result<(), Trouble> {
    let now = work.now;
    let ended: Option<ConversationId> =
        sql("UPDATE follow_up SET ended_at = $2, ended_how = $3 WHERE id = $1 AND ended_at IS NULL RETURNING conversation_id")
            .with(id)
            .with(now)
            .with(how)
            .one(work)?;
    ended.map_or(Ok(()), |conversation| work.record(&Event::FollowUpEnded { conversation, follow_up: id, how: how.into() }))
}

/// Where it is, whose it is, when it is due.
type Brought = (ConversationId, Option<i64>, Option<i64>, Moment);

/// Where it is, whose it is, whether an answer ends it, and the message the answer must be newer than.
type Due = (ConversationId, Option<i64>, Option<i64>, bool, i64);

/// Back to how one stood: still to come, due, or not there.
pub(crate) fn put_back(work: &mut Work<'_>, id: i64, before: Option<&str>) -> Result<(), Trouble> {
    if before.is_none() {
        return end(work, FollowUpId(id), "taken_back");
    }
    let back: Option<Brought> = sql("UPDATE follow_up SET ended_at = NULL, ended_how = NULL WHERE id = $1 AND ended_at IS NOT NULL
             RETURNING conversation_id, agent_id, team_id, due_at")
    .with(id)
    .one(work)?;
    back.map_or(Ok(()), |(conversation, agent, team, due_at)| {
        work.record(&Event::FollowUpSet { conversation, follow_up: FollowUpId(id), agent, team, due_at })
    })
}

/// Those of a conversation nobody has ended, the next first.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<FollowUp>, Trouble> {
    sql("SELECT id, agent_id, team_id, note, due_at, unless_answered, fell_due_at FROM follow_up
          WHERE conversation_id = $1 AND ended_at IS NULL ORDER BY due_at, id")
    .with(conversation)
    .all(tx)
}

/// Those whose time has come, a few at a time.
pub fn to_fall_due(tx: &mut Tx<'_>) -> Result<Vec<FollowUpId>, Trouble> {
    let now = tx.now();
    sql("SELECT id FROM follow_up WHERE fell_due_at IS NULL AND ended_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT 200")
        .with(now)
        .all(tx)
}

/// The time of one has come. If it was only for want of an answer and there is one, it has ended by itself.
pub fn fall_due(work: &mut Work<'_>, id: FollowUpId) -> Result<(), Trouble> {
    let now = work.now;
    let due: Option<Due> = sql(
        "UPDATE follow_up SET fell_due_at = $2 WHERE id = $1 AND fell_due_at IS NULL AND ended_at IS NULL AND due_at <= $2
             RETURNING conversation_id, agent_id, team_id, unless_answered, after_message",
    )
    .with(id)
    .with(now)
    .one(work)?;
    let Some((conversation, agent, team, unless_answered, after)) = due else {
        return Ok(());
    };
    if unless_answered && answered_since(work, conversation, after)? {
        return end(work, id, "answered");
    }
    let Some(stands) = conversations::surviving(work, conversation)? else {
        return end(work, id, "taken_back");
    };
    work.record(&Event::FollowUpDue { conversation, follow_up: id })?;
    if matches!(stands.status, Status::Snoozed | Status::Pending | Status::OnHold) {
        stands.reopen(work)?;
    }
    let agents = match (agent, team) {
        (Some(agent), _) => vec![agent],
        (None, Some(team)) => sql("SELECT agent_id FROM team_member WHERE team_id = $1 ORDER BY agent_id").with(team).all(work)?,
        (None, None) => Vec::new(),
    };
    notices::tell_all(work, &agents, notices::Kind::FollowUp, &stands)
}

fn answered_since(tx: &mut Tx<'_>, conversation: ConversationId, after: i64) -> Result<bool, Trouble> {
    let answer: Option<i64> =
        sql("SELECT id FROM message WHERE conversation_id = $1 AND id > $2 AND kind = 'incoming' AND automatic = 'no' LIMIT 1")
            .with(conversation)
            .with(after)
            .one(tx)?;
    Ok(answer.is_some())
}

/// How many conversations have one that is due for this agent or a team of theirs.
pub fn owed(tx: &mut Tx<'_>, viewer: Viewer) -> Result<i64, Trouble> {
    sql("SELECT COUNT(DISTINCT f.conversation_id)
           FROM follow_up f JOIN conversation c ON c.id = f.conversation_id
          WHERE f.fell_due_at IS NOT NULL AND f.ended_at IS NULL
            AND (f.agent_id = $1 OR f.team_id IN (SELECT m.team_id FROM team_member m WHERE m.agent_id = $1))
            AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .only(tx, "count")
}
