//! What waits: the built-in views, their rows a page at a time, and their counts. Only what the viewer may see.

mod order;
pub(crate) mod shared;

use crate::filtering::Clause;
use crate::{ConversationId, InboxId, Priority, Status, Viewer};
use db::{Conditions, FromRow, Trouble, Tx, Value, sql};
use kit::Moment;
pub use order::{Grouping, Sort};

db::words!(
    /// The views everybody has.
    View {
        Mine = "mine",
        Unassigned = "unassigned",
        Mentions = "mentions",
        Waiting = "waiting",
        /// An answer promised for the next hour, or late already.
        Breaching = "breaching",
        /// A follow-up of theirs or their team's is due.
        FollowUps = "follow_ups",
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
    /// What was asked for in words, ready for the database.
    pub filter: Option<Clause>,
    /// Another order than the view's own.
    pub sort: Option<Sort>,
    pub grouping: Grouping,
    /// The last row of the page before: what it is sorted by, and its key.
    pub after: Option<(Moment, ConversationId)>,
    /// The group of that row, where rows are grouped.
    pub after_group: i64,
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
    /// Their name, or what else they are known by.
    pub customer_name: String,
    pub assignee_name: Option<String>,
    pub inbox_name: String,
    pub waiting_since: Option<Moment>,
    pub last_activity_at: Moment,
    pub message_count: i64,
    pub automatic: bool,
    pub trouble: bool,
    pub opened_at: Moment,
    pub team_id: Option<i64>,
    pub team_name: Option<String>,
    pub assignee_id: Option<i64>,
    pub inbox_id: i64,
    pub tags: Option<String>,
    pub due_at: Option<Moment>,
}

/// How many rows a page has.
pub const PAGE: usize = 50;

/// As far as anybody counts; more is shown as `999+`.
pub const MOST_COUNTED: i64 = 1_000;

impl Asked {
    /// The waiting view begins with who waits longest, the breaching one with what is due first; all others with what moved last.
    pub fn order(&self) -> Sort {
        self.sort.unwrap_or(match self.view {
            Some(View::Waiting) => Sort::Waiting,
            Some(View::Breaching) => Sort::Due,
            _ => Sort::Newest,
        })
    }
}

/// What is read of a line: the viewer's key and whether they see all come first.
const LINE: &str = "SELECT c.id, c.number, c.subject, c.preview, c.status, c.snoozed_until, c.priority, c.customer_id,
                CASE WHEN cu.name <> '' THEN cu.name
                     ELSE COALESCE((SELECT COALESCE(MIN(CASE WHEN y.kind = 'email' AND y.is_primary THEN y.value END), MIN(y.value)) FROM customer_identity y
                                     WHERE y.customer_id = cu.id AND y.value NOT LIKE 'unknown:%'), '') END,
                a.name, i.name,
                c.waiting_since, c.last_activity_at, c.message_count, c.automatic, c.trouble, c.opened_at, c.team_id, te.name, c.assignee_id, c.inbox_id,
                (SELECT string_agg(t.name || ':' || CAST(t.hue AS TEXT), ',' ORDER BY t.name)
                   FROM conversation_tag x JOIN tag t ON t.id = x.tag_id WHERE x.conversation_id = c.id), c.due_at
           FROM conversation c
           JOIN customer cu ON cu.id = c.customer_id
           JOIN inbox i ON i.id = c.inbox_id
           LEFT JOIN agent a ON a.id = c.assignee_id
           LEFT JOIN team te ON te.id = c.team_id
          WHERE ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))";

/// One page of what was asked, in its order.
pub fn page(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked) -> Result<Vec<Line>, Trouble> {
    shared::of(tx, viewer, asked, "rows", |tx| first(tx, viewer, asked, PAGE))
}

/// The first rows of what was asked, at most so many.
pub fn first(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked, most: usize) -> Result<Vec<Line>, Trouble> {
    let mut narrow = conditions(tx.now(), viewer, asked);
    order::begin_after(&mut narrow, asked);
    sql(LINE)
        .with(viewer.agent)
        .with(viewer.sees_all)
        .narrowed(narrow, &format!("{} LIMIT {most}", order::by(asked)))
        .all(tx)
}

/// The number of the one below a conversation in a list, or of the last one above it, wherever in the list it stands. None if it is
/// not in the list, or alone there.
pub fn beside(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked, number: i64) -> Result<Option<i64>, Trouble> {
    let mut only = conditions(tx.now(), viewer, asked);
    only.add_with("c.number = $?", number);
    let here: Option<Line> = sql(LINE).with(viewer.agent).with(viewer.sees_all).narrowed(only, "").one(tx)?;
    let Some(here) = here else { return Ok(None) };
    let after = Some((asked.order().of(&here), here.id));
    let from_here = Asked { after, after_group: asked.grouping.of(&here), ..asked.clone() };
    if let Some(below) = first(tx, viewer, &from_here, 1)?.first() {
        return Ok(Some(below.number));
    }
    let mut narrow = conditions(tx.now(), viewer, asked);
    order::end_before(&mut narrow, &from_here);
    let above: Option<Line> = sql(LINE)
        .with(viewer.agent)
        .with(viewer.sees_all)
        .narrowed(narrow, &format!("{} LIMIT 1", order::backwards(asked)))
        .one(tx)?;
    Ok(above.map(|line| line.number))
}

/// How many there are, counted no further than [`MOST_COUNTED`], so that a number never costs a walk through everything.
pub fn count(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked) -> Result<i64, Trouble> {
    shared::of(tx, viewer, asked, "count", |tx| {
        let narrow = conditions(tx.now(), viewer, asked);
        sql("SELECT c.id FROM conversation c
          WHERE ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
        .with(viewer.agent)
        .with(viewer.sees_all)
        .narrowed(narrow, "")
        .counted_up_to(MOST_COUNTED)
        .only(tx, "count")
    })
}

fn conditions(now: Moment, viewer: Viewer, asked: &Asked) -> Conditions {
    let mut narrow = Conditions::new();
    match asked.view.unwrap_or(View::All) {
        View::Mine => narrow.add_with("c.assignee_id = $?", viewer.agent).add("c.status = 'open'"),
        View::Unassigned => narrow.add("c.assignee_id IS NULL").add("c.status = 'open'"),
        View::Mentions => narrow.add_with(
            "c.id IN (SELECT n.conversation_id FROM notice n WHERE n.agent_id = $? AND n.kind = 'mentioned')",
            viewer.agent,
        ),
        View::Waiting => narrow.add("c.waiting_since IS NOT NULL").add("c.status = 'open'"),
        View::Breaching => narrow
            .add("c.due_at IS NOT NULL")
            .add_with("c.due_at <= $?", now.plus_seconds(filter::SOON_SECONDS)),
        View::FollowUps => narrow.add_all(
            "c.id IN (SELECT f.conversation_id FROM follow_up f WHERE f.agent_id = $? AND f.fell_due_at IS NOT NULL AND f.ended_at IS NULL
              UNION ALL SELECT g.conversation_id FROM follow_up g JOIN team_member w ON w.team_id = g.team_id AND w.agent_id = $?
                     WHERE g.fell_due_at IS NOT NULL AND g.ended_at IS NULL)",
            vec![Value::Integer(viewer.agent), Value::Integer(viewer.agent)],
        ),
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
    if let Some(clause) = &asked.filter {
        narrow.add_built(clause.text.clone(), clause.values.clone());
        narrow.add("c.merged_into IS NULL");
    }
    narrow
}

/// Whether an agent answered, and it has left, in one of the conversations that moved last: quick however many there are.
pub fn is_any_answered(tx: &mut Tx<'_>) -> Result<bool, Trouble> {
    let answered: Option<i64> = sql("SELECT m.id
           FROM (SELECT c.id FROM conversation c WHERE c.merged_into IS NULL ORDER BY c.last_activity_at DESC, c.id DESC LIMIT 50) newest
           JOIN message m ON m.conversation_id = newest.id
          WHERE m.kind = 'outgoing' AND m.author_kind = 'agent' AND m.delivery = 'sent' LIMIT 1")
    .one(tx)?;
    Ok(answered.is_some())
}

/// The keys of all that was asked, in its order, up to `most`: what a bulk change of a whole list is for.
pub fn keys(tx: &mut Tx<'_>, viewer: Viewer, asked: &Asked, most: usize) -> Result<Vec<ConversationId>, Trouble> {
    let narrow = conditions(tx.now(), viewer, asked);
    sql("SELECT c.id FROM conversation c
          WHERE ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .narrowed(narrow, &format!("{} LIMIT {most}", order::by(asked)))
    .all(tx)
}

/// How much is in each view, for the rail; each number is counted up to [`MOST_COUNTED`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub mine: i64,
    pub unassigned: i64,
    pub waiting: i64,
    pub breaching: i64,
    pub open: i64,
    pub trouble: i64,
}

/// The counts of the open views, and of trouble wherever it is.
pub fn counts(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Counts, Trouble> {
    let mut of = |view| count(tx, viewer, &Asked { view: Some(view), ..Asked::default() });
    Ok(Counts {
        mine: of(View::Mine)?,
        unassigned: of(View::Unassigned)?,
        waiting: of(View::Waiting)?,
        breaching: of(View::Breaching)?,
        open: of(View::Open)?,
        trouble: of(View::Trouble)?,
    })
}

/// How many are pending, on hold and snoozed, and how many unread mentions there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetAside {
    pub pending: i64,
    pub on_hold: i64,
    pub snoozed: i64,
    pub mentions: i64,
}

/// The counts of the views whose conversations wait for somebody else, and of the mentions still to be read.
pub fn set_aside(tx: &mut Tx<'_>, viewer: Viewer) -> Result<SetAside, Trouble> {
    let mut of = |view| count(tx, viewer, &Asked { view: Some(view), ..Asked::default() });
    let (pending, on_hold, snoozed) = (of(View::Pending)?, of(View::OnHold)?, of(View::Snoozed)?);
    let mentions = sql("SELECT COUNT(DISTINCT n.conversation_id)
           FROM notice n JOIN conversation x ON x.id = n.conversation_id
          WHERE n.agent_id = $1 AND n.kind = 'mentioned' AND n.read_at IS NULL
            AND ($2 OR x.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .only(tx, "count")?;
    Ok(SetAside { pending, on_hold, snoozed, mentions })
}

/// Open conversations by inbox, those with none left out.
pub fn open_by_inbox(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<(InboxId, i64)>, Trouble> {
    let mut open = Vec::new();
    for inbox in crate::inboxes::keys_seen_by(tx, viewer)?.into_iter().map(InboxId) {
        let asked = Asked { view: Some(View::Open), inbox: Some(inbox), ..Asked::default() };
        open.push((inbox, count(tx, viewer, &asked)?));
    }
    open.retain(|(_, count)| *count > 0);
    Ok(open)
}

/// Open conversations by team, those with none left out.
pub fn open_by_team(tx: &mut Tx<'_>, viewer: Viewer) -> Result<Vec<(i64, i64)>, Trouble> {
    let teams: Vec<i64> = sql("SELECT id FROM team ORDER BY id").all(tx)?;
    let mut open = Vec::new();
    for team in teams {
        let asked = Asked { view: Some(View::Open), team: Some(team), ..Asked::default() };
        open.push((team, count(tx, viewer, &asked)?));
    }
    open.retain(|(_, count)| *count > 0);
    Ok(open)
}

/// The lines of these conversations that the viewer may see, in the order given: what a search found.
pub fn lines(tx: &mut Tx<'_>, viewer: Viewer, found: &[ConversationId]) -> Result<Vec<Line>, Trouble> {
    let mut lines = Vec::with_capacity(found.len());
    for id in found {
        let mut only = Conditions::new();
        only.add_with("c.id = $?", *id);
        let line: Option<Line> = sql(LINE).with(viewer.agent).with(viewer.sees_all).narrowed(only, "").one(tx)?;
        lines.extend(line);
    }
    Ok(lines)
}
