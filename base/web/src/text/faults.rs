//! What is wrong with the catalogues, for the test that refuses it.

use super::Texts;
use super::catalogue::empty;
use fluent_bundle::FluentResource;
use kit::Locale;
use std::collections::{BTreeMap, BTreeSet};

/// Everything wrong with these catalogues, each line with its remedy; empty when all is well. Sentences that do not
/// parse, are written twice, lack the room's prefix, miss a language, or take other words in another language.
pub fn faults(texts: &[Texts]) -> Vec<String> {
    let mut faults = Vec::new();
    for locale in Locale::ALL {
        faults.extend(unreadable(texts, locale));
    }
    for text in texts {
        let english = sentences(text.en);
        for (key, words) in &english {
            faults.extend(misnamed(text.feature, key));
            for locale in [Locale::Es, Locale::Zh] {
                faults.extend(differing(text, locale, key, words));
            }
        }
        for locale in [Locale::Es, Locale::Zh] {
            let extra = sentences(text.of(locale)).into_keys().filter(|key| !english.contains_key(key));
            faults.extend(
                extra.map(|key| format!("{}/{}: {key} is missing in English; add it or remove it here", text.feature, locale.tag())),
            );
        }
    }
    faults
}

fn unreadable(texts: &[Texts], locale: Locale) -> Vec<String> {
    let mut bundle = empty(locale);
    let mut faults = Vec::new();
    for text in texts {
        let place = format!("{}/{}", text.feature, locale.tag());
        let resource = FluentResource::try_new(text.of(locale).to_owned()).unwrap_or_else(|(resource, broken)| {
            faults.extend(broken.iter().map(|fault| format!("{place}: {fault}; mend the sentence")));
            resource
        });
        let twice = bundle.add_resource(resource).err().unwrap_or_default();
        faults.extend(twice.iter().map(|fault| format!("{place}: {fault}; keep one of the two")));
    }
    faults
}

fn misnamed(feature: &str, key: &str) -> Option<String> {
    let good = key.starts_with('-') || key.strip_prefix(feature).is_some_and(|rest| rest.starts_with('-'));
    (!good).then(|| format!("{feature}: {key} does not begin with “{feature}-”; rename it"))
}

fn differing(text: &Texts, locale: Locale, key: &str, words: &BTreeSet<String>) -> Option<String> {
    let place = format!("{}/{}", text.feature, locale.tag());
    match sentences(text.of(locale)).get(key) {
        None => Some(format!("{place}: {key} is missing; translate it")),
        Some(theirs) if theirs != words => Some(format!("{place}: {key} takes {theirs:?} but English takes {words:?}; use the same words")),
        Some(_) => None,
    }
}

/// Each sentence's key with the `$words` it takes: a message begins at the margin and goes on indented.
fn sentences(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = None;
    for line in source.lines() {
        let begins = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
        if let Some((key, _)) = line.split_once('=').filter(|_| begins) {
            current = Some(key.trim().to_owned());
        }
        let Some(key) = current.as_ref().filter(|_| !line.starts_with('#')) else { continue };
        found.entry(key.clone()).or_default().extend(words_in(line));
    }
    found
}

fn words_in(line: &str) -> Vec<String> {
    let named = |piece: &str| {
        piece
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
            .collect::<String>()
    };
    line.split('$').skip(1).map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_catalogues_are_whole() {
        assert_eq!(faults(&[crate::TEXTS]), Vec::<String>::new());
    }

    #[test]
    fn each_fault_of_a_catalogue_is_found() {
        let texts = Texts {
            feature: "desk",
            en: "desk-a = A { $name }\ndesk-b = B\nother = O",
            es: "desk-a = A { $nombre }\ndesk-c = C\nother = O",
            zh: "desk-a = { $name\ndesk-b = B\nother = O",
        };

        let found = faults(&[texts]).join("\n");

        for fault in [
            "desk/zh: Expected",
            "desk/es: desk-b is missing",
            "takes {\"nombre\"}",
            "desk-c is missing in English",
            "desk: other does not begin",
        ] {
            assert!(found.contains(fault), "“{fault}” is not among:\n{found}");
        }
    }
}
