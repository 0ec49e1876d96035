//! Fields a company made for itself: what they are called, and the words people chose from where a ticket has only their tag.

use crate::documents::each;
use crate::fields::{Fields as _, plain};
use crate::staging::Staging;
use crate::telling::NoExport;
use serde_json::Value;
use std::collections::BTreeMap;

/// A field the company made for itself.
pub(super) struct OwnField {
    label: String,
    /// What is chosen from, as people read it, by what is stored of it.
    options: BTreeMap<String, String>,
}

impl OwnField {
    fn shown(&self, value: &Value) -> String {
        match value {
            Value::Array(list) => list.iter().map(|one| self.shown(one)).collect::<Vec<_>>().join(", "),
            one => self.options.get(&plain(one)).cloned().unwrap_or_else(|| plain(one)),
        }
    }
}

/// By their ids; those every ticket has are no fields of the company's own.
pub(super) fn own_fields(staging: &Staging) -> Result<BTreeMap<String, OwnField>, NoExport> {
    let mut fields = BTreeMap::new();
    each(staging, "field", |field| {
        const OWN: [&str; 9] = [
            "subject",
            "description",
            "status",
            "tickettype",
            "priority",
            "group",
            "assignee",
            "custom_status",
            "basic_priority",
        ];
        if !OWN.contains(&field.text("type").as_str()) {
            let named = field.list("custom_field_options").iter().filter(|option| option.some("name").is_some());
            let options = named.map(|option| (option.text("value"), option.text("name"))).collect();
            fields.insert(field.text("id"), OwnField { label: field.text("title"), options });
        }
        Ok(())
    })?;
    Ok(fields)
}

/// What a ticket has in them.
pub(super) fn fields(own: &BTreeMap<String, OwnField>, ticket: &Value) -> Vec<(String, String)> {
    let said = ticket.list("custom_fields").iter().filter_map(|field| {
        let known = own.get(&field.text("id"))?;
        Some((known.label.clone(), known.shown(field.at("value"))))
    });
    said.filter(|(_, value)| !value.is_empty()).collect()
}
