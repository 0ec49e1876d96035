//! The kinds of events there are. The house tells them to this room, which knows none but its own; a wish nothing fits is refused by
//! them, for it would never be told anything.

use crate::wanted::{fits, is_told};
use std::collections::BTreeSet;

/// Every kind a receiver may be told.
#[derive(Debug, Clone)]
pub struct Kinds(BTreeSet<String>);

/// A pattern nothing fits, and what could have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub pattern: String,
    /// The kinds of its family, or the families if there is no such family.
    pub known: String,
}

impl Kinds {
    /// Those of all rooms; what nobody is told is left out.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a str>) -> Self {
        Self(all.into_iter().filter(|kind| is_told(kind)).map(str::to_owned).collect())
    }

    /// The first of these patterns that no kind fits.
    pub fn unknown(&self, patterns: &[String]) -> Option<Unknown> {
        let unknown = |pattern: &&String| !self.0.iter().any(|kind| fits(pattern, kind));
        let pattern = patterns.iter().find(unknown)?.clone();
        let known = self.near(&pattern);
        Some(Unknown { pattern, known })
    }

    fn near(&self, pattern: &str) -> String {
        let family = pattern.split_once('.').map_or("", |(family, _)| family);
        let kinds: Vec<&str> = self.0.iter().filter(|kind| family_of(kind) == family).map(String::as_str).collect();
        if !kinds.is_empty() {
            return kinds.join(", ");
        }
        let families: BTreeSet<String> = self.0.iter().map(|kind| format!("{}.*", family_of(kind))).collect();
        families.into_iter().collect::<Vec<_>>().join(", ")
    }
}

fn family_of(kind: &str) -> &str {
    kind.split_once('.').map_or(kind, |(family, _)| family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_fits_is_named_with_what_there_is() {
        let kinds = Kinds::of(["message.arrived", "message.sent", "order.placed", "webhook.added", "customer.imported"]);
        let unknown = |pattern: &str| kinds.unknown(&["order.placed".into(), pattern.to_owned()]).map(|unknown| unknown.known);

        for known in ["message.arrived", "message.*", "*"] {
            assert_eq!(unknown(known), None, "{known}");
        }
        assert_eq!(unknown("message.arived").as_deref(), Some("message.arrived, message.sent"));
        for nobodys in ["bogus.event", "bogus.*", "webhook.added", "webhook.*", "customer.imported"] {
            assert_eq!(unknown(nobodys).as_deref(), Some("message.*, order.*"), "{nobodys}");
        }
    }
}
