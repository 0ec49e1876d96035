//! Verdicts and previews as programs read them: codes, words in three languages, and what each was founded on.

use super::amount::Amount;
use crate::action::{Line, Preview};
use crate::verdict::{Verdict, outcome_word};
use db::Trouble;
use policy::{Outcome, Reason, Words};
use serde::Serialize;
use serde_json::Value;
use web::api::ToSchema;

/// The same sentence in every language.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Sentence {
    en: String,
    es: String,
    zh: String,
}

impl From<Words> for Sentence {
    fn from(words: Words) -> Self {
        Self { en: words.en, es: words.es, zh: words.zh }
    }
}

/// Why, in words for the customer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = VerdictReason)]
pub(super) struct Why {
    /// What programs go by: `return.too_late`.
    code: String,
    text: Sentence,
    next_step: Sentence,
    /// The article it cites.
    article: Option<String>,
}

impl From<Reason> for Why {
    fn from(reason: Reason) -> Self {
        Self {
            code: reason.code,
            text: reason.text.into(),
            next_step: reason.next_step.into(),
            article: reason.article,
        }
    }
}

/// What the policy said.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Verdict)]
pub(super) struct Judged {
    /// `allowed`, `needs_confirmation`, `needs_approval` or `denied`.
    #[schema(pattern = "^(allowed|needs_confirmation|needs_approval|denied)$")]
    pub outcome: &'static str,
    /// Who would have to approve.
    pub approval_role: Option<String>,
    /// The limit it went over.
    pub approval_above: Option<Amount>,
    /// The code of the first reason; empty if it was simply allowed.
    pub code: String,
    pub reasons: Vec<Why>,
    /// It could not be done whatever the policy said.
    pub impossible: bool,
    /// Every rule looked at: `rule`, `held`, and the `facts` it used.
    #[schema(value_type = Vec<Object>)]
    pub checked: Value,
}

impl Judged {
    pub(super) fn of(verdict: Verdict) -> Result<Self, Trouble> {
        let (approval_role, approval_above) = match &verdict.outcome {
            Outcome::NeedsApproval { role, above } => (Some(role.clone()), above.map(Amount::from)),
            _ => (None, None),
        };
        Ok(Self {
            outcome: outcome_word(&verdict.outcome),
            approval_role,
            approval_above,
            code: verdict.code,
            reasons: verdict.reasons.into_iter().map(Why::from).collect(),
            impossible: verdict.impossible,
            checked: as_json(&verdict.checked)?,
        })
    }
}

/// A value of the domain that is shown as it is written.
pub(super) fn as_json(value: &impl Serialize) -> Result<Value, Trouble> {
    serde_json::to_value(value).map_err(|e| Trouble::Shape(format!("a value did not serialise: {e}")))
}

/// One line of what would be done.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PreviewLine)]
pub(super) struct Shown {
    /// `unit`, `credit`, `refund`, `capture` …
    kind: String,
    label: String,
    amount: Amount,
}

impl From<Line> for Shown {
    fn from(line: Line) -> Self {
        Self { kind: line.kind, label: line.label, amount: line.amount.into() }
    }
}

/// What an action would do, as things stand at this moment.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Preview)]
pub(super) struct Previewed {
    /// The word policies name it by.
    pub verb: String,
    /// The order's key, if it is about one.
    pub order: Option<i64>,
    pub customer: Option<i64>,
    /// What the bill gains or loses.
    pub lines: Vec<Shown>,
    /// What money moves, and by which kind of method.
    pub money: Vec<Shown>,
    /// What is at stake: the amount that limits and approvals look at.
    pub amount: Amount,
    /// Words: `money_refunded`, `pieces_cancelled` …
    pub cannot_be_undone: Vec<String>,
    pub verdict: Judged,
    /// To be sent with the confirmation. If anything moves in between it is void.
    pub hash: String,
}

impl Previewed {
    pub(super) fn of(preview: Preview) -> Result<Self, Trouble> {
        Ok(Self {
            verb: preview.verb,
            order: preview.order.map(|id| id.0),
            customer: preview.customer.map(|id| id.0),
            lines: preview.lines.into_iter().map(Shown::from).collect(),
            money: preview.money.into_iter().map(Shown::from).collect(),
            amount: preview.amount.into(),
            cannot_be_undone: preview.cannot_be_undone,
            verdict: Judged::of(preview.verdict)?,
            hash: preview.hash,
        })
    }
}
