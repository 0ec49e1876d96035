//! Emoji by what people call them. Names and words in three languages are the Unicode CLDR's, order and groups the crate
//! `emojis`'.

use emojis::{Emoji, Group};
use filter::folded;
use kit::Locale;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One line each: the character, then its words in English, Spanish and Chinese, the name first.
const NAMES: &str = include_str!("../../../assets/vendor/emoji/names.tsv");
/// Only tells how the one before it is drawn; CLDR leaves it out.
const AS_PICTURE: char = '\u{fe0f}';

static ALL: LazyLock<Vec<Known>> = LazyLock::new(read);

/// One emoji and what it is called.
struct Known {
    emoji: &'static Emoji,
    /// In the order of [`Locale`]'s words of [`NAMES`].
    words: [Vec<&'static str>; 3],
}

/// An emoji with its name in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub text: &'static str,
    pub name: &'static str,
}

fn read() -> Vec<Known> {
    let named: HashMap<String, [Vec<&'static str>; 3]> = NAMES
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let text = columns.next()?.to_owned();
            let mut words = || columns.next().unwrap_or_default().split('|').collect::<Vec<_>>();
            Some((text, [words(), words(), words()]))
        })
        .collect();
    let words_of = |emoji: &Emoji| named.get(&emoji.as_str().replace(AS_PICTURE, "")).cloned();
    emojis::iter().filter_map(|emoji| Some(Known { words: words_of(emoji)?, emoji })).collect()
}

const fn column(locale: Locale) -> usize {
    match locale {
        Locale::En => 0,
        Locale::Es => 1,
        Locale::Zh => 2,
    }
}

impl Known {
    fn named(&self, locale: Locale) -> Named {
        let name = self.words[column(locale)].first().copied().unwrap_or_default();
        Named { text: self.emoji.as_str(), name }
    }

    /// How well the folded `typed` fits: 0 best, nothing if not at all. Short codes fit in every language.
    fn fits(&self, typed: &str, locale: Locale) -> Option<usize> {
        let words = &self.words[column(locale)];
        let begins = |word: &str| folded(word).starts_with(typed);
        if self.emoji.shortcodes().any(|code| code == typed) {
            return Some(0);
        }
        if words.first().is_some_and(|name| begins(name)) {
            return Some(1);
        }
        if self.emoji.shortcodes().any(|code| code.starts_with(typed)) || words.iter().any(|word| begins(word)) {
            return Some(2);
        }
        words
            .iter()
            .any(|word| folded(word).split_whitespace().any(|part| part.starts_with(typed)) || has_within(word, typed))
            .then_some(3)
    }
}

/// Chinese has no blanks to begin a word at.
fn has_within(word: &str, typed: &str) -> bool {
    !typed.is_ascii() && word.contains(typed)
}

/// Those whose name, words or short code begin like `typed`, the best first, at most `most`.
pub fn find(locale: Locale, typed: &str, most: usize) -> Vec<Named> {
    let typed = folded(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let mut fitting: Vec<(usize, &Known)> = ALL.iter().filter_map(|known| Some((known.fits(&typed, locale)?, known))).collect();
    fitting.sort_by_key(|(how, _)| *how);
    fitting.into_iter().take(most).map(|(_, known)| known.named(locale)).collect()
}

/// What a customer is written most often, then everything, each with the word its heading's sentence is found by.
pub fn groups(locale: Locale) -> Vec<(&'static str, Vec<Named>)> {
    let often = OFTEN.iter().filter_map(|text| ALL.iter().find(|known| known.emoji.as_str() == *text));
    let mut groups = vec![("often", often.map(|known| known.named(locale)).collect::<Vec<_>>())];
    for (group, word) in GROUPS {
        groups.push((word, ALL.iter().filter(|known| known.emoji.group() == group).map(|known| known.named(locale)).collect()));
    }
    groups
}

const OFTEN: [&str; 16] = ["🙂", "😊", "😀", "😉", "🙏", "👍", "🎉", "❤️", "✅", "📦", "🚚", "☕", "🙌", "👋", "😅", "😔"];

const GROUPS: [(Group, &str); 9] = [
    (Group::SmileysAndEmotion, "smileys"),
    (Group::PeopleAndBody, "people"),
    (Group::AnimalsAndNature, "nature"),
    (Group::FoodAndDrink, "food"),
    (Group::TravelAndPlaces, "travel"),
    (Group::Activities, "activities"),
    (Group::Objects, "objects"),
    (Group::Symbols, "symbols"),
    (Group::Flags, "flags"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn first(locale: Locale, typed: &str) -> Option<&'static str> {
        find(locale, typed, 8).first().map(|named| named.text)
    }

    #[test]
    fn an_emoji_is_found_by_its_name_in_each_language_and_by_its_short_code() {
        assert_eq!(first(Locale::En, "tada"), Some("🎉"));
        assert_eq!(first(Locale::Es, "tada"), Some("🎉"));
        assert!(find(Locale::En, "part", 8).iter().any(|named| named.text == "🎉"));
        assert!(find(Locale::Es, "corazon r", 8).iter().any(|named| named.text == "❤️"), "accents need not be typed");
        assert!(find(Locale::Zh, "红心", 8).iter().any(|named| named.text == "❤️"));
        assert!(find(Locale::Zh, "咖啡", 8).iter().any(|named| named.text == "☕"));
        assert_eq!(find(Locale::En, "", 8), []);
        assert_eq!(find(Locale::En, "nothing is called so", 8), []);
    }

    #[test]
    fn every_emoji_has_a_name_in_every_language() {
        assert!(ALL.len() > 1_800, "{}", ALL.len());
        for locale in [Locale::En, Locale::Es, Locale::Zh] {
            let groups = groups(locale);
            assert_eq!(groups[0].1.len(), OFTEN.len(), "those used often are known");
            assert!(groups.iter().flat_map(|(_, all)| all).all(|named| !named.name.is_empty()));
        }
    }
}
