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

    /// The team of a key, if it is in use.
    pub fn team(&self, id: i64) -> Option<&str> {
        named(&self.teams, id)
    }

    /// The agent of a key, if they work here.
    pub fn agent(&self, id: i64) -> Option<&str> {
        named(&self.agents, id)
    }

    /// The inbox of a key, if whoever asks sees it.
    pub fn inbox(&self, id: i64) -> Option<&str> {
        named(&self.inboxes, id)
    }

    /// The tag as it is written, by how the index compares it.
    pub fn tag(&self, key: &str) -> Option<&str> {
        self.tags.iter().map(|(_, name)| name.as_str()).find(|name| search::folded(name) == key)
    }

    pub(crate) fn teams_called(&self, name: &str) -> Vec<i64> {
        called(&self.teams, name)
    }

    pub(crate) fn agents_called(&self, name: &str) -> Vec<i64> {
        called(&self.agents, name)
    }

    pub(crate) fn tags_called(&self, names: &[String]) -> Vec<i64> {
        names.iter().flat_map(|name| called(&self.tags, name)).collect()
    }

    pub(crate) fn inboxes_called(&self, names: &[String]) -> Vec<i64> {
        names.iter().flat_map(|name| called(&self.inboxes, name)).collect()
    }
}

fn named(list: &[(i64, String)], id: i64) -> Option<&str> {
    list.iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str())
}

/// Two people of one name are both meant.
fn called(list: &[(i64, String)], name: &str) -> Vec<i64> {
    let wanted = folded(name);
    list.iter().filter(|(_, known)| folded(known) == wanted).map(|(id, _)| *id).collect()
}
