//! Approvals that wait, deciding on them, and letting a colleague decide in one's place.

use super::SEE;
use super::amount::Amount;
use super::verdict::{Previewed, as_json};
use crate::approvals::{self, Approval, ApprovalId, ApprovalState, Decided, Delegation, DelegationId};
use agents::AgentId;
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::api::{Change, List, Look, NoQuery, Nothing, ROOT, Reply, Time, ToSchema, delete, get, post, referred, word};
use web::{Needs, Problem, Routes};

const DECIDE: Needs = Needs::Permission("approvals.decide");

pub fn routes() -> Routes {
    Routes::new()
        .api(get("/api/v1/approvals", SEE, list).says("List the approvals that wait, the oldest first").lists::<Shown>())
        .api(get("/api/v1/approvals/{id}", SEE, show).says("Show a request for approval").gives::<Shown>())
        .api(
            post("/api/v1/approvals/{id}/give", DECIDE, give)
                .says("Approve, and have it done")
                .explains("It is done in the name of who asked, if the preview still holds; else it is void. Nobody decides on what they asked for, and a token decides as its owner.")
                .takes::<Deciding>()
                .reports::<Shown>(),
        )
        .api(post("/api/v1/approvals/{id}/refuse", DECIDE, refuse).says("Refuse").takes::<Deciding>().reports::<Shown>())
        .api(get("/api/v1/delegations", DECIDE, delegations).says("List what you gave and received to decide").gives::<Delegations>())
        .api(
            post("/api/v1/delegations", DECIDE, delegate)
                .says("Let a colleague decide in your place")
                .takes::<NewDelegation>()
                .makes::<Delegated>(),
        )
        .api(delete("/api/v1/delegations/{id}", DECIDE, end).says("Take it back"))
}

/// A request for approval.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Approval)]
pub(super) struct Shown {
    id: i64,
    verb: String,
    #[schema(schema_with = word::<ApprovalState>)]
    state: ApprovalState,
    order: Option<i64>,
    customer: Option<i64>,
    conversation: Option<i64>,
    amount: Amount,
    /// The role that decides.
    role: String,
    /// What was asked for.
    #[schema(value_type = Object)]
    request: Value,
    /// As whoever asked saw it.
    preview: Previewed,
    /// Its verdict, at `/verdicts/{id}`.
    verdict_id: i64,
    asker_kind: String,
    asker_id: Option<i64>,
    asked_at: Time,
    expires_at: Time,
    decided_by: Option<i64>,
    /// In whose place, if it was delegated.
    for_agent: Option<i64>,
    decided_at: Option<Time>,
    reason: String,
    /// What was done, if it was given.
    action: Option<i64>,
}

impl Shown {
    pub(super) fn of(approval: &Approval) -> Result<Self, Trouble> {
        Ok(Self {
            id: approval.id.0,
            verb: approval.verb.clone(),
            state: approval.state,
            order: approval.order.map(|id| id.0),
            customer: approval.customer.map(|id| id.0),
            conversation: approval.conversation,
            amount: approval.amount().into(),
            role: approval.role.clone(),
            request: as_json(&approval.request()?)?,
            preview: Previewed::of(approval.preview()?)?,
            verdict_id: approval.verdict.0,
            asker_kind: approval.asker_kind.clone(),
            asker_id: approval.asker_id,
            asked_at: approval.asked_at.into(),
            expires_at: approval.expires_at.into(),
            decided_by: approval.decided_by.map(|id| id.0),
            for_agent: approval.for_agent.map(|id| id.0),
            decided_at: approval.decided_at.map(Time),
            reason: approval.reason.clone(),
            action: approval.action.map(|id| id.0),
        })
    }

    fn find(tx: &mut Tx<'_>, id: i64) -> Result<Self, Trouble> {
        Self::of(&approvals::find(tx, ApprovalId(id))?)
    }
}

async fn list(list: List<NoQuery>) -> Result<Response, Problem> {
    let after = list.after::<i64>()?;
    list.answer(
        |shown: &Shown| shown.id,
        move |tx, limit| approvals::waiting(tx, after.map(ApprovalId), limit)?.iter().map(Shown::of).collect(),
    )
    .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::find(tx, id)?)).await
}

/// Why, for colleagues.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApprovalDecision)]
struct Deciding {
    #[serde(default)]
    reason: String,
}

async fn give(Path(id): Path<i64>, change: Change<Deciding>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            // Done or void: the approval says which.
            let _: Decided = approvals::give(work, ApprovalId(id), &asked.reason)?;
            Reply::ok(&Shown::find(work, id)?)
        })
        .await
}

async fn refuse(Path(id): Path<i64>, change: Change<Deciding>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            approvals::refuse(work, ApprovalId(id), &asked.reason)?;
            Reply::ok(&Shown::find(work, id)?)
        })
        .await
}

/// One agent may decide in another's place, from a moment until another.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Delegation)]
struct Delegated {
    id: i64,
    from: i64,
    to: i64,
    valid_from: Time,
    valid_until: Time,
}

impl From<Delegation> for Delegated {
    fn from(one: Delegation) -> Self {
        Self {
            id: one.id.0,
            from: one.from.0,
            to: one.to.0,
            valid_from: one.valid_from.into(),
            valid_until: one.valid_until.into(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
struct Delegations {
    data: Vec<Delegated>,
}

fn of_agent(tx: &mut Tx<'_>, agent: i64) -> Result<Vec<Delegated>, Trouble> {
    Ok(approvals::delegations(tx, AgentId(agent))?.into_iter().map(Delegated::from).collect())
}

async fn delegations(look: Look) -> Result<Response, Problem> {
    let agent = look.agent_id;
    look.answer(move |tx| Reply::one(&Delegations { data: of_agent(tx, agent)? })).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDelegation {
    /// The colleague, who needs the permission to decide too.
    to: i64,
    valid_from: Time,
    valid_until: Time,
}

async fn delegate(change: Change<NewDelegation>) -> Result<Response, Problem> {
    let agent = change.agent_id;
    change
        .perform(move |work, asked| {
            referred("/to", agents::agents::find(work, AgentId(asked.to)).map(drop))?;
            let id = approvals::delegate(work, AgentId(asked.to), asked.valid_from.0, asked.valid_until.0)?;
            let made = of_agent(work, agent)?.into_iter().find(|one| one.id == id.0);
            Reply::made(format!("{ROOT}/delegations/{id}"), &made.ok_or(Trouble::NotFound("delegation"))?)
        })
        .await
}

async fn end(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            approvals::end(work, DelegationId(id))?;
            Ok(Reply::done())
        })
        .await
}
