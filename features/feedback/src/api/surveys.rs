//! What each inbox asks its customers.

use crate::survey::{self, Survey};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use desk::{InboxId, Viewer, inboxes};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, put};
use web::{Needs, Problem, Routes};

const MANAGE: Needs = Needs::Permission("inboxes.manage");

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/inboxes/{id}/survey", MANAGE, show)
                .says("Show what customers of an inbox are asked when a conversation is done")
                .gives::<Asks>(),
        )
        .api(
            put("/api/v1/inboxes/{id}/survey", MANAGE, change)
                .says("Decide what customers of an inbox are asked when a conversation is done")
                .explains("An empty question stands for the house's own words in that language.")
                .takes::<Asks>()
                .gives::<Asks>()
                .conditional(),
        )
}

/// What the customers of an inbox are asked.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InboxSurvey)]
struct Asks {
    is_on: bool,
    question_en: String,
    question_es: String,
    question_zh: String,
    /// How long after the conversation is resolved, 0 to 720.
    delay_hours: i64,
    /// How long a customer is left alone after each question, 1 to 365.
    rest_days: i64,
}

fn shown(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<Asks, Trouble> {
    let found = inboxes::seen_by(tx, viewer)?.into_iter().find(|inbox| inbox.id == InboxId(id));
    let inbox = found.ok_or(Trouble::NotFound("inbox"))?;
    let stands = survey::of(tx, inbox.id)?;
    Ok(Asks {
        is_on: stands.is_on,
        question_en: stands.question_en,
        question_es: stands.question_es,
        question_zh: stands.question_zh,
        delay_hours: stands.delay_hours,
        rest_days: stands.rest_days,
    })
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&shown(tx, viewer, id)?)).await
}

async fn change(Path(id): Path<i64>, change: Change<Asks>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .alter(
            move |tx| shown(tx, viewer, id),
            move |work, asked| {
                shown(work, viewer, id)?;
                let Asks { is_on, question_en, question_es, question_zh, delay_hours, rest_days } = asked.clone();
                survey::choose(
                    work,
                    Survey {
                        inbox: InboxId(id),
                        is_on,
                        question_en,
                        question_es,
                        question_zh,
                        delay_hours,
                        rest_days,
                    },
                )
            },
        )
        .await
}
