//! What was typed and could not be read: where, what, and the nearest thing that could.

use crate::Key;

/// A place in the text and what is wrong with it. Places are bytes and always at the border of a character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub start: usize,
    pub end: usize,
    pub wrong: Wrong,
    /// What stands there.
    pub written: String,
    /// What was probably meant.
    pub instead: Option<String>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// No key is called that.
    Key,
    /// The key knows no such value or name.
    Value(Key),
    /// A first name several people have.
    Several,
    /// No such priority.
    Priority,
    /// No such rating.
    Rating,
    /// No span of time, and no day.
    Span,
    /// Nothing stands behind the sign.
    Empty,
    /// This key takes a colon only.
    Compared,
    /// A quotation mark or a parenthesis was opened and not closed.
    Unclosed,
    /// A parenthesis closes what was not opened, or an “and”, “or” or “not” has nothing on one side.
    Alone,
    /// A “not” before a plain word: it may be left out, or searched for with it.
    Unclear,
    /// Lists know nothing of orders.
    Order,
    /// More is nested than anybody would write.
    TooDeep,
}

impl Wrong {
    /// Its word, for the key of a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Value(_) => "value",
            Self::Several => "several",
            Self::Priority => "priority",
            Self::Rating => "rating",
            Self::Span => "span",
            Self::Empty => "empty",
            Self::Compared => "compared",
            Self::Unclosed => "unclosed",
            Self::Alone => "alone",
            Self::Unclear => "unclear",
            Self::Order => "order",
            Self::TooDeep => "deep",
        }
    }
}
