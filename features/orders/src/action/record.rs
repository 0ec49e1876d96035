//! Actions on custom records: opening one, and whatever its type says can be done with it.

use super::account::with_customer;
use super::{Deed, Effect, Place, Plan, Stop, deny};
use crate::brand;
use crate::record_type::{self, RecordType};
use crate::records;
use customers::CustomerId;
use db::Tx;
use kit::{Currency, Money};
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
        if policy::FACTS.iter().any(|known| known.name == name) {
            continue;
        }
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

/// What it is about in money, as one of its fields says; `None` where no field does, or not in the brand's currency.
fn amount_in(field: Option<&String>, fields: &Fields, currency: Currency) -> Option<Money> {
    let value = fields.get(field?)?;
    let amount = match (value.as_i64(), value.as_str()) {
        (Some(minor), _) => Money::new(minor, currency),
        (_, Some(text)) => {
            let (number, code) = text.trim().split_once(' ')?;
            Money::parse(number, Currency::parse(code.trim()).ok()?).ok()?
        }
        _ => return None,
    };
    (amount.currency == currency && !amount.is_negative()).then_some(amount)
}

fn where_known(amount: Result<Option<Money>, Stop>) -> Result<Option<Money>, Stop> {
    match amount {
        Err(Stop::Denied(_)) => Ok(None),
        other => other,
    }
}

/// An amount nobody told is not nothing: a policy that asks for it has to deny.
fn with_amount(facts: Facts, amount: Option<Money>) -> Facts {
    let mut facts = facts;
    match amount {
        Some(amount) => facts.set("action.amount", amount),
        None => drop(facts.forget("action.amount")),
    }
    facts
}

impl OpenRecord {
    fn amount(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Option<Money>, Stop> {
        let definition = known(tx, &self.record_type)?.definition()?;
        Ok(amount_in(definition.amount_field.as_ref(), &self.fields, at.currency))
    }
}

impl ChangeRecord {
    fn amount(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Option<Money>, Stop> {
        let definition = known(tx, &self.record_type)?.definition()?;
        let own = definition.actions.get(&self.action).and_then(|action| action.amount_field.as_ref());
        let mut fields = records::find(tx, self.record)?.fields()?;
        fields.extend(self.fields.clone());
        Ok(amount_in(own.or(definition.amount_field.as_ref()), &fields, at.currency))
    }
}

impl Deed for OpenRecord {
    fn verb(&self) -> String {
        format!("{}.open", self.record_type)
    }

    fn place(&self, tx: &mut Tx<'_>) -> Result<Place, Stop> {
        with_customer(tx, &self.brand, self.customer)
    }

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let facts = with_amount(facts, where_known(self.amount(tx, at))?);
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
        Ok(Plan { effects: vec![effect], stake: self.amount(tx, at)?, ..Plan::default() })
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

    fn facts(&self, tx: &mut Tx<'_>, at: &Place, facts: Facts) -> Result<Facts, Stop> {
        let facts = with_amount(facts, where_known(self.amount(tx, at))?);
        let record = records::find(tx, self.record)?;
        let mut fields = record.fields()?;
        fields.extend(self.fields.clone());
        let facts = with_fields(&self.record_type, &fields, facts);
        Ok(facts.with(&format!("{}.state", self.record_type), record.state))
    }

    fn plan(&self, tx: &mut Tx<'_>, at: &Place) -> Result<Plan, Stop> {
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
        Ok(Plan { effects: vec![effect], stake: self.amount(tx, at)?, ..Plan::default() })
    }

    fn reason(&self) -> &str {
        &self.reason
    }
}
