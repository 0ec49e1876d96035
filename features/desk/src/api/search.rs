//! Searching everything the caller may see.

use super::SEE;
use crate::{Viewer, inboxes};
use axum::response::Response;
use search::{Hit, Index, Kind};
use serde::{Deserialize, Serialize};
use web::api::{IntoParams, List, Time, ToSchema, get, word};
use web::{Problem, Routes, Site};

/// The index does not look further.
const FURTHEST: usize = 10_000;

pub fn routes() -> Routes {
    Routes::new().api(
        get("/api/v1/search", SEE, find)
            .says("Search conversations, messages, customers and companies")
            .explains("The words as in the search field of the desk: `\"a phrase\"`, `-without`, `from:`, `subject:`, `tag:`, `status:`, `number:`. The best first. Customers and companies need `customers.see`.")
            .asks::<Asked>()
            .lists::<Found>(),
    )
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// What to look for.
    #[param(min_length = 1)]
    q: String,
    #[serde(default)]
    #[param(schema_with = word::<Kind>, required = false)]
    kind: Option<Kind>,
}

/// Something that was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchHit)]
struct Found {
    #[schema(schema_with = word::<Kind>)]
    kind: Kind,
    id: i64,
    conversation: Option<i64>,
    number: Option<i64>,
    customer: Option<i64>,
    /// The status of its conversation; empty where there is none.
    status: String,
    subject: String,
    /// The words around what was found.
    snippet: String,
    at: Time,
    #[serde(skip)]
    place: usize,
}

impl Found {
    fn of(place: usize, hit: Hit) -> Self {
        Self {
            kind: hit.kind,
            id: hit.id,
            conversation: hit.conversation,
            number: hit.number,
            customer: hit.customer,
            status: hit.status,
            subject: hit.subject.text,
            snippet: hit.snippet.text,
            at: Time(hit.at),
            place,
        }
    }
}

async fn find(list: List<Asked>) -> Result<Response, Problem> {
    if list.asked.q.is_empty() {
        return Err(Problem::wrong_field("q", "expected words to look for"));
    }
    let viewer = Viewer::of(&list);
    let offset: usize = list.after()?.unwrap_or_default();
    let visible = list.may("customers.see");
    let kinds: Vec<Kind> = match list.asked.kind {
        Some(kind) if kind.is_outside_inboxes() && !visible => return Err(Problem::forbidden()),
        Some(kind) => vec![kind],
        None if visible => Vec::new(),
        None => vec![Kind::Conversation, Kind::Message],
    };
    let seen = list.site.db().read(move |tx| inboxes::keys_seen_by(tx, viewer)).await?;
    let inboxes = if viewer.sees_all {
        search::Inboxes::All
    } else {
        search::Inboxes::Only(seen.into_iter().collect())
    };
    let limit = usize::try_from(list.limit).unwrap_or_default().min(99) + 1;
    let query = search::Query { text: list.asked.q.clone(), inboxes, kinds, limit, offset };
    let hits = if offset >= FURTHEST { Vec::new() } else { ask(&list.site, query).await? };
    let found = hits.into_iter().enumerate().map(|(n, hit)| Found::of(offset + n + 1, hit)).collect();
    list.page(found, |found| found.place)
}

/// The index blocks, so it is asked beside the runtime's own threads.
async fn ask(site: &Site, query: search::Query) -> Result<Vec<Hit>, Problem> {
    let index = site.service::<Index>();
    let asked = tokio::task::spawn_blocking(move || index.search(&query)).await;
    match asked {
        Ok(Ok(hits)) => Ok(hits.hits),
        Ok(Err(trouble)) => Err(Problem::fault(&trouble)),
        Err(stopped) => Err(Problem::fault(&stopped)),
    }
}
