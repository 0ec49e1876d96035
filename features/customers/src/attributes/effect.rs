//! What changing an attribute would mean for what is known already: how many customers have a value, which values would no
//! longer be taken, and which a shorter time would erase, and on which day.

use super::{Wish, checked, filled_in, find};
use crate::attribute::{Attribute, AttributeId, Choices, Shape};
use db::{Trouble, Tx, sql};
use jiff::civil::Date;
use kit::Moment;

const DAY_MICROSECONDS: i64 = 86_400_000_000;
/// So many of the next days on which something is erased are named.
const DAYS_NAMED: usize = 3;

/// What there is, seen with the new definition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    pub customers: i64,
    /// So many keep a value that would not be taken if it were typed today. It stays until somebody changes it.
    pub misfits: i64,
    /// The choices among them, each with how many keep it.
    pub orphans: Vec<(String, i64)>,
    /// `None`: kept as long as the customer.
    pub erased: Option<Erased>,
}

/// What the time to keep would erase.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erased {
    /// Within the hour, and not already by the time that counts now.
    pub at_once: i64,
    /// Then, day by day.
    pub days: Vec<(Date, i64)>,
    /// After those days.
    pub later: i64,
}

/// Works it out; changes nothing. Days begin as in `zone`.
pub fn effect(tx: &mut Tx<'_>, attribute: AttributeId, wish: &Wish, zone: &str) -> Result<Effect, Trouble> {
    let before = find(tx, attribute)?;
    let wish = checked(&Wish { shape: before.shape, ..wish.clone() }, before.is_preset)?;
    let after = Attribute {
        choices: Choices(wish.choices),
        least: wish.least,
        most: wish.most,
        retention_days: wish.retention_days,
        ..before.clone()
    };
    let misfitting = misfitting(tx, &after)?;
    let misfits = misfitting.iter().map(|(_, count)| count).sum();
    Ok(Effect {
        customers: filled_in(tx, attribute)?,
        misfits,
        orphans: if after.shape == Shape::Choice { misfitting } else { Vec::new() },
        erased: after.retention_days.map(|days| erased(tx, &before, days, zone)).transpose()?,
    })
}

/// Values it would not take as they are, with how many have each. Only choices and numbers can cease to fit.
fn misfitting(tx: &mut Tx<'_>, after: &Attribute) -> Result<Vec<(String, i64)>, Trouble> {
    if !matches!(after.shape, Shape::Choice | Shape::Number) {
        return Ok(Vec::new());
    }
    let all: Vec<(String, i64)> =
        sql("SELECT value, COUNT(*) FROM customer_value WHERE attribute_id = $1 GROUP BY value ORDER BY COUNT(*) DESC, value")
            .with(after.id)
            .all(tx)?;
    let today = tx.now().in_zone("UTC").date();
    Ok(all.into_iter().filter(|(value, _)| after.read(value, today).ok().as_ref() != Some(value)).collect())
}

fn erased(tx: &mut Tx<'_>, before: &Attribute, days: i64, zone: &str) -> Result<Erased, Trouble> {
    let until = |days: i64, now: Moment| Moment(now.0.saturating_sub(days.saturating_mul(DAY_MICROSECONDS)));
    let (now, span) = (tx.now(), days.saturating_mul(DAY_MICROSECONDS));
    let due = set_until(tx, before.id, until(days, now))?;
    let due_anyway = match before.retention_days {
        Some(days) => set_until(tx, before.id, until(days, now))?,
        None => 0,
    };
    let mut erased = Erased { at_once: (due - due_anyway).max(0), ..Erased::default() };
    let (mut edge, mut counted) = (until(days, now), due);
    while erased.days.len() < DAYS_NAMED {
        let next: Option<Moment> = sql("SELECT MIN(set_at) FROM customer_value WHERE attribute_id = $1 AND set_at > $2")
            .with(before.id)
            .with(edge)
            .only(tx, "moment")?;
        let Some(next) = next else { break };
        let day = Moment(next.0.saturating_add(span)).in_zone(zone);
        edge = end_of(&day).map_or(next, |end| Moment(end.0.saturating_sub(span).saturating_sub(1)));
        let until_then = set_until(tx, before.id, edge)?;
        erased.days.push((day.date(), until_then - counted));
        counted = until_then;
    }
    erased.later = filled_in(tx, before.id)? - counted;
    Ok(erased)
}

fn set_until(tx: &mut Tx<'_>, attribute: AttributeId, moment: Moment) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM customer_value WHERE attribute_id = $1 AND set_at <= $2")
        .with(attribute)
        .with(moment)
        .only(tx, "count")
}

/// When the next day begins.
fn end_of(day: &jiff::Zoned) -> Option<Moment> {
    let next = day.date().tomorrow().ok()?.to_zoned(day.time_zone().clone()).ok()?;
    Some(Moment(next.timestamp().as_microsecond()))
}
