//! What a service costs: rate cards as data, a calculator that shows its steps, and subscriptions billed by the day.
//!
//! The cast: a [`RateCard`] is a document with [`Charge`]s, [`Surcharge`]s, limits and tax. [`calculate`] takes it and a
//! [`Usage`] and gives a [`Bill`] of [`Step`]s, each “quantity × price = amount”, that can be said in three languages.
//! A [`Subscription`] is a plan, an anchor and changes; [`lines`] gives what is charged and credited on which day.
//!
//! It promises that steps add up to the total exactly, that each step is rounded once, and that no day of a subscription is
//! billed twice. Pure: no input or output, no clock. Knows neither orders nor customers.

mod bill;
mod calculate;
mod card;
mod interval;
mod proration;
mod read;
mod subscription;
mod tiers;
mod trouble;
mod usage;
mod when;
mod written;

pub use bill::{Bill, Step, TaxLine, What};
pub use calculate::calculate;
pub use card::{Charge, Extra, Price, RateCard, Surcharge, Tax, Tier};
pub use document::{Fault, Words};
pub use interval::{Every, Period, period_of};
pub use proration::{Line, LineKind, lines, share};
pub use subscription::{Change, Plan, Subscription};
pub use trouble::RateTrouble;
pub use usage::Usage;
pub use when::When;
