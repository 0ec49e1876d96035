//! What a field worded anew would mean for what is filled in: how many conversations have a value, and which of the values
//! are no longer among the choices.

use super::FieldKind;
use db::{Trouble, Tx, sql};

/// What there is, seen with new choices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    pub conversations: i64,
    /// Values that would no longer be offered, each with how many conversations keep it.
    pub orphans: Vec<(String, i64)>,
}

/// Works it out; changes nothing.
pub fn effect(tx: &mut Tx<'_>, field: i64, kind: FieldKind, choices: &[String]) -> Result<Effect, Trouble> {
    let values: Vec<(String, i64)> = if kind == FieldKind::Choice {
        sql("SELECT value, COUNT(*) FROM conversation_field WHERE field_id = $1 GROUP BY value ORDER BY COUNT(*) DESC, value")
            .with(field)
            .all(tx)?
    } else {
        Vec::new()
    };
    let orphans = values.into_iter().filter(|(value, _)| !choices.contains(value)).collect();
    let conversations = sql("SELECT COUNT(*) FROM conversation_field WHERE field_id = $1").with(field).only(tx, "count")?;
    Ok(Effect { conversations, orphans })
}
