//! Which inboxes an agent sees, for the live stream: read again whenever rights change.

use crate::{Viewer, inboxes, sees_all};
use agents::AgentId;
use db::Trouble;
use futures::future::BoxFuture;
use std::collections::HashSet;
use web::{Audience, Person, Site};

/// Answers the live stream from the desk's own tables.
#[derive(Debug, Clone, Copy, Default)]
pub struct DeskAudience;

impl Audience for DeskAudience {
    fn inboxes_of<'a>(&'a self, site: &'a Site, agent_id: i64) -> BoxFuture<'a, Result<Option<HashSet<i64>>, Trouble>> {
        let seen = site.db().read(move |tx| {
            let active = match agents::agents::find(tx, AgentId(agent_id)) {
                Ok(agent) => agent.is_active(),
                Err(Trouble::NotFound(_)) => false,
                Err(other) => return Err(other),
            };
            if !active {
                return Ok(None);
            }
            let viewer = Viewer { agent: agent_id, sees_all: sees_all(tx, agent_id)? };
            Ok(Some(inboxes::keys_seen_by(tx, viewer)?.into_iter().collect()))
        });
        Box::pin(seen)
    }

    fn inboxes_of_program<'a>(&'a self, site: &'a Site, program: &'a Person) -> BoxFuture<'a, Result<Option<HashSet<i64>>, Trouble>> {
        let viewer = Viewer {
            agent: program.agent_id,
            sees_all: program.permissions.allow("conversations.see_all"),
        };
        Box::pin(async move { site.db().read(move |tx| Ok(Some(inboxes::keys_seen_by(tx, viewer)?.into_iter().collect()))).await })
    }
}
