//! On which occasions somebody wants to be told, and where: on screen, by mail, by push, in a digest; and when they want quiet.

mod change;
mod times;

pub use change::{change_notifications, turn_off};
pub use times::{DigestPace, Quiet};
pub(crate) use times::{minute, written};

use crate::agent::AgentId;
use db::{FromRow, FromValue, ToValue, Trouble, Tx, Value, sql};
use kit::Moment;
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
        /// An answer is due soon in a conversation of mine.
        Breaching = "breaching",
        /// A message of mine could not be delivered.
        DeliveryFailed = "delivery_failed",
        /// The time of a follow-up of mine or my team's has come.
        FollowUp = "follow_up",
        /// Somebody decided on what I asked approval for.
        Decided = "decided",
        /// Something happened in a conversation I follow.
        Followed = "followed",
        /// A new conversation waits for one of my teams.
        TeamWaiting = "team_waiting",
    }
);

/// A set of occasions, stored as words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OccasionSet(BTreeSet<Occasion>);

/// Where each occasion is told, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notifications {
    pub on_screen: OccasionSet,
    pub by_mail: OccasionSet,
    pub by_push: OccasionSet,
    /// Whether a push shows what was written: it lies on a locked screen for anybody to read.
    pub shows_text: bool,
    pub digest: DigestPace,
    /// The minute of the day, on the agent's own clock, at which a daily digest leaves.
    pub digest_minute: i64,
    pub quiet: Quiet,
}

impl Default for Notifications {
    /// On screen everything that concerns one person; by mail only what would otherwise be missed; by push what cannot wait,
    /// as soon as they let a browser show it.
    fn default() -> Self {
        let all_but_the_team = Occasion::ALL.iter().copied().filter(|occasion| *occasion != Occasion::TeamWaiting);
        Self {
            on_screen: all_but_the_team.collect(),
            by_mail: [Occasion::Mentioned, Occasion::DeliveryFailed].into_iter().collect(),
            by_push: [Occasion::Assigned, Occasion::Mentioned, Occasion::Answered, Occasion::Breaching, Occasion::DeliveryFailed]
                .into_iter()
                .collect(),
            shows_text: false,
            digest: DigestPace::Off,
            digest_minute: 8 * 60,
            quiet: Quiet::default(),
        }
    }
}

impl Notifications {
    /// When the quiet that holds at `now` is over; `None` if it is not quiet.
    pub fn quiet_until(&self, now: Moment, zone: &str) -> Option<Moment> {
        self.quiet.until(now, zone)
    }

    /// When the next digest leaves, never in the quiet hours; `None` if they want none.
    pub fn next_digest(&self, now: Moment, zone: &str) -> Option<Moment> {
        let next = self.digest.next(self.digest_minute, now, zone)?;
        Some(self.quiet.until(next, zone).unwrap_or(next))
    }
}

/// The part beside the agent's own row.
#[derive(FromRow)]
struct Telling {
    by_push: OccasionSet,
    shows_text: bool,
    digest: DigestPace,
    digest_minute: i64,
    quiet_from: i64,
    quiet_until: i64,
    quiet_weekends: bool,
}

/// How this agent wants to be told.
pub fn of(tx: &mut Tx<'_>, agent: AgentId) -> Result<Notifications, Trouble> {
    let (on_screen, by_mail): (OccasionSet, OccasionSet) = sql("SELECT notify_on_screen, notify_by_mail FROM agent WHERE id = $1")
        .with(agent)
        .only(tx, "agent")?;
    let beside: Option<Telling> = sql("SELECT by_push, shows_text, digest, digest_minute, quiet_from, quiet_until, quiet_weekends
           FROM telling WHERE agent_id = $1")
    .with(agent)
    .one(tx)?;
    let chosen = Notifications { on_screen, by_mail, ..Notifications::default() };
    Ok(match beside {
        None => chosen,
        Some(beside) => Notifications {
            by_push: beside.by_push,
            shows_text: beside.shows_text,
            digest: beside.digest,
            digest_minute: beside.digest_minute,
            quiet: Quiet {
                from: beside.quiet_from,
                until: beside.quiet_until,
                weekends: beside.quiet_weekends,
            },
            ..chosen
        },
    })
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
