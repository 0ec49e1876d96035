//! The door for webhooks: the signature over the bytes as they came, then the bytes on disk, then the answer (attack 36).
//!
//! What is missing, wrong or too old is 401; what came before is 409; nothing is read before it is durable.

use crate::commerce::{Ailment, NotGenuine};
use crate::deliveries;
use crate::shop::ShopId;
use crate::{TradeOf, shops};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use db::Actor;
use web::{Problem, Site};

pub(super) async fn receive(State(site): State<Site>, Path(id): Path<i64>, headers: HeaderMap, body: Bytes) -> Result<Response, Problem> {
    let trade = site.service::<TradeOf>().0.clone();
    let shop = site.db().read(move |tx| shops::find(tx, ShopId(id))).await?;
    let commerce = match shop.commerce(trade.outside.clone()) {
        Ok(commerce) => commerce,
        // Who is told to wait tells it again; who is told that there is nothing tells nothing any more.
        Err(Ailment::SecretLost) => return Ok(told(StatusCode::SERVICE_UNAVAILABLE, "it cannot be checked now. Send it again later")),
        Err(_) => return Err(Problem::not_found()),
    };
    if commerce.is_ping(&body) {
        return Ok(StatusCode::OK.into_response());
    }
    let genuine = match commerce.judge(&headers, &body, site.now()) {
        Ok(genuine) => genuine,
        Err(why) => return Ok(refused(id, why)),
    };
    let kept = site
        .db()
        .work(Actor::System, move |work| deliveries::keep(work, shop.id, &genuine.delivery, &genuine.topic, &body))
        .await;
    match kept {
        Ok(Some(_)) => {
            trade.wake.notify_one();
            Ok(StatusCode::ACCEPTED.into_response())
        }
        Ok(None) => Ok(told(StatusCode::CONFLICT, "it came before and is kept. Nothing is to be done")),
        Err(trouble) => Err(trouble.into()),
    }
}

/// Says how to mend it, and nothing that helps to guess.
fn refused(shop: i64, why: NotGenuine) -> Response {
    tracing::warn!(shop, %why, "a webhook was refused");
    told(StatusCode::UNAUTHORIZED, &why.to_string())
}

/// For programs, whatever they accept: a shop is not led to a page where people sign in.
fn told(status: StatusCode, detail: &str) -> Response {
    let body = serde_json::json!({ "status": status.as_u16(), "detail": detail }).to_string();
    (status, [(CONTENT_TYPE, "application/problem+json")], body).into_response()
}
