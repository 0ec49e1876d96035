//! Looking and confirming: the two steps of every action, the same as agents take, done as the customer.

use super::frame::Face;
use super::known::Known;
use super::preview::{Shown, page};
use super::request::{carried, of_form};
use super::words::address;
use crate::theirs::{self, Theirs};
use crate::told::{Told, need};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use db::{Trouble, Tx};
use kit::{Money, Token};
use orders::bill::{self, BillOf};
use orders::{Ask, Confirmed, Order, Preview, Request, keep_denial, preview_from};
use web::{Fields, Problem, Site, Visitor, see_other};

/// Shows what would be done. Nothing is changed.
pub(super) async fn look(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (customer, wanted) = (known.customer, number.clone());
    let order = site.db().read(move |tx| theirs::order(tx, customer, &wanted)).await?;
    let request = of_form(order.id, &fields).ok_or_else(Problem::not_found)?;
    show(&site, &visitor, &known, number, request, false).await
}

async fn show(
    site: &Site,
    visitor: &Visitor,
    known: &Known,
    number: String,
    request: Request,
    has_changed: bool,
) -> Result<Response, Problem> {
    let (asker, asked) = (known.clone(), request.clone());
    let (order, seen, worth, face) = site
        .db()
        .read(move |tx| {
            let order = theirs::order(tx, asker.customer, &number)?;
            need(Told::of(tx, &order, &asker)?.contents)?;
            let seen = preview_from(tx, asker.actor(), &asked, &asker.asks())?;
            let worth = worth(tx, &order, &asked)?;
            let face = Face::of(tx, order.brand)?;
            Ok((order, seen, worth, face))
        })
        .await?;
    if !seen.is_possible() {
        let (actor, asked, origin) = (known.actor(), request.clone(), known.asks());
        site.db().work(actor, move |work| keep_denial(work, &asked, &origin, None)).await?;
    }
    let status = status(&seen, has_changed);
    let key = Token::random().reveal().to_owned();
    let here = address(&order.number);
    let form = match request.verb().as_str() {
        "change_address" => Some("address".to_owned()),
        // It has no form: it is the one button beside the return.
        "close_return" => None,
        verb => Some(verb.to_owned()),
    };
    let again = form.map(|form| format!("{here}/{form}"));
    let shown = Shown {
        here: &here,
        back: &visitor.t().say_with("portal-back-to", &[("number", &order.number)]),
        again: again.as_deref(),
        confirm: &format!("{here}/confirm"),
        write: &format!("{here}/write"),
        request: &request,
        preview: &seen,
        worth,
        key: &key,
        has_changed,
    };
    let (title, body) = page(visitor, &shown);
    Ok((status, face.draw(visitor, Some(known), &title, &body)).into_response())
}

pub(super) const fn status(seen: &Preview, has_changed: bool) -> StatusCode {
    match (seen.is_possible(), has_changed) {
        (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, true) => StatusCode::CONFLICT,
        (true, false) => StatusCode::OK,
    }
}

/// What the pieces of a return are worth now: what comes back once they were looked at.
fn worth(tx: &mut Tx<'_>, order: &Theirs<Order>, request: &Request) -> Result<Option<Money>, Trouble> {
    let Request::Return(back) = request else { return Ok(None) };
    let entries = bill::of(tx, BillOf::Order(order.id))?;
    let mut sum = order.currency.zero();
    for unit in &back.units {
        let of_unit = bill::of_unit(order.currency, &entries, *unit)?.gross;
        sum = sum.plus(of_unit).map_err(|fault| Trouble::Shape(fault.to_string()))?;
    }
    Ok(sum.is_positive().then_some(sum))
}

/// A preview is made by a form; who comes back to its address by a link is led to the order.
pub(super) async fn again(_: Known, Path(number): Path<String>) -> Redirect {
    see_other(&address(&number))
}

/// Does what was shown, once. If anything moved since, it is shown anew.
pub(super) async fn confirm(
    State(site): State<Site>,
    visitor: Visitor,
    known: Known,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (asker, wanted) = (known.clone(), number.clone());
    let order = site.db().read(move |tx| theirs::order(tx, asker.customer, &wanted)).await?;
    let request = carried(order.id, fields.raw("request")).ok_or_else(Problem::not_found)?;
    let ask = Ask {
        request: request.clone(),
        hash: fields.text("hash").to_owned(),
        key: fields.text("key").to_owned(),
        agreed: true,
        conversation: None,
    };
    let origin = known.asks();
    let confirmed = site.db().work(known.actor(), move |work| orders::confirm_from(work, &ask, &origin)).await;
    let done = |word: &str| see_other(&format!("{}?done={word}", address(&order.number))).into_response();
    match confirmed {
        Ok(Confirmed::Done(_)) => Ok(done(&request.verb())),
        Ok(Confirmed::Waits(_)) => Ok(done("waits")),
        Ok(Confirmed::Denied(..) | Confirmed::NeedsYes(_)) => show(&site, &visitor, &known, number, request, false).await,
        Err(Trouble::Changed(_)) => show(&site, &visitor, &known, number, request, true).await,
        Err(trouble) => Err(trouble.into()),
    }
}
