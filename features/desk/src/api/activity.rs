//! The activity log for programs: everything that happened, in order, from a place on. What the caller may not see is
//! not in it.

use super::{SEE, seen};
use crate::Viewer;
use axum::extract::Path;
use axum::response::Response;
use db::activity::{Entry, Position};
use db::{Conditions, Trouble, Tx, Value, sql};
use serde::{Deserialize, Serialize};
use web::api::{IntoParams, List, Time, ToSchema, get};
use web::{Needs, Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/activity", Needs::Permission("activity.see"), list)
                .says("Read everything that happened, the oldest first")
                .explains(
                    "For exports and mirrors: keep the `cursor` of the last line you have, and come back with it as `after`; nothing is \
                     left out and nothing comes twice. Lines about conversations you do not see are not there; lines about customers \
                     need `customers.see`, lines about people and rights `people.manage`, lines about articles `knowledge.write`.",
                )
                .asks::<After>()
                .lists::<Line>(),
        )
        .api(
            get("/api/v1/conversations/{id}/activity", SEE, of_conversation)
                .says("Read what happened in a conversation, the oldest first")
                .lists::<Line>(),
        )
}

/// One line of the log.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Activity)]
struct Line {
    id: i64,
    happened_at: Time,
    /// `message.arrived`, `conversation.assigned` …: a released kind never changes its meaning.
    kind: String,
    actor: Actor,
    conversation: Option<i64>,
    customer: Option<i64>,
    agent: Option<i64>,
    /// What else is known of it; the fields depend on the kind.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
    /// The place behind this line, for `after`.
    cursor: String,
    #[serde(skip)]
    position: Position,
}

/// Who did it: `agent`, `customer`, `api_token`, `automation` or `system`.
#[derive(Debug, Serialize, ToSchema)]
struct Actor {
    kind: String,
    id: Option<i64>,
}

/// From where on.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct After {
    /// The `cursor` of the last line you have; from the beginning without it.
    #[param(required = false)]
    after: Option<String>,
}

/// No filters.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn list(list: List<After>) -> Result<Response, Problem> {
    let after = match (list.after::<Position>()?, list.asked.after.as_deref()) {
        (Some(place), _) => place,
        (None, Some(cursor)) => place_of(cursor)?,
        (None, None) => Position::default(),
    };
    let (viewer, narrow) = (Viewer::of(&list), hidden_from(&list));
    list.answer(
        |line: &Line| line.position,
        move |tx, limit| Ok(seen_after(tx, viewer, after, narrow, limit)?.into_iter().map(Line::of).collect()),
    )
    .await
}

/// The lines a caller without these permissions does not read.
fn hidden_from(list: &List<After>) -> Conditions {
    let mut narrow = Conditions::new();
    if !list.may("customers.see") {
        narrow.add("l.kind NOT LIKE 'customer.%' AND l.kind NOT LIKE 'company.%'");
    }
    // A draft's are told to nobody who may not see it.
    if !list.may("knowledge.write") {
        narrow.add("l.kind NOT LIKE 'article.%'");
    }
    if !list.may("people.manage") {
        narrow.add(
            "l.kind NOT LIKE 'agent.%' AND l.kind NOT LIKE 'role.%' AND l.kind NOT LIKE 'service_token.%'
             AND l.kind NOT LIKE 'sign_in.%' AND l.kind NOT LIKE 'provider.%' AND l.kind NOT LIKE 'directory.%'",
        );
    }
    narrow
}

/// What happened after a place and may be seen. On PostgreSQL, lines that could still be overtaken are held back.
fn seen_after(tx: &mut Tx<'_>, viewer: Viewer, after: Position, narrow: Conditions, limit: i64) -> Result<Vec<Entry>, Trouble> {
    let (xid, id) = (Value::Integer(after.xid), Value::Integer(after.id));
    let with = |condition: &'static str, values: Vec<Value>| {
        let mut narrow = narrow.clone();
        narrow.add_all(condition, values);
        narrow
    };
    if tx.on_postgres() {
        let mut settled = with("(l.xid, l.id) > ($?, $?)", vec![xid, id]);
        settled.add("l.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + (SELECT shift FROM activity_shift)");
        return seen_lines(tx, viewer, settled, limit);
    }
    // SQLite looks a pair up by its first half alone, as for `activity::tail`.
    let mut found = seen_lines(tx, viewer, with("l.xid = $? AND l.id > $?", vec![xid.clone(), id]), limit)?;
    let rest = limit - found.len() as i64;
    if rest > 0 {
        found.extend(seen_lines(tx, viewer, with("l.xid > $?", vec![xid]), rest)?);
    }
    Ok(found)
}

fn seen_lines(tx: &mut Tx<'_>, viewer: Viewer, narrow: Conditions, limit: i64) -> Result<Vec<Entry>, Trouble> {
    sql(
        "SELECT l.id, l.xid, l.happened_at, l.actor_kind, l.actor_id, l.kind, l.conversation_id, l.customer_id, l.agent_id, l.detail
           FROM activity l
          WHERE ($2 OR l.conversation_id IS NULL
                 OR l.conversation_id IN (SELECT c.id FROM conversation c
                                           WHERE c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1)))",
    )
    .with(viewer.agent)
    .with(viewer.sees_all)
    .narrowed(narrow, &format!("ORDER BY l.xid, l.id LIMIT {limit}"))
    .all(tx)
}

async fn of_conversation(Path(id): Path<i64>, list: List<Nothing>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&list);
    let mut narrow = Conditions::new();
    if let Some(after) = list.after::<i64>()? {
        narrow.add_with("l.id > $?", after);
    }
    list.answer(
        |line: &Line| line.id,
        move |tx, limit| {
            let conversation = seen(tx, viewer, id)?.id;
            let lines: Vec<Entry> =
            sql("SELECT l.id, l.xid, l.happened_at, l.actor_kind, l.actor_id, l.kind, l.conversation_id, l.customer_id, l.agent_id, l.detail
                   FROM activity l WHERE l.conversation_id = $1")
            .with(conversation)
            .narrowed(narrow, &format!("ORDER BY l.id LIMIT {limit}"))
            .all(tx)?;
            Ok(lines.into_iter().map(Line::of).collect())
        },
    )
    .await
}

impl Line {
    fn of(entry: Entry) -> Self {
        let position = entry.position();
        Self {
            id: entry.id,
            happened_at: Time(entry.happened_at),
            actor: Actor { kind: entry.actor_kind, id: entry.actor_id },
            kind: entry.kind,
            conversation: entry.conversation_id,
            customer: entry.customer_id,
            agent: entry.agent_id,
            detail: serde_json::from_str(&entry.detail).unwrap_or_default(),
            cursor: format!("{}.{}", position.xid, position.id),
            position,
        }
    }
}

/// A place in the log is no secret: reading from any place shows only what the caller may see.
fn place_of(cursor: &str) -> Result<Position, Problem> {
    let read = cursor
        .split_once('.')
        .and_then(|(xid, id)| Some(Position { xid: xid.parse().ok()?, id: id.parse().ok()? }));
    read.filter(|place| place.xid >= 0 && place.id >= 0)
        .ok_or_else(|| Problem::wrong_field("after", "expected the `cursor` of a line"))
}
