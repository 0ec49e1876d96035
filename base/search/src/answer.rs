//! Asking the index: what is asked, by whom, and what comes back.

use crate::ask;
use crate::document::Kind;
use crate::fields::Fields;
use crate::question::{has_words, question, sought};
use crate::snippet::{Snippet, Sought, piece};
use db::activity::Position;
use kit::Moment;
use std::collections::HashSet;
use tantivy::collector::{Count, TopDocs};
use tantivy::schema::{Field, Value as _};
use tantivy::{DocAddress, Order, Searcher, TantivyDocument};

/// Which inboxes the reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inboxes {
    All,
    /// These, and what belongs to no inbox by its kind.
    Only(HashSet<i64>),
}

/// One question.
#[derive(Debug, Clone)]
pub struct Query {
    /// As typed.
    pub text: String,
    pub inboxes: Inboxes,
    /// Empty: every kind.
    pub kinds: Vec<Kind>,
    pub limit: usize,
    pub offset: usize,
}

/// One document found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub kind: Kind,
    pub id: i64,
    pub conversation: Option<i64>,
    pub number: Option<i64>,
    pub customer: Option<i64>,
    pub status: String,
    pub at: Moment,
    pub score: f32,
    pub subject: Snippet,
    pub snippet: Snippet,
}

/// What was found, the best first; where nothing typed says which is better, the newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    pub total: usize,
    pub hits: Vec<Hit>,
    /// How far along the log the index was.
    pub indexed_up_to: Position,
}

const MOST_HITS: usize = 100;
const FURTHEST: usize = 10_000;

/// Answers from one state of the index.
pub(crate) fn answer(searcher: &Searcher, fields: &Fields, query: &Query) -> tantivy::Result<Hits> {
    let ask = ask::read(&query.text);
    let Some(question) = question(fields, &ask, &query.inboxes, &query.kinds) else {
        return Ok(Hits::default());
    };
    let page = TopDocs::with_limit(query.limit.clamp(1, MOST_HITS)).and_offset(query.offset.min(FURTHEST));
    let (total, found): (usize, Vec<(f32, DocAddress)>) = if has_words(&ask) {
        searcher.search(&*question, &(Count, page.order_by_score()))?
    } else {
        let (total, newest) = searcher.search(&*question, &(Count, page.order_by_fast_field::<i64>("at", Order::Desc)))?;
        (total, newest.into_iter().map(|(_, address)| (0.0, address)).collect())
    };
    let sought = sought(&ask);
    let hits = found
        .into_iter()
        .filter_map(|(score, address)| hit(searcher, fields, &sought, score, address).transpose());
    Ok(Hits {
        total,
        hits: hits.collect::<tantivy::Result<_>>()?,
        indexed_up_to: Position::default(),
    })
}

fn hit(searcher: &Searcher, fields: &Fields, sought: &Sought, score: f32, address: DocAddress) -> tantivy::Result<Option<Hit>> {
    let stored: TantivyDocument = searcher.doc(address)?;
    let number = |field: Field| stored.get_first(field).and_then(|value| value.as_i64());
    let text = |field: Field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or("");
    let (Some(kind), Some(id)) = (Kind::of_word(text(fields.kind)), number(fields.id)) else {
        return Ok(None);
    };
    let mut snippet = piece(text(fields.body), sought, 180);
    if snippet.highlights.is_empty() {
        let people: Vec<&str> = stored.get_all(fields.people).filter_map(|value| value.as_str()).collect();
        let named = piece(&people.join(" · "), sought, 180);
        if !named.highlights.is_empty() || snippet.text.is_empty() {
            snippet = named;
        }
    }
    Ok(Some(Hit {
        kind,
        id,
        conversation: number(fields.conversation),
        number: number(fields.number),
        customer: number(fields.customer),
        status: text(fields.status).to_owned(),
        at: Moment(number(fields.at).unwrap_or_default()),
        score,
        subject: piece(text(fields.subject), sought, 200),
        snippet,
    }))
}
