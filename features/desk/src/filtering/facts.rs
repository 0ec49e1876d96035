//! What is known of one conversation, for a condition answered in memory: rules that run when something happens.

use super::zone_of;
use crate::{Conversation, Viewer, conversations, follow_ups, followers, survey, tags};
use db::{Trouble, Tx, sql};
use filter::Facts;

/// The facts of a conversation as `viewer` would ask about it.
pub fn facts(tx: &mut Tx<'_>, viewer: Viewer, conversation: &Conversation) -> Result<Facts, Trouble> {
    let id = conversation.id;
    let (name, language, company): (String, Option<String>, Option<i64>) =
        sql("SELECT name, language, company_id FROM customer WHERE id = $1")
            .with(conversation.customer_id)
            .only(tx, "customer")?;
    let team = name_of(tx, "SELECT name FROM team WHERE id = $1 AND archived_at IS NULL", conversation.team_id)?;
    let assignee = name_of(tx, "SELECT name FROM agent WHERE id = $1 AND deactivated_at IS NULL", conversation.assignee_id)?;
    let known_by = sql("SELECT value FROM customer_identity WHERE customer_id = $1 ORDER BY id")
        .with(conversation.customer_id)
        .all(tx)?;
    let my_teams: Vec<i64> = sql("SELECT team_id FROM team_member WHERE agent_id = $1").with(viewer.agent).all(tx)?;
    let mentions: Option<i64> = sql("SELECT 1 FROM notice WHERE agent_id = $1 AND conversation_id = $2 AND kind = 'mentioned' LIMIT 1")
        .with(viewer.agent)
        .with(id)
        .one(tx)?;
    let unread: Option<i64> =
        sql("SELECT 1 FROM notice WHERE agent_id = $1 AND conversation_id = $2 AND on_screen = TRUE AND read_at IS NULL LIMIT 1")
            .with(viewer.agent)
            .with(id)
            .one(tx)?;
    let attached: Option<i64> =
        sql("SELECT 1 FROM message m JOIN attachment f ON f.message_id = m.id WHERE m.conversation_id = $1 AND f.inline = FALSE LIMIT 1")
            .with(id)
            .one(tx)?;
    Ok(Facts {
        number: conversation.number,
        company: name_of(tx, "SELECT name FROM company WHERE id = $1", company)?,
        unread_by_me: unread.is_some(),
        has_attachment: attached.is_some(),
        zone: zone_of(tx, viewer.agent)?,
        status: conversation.status.word().into(),
        priority: conversation.priority.word().into(),
        category: conversation.category.map(|category| category.word().into()),
        // Somebody who left still has it: it is not nobody's.
        team: team.or_else(|| conversation.team_id.map(|_| String::new())),
        assignee: assignee.or_else(|| conversation.assignee_id.map(|_| String::new())),
        inbox: name_of(tx, "SELECT name FROM inbox WHERE id = $1 AND archived_at IS NULL", Some(conversation.inbox_id.0))?
            .unwrap_or_default(),
        tags: tags::of(tx, id)?.into_iter().map(|tag| tag.name).collect(),
        subject: conversation.subject.clone(),
        preview: conversations::preview_of(tx, id)?,
        customer_name: name,
        customer_known_by: known_by,
        language: language.map(|tag| tag.to_lowercase()),
        waiting_since: conversation.waiting_since,
        opened_at: conversation.opened_at,
        last_activity_at: conversation.last_activity_at,
        undelivered: conversation.trouble,
        automatic: conversation.automatic,
        is_mine: conversation.assignee_id == Some(viewer.agent),
        is_my_teams: conversation.team_id.is_some_and(|team| my_teams.contains(&team)),
        mentions_me: mentions.is_some(),
        followed_by_me: followers(tx, id)?.contains(&viewer.agent),
        follow_up_due: follow_ups::of(tx, id)?.iter().any(|one| {
            let mine = one.agent_id == Some(viewer.agent) || one.team_id.is_some_and(|team| my_teams.contains(&team));
            mine && one.fell_due_at.is_some()
        }),
        due_at: conversation.due_at,
        rating: survey::rating_of(tx, id)?,
    })
}

fn name_of(tx: &mut Tx<'_>, question: &'static str, id: Option<i64>) -> Result<Option<String>, Trouble> {
    match id {
        Some(id) => sql(question).with(id).one(tx),
        None => Ok(None),
    }
}
