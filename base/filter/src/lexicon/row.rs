//! One thing and its words in each language.

use crate::folded;
use kit::Locale;

/// The words of one thing. In each language the first is offered and written; all of them are understood in every one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row {
    en: &'static [&'static str],
    es: &'static [&'static str],
    zh: &'static [&'static str],
}

impl Row {
    pub const fn new(en: &'static [&'static str], es: &'static [&'static str], zh: &'static [&'static str]) -> Self {
        Self { en, es, zh }
    }

    pub const fn of(&self, locale: Locale) -> &'static [&'static str] {
        match locale {
            Locale::En => self.en,
            Locale::Es => self.es,
            Locale::Zh => self.zh,
        }
    }

    /// The word it is kept by.
    pub fn word(&self) -> &'static str {
        self.said(Locale::En)
    }

    /// The word it is written by for a reader of this language.
    pub fn said(&self, locale: Locale) -> &'static str {
        self.of(locale).first().copied().unwrap_or_default()
    }

    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        Locale::ALL.into_iter().flat_map(|locale| self.of(locale)).copied()
    }

    /// Whether what was typed is one of its words, in any language.
    pub fn knows(&self, typed: &str) -> bool {
        self.language(typed).is_some()
    }

    /// The language whose word was typed.
    pub fn language(&self, typed: &str) -> Option<Locale> {
        let typed = plain(typed);
        let says = |locale: &Locale| self.of(*locale).iter().any(|word| plain(word) == typed);
        Locale::ALL.into_iter().find(says)
    }
}

/// How words are compared: folded, and a gap or a line is a hyphen, so that `on hold` is `on_hold`.
pub fn plain(text: &str) -> String {
    folded(text).replace(['_', ' '], "-")
}
