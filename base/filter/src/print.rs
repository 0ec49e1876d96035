//! Writing a tree back as it would be typed. What is written reads as the same tree.

use crate::lexicon::{Head, OR, UNRATED, canonical, head_word};
use crate::pieces::is_quote;
use crate::span::written;
use crate::{Condition, Key};
use std::fmt::{Display, Formatter, Result};

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::All(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let gap = if at == 0 { "" } else { " " };
                    if matches!(part, Self::Any(_)) {
                        write!(f, "{gap}({part})")?
                    } else {
                        write!(f, "{gap}{part}")?
                    }
                }
                Ok(())
            }
            Self::Any(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let gap = if at == 0 { "" } else { " or " };
                    write!(f, "{gap}{part}")?;
                }
                Ok(())
            }
            Self::Not(inner) => match inner.as_ref() {
                Self::All(_) | Self::Any(_) | Self::Not(_) => write!(f, "-({inner})"),
                plain => write!(f, "-{plain}"),
            },
            Self::Is { key, any_of } => {
                let values: Vec<String> = any_of.iter().map(|value| quoted(value)).collect();
                write!(f, "{}:{}", key.word(), values.join(","))
            }
            Self::Priority { compare, level } => write!(f, "{}{}{level}", head_word(Head::Priority), compare.sign()),
            Self::Rating { compare, value: Some(value) } => write!(f, "{}{}{value}", head_word(Head::Rating), compare.sign()),
            Self::Rating { value: None, .. } => write!(f, "{}:{}", head_word(Head::Rating), UNRATED[0]),
            Self::Since { age, compare, seconds } => write!(f, "{}{}{}", head_word(Head::Age(*age)), compare.sign(), written(*seconds)),
            Self::Words(text) => f.write_str(&as_words(text)),
        }
    }
}

impl Key {
    /// The word before the colon.
    pub fn word(self) -> &'static str {
        head_word(Head::Key(self))
    }
}

/// A value that would fall apart stands in quotation marks; marks within it are left out, for nothing could bring them back.
pub fn quoted(value: &str) -> String {
    let bare: String = value.chars().filter(|c| !is_quote(*c)).collect();
    let falls_apart =
        bare.is_empty() || bare.chars().any(|c| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '(' | ')' | '（' | '）'));
    if falls_apart { format!("\"{bare}\"") } else { bare }
}

fn as_words(text: &str) -> String {
    let means_more =
        canonical(OR, text).is_some() || text.starts_with(['-', '－']) || text.contains([':', '：', '<', '>', '=', '＞', '＜']);
    let written = quoted(text);
    if means_more && !written.starts_with('"') { format!("\"{written}\"") } else { written }
}
