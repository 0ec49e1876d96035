//! One line of the doctor's report.

use std::fmt;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Ok,
    Warn,
    Fail,
}

/// What was found. One that is not well cannot be made without saying what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub mark: Mark,
    pub what: &'static str,
    pub found: String,
    /// A command to run or a page to open.
    pub next: Option<String>,
}

impl Finding {
    pub fn ok(what: &'static str, found: impl ToString) -> Self {
        Self { mark: Mark::Ok, what, found: found.to_string(), next: None }
    }

    /// Works, but should be looked after.
    pub fn warn(what: &'static str, found: impl ToString, next: impl ToString) -> Self {
        Self { mark: Mark::Warn, what, found: found.to_string(), next: Some(next.to_string()) }
    }

    /// Does not work.
    pub fn fail(what: &'static str, found: impl ToString, next: impl ToString) -> Self {
        Self { mark: Mark::Fail, ..Self::warn(what, found, next) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.mark {
            Mark::Ok => "ok",
            Mark::Warn => "warn",
            Mark::Fail => "FAIL",
        };
        write!(f, "{mark:4}  {}: {}", self.what, self.found)?;
        match &self.next {
            Some(next) => write!(f, "\n      → {next}"),
            None => Ok(()),
        }
    }
}
