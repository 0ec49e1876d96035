//! A sentence in the three languages of the house, and the places in it that are filled in.

use kit::Locale;
use serde::{Deserialize, Serialize};

/// The same sentence in English, Spanish and Chinese.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub en: String,
    pub es: String,
    pub zh: String,
}

/// A sentence the program brings itself, with `{places}` to be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    pub en: &'static str,
    pub es: &'static str,
    pub zh: &'static str,
}

impl Words {
    pub fn new(en: impl Into<String>, es: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), es: es.into(), zh: zh.into() }
    }

    /// What is the same in every language: a name, a code, a number of an order.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::new(text.clone(), text.clone(), text)
    }

    /// Made by asking once in each language.
    pub fn each(of: impl Fn(Locale) -> String) -> Self {
        Self::new(of(Locale::En), of(Locale::Es), of(Locale::Zh))
    }

    /// The sentence in one language.
    pub fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Es => &self.es,
            Locale::Zh => &self.zh,
        }
    }

    /// The sentence with its places filled; a place nobody fills stays as it is written.
    #[must_use]
    pub fn filled(&self, value: impl Fn(&str, Locale) -> Option<String>) -> Self {
        Self::each(|locale| fill(self.of(locale), |name| value(name, locale)))
    }
}

impl Said {
    pub const fn new(en: &'static str, es: &'static str, zh: &'static str) -> Self {
        Self { en, es, zh }
    }

    /// The sentence in one language.
    pub const fn of(self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::Es => self.es,
            Locale::Zh => self.zh,
        }
    }

    /// The sentence, nothing to fill.
    pub fn words(self) -> Words {
        Words::new(self.en, self.es, self.zh)
    }

    /// The sentence with its places filled.
    pub fn with(self, values: &[(&str, &Words)]) -> Words {
        self.words().filled(|name, locale| {
            let value = values.iter().find(|(known, _)| *known == name);
            value.map(|(_, words)| words.of(locale).to_owned())
        })
    }
}

/// Fills each `{name}` with its value, once: braces in a value are not looked at again. Unknown names stay as written.
pub fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, name, after)) = next_place(rest) {
        filled.push_str(before);
        match value(name) {
            Some(value) => filled.push_str(&value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The names between braces, in the order they are written.
pub fn placeholders(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, name, after)) = next_place(rest) {
        names.push(name);
        rest = after;
    }
    names
}

fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, behind) = text.split_once('{')?;
    let (name, after) = behind.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::{fill, placeholders};

    #[test]
    fn places_are_filled_once_and_unknown_ones_stay() {
        let value = |name: &str| (name == "days").then(|| "{days}".to_owned());

        assert_eq!(fill("within {days} of {what}, {", value), "within {days} of {what}, {");
        assert_eq!(placeholders("within {days} of {what}, {"), ["days", "what"]);
    }
}
