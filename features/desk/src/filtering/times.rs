//! Moments in a filter: how long ago something was, and on which day by the clock of whoever asks.

use super::Writer;
use db::{Trouble, Tx, Value, sql};
use filter::{Age, Bounds, Compare};

/// The clock of whoever asks; a program has none of its own and reads UTC.
pub(crate) fn zone_of(tx: &mut Tx<'_>, agent: i64) -> Result<String, Trouble> {
    let zone: Option<String> = sql("SELECT zone FROM agent WHERE id = $1").with(agent).one(tx)?;
    Ok(zone.unwrap_or_else(|| "UTC".into()))
}

/// The column, and whether it may lack a value.
const fn column(age: Age) -> (&'static str, bool) {
    match age {
        Age::Waiting => ("c.waiting_since", true),
        Age::Created => ("c.opened_at", false),
        Age::Active => ("c.last_activity_at", false),
    }
}

impl Writer<'_> {
    /// A longer time ago is an earlier moment.
    pub(super) fn since(&mut self, age: Age, compare: Compare, seconds: i64) {
        let column = self.present(age);
        let sign = match compare {
            Compare::More => "<",
            Compare::AtLeast => "<=",
            Compare::Less => ">",
            Compare::AtMost => ">=",
            Compare::Exactly => "=",
        };
        self.text(&format!("{column} {sign} $?"));
        self.value(Value::Integer(self.now.plus_seconds(-seconds).0));
    }

    pub(super) fn within(&mut self, age: Age, (from, until): Bounds) {
        let column = self.present(age);
        self.text("TRUE");
        for (moment, sign) in [(from, ">="), (until, "<")] {
            if let Some(moment) = moment {
                self.text(&format!(" AND {column} {sign} $?"));
                self.value(Value::Integer(moment.0));
            }
        }
    }

    /// The column, asked to be there where it may not be.
    fn present(&mut self, age: Age) -> &'static str {
        let (column, may_lack) = column(age);
        if may_lack {
            self.text(&format!("{column} IS NOT NULL AND "));
        }
        column
    }
}
