//! How a conversation stands in everything a person can set, part by part, as words; and what differs between two looks.

use crate::conversation::link;
use crate::{ConversationId, Status, conversations};
use db::{Trouble, Tx, sql};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing a person can set. The order is the one things are put back in: whose move it is comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "part", content = "of", rename_all = "snake_case")]
pub enum Part {
    Subject,
    Priority,
    Category,
    Field(i64),
    Tag(i64),
    /// Whether whoever did it hears of the conversation.
    Follows,
    /// A link to another conversation: from which end, and why, as [`link::words`] has it.
    Link(ConversationId),
    /// A checklist's item: open or done.
    Item(i64),
    /// A follow-up still to come.
    FollowUp(i64),
    Team,
    Assignee,
    Status,
}

/// The parts that are set, and to what.
pub(super) type State = BTreeMap<Part, String>;

/// A part that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    #[serde(flatten)]
    pub part: Part,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Change {
    /// Whether this is the closing itself.
    pub(super) fn closed_it(&self) -> bool {
        self.part == Part::Status && self.after.as_deref() == Some(Status::Closed.word())
    }
}

/// How it stands now, also for whoever looks.
pub(super) fn of(tx: &mut Tx<'_>, agent: i64, id: ConversationId) -> Result<State, Trouble> {
    let now = conversations::find(tx, id)?;
    let status = match now.snoozed_until.filter(|_| now.status == Status::Snoozed) {
        Some(until) => format!("snoozed {}", until.0),
        None => now.status.word().to_owned(),
    };
    let mut state = State::from([(Part::Status, status), (Part::Subject, now.subject), (Part::Priority, now.priority.word().to_owned())]);
    state.extend(now.category.map(|category| (Part::Category, category.word().to_owned())));
    state.extend(now.assignee_id.map(|agent| (Part::Assignee, agent.to_string())));
    state.extend(now.team_id.map(|team| (Part::Team, team.to_string())));
    state.extend(around(tx, agent, id)?);
    Ok(state)
}

fn around(tx: &mut Tx<'_>, agent: i64, id: ConversationId) -> Result<State, Trouble> {
    let tags: Vec<i64> = sql("SELECT tag_id FROM conversation_tag WHERE conversation_id = $1 ORDER BY tag_id")
        .with(id)
        .all(tx)?;
    let fields: Vec<(i64, String)> = sql("SELECT field_id, value FROM conversation_field WHERE conversation_id = $1 ORDER BY field_id")
        .with(id)
        .all(tx)?;
    let items: Vec<(i64, bool)> =
        sql("SELECT id, done_at IS NOT NULL FROM checklist_item WHERE conversation_id = $1 AND removed_at IS NULL ORDER BY id")
            .with(id)
            .all(tx)?;
    let follow_ups: Vec<(i64, bool)> =
        sql("SELECT id, fell_due_at IS NOT NULL FROM follow_up WHERE conversation_id = $1 AND ended_at IS NULL ORDER BY id")
            .with(id)
            .all(tx)?;
    let follows: Option<i64> = sql("SELECT agent_id FROM conversation_follower WHERE conversation_id = $1 AND agent_id = $2")
        .with(id)
        .with(agent)
        .one(tx)?;
    let word = |yes: bool, one: &str, other: &str| if yes { one.to_owned() } else { other.to_owned() };
    Ok(tags
        .into_iter()
        .map(|tag| (Part::Tag(tag), String::new()))
        .chain(fields.into_iter().map(|(field, value)| (Part::Field(field), value)))
        .chain(link::words(tx, id)?.into_iter().map(|(other, word)| (Part::Link(other), word)))
        .chain(items.into_iter().map(|(item, done)| (Part::Item(item), word(done, "done", "open"))))
        .chain(follow_ups.into_iter().map(|(one, due)| (Part::FollowUp(one), word(due, "due", "to come"))))
        .chain(follows.map(|_| (Part::Follows, String::new())))
        .collect())
}

/// What differs, in the order of the parts.
pub(super) fn between(before: &State, after: &State) -> Vec<Change> {
    let mut parts: Vec<Part> = before.keys().chain(after.keys()).copied().collect();
    parts.sort_unstable();
    parts.dedup();
    let changed = |part: Part| {
        let (was, is) = (before.get(&part), after.get(&part));
        (was != is).then(|| Change { part, before: was.cloned(), after: is.cloned() })
    };
    parts.into_iter().filter_map(changed).collect()
}

#[cfg(test)]
mod tests {
    use super::{Change, Part, State, between};

    #[test]
    fn what_differs_is_told_part_by_part() {
        let before = State::from([(Part::Status, "open".into()), (Part::Tag(3), String::new()), (Part::Subject, "A".into())]);
        let after = State::from([(Part::Status, "resolved".into()), (Part::Assignee, "7".into()), (Part::Subject, "A".into())]);

        let changed = between(&before, &after);

        let told: Vec<_> = changed
            .iter()
            .map(|change| (change.part, change.before.as_deref(), change.after.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                (Part::Tag(3), Some(""), None),
                (Part::Assignee, None, Some("7")),
                (Part::Status, Some("open"), Some("resolved"))
            ]
        );
        let stored = serde_json::to_string(&changed).expect("JSON");
        assert_eq!(serde_json::from_str::<Vec<Change>>(&stored).expect("read back"), changed);
        assert!(between(&before, &before).is_empty());
    }
}
