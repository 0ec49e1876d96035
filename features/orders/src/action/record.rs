//! Actions on custom records: opening one, and whatever its type says can be done with it.

use super::account::with_customer;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::brand;
use crate::record_type::{self, RecordType};
use crate::records;
use customers::CustomerId;
use db::Tx;
use policy::Facts;
use serde::{Deserialize, Serialize};

type Fields = serde_json::Map<String, serde_json::Value>;

/// Opens a record of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRecord {
    pub brand: String,
    /// The type's code.
    pub record_type: String,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub fields: Fields,
}

/// Does what the type calls `action`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    /// The type's code, so that policies can name the action without looking the record up.
    pub record_type: String,
    pub record: i64,
    pub action: String,
    #[serde(default)]
    pub fields: Fields,
    #[serde(default)]
    pub reason: String,
}

fn known(tx: &mut Tx<'_>, code: &str) -> Result<RecordType, Stop> {
    record_type::by_code(tx, code)?.ok_or(Stop::Denied("unknown_record_type"))
}

/// A record's own fields are facts under its type's code.
fn with_fields(code: &str, fields: &Fields, mut facts: Facts) -> Facts {
    for (name, value) in fields {
        let name = format!("{code}.{name}");
        if let Some(text) = value.as_str() {
            facts = facts.with(&name, text);
        } else if let Some(number) = value.as_i64() {
            facts = facts.with(&name, number);
        } else if let Some(flag) = value.as_bool() {
            facts = facts.with(&name, flag);
        }
    }
    facts
}

impl Deed for OpenRecord {
    fn verb(&self) -> String {
        format!("{}.open", self.record_type)
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        with_customer(tx, &self.brand, self.customer)
    }

    fn facts(&self, _: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        Ok(with_fields(&self.record_type, &self.fields, facts))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
        let of_type = known(tx, &self.record_type)?;
        let definition = of_type.definition()?;
        if !definition.schema.faults(&self.fields).is_empty() {
            return deny("fields_do_not_fit");
        }
        let effect = Effect::OpensRecord {
            record_type: of_type.id.0,
            customer: at.customer,
            brand: at.brand.id,
            state: definition.states.first().cloned().unwrap_or_default(),
            fields: serde_json::Value::Object(self.fields.clone()),
        };
        Ok(Plan { effects: vec![effect], ..Plan::default() })
    }

    fn reason(&self) -> &'static str {
        "record"
    }
}

impl Deed for ChangeRecord {
    fn verb(&self) -> String {
        format!("{}.{}", self.record_type, self.action)
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        let record = records::find(tx, self.record)?;
        let brand = brand::find(tx, record.brand)?;
        with_customer(tx, &brand.code, record.customer)
    }

    fn facts(&self, tx: &mut Tx<'_>, _: &Place, facts: Facts) -> Result<Facts, Stop> {
        let record = records::find(tx, self.record)?;
        let mut fields = record.fields()?;
        fields.extend(self.fields.clone());
        let facts = with_fields(&self.record_type, &fields, facts);
        Ok(facts.with(&format!("{}.state", self.record_type), record.state))
    }

    fn plan(&self, tx: &mut Tx<'_>, _: &Place) -> Result<Plan, Stop> {
        let (of_type, record) = (known(tx, &self.record_type)?, records::find(tx, self.record)?);
        let definition = of_type.definition()?;
        let Some(action) = definition.actions.get(&self.action).filter(|_| record.record_type == of_type.id) else {
            return deny("unknown_record_action");
        };
        if !action.from.is_empty() && !action.from.contains(&record.state) {
            return deny("not_in_this_state");
        }
        if self.fields.keys().any(|name| !action.sets.contains(name)) {
            return deny("fields_do_not_fit");
        }
        let mut fields = record.fields()?;
        fields.extend(self.fields.clone());
        if !definition.schema.faults(&fields).is_empty() {
            return deny("fields_do_not_fit");
        }
        let effect = Effect::ChangesRecord {
            record: record.id,
            version: record.version,
            state: action.to.clone().unwrap_or(record.state),
            fields: serde_json::Value::Object(fields),
        };
        Ok(Plan { effects: vec![effect], ..Plan::default() })
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
