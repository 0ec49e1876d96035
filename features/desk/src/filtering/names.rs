//! The names filters speak of, with their keys. Inboxes are those the asker sees, so that no completion names another.

use crate::{Viewer, inboxes, tags};
use db::{Trouble, Tx, sql};
use filter::{Vocabulary, folded};

/// Teams, people, tags and inboxes in use: key and name.
#[derive(Debug, Clone, Default)]
pub struct Names {
    teams: Vec<(i64, String)>,
    agents: Vec<(i64, String)>,
    tags: Vec<(i64, String)>,
    inboxes: Vec<(i64, String)>,
}

impl Names {
    pub fn read(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Self, Trouble> {
        Ok(Self {
            teams: sql("SELECT id, name FROM team WHERE archived_at IS NULL ORDER BY name, id").all(tx)?,
            agents: sql("SELECT id, name FROM agent WHERE deactivated_at IS NULL ORDER BY name, id").all(tx)?,
            tags: tags::all(tx)?.into_iter().map(|tag| (tag.id, tag.name)).collect(),
            inboxes: inboxes::seen_by(tx, viewer)?.into_iter().map(|inbox| (inbox.id.0, inbox.name)).collect(),
        })
    }

    /// What can be typed and completed.
    pub fn vocabulary(&self) -> Vocabulary {
        let names = |list: &[(i64, String)]| list.iter().map(|(_, name)| name.clone()).collect();
        Vocabulary {
            teams: names(&self.teams),
            agents: names(&self.agents),
            tags: names(&self.tags),
            inboxes: names(&self.inboxes),
        }
    }

    pub(super) fn teams_called(&self, name: &str) -> Vec<i64> {
        called(&self.teams, name)
    }

    pub(super) fn agents_called(&self, name: &str) -> Vec<i64> {
        called(&self.agents, name)
    }

    pub(super) fn tags_called(&self, names: &[String]) -> Vec<i64> {
        names.iter().flat_map(|name| called(&self.tags, name)).collect()
    }

    pub(super) fn inboxes_called(&self, names: &[String]) -> Vec<i64> {
        names.iter().flat_map(|name| called(&self.inboxes, name)).collect()
    }
}

/// Two people of one name are both meant.
fn called(list: &[(i64, String)], name: &str) -> Vec<i64> {
    let wanted = folded(name);
    list.iter().filter(|(_, known)| folded(known) == wanted).map(|(id, _)| *id).collect()
}
