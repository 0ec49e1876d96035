//! Searching everything the caller may see, with how much there is of each kind, status, inbox …

use super::SEE;
use crate::finding::{self, Eyes, Found, Matched, Wish};
use axum::response::Response;
use search::{Facet, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use web::api::{IntoParams, List, Look, Reply, Time, ToSchema, get, word};
use web::{Problem, Routes};

/// The index does not look further.
const FURTHEST: usize = 10_000;

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/search", SEE, find)
                .says("Search conversations, their messages and files, customers, companies, orders and articles")
                .explains("What to look for is a filter with words in it, as in the search field of the desk: `refund status:open team:billing`, `\"a phrase\"`, `-without`, `from:`, `subject:`, `tag:`, `waiting>2h`, `or`, parentheses. A filter that cannot be read is searched as plain words. The best first, recent ones before old ones of equal fit; `order=time`: the newest first. Customers and companies need `customers.see`, orders `orders.see`, articles `knowledge.see`, and articles that are being written `knowledge.write` as well.")
                .asks::<Asked>()
                .lists::<Hit>(),
        )
        .api(
            get("/api/v1/search/counts", SEE, counts)
                .says("Count what a search finds, by kind, status, inbox, team, assignee, tag, language, priority, category and time")
                .explains("Keys stand for inboxes, teams and assignees; `0` is none. Only what the caller may see is counted.")
                .asks::<Asked>()
                .gives::<Counted>(),
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
    /// `best` or `time`.
    #[serde(default)]
    order: Option<String>,
}

impl Asked {
    fn wish(&self, limit: usize, offset: usize) -> Result<Wish, Problem> {
        let by_time = match self.order.as_deref() {
            None | Some("best") => false,
            Some("time") => true,
            Some(_) => return Err(Problem::wrong_field("order", "expected best or time")),
        };
        if self.q.trim().is_empty() {
            return Err(Problem::wrong_field("q", "expected words to look for"));
        }
        Ok(Wish {
            typed: self.q.clone(),
            kind: self.kind,
            by_time,
            limit,
            offset,
            uncounted: limit > 0,
        })
    }
}

/// Something that was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchHit)]
struct Hit {
    #[schema(schema_with = word::<Kind>)]
    kind: Kind,
    id: i64,
    conversation: Option<i64>,
    number: Option<i64>,
    customer: Option<i64>,
    /// The message the words are in, or the file came with.
    message: Option<i64>,
    /// The file the words are in.
    attachment: Option<i64>,
    /// The status of its conversation; empty where there is none.
    status: String,
    subject: String,
    /// The words around what was found.
    snippet: String,
    at: Time,
    #[serde(skip)]
    place: usize,
}

impl Hit {
    fn of(place: usize, shown: finding::Shown) -> Self {
        let hit = shown.hit;
        let (message, attachment) = match shown.matched {
            Some(Matched::Message { message, .. }) => (Some(message.0), None),
            Some(Matched::File { attachment, message }) => (Some(message.0), Some(attachment.0)),
            None => (hit.message, None),
        };
        Self {
            kind: hit.kind,
            id: hit.id,
            conversation: hit.conversation,
            number: hit.number,
            customer: hit.customer,
            message,
            attachment,
            status: hit.status,
            subject: hit.subject.text,
            snippet: shown.snippet.text,
            at: Time(hit.at),
            place,
        }
    }
}

/// A kind the caller may not see at all is refused, so that nothing found is not taken for nothing there.
fn permitted(eyes: Eyes, kind: Option<Kind>) -> Result<(), Problem> {
    match kind {
        Some(kind) if !eyes.kinds().contains(&kind) => Err(Problem::forbidden()),
        _ => Ok(()),
    }
}

async fn find(list: List<Asked>) -> Result<Response, Problem> {
    let eyes = Eyes::of(&list);
    let offset: usize = list.after()?.unwrap_or_default();
    let limit = usize::try_from(list.limit).unwrap_or_default().min(99) + 1;
    let wish = list.asked.wish(limit, offset)?;
    permitted(eyes, wish.kind)?;
    let found = if offset >= FURTHEST {
        Found::default()
    } else {
        finding::find(&list.site, eyes, wish).await?
    };
    let hits = found.hits.into_iter().enumerate().map(|(n, shown)| Hit::of(offset + n + 1, shown)).collect();
    list.page(hits, |hit| hit.place)
}

/// How much there is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchCounts)]
struct Counted {
    total: usize,
    /// Nothing is spelt as it was typed; what is counted is spelt nearly so.
    near: bool,
    /// By facet, then by value.
    counts: BTreeMap<&'static str, BTreeMap<String, usize>>,
    /// Up to when the index has read, where that is not the present.
    #[schema(value_type = Option<String>)]
    indexed_up_to: Option<Time>,
}

async fn counts(look: Look<Asked>) -> Result<Response, Problem> {
    let eyes = Eyes::of(&look);
    let wish = look.asked.wish(0, 0)?;
    permitted(eyes, wish.kind)?;
    let found = finding::find(&look.site, eyes, wish).await?;
    let mut counts: BTreeMap<&'static str, BTreeMap<String, usize>> = BTreeMap::new();
    for facet in Facet::ALL {
        counts.insert(facet.word(), found.counts.of(*facet).iter().cloned().collect());
    }
    counts.insert("within_days", found.counts.within_days().map(|(days, count)| (days.to_string(), count)).collect());
    let counted = Counted {
        total: found.total,
        near: found.is_near,
        counts,
        indexed_up_to: found.indexed_up_to.map(Time),
    };
    Ok(look.reply(Reply::one(&counted)?))
}
