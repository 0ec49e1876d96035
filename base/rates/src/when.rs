//! When a surcharge counts: by a flag such as `express`, or by the time where the work is done.

use crate::RateTrouble;
use crate::Usage;
use jiff::civil::{DateTime, Time, Weekday};
use serde::{Serialize, Serializer};

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    Flag(String),
    #[serde(serialize_with = "days")]
    Weekdays(Vec<Weekday>),
    /// From the first time up to and without the second; over midnight if the second is the earlier one.
    #[serde(serialize_with = "times")]
    Between(Time, Time),
    AllOf(Vec<When>),
    AnyOf(Vec<When>),
    Not(Box<When>),
}

/// The names of the days in documents.
pub(crate) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

impl When {
    /// Whether it is so. A condition on the time needs the time.
    pub(crate) fn is_so(&self, usage: &Usage) -> Result<bool, RateTrouble> {
        match self {
            Self::Flag(flag) => Ok(usage.flags.contains(flag)),
            Self::Weekdays(days) => Ok(days.contains(&at(usage)?.date().weekday())),
            Self::Between(from, until) => {
                let now = at(usage)?.time();
                Ok(if from <= until { (from..until).contains(&&now) } else { now >= *from || now < *until })
            }
            Self::AllOf(parts) => parts.iter().try_fold(true, |all, part| Ok(part.is_so(usage)? && all)),
            Self::AnyOf(parts) => parts.iter().try_fold(false, |any, part| Ok(part.is_so(usage)? || any)),
            Self::Not(part) => Ok(!part.is_so(usage)?),
        }
    }

    /// The flags it asks about.
    pub(crate) fn flags(&self) -> Vec<&str> {
        match self {
            Self::Flag(flag) => vec![flag],
            Self::AllOf(parts) | Self::AnyOf(parts) => parts.iter().flat_map(Self::flags).collect(),
            Self::Not(part) => part.flags(),
            Self::Weekdays(_) | Self::Between(..) => vec![],
        }
    }
}

fn at(usage: &Usage) -> Result<DateTime, RateTrouble> {
    usage.at.ok_or(RateTrouble::NoTime)
}

fn days<S: Serializer>(days: &[Weekday], serializer: S) -> Result<S::Ok, S::Error> {
    let name = |day: &Weekday| WEEKDAYS.iter().find(|(_, known)| known == day).map_or("monday", |(name, _)| name);
    serializer.collect_seq(days.iter().map(name))
}

fn times<S: Serializer>(from: &Time, until: &Time, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq([from, until].map(|time| format!("{:02}:{:02}", time.hour(), time.minute())))
}
