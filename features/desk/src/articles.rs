//! What the room of knowledge lends to the desk: articles that were found, and their words for a reply. The desk keeps none and
//! knows no table of theirs; without that room it simply finds nothing.

use db::{Trouble, Tx};
use kit::Moment;
use search::{Kind, Narrow, Part, Query, Within};
use std::sync::Arc;

/// An article, as it is shown beside a conversation or among what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub slug: String,
    /// The tag of the language it is told in.
    pub language: String,
    pub title: String,
    /// In plain words.
    pub text: String,
    /// What it says in its other languages.
    pub elsewhere: Vec<String>,
    /// Whether customers may be told.
    pub for_customers: bool,
    pub changed_at: Moment,
}

/// The articles, as the desk needs them.
pub trait Articles: Send + Sync {
    /// The one with this key for a reader of this language; a draft only where `drafts` says so.
    fn keyed(&self, tx: &mut Tx<'_>, id: i64, language: &str, drafts: bool) -> Result<Option<Told>, Trouble>;
    /// The published one that is filed under this word.
    fn filed_under(&self, tx: &mut Tx<'_>, slug: &str, language: &str) -> Result<Option<Told>, Trouble>;
    /// Published ones, the newest change first.
    fn newest(&self, tx: &mut Tx<'_>, language: &str, most: i64) -> Result<Vec<Told>, Trouble>;
}

/// Put into the site with `.with(ArticlesOf(…))`.
pub struct ArticlesOf(pub Arc<dyn Articles>);

/// Shorter words say nothing of what somebody writes about.
const SHORTEST: usize = 3;
const MOST_WORDS: usize = 12;

/// What to ask the index for: every word that was typed, or any word of what the conversation is about.
pub fn question(typed: &str, about: &str, now: Moment, limit: usize) -> Query {
    let narrow = if typed.trim().is_empty() { Narrow::Any(any_of(about)) } else { Narrow::default() };
    Query {
        text: typed.to_owned(),
        narrow,
        kinds: vec![Kind::Article],
        only: Some(Kind::Article),
        now,
        limit,
        ..Query::default()
    }
}

fn any_of(about: &str) -> Vec<Narrow> {
    let says = |word: &&str| word.chars().count() >= SHORTEST || !word.is_ascii();
    let words = search::asked_alone(about).into_iter().filter(says);
    let parts = words.take(MOST_WORDS).map(|word| Part {
        within: Within::Anywhere,
        text: word.to_owned(),
        is_phrase: false,
        is_open: false,
    });
    parts.map(Narrow::Words).collect()
}

#[cfg(test)]
mod tests {
    use super::any_of;

    #[test]
    fn short_words_are_passed_over_and_chinese_ones_are_not() {
        assert_eq!(any_of("Re: My kettle is on fire").len(), 2, "kettle, fire");
        assert_eq!(any_of("退货 ok").len(), 1);
        assert_eq!(any_of("水壶漏水怎么退货").len(), 7, "each pair by itself: an article says them in other sentences");
        assert!(any_of("a b").is_empty());
    }
}
