//! The words of an article, by language, and which of them a reader is shown.

use kit::base_language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A title and a body in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub title: String,
    pub body: String,
}

/// Words by the tag of their language: `es`, never `es-MX`.
pub type Texts = BTreeMap<String, Words>;

/// Where the reader's language is missing, these are looked for, in this order; then whatever there is, by its tag.
pub const ORDER: [&str; 3] = ["en", "es", "zh"];

/// The language to show to who reads `wanted`, with its words: of those that say something; where none does, of those that have a title.
pub fn shown<'a>(texts: &'a Texts, wanted: &str) -> Option<(&'a str, &'a Words)> {
    chosen(texts, wanted, |words| !words.body.is_empty())
}

/// The same of whatever there is by language; `says` tells whether there is more of it than a title.
pub fn chosen<'a, T>(all: &'a BTreeMap<String, T>, wanted: &str, says: fn(&T) -> bool) -> Option<(&'a str, &'a T)> {
    let base = base_language(wanted);
    let named = std::iter::once(base.as_str()).chain(ORDER).filter_map(|tag| all.get_key_value(tag));
    let in_turn: Vec<_> = named.chain(all).collect();
    let best = in_turn.iter().find(|(_, one)| says(one)).or_else(|| in_turn.first());
    best.map(|(tag, one)| (tag.as_str(), *one))
}

/// The languages in the stated order.
pub fn in_order<T>(all: &BTreeMap<String, T>) -> Vec<(&str, &T)> {
    let first = ORDER.iter().filter_map(|tag| all.get_key_value(*tag));
    let rest = all.iter().filter(|(tag, _)| !ORDER.contains(&tag.as_str()));
    first.chain(rest).map(|(tag, one)| (tag.as_str(), one)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Texts, Words, in_order, shown};

    fn texts(tags: &[&str]) -> Texts {
        tags.iter()
            .map(|tag| ((*tag).to_owned(), Words { title: (*tag).into(), body: String::new() }))
            .collect()
    }

    #[test]
    fn the_readers_language_comes_first_and_then_the_stated_order() {
        for (there, wanted, gets) in [
            (&["en", "es", "zh"][..], "es-MX", Some("es")),
            (&["de", "zh"], "es", Some("zh")),
            (&["fr", "de"], "es", Some("de")),
            (&["de", "en"], "de_AT", Some("de")),
            (&[], "en", None),
        ] {
            assert_eq!(shown(&texts(there), wanted).map(|(tag, _)| tag), gets, "{there:?} for {wanted}");
        }
        let mut half = texts(&["en", "es"]);
        half.entry("en".into()).and_modify(|words| words.body = "Thirty days.".into());
        assert_eq!(shown(&half, "es").map(|(tag, _)| tag), Some("en"), "a title alone tells nobody anything");
        let all = texts(&["de", "zh", "en"]);
        assert_eq!(in_order(&all).into_iter().map(|(tag, _)| tag).collect::<Vec<_>>(), ["en", "zh", "de"]);
    }
}
