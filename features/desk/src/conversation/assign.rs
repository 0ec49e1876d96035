//! Who works on it: an agent, a team.

use crate::{Conversation, Event, notices};
use db::{Actor, Trouble, Work, sql};

impl Conversation {
    /// Gives it to an agent who is at work here and sees its inbox, or to nobody. Who is given it by another is told.
    pub fn assign(&self, work: &mut Work<'_>, agent: Option<i64>) -> Result<(), Trouble> {
        let now = self.unlocked(work)?;
        if now.assignee_id == agent {
            return Ok(());
        }
        if let Some(agent) = agent {
            now.must_be_workable_by(work, agent)?;
            if work.actor != Actor::Agent(agent) {
                notices::give(work, agent, notices::Kind::Assigned, self.id, None)?;
            }
        }
        now.give_to(work, agent)
    }

    pub(crate) fn give_to(&self, work: &mut Work<'_>, agent: Option<i64>) -> Result<(), Trouble> {
        if let Some(former) = self.assignee_id {
            notices::withdraw(work, former, notices::Kind::Assigned, self.id)?;
        }
        sql("UPDATE conversation SET assignee_id = $2, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(agent)
            .run(work)?;
        work.record(&Event::Assigned { conversation: self.id, from: self.assignee_id, to: agent })
    }

    /// Hands it to a team, or takes it from any.
    pub fn hand_to_team(&self, work: &mut Work<'_>, team: Option<i64>) -> Result<(), Trouble> {
        let now = self.unlocked(work)?;
        if now.team_id == team {
            return Ok(());
        }
        if let Some(team) = team {
            sql("SELECT id FROM team WHERE id = $1 AND archived_at IS NULL")
                .with(team)
                .only::<i64>(work, "team")?;
        }
        sql("UPDATE conversation SET team_id = $2, version = version + 1 WHERE id = $1")
            .with(self.id)
            .with(team)
            .run(work)?;
        work.record(&Event::TeamChanged { conversation: self.id, from: now.team_id, to: team })
    }

    /// Refuses an agent who has left or may not see it.
    pub(crate) fn must_be_workable_by(&self, work: &mut Work<'_>, agent: i64) -> Result<(), Trouble> {
        if crate::viewer::may_see(work, agent, self.inbox_id)? {
            Ok(())
        } else {
            Err(Trouble::refused("desk-assignee-cannot-see"))
        }
    }
}
