//! Policies: drafts, the test bench, approval by a second person, going live.

use super::verdict::as_json;
use crate::policies::{self, PolicyId, PolicyState, Version};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::api::{Change, IntoParams, Look, Nothing, ROOT, Reply, Time, ToSchema, delete, get, post, put, word};
use web::{Needs, Problem, Routes};

const WRITE: Needs = Needs::Permission("policies.manage");
const APPROVE: Needs = Needs::Permission("policies.approve");
/// What a replay looks at, at most.
const MOST_PLAYED: i64 = 5_000;

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/policies", super::SEE, list)
                .says("List the versions of all policies, the newest first")
                .gives::<Versions>(),
        )
        .api(
            get("/api/v1/policies/{id}", super::SEE, show)
                .says("Show a version with its document")
                .gives::<Shown>(),
        )
        .api(
            post("/api/v1/policies", WRITE, draft)
                .says("Write a draft")
                .explains("The document as docs/policies.md describes it. Faults are refused, the first with its place and remedy.")
                .takes::<Draft>()
                .makes::<Shown>(),
        )
        .api(
            put("/api/v1/policies/{id}", WRITE, change)
                .says("Change a draft")
                .takes::<Draft>()
                .gives::<Shown>()
                .conditional(),
        )
        .api(delete("/api/v1/policies/{id}", WRITE, remove).says("Throw a draft away"))
        .api(
            get("/api/v1/policies/{id}/replay", super::SEE, replay)
                .says("Play what was judged between two moments against a version: what would change")
                .asks::<Between>()
                .reports::<Replayed>(),
        )
        .api(
            post("/api/v1/policies/{id}/approve", APPROVE, approve)
                .says("Say that a draft may go live")
                .explains("Nobody approves what they wrote, a token not what its owner wrote. `sha256` is that of the version as it was read: if somebody changed it since, the answer is 409.")
                .takes::<Seen>()
                .reports::<Shown>(),
        )
        .api(
            post("/api/v1/policies/{id}/go-live", APPROVE, go_live)
                .says("Let an approved version count from now on")
                .takes::<Seen>()
                .reports::<Shown>(),
        )
}

/// A version of a policy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Policy)]
struct Shown {
    id: i64,
    name: String,
    version: i64,
    note: String,
    #[schema(schema_with = word::<PolicyState>)]
    state: PolicyState,
    author_kind: String,
    author_id: Option<i64>,
    created_at: Time,
    approved_by: Option<i64>,
    approved_at: Option<Time>,
    live_from: Option<Time>,
    retired_at: Option<Time>,
    /// Of the document’s text; approving names it.
    sha256: String,
    /// What it says; left out in lists.
    #[schema(value_type = Option<Object>)]
    document: Option<Value>,
}

impl Shown {
    fn of(version: Version, document: Option<Value>) -> Self {
        Self {
            id: version.id.0,
            name: version.name,
            version: version.version,
            note: version.note,
            state: version.state,
            author_kind: version.author_kind,
            author_id: version.author_id,
            created_at: version.created_at.into(),
            approved_by: version.approved_by.map(|id| id.0),
            approved_at: version.approved_at.map(Time),
            live_from: version.live_from.map(Time),
            retired_at: version.retired_at.map(Time),
            sha256: version.sha256,
            document,
        }
    }

    fn find(tx: &mut Tx<'_>, id: PolicyId) -> Result<Self, Trouble> {
        let version = policies::find(tx, id)?;
        let text = policies::document(tx, id)?;
        Ok(Self::of(version, Some(crate::stored::read("policy_version", &text)?)))
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Policies)]
struct Versions {
    data: Vec<Shown>,
}

async fn list(look: Look) -> Result<Response, Problem> {
    look.answer(|tx| Reply::one(&Versions { data: policies::all(tx)?.into_iter().map(|one| Shown::of(one, None)).collect() }))
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::find(tx, PolicyId(id))?)).await
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyDraft)]
struct Draft {
    #[schema(value_type = Object)]
    document: Value,
    #[serde(default)]
    note: String,
}

async fn draft(change: Change<Draft>) -> Result<Response, Problem> {
    change
        .perform(|work, asked| {
            let id = policies::draft(work, &asked.document.to_string(), &asked.note)?;
            Reply::made(format!("{ROOT}/policies/{id}"), &Shown::find(work, id)?)
        })
        .await
}

async fn change(Path(id): Path<i64>, change: Change<Draft>) -> Result<Response, Problem> {
    let id = PolicyId(id);
    change
        .alter(
            move |tx| Shown::find(tx, id),
            move |work, asked| policies::change_draft(work, id, &asked.document.to_string(), &asked.note),
        )
        .await
}

async fn remove(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .perform(move |work, _| {
            policies::remove_draft(work, PolicyId(id))?;
            Ok(Reply::done())
        })
        .await
}

/// Which text is meant.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicySeen)]
struct Seen {
    /// The version’s `sha256` as it was read.
    sha256: String,
}

async fn approve(Path(id): Path<i64>, change: Change<Seen>) -> Result<Response, Problem> {
    change
        .perform(move |work, seen| {
            policies::approve(work, PolicyId(id), &seen.sha256)?;
            Reply::ok(&Shown::find(work, PolicyId(id))?)
        })
        .await
}

async fn go_live(Path(id): Path<i64>, change: Change<Seen>) -> Result<Response, Problem> {
    change
        .perform(move |work, seen| {
            policies::go_live(work, PolicyId(id), &seen.sha256)?;
            Reply::ok(&Shown::find(work, PolicyId(id))?)
        })
        .await
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Between {
    #[param(value_type = Time)]
    from: Time,
    #[param(value_type = Time)]
    until: Time,
}

/// What the version would have said otherwise.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicyReplay)]
struct Replayed {
    /// How many verdicts were played: those this version would have decided.
    played: i64,
    /// How many verdicts there were in that time.
    judged: i64,
    /// Of these, each so-manieth was looked at; 1 is all of them.
    every: i64,
    /// Each that would have been another: `verdict`, `verb`, `was`, `would_be` and their codes.
    #[schema(value_type = Vec<Object>)]
    differences: Value,
}

async fn replay(Path(id): Path<i64>, look: Look<Between>) -> Result<Response, Problem> {
    let asked = look.asked.clone();
    look.answer(move |tx| {
        let found = policies::replay(tx, PolicyId(id), asked.from.0, asked.until.0, MOST_PLAYED)?;
        let differences: Vec<Value> = found
            .changed
            .iter()
            .map(|one| {
                serde_json::json!({
                    "verdict": one.verdict.0, "verb": one.verb, "judged_at": Time(one.judged_at), "was": one.was,
                    "would_be": one.would_be, "was_code": one.was_code, "would_be_code": one.would_be_code,
                })
            })
            .collect();
        let (played, judged, every) = (found.played, found.judged, found.every);
        Reply::ok(&Replayed { played, judged, every, differences: as_json(&differences)? })
    })
    .await
}
