//! Legal holds, for programs.

use super::HOLD;
use axum::extract::Path;
use axum::response::Response;
use customers::holds::{self, Held, Hold, HoldId};
use customers::{CompanyId, CustomerId};
use db::{Trouble, Tx, sql};
use desk::{ConversationId, Viewer, Visible};
use serde::{Deserialize, Serialize};
use web::api::{Change, List, NoQuery, Reply, Time, ToSchema, get, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/legal-holds", HOLD, list)
                .says("List the legal holds in force, the newest first")
                .lists::<Shown>(),
        )
        .api(
            post("/api/v1/legal-holds", HOLD, place)
                .says("Place a legal hold on a customer, a company or a conversation")
                .explains("Exactly one of the three is named. While it is in force nothing of it is erased, deleted or merged away.")
                .takes::<NewHold>()
                .makes::<Shown>(),
        )
        .api(
            post("/api/v1/legal-holds/{id}/lift", HOLD, lift)
                .says("Lift a legal hold")
                .takes::<Lifting>()
                .reports::<Shown>(),
        )
}

/// A hold.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LegalHold)]
struct Shown {
    id: i64,
    customer: Option<i64>,
    company: Option<i64>,
    conversation: Option<i64>,
    reason: String,
    /// `agent`, `api_token` or `system`.
    placed_by_kind: String,
    placed_by: Option<i64>,
    placed_at: Time,
    lifted_because: Option<String>,
    lifted_at: Option<Time>,
}

impl From<Hold> for Shown {
    fn from(hold: Hold) -> Self {
        Self {
            id: hold.id.0,
            customer: hold.customer,
            company: hold.company,
            conversation: hold.conversation,
            reason: hold.reason,
            placed_by_kind: hold.placed_by_kind,
            placed_by: hold.placed_by,
            placed_at: Time(hold.placed_at),
            lifted_because: hold.lifted_because,
            lifted_at: hold.lifted_at.map(Time),
        }
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLegalHold)]
struct NewHold {
    customer: Option<i64>,
    company: Option<i64>,
    conversation: Option<i64>,
    /// Who asked for it, or what it is for.
    reason: String,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LegalHoldLifting)]
struct Lifting {
    /// Why it is lifted.
    because: String,
}

async fn list(list: List<NoQuery>) -> Result<Response, Problem> {
    let (after, viewer) = (list.after::<i64>()?, Viewer::of(&list.who));
    list.answer(
        |shown: &Shown| shown.id,
        move |tx, limit| {
            let ids: Vec<HoldId> = sql("SELECT h.id FROM legal_hold h
                  WHERE h.lifted_at IS NULL AND h.id < $1
                    AND (h.conversation_id IS NULL OR $3
                         OR h.conversation_id IN (SELECT c.id FROM conversation c JOIN inbox_seen s ON s.inbox_id = c.inbox_id WHERE s.agent_id = $2))
                  ORDER BY h.id DESC LIMIT $4")
            .with(after.unwrap_or(i64::MAX))
            .with(viewer.agent)
            .with(viewer.sees_all)
            .with(limit)
            .all(tx)?;
            ids.into_iter().map(|id| holds::find(tx, id).map(Shown::from)).collect()
        },
    )
    .await
}

async fn place(change: Change<NewHold>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change.who);
    change
        .perform(move |work, asked| {
            let on = match (asked.customer, asked.company, asked.conversation) {
                (Some(id), None, None) => Held::Customer(referred("/customer", customers::find(work, CustomerId(id)))?.id.0),
                (None, Some(id), None) => Held::Company(referred("/company", customers::companies::find(work, CompanyId(id)))?.id.0),
                (None, None, Some(id)) => {
                    Held::Conversation(referred("/conversation", Visible::find(work, viewer, ConversationId(id)))?.id.0)
                }
                _ => return Err(Trouble::refused("privacy-refused-hold-on-one")),
            };
            let id = holds::place(work, on, &asked.reason)?;
            Reply::made(format!("/api/v1/legal-holds/{id}"), &Shown::from(holds::find(work, id)?))
        })
        .await
}

async fn lift(Path(id): Path<i64>, change: Change<Lifting>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change.who);
    change
        .perform(move |work, asked| {
            work.keep_quietly("it was lifted before");
            let hold = seen(work, viewer, HoldId(id))?;
            holds::lift(work, hold.id, &asked.because)?;
            Reply::ok(&Shown::from(holds::find(work, hold.id)?))
        })
        .await
}

/// A hold on a conversation the caller does not see is none.
fn seen(tx: &mut Tx<'_>, viewer: Viewer, id: HoldId) -> Result<Hold, Trouble> {
    let hold = holds::find(tx, id)?;
    if let Some(conversation) = hold.conversation {
        Visible::find(tx, viewer, ConversationId(conversation)).map_err(|_| Trouble::NotFound("hold"))?;
    }
    Ok(hold)
}
