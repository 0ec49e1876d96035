//! The named permissions, and sets of them.
//!
//! A permission is one word such as `people.manage`; it stands beside every route and in every role. Sets are stored
//! as words with spaces between; a word nobody knows any more is dropped on reading, so it grants nothing.

use db::{FromValue, ToValue, Trouble, Value};
use std::collections::BTreeSet;

db::words!(
    /// One thing somebody may do.
    Permission {
        PeopleManage = "people.manage",
        PeopleProvision = "people.provision",
        TeamsManage = "teams.manage",
        InboxesManage = "inboxes.manage",
        TagsManage = "tags.manage",
        CustomersSee = "customers.see",
        CustomersEdit = "customers.edit",
        CustomersMerge = "customers.merge",
        ConversationsSee = "conversations.see",
        ConversationsReply = "conversations.reply",
        ConversationsNote = "conversations.note",
        ConversationsAssign = "conversations.assign",
        ConversationsResolve = "conversations.resolve",
        ConversationsMerge = "conversations.merge",
        ConversationsSeeAll = "conversations.see_all",
        ConversationsClose = "conversations.close",
        ViewsShare = "views.share",
        MacrosManage = "macros.manage",
        KnowledgeSee = "knowledge.see",
        KnowledgeWrite = "knowledge.write",
        OrdersSee = "orders.see",
        OrdersAct = "orders.act",
        OrdersManage = "orders.manage",
        PoliciesManage = "policies.manage",
        PoliciesApprove = "policies.approve",
        ApprovalsDecide = "approvals.decide",
        ActivitySee = "activity.see",
        SettingsManage = "settings.manage",
        TokensManage = "tokens.manage",
        PrivacyExport = "privacy.export",
        PrivacyErase = "privacy.erase",
        PrivacyHold = "privacy.hold",
        PrivacyRetain = "privacy.retain",
    }
);

/// Every permission there is, in the order of the role page.
pub const ALL: &[Permission] = Permission::ALL;

impl Permission {
    /// The area it belongs to: `people`, `customers`, `conversations` …
    pub fn area(self) -> &'static str {
        self.word().split_once('.').map_or("", |(area, _)| area)
    }

    /// The key of the sentence that explains it.
    pub fn explanation_key(self) -> String {
        format!("agents-may-{}", self.word().replace(['.', '_'], "-"))
    }
}

/// A set of permissions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions(BTreeSet<Permission>);

impl Permissions {
    pub fn all() -> Self {
        ALL.iter().copied().collect()
    }

    pub const fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// Reads words with anything but letters, dots and underscores between; unknown ones are dropped.
    pub fn of_words(words: &str) -> Self {
        words.split_whitespace().filter_map(Permission::of_word).collect()
    }

    pub fn words(&self) -> String {
        self.iter().map(Permission::word).collect::<Vec<_>>().join(" ")
    }

    pub fn has(&self, permission: Permission) -> bool {
        self.0.contains(&permission)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = Permission> + '_ {
        self.0.iter().copied()
    }

    /// What `self` has and `other` lacks.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Self {
        Self(self.0.difference(&other.0).copied().collect())
    }

    /// What both have.
    #[must_use]
    pub fn shared_with(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).copied().collect())
    }

    /// Whether nothing in `other` is missing here.
    pub fn cover(&self, other: &Self) -> bool {
        other.0.is_subset(&self.0)
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().collect())
    }
}

impl ToValue for &Permissions {
    fn to_value(self) -> Value {
        Value::Text(self.words())
    }
}

impl FromValue for Permissions {
    fn from_value(value: Value) -> Result<Self, Trouble> {
        String::from_value(value).map(|words| Self::of_words(&words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_set() -> impl Strategy<Value = Permissions> {
        proptest::collection::vec(0..ALL.len(), 0..=ALL.len()).prop_map(|picks| picks.into_iter().map(|n| ALL[n]).collect())
    }

    proptest! {
        #[test]
        fn one_set_covers_another_exactly_when_nothing_lies_beyond(one in any_set(), other in any_set()) {
            prop_assert_eq!(one.cover(&other), other.beyond(&one).is_empty());
            prop_assert!(one.cover(&one.shared_with(&other)) && other.cover(&one.shared_with(&other)));
        }

        #[test]
        fn a_set_survives_being_written_down(set in any_set()) {
            prop_assert_eq!(Permissions::of_words(&set.words()), set);
        }

        #[test]
        fn words_nobody_knows_grant_nothing(words in "[a-z._ ]{0,60}") {
            prop_assert!(Permissions::of_words(&words).iter().all(|p| words.split(' ').any(|word| word == p.word())));
        }
    }
}
