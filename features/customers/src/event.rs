//! What can happen to customers and companies, as the activity log keeps it.
//!
//! An event names the thing that changed and never the personal value: the log is append-only, and a birth year or an
//! address that has to be forgotten could not be taken out of it again.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// A line this room writes into the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "customer.created")]
    CustomerCreated { customer: i64 },
    /// Came with mail from before the desk: nobody is told.
    #[serde(rename = "customer.imported")]
    CustomerImported { customer: i64 },
    #[serde(rename = "customer.renamed")]
    CustomerRenamed { customer: i64 },
    #[serde(rename = "customer.language_chosen")]
    LanguageChosen { customer: i64, language: Option<String> },
    #[serde(rename = "customer.filed")]
    CustomerFiled { customer: i64, company: Option<i64> },
    #[serde(rename = "customer.identity_added")]
    IdentityAdded { customer: i64, identity: i64, what: String },
    #[serde(rename = "customer.identity_removed")]
    IdentityRemoved { customer: i64, identity: i64, what: String },
    #[serde(rename = "customer.identity_verified")]
    IdentityVerified { customer: i64, identity: i64, what: String },
    #[serde(rename = "customer.identity_doubted")]
    IdentityDoubted { customer: i64, identity: i64, what: String },
    #[serde(rename = "customer.primary_chosen")]
    PrimaryChosen { customer: i64, identity: i64, what: String },
    #[serde(rename = "customer.email_undeliverable")]
    EmailUndeliverable { customer: i64, identity: i64 },
    #[serde(rename = "customer.email_deliverable")]
    EmailDeliverable { customer: i64, identity: i64 },
    #[serde(rename = "customer.value_set")]
    ValueSet { customer: i64, attribute: String },
    #[serde(rename = "customer.value_removed")]
    ValueRemoved { customer: i64, attribute: String },
    #[serde(rename = "customer.value_forgotten")]
    ValueForgotten { customer: i64, attribute: String },
    #[serde(rename = "customer.note_written")]
    NoteWritten { customer: i64, note: i64 },
    #[serde(rename = "customer.note_removed")]
    NoteRemoved { customer: i64, note: i64 },
    #[serde(rename = "customer.tagged")]
    CustomerTagged { customer: i64, tag: String },
    #[serde(rename = "customer.untagged")]
    CustomerUntagged { customer: i64, tag: String },
    #[serde(rename = "customer.merged")]
    CustomersMerged { customer: i64, other: i64, merge: i64 },
    #[serde(rename = "customer.merge_undone")]
    MergeUndone { customer: i64, other: i64, merge: i64 },
    /// Two who looked like one were said to be two.
    #[serde(rename = "customer.held_apart")]
    HeldApart { customer: i64, other: i64 },
    #[serde(rename = "customer.held_apart_undone")]
    HeldApartUndone { customer: i64, other: i64 },
    /// A legal hold was placed; its reason stands with the hold and not in the log.
    #[serde(rename = "hold.placed")]
    HoldPlaced {
        hold: i64,
        customer: Option<i64>,
        company: Option<i64>,
        conversation: Option<i64>,
    },
    #[serde(rename = "hold.lifted")]
    HoldLifted {
        hold: i64,
        customer: Option<i64>,
        company: Option<i64>,
        conversation: Option<i64>,
    },
    #[serde(rename = "company.created")]
    CompanyCreated { company: i64 },
    /// Came from another desk, or was brought up to date from there: nobody is told.
    #[serde(rename = "company.imported")]
    CompanyImported { company: i64 },
    #[serde(rename = "company.renamed")]
    CompanyRenamed { company: i64 },
    #[serde(rename = "company.domain_added")]
    DomainAdded { company: i64, domain: String },
    #[serde(rename = "company.domain_removed")]
    DomainRemoved { company: i64, domain: String },
    #[serde(rename = "company.removed")]
    CompanyRemoved { company: i64 },
    #[serde(rename = "customer_attribute.defined")]
    AttributeDefined { attribute: String },
    #[serde(rename = "customer_attribute.changed")]
    AttributeChanged { attribute: String },
    #[serde(rename = "customer_attribute.switched_on")]
    AttributeSwitchedOn { attribute: String },
    #[serde(rename = "customer_attribute.switched_off")]
    AttributeSwitchedOff { attribute: String },
    #[serde(rename = "customer_attribute.removed")]
    AttributeRemoved { attribute: String },
}

impl Happening for Event {
    fn subject(&self) -> Subject {
        Subject {
            customer: self.customer(),
            conversation: self.conversation(),
            ..Subject::default()
        }
    }
}

impl Event {
    /// The conversation it is about: holds alone know of one, by its key.
    const fn conversation(&self) -> Option<i64> {
        match self {
            Self::HoldPlaced { conversation, .. } | Self::HoldLifted { conversation, .. } => *conversation,
            _ => None,
        }
    }

    /// The customer whose timeline shows it.
    pub const fn customer(&self) -> Option<i64> {
        match self {
            Self::CustomerCreated { customer }
            | Self::CustomerImported { customer }
            | Self::CustomerRenamed { customer }
            | Self::LanguageChosen { customer, .. }
            | Self::CustomerFiled { customer, .. }
            | Self::IdentityAdded { customer, .. }
            | Self::IdentityRemoved { customer, .. }
            | Self::IdentityVerified { customer, .. }
            | Self::IdentityDoubted { customer, .. }
            | Self::PrimaryChosen { customer, .. }
            | Self::EmailUndeliverable { customer, .. }
            | Self::EmailDeliverable { customer, .. }
            | Self::ValueSet { customer, .. }
            | Self::ValueRemoved { customer, .. }
            | Self::ValueForgotten { customer, .. }
            | Self::NoteWritten { customer, .. }
            | Self::NoteRemoved { customer, .. }
            | Self::CustomerTagged { customer, .. }
            | Self::CustomerUntagged { customer, .. }
            | Self::CustomersMerged { customer, .. }
            | Self::MergeUndone { customer, .. }
            | Self::HeldApart { customer, .. }
            | Self::HeldApartUndone { customer, .. } => Some(*customer),
            Self::HoldPlaced { customer, .. } | Self::HoldLifted { customer, .. } => *customer,
            Self::CompanyCreated { .. }
            | Self::CompanyImported { .. }
            | Self::CompanyRenamed { .. }
            | Self::DomainAdded { .. }
            | Self::DomainRemoved { .. }
            | Self::CompanyRemoved { .. }
            | Self::AttributeDefined { .. }
            | Self::AttributeChanged { .. }
            | Self::AttributeSwitchedOn { .. }
            | Self::AttributeSwitchedOff { .. }
            | Self::AttributeRemoved { .. } => None,
        }
    }
}
