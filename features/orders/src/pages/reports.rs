//! Reports on orders: one sheet a figure, each row with the way to what is behind it, and each sheet as CSV.

mod csv;
mod sheet;

use super::days::{begins, day_of, is_over};
use crate::reports;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use db::Trouble;
use kit::Moment;
use sheet::{Cell, Figure, Sheet};
use web::parts::{button, card, field, link_button, page_head, table};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, Text, encoded, html};

const USUAL_SECONDS: i64 = 30 * 86_400;

/// From the beginning of one day to the end of another.
struct Period {
    from: Moment,
    until: Moment,
    first_day: String,
    last_day: String,
}

impl Period {
    fn of(site: &Site, who: &SignedIn, fields: &Fields) -> Self {
        let (zone, now) = (who.zone.as_str(), site.now());
        let usual = day_of(now.plus_seconds(-USUAL_SECONDS), zone);
        let day = |typed: &str, otherwise: String| if begins(typed, zone).is_some() { typed.to_owned() } else { otherwise };
        let (first_day, last_day) = (day(fields.text("from"), usual), day(fields.text("until"), day_of(now, zone)));
        Self {
            from: begins(&first_day, zone).unwrap_or(now),
            until: is_over(&last_day, zone).unwrap_or(now),
            first_day,
            last_day,
        }
    }

    fn query(&self) -> String {
        format!("from={}&until={}", self.first_day, self.last_day)
    }
}

/// `GET /reports/orders`
pub(super) async fn show(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let period = Period::of(&site, &who, &query);
    let (from, until) = (period.from, period.until);
    let sheets = site
        .db()
        .read(move |tx| {
            Figure::ALL
                .iter()
                .map(|figure| reports::sheet(tx, *figure, from, until))
                .collect::<Result<Vec<_>, _>>()
        })
        .await?;
    let text = who.t();
    let body = html! {
        (page_head(&text.say("orders-reports"), &text.say("orders-reports-about"), &html! {}))
        (choosing(&who, &period))
        @for sheet in &sheets { (drawn(&site, &who, &period, sheet, true)) }
    };
    Frame::new(&site, &who, text.say("orders-reports")).here("orders").body(body).await
}

/// `GET /reports/orders/rows`: what is behind one row of a sheet.
pub(super) async fn rows(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Markup, Problem> {
    let (period, text) = (Period::of(&site, &who, &query), who.t());
    let sheet = behind(&site, &period, &query).await?;
    let back = format!("/reports/orders?{}", period.query());
    let body = html! {
        (page_head(&text.say("orders-rows-behind"), &figure_name(text, sheet.figure), &html! { (link_button(text.say("orders-reports"), back).quiet()) }))
        (drawn(&site, &who, &period, &sheet, false))
    };
    Frame::new(&site, &who, text.say("orders-reports")).here("orders").body(body).await
}

/// `GET /reports/orders/csv`: a sheet, or with `key` the rows behind one of its rows.
pub(super) async fn export(State(site): State<Site>, who: SignedIn, query: Query) -> Result<Response, Problem> {
    let period = Period::of(&site, &who, &query);
    let sheet = if query.has("key") {
        behind(&site, &period, &query).await?
    } else {
        let figure = figure_of(&query)?;
        let (from, until) = (period.from, period.until);
        site.db().read(move |tx| reports::sheet(tx, figure, from, until)).await?
    };
    let name = format!("attachment; filename=\"orders-{}-{}-{}.csv\"", sheet.figure.word(), period.first_day, period.last_day);
    let body = csv::written(who.t(), &sheet);
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], body).into_response())
}

fn figure_of(query: &Query) -> Result<Figure, Problem> {
    Ok(Figure::of_word(query.text("figure")).ok_or(Trouble::NotFound("figure"))?)
}

async fn behind(site: &Site, period: &Period, query: &Query) -> Result<Sheet, Problem> {
    let (figure, key) = (figure_of(query)?, query.text("key").to_owned());
    let (from, until) = (period.from, period.until);
    Ok(site.db().read(move |tx| reports::behind(tx, figure, &key, from, until)).await?)
}

fn figure_name(text: &Text, figure: Figure) -> String {
    text.say(&format!("orders-figure-{}", figure.word().replace('_', "-")))
}

fn choosing(who: &SignedIn, period: &Period) -> Markup {
    let text = who.t();
    html! {
        form.fields method="get" action="/reports/orders" {
            (field(text.say("orders-from"), "from").kind("date").value(&period.first_day))
            (field(text.say("orders-until"), "until").kind("date").value(&period.last_day))
            div.line { (button(text.say("orders-show")).icon("filter")) }
        }
    }
}

fn drawn(site: &Site, who: &SignedIn, period: &Period, sheet: &Sheet, with_links: bool) -> Markup {
    let (text, title) = (who.t(), figure_name(who.t(), sheet.figure));
    let mut heads: Vec<String> = sheet.heads.iter().map(|key| text.say(key)).collect();
    if with_links {
        heads.push(text.say("orders-behind"));
    }
    let base = format!("figure={}&{}", sheet.figure.word(), period.query());
    let rows = html! {
        @for row in &sheet.rows {
            tr {
                @for cell in &row.cells { (cell_of(site, who, cell)) }
                @if with_links { td { a href={ "/reports/orders/rows?" (base) "&key=" (encoded(&row.key)) } { (text.say("orders-rows-behind")) } } }
            }
        }
    };
    let export = match &sheet.key {
        Some(key) => format!("/reports/orders/csv?{base}&key={}", encoded(key)),
        None => format!("/reports/orders/csv?{base}"),
    };
    let body = html! {
        @if sheet.rows.is_empty() { p.muted { (text.say("orders-figure-none")) } }
        @else { (table(title.clone(), heads, rows)) div.line { (link_button(text.say("orders-export"), export).quiet().icon("download")) } }
    };
    card(&title, &body)
}

fn cell_of(site: &Site, who: &SignedIn, cell: &Cell) -> Markup {
    let text = who.t();
    match cell {
        Cell::Order(number) => html! { td { a href={ "/orders/" (number) } { (number) } } },
        Cell::When(moment) => html! { td { (web::parts::time(text, *moment, site.now(), &who.zone)) } },
        Cell::Money(_) | Cell::Number(_) | Cell::PerMille(_) => html! { td.number { (cell.said(text)) } },
        _ => html! { td { (cell.said(text)) } },
    }
}
