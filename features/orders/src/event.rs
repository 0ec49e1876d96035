//! What can happen here, as the activity log keeps it: which thing, how much, never a name, an address or a reason typed
//! by hand (`decisions/0014-personal-values-stay-out-of-the-log.md`).

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "shop.entity_added")]
    EntityAdded { entity: i64 },
    #[serde(rename = "shop.brand_added")]
    BrandAdded { brand: i64 },
    #[serde(rename = "shop.brand_changed")]
    BrandChanged { brand: i64 },
    #[serde(rename = "shop.entity_changed")]
    EntityChanged { entity: i64 },
    #[serde(rename = "shop.tax_rate_set")]
    TaxRateSet { country: String, class: String },
    #[serde(rename = "shop.shipping_rate_set")]
    ShippingRateSet { brand: i64, method: String, country: String },
    #[serde(rename = "shop.voucher_added")]
    VoucherAdded { voucher: i64 },
    #[serde(rename = "shop.rate_card_added")]
    RateCardAdded { rate_card: i64 },
    #[serde(rename = "shop.plan_added")]
    PlanAdded { plan: i64 },
    #[serde(rename = "shop.plan_changed")]
    PlanChanged { plan: i64 },
    #[serde(rename = "shop.tax_class_described")]
    TaxClassDescribed { class: String },
    /// Something the shop was set up with counts no more: a rate, a voucher, a type nobody used. By its word and code.
    #[serde(rename = "shop.withdrawn")]
    Withdrawn { what: String, name: String },
    #[serde(rename = "customer.vat_number_set")]
    VatNumberSet { customer: i64 },
    #[serde(rename = "shop.rate_card_retired")]
    RateCardRetired { rate_card: i64 },
    #[serde(rename = "product.added")]
    ProductAdded { product: i64 },
    #[serde(rename = "product.changed")]
    ProductChanged { product: i64, what: String },
    #[serde(rename = "product.variant_added")]
    VariantAdded { product: i64, variant: i64 },
    #[serde(rename = "product.variant_changed")]
    VariantChanged { product: i64, variant: i64, what: String },
    #[serde(rename = "product.stock_entered")]
    StockEntered { variant: i64, quantity: i64, level: i64 },
    #[serde(rename = "customer.address_added")]
    AddressAdded { customer: i64, address: i64 },
    #[serde(rename = "customer.address_changed")]
    AddressChanged { customer: i64, address: i64 },
    #[serde(rename = "customer.address_removed")]
    AddressRemoved { customer: i64, address: i64 },
    #[serde(rename = "customer.method_added")]
    MethodAdded { customer: i64, method: i64 },
    #[serde(rename = "customer.method_changed")]
    MethodChanged { customer: i64, method: i64 },
    #[serde(rename = "customer.method_removed")]
    MethodRemoved { customer: i64, method: i64 },
    #[serde(rename = "balance.opened")]
    BalanceOpened { balance: i64, customer: Option<i64>, what: String },
    #[serde(rename = "balance.entered")]
    BalanceEntered { balance: i64, customer: Option<i64>, minor: i64, currency: String },
    #[serde(rename = "balance.closed")]
    BalanceClosed { balance: i64, customer: Option<i64> },
    #[serde(rename = "order.placed")]
    OrderPlaced { customer: i64, order: i64, minor: i64, currency: String },
    #[serde(rename = "order.status_changed")]
    OrderStatusChanged { customer: i64, order: i64, from: String, to: String },
    #[serde(rename = "order.edited")]
    OrderEdited { customer: i64, order: i64, what: String },
    #[serde(rename = "order.shipped")]
    OrderShipped { customer: i64, order: i64, shipment: i64 },
    #[serde(rename = "order.shipment_passed")]
    ShipmentPassed { customer: i64, order: i64, shipment: i64 },
    #[serde(rename = "order.shipment_ended")]
    ShipmentEnded { customer: i64, order: i64, shipment: i64, how: String },
    #[serde(rename = "order.customer_changed")]
    CustomerChanged { customer: i64, order: i64, from: i64 },
    #[serde(rename = "payment.moved")]
    MoneyMoved {
        customer: i64,
        order: Option<i64>,
        charge: Option<i64>,
        payment: i64,
        what: String,
        minor: i64,
        currency: String,
    },
    #[serde(rename = "payment.settled")]
    MoneySettled { customer: i64, order: Option<i64>, payment: i64 },
    #[serde(rename = "payment.failed")]
    MoneyFailed { customer: i64, order: Option<i64>, payment: i64 },
    #[serde(rename = "paper.issued")]
    PaperIssued { customer: i64, order: Option<i64>, paper: i64, what: String, number: String },
    #[serde(rename = "paper.put_on_reply")]
    PaperPutOnReply {
        customer: i64,
        order: Option<i64>,
        conversation: i64,
        what: String,
        number: String,
    },
    #[serde(rename = "action.done")]
    ActionDone {
        customer: Option<i64>,
        order: Option<i64>,
        conversation: Option<i64>,
        action: i64,
        verb: String,
        minor: i64,
        currency: String,
    },
    #[serde(rename = "action.denied")]
    ActionDenied {
        customer: Option<i64>,
        order: Option<i64>,
        conversation: Option<i64>,
        verb: String,
        code: String,
        verdict: i64,
    },
    #[serde(rename = "approval.asked")]
    ApprovalAsked {
        customer: Option<i64>,
        order: Option<i64>,
        approval: i64,
        verb: String,
        minor: i64,
        currency: String,
        role: String,
    },
    #[serde(rename = "approval.given")]
    ApprovalGiven { customer: Option<i64>, order: Option<i64>, approval: i64, action: i64 },
    #[serde(rename = "approval.refused")]
    ApprovalRefused { customer: Option<i64>, order: Option<i64>, approval: i64 },
    #[serde(rename = "approval.void")]
    ApprovalVoid { customer: Option<i64>, order: Option<i64>, approval: i64, why: String },
    #[serde(rename = "approval.delegated")]
    ApprovalDelegated { agent: i64, to: i64, delegation: i64 },
    #[serde(rename = "approval.delegation_ended")]
    DelegationEnded { agent: i64, to: i64, delegation: i64 },
    #[serde(rename = "policy.drafted")]
    PolicyDrafted { policy: i64, version: i64 },
    #[serde(rename = "policy.draft_changed")]
    PolicyDraftChanged { policy: i64, version: i64 },
    #[serde(rename = "policy.draft_removed")]
    PolicyDraftRemoved { policy: i64, version: i64 },
    #[serde(rename = "policy.approved")]
    PolicyApproved { policy: i64, version: i64 },
    #[serde(rename = "policy.went_live")]
    PolicyWentLive { policy: i64, version: i64 },
    #[serde(rename = "identity.verified")]
    IdentityVerified { customer: i64, verification: i64, method: String, strength: i64 },
    #[serde(rename = "identity.not_verified")]
    IdentityNotVerified { customer: i64, method: String },
    #[serde(rename = "identity.code_sent")]
    IdentityCodeSent { customer: i64 },
    #[serde(rename = "identity.verification_ended")]
    VerificationEnded { customer: i64 },
    #[serde(rename = "record.type_defined")]
    RecordTypeDefined { record_type: i64, version: i64 },
    #[serde(rename = "suggestion.rule_saved")]
    SuggestionRuleSaved { rule: i64 },
    #[serde(rename = "suggestion.rule_removed")]
    SuggestionRuleRemoved { rule: i64 },
    #[serde(rename = "suggestion.settings_changed")]
    SuggestionSettingsChanged {},
    #[serde(rename = "suggestion.counted")]
    SuggestionsCounted { pairs: i64 },
    #[serde(rename = "suggestion.shown")]
    SuggestionShown { customer: i64, conversation: Option<i64>, suggestion: i64 },
    #[serde(rename = "suggestion.held_out")]
    SuggestionHeldOut { customer: i64, conversation: Option<i64>, suggestion: i64 },
    #[serde(rename = "suggestion.offered")]
    SuggestionOffered { customer: i64, conversation: Option<i64>, suggestion: i64 },
    #[serde(rename = "suggestion.declined")]
    SuggestionDeclined { customer: i64, conversation: Option<i64>, suggestion: i64 },
    #[serde(rename = "suggestion.taken")]
    SuggestionTaken { customer: i64, order: i64, suggestion: i64, minor: i64, currency: String },
    #[serde(rename = "suggestion.unwanted")]
    SuggestionsUnwanted { customer: i64 },
    #[serde(rename = "suggestion.wanted")]
    SuggestionsWanted { customer: i64 },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject {
            customer: self.customer(),
            conversation: self.conversation(),
            agent: self.agent(),
        }
    }
}

impl Event {
    /// The customer whose timeline shows it.
    pub const fn customer(&self) -> Option<i64> {
        match self {
            Self::AddressAdded { customer, .. }
            | Self::AddressChanged { customer, .. }
            | Self::AddressRemoved { customer, .. }
            | Self::MethodAdded { customer, .. }
            | Self::MethodChanged { customer, .. }
            | Self::MethodRemoved { customer, .. }
            | Self::VatNumberSet { customer }
            | Self::OrderPlaced { customer, .. }
            | Self::OrderStatusChanged { customer, .. }
            | Self::OrderEdited { customer, .. }
            | Self::OrderShipped { customer, .. }
            | Self::ShipmentPassed { customer, .. }
            | Self::ShipmentEnded { customer, .. }
            | Self::CustomerChanged { customer, .. }
            | Self::MoneyMoved { customer, .. }
            | Self::MoneySettled { customer, .. }
            | Self::MoneyFailed { customer, .. }
            | Self::PaperIssued { customer, .. }
            | Self::PaperPutOnReply { customer, .. }
            | Self::IdentityVerified { customer, .. }
            | Self::IdentityNotVerified { customer, .. }
            | Self::IdentityCodeSent { customer }
            | Self::SuggestionShown { customer, .. }
            | Self::SuggestionHeldOut { customer, .. }
            | Self::SuggestionOffered { customer, .. }
            | Self::SuggestionDeclined { customer, .. }
            | Self::SuggestionTaken { customer, .. }
            | Self::SuggestionsUnwanted { customer }
            | Self::SuggestionsWanted { customer }
            | Self::VerificationEnded { customer } => Some(*customer),
            Self::BalanceOpened { customer, .. }
            | Self::BalanceEntered { customer, .. }
            | Self::BalanceClosed { customer, .. }
            | Self::ActionDone { customer, .. }
            | Self::ActionDenied { customer, .. }
            | Self::ApprovalAsked { customer, .. }
            | Self::ApprovalGiven { customer, .. }
            | Self::ApprovalRefused { customer, .. }
            | Self::ApprovalVoid { customer, .. } => *customer,
            _ => None,
        }
    }

    /// The conversation it was done in.
    pub const fn conversation(&self) -> Option<i64> {
        match self {
            Self::ActionDone { conversation, .. }
            | Self::ActionDenied { conversation, .. }
            | Self::SuggestionShown { conversation, .. }
            | Self::SuggestionHeldOut { conversation, .. }
            | Self::SuggestionOffered { conversation, .. }
            | Self::SuggestionDeclined { conversation, .. } => *conversation,
            Self::PaperPutOnReply { conversation, .. } => Some(*conversation),
            _ => None,
        }
    }

    /// The order it is about.
    pub const fn order(&self) -> Option<i64> {
        match self {
            Self::OrderPlaced { order, .. }
            | Self::OrderStatusChanged { order, .. }
            | Self::OrderEdited { order, .. }
            | Self::OrderShipped { order, .. }
            | Self::ShipmentPassed { order, .. }
            | Self::ShipmentEnded { order, .. }
            | Self::CustomerChanged { order, .. }
            | Self::SuggestionTaken { order, .. } => Some(*order),
            Self::MoneyMoved { order, .. }
            | Self::MoneySettled { order, .. }
            | Self::MoneyFailed { order, .. }
            | Self::PaperIssued { order, .. }
            | Self::PaperPutOnReply { order, .. }
            | Self::ActionDone { order, .. }
            | Self::ActionDenied { order, .. }
            | Self::ApprovalAsked { order, .. }
            | Self::ApprovalGiven { order, .. }
            | Self::ApprovalRefused { order, .. }
            | Self::ApprovalVoid { order, .. } => *order,
            _ => None,
        }
    }

    const fn agent(&self) -> Option<i64> {
        match self {
            Self::ApprovalDelegated { agent, .. } | Self::DelegationEnded { agent, .. } => Some(*agent),
            _ => None,
        }
    }
}
