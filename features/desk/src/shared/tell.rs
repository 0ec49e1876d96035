//! Who hears of a shared draft: those asked to look; and its author, of what others did with it.

use super::SharedId;
use crate::notices::{Kind, give_all};
use crate::{ConversationId, Event, conversations};
use db::{Trouble, Work, sql};
use std::collections::BTreeSet;

pub(crate) fn tell(work: &mut Work<'_>, event: &Event) -> Result<(), Trouble> {
    match event {
        Event::DraftShared { conversation, by, agent, team, .. } => {
            let mut asked: Vec<i64> = agent.iter().copied().collect();
            if let Some(team) = team {
                asked.extend(
                    sql("SELECT agent_id FROM team_member WHERE team_id = $1 ORDER BY agent_id")
                        .with(*team)
                        .all::<i64>(work)?,
                );
            }
            give_to(work, *conversation, asked, *by, Kind::DraftShown)
        }
        Event::DraftEdited { conversation, shared, by }
        | Event::DraftApproved { conversation, shared, by }
        | Event::DraftCommented { conversation, shared, by } => {
            let concerned = concerned(work, *shared)?;
            give_to(work, *conversation, concerned, *by, Kind::DraftLookedAt)
        }
        Event::DraftSent { conversation, by, author, .. } => give_to(work, *conversation, vec![*author], *by, Kind::DraftLookedAt),
        _ => Ok(()),
    }
}

/// Its author, and whoever said something of it.
fn concerned(work: &mut Work<'_>, shared: SharedId) -> Result<Vec<i64>, Trouble> {
    sql("SELECT author_id FROM shared_draft WHERE id = $1
         UNION SELECT agent_id FROM shared_draft_comment WHERE shared_draft_id = $1
                AND EXISTS (SELECT 1 FROM shared_draft WHERE id = $1) ORDER BY 1")
    .with(shared)
    .all(work)
}

fn give_to(work: &mut Work<'_>, conversation: ConversationId, agents: Vec<i64>, by: i64, kind: Kind) -> Result<(), Trouble> {
    let now = conversations::find(work, conversation)?;
    let mut told = BTreeSet::from([by]);
    let wanting = agents.into_iter().filter(|agent| told.insert(*agent)).map(|agent| (agent, kind)).collect();
    give_all(work, wanting, &now, None)
}
