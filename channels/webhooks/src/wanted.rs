//! Which events a receiver wants: kinds by name, whole families as `conversation.*`, or `*` for all.

use serde::{Deserialize, Serialize};

/// Most patterns a receiver may name.
const MOST: usize = 100;

/// What a receiver wants to hear. Its own comings and goings (`webhook.…`) are told to nobody: they would never end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wanted(Vec<String>);

impl Wanted {
    /// Reads patterns; the first that is none is the error.
    pub fn parse<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut all: Vec<String> = patterns
            .into_iter()
            .map(str::trim)
            .filter(|pattern| !pattern.is_empty())
            .map(str::to_owned)
            .collect();
        all.sort();
        all.dedup();
        if let Some(wrong) = all.iter().find(|pattern| !is_pattern(pattern)) {
            return Err(wrong.clone());
        }
        if all.len() > MOST {
            return Err(all.swap_remove(MOST));
        }
        Ok(Self(all))
    }

    /// As stored.
    pub(crate) fn stored(text: &str) -> Self {
        Self(text.split(' ').filter(|pattern| !pattern.is_empty()).map(str::to_owned).collect())
    }

    pub(crate) fn text(&self) -> String {
        self.0.join(" ")
    }

    pub fn patterns(&self) -> &[String] {
        &self.0
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an event of this kind is wanted.
    pub fn has(&self, kind: &str) -> bool {
        is_told(kind) && self.0.iter().any(|pattern| fits(pattern, kind))
    }
}

/// Whether receivers are told such events at all. What was brought in from before the desk is news to nobody.
pub(crate) fn is_told(kind: &str) -> bool {
    !kind.starts_with("webhook.") && !kind.ends_with(".imported")
}

pub(crate) fn fits(pattern: &str, kind: &str) -> bool {
    let family = pattern.strip_suffix('*');
    family.map_or(pattern == kind, |family| kind.starts_with(family))
}

/// `message.arrived`, `message.*` or `*`.
fn is_pattern(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    match text.split_once('.') {
        Some((family, kind)) => word(family) && (kind == "*" || word(kind)),
        None => text == "*",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_families_and_all() {
        let wanted = Wanted::parse(["message.arrived", "order.*"]).expect("patterns");
        assert!(wanted.has("message.arrived") && wanted.has("order.placed"));
        assert!(!wanted.has("message.written") && !wanted.has("orders.placed"));
        let all = Wanted::parse(["*", "conversation.*", "customer.imported"]).expect("patterns");
        assert!(all.has("conversation.opened") && !all.has("conversation.imported") && !all.has("customer.imported"));
        assert!(Wanted::parse(["*"]).expect("all").has("customer.opened"));
    }

    #[test]
    fn nobody_hears_of_webhooks_themselves() {
        assert!(!Wanted::parse(["*", "webhook.*"]).expect("patterns").has("webhook.message_dead"));
    }

    #[test]
    fn what_is_no_pattern_is_named() {
        for wrong in ["message", "message.", "Message.arrived", "message.arr*", ".*", "a.b.c", "**"] {
            assert_eq!(Wanted::parse(["message.arrived", wrong]), Err(wrong.to_owned()), "{wrong}");
        }
    }

    #[test]
    fn stored_and_read_again_it_is_the_same() {
        let wanted = Wanted::parse(["order.*", " message.arrived ", "order.*"]).expect("patterns");
        assert_eq!(Wanted::stored(&wanted.text()), wanted);
    }
}
