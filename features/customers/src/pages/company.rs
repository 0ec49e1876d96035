//! One company's page: its name, its mail domains, the customers filed under it.

use super::wording::Mistake;
use crate::customers::{Filter, Line, Order, page};
use crate::{Company, CompanyId, Neighbours, companies, company};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use web::parts::{avatar, button, card, empty_state, field, form, icon_button, link_button, page_head};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

const SHOWN: i64 = 50;

struct Shown {
    company: Company,
    domains: Vec<String>,
    customers: Vec<Line>,
    /// What other rooms show of it.
    beside: Markup,
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, Path(company): Path<i64>) -> Result<Response, Problem> {
    draw(&site, &signed_in, company, None).await
}

pub(super) async fn rename(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(company): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let name = fields.text("name").to_owned();
    change(&site, &signed_in, company, move |work| company::rename(work, CompanyId(company), &name)).await
}

pub(super) async fn add_domain(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(company): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let domain = fields.text("domain").to_owned();
    change(&site, &signed_in, company, move |work| company::add_domain(work, CompanyId(company), &domain)).await
}

pub(super) async fn remove_domain(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(company): Path<i64>,
    fields: Fields,
) -> Result<Response, Problem> {
    let domain = fields.text("domain").to_owned();
    change(&site, &signed_in, company, move |work| company::remove_domain(work, CompanyId(company), &domain)).await
}

pub(super) async fn remove(State(site): State<Site>, signed_in: SignedIn, Path(company): Path<i64>) -> Result<Response, Problem> {
    match site.db().work(signed_in.actor(), move |work| company::remove(work, CompanyId(company))).await {
        Ok(()) => Ok(see_other("/companies").into_response()),
        Err(Trouble::Refused(refusal)) => draw(&site, &signed_in, company, Some(signed_in.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

async fn change(
    site: &Site,
    signed_in: &SignedIn,
    company: i64,
    verb: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    match site.db().work(signed_in.actor(), verb).await {
        Ok(()) => Ok(see_other(&format!("/companies/{company}")).into_response()),
        Err(Trouble::Refused(refusal)) => draw(site, signed_in, company, Some(signed_in.t().refusal(&refusal))).await,
        Err(other) => Err(other.into()),
    }
}

async fn draw(site: &Site, signed_in: &SignedIn, company: i64, mistake: Mistake) -> Result<Response, Problem> {
    let company = CompanyId(company);
    let (reader, neighbours) = (signed_in.clone(), site.service::<Neighbours>());
    let shown = site
        .db()
        .read(move |tx| {
            let filter = Filter { company: Some(company), ..Filter::default() };
            Ok(Shown {
                company: companies::find(tx, company)?,
                domains: companies::domains(tx, company)?,
                customers: page(tx, &filter, Order::Name, None, SHOWN + 1)?,
                beside: neighbours.panels.on_company(tx, &reader, company.0)?,
            })
        })
        .await?;
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let body = body(signed_in, &shown, mistake.as_deref());
    let page = Frame::new(site, signed_in, shown.company.name.clone()).here("customers").body(body).await?;
    Ok((status, page).into_response())
}

fn body(signed_in: &SignedIn, shown: &Shown, mistake: Option<&str>) -> Markup {
    let text = signed_in.t();
    html! {
        (page_head(&shown.company.name, "", &html! {}))
        @if let Some(mistake) = mistake { (web::parts::banner(web::parts::Tone::Danger, &html! { p { (mistake) } })) }
        (shown.beside)
        (card(&text.say("customers-title"), &people(signed_in, shown)))
        (card(&text.say("customers-domains"), &domains(signed_in, shown)))
        @if signed_in.may("customers.edit") { (card(&text.say("customers-edit"), &edit(signed_in, shown))) }
    }
}

fn people(signed_in: &SignedIn, shown: &Shown) -> Markup {
    let text = signed_in.t();
    html! {
        @if shown.customers.is_empty() {
            (empty_state("people", &text.say("customers-company-empty"), &html! { p { (text.say("customers-company-empty-next")) } }))
        }
        ul.stack {
            @for line in shown.customers.iter().take(SHOWN as usize) {
                li.line { (avatar(line.shown_name())) a href={ "/customers/" (line.id) } { (line.shown_name()) } }
            }
        }
        @if shown.customers.len() as i64 > SHOWN {
            (link_button(text.say("customers-all"), format!("/customers?company={}&order=name", shown.company.id)))
        }
    }
}

fn domains(signed_in: &SignedIn, shown: &Shown) -> Markup {
    let (text, path) = (signed_in.t(), format!("/companies/{}/domains", shown.company.id));
    let may = signed_in.may("customers.edit");
    html! {
        div.stack {
            p.hint { (text.say("customers-domains-about")) }
            ul.stack {
                @for domain in &shown.domains {
                    li.line {
                        (domain)
                        @if may {
                            @let remove = icon_button("trash", text.say_with("customers-domain-remove", &[("domain", domain)])).attr("type", "submit");
                            (form(&signed_in.csrf, format!("{path}/remove"), &html! { input type="hidden" name="domain" value=(domain); (remove) }))
                        }
                    }
                }
            }
            @if may {
                (form(&signed_in.csrf, path, &html! {
                    div.stack { (field(text.say("customers-domain-add"), "domain").required()) div.line { (button(text.say("customers-add"))) } }
                }))
            }
        }
    }
}

fn edit(signed_in: &SignedIn, shown: &Shown) -> Markup {
    let (text, path) = (signed_in.t(), format!("/companies/{}", shown.company.id));
    html! {
        (form(&signed_in.csrf, path.clone(), &html! {
            div.stack { (field(text.say("customers-name"), "name").value(&shown.company.name).required()) div.line { (button(text.say("customers-save"))) } }
        }))
        @if shown.customers.is_empty() {
            (form(&signed_in.csrf, format!("{path}/remove"), &html! { (button(text.say("customers-company-remove")).danger().icon("trash")) }))
        }
    }
}
