//! How a conversation stands: there, here when it was last taken, here now. What changed there comes over, unless somebody here
//! changed the same.

use crate::conversations::shortened;
use crate::{ConversationId, Priority, Status, fields, viewer};
use db::{FromRow, Trouble, Tx, Work, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Everything of a conversation that people set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Nobody where it was not written down whose it is.
    #[serde(default)]
    pub customer: Option<i64>,
    pub subject: String,
    pub status: Status,
    pub snoozed_until: Option<Moment>,
    pub priority: Priority,
    pub team: Option<i64>,
    pub assignee: Option<i64>,
    /// By [`tag_name`].
    pub tags: BTreeSet<String>,
    /// By [`field_label`].
    pub fields: BTreeMap<String, String>,
}

/// What came of bringing both together.
type Together = (Standing, Vec<&'static str>);

/// What it becomes: theirs where they changed it since `last`, unless it was changed here too. Names what was left alone.
pub fn merged(last: &Standing, theirs: &Standing, ours: &Standing) -> Together {
    let (mut becomes, mut kept) = (ours.clone(), Vec::new());
    let mut one = |name: &'static str, they_changed: bool, we_changed: bool, same: bool| {
        let takes = they_changed && !we_changed;
        if they_changed && we_changed && !same {
            kept.push(name);
        }
        takes
    };
    let given = theirs.customer.is_some() && theirs.customer != last.customer;
    if one("customer", given, ours.customer != last.customer, ours.customer == theirs.customer) {
        becomes.customer = theirs.customer;
    }
    if one("subject", theirs.subject != last.subject, ours.subject != last.subject, ours.subject == theirs.subject) {
        becomes.subject.clone_from(&theirs.subject);
    }
    let state = |standing: &Standing| (standing.status, standing.snoozed_until);
    if one("status", state(theirs) != state(last), state(ours) != state(last), state(ours) == state(theirs)) {
        (becomes.status, becomes.snoozed_until) = state(theirs);
    }
    if one("priority", theirs.priority != last.priority, ours.priority != last.priority, ours.priority == theirs.priority) {
        becomes.priority = theirs.priority;
    }
    if one("team", theirs.team != last.team, ours.team != last.team, ours.team == theirs.team) {
        becomes.team = theirs.team;
    }
    if one("assignee", theirs.assignee != last.assignee, ours.assignee != last.assignee, ours.assignee == theirs.assignee) {
        becomes.assignee = theirs.assignee;
    }
    // Tags are many small things: what was put on or taken off there is put on or taken off here.
    becomes.tags.extend(theirs.tags.difference(&last.tags).cloned());
    for gone in last.tags.difference(&theirs.tags) {
        becomes.tags.remove(gone);
    }
    let labels: BTreeSet<&String> = last.fields.keys().chain(theirs.fields.keys()).collect();
    for label in labels {
        let (before, there, here) = (last.fields.get(label), theirs.fields.get(label), ours.fields.get(label));
        if there == before {
            continue;
        }
        match (here == before, there) {
            (true, Some(value)) => drop(becomes.fields.insert(label.clone(), value.clone())),
            (true, None) => drop(becomes.fields.remove(label)),
            (false, _) if here != there => kept.push("field"),
            (false, _) => {}
        }
    }
    (becomes, kept)
}

#[derive(FromRow)]
struct Row {
    customer: Option<i64>,
    subject: String,
    status: Status,
    snoozed_until: Option<Moment>,
    priority: Priority,
    team: Option<i64>,
    assignee: Option<i64>,
}

/// How it stands now.
pub fn standing(tx: &mut Tx<'_>, id: ConversationId) -> Result<Standing, Trouble> {
    let row: Row =
        sql("SELECT customer_id, subject, status, snoozed_until, priority, team_id, assignee_id FROM conversation WHERE id = $1")
            .with(id)
            .only(tx, "conversation")?;
    let tags: Vec<String> =
        sql("SELECT t.name FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE x.conversation_id = $1 ORDER BY t.name")
            .with(id)
            .all(tx)?;
    let values: Vec<(String, String)> =
        sql("SELECT f.label, v.value FROM conversation_field v JOIN custom_field f ON f.id = v.field_id WHERE v.conversation_id = $1 ORDER BY f.id")
            .with(id)
            .all(tx)?;
    let Row { customer, subject, status, snoozed_until, priority, team, assignee } = row;
    Ok(Standing {
        customer,
        subject,
        status,
        snoozed_until,
        priority,
        team,
        assignee,
        tags: tags.into_iter().collect(),
        fields: values.into_iter().collect(),
    })
}

/// Makes it stand so, and tells nobody: the caller leaves one line for it. Says what could not be put on it, and why.
pub fn put(work: &mut Work<'_>, id: ConversationId, wanted: &Standing) -> Result<Vec<String>, Trouble> {
    let before = standing(work, id)?;
    let inbox = sql("SELECT inbox_id FROM conversation WHERE id = $1").with(id).only(work, "conversation")?;
    let mut refused = Vec::new();
    let assignee = match wanted.assignee {
        Some(agent) if wanted.assignee != before.assignee && !viewer::may_see(work, agent, inbox)? => {
            refused.push("whoever it was assigned to has left, or does not see its inbox: it is nobody's".into());
            None
        }
        other => other,
    };
    let waits_no_more = !matches!(wanted.status, Status::Open | Status::OnHold | Status::Snoozed);
    sql("UPDATE conversation
            SET subject = $2, subject_key = $3, status = $4, snoozed_until = $5, priority = $6, team_id = $7, assignee_id = $8,
                waiting_since = CASE WHEN $9 THEN NULL ELSE waiting_since END,
                due_at = CASE WHEN $9 THEN NULL ELSE due_at END, due_for = CASE WHEN $9 THEN NULL ELSE due_for END, version = version + 1,
                customer_id = COALESCE($10, customer_id)
          WHERE id = $1")
    .with(id)
    .with(&wanted.subject)
    .with(filter::folded(&wanted.subject))
    .with(wanted.status)
    .with(wanted.snoozed_until)
    .with(wanted.priority)
    .with(wanted.team)
    .with(assignee)
    .with(waits_no_more)
    .with(wanted.customer)
    .run(work)?;
    put_tags(work, id, &before.tags, &wanted.tags)?;
    put_fields(work, id, &before.fields, &wanted.fields, &mut refused)?;
    Ok(refused)
}

fn put_tags(work: &mut Work<'_>, id: ConversationId, before: &BTreeSet<String>, wanted: &BTreeSet<String>) -> Result<(), Trouble> {
    for name in wanted.difference(before) {
        let tag = tag(work, name)?;
        sql("INSERT INTO conversation_tag (conversation_id, tag_id) VALUES ($1, $2) ON CONFLICT (conversation_id, tag_id) DO NOTHING")
            .with(id)
            .with(tag)
            .run(work)?;
    }
    for name in before.difference(wanted) {
        sql("DELETE FROM conversation_tag WHERE conversation_id = $1 AND tag_id IN (SELECT id FROM tag WHERE name = $2)")
            .with(id)
            .with(name)
            .run(work)?;
    }
    Ok(())
}

/// The tag of this name, made if it is not there; one that is offered no more stays so.
fn tag(work: &mut Work<'_>, name: &str) -> Result<i64, Trouble> {
    if let Some(known) = sql("SELECT id FROM tag WHERE name = $1").with(name).one(work)? {
        return Ok(known);
    }
    let hue = i64::from(name.bytes().fold(7u16, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 360);
    let new: Option<i64> = sql("INSERT INTO tag (name, hue) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING id")
        .with(name)
        .with(hue)
        .one(work)?;
    new.ok_or_else(|| Trouble::Repeat("somebody else makes the same tag".into()))
}

fn put_fields(
    work: &mut Work<'_>,
    id: ConversationId,
    before: &BTreeMap<String, String>,
    wanted: &BTreeMap<String, String>,
    refused: &mut Vec<String>,
) -> Result<(), Trouble> {
    for (label, value) in wanted.iter().filter(|(label, value)| before.get(*label) != Some(value)) {
        let field = field(work, label)?;
        match fields::checked(work, field, value) {
            Ok(value) => {
                sql("INSERT INTO conversation_field (conversation_id, field_id, value) VALUES ($1, $2, $3)
                     ON CONFLICT (conversation_id, field_id) DO UPDATE SET value = $3")
                .with(id)
                .with(field)
                .with(value)
                .run(work)?;
            }
            Err(Trouble::Refused(_) | Trouble::NotFound(_)) => refused.push(format!("the field “{label}” here does not take “{value}”")),
            Err(other) => return Err(other),
        }
    }
    for label in before.keys().filter(|label| !wanted.contains_key(*label)) {
        sql("DELETE FROM conversation_field WHERE conversation_id = $1 AND field_id IN (SELECT id FROM custom_field WHERE label = $2)")
            .with(id)
            .with(label)
            .run(work)?;
    }
    Ok(())
}

/// The field of this label, made as one for text if it is not there.
fn field(work: &mut Work<'_>, label: &str) -> Result<i64, Trouble> {
    let key: String = label.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let known: Option<i64> = sql("SELECT id FROM custom_field WHERE label = $1 OR key = $2 ORDER BY id LIMIT 1")
        .with(label)
        .with(&key)
        .one(work)?;
    match known {
        Some(known) => Ok(known),
        None => fields::define(work, label, fields::FieldKind::Text, &[]),
    }
}

/// The name a tag has here.
pub fn tag_name(name: &str) -> String {
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    shortened(&words.replace([',', '#', '\0'], ""), 60)
}

/// The label a field has here.
pub fn field_label(label: &str) -> String {
    shortened(label.replace('\0', "").trim(), 80)
}

#[cfg(test)]
mod tests {
    use super::{Standing, merged};
    use crate::{Priority, Status};

    fn stands(subject: &str, status: Status, assignee: Option<i64>, tags: &[&str], field: &str) -> Standing {
        Standing {
            customer: Some(1),
            subject: subject.into(),
            status,
            snoozed_until: None,
            priority: Priority::Normal,
            team: None,
            assignee,
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            fields: [("colour".to_owned(), field.to_owned())]
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        }
    }

    #[test]
    fn what_changed_there_comes_over_unless_it_was_changed_here() {
        let last = stands("Leaks", Status::Open, Some(1), &["kettle", "old"], "red");

        let theirs = stands("Leaks badly", Status::Pending, Some(2), &["kettle", "urgent"], "blue");
        let ours = stands("Leaks", Status::Resolved, Some(1), &["kettle", "old", "vip"], "red");
        let (becomes, kept) = merged(&last, &theirs, &ours);

        assert_eq!(becomes, stands("Leaks badly", Status::Resolved, Some(2), &["kettle", "urgent", "vip"], "blue"));
        assert_eq!(kept, ["status"]);
    }

    #[test]
    fn whoever_it_is_given_to_there_has_it_here_unless_it_was_given_to_somebody_else_here() {
        let of = |customer| Standing { customer, ..stands("Leaks", Status::Open, None, &[], "") };

        assert_eq!(merged(&of(Some(1)), &of(Some(2)), &of(Some(1))), (of(Some(2)), Vec::new()));
        assert_eq!(merged(&of(Some(1)), &of(Some(2)), &of(Some(3))), (of(Some(3)), vec!["customer"]));
        assert_eq!(merged(&of(Some(1)), &of(None), &of(Some(1))), (of(Some(1)), Vec::new()));
        assert_eq!(
            merged(&of(None), &of(Some(1)), &of(Some(1))),
            (of(Some(1)), Vec::new()),
            "as it was before it was written down"
        );
    }

    #[test]
    fn what_both_changed_alike_is_no_quarrel_and_what_nobody_changed_stays() {
        let last = stands("Leaks", Status::Open, None, &[], "red");

        let both = stands("Leaks", Status::Closed, None, &[], "");
        assert_eq!(merged(&last, &both, &both), (both.clone(), Vec::new()));
        let ours = stands("Mine", Status::Open, Some(3), &["a"], "green");
        assert_eq!(merged(&last, &last, &ours), (ours.clone(), Vec::new()));
        assert_eq!(merged(&last, &both, &ours).1, ["field"]);
    }
}
