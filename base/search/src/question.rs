//! From what was asked to what the index understands. Terms are built one by one, so nothing typed is ever parsed again.

use crate::answer::Inboxes;
use crate::ask::{Ask, Part, Within};
use crate::document::{Facet, Kind};
use crate::fields::Fields;
use crate::leeway::{Leeway, beside, forms_of};
use crate::narrow::Narrow;
use crate::snippet::{Sought, Wanted};
use crate::words::{Role, Word, folded, words};
use std::collections::HashSet;
use std::iter;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, InvertedIndexRangeQuery, Occur, PhrasePrefixQuery,
    PhraseQuery, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

pub(crate) type Boxed = Box<dyn Query>;

/// The most words a beginning may stand for.
const MOST_ENDINGS: u32 = 2_000;
/// Shorter words are too like too many others.
const SHORTEST_NEAR: usize = 4;

/// What was typed, and what else was asked.
pub(crate) struct Asked<'a> {
    pub ask: &'a Ask,
    pub query: &'a crate::Query,
}

impl Asked<'_> {
    /// Whether nothing was asked at all.
    pub(crate) fn is_nothing(&self) -> bool {
        self.ask.wanted.is_empty() && self.ask.unwanted.is_empty() && self.query.narrow.is_everything()
    }

    /// Everything asked for, nothing excluded, nothing hidden from the reader.
    pub(crate) fn question(&self, fields: &Fields, leeway: Leeway<'_>, only: Option<Kind>) -> Boxed {
        // What holds for every document is not asked: that would be looked up for each of them.
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        if let Inboxes::Only(allowed) = &self.query.inboxes {
            clauses.push((Occur::Must, unscored(permitted(fields, allowed))));
        }
        let unseen: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| !self.query.kinds.contains(kind)).collect();
        // Few are drafts, and most people see everything else: those few are left out, instead of asking of each document what it is.
        let all_but_drafts = unseen == [Kind::ArticleDraft];
        if !self.query.kinds.is_empty() && !unseen.is_empty() && !all_but_drafts {
            clauses.push((Occur::Must, unscored(of_kinds(fields, &self.query.kinds))));
        }
        if let Some(only) = only {
            clauses.push((Occur::Must, unscored(of_kinds(fields, &[only]))));
        }
        // Words in it say which document is better; the rest says only which is meant.
        match &self.query.narrow {
            Narrow::All(parts) => clauses.extend(parts.iter().map(|part| (Occur::Must, narrowed(fields, part, leeway)))),
            other => clauses.push((Occur::Must, narrowed(fields, other, leeway))),
        }
        clauses.extend(self.ask.wanted.iter().map(|part| (Occur::Must, matching(fields, part, leeway))));
        // Where only something unwanted is said, everything else is meant.
        if clauses.is_empty() {
            clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
        }
        if all_but_drafts {
            clauses.push((Occur::MustNot, of_kinds(fields, &unseen)));
        }
        clauses.extend(self.ask.unwanted.iter().map(|part| (Occur::MustNot, matching(fields, part, Leeway::NONE))));
        Box::new(BooleanQuery::new(clauses))
    }

    /// Whether any part says which document is better; else the newest comes first.
    pub(crate) fn has_words(&self) -> bool {
        self.wanted().any(|part| !matches!(part.within, Within::Status | Within::Tags))
    }

    fn wanted(&self) -> impl Iterator<Item = &Part> {
        self.ask.wanted.iter().chain(self.query.narrow.words())
    }

    /// What a piece of text should highlight.
    pub(crate) fn sought(&self, distance: u8) -> Sought {
        let mut sought = Sought { distance, ..Sought::default() };
        for part in self
            .wanted()
            .filter(|part| matches!(part.within, Within::Anywhere | Within::Subject | Within::People))
        {
            let cut = words(&part.text);
            let last = cut.iter().rev().find(|word| word.role != Role::Joined);
            let forms = if part.within == Within::People { Vec::new() } else { forms_of(part) };
            for word in cut.iter().filter(|word| is_asked(word, &cut) || word.role == Role::Joined) {
                let open = part.is_open && !part.is_phrase && last == Some(word) && word.text.chars().count() > 1;
                let wanted = Wanted { text: word.text.clone(), forms: forms.clone() };
                if open || word.role == Role::Last {
                    sought.beginnings.push(wanted)
                } else {
                    sought.words.push(wanted)
                }
            }
        }
        sought
    }
}

fn of_kinds(fields: &Fields, kinds: &[Kind]) -> Boxed {
    Box::new(TermSetQuery::new(kinds.iter().map(|kind| Term::from_field_text(fields.kind, kind.word()))))
}

fn narrowed(fields: &Fields, part: &Narrow, leeway: Leeway<'_>) -> Boxed {
    let question = part.question(fields, leeway);
    if part.words().is_empty() { unscored(question) } else { question }
}

/// What a reader may find at all.
fn permitted(fields: &Fields, allowed: &HashSet<i64>) -> Boxed {
    let outside = Kind::ALL
        .iter()
        .filter(|kind| kind.is_outside_inboxes())
        .map(|kind| Term::from_field_text(fields.kind, kind.word()));
    let inside = allowed.iter().map(|inbox| Term::from_field_i64(fields.inbox, *inbox));
    Box::new(TermSetQuery::new(outside.chain(inside)))
}

fn unscored(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

pub(crate) fn matching(fields: &Fields, part: &Part, leeway: Leeway<'_>) -> Boxed {
    match part.within {
        Within::Status => labelled(fields, Facet::Status, part),
        Within::Tags => labelled(fields, Facet::Tag, part),
        Within::Number => number(fields, &part.text).unwrap_or_else(|| Box::new(EmptyQuery)),
        Within::People => in_field(fields.people, part, leeway.letters),
        Within::Subject => subject(fields, part, leeway),
        Within::Anywhere => anywhere(fields, part, leeway),
    }
}

fn subject(fields: &Fields, part: &Part, leeway: Leeway<'_>) -> Boxed {
    let as_typed = in_field(fields.subject, part, leeway.letters);
    let beside = beside(&[(fields.subject, 1.0)], part, leeway);
    if beside.is_empty() {
        as_typed
    } else {
        Box::new(BooleanQuery::union(iter::once(as_typed).chain(beside).collect()))
    }
}

/// People are called as they are called: there a word has no other forms.
fn anywhere(fields: &Fields, part: &Part, leeway: Leeway<'_>) -> Boxed {
    let mut places: Vec<Boxed> = [(fields.subject, 3.0), (fields.people, 2.0), (fields.body, 1.0)]
        .into_iter()
        .map(|(field, weight)| boosted(in_field(field, part, leeway.letters), weight))
        .collect();
    places.extend(beside(&[(fields.subject, 3.0), (fields.body, 1.0)], part, leeway));
    places.push(boosted(exactly(&fields.label(Facet::Tag, &part.text)), 2.0));
    places.extend(number(fields, &part.text).map(|query| boosted(query, 20.0)));
    Box::new(BooleanQuery::union(places))
}

/// `1042` and `#1042` name a conversation.
fn number(fields: &Fields, text: &str) -> Option<Boxed> {
    let number: i64 = text.trim_start_matches('#').parse().ok()?;
    Some(Box::new(TermQuery::new(Term::from_field_i64(fields.number, number), IndexRecordOption::Basic)))
}

/// A facet's value, or what begins like it while it is typed.
fn labelled(fields: &Fields, facet: Facet, part: &Part) -> Boxed {
    let label = fields.label(facet, &part.text);
    if part.is_open && folded(&part.text).chars().count() > 1 {
        beginning(fields.labels, &format!("{}:{}", facet.word(), folded(&part.text)))
    } else {
        exactly(&label)
    }
}

fn exactly(label: &Term) -> Boxed {
    Box::new(TermQuery::new(label.clone(), IndexRecordOption::Basic))
}

/// The words of a part, standing together in one field.
fn in_field(field: Field, part: &Part, distance: u8) -> Boxed {
    let cut = words(&part.text);
    let together: Vec<&Word> = cut.iter().filter(|word| is_asked(word, &cut)).collect();
    let open = part.is_open && !part.is_phrase;
    let in_a_row = match together.as_slice() {
        [] => return Box::new(EmptyQuery),
        [only] => return alone(field, only, open, distance),
        [before @ .., last] => row(field, before, last, open),
    };
    // `ORD-17` also finds `ORD17`, and an address as a whole weighs more than its parts in a row.
    let whole = cut.iter().find(|word| word.role == Role::Joined && !part.is_phrase);
    match whole {
        Some(whole) => Box::new(BooleanQuery::union(vec![in_a_row, boosted(term(field, &whole.text), 2.0)])),
        None => in_a_row,
    }
}

/// The last character alone is asked for only where it makes no pair.
pub(crate) fn is_asked(word: &Word, cut: &[Word]) -> bool {
    match word.role {
        Role::Plain | Role::Pair => true,
        Role::Joined => false,
        Role::Last => !cut.iter().any(|pair| pair.role == Role::Pair && pair.range.end == word.range.end),
    }
}

fn alone(field: Field, word: &Word, open: bool, distance: u8) -> Boxed {
    match word.role {
        Role::Plain if distance > 0 && word.text.chars().count() >= SHORTEST_NEAR => nearly(field, word, open, distance),
        Role::Last => beginning(field, &word.text),
        _ if open && word.text.chars().count() > 1 => {
            Box::new(BooleanQuery::union(vec![term(field, &word.text), boosted(beginning(field, &word.text), 0.3)]))
        }
        _ => term(field, &word.text),
    }
}

/// Spelt a little otherwise; two neighbours changed places count as one letter.
fn nearly(field: Field, word: &Word, open: bool, distance: u8) -> Boxed {
    let term = Term::from_field_text(field, &word.text);
    Box::new(if open {
        FuzzyTermQuery::new_prefix(term, distance, true)
    } else {
        FuzzyTermQuery::new(term, distance, true)
    })
}

fn row(field: Field, before: &[&Word], last: &Word, open: bool) -> Boxed {
    let row: Vec<(usize, Term)> = before
        .iter()
        .copied()
        .chain([last])
        .map(|word| (word.place, Term::from_field_text(field, &word.text)))
        .collect();
    if !open && last.role != Role::Last {
        return Box::new(PhraseQuery::new_with_offset(row));
    }
    let mut query = PhrasePrefixQuery::new_with_offset(row);
    query.set_max_expansions(MOST_ENDINGS);
    Box::new(query)
}

pub(crate) fn term(field: Field, word: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

/// Every word that begins like this.
fn beginning(field: Field, word: &str) -> Boxed {
    let end = format!("{word}\u{10ffff}");
    let mut range = InvertedIndexRangeQuery::new(
        Bound::Included(Term::from_field_text(field, word)),
        Bound::Excluded(Term::from_field_text(field, &end)),
    );
    range.limit(u64::from(MOST_ENDINGS));
    Box::new(range)
}

pub(crate) fn boosted(query: Boxed, weight: f32) -> Boxed {
    Box::new(BoostQuery::new(query, weight))
}
