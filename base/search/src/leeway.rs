//! How far from what was typed a word may be, and the forms of a word that stand in the index, asked for beside the word itself.

use crate::ask::Part;
use crate::forms::{forms, forms_ahead};
use crate::question::{Boxed, boosted, is_asked, term};
use crate::words::{Role, words};
use tantivy::query::ConstScoreQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// How far from what was typed a word may be.
#[derive(Clone, Copy)]
pub(crate) struct Leeway<'a> {
    /// So many letters may differ.
    pub letters: u8,
    /// Where to look up which forms of a word there are; without it a word has none.
    pub forms: Option<&'a Searcher>,
}

impl Leeway<'_> {
    /// What must not be there is taken as it was written: leaving out more than was said would hide something.
    pub(crate) const NONE: Self = Self { letters: 0, forms: None };
}

/// What a form counts beside the word as it was typed.
const FORM: f32 = 0.5;
/// What counts that is only perhaps on the way to being typed; less than whatever begins as it does.
const AHEAD: f32 = 0.1;

/// The other forms of the part's word, in the fields that hold them.
pub(crate) fn beside(fields: &[(Field, f32)], part: &Part, leeway: Leeway<'_>) -> Vec<Boxed> {
    let (Some(index), Some(word)) = (leeway.forms, only_word(part)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let typed: Vec<u64> = fields.iter().map(|(field, _)| often(index, *field, &word)).collect();
    for ((field, weight), typed) in fields.iter().zip(&typed) {
        for form in forms(&word).into_iter().filter(|form| !is_begun(part, &word, form)) {
            let there = often(index, *field, &form);
            if there > 0 {
                found.push(boosted(term(*field, &form), weight * FORM * evened(index, *typed, there)));
            }
        }
    }
    if part.is_open && typed.iter().all(|often| *often == 0) {
        found.extend(ahead(index, fields, &word));
    }
    found
}

/// What counts as the part's word besides itself, wherever it is shown.
pub(crate) fn forms_of(part: &Part) -> Vec<String> {
    let Some(word) = only_word(part) else { return Vec::new() };
    let mut found = forms(&word);
    if part.is_open {
        found.extend(forms_ahead(&word));
    }
    found
}

/// A part that is one word and not in quotation marks.
fn only_word(part: &Part) -> Option<String> {
    let cut = words(&part.text);
    let mut asked = cut.iter().filter(|word| is_asked(word, &cut));
    match (asked.next(), asked.next()) {
        (Some(only), None) if only.role == Role::Plain && !part.is_phrase => Some(only.text.clone()),
        _ => None,
    }
}

/// What begins with a word that is being typed is asked for as it is.
fn is_begun(part: &Part, word: &str, form: &str) -> bool {
    part.is_open && form.starts_with(word)
}

/// So that nothing found at one letter is gone at the next: what is no word yet may be about to become a form of one.
fn ahead(index: &Searcher, fields: &[(Field, f32)], word: &str) -> Vec<Boxed> {
    let mut found: Vec<Boxed> = Vec::new();
    for form in forms_ahead(word) {
        let there = fields.iter().filter(|(field, _)| often(index, *field, &form) > 0);
        found.extend(there.map(|(field, weight)| -> Boxed { Box::new(ConstScoreQuery::new(term(*field, &form), weight * AHEAD)) }));
    }
    found
}

/// In how many documents the word is. A dictionary that cannot be read is told by the search itself.
fn often(index: &Searcher, field: Field, word: &str) -> u64 {
    index.doc_freq(&Term::from_field_text(field, word)).unwrap_or(0)
}

/// A rare form would count for more than the common word that was typed.
fn evened(index: &Searcher, typed: u64, there: u64) -> f32 {
    let all = index.num_docs().max(typed).max(there) as f32;
    let rarity = |often: u64| (1.0 + (all - often as f32 + 0.5) / (often as f32 + 0.5)).ln();
    (rarity(typed) / rarity(there)).min(1.0)
}
