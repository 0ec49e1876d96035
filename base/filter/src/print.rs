//! Writing a tree back as it would be typed, with a language's own words. What is written reads as the same tree.

use crate::lexicon::{Head, OR, PRIORITIES, Row, UNRATED, fixed, head, head_row, lone};
use crate::pieces::{Kind, kind_of, unquoted};
use crate::span::{seconds, written};
use crate::told::{SIGNS, begins_with_minus};
use crate::{Condition, Key};
use kit::Locale;
use std::fmt::{Display, Formatter, Result};

/// A condition in the words of a reader's language.
pub struct Written<'a>(&'a Condition, Locale);

impl Condition {
    /// As somebody who reads this language would type it.
    pub const fn written_for(&self, locale: Locale) -> Written<'_> {
        Written(self, locale)
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.written_for(Locale::En).fmt(f)
    }
}

impl Display for Written<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let Self(condition, locale) = *self;
        let said = |part| Written(part, locale);
        let word = |head| head_row(head).said(locale);
        match condition {
            Condition::All(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let gap = if at == 0 { "" } else { " " };
                    if matches!(part, Condition::Any(_)) {
                        write!(f, "{gap}({})", said(part))?
                    } else {
                        write!(f, "{gap}{}", said(part))?
                    }
                }
                Ok(())
            }
            Condition::Any(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        write!(f, " {} ", OR.said(locale))?
                    }
                    write!(f, "{}", said(part))?
                }
                Ok(())
            }
            Condition::Not(inner) => match inner.as_ref() {
                Condition::All(_) | Condition::Any(_) | Condition::Not(_) => write!(f, "-({})", said(inner)),
                plain => write!(f, "-{}", said(plain)),
            },
            Condition::Is { key, any_of } => {
                let values: Vec<String> = any_of.iter().map(|value| value_for(*key, value, locale)).collect();
                write!(f, "{}:{}", word(Head::Key(*key)), values.join(","))
            }
            Condition::Priority { compare, level } => {
                let level = row_of(PRIORITIES.iter().copied(), level).map_or(level.as_str(), |row| row.said(locale));
                write!(f, "{}{}{level}", word(Head::Priority), compare.sign())
            }
            Condition::Rating { compare, value: Some(value) } => write!(f, "{}{}{value}", word(Head::Rating), compare.sign()),
            Condition::Rating { value: None, .. } => write!(f, "{}:{}", word(Head::Rating), UNRATED.said(locale)),
            Condition::Since { age, compare, seconds } => write!(f, "{}{}{}", word(Head::Age(*age)), compare.sign(), written(*seconds)),
            Condition::On { age, compare, day } => write!(f, "{}{}{}", word(Head::Age(*age)), compare.sign(), day.written(locale)),
            Condition::Words(text) => f.write_str(&as_words(text)),
            Condition::Phrase(text) => f.write_str(&in_marks(text)),
        }
    }
}

fn row_of(mut rows: impl Iterator<Item = Row>, kept: &str) -> Option<Row> {
    rows.find(|row| row.word() == kept)
}

/// A value as it is typed: fixed ones by the language's own word.
fn value_for(key: Key, value: &str, locale: Locale) -> String {
    row_of(fixed(key), value).map_or_else(|| quoted(value), |row| row.said(locale).to_owned())
}

impl Key {
    /// The word before the colon.
    pub fn word(self) -> &'static str {
        head_row(Head::Key(self)).word()
    }
}

/// A value that would fall apart stands in quotation marks; marks within it are left out, for nothing could bring them back.
pub fn quoted(value: &str) -> String {
    let bare = unquoted(value);
    let falls_apart =
        bare.is_empty() || bare.chars().any(|c| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '(' | ')' | '（' | '）'));
    if falls_apart { in_marks(value) } else { bare }
}

fn in_marks(value: &str) -> String {
    format!("\"{}\"", unquoted(value))
}

fn as_words(text: &str) -> String {
    if means_more(text) { in_marks(text) } else { quoted(text) }
}

/// Whether a word would be read as something else if it stood there bare.
fn means_more(text: &str) -> bool {
    kind_of(text) != Kind::Term
        || begins_with_minus(text)
        || text.starts_with('#')
        || text.contains(SIGNS)
        || lone(text).is_some()
        || seconds(text).is_some()
        || head(text).is_some_and(Head::is_measured)
}
