//! What we sell: products, their variants, prices by currency, and stock that is entered and never overwritten.

mod changes;
mod effect;
mod one;

use super::shop_code;
use crate::product::{self, NewProduct, OptionSpec};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
pub(super) use changes::{change_product, change_variant};
use db::Trouble;
pub(super) use effect::{preview_product, preview_variant};
pub(super) use one::{add_variant, set_available, set_price, show, stock_entry};
use web::parts::{Tone, banner, button, card, empty_state, field, form, page_head, table, textarea};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// `GET /settings/products`
pub(super) async fn list(State(site): State<Site>, who: SignedIn) -> Result<Response, Problem> {
    draw(&site, &who, None, &Fields::default()).await
}

async fn draw(site: &Site, who: &SignedIn, mistake: Option<String>, typed: &Fields) -> Result<Response, Problem> {
    let (all, gone) = site
        .db()
        .read(|tx| {
            let all = product::all(tx)?;
            let all = all
                .into_iter()
                .map(|one| {
                    let count = product::variants(tx, one.id)?.len();
                    Ok((one, count))
                })
                .collect::<Result<Vec<_>, Trouble>>()?;
            Ok((all, product::archived(tx)?))
        })
        .await?;
    let text = who.t();
    let heads = ["orders-name", "orders-code", "orders-category", "orders-variants"].map(|key| text.say(key));
    let rows = html! { @for (one, variants) in &all { tr { td { a href={ "/settings/products/" (one.id) } { (one.name) } } td.mono { (one.code) } td { (one.category) } td.number { (variants) } } } };
    let body = html! {
        (page_head(&text.say("orders-products"), &text.say("orders-products-about"), &html! {}))
        @if let Some(mistake) = &mistake { (banner(Tone::Danger, &html! { p { (mistake) } })) }
        @if all.is_empty() { (empty_state("folder", &text.say("orders-products-none"), &html! { p { (text.say("orders-products-none-next")) } })) }
        @else { div.card { (table(text.say("orders-products"), heads, rows)) } }
        @if !gone.is_empty() {
            details.more { summary { (text.say("orders-off-the-shelf")) } ul { @for one in &gone { li { a href={ "/settings/products/" (one.id) } { (one.name) } " " span.mono.faint { (one.code) } } } } }
        }
        (card(&text.say("orders-product-add"), &adding(who, typed)))
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, text.say("orders-products")).settings("products").body(body).await?).into_response())
}

fn adding(who: &SignedIn, typed: &Fields) -> Markup {
    let text = who.t();
    let line = |key: &str, name: &'static str| field(text.say(key), name).value(typed.text(name));
    let inside = html! {
        div.stack {
            div.fields { (line("orders-code", "code").required()) (line("orders-name", "name").required()) (line("orders-category", "category").optional(text)) }
            (line("orders-description", "description").optional(text))
            (textarea(text.say("orders-options"), "options").value(typed.text("options")).hint(text.say("orders-options-hint")).attr("rows", "3"))
            div.line { (button(text.say("orders-product-add")).icon("plus")) }
        }
    };
    form(&who.csrf, "/settings/products", &inside)
}

/// `POST /settings/products`
pub(super) async fn add(State(site): State<Site>, who: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    let added = site.db().work(who.actor(), move |work| {
        crate::may_manage(work)?;
        let code = shop_code(typed.text("code"))?;
        if product::by_code(work, &code)?.is_some() {
            return Err(Trouble::refused("orders-code-taken").with("code", code));
        }
        let new = NewProduct {
            code,
            name: typed.optional("name").map(str::to_owned).ok_or_else(|| Trouble::refused("orders-name-missing"))?,
            description: typed.text("description").into(),
            category: typed.text("category").into(),
            options: options(typed.text("options")),
        };
        product::add(work, &new)
    });
    match added.await {
        Ok(product) => Ok(see_other(&format!("/settings/products/{product}")).into_response()),
        Err(Trouble::Refused(refusal)) => draw(&site, &who, Some(who.t().refusal(&refusal)), &fields).await,
        Err(other) => Err(other.into()),
    }
}

/// `colour: red, blue`, one option a line.
fn options(typed: &str) -> Vec<OptionSpec> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, values) = line.split_once(':').unwrap_or((line, ""));
            let values = values.split([',', '，', '、']).map(str::trim).filter(|value| !value.is_empty());
            OptionSpec { name: name.trim().to_owned(), values: values.map(str::to_owned).collect() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::options;

    #[test]
    fn options_are_read_line_by_line() {
        let read = options("colour: red, blue\n\nsize:S、M\nbroken");
        let said: Vec<(&str, usize)> = read.iter().map(|option| (option.name.as_str(), option.values.len())).collect();
        assert_eq!(said, [("colour", 2), ("size", 2), ("broken", 0)]);
    }
}
