//! On which occasions somebody wants to be told, on screen and by mail.

use db::{FromValue, ToValue, Trouble, Value};
use std::collections::BTreeSet;

db::words!(
    /// Something worth telling.
    Occasion {
        /// A conversation was given to me.
        Assigned = "assigned",
        /// Somebody wrote my name in a note.
        Mentioned = "mentioned",
        /// The customer answered in a conversation of mine.
        Answered = "answered",
        /// Something happened in a conversation I follow.
        Followed = "followed",
        /// A new conversation waits for one of my teams.
        TeamWaiting = "team_waiting",
        /// A message of mine could not be delivered.
        DeliveryFailed = "delivery_failed",
    }
);

/// A set of occasions, stored as words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OccasionSet(BTreeSet<Occasion>);

/// Where each occasion is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notifications {
    pub on_screen: OccasionSet,
    pub by_mail: OccasionSet,
}

impl Default for Notifications {
    /// On screen everything that concerns one person; by mail only what would otherwise be missed.
    fn default() -> Self {
        Self {
            on_screen: Occasion::ALL.iter().copied().filter(|occasion| *occasion != Occasion::TeamWaiting).collect(),
            by_mail: [Occasion::Mentioned, Occasion::DeliveryFailed].into_iter().collect(),
        }
    }
}

impl OccasionSet {
    pub fn has(&self, occasion: Occasion) -> bool {
        self.0.contains(&occasion)
    }
}

impl FromIterator<Occasion> for OccasionSet {
    fn from_iter<I: IntoIterator<Item = Occasion>>(occasions: I) -> Self {
        Self(occasions.into_iter().collect())
    }
}

impl ToValue for &OccasionSet {
    fn to_value(self) -> Value {
        Value::Text(self.0.iter().map(|occasion| occasion.word()).collect::<Vec<_>>().join(" "))
    }
}

impl FromValue for OccasionSet {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        Ok(String::from_value(value)?.split_whitespace().filter_map(Occasion::of_word).collect())
    }
}
