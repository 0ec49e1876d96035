//! The shelf of attribute definitions: what the admin defines, changes, switches on and off, removes.

mod effect;

pub use effect::{Effect, Erased, effect};

use crate::Event;
use crate::attribute::{Attribute, AttributeId, Choices, Shape};
use crate::words::{lines, one_line};
use db::{Trouble, Tx, Work, sql};
use kit::Moment;

/// What the admin typed about a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub label: String,
    pub shape: Shape,
    pub choices: Vec<String>,
    pub least: Option<i64>,
    pub most: Option<i64>,
    pub purpose: String,
    pub retention_days: Option<i64>,
}

/// Every definition, presets last, the way the settings page lists them.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Attribute>, Trouble> {
    let all = tx.shared("customers.attributes".to_owned(), |tx| {
        sql("SELECT id, key, label, kind, choices, least, most, purpose, retention_days, is_preset, is_on
               FROM customer_attribute
              ORDER BY is_preset, id")
        .all::<Attribute>(tx)
    });
    Ok((*all?).clone())
}

/// The definitions agents fill in.
pub fn switched_on(tx: &mut Tx<'_>) -> Result<Vec<Attribute>, Trouble> {
    Ok(all(tx)?.into_iter().filter(|attribute| attribute.is_on).collect())
}

pub fn find(tx: &mut Tx<'_>, attribute: AttributeId) -> Result<Attribute, Trouble> {
    known(tx, attribute)?.ok_or(Trouble::NotFound("attribute"))
}

/// The definition with this key, if it was not removed.
pub fn known(tx: &mut Tx<'_>, attribute: AttributeId) -> Result<Option<Attribute>, Trouble> {
    sql("SELECT id, key, label, kind, choices, least, most, purpose, retention_days, is_preset, is_on FROM customer_attribute WHERE id = $1")
        .with(attribute)
        .one(tx)
}

/// Defines an attribute, switched on. The key follows from the label and never changes.
pub fn define(work: &mut Work<'_>, wish: &Wish) -> Result<AttributeId, Trouble> {
    let wish = checked(wish, false)?;
    let key = free_key(work, &wish.label)?;
    let now = work.now;
    let defined = sql("INSERT INTO customer_attribute
                (key, label, kind, choices, least, most, purpose, retention_days, is_preset, is_on, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, TRUE, $9)
         RETURNING id")
    .with(&key)
    .with(&wish.label)
    .with(wish.shape)
    .with(&Choices(wish.choices))
    .with(wish.least)
    .with(wish.most)
    .with(&wish.purpose)
    .with(wish.retention_days)
    .with(now)
    .only(work, "attribute")?;
    work.record(&Event::AttributeDefined { attribute: key })?;
    Ok(defined)
}

/// Changes label, choices, limits, purpose and retention. The shape stays: stored values have it.
pub fn change(work: &mut Work<'_>, attribute: AttributeId, wish: &Wish) -> Result<(), Trouble> {
    let before = find(work, attribute)?;
    let wish = checked(&Wish { shape: before.shape, ..wish.clone() }, before.is_preset)?;
    if same(&before, &wish) {
        return Ok(());
    }
    sql("UPDATE customer_attribute
            SET label = $1, choices = $2, least = $3, most = $4, purpose = $5, retention_days = $6
          WHERE id = $7")
    .with(&wish.label)
    .with(&Choices(wish.choices))
    .with(wish.least)
    .with(wish.most)
    .with(&wish.purpose)
    .with(wish.retention_days)
    .with(attribute)
    .run(work)?;
    work.record(&Event::AttributeChanged { attribute: before.key })
}

/// Lets agents fill it in.
pub fn switch_on(work: &mut Work<'_>, attribute: AttributeId) -> Result<(), Trouble> {
    let key = find(work, attribute)?.key;
    let switched = sql("UPDATE customer_attribute SET is_on = TRUE WHERE id = $1 AND NOT is_on")
        .with(attribute)
        .run(work)?;
    if switched > 0 {
        work.record(&Event::AttributeSwitchedOn { attribute: key })
    } else {
        Ok(())
    }
}

/// Hides it. Values already there are kept until they expire or the attribute is removed.
pub fn switch_off(work: &mut Work<'_>, attribute: AttributeId) -> Result<(), Trouble> {
    let key = find(work, attribute)?.key;
    let switched = sql("UPDATE customer_attribute SET is_on = FALSE WHERE id = $1 AND is_on")
        .with(attribute)
        .run(work)?;
    if switched > 0 {
        work.record(&Event::AttributeSwitchedOff { attribute: key })
    } else {
        Ok(())
    }
}

/// Removes an attribute the admin defined, with every value of it. A preset is switched off instead.
pub fn remove(work: &mut Work<'_>, attribute: AttributeId) -> Result<(), Trouble> {
    let gone = find(work, attribute)?;
    if gone.is_preset {
        return Err(Trouble::refused("customers-preset-stays"));
    }
    sql("DELETE FROM customer_value WHERE attribute_id = $1").with(attribute).run(work)?;
    sql("DELETE FROM customer_attribute WHERE id = $1").with(attribute).run(work)?;
    work.record(&Event::AttributeRemoved { attribute: gone.key })
}

/// How many customers have a value of it.
pub fn filled_in(tx: &mut Tx<'_>, attribute: AttributeId) -> Result<i64, Trouble> {
    sql("SELECT COUNT(*) FROM customer_value WHERE attribute_id = $1").with(attribute).only(tx, "count")
}

/// When the first and the newest of its values were set.
pub fn span(tx: &mut Tx<'_>, attribute: AttributeId) -> Result<Option<(Moment, Moment)>, Trouble> {
    let (first, last): (Option<Moment>, Option<Moment>) =
        sql("SELECT MIN(set_at), MAX(set_at) FROM customer_value WHERE attribute_id = $1")
            .with(attribute)
            .only(tx, "moments")?;
    Ok(first.zip(last))
}

/// The wish with tidy words, or what is wrong with it. A preset may leave words to the catalogues.
fn checked(wish: &Wish, preset: bool) -> Result<Wish, Trouble> {
    let tidy = Wish {
        label: one_line(&wish.label, 80),
        purpose: lines(&wish.purpose, 500),
        choices: distinct(&wish.choices),
        ..wish.clone()
    };
    let refusal = if tidy.label.is_empty() && !preset {
        Some("customers-attribute-needs-a-label")
    } else if tidy.purpose.is_empty() && !preset {
        Some("customers-attribute-needs-a-purpose")
    } else if tidy.shape == Shape::Choice && tidy.choices.len() < 2 {
        Some("customers-attribute-needs-choices")
    } else if tidy.retention_days.is_some_and(|days| !(1..=36_500).contains(&days)) {
        Some("customers-attribute-retention")
    } else if tidy.least.zip(tidy.most).is_some_and(|(least, most)| least > most) {
        Some("customers-attribute-limits")
    } else {
        None
    };
    refusal.map_or(Ok(tidy), |key| Err(Trouble::refused(key)))
}

fn distinct(choices: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for choice in choices.iter().map(|choice| one_line(choice, 80)).filter(|choice| !choice.is_empty()).take(200) {
        if !kept.iter().any(|seen| seen.to_lowercase() == choice.to_lowercase()) {
            kept.push(choice);
        }
    }
    kept
}

fn same(before: &Attribute, wish: &Wish) -> bool {
    (&before.label, &before.choices.0, before.least, before.most) == (&wish.label, &wish.choices, wish.least, wish.most)
        && (&before.purpose, before.retention_days) == (&wish.purpose, wish.retention_days)
}

/// `Shoe size` → `shoe_size`, `shoe_size_2` …; a label without Latin letters → `attribute_…`.
fn free_key(tx: &mut Tx<'_>, label: &str) -> Result<String, Trouble> {
    let folded = crate::words::folded(label);
    let pieces: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty()).collect();
    let stem = if pieces.is_empty() { "attribute".to_owned() } else { pieces.join("_") };
    let taken: Vec<String> = sql("SELECT key FROM customer_attribute").all(tx)?;
    let mut key = stem.clone();
    for number in 2.. {
        if !taken.contains(&key) {
            break;
        }
        key = format!("{stem}_{number}");
    }
    Ok(key)
}
