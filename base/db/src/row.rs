//! A row, read from left to right.

use crate::{FromValue, Trouble, Value};

/// One result row; each [`Row::take`] moves one column on.
pub struct Row {
    values: std::vec::IntoIter<Value>,
}

impl Row {
    pub(crate) fn of(values: Vec<Value>) -> Self {
        Self { values: values.into_iter() }
    }

    /// The next column.
    pub fn take<T: FromValue>(&mut self) -> Result<T, Trouble> {
        let value = self
            .values
            .next()
            .ok_or_else(|| Trouble::Shape("the row has fewer columns than the type has fields".into()))?;
        T::from_value(value)
    }
}

/// Can be read from a row by position.
pub trait FromRow: Sized {
    fn from_row(row: &mut Row) -> Result<Self, Trouble>;
}

impl<T: FromValue> FromRow for T {
    fn from_row(row: &mut Row) -> Result<Self, Trouble> {
        row.take()
    }
}

macro_rules! tuples {
    ($(($($name:ident),+))+) => {$(
        impl<$($name: FromValue),+> FromRow for ($($name,)+) {
            fn from_row(row: &mut Row) -> Result<Self, Trouble> {
                Ok(($(row.take::<$name>()?,)+))
            }
        }
    )+};
}
tuples! { (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) (A, B, C, D, E, F) (A, B, C, D, E, F, G) (A, B, C, D, E, F, G, H) }
