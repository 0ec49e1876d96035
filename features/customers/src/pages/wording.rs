//! Small questions of wording these pages share: what a preset is called, languages by their own name, refusals.

use crate::attribute::{Attribute, Shape};
use db::Trouble;
use web::{Problem, Text};

/// What was refused, and what had been typed, for drawing a form again.
pub(super) type Mistake = Option<String>;

/// A refusal becomes a sentence for the form; any other trouble stays a problem.
pub(super) fn refused(text: &Text, trouble: Trouble) -> Result<String, Problem> {
    match trouble {
        Trouble::Refused(refusal) => Ok(text.refusal(&refusal)),
        other => Err(other.into()),
    }
}

/// The admin's own label, or a preset's from the catalogue.
pub(super) fn label(text: &Text, attribute: &Attribute) -> String {
    own_or(text, &attribute.label, &format!("customers-preset-{}", attribute.key.replace('_', "-")), &attribute.key)
}

/// The admin's own purpose, or a preset's from the catalogue.
pub(super) fn purpose(text: &Text, attribute: &Attribute) -> String {
    own_or(text, &attribute.purpose, &format!("customers-preset-{}-purpose", attribute.key.replace('_', "-")), "")
}

/// A value as people read it.
pub(super) fn shown(text: &Text, attribute: &Attribute, value: &str) -> String {
    match attribute.shape {
        Shape::Boolean => text.say(if value == "yes" { "customers-yes" } else { "customers-no" }),
        Shape::Choice if attribute.is_preset => own_or(text, "", &format!("customers-choice-{}", value.replace('_', "-")), value),
        _ => value.to_owned(),
    }
}

fn own_or(text: &Text, own: &str, key: &str, otherwise: &str) -> String {
    if !own.is_empty() {
        own.to_owned()
    } else if text.knows(key) {
        text.say(key)
    } else {
        otherwise.to_owned()
    }
}

/// Languages by their own name, so that nobody has to translate them.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("eu", "Euskara"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sv", "Svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zh-Hant", "繁體中文"),
];

/// The language's own name, or its tag.
pub fn language(tag: &str) -> &str {
    LANGUAGES.iter().find(|(known, _)| *known == tag).map_or(tag, |(_, name)| name)
}
