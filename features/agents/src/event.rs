//! What can happen to the people who work here, as the activity log keeps it. Names are past tense and never reused.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// One thing that happened. Secrets never appear; roles and teams appear with their names, for they may be gone later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "agent.added")]
    AgentAdded { agent: i64, name: String, role: String },
    #[serde(rename = "agent.invited")]
    AgentInvited { agent: i64, name: String, role: String },
    #[serde(rename = "agent.invitation_accepted")]
    InvitationAccepted { agent: i64 },
    #[serde(rename = "agent.profile_changed")]
    ProfileChanged { agent: i64, changed: Vec<String> },
    #[serde(rename = "agent.keys_chosen")]
    KeysChosen { agent: i64, off: bool, changed: i64 },
    #[serde(rename = "agent.role_changed")]
    AgentRoleChanged { agent: i64, from: String, to: String },
    #[serde(rename = "agent.deactivated")]
    AgentDeactivated { agent: i64 },
    #[serde(rename = "agent.reactivated")]
    AgentReactivated { agent: i64 },
    #[serde(rename = "agent.signed_in")]
    SignedIn { agent: i64, session: i64, by: String },
    #[serde(rename = "agent.sessions_ended")]
    SessionsEnded { agent: i64, sessions: u64, reason: String },
    #[serde(rename = "agent.password_changed")]
    PasswordChanged { agent: i64, by: String },
    #[serde(rename = "agent.reset_asked")]
    ResetAsked { agent: i64 },
    #[serde(rename = "agent.second_factor_on")]
    SecondFactorTurnedOn { agent: i64 },
    #[serde(rename = "agent.second_factor_off")]
    SecondFactorTurnedOff { agent: i64 },
    #[serde(rename = "agent.recovery_codes_renewed")]
    RecoveryCodesRenewed { agent: i64 },
    #[serde(rename = "agent.recovery_code_used")]
    RecoveryCodeUsed { agent: i64, left: i64 },
    #[serde(rename = "agent.passkey_added")]
    PasskeyAdded { agent: i64, name: String },
    #[serde(rename = "agent.passkey_renamed")]
    PasskeyRenamed { agent: i64, before: String, name: String },
    #[serde(rename = "agent.passkey_removed")]
    PasskeyRemoved { agent: i64, name: String },
    /// Its counter went back: two devices have one key.
    #[serde(rename = "agent.passkey_refused")]
    PasskeyRefused { agent: i64, name: String },
    #[serde(rename = "agent.local_link_made")]
    LocalLinkMade { agent: i64 },
    #[serde(rename = "agent.token_created")]
    TokenCreated { agent: i64, token: i64, name: String, scopes: String },
    #[serde(rename = "agent.token_revoked")]
    TokenRevoked { agent: i64, token: i64, name: String },
    #[serde(rename = "service_token.created")]
    ServiceTokenCreated { token: i64, name: String, scopes: String },
    #[serde(rename = "service_token.revoked")]
    ServiceTokenRevoked { token: i64, name: String },
    #[serde(rename = "agent.presence_changed")]
    PresenceChanged { agent: i64, presence: String, reason: String, by_itself: bool },
    #[serde(rename = "role.created")]
    RoleCreated { role: i64, name: String, permissions: String },
    #[serde(rename = "role.changed")]
    RoleChanged { role: i64, name: String, added: String, removed: String },
    #[serde(rename = "role.removed")]
    RoleRemoved { role: i64, name: String },
    #[serde(rename = "settings.put_back")]
    SettingPutBack { change: i64, what: String, name: String },
    #[serde(rename = "sign_in.only_through_provider")]
    OnlyThroughProvider { keeper: i64 },
    #[serde(rename = "sign_in.passwords_too")]
    PasswordsToo {},
    #[serde(rename = "access.sessions_changed")]
    SessionPolicyChanged { longest_hours: i64, idle_minutes: i64, stays: bool, most: i64 },
    #[serde(rename = "access.second_factor_changed")]
    FactorRuleChanged { everybody: bool, roles: Vec<String>, grace_days: i64 },
    #[serde(rename = "access.networks_changed")]
    NetworksChanged { people: Vec<String>, programs: Vec<String> },
    #[serde(rename = "company.named")]
    CompanyNamed { name: String },
    #[serde(rename = "team.created")]
    TeamCreated { team: i64, name: String },
    #[serde(rename = "team.changed")]
    TeamChanged { team: i64, name: String },
    #[serde(rename = "team.archived")]
    TeamArchived { team: i64, name: String },
    #[serde(rename = "team.member_added")]
    TeamMemberAdded { team: i64, name: String, agent: i64 },
    #[serde(rename = "team.member_removed")]
    TeamMemberRemoved { team: i64, name: String, agent: i64 },
    #[serde(rename = "team.lead_changed")]
    TeamLeadChanged { team: i64, name: String, agent: i64, lead: bool },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject { agent: self.agent(), ..Subject::default() }
    }
}

impl Event {
    /// Whom it happened to.
    pub const fn agent(&self) -> Option<i64> {
        match self {
            Self::AgentAdded { agent, .. }
            | Self::AgentInvited { agent, .. }
            | Self::InvitationAccepted { agent }
            | Self::ProfileChanged { agent, .. }
            | Self::KeysChosen { agent, .. }
            | Self::AgentRoleChanged { agent, .. }
            | Self::AgentDeactivated { agent }
            | Self::AgentReactivated { agent }
            | Self::SignedIn { agent, .. }
            | Self::SessionsEnded { agent, .. }
            | Self::PasswordChanged { agent, .. }
            | Self::ResetAsked { agent }
            | Self::SecondFactorTurnedOn { agent }
            | Self::SecondFactorTurnedOff { agent }
            | Self::RecoveryCodesRenewed { agent }
            | Self::RecoveryCodeUsed { agent, .. }
            | Self::LocalLinkMade { agent }
            | Self::PasskeyAdded { agent, .. }
            | Self::PasskeyRenamed { agent, .. }
            | Self::PasskeyRemoved { agent, .. }
            | Self::PasskeyRefused { agent, .. }
            | Self::TokenCreated { agent, .. }
            | Self::TokenRevoked { agent, .. }
            | Self::PresenceChanged { agent, .. }
            | Self::TeamMemberAdded { agent, .. }
            | Self::TeamMemberRemoved { agent, .. }
            | Self::TeamLeadChanged { agent, .. } => Some(*agent),
            Self::CompanyNamed { .. }
            | Self::SessionPolicyChanged { .. }
            | Self::FactorRuleChanged { .. }
            | Self::NetworksChanged { .. }
            | Self::OnlyThroughProvider { .. }
            | Self::PasswordsToo {}
            | Self::SettingPutBack { .. }
            | Self::ServiceTokenCreated { .. }
            | Self::ServiceTokenRevoked { .. }
            | Self::RoleCreated { .. }
            | Self::RoleChanged { .. }
            | Self::RoleRemoved { .. }
            | Self::TeamCreated { .. }
            | Self::TeamChanged { .. }
            | Self::TeamArchived { .. } => None,
        }
    }

    /// Whether somebody's rights, or what they see, may be different now: live streams must ask again.
    pub const fn changes_rights(&self) -> bool {
        matches!(
            self,
            Self::AgentRoleChanged { .. }
                | Self::AgentDeactivated { .. }
                | Self::SessionsEnded { .. }
                | Self::SessionPolicyChanged { .. }
                | Self::FactorRuleChanged { .. }
                | Self::NetworksChanged { .. }
                | Self::SecondFactorTurnedOff { .. }
                | Self::TokenRevoked { .. }
                | Self::ServiceTokenRevoked { .. }
                | Self::RoleChanged { .. }
                | Self::TeamMemberAdded { .. }
                | Self::TeamMemberRemoved { .. }
                | Self::TeamArchived { .. }
        )
    }
}
