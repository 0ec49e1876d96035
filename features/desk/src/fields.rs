//! Custom fields an administrator defines for conversations: what is asked, in which order, and what may be answered. Values
//! stay when a field is switched off or its choices change; a field that was ever filled in is not removed.

mod change;
mod effect;

pub use change::{arrange, change, define, move_by_one, remove, stand_again, switch_off, switch_on};
pub use effect::{Effect, effect};

use crate::ConversationId;
use db::{FromRow, Trouble, Tx, Work, sql};

db::words!(
    /// What a field holds.
    FieldKind { Text = "text", Number = "number", Choice = "choice", YesNo = "yes_no", Date = "date" }
);

/// A field and, in a conversation, its value.
#[derive(Debug, Clone, FromRow)]
pub struct Field {
    pub id: i64,
    pub key: String,
    pub label: String,
    pub kind: FieldKind,
    /// JSON list of texts.
    pub choices: String,
    pub value: Option<String>,
}

impl Field {
    pub fn options(&self) -> Vec<String> {
        read(&self.choices)
    }

    /// The value, if it was a choice once and is no longer offered.
    pub fn orphaned(&self) -> Option<String> {
        let value = self.value.clone().filter(|value| !value.is_empty())?;
        (self.kind == FieldKind::Choice && !self.options().contains(&value)).then_some(value)
    }
}

/// A field as an administrator keeps it.
#[derive(Debug, Clone, FromRow)]
pub struct Kept {
    pub id: i64,
    pub key: String,
    pub label: String,
    pub kind: FieldKind,
    choices: String,
    pub is_on: bool,
    /// Somebody filled it in once, also if nothing is left of it.
    pub was_filled_in: bool,
    /// So many conversations have a value.
    pub conversations: i64,
}

impl Kept {
    pub fn options(&self) -> Vec<String> {
        read(&self.choices)
    }

    /// As an agent would see it, not filled in.
    pub fn asked(&self, label: &str, choices: &[String]) -> Field {
        Field {
            id: self.id,
            key: self.key.clone(),
            label: label.to_owned(),
            kind: self.kind,
            choices: written(choices),
            value: None,
        }
    }
}

pub(crate) fn read(choices: &str) -> Vec<String> {
    serde_json::from_str(choices).unwrap_or_default()
}

pub(crate) fn written(choices: &[String]) -> String {
    serde_json::to_string(choices).unwrap_or_else(|_| "[]".into())
}

/// The fields offered, each with its value in this conversation.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Field>, Trouble> {
    sql("SELECT f.id, f.key, f.label, f.kind, f.choices, v.value
           FROM custom_field f LEFT JOIN conversation_field v ON v.field_id = f.id AND v.conversation_id = $1
          WHERE f.retired_at IS NULL ORDER BY f.place, f.label, f.id")
    .with(conversation)
    .all(tx)
}

/// The fields switched off that have a value in this conversation: they are read and no longer asked.
pub fn put_away(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Field>, Trouble> {
    sql("SELECT f.id, f.key, f.label, f.kind, f.choices, v.value
           FROM conversation_field v JOIN custom_field f ON f.id = v.field_id
          WHERE v.conversation_id = $1 AND f.retired_at IS NOT NULL ORDER BY f.place, f.label, f.id")
    .with(conversation)
    .all(tx)
}

/// Every field offered.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Field>, Trouble> {
    sql("SELECT id, key, label, kind, choices, NULL FROM custom_field WHERE retired_at IS NULL ORDER BY place, label, id").all(tx)
}

/// Every field there is, those that are asked first, with how often each is filled in.
pub fn kept(tx: &mut Tx<'_>) -> Result<Vec<Kept>, Trouble> {
    sql("SELECT f.id, f.key, f.label, f.kind, f.choices, f.retired_at IS NULL, f.filled_at IS NOT NULL,
                (SELECT COUNT(*) FROM conversation_field v WHERE v.field_id = f.id)
           FROM custom_field f
          ORDER BY CASE WHEN f.retired_at IS NULL THEN 0 ELSE 1 END, f.place, f.label, f.id")
    .all(tx)
}

/// The field with this key, asked or not.
pub fn find(tx: &mut Tx<'_>, field: i64) -> Result<Kept, Trouble> {
    known(tx, field)?.ok_or(Trouble::NotFound("field"))
}

/// The same, if there is one.
pub fn known(tx: &mut Tx<'_>, field: i64) -> Result<Option<Kept>, Trouble> {
    sql("SELECT f.id, f.key, f.label, f.kind, f.choices, f.retired_at IS NULL, f.filled_at IS NOT NULL,
                (SELECT COUNT(*) FROM conversation_field v WHERE v.field_id = f.id)
           FROM custom_field f WHERE f.id = $1")
    .with(field)
    .one(tx)
}

/// The value as it may be stored, or why not.
pub(crate) fn checked(tx: &mut Tx<'_>, field: i64, value: &str) -> Result<String, Trouble> {
    let field: Field = sql("SELECT id, key, label, kind, choices, NULL FROM custom_field WHERE id = $1 AND retired_at IS NULL")
        .with(field)
        .only(tx, "field")?;
    let value = crate::conversations::shortened(value.trim(), 2_000);
    let good = value.is_empty()
        || match field.kind {
            FieldKind::Text => true,
            FieldKind::Number => value.parse::<f64>().is_ok_and(f64::is_finite),
            FieldKind::Choice => field.options().contains(&value),
            FieldKind::YesNo => matches!(value.as_str(), "yes" | "no"),
            FieldKind::Date => is_date(&value),
        };
    if good {
        Ok(value)
    } else {
        Err(Trouble::refused("desk-field-value").with("label", field.label).with("value", value))
    }
}

/// Notes that it was filled in for the first time.
pub(crate) fn filled(work: &mut Work<'_>, field: i64) -> Result<(), Trouble> {
    let now = work.now;
    sql("UPDATE custom_field SET filled_at = $2 WHERE id = $1 AND filled_at IS NULL")
        .with(field)
        .with(now)
        .run(work)
        .map(drop)
}

/// `2026-03-10`, and a day the calendar has.
fn is_date(value: &str) -> bool {
    value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok()
}
