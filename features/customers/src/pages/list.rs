//! The list of customers: sought, narrowed, ordered, page by page; and opening one by hand.

use super::reach::typed_identity;
use super::wording::{Mistake, refused};
use crate::customers::{Cursor, Filter, Line, Order, page};
use crate::{CompanyId, CustomerId, NewCustomer, companies, open as open_customer, tags};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use kit::Moment;
use web::parts::{avatar, button, card, empty_state, field, form, link_button, page_head, select, table, tabs, time};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, html, see_other};

const ROWS: i64 = 50;

/// What the address asks for.
struct Asked {
    filter: Filter,
    order: Order,
    after: Option<Cursor>,
}

impl Asked {
    /// Whether nothing narrows the list: if it is empty, nobody is there.
    fn is_everybody(&self) -> bool {
        let Filter { typed, company, tag, .. } = &self.filter;
        typed.is_empty() && company.is_none() && tag.is_none() && self.after.is_none()
    }
}

/// What the page shows.
struct Shown {
    lines: Vec<Line>,
    tags: Vec<String>,
    company: Option<String>,
}

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Response, Problem> {
    draw(&site, &signed_in, asked(&query), None, &Fields::default()).await
}

/// Opens a customer with a name, an email address, or both.
pub(super) async fn open(State(site): State<Site>, signed_in: SignedIn, fields: Fields) -> Result<Response, Problem> {
    let typed = fields.clone();
    let opened = site.db().work(signed_in.actor(), move |work| {
        let identity = typed.optional("email").map(|email| typed_identity("email", email)).transpose()?;
        open_customer(work, &NewCustomer { name: typed.text("name").to_owned(), identity })
    });
    match opened.await {
        Ok(customer) => Ok(see_other(&format!("/customers/{customer}")).into_response()),
        Err(trouble) => {
            let mistake = refused(signed_in.t(), trouble)?;
            draw(&site, &signed_in, asked(&Query::default()), Some(mistake), &fields).await
        }
    }
}

fn asked(query: &Query) -> Asked {
    let filter = Filter {
        typed: query.text("q").chars().take(100).collect(),
        company: query.number("company").map(CompanyId),
        tag: query.optional("tag").map(str::to_owned),
        except: None,
    };
    let order = Order::of_word(query.text("order")).unwrap_or(Order::LastSeen);
    let after = query.number("after").map(|id| Cursor {
        id: CustomerId(id),
        name_key: query.raw("from").to_owned(),
        last_seen_at: Moment(query.number("seen").unwrap_or_default()),
    });
    Asked { filter, order, after }
}

async fn draw(site: &Site, signed_in: &SignedIn, asked: Asked, mistake: Mistake, typed: &Fields) -> Result<Response, Problem> {
    let (filter, order, after) = (asked.filter.clone(), asked.order, asked.after.clone());
    let shown = site
        .db()
        .read(move |tx| {
            let company = filter.company.map(|company| companies::find(tx, company)).transpose()?;
            let lines = page(tx, &filter, order, after.as_ref(), ROWS + 1)?;
            Ok(Shown { lines, tags: tags::in_use(tx)?, company: company.map(|company| company.name) })
        })
        .await?;
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let body = body(site, signed_in, &asked, &shown, mistake.as_deref(), typed);
    let page = Frame::new(site, signed_in, signed_in.t().say("customers-title"))
        .here("customers")
        .body(body)
        .await?;
    Ok((status, page).into_response())
}

fn body(site: &Site, signed_in: &SignedIn, asked: &Asked, shown: &Shown, mistake: Option<&str>, typed: &Fields) -> Markup {
    let text = signed_in.t();
    html! {
        (page_head(&text.say("customers-title"), &text.say("customers-about"), &html! { @if signed_in.may("customers.merge") { (link_button(text.say("customers-doubles-title"), "/customers/doubles").icon("people")) } }))
        (places(signed_in, "/customers"))
        (narrowing(signed_in, asked, shown))
        @if shown.lines.is_empty() && asked.is_everybody() {
            (none_yet(signed_in))
        } @else if shown.lines.is_empty() {
            (empty_state("people", &text.say("customers-none"), &html! { p { (text.say("customers-none-next")) } }))
        } @else {
            div.card { (rows(site, signed_in, &shown.lines)) }
            (next_page(signed_in, asked, &shown.lines))
        }
        @if signed_in.may("customers.edit") { (card(&text.say("customers-open"), &open_form(signed_in, mistake, typed))) }
    }
}

/// Nobody has written: how customers come to be here, and the way there.
fn none_yet(signed_in: &SignedIn) -> Markup {
    let text = signed_in.t();
    let next = html! {
        p { (text.say("customers-none-yet-next")) }
        @if signed_in.may("inboxes.manage") { (link_button(text.say("customers-none-yet-inbox"), "/settings/inboxes").primary().icon("inbox")) }
    };
    empty_state("people", &text.say("customers-none-yet"), &next)
}

/// The two sibling lists.
pub(super) fn places(signed_in: &SignedIn, here: &str) -> Markup {
    let text = signed_in.t();
    let links = [
        (text.say("customers-title"), "/customers".to_owned()),
        (text.say("customers-companies"), "/companies".to_owned()),
    ];
    tabs(&text.say("customers-title"), &links, here)
}

fn narrowing(signed_in: &SignedIn, asked: &Asked, shown: &Shown) -> Markup {
    let text = signed_in.t();
    let any = [(String::new(), text.say("customers-any-tag"))];
    let tags = any.into_iter().chain(shown.tags.iter().map(|tag| (tag.clone(), tag.clone())));
    let orders = Order::ALL
        .iter()
        .map(|order| (order.word(), text.say(&format!("customers-order-{}", order.word()))));
    html! {
        form.fields method="get" action="/customers" role="search" {
            (field(text.say("customers-search"), "q").kind("search").value(&asked.filter.typed))
            (select(text.say("customers-tag"), "tag", tags, asked.filter.tag.clone().unwrap_or_default()))
            (select(text.say("customers-order"), "order", orders, asked.order.word()))
            @if let (Some(company), Some(name)) = (asked.filter.company, &shown.company) {
                label.check {
                    input type="checkbox" name="company" value=(company) checked;
                    span { (text.say_with("customers-only-company", &[("name", name)])) }
                }
            }
            div.line { (button(text.say("customers-narrow")).icon("filter")) }
        }
    }
}

fn rows(site: &Site, signed_in: &SignedIn, lines: &[Line]) -> Markup {
    let text = signed_in.t();
    let heads = ["customers-name", "customers-company", "customers-last-seen"].map(|key| text.say(key));
    let rows = html! {
        @for line in lines.iter().take(ROWS as usize) {
            tr {
                td { div.cell-main {
                    (avatar(&called(text, line)))
                    div {
                        a href={ "/customers/" (line.id) } { (called(text, line)) }
                        @if let Some(known_by) = line.known_by().filter(|known_by| *known_by != line.shown_name()) { div.sub { (known_by) } }
                    }
                } }
                td { @if let (Some(company), Some(name)) = (line.company, &line.company_name) { a href={ "/companies/" (company) } { (name) } } }
                td { (time(text, line.last_seen_at, site.now(), &signed_in.zone)) }
            }
        }
    };
    html! { (table(text.say("customers-title"), heads, rows)) }
}

/// What the list calls them, also when nobody knows.
pub(super) fn called(text: &Text, line: &Line) -> String {
    match line.shown_name() {
        "" => text.say("customers-nameless"),
        name => name.to_owned(),
    }
}

fn next_page(signed_in: &SignedIn, asked: &Asked, lines: &[Line]) -> Markup {
    let last = lines.get(ROWS as usize - 1).filter(|_| lines.len() as i64 > ROWS).map(Line::cursor);
    html! {
        @if let Some(cursor) = last {
            form method="get" action="/customers" {
                input type="hidden" name="q" value=(asked.filter.typed);
                @if let Some(company) = asked.filter.company { input type="hidden" name="company" value=(company); }
                @if let Some(tag) = &asked.filter.tag { input type="hidden" name="tag" value=(tag); }
                input type="hidden" name="order" value=(asked.order.word());
                input type="hidden" name="after" value=(cursor.id);
                input type="hidden" name="from" value=(cursor.name_key);
                input type="hidden" name="seen" value=(cursor.last_seen_at.0);
                (button(signed_in.t().say("customers-next-page")))
            }
        }
    }
}

fn open_form(signed_in: &SignedIn, mistake: Option<&str>, typed: &Fields) -> Markup {
    let text = signed_in.t();
    let body = html! {
        div.fields {
            (field(text.say("customers-name"), "name").id("new-name").value(typed.text("name")))
            (field(text.say("customers-kind-email"), "email").id("new-email").kind("email").value(typed.text("email")).error(mistake))
        }
        div.line { (button(text.say("customers-open-now")).icon("plus")) }
    };
    form(&signed_in.csrf, "/customers", &html! { div.stack { (body) } })
}
