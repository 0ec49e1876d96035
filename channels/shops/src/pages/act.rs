//! The buttons of a shop's page.

use crate::deliveries::{self, DeliveryId};
use crate::errands::{self, Decision, ErrandId};
use crate::shop::{self, ShopId};
use crate::{Trade, TradeOf, shops};
use axum::extract::{Path, State};
use axum::response::Redirect;
use db::Trouble;
use web::{Problem, SignedIn, Site, see_other};

fn trade(site: &Site) -> Trade {
    site.service::<TradeOf>().0.clone()
}

fn back(id: i64, done: &str) -> Redirect {
    see_other(&format!("/settings/shops/{id}?done={done}"))
}

pub(super) async fn read(State(site): State<Site>, _: SignedIn, Path(id): Path<i64>) -> Result<Redirect, Problem> {
    let shop = site.db().read(move |tx| shops::find(tx, ShopId(id))).await?;
    let trade = trade(&site);
    // A first reading may take hours; the page tells how far it is.
    tokio::spawn(async move {
        if let Err(trouble) = trade.read_shop(&shop).await {
            tracing::warn!(%trouble, "a shop could not be read");
        }
    });
    Ok(back(id, "read"))
}

pub(super) async fn compare(State(site): State<Site>, _: SignedIn, Path(id): Path<i64>) -> Result<Redirect, Problem> {
    let shop = site.db().read(move |tx| shops::find(tx, ShopId(id))).await?;
    let trade = trade(&site);
    tokio::spawn(async move {
        if let Err(trouble) = trade.compare(&shop).await {
            tracing::warn!(%trouble, "books could not be compared");
        }
    });
    Ok(back(id, "compared"))
}

pub(super) async fn disconnect(State(site): State<Site>, signed_in: SignedIn, Path(id): Path<i64>) -> Result<Redirect, Problem> {
    site.db()
        .work(signed_in.actor(), move |work| {
            shops::find(work, ShopId(id))?;
            shop::disconnect(work, ShopId(id))
        })
        .await?;
    Ok(see_other("/settings/shops"))
}

pub(super) async fn replay(State(site): State<Site>, signed_in: SignedIn, Path((id, raw)): Path<(i64, i64)>) -> Result<Redirect, Problem> {
    site.db()
        .work(signed_in.actor(), move |work| {
            let delivery = deliveries::find(work, DeliveryId(raw))?;
            if delivery.shop != ShopId(id) {
                return Err(Trouble::NotFound("delivery"));
            }
            deliveries::replay(work, delivery.id)
        })
        .await?;
    trade(&site).wake.notify_one();
    Ok(back(id, "replayed"))
}

pub(super) async fn decide(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path((id, raw, word)): Path<(i64, i64, String)>,
) -> Result<Redirect, Problem> {
    let decision = match word.as_str() {
        "done" => Decision::Done,
        "again" => Decision::Again,
        "give-up" => Decision::GiveUp,
        _ => return Err(Problem::not_found()),
    };
    site.db()
        .work(signed_in.actor(), move |work| {
            let kept = errands::find(work, ErrandId(raw))?;
            if kept.shop != ShopId(id) {
                return Err(Trouble::NotFound("errand"));
            }
            errands::decide(work, kept.id, decision)
        })
        .await?;
    trade(&site).wake.notify_one();
    Ok(back(id, "decided"))
}
