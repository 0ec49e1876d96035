//! The policy a new shop starts with: that of Kettle & Co. A company copies it and writes its own.

use crate::Policy;
use std::sync::LazyLock;

/// The document, as an administrator would write it.
pub const DEFAULT: &str = include_str!("default.json");

/// The policy of Kettle & Co., for every brand and country, from the beginning of time.
pub fn kettle_and_co() -> Policy {
    static PARSED: LazyLock<Policy> = LazyLock::new(|| Policy::parse(DEFAULT).expect("the default policy is checked by a test"));
    PARSED.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_policy_has_no_fault_and_says_something_about_every_action() {
        let faults = Policy::parse(DEFAULT).err().unwrap_or_default();

        let listed: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(listed, Vec::<String>::new());
        for action in crate::ACTIONS {
            assert!(kettle_and_co().actions.contains_key(action.name), "{}", action.name);
        }
        for disclosure in crate::DISCLOSURES {
            assert!(kettle_and_co().disclosures.contains_key(disclosure.name), "{}", disclosure.name);
        }
    }
}
