//! Fields of conversations as they can be put back: one by one, and the order they are asked in.

use super::key;
use crate::fields::{self, FieldKind};
use agents::changes::{Setting, read, written};
use db::{Trouble, Tx, Work};
use serde::{Deserialize, Serialize};

/// A field: its words, its choices, whether it is asked, and whether there is one at all.
#[derive(Debug, Clone, Copy)]
pub struct FieldSetting;

#[derive(Serialize, Deserialize)]
struct StoodField {
    key: String,
    label: String,
    kind: String,
    choices: Vec<String>,
    is_on: bool,
}

impl Setting for FieldSetting {
    fn kind(&self) -> &'static str {
        "field"
    }

    fn needs(&self) -> &'static str {
        "settings.manage"
    }

    fn href(&self, _: &str) -> String {
        "/settings/fields".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let found = fields::known(tx, key(thing)?)?;
        let name = found.as_ref().map_or_else(String::new, |field| field.label.clone());
        let stands = found.map(|field| StoodField {
            choices: field.options(),
            key: field.key,
            label: field.label,
            kind: field.kind.word().to_owned(),
            is_on: field.is_on,
        });
        Ok((name, written(&stands)?))
    }

    /// One that was defined goes if nobody filled it in; one that was removed comes back under its own key.
    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (id, stood): (i64, Option<StoodField>) = (key(thing)?, read(stood)?);
        let Some(stood) = stood else { return fields::remove(work, id) };
        if fields::known(work, id)?.is_some() {
            fields::change(work, id, &stood.label, &stood.choices)?;
        } else {
            let kind = FieldKind::of_word(&stood.kind).ok_or(Trouble::NotFound("field"))?;
            fields::stand_again(work, id, &stood.key, kind, (&stood.label, &stood.choices))?;
        }
        if stood.is_on { fields::switch_on(work, id) } else { fields::switch_off(work, id) }
    }
}

/// The order in which fields are asked.
#[derive(Debug, Clone, Copy)]
pub struct FieldOrderSetting;

impl Setting for FieldOrderSetting {
    fn kind(&self) -> &'static str {
        "field_order"
    }

    fn needs(&self) -> &'static str {
        "settings.manage"
    }

    fn href(&self, _: &str) -> String {
        "/settings/fields".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, _: &str) -> Result<(String, String), Trouble> {
        let order: Vec<i64> = fields::all(tx)?.into_iter().map(|field| field.id).collect();
        Ok((String::new(), written(&order)?))
    }

    fn put_back(&self, work: &mut Work<'_>, _: &str, stood: &str) -> Result<(), Trouble> {
        let order: Vec<i64> = read(stood)?;
        fields::arrange(work, &order)
    }
}
