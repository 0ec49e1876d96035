//! What a type of records written anew would do with the records there are: which do not fit its fields, and which are in a
//! state that would be gone. Records themselves stay as they are.

use crate::record_type::{self, Definition, RecordType};
use crate::stored::read;
use db::{Trouble, Tx, sql};
use std::collections::BTreeMap;

/// So many records are looked at, the newest first.
const MOST_LOOKED_AT: i64 = 2_000;

/// What there is, seen with the new definition.
#[derive(Debug, Clone, Default)]
pub struct RecordEffect {
    /// `None`: the code is new.
    pub known: Option<RecordType>,
    pub records: i64,
    /// So many of them were looked at.
    pub looked_at: i64,
    /// So many of those do not fit.
    pub misfits: i64,
    /// The fields that do not fit, or are not named any more, each with how many records.
    pub by_field: Vec<(String, i64)>,
    /// States records are in that would be gone: it is refused.
    pub lost_states: Vec<(String, i64)>,
}

pub fn record_type(tx: &mut Tx<'_>, code: &str, definition: &Definition) -> Result<RecordEffect, Trouble> {
    let Some(known) = record_type::by_code(tx, code)? else {
        return Ok(RecordEffect::default());
    };
    let states: Vec<(String, i64)> = sql("SELECT state, COUNT(*) FROM record WHERE type_id = $1 GROUP BY state ORDER BY state")
        .with(known.id)
        .all(tx)?;
    let fields: Vec<String> = sql("SELECT fields FROM record WHERE type_id = $1 ORDER BY id DESC LIMIT $2")
        .with(known.id)
        .with(MOST_LOOKED_AT)
        .all(tx)?;
    let (mut misfits, mut by_field) = (0, BTreeMap::<String, i64>::new());
    for one in &fields {
        let faults = definition.schema.faults(&read("record", one)?);
        misfits += i64::from(!faults.is_empty());
        for field in faults {
            *by_field.entry(field).or_default() += 1;
        }
    }
    Ok(RecordEffect {
        records: states.iter().map(|(_, count)| count).sum(),
        looked_at: fields.len() as i64,
        misfits,
        by_field: by_field.into_iter().collect(),
        lost_states: states.into_iter().filter(|(state, _)| !definition.states.contains(state)).collect(),
        known: Some(known),
    })
}
