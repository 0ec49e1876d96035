//! What a policy says about one action.

use crate::{Amounts, Predicate, Strength};
use document::Words;
use serde::Serialize;

/// An action without rules is denied: whoever means to allow it always writes a rule that requires `always`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// What it is called; needed for actions of the company's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    /// How strongly the customer must be verified.
    pub identity: Strength,
    /// All must hold.
    pub rules: Vec<Rule>,
    pub needs_confirmation: bool,
    /// From which amount somebody must approve it, by the role of who acts. If the list is not empty and the role is not
    /// in it, it needs approval.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs_approval_above: Vec<Approval>,
    /// How often and how much one person may do it in a day, by role. If the list is not empty and the role is not in it,
    /// each line counts for it, so the strictest does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub per_day: Vec<DailyLimit>,
}

/// A named condition, and what is said if it does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Unique within the action.
    pub name: String,
    /// When the rule counts at all; always, if not written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Predicate>,
    pub require: Predicate,
    /// What programs know the denial by.
    pub code: String,
    /// What the customer is told.
    pub text: Words,
    /// What can be done instead.
    pub next_step: Words,
    /// The article that explains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

/// When who needs whose approval, and how that approval is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// The role of who acts.
    pub role: String,
    pub above: Threshold,
    /// The role that approves; not needed where nobody must.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How long a request waits, and how long a given approval holds.
    pub valid_hours: i64,
    /// Whoever asked cannot approve, even with the role.
    pub four_eyes: bool,
    /// Whether an approver who is away may let somebody approve in their place.
    pub may_delegate: bool,
}

/// From which amount approval is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    Always,
    Never,
    #[serde(untagged)]
    Above(Amounts),
}

/// How often and how much one person may do an action in a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DailyLimit {
    pub role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amounts>,
    /// This role has no limit, and somebody said so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_limit: bool,
}
