//! What the agent a token acts for must hear of. A service token is nobody, and is told of nothing.

use super::{SEE, seen};
use crate::Viewer;
use crate::notices::{self, Kind};
use axum::extract::Path;
use axum::response::Response;
use db::{FromRow, Trouble, Tx, sql};
use kit::Moment;
use serde::{Deserialize, Serialize};
use web::api::{Change, IntoParams, List, Nothing, Reply, Time, ToSchema, get, post, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/notices", SEE, list)
                .says("List the caller's notices about conversations, the newest first")
                .asks::<Filter>()
                .lists::<Shown>(),
        )
        .api(
            post("/api/v1/notices/read", SEE, read_all)
                .says("Count every notice of the caller's as read")
                .takes::<Nothing>(),
        )
        .api(
            post("/api/v1/conversations/{id}/notices/read", SEE, read)
                .says("Count the caller's notices about a conversation as read")
                .takes::<Nothing>(),
        )
}

/// Something an agent must hear of.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notice)]
struct Shown {
    id: i64,
    #[schema(schema_with = word::<Kind>)]
    kind: Kind,
    conversation: i64,
    /// The number people see.
    number: i64,
    subject: String,
    message: Option<i64>,
    made_at: Time,
    read_at: Option<Time>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
struct Filter {
    /// Only those nobody has read yet, or only the others.
    #[param(required = false)]
    unread: Option<bool>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    kind: Kind,
    conversation: i64,
    number: i64,
    subject: String,
    message: Option<i64>,
    made_at: Moment,
    read_at: Option<Moment>,
}

impl From<Row> for Shown {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            conversation: row.conversation,
            number: row.number,
            subject: row.subject,
            message: row.message,
            made_at: Time(row.made_at),
            read_at: row.read_at.map(Time),
        }
    }
}

async fn list(list: List<Filter>) -> Result<Response, Problem> {
    let (viewer, unread, before) = (Viewer::of(&list), list.asked.unread, list.after::<i64>()?);
    list.answer(|shown: &Shown| shown.id, move |tx, limit| newest_first(tx, viewer, unread, before, limit))
        .await
}

/// One page of what this caller was told on screen, of conversations they may see.
fn newest_first(tx: &mut Tx<'_>, viewer: Viewer, unread: Option<bool>, before: Option<i64>, limit: i64) -> Result<Vec<Shown>, Trouble> {
    let rows: Vec<Row> = sql("SELECT n.id, n.kind, c.id, c.number, c.subject, n.message_id, n.made_at, n.read_at
           FROM notice n JOIN conversation c ON c.id = n.conversation_id
          WHERE n.agent_id = $1 AND n.on_screen = TRUE AND ($2 OR c.inbox_id IN (SELECT inbox_id FROM inbox_seen WHERE agent_id = $1))
            AND n.id < $3 AND ($4 OR n.read_at IS NULL) AND ($5 OR n.read_at IS NOT NULL)
          ORDER BY n.id DESC LIMIT $6")
    .with(viewer.agent)
    .with(viewer.sees_all)
    .with(before.unwrap_or(i64::MAX))
    .with(unread != Some(true))
    .with(unread != Some(false))
    .with(limit)
    .all(tx)?;
    Ok(rows.into_iter().map(Shown::from).collect())
}

async fn read_all(change: Change<Nothing>) -> Result<Response, Problem> {
    let viewer = somebody(&change)?;
    change
        .perform(move |work, _| {
            notices::read_all(work, viewer)?;
            Ok(Reply::done())
        })
        .await
}

async fn read(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let viewer = somebody(&change)?;
    change
        .perform(move |work, _| {
            let conversation = seen(work, viewer, id)?.id;
            notices::read(work, viewer.agent, conversation)?;
            Ok(Reply::done())
        })
        .await
}

fn somebody(change: &Change<Nothing>) -> Result<Viewer, Problem> {
    let viewer = Viewer::of(change);
    if viewer.agent < 0 { Err(Problem::refused("desk-refused-nobody")) } else { Ok(viewer) }
}
