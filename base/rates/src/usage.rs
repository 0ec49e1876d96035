//! What was used: quantities and minutes by the name of the charge, flags, and the time where the work was done.

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The input of the calculator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// Units, or minutes of a charge by duration.
    pub quantities: BTreeMap<String, Decimal>,
    pub flags: BTreeSet<String>,
    pub at: Option<DateTime>,
}

impl Usage {
    pub fn new() -> Self {
        Self::default()
    }

    /// So many units of a charge, or minutes.
    #[must_use]
    pub fn with(mut self, charge: &str, quantity: impl Into<Decimal>) -> Self {
        self.quantities.insert(charge.to_owned(), quantity.into());
        self
    }

    /// With a flag such as `express`.
    #[must_use]
    pub fn flagged(mut self, flag: &str) -> Self {
        self.flags.insert(flag.to_owned());
        self
    }

    /// At this time, as a clock on the wall there shows it.
    #[must_use]
    pub const fn at(mut self, at: DateTime) -> Self {
        self.at = Some(at);
        self
    }
}
