//! What can be pressed alone, and what it does: the keys people may change. A browser test holds this list against the pages.

/// A key as it comes, and the sentence that names what it does.
pub type Known = (&'static str, &'static str);

/// Groups of keys as the help shows them.
pub const GROUPS: &[(&str, &[Known])] = &[
    (
        "desk-keys-list",
        &[
            ("j", "desk-key-next"),
            ("k", "desk-key-previous"),
            ("o", "desk-key-open"),
            ("x", "desk-key-pick"),
            (".", "desk-key-open-next"),
            (",", "desk-key-open-previous"),
            ("* a", "desk-key-pick-all"),
            ("* n", "welcome-key-pick-none"),
            ("g f", "desk-filter"),
            ("b", "welcome-key-more-changes"),
        ],
    ),
    (
        "desk-keys-conversation",
        &[
            ("r", "desk-reply"),
            ("n", "desk-note"),
            ("f", "desk-forward"),
            ("m", "desk-macros"),
            ("q", "desk-articles"),
            ("a", "desk-assign"),
            ("i", "desk-take"),
            ("t", "desk-tag"),
            ("h", "desk-snooze"),
            ("w", "desk-follow-up"),
            ("l", "welcome-key-checklist"),
            ("e", "desk-resolve"),
            ("u", "desk-reopen"),
            ("z", "desk-undo-last"),
            ("g m", "desk-merge"),
            ("d", "welcome-key-order"),
            ("p", "welcome-key-paper"),
            ("s r", "welcome-key-suggestion-reply"),
            ("s a", "welcome-key-suggestion-add"),
            ("s o", "welcome-key-suggestion-order"),
            ("s n", "welcome-key-suggestion-no"),
        ],
    ),
    (
        "desk-keys-go",
        &[
            ("c", "desk-new"),
            ("/", "desk-search"),
            ("?", "desk-shortcuts"),
            ("g i", "desk-view-mine"),
            ("g u", "desk-view-unassigned"),
            ("g n", "desk-view-mentions"),
            ("g w", "desk-view-waiting"),
            ("g b", "desk-view-breaching"),
            ("g e", "desk-view-follow-ups"),
            ("g o", "desk-view-open"),
            ("g p", "desk-view-pending"),
            ("g z", "desk-view-snoozed"),
            ("g t", "desk-floor"),
            ("g a", "desk-view-all"),
            ("g d", "desk-drafts"),
            ("g c", "desk-customers"),
            ("g k", "desk-knowledge"),
            ("g r", "desk-orders"),
            ("g y", "desk-approvals"),
            ("g v", "desk-view-new"),
            ("g s", "desk-settings"),
        ],
    ),
];

/// Every key.
pub fn all() -> Vec<&'static str> {
    GROUPS.iter().flat_map(|(_, keys)| keys.iter().map(|(key, _)| *key)).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_key_does_two_things_as_it_comes() {
        let mut all = super::all();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
