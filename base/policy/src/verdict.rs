//! What a judgement comes to: stored with the action, read by programs, told to the customer, explained later.

use crate::Facts;
use document::Words;
use kit::Money;
use serde::{Deserialize, Serialize};

/// The judgement of one action by one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    pub outcome: Outcome,
    /// Why it is not simply allowed: every rule that denies it, in the order of the policy; or what needs approval.
    pub reasons: Vec<Reason>,
    /// Every rule looked at, with the facts it used.
    pub checked: Vec<Checked>,
}

/// From what may be done at once to what may not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Allowed,
    /// Allowed once a person has seen what it does and said yes.
    NeedsConfirmation,
    /// Allowed once somebody of this role has approved. `above` is the limit it went over; none if every amount needs it.
    NeedsApproval {
        role: String,
        above: Option<Money>,
    },
    Denied,
}

/// One reason, in words for the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub code: String,
    pub text: Words,
    pub next_step: Words,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub article: Option<String>,
}

/// One rule as it was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub rule: String,
    pub held: Held,
    /// The facts it used, as they were; those not given are not here.
    pub facts: Facts,
}

/// What came of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    Yes,
    No,
    /// A fact was missing or of the wrong kind; counts as no.
    Unknown,
    /// Its `when` was not so.
    NotAsked,
}

impl Outcome {
    /// 0 for allowed up to 3 for denied: what is larger allows less.
    pub const fn severity(&self) -> u8 {
        match self {
            Self::Allowed => 0,
            Self::NeedsConfirmation => 1,
            Self::NeedsApproval { .. } => 2,
            Self::Denied => 3,
        }
    }

    /// The word for it in files and addresses.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::NeedsConfirmation => "needs_confirmation",
            Self::NeedsApproval { .. } => "needs_approval",
            Self::Denied => "denied",
        }
    }
}

impl Verdict {
    /// Whether it may be done, perhaps after a yes or an approval.
    pub const fn is_possible(&self) -> bool {
        !matches!(self.outcome, Outcome::Denied)
    }

    /// The codes of its reasons.
    pub fn codes(&self) -> Vec<&str> {
        self.reasons.iter().map(|reason| reason.code.as_str()).collect()
    }
}
