//! What a company allows: policies as data, and the judgement of one action by them.
//!
//! The cast: a [`Policy`] is a document an administrator writes. For each action it has [`Rule`]s, each with a [`Predicate`]
//! over [`Facts`], which are what the caller knows at that moment, by the names in [`FACTS`]. [`judge`] takes the three and
//! gives a [`Verdict`]: the [`Outcome`], the [`Reason`]s in words for the customer, and every rule [`Checked`], to be stored
//! and explained later. [`choose`] picks the most specific policy. For whoever edits one there are [`describe`] (plain
//! sentences), [`differences`], [`replay`] (what would have changed), [`lint`] and [`schema`].
//!
//! It promises to fail closed: an action without rules, a fact nobody gave and an amount in a currency without a limit are
//! denied or sent to a person, never allowed. Pure: no input or output, no clock; today is a fact.

mod action;
mod amounts;
mod approval;
mod choose;
mod clause;
mod default_policy;
mod describe;
mod differences;
mod disclosure;
mod explain;
mod fact;
mod judge;
mod known;
mod lint;
mod parts;
mod policy;
mod predicate;
mod read;
mod reason;
mod replay;
mod schema;
mod strength;
mod verdict;

pub use action::{Action, Approval, DailyLimit, Rule, Threshold};
pub use amounts::Amounts;
pub use approval::GIVES_AWAY;
pub use choose::{Rank, choose};
pub use default_policy::{DEFAULT, kettle_and_co};
pub use describe::{ActionSaid, Description, Sentence, describe};
pub use differences::{Difference, differences};
pub use disclosure::disclose;
pub use document::{Fault, Words};
pub use fact::{Fact, Facts};
pub use judge::judge;
pub use known::actions::{ACTIONS, DISCLOSURES, KnownAction};
pub use known::facts::{FACTS, Kind, KnownFact};
pub use known::values::{ITEM_STATES, ORDER_STATUSES, value_in_words};
pub use lint::{Doubt, lint};
pub use policy::{OwnFact, Policy};
pub use predicate::Predicate;
pub use reason::shorthands;
pub use replay::{Changed, Replay, replay};
pub use schema::schema;
pub use strength::Strength;
pub use verdict::{Checked, Held, Outcome, Reason, Verdict};
