//! Erasing a person, for programs: what would go, the asking, and the proof.

use super::ERASE;
use crate::erasure::{self, Certificate, Counts, Erasure, ErasureId, Found, Papers, State, Wish};
use axum::extract::Path;
use axum::response::Response;
use customers::CustomerId;
use db::Trouble;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use web::api::{Change, List, Look, NoQuery, Reply, Time, ToSchema, get, post, word};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/customers/{id}/erasure-preview", ERASE, preview)
                .says("Count what erasing a customer would take away, and what would stay")
                .gives::<Preview>(),
        )
        .api(
            post("/api/v1/customers/{id}/erasures", ERASE, begin)
                .says("Erase a customer for good")
                .explains("It goes on in the background and cannot be undone. Refused while a legal hold is in force. Look at the erasure until its state is `done`; then it has its certificate.")
                .takes::<NewErasure>()
                .makes::<Shown>(),
        )
        .api(get("/api/v1/erasures", ERASE, list).says("List the erasures, the newest first").lists::<Shown>())
        .api(get("/api/v1/erasures/{id}", ERASE, show).says("Show how far an erasure is, with its certificate once it is over").gives::<Shown>())
}

/// What would go and what would stay.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ErasurePreview)]
struct Preview {
    /// By what it is: `messages`, `files`, `identities` …
    goes: BTreeMap<String, i64>,
    /// Kept without the person: `orders`, `payments`, `papers` …
    stays: BTreeMap<String, i64>,
    /// How many names and addresses everything is searched for.
    searched_for: i64,
}

impl From<Found> for Preview {
    fn from(found: Found) -> Self {
        let counted = |lines: Vec<erasure::Line>| lines.into_iter().map(|line| (line.what.to_owned(), line.count)).collect();
        Self {
            goes: counted(found.goes),
            stays: counted(found.stays),
            searched_for: found.wanted,
        }
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewErasure)]
struct NewErasure {
    /// Who asked for it and how; without the name.
    why: String,
    /// The customer's name as it stands, or their number if they have none.
    confirm: String,
    /// What becomes of issued papers; `replaced` unless said.
    #[schema(schema_with = word::<Papers>)]
    #[serde(default = "replaced")]
    papers: Papers,
}

const fn replaced() -> Papers {
    Papers::Replaced
}

/// One erasure.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Erasure)]
struct Shown {
    id: i64,
    customer: i64,
    /// What stands where the person stood.
    pseudonym: String,
    #[schema(schema_with = word::<State>)]
    state: State,
    /// Rows taken away or emptied so far, by table.
    counts: Counts,
    asked_at: Time,
    finished_at: Option<Time>,
    /// The proof, once it is over.
    #[schema(value_type = Option<Object>)]
    certificate: Option<Certificate>,
    /// The SHA-256 of the proof as it is kept, byte for byte.
    sha256: Option<String>,
}

impl Shown {
    fn of(one: &Erasure) -> Result<Self, Trouble> {
        let text = one.certificate().filter(|_| one.is_over());
        let certificate = text.map(serde_json::from_str).transpose().map_err(|e| Trouble::Shape(e.to_string()))?;
        Ok(Self {
            id: one.id.0,
            customer: one.customer,
            pseudonym: one.pseudonym.clone(),
            state: one.state,
            counts: one.counts()?,
            asked_at: Time(one.asked_at),
            finished_at: one.finished_at.map(Time),
            certificate,
            sha256: one.sha256.clone(),
        })
    }
}

async fn preview(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| {
        customers::find(tx, CustomerId(id))?;
        Reply::one(&Preview::from(erasure::found(tx, id)?))
    })
    .await
}

async fn begin(Path(id): Path<i64>, change: Change<NewErasure>) -> Result<Response, Problem> {
    change
        .perform(move |work, asked| {
            let wish = Wish { why: asked.why.clone(), typed: asked.confirm.clone(), papers: asked.papers };
            let begun = erasure::begin(work, id, &wish)?;
            Reply::made(format!("/api/v1/erasures/{begun}"), &Shown::of(&erasure::find(work, begun)?)?)
        })
        .await
}

async fn list(list: List<NoQuery>) -> Result<Response, Problem> {
    let after = list.after::<i64>()?;
    list.answer(|shown: &Shown| shown.id, move |tx, limit| erasure::newest(tx, after, limit)?.iter().map(Shown::of).collect())
        .await
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Shown::of(&erasure::find(tx, ErasureId(id))?)?)).await
}
