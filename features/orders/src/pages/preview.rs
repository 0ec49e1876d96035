//! The preview of an action, and its confirmation. The preview changes nothing; its hash comes back with the yes, and if
//! anything moved in between it is shown again with what changed.

pub(super) mod drawn;

use super::order::View;
use super::order::sight::Sight;
use super::request::{request, settled};
use super::whereabouts::From;
use super::wording::button_word;
use super::{denied, form, told, workspace};
use crate::action::{Ask, Confirmed, Preview, Request, confirm_from, preview_from};
use crate::order::OrderId;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::{Locale, Token};
use web::{Fields, Frame, Problem, SignedIn, Site, see_other};

/// What a preview's page is drawn from.
struct Looked {
    sight: Sight,
    preview: Preview,
    request: Request,
    /// The customer's own language, or the reader's where nobody knows it.
    language: Locale,
}

/// What became of a confirmation, and where to go on.
enum Came {
    /// The action, the order it is on, and whether it had been done before under the same key.
    Done(i64, Option<String>, bool),
    Waits(i64),
    Denied,
}

/// `POST /orders/{number}/actions/{verb}`: shows what it would do.
pub(super) async fn show(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, verb)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    shown(&site, &who, &number, &verb, &fields, StatusCode::OK).await
}

/// `POST /orders/{number}/actions/{verb}/confirm`: does it once, or says why not.
pub(super) async fn yes(
    State(site): State<Site>,
    who: SignedIn,
    Path((number, verb)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let from = From::of(&fields);
    let (conversation, origin) = workspace::asked_in(&site, &who, from.0).await?;
    let (asked, action, typed) = (number.clone(), verb.clone(), fields.clone());
    let came = site
        .db()
        .work(who.actor(), move |work| {
            let order = crate::orders::by_number(work, &asked)?.ok_or(Trouble::NotFound("order"))?;
            let ask = Ask {
                request: request(&order, &action, &typed)?,
                hash: typed.text("hash").to_owned(),
                key: typed.text("key").to_owned(),
                agreed: true,
                conversation,
            };
            Ok(match confirm_from(work, &ask, &origin)? {
                Confirmed::Done(done) => Came::Done(done.action.0, number_of(work, done.outcome.order)?, done.again),
                Confirmed::Waits(approval) => Came::Waits(approval.0),
                Confirmed::NeedsYes(_) | Confirmed::Denied(..) => Came::Denied,
            })
        })
        .await;
    match came {
        Ok(Came::Done(action, on, again)) => {
            if let Some(back) = go_on(&site, &who, &fields, again).await {
                return Ok(see_other(&back).into_response());
            }
            let on = on.unwrap_or(number);
            Ok(see_other(&from.link(&format!("/orders/{on}?done={action}"))).into_response())
        }
        Ok(Came::Waits(approval)) => Ok(see_other(&from.link(&format!("/orders/{number}?waits={approval}"))).into_response()),
        Ok(Came::Denied) => shown(&site, &who, &number, &verb, &fields, StatusCode::UNPROCESSABLE_ENTITY).await,
        Err(Trouble::Changed(_)) => shown(&site, &who, &number, &verb, &fields, StatusCode::CONFLICT).await,
        Err(Trouble::Refused(refusal)) => form::draw(&site, &who, &number, &verb, &fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

/// What waited for the action goes on, once; then one is back in the conversation. If it cannot, the action is done all the
/// same, and its order's page says so.
async fn go_on(site: &Site, who: &SignedIn, fields: &Fields, again: bool) -> Option<String> {
    let (number, then) = (From::of(fields).0?, fields.number("then")?);
    let (desk, asking) = (site.service::<workspace::Desk>(), who.clone());
    if !again {
        let gone_on = site.db().work(who.actor(), move |work| desk.0.go_on(work, &asking, number, then)).await;
        gone_on.ok()?;
    }
    Some(format!("/conversations/{number}"))
}

fn number_of(tx: &mut db::Tx<'_>, order: Option<OrderId>) -> Result<Option<String>, Trouble> {
    order.map(|order| Ok(crate::orders::find(tx, order)?.number)).transpose()
}

/// The preview as it stands now. What cannot be read leads back to the form with why.
pub(super) async fn shown(
    site: &Site,
    who: &SignedIn,
    number: &str,
    verb: &str,
    fields: &Fields,
    status: StatusCode,
) -> Result<Response, Problem> {
    let (asked, action, typed, actor, locale) = (number.to_owned(), verb.to_owned(), fields.clone(), who.actor(), who.locale);
    let (conversation, origin) = workspace::asked_in(site, who, From::of(fields).0).await?;
    let asked_from = origin.clone();
    let looked = site
        .db()
        .read(move |tx| {
            let sight = Sight::of(tx, &asked)?;
            let request = request(&sight.order, &action, &typed)?;
            let language = told::language_of(tx, sight.order.customer)?.unwrap_or(locale);
            Ok(Looked {
                preview: preview_from(tx, actor, &request, &asked_from)?,
                sight,
                language,
                request,
            })
        })
        .await;
    let looked = match looked {
        Ok(looked) => looked,
        Err(Trouble::Refused(refusal)) => return form::draw(site, who, number, verb, fields, Some(who.t().refusal(&refusal))).await,
        Err(other) => return Err(other.into()),
    };
    denied::kept(site, actor, &looked.preview, looked.request.clone(), origin, conversation).await?;
    let fields = &settled(&looked.sight.order, fields);
    let view = View { site, who, sight: &looked.sight, from: From::of(fields) };
    let words = told::before(&site.text(looked.language), verb, &looked.sight.order.number, &looked.preview);
    let drawn = drawn::Drawn {
        who,
        from: view.from,
        named: button_word(who.t(), verb),
        about: who.t().say_with("orders-for-order", &[("number", &looked.sight.order.number)]),
        path: format!("/orders/{}/actions/{verb}", looked.sight.order.number),
        back: (view.path(""), who.t().say("orders-back-to-order")),
        preview: &looked.preview,
        typed: fields,
        key: Token::random().hash(),
        moved: status == StatusCode::CONFLICT,
        telling: told::card_for(&view, &words, !looked.preview.is_possible()),
    };
    let title = format!("{} · {}", button_word(who.t(), verb), looked.sight.order.number);
    Ok((status, Frame::new(site, who, title).here("orders").body(drawn.body()).await?).into_response())
}
