//! The list of companies, and opening one.

use super::list::places;
use super::wording::{Mistake, refused};
use crate::companies::{Line, by_name};
use crate::company;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use web::parts::{avatar, button, card, empty_state, field, form, page_head, table};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

const ROWS: i64 = 50;

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Response, Problem> {
    draw(&site, &signed_in, &query, None, "").await
}

pub(super) async fn open(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let name = fields.text("name").to_owned();
    let typed = name.clone();
    match site.db().work(signed_in.actor(), move |work| company::open(work, &name)).await {
        Ok(company) => Ok(see_other(&format!("/companies/{company}")).into_response()),
        Err(trouble) => {
            let mistake = refused(signed_in.t(), trouble)?;
            draw(&site, &signed_in, &Query::default(), Some(mistake), &typed).await
        }
    }
}

async fn draw(site: &Site, signed_in: &SignedIn, query: &Query, mistake: Mistake, name: &str) -> Result<Response, Problem> {
    let typed: String = query.text("q").chars().take(100).collect();
    let (sought, after) = (typed.clone(), query.number("after").map(|id| (query.raw("from").to_owned(), id)));
    let lines = site.db().read(move |tx| by_name(tx, &sought, after, ROWS + 1)).await?;
    let text = signed_in.t();
    let body = html! {
        (page_head(&text.say("customers-companies"), &text.say("customers-companies-about"), &html! {}))
        (places(signed_in, "/companies"))
        form.fields method="get" action="/companies" role="search" {
            (field(text.say("customers-company-search"), "q").kind("search").value(&typed))
            div.line { (button(text.say("customers-narrow")).icon("filter")) }
        }
        @if lines.is_empty() {
            (empty_state("building", &text.say("customers-no-companies"), &html! { p { (text.say("customers-no-companies-next")) } }))
        } @else {
            div.card { (rows(signed_in, &lines)) }
            (next_page(signed_in, &typed, &lines))
        }
        @if signed_in.may("customers.edit") { (card(&text.say("customers-company-open"), &open_form(signed_in, mistake.as_deref(), name))) }
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Frame::new(site, signed_in, text.say("customers-companies")).here("customers").body(body).await?;
    Ok((status, page).into_response())
}

fn rows(signed_in: &SignedIn, lines: &[Line]) -> Markup {
    let text = signed_in.t();
    let rows = html! {
        @for line in lines.iter().take(ROWS as usize) {
            tr {
                td { div.cell-main { (avatar(&line.name)) a href={ "/companies/" (line.id) } { (line.name) } } }
                td.number { (text.number(line.customers)) }
            }
        }
    };
    html! { (table(text.say("customers-companies"), [text.say("customers-company"), text.say("customers-title")], rows)) }
}

fn next_page(signed_in: &SignedIn, typed: &str, lines: &[Line]) -> Markup {
    html! {
        @if let Some(last) = lines.get(ROWS as usize - 1).filter(|_| lines.len() as i64 > ROWS) {
            form method="get" action="/companies" {
                input type="hidden" name="q" value=(typed);
                input type="hidden" name="after" value=(last.id);
                input type="hidden" name="from" value=(last.name_key);
                (button(signed_in.t().say("customers-next-page")))
            }
        }
    }
}

fn open_form(signed_in: &SignedIn, mistake: Option<&str>, name: &str) -> Markup {
    let text = signed_in.t();
    form(
        &signed_in.csrf,
        "/companies",
        &html! {
            div.stack {
                (field(text.say("customers-name"), "name").id("new-name").value(name).error(mistake).required())
                div.line { (button(text.say("customers-open-now")).icon("plus")) }
            }
        },
    )
}
