//! What waits: the built-in views, their rows a page at a time, and their counts. Only what the viewer may see.

use crate::{ConversationId, InboxId, Priority, Status, Viewer};
use db::{Conditions, FromRow, Trouble, Tx, sql};
use kit::Moment;

db::words!(
    /// The views everybody has.
    View {
        Mine = "mine",
        Unassigned = "unassigned",
        Mentions = "mentions",
        Waiting = "waiting",
        Open = "open",
        Pending = "pending",
        OnHold = "on_hold",
        Snoozed = "snoozed",
        Resolved = "resolved",
        Trouble = "trouble",
        All = "all",
    }
);

/// What to list, and from where on.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub view: Option<View>,
    pub inbox: Option<InboxId>,
    pub team: Option<i64>,
    pub tag: Option<i64>,
    pub customer: Option<i64>,
    /// The last row of the page before: its time and key.
    pub after: Option<(Moment, ConversationId)>,
}

/// A line of a list.
#[derive(Debug, Clone, FromRow)]
pub struct Line {
    pub id: ConversationId,
    pub number: i64,
    pub subject: String,
    pub preview: String,
    pub status: Status,
    pub snoozed_until: Option<Moment>,
    pub priority: Priority,
    pub customer_id: i64,
    pub customer_name: String,
    pub assignee_name: Option<String>,
    pub inbox_name: String,
    pub waiting_since: Option<Moment>,
    pub last_activity_at: Moment,
    pub message_count: i64,
    pub automatic: bool,
    pub trouble: bool,
    pub tags: Option<String>,
}

/// How many rows a page has.
pub const PAGE: usize = 50;

impl View {
    /// The waiting view begins with who waits longest; all others with what moved last.
    const fn oldest_first(self) -> bool {
        matches!(self, Self::Waiting)
    }
}

/// One page of what was asked, in the view's order.
pub fn page(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked) -> Result<Vec<Line>, Trouble> {
    let oldest_first = asked.view.is_some_and(View::oldest_first);
    let mut narrow = conditions(viewer, asked);
    if let Some((at, id)) = asked.after {
        let condition = if oldest_first {
            "(c.waiting_since, c.id) > ($?, $?)"
        } else {
            "(c.last_activity_at, c.id) < ($?, $?)"
        };
        narrow.add_all(condition, vec![db::Value::Integer(at.0), db::Value::Integer(id.0)]);
    }
    let order = if oldest_first {
        "ORDER BY c.waiting_since, c.id"
    } else {
        "ORDER BY c.last_activity_at DESC, c.id DESC"
    };
    sql(
        "SELECT c.id, c.number, c.subject, c.preview, c.status, c.snoozed_until, c.priority, c.customer_id, cu.name, a.name, i.name,
                c.waiting_since, c.last_activity_at, c.message_count, c.automatic, c.trouble,
                (SELECT string_agg(t.name || ':' || CAST(t.hue AS TEXT), ',' ORDER BY t.name)
                   FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE x.conversation_id = c.id)
           FROM conversation c
           JOIN customer cu ON cu.id = c.customer_id
           JOIN inbox i ON i.id = c.inbox_id
           LEFT JOIN agent a ON a.id = c.assignee_id
          WHERE ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))",
    )
    .with(viewer.agent)
    .with(viewer.sees_all)
    .narrowed(narrow, &format!("{order} LIMIT {PAGE}"))
    .all(tx)
}

fn conditions(viewer: Viewer, asked: &Asked) -> Conditions {
    let mut narrow = Conditions::new();
    match asked.view.unwrap_or(View::All) {
        View::Mine => narrow.add_with("c.assignee_id = $?", viewer.agent).add("c.status = 'open'"),
        View::Unassigned => narrow.add("c.assignee_id IS NULL").add("c.status = 'open'"),
        View::Mentions => narrow.add_with(
            "c.id IN (SELECT n.conversation_id FROM notice n WHERE n.agent_id = $? AND n.kind = 'mentioned')",
            viewer.agent,
        ),
        View::Waiting => narrow.add("c.waiting_since IS NOT NULL").add("c.status = 'open'"),
        View::Open => narrow.add("c.status = 'open'"),
        View::Pending => narrow.add("c.status = 'pending'"),
        View::OnHold => narrow.add("c.status = 'on_hold'"),
        View::Snoozed => narrow.add("c.status = 'snoozed'"),
        View::Resolved => narrow.add("c.status IN ('resolved', 'closed')").add("c.merged_into IS NULL"),
        View::Trouble => narrow.add("c.trouble = TRUE"),
        View::All => narrow.add("c.merged_into IS NULL"),
    };
    if let Some(inbox) = asked.inbox {
        narrow.add_with("c.inbox_id = $?", inbox);
    }
    if let Some(team) = asked.team {
        narrow.add_with("c.team_id = $?", team);
    }
    if let Some(tag) = asked.tag {
        narrow.add_with("c.id IN (SELECT conversation_id FROM conversation_tag WHERE tag_id = $?)", tag);
    }
    if let Some(customer) = asked.customer {
        narrow.add_with("c.customer_id = $?", customer);
    }
    narrow
}

/// How much is in each view, for the rail.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct Counts {
    pub mine: i64,
    pub unassigned: i64,
    pub waiting: i64,
    pub open: i64,
    pub trouble: i64,
}

/// The counts of the open views, and of trouble wherever it is.
pub fn counts(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Counts, Trouble> {
    sql("SELECT CAST(COALESCE(SUM(CASE WHEN c.assignee_id = $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN c.assignee_id IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN c.waiting_since IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COUNT(*) AS BIGINT),
                (SELECT COUNT(*) FROM conversation t
                  WHERE t.trouble = TRUE AND ($2 OR t.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1)))
           FROM conversation c
          WHERE c.status = 'open' AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .only(tx, "counts")
}

/// How many are pending, on hold and snoozed, and how many unread mentions there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct SetAside {
    pub pending: i64,
    pub on_hold: i64,
    pub snoozed: i64,
    pub mentions: i64,
}

/// The counts of the views whose conversations wait for somebody else, and of the mentions still to be read.
pub fn set_aside(tx: &mut Tx<'_>, viewer: Viewer) -> Result<SetAside, Trouble> {
    sql("SELECT CAST(COALESCE(SUM(CASE WHEN c.status = 'pending' THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN c.status = 'on_hold' THEN 1 ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN c.status = 'snoozed' THEN 1 ELSE 0 END), 0) AS BIGINT),
                (SELECT COUNT(DISTINCT n.conversation_id)
                   FROM notice n JOIN conversation x ON x.id = n.conversation_id
                  WHERE n.agent_id = $1 AND n.kind = 'mentioned' AND n.read_at IS NULL
                    AND ($2 OR x.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1)))
           FROM conversation c
          WHERE c.status IN ('pending', 'on_hold', 'snoozed') AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .only(tx, "counts")
}

/// Open conversations by inbox.
pub fn open_by_inbox(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<(InboxId, i64)>, Trouble> {
    sql("SELECT c.inbox_id, COUNT(*) FROM conversation c
          WHERE c.status = 'open' AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          GROUP BY c.inbox_id")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .all(tx)
}

/// Open conversations by team.
pub fn open_by_team(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<(i64, i64)>, Trouble> {
    sql("SELECT c.team_id, COUNT(*) FROM conversation c
          WHERE c.status = 'open' AND c.team_id IS NOT NULL AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
          GROUP BY c.team_id")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .all(tx)
}

/// The lines of these conversations that the viewer may see, in the order given: what a search found.
pub fn lines(tx: &mut Tx<'_>, viewer: Viewer, found: &[ConversationId]) -> Result<Vec<Line>, Trouble> {
    let mut lines = Vec::with_capacity(found.len());
    for id in found {
        let line: Option<Line> = sql(
            "SELECT c.id, c.number, c.subject, c.preview, c.status, c.snoozed_until, c.priority, c.customer_id, cu.name, a.name, i.name,
                c.waiting_since, c.last_activity_at, c.message_count, c.automatic, c.trouble,
                (SELECT string_agg(t.name || ':' || CAST(t.hue AS TEXT), ',' ORDER BY t.name)
                   FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE x.conversation_id = c.id)
           FROM conversation c
           JOIN customer cu ON cu.id = c.customer_id
           JOIN inbox i ON i.id = c.inbox_id
           LEFT JOIN agent a ON a.id = c.assignee_id
          WHERE c.id = $3 AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))",
        )
        .with(viewer.agent)
        .with(viewer.sees_all)
        .with(*id)
        .one(tx)?;
        lines.extend(line);
    }
    Ok(lines)
}
