//! What an article said before, and putting it back.

use super::shown::{Earlier, Shown};
use crate::{ArticleId, WRITE, articles, history};
use axum::extract::Path;
use axum::response::Response;
use web::api::{Change, List, Look, NoQuery, Nothing, Reply, get, post};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .api(
            get("/api/v1/articles/{id}/versions", WRITE, list)
                .says("List the versions of an article, the newest first")
                .lists::<Earlier>(),
        )
        .api(
            get("/api/v1/articles/{id}/versions/{item}", WRITE, show)
                .says("Show one version of an article")
                .gives::<Earlier>(),
        )
        .api(
            post("/api/v1/articles/{id}/versions/{item}/put-back", WRITE, put_back)
                .says("Let an article say again what it said in this version")
                .explains("Whether it is published stays as it is.")
                .gives::<Shown>()
                .conditional(),
        )
}

async fn list(Path(id): Path<i64>, list: List<NoQuery>) -> Result<Response, Problem> {
    let before = list.after::<i64>()?.unwrap_or(i64::MAX);
    let place = |shown: &Earlier| shown.number;
    list.answer(place, move |tx, limit| {
        articles::find(tx, ArticleId(id))?;
        let versions = history::before(tx, ArticleId(id), before, limit)?;
        versions.iter().map(Earlier::of).collect()
    })
    .await
}

async fn show(Path((id, number)): Path<(i64, i64)>, look: Look) -> Result<Response, Problem> {
    look.answer(move |tx| Reply::one(&Earlier::of(&history::version(tx, ArticleId(id), number)?)?))
        .await
}

async fn put_back(Path((id, number)): Path<(i64, i64)>, change: Change<Nothing>) -> Result<Response, Problem> {
    change
        .alter(
            move |tx| Shown::find(tx, id, true),
            move |work, _| {
                work.keep_quietly("it said so before");
                articles::find(work, ArticleId(id))?.put_back(work, number)
            },
        )
        .await
}
