//! Ending a subscription of one's own: what it means, and the yes. Asked and done as any action, so a policy may deny it.

use super::acting::status;
use super::frame::Face;
use super::known::Known;
use super::preview::{Shown, page};
use crate::theirs;
use crate::told::{ToldOfHouse, need};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::Token;
use orders::action::EndSubscription;
use orders::{Ask, Confirmed, Request, preview_from};
use web::{Fields, Problem, Site, Visitor, see_other};

fn ending(subscription: i64) -> Request {
    Request::EndSubscription(EndSubscription { subscription, reason: "changed_mind".into() })
}

/// What ending it would do. Nothing is changed.
pub(super) async fn show(State(site): State<Site>, visitor: Visitor, known: Known, Path(id): Path<i64>) -> Result<Response, Problem> {
    draw(&site, &visitor, &known, id, false).await
}

async fn draw(site: &Site, visitor: &Visitor, known: &Known, id: i64, has_changed: bool) -> Result<Response, Problem> {
    let asker = known.clone();
    let (seen, face) = site
        .db()
        .read(move |tx| {
            need(ToldOfHouse::of(tx, &asker)?.account)?;
            let found = theirs::subscription(tx, asker.customer, id)?;
            let seen = preview_from(tx, asker.actor(), &ending(found.id), &asker.asks())?;
            Ok((seen, Face::of(tx, found.brand)?))
        })
        .await?;
    let (request, key) = (ending(id), Token::random());
    let shown = Shown {
        here: "/portal/account",
        back: &visitor.t().say("portal-back-to-account"),
        again: None,
        confirm: &format!("/portal/subscriptions/{id}/cancel"),
        write: "/portal/write",
        request: &request,
        preview: &seen,
        worth: None,
        key: key.reveal(),
        has_changed,
    };
    let (title, body) = page(visitor, &shown);
    Ok((status(&seen, has_changed), face.draw(visitor, Some(known), &title, &body)).into_response())
}

/// Ends it, once. What the form says it is about does not count: the address does.
pub(super) async fn end(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (asker, origin) = (known.clone(), known.asks());
    let (hash, key) = (fields.text("hash").to_owned(), fields.text("key").to_owned());
    let confirmed = site
        .db()
        .work(known.actor(), move |work| {
            let found = theirs::subscription(work, asker.customer, id)?;
            let ask = Ask {
                request: ending(found.id),
                hash: hash.clone(),
                key: key.clone(),
                agreed: true,
                conversation: None,
            };
            orders::confirm_from(work, &ask, &origin)
        })
        .await;
    match confirmed {
        Ok(Confirmed::Done(_)) => Ok(see_other("/portal/account?done=subscription").into_response()),
        Ok(Confirmed::Waits(_)) => Ok(see_other("/portal/account?done=waits").into_response()),
        Ok(Confirmed::Denied(..) | Confirmed::NeedsYes(_)) => draw(&site, &visitor, &known, id, false).await,
        Err(Trouble::Changed(_)) => draw(&site, &visitor, &known, id, true).await,
        Err(trouble) => Err(trouble.into()),
    }
}
