//! How a rating reads: its number, its word, its colour.

use crate::{LOW, word_key};
use kit::Locale;
use web::Text;
use web::parts::Tone;

/// `2 of 5 · Bad`.
pub fn said(t: &Text, value: i64) -> String {
    t.say_with("feedback-said", &[("value", &value), ("word", &t.say(&word_key(value)))])
}

/// Bad news is red, good news green.
pub const fn tone(value: i64) -> Tone {
    match value {
        ..=LOW => Tone::Danger,
        3 => Tone::Plain,
        _ => Tone::Good,
    }
}

/// Tenths as a number with one decimal, the language's way.
pub fn average(t: &Text, tenths: i64) -> String {
    let point = if t.locale() == Locale::Es { ',' } else { '.' };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}
