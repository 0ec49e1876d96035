//! Two customers who are one person, and undoing that.

use super::MERGE;
use super::customer::Shown;
use crate::customer::merges;
use crate::{CustomerId, MergeId, Neighbours, merge, undo_merge};
use axum::extract::Path;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use web::api::{Change, Nothing, Reply, ToSchema, post, referred};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            post("/api/v1/customers/{id}/merge", MERGE, merge_in)
                .says("Merge another customer into this one")
                .explains("All that the other had moves here, conversations too; the other leads here from now on.")
                .takes::<NewMerge>()
                .reports::<Merged>(),
        )
        .api(
            post("/api/v1/customer-merges/{id}/undo", MERGE, take_back)
                .says("Undo a merge of customers")
                .takes::<Nothing>()
                .reports::<Merged>(),
        )
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCustomerMerge)]
struct NewMerge {
    /// The customer to merge in.
    other: i64,
}

/// What was merged.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CustomerMerge)]
struct Merged {
    /// The merge's key, to undo it.
    merge: i64,
    customer: Shown,
}

async fn merge_in(Path(id): Path<i64>, change: Change<NewMerge>) -> Result<Response, Problem> {
    let neighbours = change.site.service::<Neighbours>();
    change
        .perform(move |work, asked| {
            let keep = crate::current(work, CustomerId(id))?;
            let other = referred("/other", crate::current(work, CustomerId(asked.other)))?;
            let merged = merge(work, keep, other, &neighbours.followers())?;
            Reply::ok(&Merged { merge: merged.0, customer: Shown::find(work, keep)? })
        })
        .await
}

async fn take_back(Path(id): Path<i64>, change: Change<Nothing>) -> Result<Response, Problem> {
    let neighbours = change.site.service::<Neighbours>();
    change
        .perform(move |work, _| {
            let kept = merges::find(work, MergeId(id))?.kept;
            undo_merge(work, MergeId(id), &neighbours.followers())?;
            Reply::ok(&Merged { merge: id, customer: Shown::find(work, kept)? })
        })
        .await
}
