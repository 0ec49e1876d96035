//! What follows from each event: one exhaustive match. A new event does not compile until someone decides.

mod doing;
mod identity;
mod responsible;

pub use doing::{changes_rows, react};

use crate::event::Event;
use agents::Event as A;
use customers::Event as C;
use desk::Event as D;
use email::Event as M;
use feedback::Event as F;
use knowledge::Event as K;
use orders::Event as O;
use portal::Event as P;
use privacy::Event as V;
use shops::Event as S;

/// Something that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// The inbox's automatic first answer, where it has one.
    Acknowledge,
    /// Those who work here and want to know are told.
    TellColleagues,
    /// The search index reads the conversation again.
    IndexConversation,
    /// The search index reads the customer again.
    IndexCustomer,
    /// The search index reads the order again.
    IndexOrder,
    /// The search index reads the article again.
    IndexArticle,
    /// Whom the customer may be the same person as is worked out anew.
    LookForDoubles,
    /// Open pages fetch what changed.
    TellBrowsers,
    /// Live streams ask again what they may show.
    RightsMoved,
    /// Whoever asked for an approval hears what became of it.
    TellAsker,
    /// The shop the order lives in does it too.
    CarryOut,
    /// When our next answer is due is worked out anew.
    SettleDue,
    /// Who answers for an order hears that its shop did not do what was asked, or asks for a decision.
    TellResponsible,
    /// Who changed how they want to be told has their digest at the new hour.
    PlanDigest,
    /// The search index throws away the words of what was taken out of it.
    PurgeIndex,
    /// Whoever wrote from an address that was authenticated is recognised in that conversation.
    Recognise,
    /// The language its customer writes is noticed, where nobody knows it yet.
    NoticeLanguage,
    /// Its customer will be asked how it was, where the inbox asks.
    PlanQuestion,
}

use Reaction::{
    Acknowledge, CarryOut, IndexArticle, IndexConversation, IndexCustomer, IndexOrder, LookForDoubles, NoticeLanguage, PlanDigest,
    PlanQuestion, PurgeIndex, Recognise, RightsMoved, SettleDue, TellAsker, TellBrowsers, TellColleagues, TellResponsible,
};

/// Decides.
pub const fn follows(event: &Event) -> &'static [Reaction] {
    match event {
        Event::Desk(event) => after_desk(event),
        Event::Customers(event) => after_customers(event),
        Event::Agents(event) => after_agents(event),
        Event::Email(event) => after_email(event),
        Event::Orders(event) => after_orders(event),
        Event::Portal(event) => after_portal(event),
        Event::Shops(event) => after_shops(event),
        Event::Privacy(event) => after_privacy(event),
        Event::Feedback(event) => after_feedback(event),
        Event::Knowledge(event) => after_knowledge(event),
        Event::Webhooks(_) | Event::Welcome(_) | Event::Push(_) | Event::Sso(_) | Event::Scim(_) | Event::Audit(_) => &[TellBrowsers],
    }
}

const fn after_knowledge(event: &K) -> &'static [Reaction] {
    match event {
        K::Written { .. } | K::Changed { .. } | K::Published { .. } | K::Withdrawn { .. } | K::Archived { .. } | K::PutBack { .. } => {
            &[IndexArticle, TellBrowsers]
        }
    }
}

const fn after_privacy(event: &V) -> &'static [Reaction] {
    match event {
        V::ConversationEmptied { .. } | V::ConversationThinned { .. } => &[IndexConversation, TellBrowsers],
        V::Swept { .. } => &[IndexCustomer, PurgeIndex, TellBrowsers],
        V::ErasureBegun { .. }
        | V::Erased { .. }
        | V::ErasureStuck { .. }
        | V::ExportAsked { .. }
        | V::ExportMade { .. }
        | V::ExportTaken { .. }
        | V::ExportGone { .. }
        | V::RuleSaved { .. }
        | V::RuleRemoved { .. }
        | V::RuleKept { .. } => &[TellBrowsers],
    }
}

const fn after_desk(event: &D) -> &'static [Reaction] {
    match event {
        D::ConversationOpened { .. } => &[Acknowledge, TellColleagues, IndexConversation, TellBrowsers],
        D::ConversationImported { .. } => &[IndexConversation],
        D::MessageArrived { .. } => &[SettleDue, Recognise, NoticeLanguage, TellColleagues, IndexConversation, TellBrowsers],
        D::MessageWritten { .. } => &[SettleDue, TellColleagues, IndexConversation, TellBrowsers],
        D::NoteAdded { .. } | D::SideWritten { .. } | D::SideArrived { .. } => &[TellColleagues, IndexConversation, TellBrowsers],
        D::DraftShared { .. } | D::DraftEdited { .. } | D::DraftApproved { .. } | D::DraftCommented { .. } | D::DraftSent { .. } => {
            &[TellColleagues, TellBrowsers]
        }
        D::MessageTakenBack { .. }
        | D::MessageReleased { .. }
        | D::MadePending { .. }
        | D::PutOnHold { .. }
        | D::Snoozed { .. }
        | D::Woken { .. }
        | D::Reopened { .. }
        | D::Closed { .. }
        | D::Merged { .. }
        | D::Split { .. }
        | D::MessagesMoved { .. }
        | D::InboxChanged { .. }
        | D::RearrangementUndone { .. } => &[SettleDue, IndexConversation, TellBrowsers],
        D::Resolved { .. } => &[SettleDue, PlanQuestion, IndexConversation, TellBrowsers],
        D::MessageUncertain { .. }
        | D::MessageSendAgain { .. }
        | D::MessageStopped { .. }
        | D::Renamed { .. }
        | D::TagChanged { .. }
        | D::Tagged { .. }
        | D::Untagged { .. }
        | D::CustomerChanged { .. }
        | D::Assigned { .. }
        | D::TeamChanged { .. }
        | D::Categorised { .. } => &[IndexConversation, TellBrowsers],
        // Nobody looks at a page for it.
        D::FileRead { .. } => &[IndexConversation],
        D::MessageFailed { .. } | D::MessageBounced { .. } | D::Prioritised { .. } => &[SettleDue, IndexConversation, TellBrowsers],
        D::MessageSent { .. } => &[SettleDue, IndexConversation, TellBrowsers],
        D::MessageDelayed { .. }
        | D::FieldSet { .. }
        | D::Followed { .. }
        | D::Unfollowed { .. }
        | D::Linked { .. }
        | D::Unlinked { .. }
        | D::InboxChangedSettings { .. }
        | D::TagAdded { .. }
        | D::TagRetired { .. }
        | D::FieldDefined { .. }
        | D::FieldChanged { .. }
        | D::FieldSwitchedOff { .. }
        | D::FieldSwitchedOn { .. }
        | D::FieldRemoved { .. }
        | D::FieldsArranged { .. }
        | D::ColleaguesTold { .. }
        | D::ViewSaved { .. }
        | D::ViewRemoved { .. }
        | D::MacroSaved { .. }
        | D::MacroRemoved { .. }
        | D::MacroUsed { .. }
        | D::BulkBegun { .. }
        | D::BulkFinished { .. }
        | D::MessageTranslated { .. }
        | D::TranslationDropped { .. }
        | D::ChecklistAdded { .. }
        | D::ChecklistDone { .. }
        | D::ChecklistReopened { .. }
        | D::ChecklistRemoved { .. }
        | D::FollowUpSet { .. }
        | D::FollowUpDue { .. }
        | D::FollowUpEnded { .. }
        | D::TargetSet { .. }
        | D::TargetDropped { .. }
        | D::TargetMissed { .. }
        | D::HoursKept { .. }
        | D::DraftWithdrawn { .. }
        | D::SideOpened { .. }
        | D::SidePeopleChanged { .. }
        | D::SideDone { .. }
        | D::SideReopened { .. }
        | D::PreferenceChosen { .. } => &[TellBrowsers],
        D::InboxAdded { .. } | D::InboxAccessChanged { .. } => &[RightsMoved, TellBrowsers],
    }
}

const fn after_customers(event: &C) -> &'static [Reaction] {
    match event {
        C::CustomerCreated { .. }
        | C::CustomerRenamed { .. }
        | C::CustomerFiled { .. }
        | C::IdentityAdded { .. }
        | C::IdentityRemoved { .. }
        | C::CustomersMerged { .. }
        | C::MergeUndone { .. } => &[IndexCustomer, LookForDoubles, TellBrowsers],
        C::LanguageChosen { .. }
        | C::CustomerTagged { .. }
        | C::CustomerUntagged { .. }
        | C::CompanyCreated { .. }
        | C::CompanyRenamed { .. }
        | C::DomainAdded { .. }
        | C::DomainRemoved { .. }
        | C::CompanyRemoved { .. } => &[IndexCustomer, TellBrowsers],
        C::CustomerImported { .. } => &[IndexCustomer, LookForDoubles],
        C::CompanyImported { .. } => &[IndexCustomer],
        C::IdentityVerified { .. }
        | C::HoldPlaced { .. }
        | C::HoldLifted { .. }
        | C::HeldApart { .. }
        | C::HeldApartUndone { .. }
        | C::IdentityDoubted { .. }
        | C::PrimaryChosen { .. }
        | C::EmailUndeliverable { .. }
        | C::EmailDeliverable { .. }
        | C::ValueSet { .. }
        | C::ValueRemoved { .. }
        | C::ValueForgotten { .. }
        | C::NoteWritten { .. }
        | C::NoteRemoved { .. }
        | C::AttributeDefined { .. }
        | C::AttributeChanged { .. }
        | C::AttributeSwitchedOn { .. }
        | C::AttributeSwitchedOff { .. }
        | C::AttributeRemoved { .. } => &[TellBrowsers],
    }
}

const fn after_agents(event: &A) -> &'static [Reaction] {
    match event {
        A::AgentRoleChanged { .. }
        | A::AgentDeactivated { .. }
        | A::SessionsEnded { .. }
        | A::SessionPolicyChanged { .. }
        | A::FactorRuleChanged { .. }
        | A::NetworksChanged { .. }
        | A::SecondFactorTurnedOff { .. }
        | A::TokenRevoked { .. }
        | A::ServiceTokenRevoked { .. }
        | A::RoleChanged { .. }
        | A::RoleRemoved { .. }
        | A::TeamMemberAdded { .. }
        | A::TeamMemberRemoved { .. }
        | A::TeamArchived { .. } => &[RightsMoved, TellBrowsers],
        A::ProfileChanged { .. } => &[PlanDigest, TellBrowsers],
        A::SignedIn { .. } | A::ResetAsked { .. } | A::RecoveryCodeUsed { .. } | A::LocalLinkMade { .. } => &[],
        A::AgentAdded { .. }
        | A::AgentInvited { .. }
        | A::InvitationAccepted { .. }
        | A::KeysChosen { .. }
        | A::CompanyNamed { .. }
        | A::OnlyThroughProvider { .. }
        | A::PasswordsToo {}
        | A::SettingPutBack { .. }
        | A::AgentReactivated { .. }
        | A::PasswordChanged { .. }
        | A::SecondFactorTurnedOn { .. }
        | A::PasskeyAdded { .. }
        | A::PasskeyRenamed { .. }
        | A::PasskeyRemoved { .. }
        | A::PasskeyRefused { .. }
        | A::RecoveryCodesRenewed { .. }
        | A::TokenCreated { .. }
        | A::ServiceTokenCreated { .. }
        | A::PresenceChanged { .. }
        | A::RoleCreated { .. }
        | A::TeamCreated { .. }
        | A::TeamChanged { .. }
        | A::TeamLeadChanged { .. } => &[TellBrowsers],
    }
}

const fn after_email(event: &M) -> &'static [Reaction] {
    match event {
        M::MailboxConnected { .. }
        | M::MailboxFailing { .. }
        | M::MailboxSettingsChanged { .. }
        | M::MailSetAside { .. }
        | M::MailReadAgain { .. } => &[TellBrowsers],
    }
}

const fn after_orders(event: &O) -> &'static [Reaction] {
    match event {
        O::EntityAdded { .. }
        | O::BrandAdded { .. }
        | O::BrandChanged { .. }
        | O::TaxRateSet { .. }
        | O::ShippingRateSet { .. }
        | O::VoucherAdded { .. }
        | O::RateCardAdded { .. }
        | O::PlanAdded { .. }
        | O::PlanChanged { .. }
        | O::TaxClassDescribed { .. }
        | O::VatNumberSet { .. }
        | O::EntityChanged { .. }
        | O::RateCardRetired { .. }
        | O::Withdrawn { .. }
        | O::ProductAdded { .. }
        | O::ProductChanged { .. }
        | O::VariantAdded { .. }
        | O::VariantChanged { .. }
        | O::StockEntered { .. }
        | O::MethodAdded { .. }
        | O::MethodChanged { .. }
        | O::MethodRemoved { .. }
        | O::BalanceOpened { .. }
        | O::BalanceEntered { .. }
        | O::BalanceClosed { .. }
        | O::ShipmentEnded { .. }
        | O::MoneyMoved { .. }
        | O::MoneySettled { .. }
        | O::MoneyFailed { .. }
        | O::PaperPutOnReply { .. }
        | O::ActionDenied { .. }
        | O::ApprovalAsked { .. }
        | O::ApprovalDelegated { .. }
        | O::DelegationEnded { .. }
        | O::PolicyDrafted { .. }
        | O::PolicyDraftChanged { .. }
        | O::PolicyDraftRemoved { .. }
        | O::PolicyApproved { .. }
        | O::PolicyWentLive { .. }
        | O::IdentityVerified { .. }
        | O::IdentityNotVerified { .. }
        | O::IdentityCodeSent { .. }
        | O::VerificationEnded { .. }
        | O::RecordTypeDefined { .. }
        | O::SuggestionRuleSaved { .. }
        | O::SuggestionRuleRemoved { .. }
        | O::SuggestionSettingsChanged {}
        | O::SuggestionsCounted { .. }
        | O::SuggestionOffered { .. }
        | O::SuggestionDeclined { .. }
        | O::SuggestionTaken { .. }
        | O::SuggestionsUnwanted { .. }
        | O::SuggestionsWanted { .. } => &[TellBrowsers],
        // Counted when a card is drawn: if pages were told of it, they would draw themselves again.
        O::SuggestionShown { .. } | O::SuggestionHeldOut { .. } => &[],
        O::ApprovalGiven { .. } | O::ApprovalRefused { .. } | O::ApprovalVoid { .. } => &[TellBrowsers, TellAsker],
        O::OrderPlaced { .. }
        | O::OrderStatusChanged { .. }
        | O::OrderEdited { .. }
        | O::ShipmentPassed { .. }
        | O::CustomerChanged { .. }
        | O::PaperIssued { .. } => &[IndexOrder, TellBrowsers],
        O::AddressAdded { .. } | O::AddressChanged { .. } | O::AddressRemoved { .. } => &[LookForDoubles, TellBrowsers],
        O::OrderShipped { .. } => &[IndexOrder, CarryOut, TellBrowsers],
        O::ActionDone { .. } => &[CarryOut, TellBrowsers],
    }
}

const fn after_portal(event: &P) -> &'static [Reaction] {
    match event {
        P::CodeAsked { .. }
        | P::CodeWrong { .. }
        | P::SignedIn { .. }
        | P::SignedOut { .. }
        | P::Wrote { .. }
        | P::WroteToUs { .. }
        | P::ZoneChosen { .. }
        | P::LookChosen { .. } => &[TellBrowsers],
    }
}

const fn after_feedback(event: &F) -> &'static [Reaction] {
    match event {
        F::Asked { .. } => &[IndexConversation, TellBrowsers],
        F::SurveyChanged { .. } | F::Given { .. } | F::Changed { .. } | F::Exported { .. } => &[TellBrowsers],
    }
}

const fn after_shops(event: &S) -> &'static [Reaction] {
    match event {
        S::Connected { .. }
        | S::SettingsChanged { .. }
        | S::Disconnected { .. }
        | S::Failing { .. }
        | S::Mended { .. }
        | S::OrderRead { .. }
        | S::DeliverySetAside { .. }
        | S::DeliveryReplayed { .. }
        | S::ErrandBegun { .. }
        | S::Compared { .. }
        | S::FileImported { .. } => &[TellBrowsers],
        S::ErrandDone { .. } | S::ErrandFailed { .. } | S::ErrandAsks { .. } => &[TellResponsible, TellBrowsers],
        S::DeliveryKept { .. } => &[],
    }
}
