//! The address the mail frame's pictures have: who may ask, and for what.

use super::{Fetcher, Outside, Picture};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use desk::{Conversation, Message, MessageId, Viewer, Visible, reading};
use std::sync::Arc;
use web::{Needs, Problem, Query, Routes, SignedIn, Site};

/// The one address of the proxy, reaching the world through `outside`.
pub(crate) fn routes(outside: Arc<dyn Outside>) -> Routes {
    let fetcher = Fetcher::new(outside);
    let show = move |State(site): State<Site>, signed_in: SignedIn, Path(message): Path<i64>, query: Query| {
        let fetcher = fetcher.clone();
        async move { picture(&site, &signed_in, MessageId(message), query.text("url"), &fetcher).await }
    };
    Routes::new().get("/mail-images/{id}", Needs::SignedIn, show)
}

async fn picture(site: &Site, signed_in: &SignedIn, id: MessageId, url: &str, fetcher: &Fetcher) -> Result<Response, Problem> {
    let viewer = Viewer::of(signed_in);
    let message = site.db().read(move |tx| seen(tx, viewer, id)).await?;
    if !wants(message, url.to_owned()).await? {
        return Err(Problem::not_found());
    }
    match fetcher.fetch(url).await {
        Ok(picture) => Ok(shown(picture)),
        Err(why) => {
            tracing::debug!(message = id.0, %why, "a picture was not fetched");
            Err(Problem::refused("email-picture-not-loaded"))
        }
    }
}

fn seen(tx: &mut Tx<'_>, viewer: Viewer, id: MessageId) -> Result<Message, Trouble> {
    let message = desk::messages::find(tx, id)?;
    Visible::<Conversation>::find(tx, viewer, message.conversation_id)?;
    Ok(message)
}

/// Whether the mail, as it is shown, asks for this picture: then its frame holds the very address we were asked at.
async fn wants(message: Message, url: String) -> Result<bool, Problem> {
    let looking = tokio::task::spawn_blocking(move || {
        let address = format!("\"{}\"", reading::picture_address(message.id, &url));
        reading::html(&message, &[], true)
            .is_some_and(|part| part.fresh.contains(&address) || part.quoted.is_some_and(|quoted| quoted.contains(&address)))
    });
    looking.await.map_err(|e| Problem::fault(&e))
}

fn shown(picture: Picture) -> Response {
    let headers = [
        (CONTENT_TYPE, picture.kind.media_type()),
        (CACHE_CONTROL, "private, max-age=86400"),
        (CONTENT_DISPOSITION, "inline"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    (headers, picture.bytes).into_response()
}
