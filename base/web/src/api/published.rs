//! The description of the API, for programs as JSON and for people as a page; made when it is first asked for.

use super::call::Description;
use super::{describe, get, page};
use crate::live;
use crate::problem::Problem;
use crate::routes::{Needs, Routes};
use crate::{Markup, SignedIn, Site};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// The OpenAPI document of the running program. It is made when somebody asks: most desks never do, and drawn it takes as
/// much memory as all the rest of an idle desk.
#[derive(Clone)]
pub(crate) struct Published {
    calls: Arc<[Description]>,
    text: Arc<OnceLock<Bytes>>,
}

impl Published {
    pub fn new(calls: impl Iterator<Item = Description>) -> Self {
        Self { calls: calls.collect(), text: Arc::default() }
    }

    fn document(&self) -> Value {
        describe(self.calls.iter())
    }

    /// All who ask share it: more than a megabyte each would be worth asking for by the thousand.
    fn text(&self) -> Bytes {
        self.text.get_or_init(|| self.document().to_string().into()).clone()
    }
}

/// Where a stream goes on.
#[derive(utoipa::IntoParams)]
#[allow(dead_code, reason = "read by hand in live/stream.rs, where a header may say the same")]
struct After {
    /// The id of the last event heard; from now on without it.
    #[param(required = false)]
    after: Option<String>,
}

/// `/api/v1/openapi.json`, open to the world, and the page for whoever is signed in.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/openapi.json", Needs::Anyone, document)
        .get("/settings/api", Needs::SignedIn, browse)
        .api(
            get("/api/v1/events", Needs::Permission("conversations.see"), live::serve_program)
                .says("Hear what changes, as server-sent events")
                .explains(
                    "Each event has an id to go on from (`Last-Event-ID`, or `after`) and data like `{\"topic\":\"conversation:42\"}`: \
                     ask for that thing again. `missed` means that the place is too long ago: read `/activity` from where you were. \
                     `beat` comes every 15 seconds.",
                )
                .asks::<After>()
                .streams("text/event-stream"),
        )
}

/// Tools that draw it may sit anywhere: it holds no secret.
async fn document(Extension(published): Extension<Published>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json"), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")], published.text())
}

async fn browse(State(site): State<Site>, signed_in: SignedIn, Extension(published): Extension<Published>) -> Result<Markup, Problem> {
    page::draw(&site, &signed_in, &published.document()).await
}
