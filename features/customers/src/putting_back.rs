//! Customer attributes as they can be put back. What was erased with them, or for want of time, cannot: personal values are
//! kept nowhere else.

use crate::attribute::AttributeId;
use crate::attributes::{self, Wish};
use agents::changes::{Setting, read, written};
use db::{Trouble, Tx, Work};
use serde::{Deserialize, Serialize};

/// An attribute: its words, its choices and limits, its purpose and time, whether it is filled in.
#[derive(Debug, Clone, Copy)]
pub struct AttributeSetting;

#[derive(Serialize, Deserialize)]
struct Stood {
    label: String,
    choices: Vec<String>,
    least: Option<i64>,
    most: Option<i64>,
    purpose: String,
    retention_days: Option<i64>,
    is_on: bool,
}

impl Setting for AttributeSetting {
    fn kind(&self) -> &'static str {
        "customer_attribute"
    }

    fn needs(&self) -> &'static str {
        "settings.manage"
    }

    fn href(&self, _: &str) -> String {
        "/settings/customer-attributes".to_owned()
    }

    fn standing(&self, tx: &mut Tx<'_>, thing: &str) -> Result<(String, String), Trouble> {
        let found = attributes::known(tx, key(thing)?)?;
        let name = found
            .as_ref()
            .map_or_else(String::new, |one| if one.label.is_empty() { one.key.clone() } else { one.label.clone() });
        let stands = found.map(|one| Stood {
            label: one.label,
            choices: one.choices.0,
            least: one.least,
            most: one.most,
            purpose: one.purpose,
            retention_days: one.retention_days,
            is_on: one.is_on,
        });
        Ok((name, written(&stands)?))
    }

    fn put_back(&self, work: &mut Work<'_>, thing: &str, stood: &str) -> Result<(), Trouble> {
        let (id, stood): (AttributeId, Option<Stood>) = (key(thing)?, read(stood)?);
        let now = attributes::find(work, id)?;
        let Some(stood) = stood else { return forget(work, id) };
        let wish = Wish {
            label: stood.label,
            shape: now.shape,
            choices: stood.choices,
            least: stood.least,
            most: stood.most,
            purpose: stood.purpose,
            retention_days: stood.retention_days,
        };
        attributes::change(work, id, &wish)?;
        if stood.is_on {
            attributes::switch_on(work, id)
        } else {
            attributes::switch_off(work, id)
        }
    }
}

/// One that was defined by mistake goes again, unless somebody is known by it meanwhile.
fn forget(work: &mut Work<'_>, id: AttributeId) -> Result<(), Trouble> {
    if attributes::filled_in(work, id)? > 0 {
        return Err(Trouble::refused("customers-attribute-has-values"));
    }
    attributes::remove(work, id)
}

fn key(thing: &str) -> Result<AttributeId, Trouble> {
    thing.parse().map(AttributeId).map_err(|_| Trouble::NotFound("attribute"))
}
