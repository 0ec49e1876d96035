//! Asking the index: what is asked, by whom, and what comes back.

use crate::ask;
use crate::count::{Counting, Counts};
use crate::document::{Facet, Kind};
use crate::fields::Fields;
use crate::leeway::Leeway;
use crate::narrow::Narrow;
use crate::question::{Asked, Boxed};
use crate::rank::Ranking;
use crate::snippet::{Snippet, Sought, piece, weighed};
use db::activity::Position;
use kit::Moment;
use std::collections::HashSet;
use tantivy::collector::TopDocs;
use tantivy::schema::{Field, Value as _};
use tantivy::{DocAddress, Order, Searcher, TantivyDocument};

/// Which inboxes the reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inboxes {
    All,
    /// These, and what belongs to no inbox by its kind.
    Only(HashSet<i64>),
}

impl Default for Inboxes {
    fn default() -> Self {
        Self::Only(HashSet::new())
    }
}

/// One question.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// What else must be so.
    pub narrow: Narrow,
    pub inboxes: Inboxes,
    /// What the reader may find at all. Empty: every kind.
    pub kinds: Vec<Kind>,
    /// The one kind asked for; the others are still counted.
    pub only: Option<Kind>,
    /// Nobody looks at how many there are of the other kinds: they are not counted.
    pub uncounted: bool,
    /// The newest first, instead of the best.
    pub by_time: bool,
    /// The present, by which something counts as recent.
    pub now: Moment,
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
    pub message: Option<i64>,
    pub status: String,
    pub at: Moment,
    pub score: f32,
    pub subject: Snippet,
    texts: Texts,
}

/// What the index keeps of a document to show why it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Texts {
    shown: String,
    people: Vec<String>,
}

/// What was found, the best first; where nothing typed says which is better, the newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hits {
    pub total: usize,
    pub hits: Vec<Hit>,
    pub counts: Counts,
    /// Nothing is spelt as it was typed; these are spelt nearly so.
    pub is_near: bool,
    /// Shows in a text what was sought.
    pub marker: Marker,
    /// How far along the log the index was.
    pub indexed_up_to: Position,
}

/// Knows what was sought, and finds it again in a text the index did not keep.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marker(Sought);

impl Marker {
    /// The piece of about `length` characters with the most of what was sought.
    pub fn piece(&self, text: &str, length: usize) -> Snippet {
        piece(text, &self.0, length)
    }

    /// A piece of what the index keeps of it: cut only when it is asked for, as many callers know the whole text.
    pub fn snippet(&self, hit: &Hit) -> Snippet {
        let snippet = piece(&hit.texts.shown, &self.0, KEPT_LENGTH);
        if !snippet.highlights.is_empty() {
            return snippet;
        }
        let named = piece(&hit.texts.people.join(" · "), &self.0, KEPT_LENGTH);
        if named.highlights.is_empty() && !snippet.text.is_empty() { snippet } else { named }
    }

    /// How many different words were sought.
    pub const fn most(&self) -> usize {
        self.0.words.len() + self.0.beginnings.len()
    }

    /// How many different words of what was sought are in this text, and the piece of about `length` characters with the most of them.
    pub fn weighed(&self, text: &str, length: usize) -> (usize, Snippet) {
        weighed(text, &self.0, length)
    }
}

/// Of a piece of what the index keeps.
const KEPT_LENGTH: usize = 180;
const MOST_HITS: usize = 100;
const FURTHEST: usize = 10_000;
/// How far from the typed letters a word may be, when nothing is spelt as typed.
const NEAR: u8 = 1;

/// Answers from one state of the index.
pub(crate) fn answer(searcher: &Searcher, fields: &Fields, query: &Query) -> tantivy::Result<Hits> {
    let ask = ask::read(&query.text);
    let asked = Asked { ask: &ask, query };
    if asked.is_nothing() {
        return Ok(Hits::default());
    }
    let exactly = found(searcher, fields, &asked, 0)?;
    if exactly.total > 0 || query.offset > 0 || !asked.has_words() {
        return Ok(exactly);
    }
    let nearly = found(searcher, fields, &asked, NEAR)?;
    Ok(if nearly.total > 0 { Hits { is_near: true, ..nearly } } else { exactly })
}

fn found(searcher: &Searcher, fields: &Fields, asked: &Asked<'_>, letters: u8) -> tantivy::Result<Hits> {
    let query = asked.query;
    let leeway = Leeway { letters, forms: Some(searcher) };
    let question = asked.question(fields, leeway, query.only);
    let ((total, counts), addresses) = best(searcher, &question, query, asked.has_words())?;
    let counts = match query.only {
        Some(_) if !query.uncounted => {
            counts.with(Facet::Kind, &searcher.search(&*asked.question(fields, leeway, None), &Counting { now: query.now })?.1)
        }
        _ => counts,
    };
    let sought = asked.sought(letters);
    let hits = addresses
        .into_iter()
        .filter_map(|(score, address)| hit(searcher, fields, &sought, score, address).transpose())
        .collect::<tantivy::Result<_>>()?;
    Ok(Hits {
        total,
        hits,
        counts,
        is_near: false,
        marker: Marker(sought),
        indexed_up_to: Position::default(),
    })
}

type Found = ((usize, Counts), Vec<(f32, DocAddress)>);

fn best(searcher: &Searcher, question: &Boxed, query: &Query, has_words: bool) -> tantivy::Result<Found> {
    let page = TopDocs::with_limit(query.limit.clamp(1, MOST_HITS)).and_offset(query.offset.min(FURTHEST));
    let counting = Counting { now: query.now };
    if query.by_time || !has_words {
        let (counted, newest) = searcher.search(question, &(counting, page.order_by_fast_field::<i64>("at", Order::Desc)))?;
        return Ok((counted, newest.into_iter().map(|(_, address)| (0.0, address)).collect()));
    }
    let offset = query.offset.min(FURTHEST);
    let (counted, best) = searcher.search(question, &Ranking { counting, most: offset + query.limit.clamp(1, MOST_HITS) })?;
    Ok((counted, best.into_iter().skip(offset).collect()))
}

fn hit(searcher: &Searcher, fields: &Fields, sought: &Sought, score: f32, address: DocAddress) -> tantivy::Result<Option<Hit>> {
    let stored: TantivyDocument = searcher.doc(address)?;
    let number = |field: Field| stored.get_first(field).and_then(|value| value.as_i64());
    let text = |field: Field| stored.get_first(field).and_then(|value| value.as_str()).unwrap_or("");
    let (Some(kind), Some(id)) = (Kind::of_word(text(fields.kind)), number(fields.id)) else {
        return Ok(None);
    };
    let texts = Texts {
        shown: text(fields.shown).to_owned(),
        people: stored.get_all(fields.people).filter_map(|value| value.as_str().map(str::to_owned)).collect(),
    };
    Ok(Some(Hit {
        kind,
        id,
        conversation: number(fields.conversation),
        number: number(fields.number),
        customer: number(fields.customer),
        message: number(fields.message),
        status: text(fields.status).to_owned(),
        at: Moment(number(fields.at).unwrap_or_default()),
        score,
        subject: piece(text(fields.subject), sought, 200),
        texts,
    }))
}
