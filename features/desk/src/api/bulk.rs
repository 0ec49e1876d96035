//! Many changes in one call, each by itself: one that is refused stops no other, and each has its own answer.

use super::SEE;
use super::conversation::Shown;
use super::patch::Patch;
use crate::{ConversationId, Viewer};
use axum::response::Response;
use serde::Deserialize;
use web::api::{Change, ItemResults, Reply, ToSchema, object, post};
use web::{Problem, Routes};

const MOST: usize = 200;

pub fn routes() -> Routes {
    Routes::new().api(
        post("/api/v1/conversations/bulk", SEE, change)
            .says("Change up to 200 conversations")
            .explains("Each change is done by itself, in the order sent, with its own result. With an `Idempotency-Key`, what was done is not done again, and what was not is tried again.")
            .takes::<Bulk>()
            .reports::<ItemResults>(),
    )
}

/// Many changes.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BulkChange)]
struct Bulk {
    #[schema(min_items = 1, max_items = 200)]
    changes: Vec<One>,
}

/// One of them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BulkItem)]
struct One {
    /// The conversation's key.
    conversation: i64,
    #[serde(deserialize_with = "object")]
    change: Patch,
}

async fn change(change: Change<Bulk>) -> Result<Response, Problem> {
    let items = change.body.changes.clone();
    if items.is_empty() || items.len() > MOST {
        return Err(Problem::wrong_field("/changes", "expected 1 to 200 of them"));
    }
    for item in &items {
        item.change.permitted(&change)?;
    }
    let viewer = Viewer::of(&change);
    change
        .perform_each(items, move |work, item| {
            let id = ConversationId(item.conversation);
            item.change.apply(work, viewer, id)?;
            Reply::one(&Shown::find(work, viewer, id)?)
        })
        .await
}
