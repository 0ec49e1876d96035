//! A named question: one text for both engines, `$1` parameters, bound values only.

use crate::{FromRow, Row, ToValue, Trouble, Tx, Value, Work};
use std::borrow::Cow;

/// A statement with its bound values.
#[derive(Debug, Clone)]
pub struct Sql {
    pub(crate) text: Cow<'static, str>,
    pub(crate) values: Vec<Value>,
}

/// Starts a statement. The text stays a literal, so that a test can prepare every one on both engines.
pub const fn sql(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), values: Vec::new() }
}

impl Sql {
    /// Binds the next `$n`.
    #[must_use]
    pub fn with(mut self, value: impl ToValue) -> Self {
        self.values.push(value.to_value());
        self
    }

    /// Appends `WHERE …` made of optional conditions and whatever `tail` orders and limits. The texts are ours; the values are bound.
    #[must_use]
    pub fn narrowed(mut self, conditions: Conditions, tail: &str) -> Self {
        let mut text = self.text.into_owned();
        let mut word = if text.contains(" WHERE ") { " AND " } else { " WHERE " };
        for (condition, values) in conditions.0 {
            let mut written = condition.into_owned();
            for value in values {
                self.values.push(value);
                written = written.replacen("$?", &format!("${}", self.values.len()), 1);
            }
            text.push_str(word);
            text.push('(');
            text.push_str(&written);
            text.push(')');
            word = " AND ";
        }
        text.push(' ');
        text.push_str(tail);
        self.text = Cow::Owned(text);
        self
    }

    /// How many rows it has instead of the rows, counted no further than `most`, so that a number never costs a walk through everything.
    #[must_use]
    pub fn counted_up_to(mut self, most: i64) -> Self {
        self.text = Cow::Owned(format!("SELECT COUNT(*) FROM ({} LIMIT {most}) AS counted", self.text));
        self
    }

    /// Every row.
    pub fn all<T: FromRow>(self, tx: &mut Tx<'_>) -> Result<Vec<T>, Trouble> {
        tx.query(&self)?.into_iter().map(|values| T::from_row(&mut Row::of(values))).collect()
    }

    /// The first row, if any.
    pub fn one<T: FromRow>(self, tx: &mut Tx<'_>) -> Result<Option<T>, Trouble> {
        tx.query(&self)?.into_iter().next().map(|values| T::from_row(&mut Row::of(values))).transpose()
    }

    /// The row that must be there; `thing` is what [`Trouble::NotFound`] calls it.
    pub fn only<T: FromRow>(self, tx: &mut Tx<'_>, thing: &'static str) -> Result<T, Trouble> {
        self.one(tx)?.ok_or(Trouble::NotFound(thing))
    }

    /// Changes rows and says how many.
    pub fn run(self, work: &mut Work<'_>) -> Result<u64, Trouble> {
        work.tx().execute(&self)
    }
}

/// Optional conditions of a list; each `$?` takes the next value.
#[derive(Debug, Clone, Default)]
pub struct Conditions(Vec<(Cow<'static, str>, Vec<Value>)>);

impl Conditions {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, condition: &'static str) -> &mut Self {
        self.0.push((condition.into(), Vec::new()));
        self
    }

    pub fn add_with(&mut self, condition: &'static str, value: impl ToValue) -> &mut Self {
        self.0.push((condition.into(), vec![value.to_value()]));
        self
    }

    pub fn add_all(&mut self, condition: &'static str, values: Vec<Value>) -> &mut Self {
        self.0.push((condition.into(), values));
        self
    }

    /// A condition put together from our own pieces; what people wrote is in `values` and never in the text.
    pub fn add_built(&mut self, condition: String, values: Vec<Value>) -> &mut Self {
        self.0.push((condition.into(), values));
        self
    }
}

/// A `LIKE` pattern for “contains these letters”, to be used with `ESCAPE '\'` on a lower-cased column.
pub fn like_pattern(typed: &str) -> String {
    let mut pattern = String::from("%");
    for c in typed.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
