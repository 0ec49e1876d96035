//! Speaks the person's language: sentences from Fluent catalogues, numbers, dates and times.
//!
//! Each room brings its [`Texts`] in three languages; keys begin with the room's name. A language is parsed when it
//! is first spoken and not before, so an idle desk holds only the languages its people use.

mod catalogue;
mod dates;
mod faults;
mod numbers;

pub(crate) use catalogue::Catalogue;
pub use faults::faults;

use db::Refusal;
use fluent_bundle::{FluentArgs, FluentValue};
use kit::Locale;
use std::sync::Arc;

/// The sentences of one room.
#[derive(Debug, Clone, Copy)]
pub struct Texts {
    /// What every key begins with: `desk` for `desk-reply`.
    pub feature: &'static str,
    pub en: &'static str,
    pub es: &'static str,
    pub zh: &'static str,
}

impl Texts {
    /// The source in one language.
    pub const fn of(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::Es => self.es,
            Locale::Zh => self.zh,
        }
    }
}

/// One language's voice. Cheap to clone.
#[derive(Clone)]
pub struct Text {
    catalogue: Arc<Catalogue>,
    locale: Locale,
}

/// What a sentence may be given: text, or a number (which chooses plurals and is written the language's way).
pub trait Word {
    /// The word as Fluent takes it.
    fn value(&self) -> FluentValue<'_>;
}

impl Text {
    pub(crate) const fn new(catalogue: Arc<Catalogue>, locale: Locale) -> Self {
        Self { catalogue, locale }
    }

    /// A voice outside a site: the command line's.
    pub fn of(texts: Vec<Texts>, locale: Locale) -> Self {
        Self::new(Arc::new(Catalogue::new(texts)), locale)
    }

    /// The language it speaks.
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The sentence of this key. A key nobody wrote is shown as itself, which a test of every catalogue prevents.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The sentence of this key with its words: `t.say_with("desk-greeting", &[("name", &name), ("count", &3)])`.
    pub fn say_with(&self, key: &str, words: &[(&str, &dyn Word)]) -> String {
        let mut args = FluentArgs::with_capacity(words.len());
        for (name, word) in words {
            args.set(*name, word.value());
        }
        self.catalogue.say(self.locale, key, &args)
    }

    /// The sentence of a refusal.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let words: Vec<(&str, &dyn Word)> = refusal.words.iter().map(|(name, word)| (*name, word as &dyn Word)).collect();
        self.say_with(refusal.key, &words)
    }

    /// Whether somebody wrote a sentence for this key.
    pub fn knows(&self, key: &str) -> bool {
        self.catalogue.knows(self.locale, key)
    }
}

impl Word for str {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Word for String {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl<W: Word + ?Sized> Word for &W {
    fn value(&self) -> FluentValue<'_> {
        (**self).value()
    }
}

macro_rules! numbers_are_words {
    ($($number:ty)+) => {
        $(impl Word for $number {
            fn value(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        })+
    };
}
numbers_are_words!(i32 i64 u8 u16 u32 u64 usize f64);
