//! A subscription: which plan holds from which day.

use crate::{Every, written};
use document::Words;
use jiff::civil::Date;
use kit::Money;
use serde::{Deserialize, Serialize};

/// What one period costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub name: String,
    pub title: Words,
    pub price: Money,
    pub every: Every,
}

/// A subscription and everything that was changed in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The first day.
    #[serde(with = "written::day")]
    pub starts_on: Date,
    /// The day from which periods are counted, such as the first of a month; usually the first day that costs something.
    #[serde(with = "written::day")]
    pub anchor: Date,
    /// The first day that costs something, if the days before are a trial.
    #[serde(with = "written::maybe_day", default)]
    pub trial_until: Option<Date>,
    pub plan: Plan,
    /// In the order of their days; of two on one day the later one counts.
    #[serde(default)]
    pub changes: Vec<Change>,
}

/// A change of plan, or the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The first day on which it is so. At the end of a period nothing is credited, in its middle the rest is.
    #[serde(with = "written::day")]
    pub on: Date,
    /// The new plan; none if it is cancelled. A plan with other periods begins them anew on this day.
    pub to: Option<Plan>,
}

impl Subscription {
    /// The plan of a day, whether or not it costs anything; none before the start and after the end.
    pub fn plan_on(&self, day: Date) -> Option<&Plan> {
        if day < self.starts_on {
            return None;
        }
        self.since(day).map_or(Some(&self.plan), |change| change.to.as_ref())
    }

    /// The first day that costs something.
    pub fn pays_from(&self) -> Date {
        self.trial_until.map_or(self.starts_on, |trial| trial.max(self.starts_on))
    }

    /// The last change up to a day.
    fn since(&self, day: Date) -> Option<&Change> {
        self.ordered().into_iter().rfind(|change| change.on <= day)
    }

    /// The changes by day; those of one day in the order given.
    pub(crate) fn ordered(&self) -> Vec<&Change> {
        let mut changes: Vec<&Change> = self.changes.iter().collect();
        changes.sort_by_key(|change| change.on);
        changes
    }
}
