//! What an inbox covers before anything is kept.

use crate::masking::{self, Masking};
use crate::{InboxId, Viewer, inboxes};
use axum::extract::Path;
use axum::response::Response;
use db::{Trouble, Tx};
use serde::{Deserialize, Serialize};
use web::api::{Change, Look, Reply, ToSchema, get, put};
use web::{Needs, Problem, Routes};

const MANAGE: Needs = Needs::Permission("inboxes.manage");

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/inboxes/{id}/masking", MANAGE, show)
                .says("Show what an inbox covers before anything is kept")
                .gives::<Covers>(),
        )
        .api(
            put("/api/v1/inboxes/{id}/masking", MANAGE, change)
                .says("Decide what an inbox covers before anything is kept")
                .explains("What was kept before stays as it is.")
                .takes::<Covers>()
                .gives::<Covers>()
                .conditional(),
        )
}

/// How much an inbox covers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InboxMasking)]
struct Covers {
    masking: HowMuch,
}

/// Nothing; card numbers; those and passwords, PINs and codes; all that and national ids, as a new inbox has it; all that and bank accounts.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum HowMuch {
    Off,
    Cards,
    Usual,
    Ids,
    All,
}

impl From<Masking> for HowMuch {
    fn from(masking: Masking) -> Self {
        match masking {
            Masking::Off => Self::Off,
            Masking::Cards => Self::Cards,
            Masking::Usual => Self::Usual,
            Masking::Ids => Self::Ids,
            Masking::All => Self::All,
        }
    }
}

impl From<HowMuch> for Masking {
    fn from(how_much: HowMuch) -> Self {
        match how_much {
            HowMuch::Off => Self::Off,
            HowMuch::Cards => Self::Cards,
            HowMuch::Usual => Self::Usual,
            HowMuch::Ids => Self::Ids,
            HowMuch::All => Self::All,
        }
    }
}

/// An inbox the caller sees.
fn find(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<crate::Inbox, Trouble> {
    let found = inboxes::seen_by(tx, viewer)?.into_iter().find(|inbox| inbox.id == InboxId(id));
    found.ok_or(Trouble::NotFound("inbox"))
}

fn shown(tx: &mut Tx<'_>, viewer: Viewer, id: i64) -> Result<Covers, Trouble> {
    let inbox = find(tx, viewer, id)?;
    Ok(Covers { masking: masking::of_inbox(tx, inbox.id)?.into() })
}

async fn show(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    look.answer(move |tx| Reply::one(&shown(tx, viewer, id)?)).await
}

async fn change(Path(id): Path<i64>, change: Change<Covers>) -> Result<Response, Problem> {
    let viewer = Viewer::of(&change);
    change
        .alter(move |tx| shown(tx, viewer, id), move |work, asked| find(work, viewer, id)?.masks(work, asked.masking.into()))
        .await
}
