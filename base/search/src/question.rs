//! From what was asked to what the index understands. Terms are built one by one, so nothing typed is ever parsed again.

use crate::answer::Inboxes;
use crate::ask::{Ask, Part, Within};
use crate::document::Kind;
use crate::fields::Fields;
use crate::snippet::Sought;
use crate::words::{Role, Word, folded, words};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

type Boxed = Box<dyn Query>;

/// The most words a beginning may stand for.
const MOST_ENDINGS: u32 = 2_000;

/// Everything asked for, nothing excluded, nothing hidden from the reader. `None`: nothing was asked.
pub(crate) fn question(fields: &Fields, ask: &Ask, inboxes: &Inboxes, kinds: &[Kind]) -> Option<Boxed> {
    if ask.wanted.is_empty() && ask.unwanted.is_empty() {
        return None;
    }
    let mut clauses: Vec<(Occur, Boxed)> = vec![(Occur::Must, unscored(permitted(fields, inboxes)))];
    if !kinds.is_empty() {
        clauses.push((
            Occur::Must,
            unscored(Box::new(TermSetQuery::new(kinds.iter().map(|kind| Term::from_field_text(fields.kind, kind.word()))))),
        ));
    }
    clauses.extend(ask.wanted.iter().map(|part| (Occur::Must, matching(fields, part))));
    clauses.extend(ask.unwanted.iter().map(|part| (Occur::MustNot, matching(fields, part))));
    Some(Box::new(BooleanQuery::new(clauses)))
}

/// Whether any part says which document is better; else the newest comes first.
pub(crate) fn has_words(ask: &Ask) -> bool {
    ask.wanted.iter().any(|part| !matches!(part.within, Within::Status | Within::Tags))
}

/// What a reader may find at all.
fn permitted(fields: &Fields, inboxes: &Inboxes) -> Boxed {
    let Inboxes::Only(allowed) = inboxes else { return Box::new(AllQuery) };
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

fn matching(fields: &Fields, part: &Part) -> Boxed {
    match part.within {
        Within::Status => exactly(fields.status, &folded(&part.text), part.is_open),
        Within::Tags => exactly(fields.tags, &folded(&part.text), part.is_open),
        Within::Number => number(fields, &part.text).unwrap_or_else(|| Box::new(EmptyQuery)),
        Within::People => in_field(fields.people, part),
        Within::Subject => in_field(fields.subject, part),
        Within::Anywhere => anywhere(fields, part),
    }
}

fn anywhere(fields: &Fields, part: &Part) -> Boxed {
    let mut places: Vec<Boxed> = [(fields.subject, 3.0), (fields.people, 2.0), (fields.body, 1.0)]
        .into_iter()
        .map(|(field, weight)| boosted(in_field(field, part), weight))
        .collect();
    places.push(boosted(exactly(fields.tags, &folded(&part.text), false), 2.0));
    places.extend(number(fields, &part.text).map(|query| boosted(query, 20.0)));
    Box::new(BooleanQuery::union(places))
}

/// `1042` and `#1042` name a conversation.
fn number(fields: &Fields, text: &str) -> Option<Boxed> {
    let number: i64 = text.trim_start_matches('#').parse().ok()?;
    Some(Box::new(TermQuery::new(Term::from_field_i64(fields.number, number), IndexRecordOption::Basic)))
}

fn exactly(field: Field, word: &str, open: bool) -> Boxed {
    if open && word.chars().count() > 1 { beginning(field, word) } else { term(field, word) }
}

/// The words of a part, standing together in one field.
fn in_field(field: Field, part: &Part) -> Boxed {
    let cut = words(&part.text);
    let together: Vec<&Word> = cut.iter().filter(|word| is_asked(word, &cut)).collect();
    let open = part.is_open && !part.is_phrase;
    let in_a_row = match together.as_slice() {
        [] => return Box::new(EmptyQuery),
        [only] => return alone(field, only, open),
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
fn is_asked(word: &Word, cut: &[Word]) -> bool {
    match word.role {
        Role::Plain | Role::Pair => true,
        Role::Joined => false,
        Role::Last => !cut.iter().any(|pair| pair.role == Role::Pair && pair.range.end == word.range.end),
    }
}

fn alone(field: Field, word: &Word, open: bool) -> Boxed {
    match word.role {
        Role::Last => beginning(field, &word.text),
        _ if open && word.text.chars().count() > 1 => {
            Box::new(BooleanQuery::union(vec![term(field, &word.text), boosted(beginning(field, &word.text), 0.3)]))
        }
        _ => term(field, &word.text),
    }
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

fn term(field: Field, word: &str) -> Boxed {
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

fn boosted(query: Boxed, weight: f32) -> Boxed {
    Box::new(BoostQuery::new(query, weight))
}

/// What a piece of text should highlight.
pub(crate) fn sought(ask: &Ask) -> Sought {
    let mut sought = Sought::default();
    for part in ask
        .wanted
        .iter()
        .filter(|part| matches!(part.within, Within::Anywhere | Within::Subject | Within::People))
    {
        let cut = words(&part.text);
        let last = cut.iter().rev().find(|word| word.role != Role::Joined);
        for word in cut.iter().filter(|word| is_asked(word, &cut) || word.role == Role::Joined) {
            let open = part.is_open && !part.is_phrase && last == Some(word) && word.text.chars().count() > 1;
            if open || word.role == Role::Last {
                sought.beginnings.push(word.text.clone())
            } else {
                sought.words.push(word.text.clone())
            }
        }
    }
    sought
}
