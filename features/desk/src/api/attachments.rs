//! The bytes of attachments, always as a download that no browser runs.

use super::SEE;
use crate::Viewer;
use crate::attachments::{self, AttachmentId};
use crate::pages::as_download;
use axum::extract::Path;
use axum::response::Response;
use web::api::{Look, get};
use web::{Problem, Routes};

pub fn routes() -> Routes {
    Routes::new().api(
        get("/api/v1/attachments/{id}/content", SEE, content)
            .says("Download an attachment")
            .explains("Attachments are listed with their messages.")
            .streams("application/octet-stream"),
    )
}

async fn content(Path(id): Path<i64>, look: Look) -> Result<Response, Problem> {
    let viewer = Viewer::of(&look);
    Ok(as_download(attachments::fetch(look.site.db(), viewer, AttachmentId(id)).await?))
}
