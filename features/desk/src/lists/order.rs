//! In which order a list stands, and where its next page begins. Every order is total: what it is sorted by, then the key.

use super::{Asked, Line, View};
use crate::{Priority, Status};
use db::{Conditions, Value};
use kit::Moment;

db::words!(
    /// What comes first.
    Sort { Newest = "newest", Oldest = "oldest", Waiting = "waiting", Opened = "opened", Priority = "priority", Due = "due" }
);

db::words!(
    /// What stands together under a heading.
    #[derive(Default)]
    Grouping { #[default] Plain = "none", Status = "status", Priority = "priority", Assignee = "assignee", Team = "team", Inbox = "inbox" }
);

/// Who does not wait, or has no promise, comes after everybody who does.
const NEVER: i64 = 9_000_000_000_000_000_000;
/// More than any moment, so that a rank outweighs it.
const RANK: i64 = 10_000_000_000_000_000;

impl Sort {
    /// Counted upwards in the list: the expression, and whether rows run against it.
    const fn expression(self, view: Option<View>) -> (&'static str, bool) {
        match self {
            Self::Newest => ("c.last_activity_at", true),
            Self::Oldest => ("c.last_activity_at", false),
            Self::Waiting if matches!(view, Some(View::Waiting)) => ("c.waiting_since", false),
            Self::Due if matches!(view, Some(View::Breaching)) => ("c.due_at", false),
            Self::Due => ("COALESCE(c.due_at, 9000000000000000000)", false),
            Self::Waiting => ("COALESCE(c.waiting_since, 9000000000000000000)", false),
            Self::Opened => ("c.opened_at", true),
            Self::Priority => (
                "(CAST(CASE c.priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'low' THEN 3 ELSE 2 END AS BIGINT) * 10000000000000000 - c.last_activity_at)",
                false,
            ),
        }
    }

    /// The same of a line that was read.
    pub fn of(self, line: &Line) -> Moment {
        match self {
            Self::Newest | Self::Oldest => line.last_activity_at,
            Self::Waiting => line.waiting_since.unwrap_or(Moment(NEVER)),
            Self::Due => line.due_at.unwrap_or(Moment(NEVER)),
            Self::Opened => line.opened_at,
            Self::Priority => Moment((3 - line.priority as i64) * RANK - line.last_activity_at.0),
        }
    }
}

impl Grouping {
    const fn expression(self) -> &'static str {
        match self {
            Self::Plain => "CAST(0 AS BIGINT)",
            Self::Status => {
                "CAST(CASE c.status WHEN 'open' THEN 0 WHEN 'pending' THEN 1 WHEN 'on_hold' THEN 2 WHEN 'snoozed' THEN 3 WHEN 'resolved' THEN 4 ELSE 5 END AS BIGINT)"
            }
            Self::Priority => "CAST(CASE c.priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'low' THEN 3 ELSE 2 END AS BIGINT)",
            Self::Assignee => "COALESCE(c.assignee_id, 0)",
            Self::Team => "COALESCE(c.team_id, 0)",
            Self::Inbox => "c.inbox_id",
        }
    }

    /// The group of a line that was read.
    pub fn of(self, line: &Line) -> i64 {
        match self {
            Self::Plain => 0,
            Self::Status => Status::ALL.iter().position(|status| *status == line.status).unwrap_or(5) as i64,
            Self::Priority => Priority::ALL.len() as i64 - 1 - line.priority as i64,
            Self::Assignee => line.assignee_id.unwrap_or(0),
            Self::Team => line.team_id.unwrap_or(0),
            Self::Inbox => line.inbox_id,
        }
    }
}

fn of(asked: &Asked) -> (&'static str, bool) {
    asked.order().expression(asked.view)
}

/// `ORDER BY …`
pub(super) fn by(asked: &Asked) -> String {
    towards(asked, false)
}

/// The same list from its end.
pub(super) fn backwards(asked: &Asked) -> String {
    towards(asked, true)
}

/// Within groups everything counts upwards, so that one comparison finds where to go on.
fn towards(asked: &Asked, from_end: bool) -> String {
    let (key, falls) = of(asked);
    let way = if from_end { " DESC" } else { "" };
    match (asked.grouping, falls) {
        (Grouping::Plain, falls) if falls != from_end => format!("ORDER BY {key} DESC, c.id DESC"),
        (Grouping::Plain, _) => format!("ORDER BY {key}, c.id"),
        (grouping, true) => format!("ORDER BY {}{way}, -{key}{way}, c.id{way}", grouping.expression()),
        (grouping, false) => format!("ORDER BY {}{way}, {key}{way}, c.id{way}", grouping.expression()),
    }
}

/// Leaves out what was shown before.
pub(super) fn begin_after(narrow: &mut Conditions, asked: &Asked) {
    leave_out(narrow, asked, ">", "<");
}

/// Leaves out what comes after, and the row itself.
pub(super) fn end_before(narrow: &mut Conditions, asked: &Asked) {
    leave_out(narrow, asked, "<", ">");
}

fn leave_out(narrow: &mut Conditions, asked: &Asked, upwards: &str, downwards: &str) {
    let Some((at, id)) = asked.after else { return };
    let (key, falls) = of(asked);
    let grouping = asked.grouping;
    let (text, at) = match (grouping, falls) {
        (Grouping::Plain, true) => (format!("({key}, c.id) {downwards} ($?, $?)"), at.0),
        (Grouping::Plain, false) => (format!("({key}, c.id) {upwards} ($?, $?)"), at.0),
        (_, true) => (format!("({}, -{key}, c.id) {upwards} ($?, $?, $?)", grouping.expression()), -at.0),
        (_, false) => (format!("({}, {key}, c.id) {upwards} ($?, $?, $?)", grouping.expression()), at.0),
    };
    let group = (grouping != Grouping::Plain).then_some(Value::Integer(asked.after_group));
    narrow.add_built(text, group.into_iter().chain([Value::Integer(at), Value::Integer(id.0)]).collect());
}
