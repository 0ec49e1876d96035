//! What the shop is set up with: legal entities and brands, tax, shipping and vouchers. Each list stands above the form that
//! adds to it; a form that is refused comes back with its sentence and what was typed.

mod changes;
mod lists;
mod services;
mod set;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
pub(super) use changes::{change_brand, change_entity};
use db::{Trouble, Work};
pub(super) use services::{describe_class, set_look, set_plan};
pub(super) use set::{add_brand, add_entity, add_voucher, set_shipping, set_tax, set_zone};
pub(super) use set::{code_of as shop_code, currency_of as shop_currency, money_of as shop_money};
use web::parts::{Tone, banner, page_head};
use web::{Fields, Frame, Problem, SignedIn, Site, html, see_other};

/// `GET /settings/shop`
pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    draw(&site, &who, None, &Fields::default()).await
}

async fn draw(site: &Site, who: &SignedIn, mistake: Option<String>, typed: &Fields) -> Result<Response, Problem> {
    let shown = site.db().read(lists::Shown::of).await?;
    let text = who.t();
    let body = html! {
        (page_head(&text.say("orders-shop"), &text.say("orders-shop-about"), &html! {}))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        (lists::draw(site, who, &shown, typed))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, text.say("orders-shop")).settings("shop").body(body).await?).into_response())
}

/// One change by a form of the page.
async fn change(
    site: &Site,
    who: &SignedIn,
    typed: Fields,
    verb: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    match site.db().work(who.actor(), verb).await {
        Ok(()) => Ok(see_other("/settings/shop").into_response()),
        Err(Trouble::Refused(refusal)) => draw(site, who, Some(who.t().refusal(&refusal)), &typed).await,
        Err(other) => Err(other.into()),
    }
}
