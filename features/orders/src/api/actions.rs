//! Actions: looked at first, then confirmed by what was seen. The two halves are the domain's own; a token has no other way.

use super::order::Shown;
use super::requests::{AnyRequest, read};
use super::verdict::{Judged, Previewed, Why};
use super::{ACT, SEE, numbered};
use crate::action::{Ask, Confirmed, Done, Request, confirm_from, preview_from};
use crate::approvals;
use crate::order::OrderId;
use crate::pages::{denied, workspace};
use crate::verdict::{Verdict, VerdictId};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx, Work};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::api::{Change, ROOT, Reply, ToSchema, post};
use web::{Problem, Routes, Text};

pub fn routes() -> Routes {
    let looks = "Nothing is changed. Show what comes back, then send its `hash` with the confirmation.";
    let does = "Needs an `Idempotency-Key`, and the `hash` of a preview: if anything moved since, the answer is 409 and nothing was done. \
                What the policy denies answers 422 with the codes; what needs a second person answers 202 with the approval. \
                A verdict `needs_confirmation` wants `agreed`: somebody was asked and said yes.";
    Routes::new()
        .api(
            post("/api/v1/orders/{number}/actions/preview", SEE, preview_on_order)
                .says("Preview an action on an order")
                .explains(looks)
                .word("number")
                .takes::<Looking>()
                .reports::<Previewed>(),
        )
        .api(
            post("/api/v1/orders/{number}/actions", ACT, confirm_on_order)
                .says("Confirm an action on an order")
                .explains(does)
                .word("number")
                .takes::<Confirming>()
                .reports::<ActionDone>()
                .or::<super::approvals::Shown>("202", "It waits for somebody’s approval.")
                .or::<Refused>("422", "A field cannot be taken, a rule said no, or the policy denies it."),
        )
        .api(
            post("/api/v1/actions/preview", SEE, preview_any)
                .says("Preview any action")
                .explains(looks)
                .takes::<Looking>()
                .reports::<Previewed>(),
        )
        .api(
            post("/api/v1/actions", ACT, confirm_any)
                .says("Confirm any action, such as placing an order")
                .explains(does)
                .takes::<Confirming>()
                .reports::<ActionDone>()
                .or::<super::approvals::Shown>("202", "It waits for somebody’s approval.")
                .or::<Refused>("422", "A field cannot be taken, a rule said no, or the policy denies it."),
        )
}

/// What would be asked for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActionPreview)]
struct Looking {
    #[schema(value_type = AnyRequest)]
    request: Value,
    /// The conversation it is asked in, by its key: policies may look at whose it is and what it is about, and how strongly the
    /// customer is known is each conversation's own. Name the same when confirming.
    #[serde(default)]
    conversation: Option<i64>,
}

/// What is asked for, and by which preview it was seen.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ActionConfirmation)]
struct Confirming {
    #[schema(value_type = AnyRequest)]
    request: Value,
    /// The preview's.
    hash: String,
    /// Whether somebody was asked and said yes, where the policy wants that.
    #[serde(default)]
    agreed: bool,
    /// The conversation it was asked in, the same as in the preview.
    #[serde(default)]
    conversation: Option<i64>,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
struct ActionDone {
    /// Its key.
    action: i64,
    /// It had been done before under the same key.
    again: bool,
    outcome: Came,
    /// The order as it is now, if it is about one.
    order: Option<Shown>,
}

/// The keys of what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActionOutcome)]
struct Came {
    order: Option<i64>,
    /// Pieces that were added.
    units: Vec<i64>,
    papers: Vec<i64>,
    return_id: Option<i64>,
    account: Option<i64>,
    charge: Option<i64>,
    subscription: Option<i64>,
    shipment: Option<i64>,
    record: Option<i64>,
    balance: Option<i64>,
    /// The code of a gift card issued now; it is told once and kept nowhere.
    code: Option<String>,
}

/// A problem (RFC 9457); where the policy has spoken, with what it said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActionRefused)]
pub(super) struct Refused {
    /// Names the kind of problem: `/problems/orders-action-denied`.
    r#type: String,
    title: String,
    status: u16,
    detail: String,
    remedy: String,
    #[schema(value_type = Vec<Object>)]
    errors: Value,
    /// The deny codes, the first reason first.
    #[schema(required = false, nullable = false)]
    codes: Option<Vec<String>>,
    #[schema(required = false, nullable = false)]
    reasons: Option<Vec<Why>>,
    #[schema(required = false, nullable = false)]
    verdict: Option<Judged>,
    /// The key of the kept verdict, at `/verdicts/{id}`.
    #[schema(required = false)]
    verdict_id: Option<i64>,
}

/// What a refusal brings beside its words.
#[derive(Serialize)]
struct Brought {
    codes: Vec<String>,
    reasons: Vec<Why>,
    verdict: Judged,
    verdict_id: Option<i64>,
}

async fn preview_on_order(Path(number): Path<String>, change: Change<Looking>) -> Result<Response, Problem> {
    let order = found(&change, number).await?;
    let request = read(&change.body.request, Some(order))?;
    look_at(change, request, Some(order)).await
}

async fn preview_any(change: Change<Looking>) -> Result<Response, Problem> {
    let request = read(&change.body.request, None)?;
    look_at(change, request, None).await
}

async fn found<B>(change: &Change<B>, number: String) -> Result<OrderId, Problem> {
    let found = change.site.db().read(move |tx| Ok(numbered(tx, &number)?.id)).await;
    found.map_err(Problem::from)
}

async fn look_at(change: Change<Looking>, request: Request, at: Option<OrderId>) -> Result<Response, Problem> {
    let actor = change.actor();
    let origin = workspace::by_program(&change.site, &change.who, change.body.conversation).await?;
    let (asked, asked_from) = (request.clone(), origin.clone());
    let seen = change.site.db().read(move |tx| {
        of_this_order(tx, &asked, at)?;
        preview_from(tx, actor, &asked, &asked_from)
    });
    let seen = seen.await?;
    denied::kept(&change.site, actor, &seen, request, origin, change.body.conversation).await?;
    Ok(change.reply(Reply::ok(&Previewed::of(seen)?)?))
}

/// A return belongs to an order that its request does not name.
fn of_this_order(tx: &mut Tx<'_>, request: &Request, at: Option<OrderId>) -> Result<(), Trouble> {
    let named = match request {
        Request::ReceiveReturn(back) => back.return_id,
        Request::CloseReturn(close) => close.return_id,
        _ => return Ok(()),
    };
    match at {
        Some(order) if crate::returns::find(tx, named)?.order != order => Err(Trouble::NotFound("return")),
        _ => Ok(()),
    }
}

async fn confirm_on_order(Path(number): Path<String>, change: Change<Confirming>) -> Result<Response, Problem> {
    let order = found(&change, number).await?;
    let request = read(&change.body.request, Some(order))?;
    carry_out(change, request, Some(order)).await
}

async fn confirm_any(change: Change<Confirming>) -> Result<Response, Problem> {
    let request = read(&change.body.request, None)?;
    carry_out(change, request, None).await
}

async fn carry_out(change: Change<Confirming>, request: Request, at: Option<OrderId>) -> Result<Response, Problem> {
    let key = change.key().map(own_key).ok_or_else(|| Problem::refused("orders-action-without-key"))?;
    let text = change.t().clone();
    let origin = workspace::by_program(&change.site, &change.who, change.body.conversation).await?;
    change
        .perform(move |work, body| {
            of_this_order(work, &request, at)?;
            let ask = Ask {
                request: request.clone(),
                hash: body.hash.clone(),
                key: key.clone(),
                agreed: body.agreed,
                conversation: body.conversation,
            };
            let confirmed = confirm_from(work, &ask, &origin)?;
            answer(work, confirmed, &text)
        })
        .await
}

/// The domain's keys are shorter than those of HTTP.
pub(super) fn own_key(key: &str) -> String {
    if key.len() > 150 { kit::sha256_hex(key.as_bytes()) } else { key.to_owned() }
}

pub(super) fn answer(work: &mut Work<'_>, confirmed: Confirmed, text: &Text) -> Result<Reply, Trouble> {
    match confirmed {
        Confirmed::Done(done) => Reply::ok(&ActionDone::of(work, done)?),
        Confirmed::Waits(id) => {
            let approval = approvals::find(work, id)?;
            Reply::waits(format!("{ROOT}/approvals/{id}"), &super::approvals::Shown::of(&approval)?)
        }
        Confirmed::NeedsYes(verdict) => refused(&Problem::refused("orders-action-needs-yes"), text, verdict, None),
        Confirmed::Denied(verdict, id) => {
            let first = verdict.reasons.first().cloned();
            let (reason, next) = first.map_or_else(Default::default, |reason| {
                (reason.text.of(text.locale()).to_owned(), reason.next_step.of(text.locale()).to_owned())
            });
            let problem = Problem::refused("orders-action-denied").with("reason", reason).with("next", next);
            refused(&problem, text, verdict, Some(id))
        }
    }
}

fn refused(problem: &Problem, text: &Text, verdict: Verdict, id: Option<VerdictId>) -> Result<Reply, Trouble> {
    let brought = Brought {
        codes: verdict.reasons.iter().map(|reason| reason.code.clone()).collect(),
        reasons: verdict.reasons.iter().cloned().map(Why::from).collect(),
        verdict: Judged::of(verdict)?,
        verdict_id: id.map(|id| id.0),
    };
    Reply::refused(problem, text, &brought)
}

impl ActionDone {
    fn of(tx: &mut Tx<'_>, done: Done) -> Result<Self, Trouble> {
        let order = done.outcome.order.map(|id| crate::orders::find(tx, id)).transpose()?;
        let out = done.outcome;
        Ok(Self {
            action: done.action.0,
            again: done.again,
            order: order.map(|order| Shown::of(tx, &order)).transpose()?,
            outcome: Came {
                order: out.order.map(|id| id.0),
                units: out.units.iter().map(|id| id.0).collect(),
                papers: out.papers.iter().map(|id| id.0).collect(),
                return_id: out.return_id.map(|id| id.0),
                account: out.account.map(|id| id.0),
                charge: out.charge.map(|id| id.0),
                subscription: out.subscription,
                shipment: out.shipment,
                record: out.record,
                balance: out.balance,
                code: out.code,
            },
        })
    }
}
