//! What services cost, as the administrator sets it: the cards in use, one card in plain words with a calculator to try it,
//! and the editor for its next version. A document is read as a whole; everything that is wrong with it is said at once.

mod trying;

use crate::rate_cards::{self, Kept};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use rates::{Charge, Extra, Price, RateCard};
use web::parts::{Tone, banner, button, card, empty_state, form, link_button, page_head, table, textarea, time};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

/// A card to begin with: a visit, work by the begun quarter of an hour, tiers, a minimum, and a surcharge at night.
const EXAMPLE: &str = r#"{
  "name": "repair",
  "title": {"en": "Repair", "es": "Reparación", "zh": "维修"},
  "currency": "EUR",
  "tax": {"inclusive": false, "classes": {"standard": "0.19"}},
  "tax_class": "standard",
  "minimum": "40.00",
  "charges": [
    {"name": "visit", "title": {"en": "Visit", "es": "Visita", "zh": "上门"}, "price": {"fixed": "25.00"}},
    {"name": "labour", "title": {"en": "Labour", "es": "Mano de obra", "zh": "工时"}, "price": {"duration": {"minutes": 15, "price": "18.00"}}},
    {"name": "part", "title": {"en": "Part", "es": "Pieza", "zh": "零件"}, "price": {"per_unit": "4.00"}, "optional": true}
  ],
  "surcharges": [
    {"name": "night", "title": {"en": "At night", "es": "De noche", "zh": "夜间"}, "when": {"flag": "night"}, "percent": "50"}
  ]
}"#;

/// `GET /settings/rate-cards`
pub(super) async fn list(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    draw_list(&site, &who, &[], EXAMPLE).await
}

async fn draw_list(site: &Site, who: &SignedIn, faults: &[String], written: &str) -> Result<Response, Problem> {
    let all = site.db().read(rate_cards::all).await?;
    let text = who.t();
    let heads = ["orders-name", "orders-code", "orders-currency", "orders-version", "orders-counts-from"].map(|key| text.say(key));
    let rows = html! {
        @for kept in &all {
            @let read = kept.card().ok();
            tr {
                td { a href={ "/settings/rate-cards/" (kept.code) } { @if let Some(read) = &read { (read.title.of(text.locale())) } @else { (kept.code) } } }
                td.mono { (kept.code) }
                td { @if let Some(read) = &read { (read.currency.code()) } }
                td.number { (kept.version) }
                td { (time(text, kept.valid_from, site.now(), &who.zone)) }
            }
        }
    };
    let body = html! {
        (page_head(&text.say("orders-rate-cards"), &text.say("orders-rate-cards-about"), &html! {}))
        (told(text, faults))
        @if all.is_empty() { (empty_state("list", &text.say("orders-rate-cards-none"), &html! { p { (text.say("orders-rate-cards-none-next")) } })) }
        @else { div.card { (table(text.say("orders-rate-cards"), heads, rows)) } }
        (card(&text.say("orders-rate-card-add"), &editor(who, written)))
    };
    Ok((status(faults), Frame::new(site, who, text.say("orders-rate-cards")).settings("rate-cards").body(body).await?).into_response())
}

const fn status(faults: &[String]) -> StatusCode {
    if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

fn told(text: &Text, faults: &[String]) -> Markup {
    html! {
        @if !faults.is_empty() {
            (banner(Tone::Danger, &html! {
                p { (text.say_with("orders-policy-faults", &[("count", &(faults.len() as i64))])) }
                ul { @for fault in faults { li { (fault) } } }
            }))
        }
    }
}

/// Everything that is wrong with a document, each with its place and what to do, in the reader's language.
fn faults_of(text: &Text, written: &str) -> Vec<String> {
    let faults = RateCard::parse(written).err().unwrap_or_default();
    let locale = text.locale();
    faults
        .iter()
        .map(|fault| format!("{}: {} {}", fault.path, fault.problem.of(locale), fault.remedy.of(locale)))
        .collect()
}

fn editor(who: &SignedIn, written: &str) -> Markup {
    let text = who.t();
    let inside = html! {
        div.stack {
            (textarea(text.say("orders-policy-document"), "document").value(written).hint(text.say("orders-rate-card-hint")).attr("rows", "18").attr("spellcheck", "false").class("mono").required())
            div.line { (button(text.say("orders-rate-card-keep")).primary().icon("check")) }
        }
    };
    form(&who.csrf, "/settings/rate-cards", &inside)
}

/// `POST /settings/rate-cards`: a new card, or the next version of one.
pub(super) async fn add(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let written = fields.raw("document").to_owned();
    let faults = faults_of(who.t(), &written);
    if !faults.is_empty() {
        return draw_list(&site, &who, &faults, &written).await;
    }
    let document = written.clone();
    let added = site.db().work(who.actor(), move |work| {
        let id = rate_cards::add(work, &document)?;
        Ok(rate_cards::find(work, id)?.code)
    });
    match added.await {
        Ok(code) => Ok(see_other(&format!("/settings/rate-cards/{code}")).into_response()),
        Err(Trouble::Refused(refusal)) => draw_list(&site, &who, &[who.t().refusal(&refusal)], &written).await,
        Err(other) => Err(other.into()),
    }
}

/// `GET /settings/rate-cards/{code}`: in plain words, with a calculator that changes nothing.
pub(super) async fn show(State(site): State<Site>, who: SignedIn, Path(code): Path<String>, query: Query) -> Result<Response, Problem> {
    let kept: Option<Kept> = site.db().read(move |tx| rate_cards::current(tx, &code)).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let read = kept.card()?;
    let text = who.t();
    let title = read.title.of(text.locale()).to_owned();
    let version = text.say_with("orders-policy-version", &[("name", &kept.code), ("version", &kept.version)]);
    let body = html! {
        (page_head(&title, &version, &html! { (link_button(text.say("orders-rate-cards"), "/settings/rate-cards").quiet()) }))
        (plainly(text, &read))
        (trying::draw(text, &kept.code, &read, &query))
        (card(&text.say("orders-rate-card-next"), &editor(&who, kept.document())))
        (card(&text.say("orders-rate-card-retire"), &retiring(&who, &kept.code)))
    };
    Ok(Frame::new(&site, &who, title).settings("rate-cards").body(body).await?.into_response())
}

fn retiring(who: &SignedIn, code: &str) -> Markup {
    let text = who.t();
    let inside = html! { div.stack { p { (text.say("orders-rate-card-retire-about")) } div.line { (button(text.say("orders-rate-card-retire")).danger().icon("cross")) } } };
    form(&who.csrf, format!("/settings/rate-cards/{code}/retire"), &inside)
}

/// What it says, line by line.
fn plainly(text: &Text, read: &RateCard) -> Markup {
    let locale = text.locale();
    let heads = ["orders-what", "orders-price", "orders-tax-class"].map(|key| text.say(key));
    let code = read.currency.code();
    let rows = html! {
        @for charge in &read.charges {
            tr { td { (charge.title.of(locale)) @if charge.optional { div.muted { (text.say("orders-only-if-used")) } } } td { (price(text, charge, code)) } td { (charge.tax_class.as_ref().or(read.tax_class.as_ref()).map_or("", String::as_str)) } }
        }
        @for extra in &read.surcharges {
            tr { td { (extra.title.of(locale)) } td { @match &extra.extra { Extra::Percent(part) => { "+ " (part.normalize()) " %" } Extra::Fixed(amount) => { "+ " (amount) " " (code) } } } td { (extra.tax_class.as_deref().unwrap_or("")) } }
        }
    };
    let limit =
        |key: &str, amount: Option<kit::Money>| html! { @if let Some(amount) = amount { p { (text.say(key)) " " (text.money(amount)) } } };
    card(
        &text.say("orders-policy-plainly"),
        &html! { div.stack { (table(text.say("orders-policy-plainly"), heads, rows)) (limit("orders-minimum", read.minimum)) (limit("orders-maximum", read.maximum)) } },
    )
}

fn price(text: &Text, charge: &Charge, currency: &str) -> String {
    let tiers = |tiers: &[rates::Tier]| {
        let each = tiers.iter().map(|tier| match tier.up_to {
            Some(up_to) => format!("≤ {}: {} {currency}", up_to.normalize(), tier.price),
            None => format!("> : {} {currency}", tier.price),
        });
        each.collect::<Vec<_>>().join(" · ")
    };
    match &charge.price {
        Price::Fixed(price) => format!("{price} {currency}"),
        Price::PerUnit(price) => text.say_with("orders-price-per-unit", &[("price", &format!("{price} {currency}"))]),
        Price::Graduated(all) | Price::Volume(all) => tiers(all),
        Price::Duration { minutes, price, .. } => {
            text.say_with("orders-price-per-minutes", &[("price", &format!("{price} {currency}")), ("minutes", minutes)])
        }
    }
}

/// `POST /settings/rate-cards/{code}/retire`
pub(super) async fn retire(State(site): State<Site>, who: SignedIn, Path(code): Path<String>) -> Result<Response, Problem> {
    site.db().work(who.actor(), move |work| rate_cards::retire(work, &code)).await?;
    Ok(see_other("/settings/rate-cards").into_response())
}

#[cfg(test)]
mod tests {
    use super::EXAMPLE;

    #[test]
    fn the_card_to_begin_with_has_no_fault() {
        let faults: Vec<String> = rates::RateCard::parse(EXAMPLE).err().unwrap_or_default().iter().map(ToString::to_string).collect();
        assert_eq!(faults, Vec::<String>::new());
    }
}
