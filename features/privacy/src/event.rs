//! What can happen to people's data, as the activity log keeps it: who, when, how much. Never what.

use db::{Happening, Subject};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Event {
    #[serde(rename = "privacy.erasure_begun")]
    ErasureBegun { customer: i64, erasure: i64 },
    /// What was said in a conversation is gone; by an erasure or a rule.
    #[serde(rename = "privacy.conversation_emptied")]
    ConversationEmptied { conversation: i64 },
    /// Files, raw mails or a field of a conversation are gone by a rule.
    #[serde(rename = "privacy.conversation_thinned")]
    ConversationThinned { conversation: i64, what: String },
    /// A reading of everything found nothing more: from here on no index may hold a word of it.
    #[serde(rename = "privacy.swept")]
    Swept { customer: i64, erasure: i64 },
    #[serde(rename = "privacy.erased")]
    Erased { customer: i64, erasure: i64, rows: i64 },
    #[serde(rename = "privacy.erasure_stuck")]
    ErasureStuck { customer: i64, erasure: i64, hits: i64 },
    #[serde(rename = "privacy.export_asked")]
    ExportAsked { customer: i64, export: i64 },
    #[serde(rename = "privacy.export_made")]
    ExportMade { customer: i64, export: i64 },
    #[serde(rename = "privacy.export_taken")]
    ExportTaken { customer: i64, export: i64 },
    #[serde(rename = "privacy.export_gone")]
    ExportGone { customer: i64, export: i64 },
    #[serde(rename = "privacy.rule_saved")]
    RuleSaved { rule: i64, what: String, days: i64 },
    #[serde(rename = "privacy.rule_removed")]
    RuleRemoved { rule: i64 },
    /// One night of one rule.
    #[serde(rename = "privacy.rule_kept")]
    RuleKept { rule: i64, conversations: i64, rows: i64, held: i64 },
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
    /// The conversation it is about.
    pub const fn conversation(&self) -> Option<i64> {
        match self {
            Self::ConversationEmptied { conversation } | Self::ConversationThinned { conversation, .. } => Some(*conversation),
            _ => None,
        }
    }

    /// The customer it is about.
    pub const fn customer(&self) -> Option<i64> {
        match self {
            Self::ErasureBegun { customer, .. }
            | Self::Swept { customer, .. }
            | Self::Erased { customer, .. }
            | Self::ErasureStuck { customer, .. }
            | Self::ExportAsked { customer, .. }
            | Self::ExportMade { customer, .. }
            | Self::ExportTaken { customer, .. }
            | Self::ExportGone { customer, .. } => Some(*customer),
            _ => None,
        }
    }
}
