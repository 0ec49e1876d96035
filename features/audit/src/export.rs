//! The log as a file: CSV for people, JSON Lines for programs. Written while it is read, a handful of lines at a time, so that its
//! length costs no memory.

use crate::lines::{Sight, find};
use crate::{Asked, Event};
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use db::Trouble;
use db::activity::Entry;
use kit::formula::harmless;
use serde_json::json;
use std::collections::HashMap;
use web::{Problem, Query, SignedIn, Site};

const HANDFUL: usize = 1_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    JsonLines,
}

/// Where the writing is.
struct Writing {
    site: Site,
    who: SignedIn,
    asked: Asked,
    sight: Sight,
    format: Format,
    names: HashMap<i64, String>,
    before: Option<i64>,
    is_over: bool,
}

pub(crate) async fn csv(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Response, Problem> {
    file(site, who, &query, Format::Csv).await
}

pub(crate) async fn json_lines(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Response, Problem> {
    file(site, who, &query, Format::JsonLines).await
}

async fn file(site: Site, who: SignedIn, query: &Query, format: Format) -> Result<Response, Problem> {
    let asked = Asked::read(query);
    let (ending, kind) = match format {
        Format::Csv => ("csv", "text/csv; charset=utf-8"),
        Format::JsonLines => ("jsonl", "application/x-ndjson"),
    };
    let said = Event::Exported { format: ending.to_owned(), asked: asked.query() };
    site.db().work(who.actor(), move |work| work.record(&said)).await?;
    let names = site.db().read(crate::pages::names).await?;
    let day = site.now().rfc3339().chars().take(10).collect::<String>();
    let about = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"audit-{day}.{ending}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    let sight = crate::pages::sight(&who);
    let head = if format == Format::Csv { heads(&who)? } else { Vec::new() };
    let writing = Writing { site, who, asked, sight, format, names, before: None, is_over: false };
    let begun = futures::stream::once(async move { Ok::<_, Trouble>(Bytes::from(head)) });
    let rest = futures::stream::try_unfold(writing, |writing| async move { writing.next().await });
    Ok((about, Body::from_stream(futures::StreamExt::chain(begun, rest))).into_response())
}

impl Writing {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, Trouble> {
        if self.is_over {
            return Ok(None);
        }
        let (asked, sight, zone, before) = (self.asked.clone(), self.sight, self.who.zone.clone(), self.before);
        let found = self.site.db().read(move |tx| find(tx, &asked, sight, &zone, before, HANDFUL)).await?;
        let written = match self.format {
            Format::Csv => self.as_csv(&found.lines)?,
            Format::JsonLines => self.as_json(&found.lines),
        };
        self.before = found.further;
        self.is_over = found.further.is_none();
        Ok(Some((Bytes::from(written), self)))
    }

    fn as_csv(&self, lines: &[Entry]) -> Result<Vec<u8>, Trouble> {
        let mut out = csv::Writer::from_writer(Vec::new());
        for line in lines {
            let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
            let cells = [
                line.id.to_string(),
                line.happened_at.rfc3339(),
                line.actor_kind.clone(),
                number(line.actor_id),
                self.name(line),
                line.kind.clone(),
                self.told(line),
                number(line.agent_id),
                number(line.conversation_id),
                number(line.customer_id),
            ];
            out.write_record(cells.map(|cell| harmless(&cell))).map_err(|e| Trouble::Shape(e.to_string()))?;
        }
        out.into_inner().map_err(|e| Trouble::Shape(e.to_string()))
    }

    fn as_json(&self, lines: &[Entry]) -> Vec<u8> {
        let mut out = String::new();
        for line in lines {
            let detail: serde_json::Value = serde_json::from_str(&line.detail).unwrap_or_default();
            let said = json!({ "id": line.id, "happened_at": line.happened_at.rfc3339(), "actor": { "kind": line.actor_kind, "id": line.actor_id,
                "name": self.name(line) }, "kind": line.kind, "says": self.told(line), "agent": line.agent_id,
                "conversation": line.conversation_id, "customer": line.customer_id, "detail": detail });
            out.push_str(&said.to_string());
            out.push('\n');
        }
        out.into_bytes()
    }

    fn name(&self, line: &Entry) -> String {
        crate::pages::name(self.who.t(), &self.names, line)
    }

    fn told(&self, line: &Entry) -> String {
        self.site.storyteller().and_then(|tells| tells.tell(line, self.who.t())).unwrap_or_default()
    }
}

/// With a byte order mark, so that spreadsheets read it as UTF-8.
fn heads(who: &SignedIn) -> Result<Vec<u8>, Problem> {
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let heads = ["number", "when", "actor-kind", "actor", "who", "kind", "what", "agent", "conversation", "customer"];
    let heads = heads.map(|head| who.t().say(&format!("audit-{head}")));
    out.write_record(heads).map_err(|e| Problem::fault(&e))?;
    out.into_inner().map_err(|e| Problem::fault(&e))
}
