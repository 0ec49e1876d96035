//! What the shop is set up with: legal entities and brands, tax, shipping and vouchers. Each list stands above the form that
//! adds to it; a form shows what it would do before it is saved, and one that is refused comes back with its sentence and
//! what was typed.

mod changes;
mod effects;
mod lists;
mod services;
mod set;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
pub(super) use changes::{change_brand, change_entity};
use db::{Trouble, Work};
pub(super) use effects::preview;
pub(super) use services::{describe_class, set_look, set_plan};
pub(super) use set::{add_brand, add_entity, add_voucher, set_shipping, set_tax, set_zone};
pub(super) use set::{code_of as shop_code, currency_of as shop_currency, money_of as shop_money};
use web::parts::{Tone, banner, is_to_show, page_head};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// The form that was sent, by its name, with what was typed and what it would do. Before one is, the name is empty.
#[derive(Default)]
struct Sent {
    form: String,
    typed: Fields,
    effect: Option<Markup>,
}

/// `GET /settings/shop`
pub(super) async fn show(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    draw(&site, &who, None, Sent::default()).await
}

async fn draw(site: &Site, who: &SignedIn, mistake: Option<String>, sent: Sent) -> Result<Response, Problem> {
    let shown = site.db().read(lists::Shown::of).await?;
    let text = who.t();
    let body = html! {
        (page_head(&text.say("orders-shop"), &text.say("orders-shop-about"), &html! {}))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        (lists::draw(site, who, &shown, &sent))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, text.say("orders-shop")).settings("shop").body(body).await?).into_response())
}

/// One change by a form of the page, or only what it would do.
async fn change(
    site: &Site,
    who: &SignedIn,
    form: &str,
    typed: Fields,
    verb: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    let mut mistake = None;
    if !is_to_show(&typed) {
        match site.db().work(who.actor(), verb).await {
            Ok(()) => return Ok(see_other("/settings/shop").into_response()),
            Err(Trouble::Refused(refusal)) => mistake = Some(who.t().refusal(&refusal)),
            Err(other) => return Err(other.into()),
        }
    }
    let effect = effects::of(site, who, form, &typed).await?;
    draw(site, who, mistake, Sent { form: form.to_owned(), typed, effect: Some(effect) }).await
}
