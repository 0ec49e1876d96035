//! The catalogues in memory: one Fluent bundle for each language somebody has spoken.

use super::{Texts, numbers};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use kit::Locale;
use std::sync::OnceLock;

type Bundle = FluentBundle<FluentResource>;

pub(crate) struct Catalogue {
    texts: Vec<Texts>,
    bundles: [OnceLock<Bundle>; Locale::ALL.len()],
}

impl Catalogue {
    pub(crate) fn new(texts: Vec<Texts>) -> Self {
        Self { texts, bundles: [const { OnceLock::new() }; Locale::ALL.len()] }
    }

    /// The sentence in `locale`, else in English, else the key itself.
    pub(crate) fn say(&self, locale: Locale, key: &str, args: &FluentArgs<'_>) -> String {
        say_in(self.bundle(locale), key, args)
            .or_else(|| say_in(self.bundle(Locale::En), key, args))
            .unwrap_or_else(|| {
                tracing::error!(key, "no catalogue has this sentence; add it in en, es and zh");
                key.to_owned()
            })
    }

    pub(crate) fn knows(&self, locale: Locale, key: &str) -> bool {
        self.bundle(locale).has_message(key)
    }

    fn bundle(&self, locale: Locale) -> &Bundle {
        self.bundles[locale as usize].get_or_init(|| self.parse(locale))
    }

    fn parse(&self, locale: Locale) -> Bundle {
        let mut bundle = empty(locale);
        for texts in &self.texts {
            // What is broken in one sentence leaves the others whole; `faults` refuses both before a release.
            let resource = FluentResource::try_new(texts.of(locale).to_owned()).unwrap_or_else(|(resource, broken)| {
                tracing::error!(feature = texts.feature, ?broken, "a catalogue has a fault");
                resource
            });
            if let Err(twice) = bundle.add_resource(resource) {
                tracing::error!(feature = texts.feature, ?twice, "a sentence is written twice");
            }
        }
        bundle
    }
}

/// A bundle that writes numbers as `locale` does and adds no invisible marks around words.
pub(super) fn empty(locale: Locale) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![locale.tag().parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::En => |value, _| written(value, Locale::En),
        Locale::Es => |value, _| written(value, Locale::Es),
        Locale::Zh => |value, _| written(value, Locale::Zh),
    }));
    bundle
}

fn written(value: &FluentValue<'_>, locale: Locale) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(numbers::write(&number.as_string(), locale))
}

fn say_in(bundle: &Bundle, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut gaps = Vec::new();
    let sentence = bundle.format_pattern(pattern, Some(args), &mut gaps).into_owned();
    if !gaps.is_empty() {
        tracing::error!(key, ?gaps, "a sentence was not given all its words");
    }
    Some(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_languages_somebody_speaks_are_held_in_memory() {
        let catalogue = Catalogue::new(vec![crate::TEXTS]);
        let loaded = |locale: Locale| catalogue.bundles[locale as usize].get().is_some();

        let said = catalogue.say(Locale::Es, "web-close", &FluentArgs::new());

        assert_eq!(said, "Cerrar");
        assert!(loaded(Locale::Es) && !loaded(Locale::En) && !loaded(Locale::Zh));
    }

    #[test]
    fn a_sentence_nobody_wrote_shows_its_key() {
        let catalogue = Catalogue::new(vec![crate::TEXTS]);

        assert_eq!(catalogue.say(Locale::Zh, "desk-unwritten", &FluentArgs::new()), "desk-unwritten");
    }
}
