//! A role: a name for a set of permissions. Four are built in and never change; a company may add its own.

use crate::permissions::{Permission, Permissions};
use db::FromRow;

db::id!(
    /// The key of a role.
    RoleId
);

db::words!(
    /// The roles every desk has.
    BuiltIn {
        Admin = "admin",
        Supervisor = "supervisor",
        Agent = "agent",
        LightAgent = "light_agent",
    }
);

impl BuiltIn {
    /// What the role allows. A new permission reaches admins by itself and nobody else.
    pub fn permissions(self) -> Permissions {
        use Permission as P;
        match self {
            Self::Admin => Permissions::all(),
            Self::Supervisor => Permissions::all().beyond(
                &[
                    P::PeopleManage,
                    P::PeopleProvision,
                    P::InboxesManage,
                    P::PoliciesManage,
                    P::SettingsManage,
                    P::TokensManage,
                    P::PrivacyExport,
                    P::PrivacyErase,
                    P::PrivacyHold,
                    P::PrivacyRetain,
                ]
                .into_iter()
                .collect(),
            ),
            Self::Agent => [
                P::CustomersSee,
                P::CustomersEdit,
                P::CustomersMerge,
                P::ConversationsSee,
                P::ConversationsReply,
                P::ConversationsNote,
                P::ConversationsAssign,
                P::ConversationsResolve,
                P::ConversationsMerge,
                P::KnowledgeSee,
                P::OrdersSee,
                P::OrdersAct,
            ]
            .into_iter()
            .collect(),
            Self::LightAgent => [P::CustomersSee, P::ConversationsSee, P::ConversationsNote, P::KnowledgeSee].into_iter().collect(),
        }
    }

    /// The key of its translated name.
    pub const fn name_key(self) -> &'static str {
        match self {
            Self::Admin => "agents-role-admin",
            Self::Supervisor => "agents-role-supervisor",
            Self::Agent => "agents-role-agent",
            Self::LightAgent => "agents-role-light-agent",
        }
    }
}

/// A role as stored. A built-in one takes its permissions from [`BuiltIn::permissions`].
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    pub built_in: Option<BuiltIn>,
    stored: Permissions,
}

impl Role {
    pub fn permissions(&self) -> Permissions {
        self.built_in.map_or_else(|| self.stored.clone(), BuiltIn::permissions)
    }

    pub fn is_admin(&self) -> bool {
        self.built_in == Some(BuiltIn::Admin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_agent_sees_and_notes_and_never_sends() {
        let light = BuiltIn::LightAgent.permissions();
        assert_eq!(light.words(), "customers.see conversations.see conversations.note knowledge.see");
    }

    #[test]
    fn each_built_in_role_may_all_that_the_next_one_may() {
        for pair in BuiltIn::ALL.windows(2) {
            assert!(pair[0].permissions().cover(&pair[1].permissions()), "{pair:?}");
        }
        assert!(!BuiltIn::Supervisor.permissions().has(Permission::PeopleManage));
    }
}
