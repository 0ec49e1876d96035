//! The catalogues in memory, by language as somebody speaks it: what takes words in a Fluent bundle, and what stands as it is written,
//! nine sentences of ten, beside it as it lies in the program. A page says hundreds of those.

use super::{Texts, numbers};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Message, PatternElement, Resource};
use fluent_syntax::{parser, serializer};
use kit::Locale;
use std::collections::HashMap;
use std::sync::OnceLock;

type Bundle = FluentBundle<FluentResource>;

pub(crate) struct Catalogue {
    texts: Vec<Texts>,
    tongues: [OnceLock<Tongue>; Locale::ALL.len()],
}

/// One language.
struct Tongue {
    /// By key, what takes no words.
    plain: HashMap<&'static str, &'static str>,
    bundle: Bundle,
}

impl Catalogue {
    pub(crate) fn new(texts: Vec<Texts>) -> Self {
        Self { texts, tongues: [const { OnceLock::new() }; Locale::ALL.len()] }
    }

    /// The sentence in `locale`, else in English, else the key itself.
    pub(crate) fn say(&self, locale: Locale, key: &str, args: &FluentArgs<'_>) -> String {
        self.tongue(locale)
            .say(key, args)
            .or_else(|| self.tongue(Locale::En).say(key, args))
            .unwrap_or_else(|| {
                tracing::error!(key, "no catalogue has this sentence; add it in en, es and zh");
                key.to_owned()
            })
    }

    pub(crate) fn knows(&self, locale: Locale, key: &str) -> bool {
        let tongue = self.tongue(locale);
        tongue.plain.contains_key(key) || tongue.bundle.has_message(key)
    }

    fn tongue(&self, locale: Locale) -> &Tongue {
        self.tongues[locale as usize].get_or_init(|| Tongue::parse(&self.texts, locale))
    }
}

impl Tongue {
    fn parse(texts: &[Texts], locale: Locale) -> Self {
        let mut tongue = Self { plain: HashMap::new(), bundle: empty(locale) };
        for texts in texts {
            // What is broken in one sentence leaves the others whole; `faults` refuses both before a release.
            let read = parser::parse(texts.of(locale)).unwrap_or_else(|(read, broken)| {
                tracing::error!(feature = texts.feature, ?broken, "a catalogue has a fault");
                read
            });
            let (plain, others): (Vec<_>, Vec<_>) = read.body.into_iter().partition(|entry| plain(entry).is_some());
            for (key, sentence) in plain.iter().filter_map(plain_pair) {
                if tongue.plain.insert(key, sentence).is_some() {
                    tracing::error!(feature = texts.feature, key, "a sentence is written twice");
                }
            }
            tongue.take(texts.feature, &Resource { body: others });
        }
        tongue
    }

    /// Takes what has gaps.
    fn take(&mut self, feature: &str, others: &Resource<&str>) {
        let resource = FluentResource::try_new(serializer::serialize(others)).unwrap_or_else(|(resource, broken)| {
            tracing::error!(feature, ?broken, "a catalogue has a fault");
            resource
        });
        if let Err(twice) = self.bundle.add_resource(resource) {
            tracing::error!(feature, ?twice, "a sentence is written twice");
        }
    }

    fn say(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        match self.plain.get(key) {
            Some(sentence) => Some((*sentence).to_owned()),
            None => say_in(&self.bundle, key, args),
        }
    }
}

/// The sentence of an entry that is one line of text.
fn plain(entry: &Entry<&'static str>) -> Option<&'static str> {
    let Entry::Message(Message { value: Some(pattern), attributes, .. }) = entry else {
        return None;
    };
    match pattern.elements.as_slice() {
        [PatternElement::TextElement { value }] if attributes.is_empty() => Some(value),
        _ => None,
    }
}

fn plain_pair(entry: &Entry<&'static str>) -> Option<(&'static str, &'static str)> {
    let Entry::Message(message) = entry else { return None };
    plain(entry).map(|sentence| (message.id.name, sentence))
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
        let loaded = |locale: Locale| catalogue.tongues[locale as usize].get().is_some();

        let said = catalogue.say(Locale::Es, "web-close", &FluentArgs::new());

        assert_eq!(said, "Cerrar");
        assert!(loaded(Locale::Es) && !loaded(Locale::En) && !loaded(Locale::Zh));
    }

    /// Every room's sentences, as they lie in the house.
    fn of_the_house(locale: Locale) -> Vec<Texts> {
        let house = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let inside = |folder: &std::path::Path| {
            std::fs::read_dir(folder)
                .into_iter()
                .flatten()
                .flatten()
                .map(|entry| entry.path())
                .collect::<Vec<_>>()
        };
        let rooms = ["base", "features", "channels"].map(|wing| inside(&house.join(wing))).concat();
        let files = rooms.iter().flat_map(|room| inside(&room.join("locales").join(locale.tag())));
        let read = files.map(|file| &*Box::leak(std::fs::read_to_string(file).expect("a catalogue").into_boxed_str()));
        read.map(|text| Texts { feature: "house", en: text, es: text, zh: text }).collect()
    }

    #[test]
    fn every_sentence_of_every_room_says_what_fluent_says() {
        for locale in Locale::ALL {
            let texts = of_the_house(locale);
            let catalogue = Catalogue::new(texts.clone());
            let mut args = FluentArgs::new();
            for word in ["count", "name", "date", "time", "what", "number", "amount", "other", "people"] {
                args.set(word, 2);
            }
            let mut said = 0;
            for text in &texts {
                let mut whole = empty(locale);
                whole.add_resource(FluentResource::try_new(text.en.to_owned()).expect("whole")).expect("once");
                for entry in parser::parse(text.en).expect("whole").body {
                    let Entry::Message(message) = entry else { continue };
                    assert_eq!(
                        Some(catalogue.say(locale, message.id.name, &args)),
                        say_in(&whole, message.id.name, &args),
                        "{}",
                        message.id.name
                    );
                    said += 1;
                }
            }
            assert!(said > 2_000, "the house has more sentences: {said}");
        }
    }

    #[test]
    fn a_sentence_nobody_wrote_shows_its_key() {
        let catalogue = Catalogue::new(vec![crate::TEXTS]);

        assert_eq!(catalogue.say(Locale::Zh, "desk-unwritten", &FluentArgs::new()), "desk-unwritten");
    }
}
