//! How often and how much somebody did something today: counted with the action, so that a day's limit holds also when two
//! actions are confirmed at once. A day is that of the brand it is done for, in the brand's own zone: it begins where the
//! company is, and nobody moves it by changing their profile.

use crate::action::acts_for;
use db::{Actor, Trouble, Tx, Work, sql};
use kit::{Currency, Moment, Money};

/// The word under which money given away is counted, whatever the action was called.
pub(crate) const GIVEN: &str = "given_away";

/// What somebody did of one kind today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    pub times: i64,
    pub amount: Money,
}

fn day(at: Moment, zone: &str) -> String {
    at.in_zone(zone).date().to_string()
}

/// Whose day it is: a personal token spends its owner's, a service token its own.
fn person(tx: &mut Tx<'_>, actor: Actor) -> Result<Actor, Trouble> {
    match actor {
        Actor::ApiToken(token) => Ok(acts_for(tx, token)?.map_or(actor, |agent| Actor::Agent(agent.0))),
        other => Ok(other),
    }
}

/// What `actor` did of this kind today, in this currency; `zone` is where the day is counted.
pub fn today(tx: &mut Tx<'_>, actor: Actor, verb: &str, currency: Currency, zone: &str) -> Result<Today, Trouble> {
    let person = person(tx, actor)?;
    let now = tx.now();
    let found: Option<(i64, i64)> = sql("SELECT times, minor FROM actor_day
          WHERE actor_kind = $1 AND actor_id = $2 AND verb = $3 AND day = $4 AND currency = $5")
    .with(person.kind())
    .with(person.id().unwrap_or(0))
    .with(verb)
    .with(day(now, zone))
    .with(currency)
    .one(tx)?;
    let (times, minor) = found.unwrap_or((0, 0));
    Ok(Today { times, amount: Money::new(minor, currency) })
}

/// Counts an action done.
pub(crate) fn count(work: &mut Work<'_>, verb: &str, amount: Money, zone: &str) -> Result<(), Trouble> {
    let (now, actor) = (work.now, work.actor);
    let person = person(work, actor)?;
    sql(
        "INSERT INTO actor_day (actor_kind, actor_id, verb, day, currency, times, minor) VALUES ($1, $2, $3, $4, $5, 1, $6)
         ON CONFLICT (actor_kind, actor_id, verb, day, currency)
         DO UPDATE SET times = actor_day.times + 1, minor = actor_day.minor + $6",
    )
    .with(person.kind())
    .with(person.id().unwrap_or(0))
    .with(verb)
    .with(day(now, zone))
    .with(amount.currency)
    .with(amount.minor)
    .run(work)?;
    Ok(())
}
