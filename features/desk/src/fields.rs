//! Custom fields an administrator defines for conversations.

use crate::{ConversationId, Event};
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
        serde_json::from_str(&self.choices).unwrap_or_default()
    }
}

/// The fields offered, each with its value in this conversation.
pub fn of(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Field>, Trouble> {
    sql("SELECT f.id, f.key, f.label, f.kind, f.choices, v.value
           FROM custom_field f LEFT JOIN conversation_field v ON v.field_id = f.id AND v.conversation_id = $1
          WHERE f.retired_at IS NULL ORDER BY f.label, f.id")
    .with(conversation)
    .all(tx)
}

/// Every field offered.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Field>, Trouble> {
    sql("SELECT id, key, label, kind, choices, NULL FROM custom_field WHERE retired_at IS NULL ORDER BY label, id").all(tx)
}

/// Defines a field; its key is made from the label.
pub fn define(work: &mut Work<'_>, label: &str, kind: FieldKind, choices: &[String]) -> Result<i64, Trouble> {
    let label = crate::conversations::shortened(label.trim(), 80);
    if label.is_empty() {
        return Err(Trouble::refused("desk-field-without-label"));
    }
    let key: String = label.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let taken: Option<i64> = sql("SELECT id FROM custom_field WHERE key = $1").with(&key).one(work)?;
    if taken.is_some() {
        return Err(Trouble::refused("desk-field-exists").with("label", label));
    }
    let choices = serde_json::to_string(choices).unwrap_or_else(|_| "[]".into());
    let id: i64 = sql("INSERT INTO custom_field (key, label, kind, choices) VALUES ($1, $2, $3, $4) RETURNING id")
        .with(&key)
        .with(&label)
        .with(kind)
        .with(choices)
        .only(work, "field")?;
    work.record(&Event::FieldDefined { field: id, label })?;
    Ok(id)
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

/// `2026-03-10`, and a day the calendar has.
fn is_date(value: &str) -> bool {
    value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok()
}
