//! What an administrator does with a field: defines it, words it anew, puts it in its place, switches it off and on, and
//! removes what nobody ever filled in.

use super::{FieldKind, Kept, all, find, known, written};
use crate::Event;
use db::{Trouble, Tx, Work, sql};

const MOST_CHOICES: usize = 200;

/// Defines a field, asked behind the others; its key is made from the label and stays.
pub fn define(work: &mut Work<'_>, label: &str, kind: FieldKind, choices: &[String]) -> Result<i64, Trouble> {
    let label = named(work, label, None)?;
    let key: String = label.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let taken: Option<i64> = sql("SELECT id FROM custom_field WHERE key = $1").with(&key).one(work)?;
    if taken.is_some() {
        return Err(Trouble::refused("desk-field-exists").with("label", label));
    }
    let id: i64 = sql("INSERT INTO custom_field (key, label, kind, choices, place)
         VALUES ($1, $2, $3, $4, (SELECT COALESCE(MAX(place), 0) + 1 FROM custom_field)) RETURNING id")
    .with(&key)
    .with(&label)
    .with(kind)
    .with(written(&offered(kind, choices)?))
    .only(work, "field")?;
    work.record(&Event::FieldDefined { field: id, label })?;
    Ok(id)
}

/// Words it anew. Its kind and key stay, and so does every value, also one that is no longer among the choices.
pub fn change(work: &mut Work<'_>, field: i64, label: &str, choices: &[String]) -> Result<(), Trouble> {
    let now = find(work, field)?;
    let (label, choices) = (named(work, label, Some(field))?, offered(now.kind, choices)?);
    if (&now.label, &now.options()) == (&label, &choices) {
        return Ok(());
    }
    sql("UPDATE custom_field SET label = $2, choices = $3 WHERE id = $1")
        .with(field)
        .with(&label)
        .with(written(&choices))
        .run(work)?;
    work.record(&Event::FieldChanged { field, label })
}

/// Asks it no more. Values stay and can be read.
pub fn switch_off(work: &mut Work<'_>, field: i64) -> Result<(), Trouble> {
    let (label, now) = (find(work, field)?.label, work.now);
    let switched = sql("UPDATE custom_field SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL")
        .with(field)
        .with(now)
        .run(work)?;
    if switched > 0 { work.record(&Event::FieldSwitchedOff { field, label }) } else { Ok(()) }
}

/// Asks it again.
pub fn switch_on(work: &mut Work<'_>, field: i64) -> Result<(), Trouble> {
    let label = find(work, field)?.label;
    let switched = sql("UPDATE custom_field SET retired_at = NULL WHERE id = $1 AND retired_at IS NOT NULL")
        .with(field)
        .run(work)?;
    if switched > 0 { work.record(&Event::FieldSwitchedOn { field, label }) } else { Ok(()) }
}

/// Removes what nobody ever filled in; anything else is switched off, so that history can be read.
pub fn remove(work: &mut Work<'_>, field: i64) -> Result<(), Trouble> {
    let now = find(work, field)?;
    if now.was_filled_in || now.conversations > 0 {
        return Err(Trouble::refused("desk-field-was-filled-in").with("label", now.label));
    }
    sql("DELETE FROM custom_field WHERE id = $1").with(field).run(work)?;
    work.record(&Event::FieldRemoved { field, label: now.label })
}

/// Puts a removed field back under the key and number it had, behind the others.
pub fn stand_again(
    work: &mut Work<'_>,
    field: i64,
    key: &str,
    kind: FieldKind,
    (label, choices): (&str, &[String]),
) -> Result<(), Trouble> {
    if known(work, field)?.is_some() {
        return Err(Trouble::refused("desk-field-exists").with("label", label));
    }
    let label = named(work, label, Some(field))?;
    let taken: Option<i64> = sql("SELECT id FROM custom_field WHERE key = $1").with(key).one(work)?;
    if taken.is_some() {
        return Err(Trouble::refused("desk-field-exists").with("label", label));
    }
    sql("INSERT INTO custom_field (id, key, label, kind, choices, place)
         VALUES ($1, $2, $3, $4, $5, (SELECT COALESCE(MAX(place), 0) + 1 FROM custom_field))")
    .with(field)
    .with(key)
    .with(&label)
    .with(kind)
    .with(written(choices))
    .run(work)?;
    work.record(&Event::FieldDefined { field, label })
}

/// One place up, or down; at the end of the list it stays.
pub fn move_by_one(work: &mut Work<'_>, field: i64, up: bool) -> Result<(), Trouble> {
    let mut order: Vec<i64> = all(work)?.into_iter().map(|one| one.id).collect();
    let here = order.iter().position(|id| *id == field).ok_or(Trouble::NotFound("field"))?;
    let there = if up { here.checked_sub(1) } else { Some(here + 1) };
    match there.filter(|there| *there < order.len()) {
        Some(there) => {
            order.swap(here, there);
            arrange(work, &order)
        }
        None => Ok(()),
    }
}

/// Gives the fields this order; those it does not name come behind, as they stood.
pub fn arrange(work: &mut Work<'_>, order: &[i64]) -> Result<(), Trouble> {
    let before: Vec<i64> = all(work)?.into_iter().map(|one| one.id).collect();
    let named = order.iter().filter(|id| before.contains(id));
    let after: Vec<i64> = named.chain(before.iter().filter(|id| !order.contains(id))).copied().collect();
    if after == before {
        return Ok(());
    }
    for (place, field) in (1_i64..).zip(&after) {
        sql("UPDATE custom_field SET place = $2 WHERE id = $1").with(*field).with(place).run(work)?;
    }
    work.record(&Event::FieldsArranged { fields: after })
}

/// The label, if it is one and no other field has it.
fn named(tx: &mut Tx<'_>, typed: &str, own: Option<i64>) -> Result<String, Trouble> {
    let label = crate::conversations::shortened(typed.trim(), 80);
    if label.is_empty() {
        return Err(Trouble::refused("desk-field-without-label"));
    }
    let same = |one: &Kept| Some(one.id) != own && one.label.to_lowercase() == label.to_lowercase();
    if super::kept(tx)?.iter().any(same) {
        return Err(Trouble::refused("desk-field-exists").with("label", label));
    }
    Ok(label)
}

/// The choices without blanks and doubles; only a choice has some, and it needs them.
pub(super) fn offered(kind: FieldKind, typed: &[String]) -> Result<Vec<String>, Trouble> {
    let mut choices: Vec<String> = Vec::new();
    if kind != FieldKind::Choice {
        return Ok(choices);
    }
    for choice in typed.iter().map(|one| crate::conversations::shortened(one.trim(), 80)) {
        if !choice.is_empty() && !choices.contains(&choice) && choices.len() < MOST_CHOICES {
            choices.push(choice);
        }
    }
    if choices.is_empty() {
        return Err(Trouble::refused("desk-field-without-choices").at("/choices"));
    }
    Ok(choices)
}
