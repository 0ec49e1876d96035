//! Keeps the no of a preview somebody looked at: a preview only reads, so it is written down afterwards.

use crate::action::{Origin, Preview, Request, keep_denial};
use db::{Actor, Trouble};
use web::Site;

/// Keeps the verdict if it is a no. What is possible costs nothing here.
pub(crate) async fn kept(
    site: &Site,
    actor: Actor,
    preview: &Preview,
    request: Request,
    origin: Origin,
    conversation: Option<i64>,
) -> Result<(), Trouble> {
    if preview.is_possible() {
        return Ok(());
    }
    site.db().work(actor, move |work| keep_denial(work, &request, &origin, conversation)).await
}
