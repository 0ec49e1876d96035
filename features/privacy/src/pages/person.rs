//! What we owe one customer: holds on them, their data to take along, and their erasure, with what would go and stay counted first.

use super::holds::{self, Told, told};
use super::name_of;
use crate::erasure::{self, Erasure, Found, Papers, State as How, Wish};
use crate::export::{self, Export, ExportId};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use customers::holds::{Held, on, place};
use customers::{Customer, CustomerId};
use db::{Trouble, Tx};
use web::parts::{Tone, badge, banner, button, card, field, form, icon, link_button, page_head, select, table, textarea, time};
use web::{Fields, Frame, Markup, Problem, SignedIn, Site, html, see_other};

/// What stands on a customer's page.
pub fn section(tx: &mut Tx<'_>, who: &SignedIn, customer: i64) -> Result<Markup, Trouble> {
    let t = who.t();
    let mut all = on(tx, Held::Customer(customer))?;
    if let Some(company) = customers::find(tx, CustomerId(customer))?.company {
        all.extend(on(tx, Held::Company(company.0))?);
    }
    let erasures = erasure::of_customer(tx, customer)?;
    let href = format!("/customers/{customer}/privacy");
    let may = ["privacy.export", "privacy.erase", "privacy.hold"].iter().any(|permission| who.may(permission));
    Ok(html! {
        (holds::warning(who, &all, &href))
        @if let Some(last) = erasures.first() { (banner(Tone::Plain, &html! { p { (t.say(if last.is_over() { "privacy-is-erased" } else { "privacy-is-being-erased" })) } })) }
        @if may { div.line { (link_button(t.say("privacy-page"), href).icon("lock").quiet()) } }
    })
}

struct Seen {
    customer: Customer,
    holds: Vec<Told>,
    exports: Vec<(Export, String)>,
    erasures: Vec<Erasure>,
    found: Found,
}

fn seen(tx: &mut Tx<'_>, customer: i64) -> Result<Seen, Trouble> {
    let found = customers::find(tx, CustomerId(customer))?;
    let exports = export::of_customer(tx, customer)?;
    let exports = exports
        .into_iter()
        .map(|one| Ok((name_of(tx, &one.asked_by_kind, one.asked_by)?, one)).map(|(name, one)| (one, name)))
        .collect::<Result<_, Trouble>>()?;
    Ok(Seen {
        customer: found,
        holds: told(tx, Held::Customer(customer))?,
        exports,
        erasures: erasure::of_customer(tx, customer)?,
        found: erasure::found(tx, customer)?,
    })
}

pub(super) async fn show(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>) -> Result<Response, Problem> {
    drawn(&site, &who, customer, &Fields::default(), None).await
}

pub(super) async fn hold(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let reason = fields.text("reason").to_owned();
    let placed = site.db().work(who.actor(), move |work| {
        customers::find(work, CustomerId(customer))?;
        place(work, Held::Customer(customer), &reason).map(drop)
    });
    answered(&site, &who, customer, &fields, "hold", placed.await).await
}

pub(super) async fn erase(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let papers = Papers::of_word(fields.text("papers")).unwrap_or(Papers::Replaced);
    let wish = Wish {
        why: fields.text("why").to_owned(),
        typed: fields.text("typed").to_owned(),
        papers,
    };
    let begun = site.db().work(who.actor(), move |work| erasure::begin(work, customer, &wish).map(drop));
    answered(&site, &who, customer, &fields, "erase", begun.await).await
}

pub(super) async fn ask_export(State(site): State<Site>, who: SignedIn, Path(customer): Path<i64>) -> Result<Response, Problem> {
    let asked = site.db().work(who.actor(), move |work| {
        work.keep_quietly("one is being made already");
        export::ask(work, customer).map(drop)
    });
    answered(&site, &who, customer, &Fields::default(), "export", asked.await).await
}

/// The file, to whoever may have it.
pub(super) async fn file(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>) -> Result<Response, Problem> {
    let bytes = site.db().work(who.actor(), move |work| export::take(work, ExportId(id))).await?;
    Ok(as_file(bytes, id))
}

/// A file to keep, and not to be kept on the way.
pub(crate) fn as_file(bytes: Vec<u8>, id: i64) -> Response {
    let about = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"person-{id}.zip\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (about, bytes).into_response()
}

async fn answered(
    site: &Site,
    who: &SignedIn,
    customer: i64,
    typed: &Fields,
    form: &'static str,
    done: Result<(), Trouble>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see_other(&format!("/customers/{customer}/privacy")).into_response()),
        Err(Trouble::Refused(refusal)) => drawn(site, who, customer, typed, Some((form, who.t().refusal(&refusal)))).await,
        Err(other) => Err(other.into()),
    }
}

type Mistake = Option<(&'static str, String)>;

async fn drawn(site: &Site, who: &SignedIn, customer: i64, typed: &Fields, mistake: Mistake) -> Result<Response, Problem> {
    let seen = site.db().read(move |tx| seen(tx, customer)).await?;
    let t = who.t();
    let name = if seen.customer.name.is_empty() {
        format!("#{customer}")
    } else {
        seen.customer.name.clone()
    };
    let of = |form: &str| mistake.as_ref().filter(|(which, _)| *which == form).map(|(_, sentence)| sentence.as_str());
    let body = html! {
        a.back href={ "/customers/" (customer) } { (icon("chevron-left")) (name) }
        (page_head(&t.say("privacy-page"), &t.say("privacy-page-about"), &html! {}))
        @if let Some(sentence) = mistake.as_ref().map(|(_, sentence)| sentence) { (banner(Tone::Danger, &html! { p { (sentence) } })) }
        div.stack {
            (holds::drawn(site, who, &seen.holds, &format!("/customers/{customer}/privacy/holds"), of("hold")))
            @if who.may("privacy.export") { (exports(site, who, &seen)) }
            @if who.may("privacy.erase") { (erasing(site, who, &seen, &name, typed, of("erase"))) }
        }
    };
    let status = if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Frame::new(site, who, t.say("privacy-page")).here("customers").body(body).await?).into_response())
}

fn exports(site: &Site, who: &SignedIn, seen: &Seen) -> Markup {
    let t = who.t();
    let customer = seen.customer.id;
    let inside = html! {
        div.stack {
            p { (t.say("privacy-export-about")) }
            (live("privacy-exports", customer.0, &html! { @for (one, by) in &seen.exports { (export_line(site, who, one, by)) } }))
            (form(&who.csrf, format!("/customers/{customer}/privacy/exports"), &html! { (button(t.say("privacy-export-ask")).icon("download")) }))
        }
    };
    card(&t.say("privacy-export"), &inside)
}

/// A list that fetches itself when something happens to the customer; what is being typed beside it stays.
fn live(id: &str, customer: i64, inside: &Markup) -> Markup {
    html! {
        div.stack.tight id=(id) data-live={ "customer:" (customer) } hx-get={ "/customers/" (customer) "/privacy" } hx-select={ "#" (id) } hx-trigger="live" hx-swap="outerMorph" { (inside) }
    }
}

fn export_line(site: &Site, who: &SignedIn, one: &Export, by: &str) -> Markup {
    let t = who.t();
    let is_there = one.state == export::State::Made && one.expires_at.is_some_and(|end| end > site.now());
    html! {
        div.line {
            (badge(if is_there { Tone::Good } else { Tone::Plain }, &t.say(&format!("privacy-export-{}", one.state.word()))))
            span { (t.say_with("privacy-export-asked-by", &[("name", &by)])) " · " (time(t, one.asked_at, site.now(), &who.zone)) }
            @if one.state == export::State::Waiting { span.muted { (t.say_with("privacy-export-rows", &[("rows", &one.rows_done)])) } }
            @if is_there {
                a href={ "/person-exports/" (one.id) } download { (t.say_with("privacy-export-take", &[("kib", &one.size_bytes.unwrap_or(0).div_euclid(1024))])) }
                @if let Some(end) = one.expires_at { span.muted { (t.say_with("privacy-export-until", &[("date", &t.date(end, &who.zone))])) } }
            }
            @if one.state == export::State::Failed { span.muted { (one.problem) } }
        }
    }
}

fn erasing(site: &Site, who: &SignedIn, seen: &Seen, name: &str, typed: &Fields, mistake: Option<&str>) -> Markup {
    let t = who.t();
    let under_way = seen.erasures.iter().any(|one| !one.is_over());
    let is_over = seen.erasures.first().is_some_and(Erasure::is_over);
    let inside = html! {
        div.stack {
            (live("privacy-erasures", seen.customer.id.0, &html! { @for one in &seen.erasures { (erasure_line(site, who, one)) } }))
            @if !under_way && !is_over { (asking(who, seen, name, typed, mistake)) }
        }
    };
    card(&t.say("privacy-erase"), &inside)
}

fn erasure_line(site: &Site, who: &SignedIn, one: &Erasure) -> Markup {
    let t = who.t();
    let tone = match one.state {
        How::Done => Tone::Good,
        How::Stuck => Tone::Danger,
        _ => Tone::Warn,
    };
    html! {
        div.line {
            (badge(tone, &t.say(&format!("privacy-state-{}", one.state.word()))))
            span { (one.pseudonym) } " · " (time(t, one.finished_at.unwrap_or(one.asked_at), site.now(), &who.zone))
            a href={ "/settings/erasures/" (one.id) } { (t.say("privacy-proof")) }
        }
    }
}

fn asking(who: &SignedIn, seen: &Seen, name: &str, typed: &Fields, mistake: Option<&str>) -> Markup {
    let t = who.t();
    let expected = if seen.customer.name.is_empty() { seen.customer.id.to_string() } else { name.to_owned() };
    let kinds = Papers::ALL
        .iter()
        .map(|papers| (papers.word(), t.say(&format!("privacy-papers-{}", papers.word()))));
    html! {
        p { (t.say("privacy-erase-about")) }
        (counted(who, "privacy-goes", "privacy-goes", &seen.found.goes))
        (counted(who, "privacy-stays", "privacy-stays", &seen.found.stays))
        p.muted { (t.say_with("privacy-wanted", &[("count", &seen.found.wanted)])) " " (t.say("privacy-backups")) }
        (form(&who.csrf, format!("/customers/{}/privacy/erase", seen.customer.id), &html! { div.stack {
            (textarea(t.say("privacy-erase-why"), "why").value(typed.raw("why")).required().hint(t.say("privacy-erase-why-hint")).attr("rows", "2"))
            (select(t.say("privacy-papers"), "papers", kinds, typed.text("papers")).hint(t.say("privacy-papers-hint")))
            (field(t.say_with("privacy-erase-type", &[("name", &expected)]), "typed").required().autocomplete("off").error(mistake))
            div.line { (button(t.say("privacy-erase-begin")).danger().icon("trash")) }
        } }))
    }
}

fn counted(who: &SignedIn, title: &str, prefix: &str, lines: &[erasure::Line]) -> Markup {
    let t = who.t();
    let rows =
        html! { @for line in lines { tr { td { (t.say(&format!("{prefix}-{}", line.what))) } td.number { (t.number(line.count)) } } } };
    html! { (table(t.say(title), [t.say(title), t.say("privacy-count")], rows)) }
}
