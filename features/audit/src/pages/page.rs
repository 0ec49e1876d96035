//! The log, newest first: who, when, what; filters above, files beside.

use super::{name, names, sight};
use crate::asked::{AREAS, Asked};
use crate::lines::{Found, find};
use axum::extract::State;
use db::activity::Entry;
use std::collections::HashMap;
use web::parts::{button, card, empty_state, field, link_button, page_head, select, table, table_card, time};
use web::{Frame, Markup, Problem, Query, SignedIn, Site, html};

const LINES: usize = 50;

pub(super) async fn show(State(site): State<Site>, signed_in: SignedIn, query: Query) -> Result<Markup, Problem> {
    let asked = Asked::read(&query);
    let (wanted, sight, zone, before) = (asked.clone(), sight(&signed_in), signed_in.zone.clone(), query.number("before"));
    let (found, names) = site.db().read(move |tx| Ok((find(tx, &wanted, sight, &zone, before, LINES)?, names(tx)?))).await?;
    let t = signed_in.t();
    let title = t.say("audit-menu");
    let files = html! {
        (link_button(t.say("audit-csv"), format!("/settings/audit/file.csv?{}", asked.query())).icon("download").attr("download", ""))
        (link_button(t.say("audit-jsonl"), format!("/settings/audit/file.jsonl?{}", asked.query())).icon("download").attr("download", ""))
    };
    let body = html! {
        (page_head(&title, &t.say("audit-about"), &files))
        (card(&t.say("audit-filter"), &filters(&signed_in, &asked, &names)))
        @if found.lines.is_empty() {
            (empty_state("list", &t.say("audit-none"), &html! { p { (t.say("audit-none-next")) } (further(&signed_in, &asked, &found)) }))
        } @else {
            (rows(&site, &signed_in, &found, &names))
            (further(&signed_in, &asked, &found))
        }
    };
    Frame::new(&site, &signed_in, title).settings("audit").body(body).await
}

fn filters(signed_in: &SignedIn, asked: &Asked, names: &HashMap<i64, String>) -> Markup {
    let t = signed_in.t();
    let mut people: Vec<(String, String)> =
        names.iter().filter(|(id, _)| **id > 0).map(|(id, name)| (id.to_string(), name.clone())).collect();
    people.sort_by(|one, other| one.1.to_lowercase().cmp(&other.1.to_lowercase()).then(one.0.cmp(&other.0)));
    let everybody = std::iter::once((String::new(), t.say("audit-anybody"))).chain(people);
    let areas = std::iter::once((String::new(), t.say("audit-anything")))
        .chain(AREAS.iter().map(|area| (area.word.to_owned(), t.say(&format!("audit-area-{}", area.word)))));
    html! {
        form method="get" action="/settings/audit" {
            div.stack {
                div.fields {
                    (select(t.say("audit-who"), "by", everybody, asked.by.map(|by| by.to_string()).unwrap_or_default()))
                    (select(t.say("audit-area"), "area", areas, &asked.area))
                    (field(t.say("audit-from"), "from").kind("date").value(&asked.from))
                    (field(t.say("audit-until"), "until").kind("date").value(&asked.until))
                    @if !asked.kind.is_empty() { (field(t.say("audit-kind"), "kind").value(&asked.kind).autocomplete("off").hint(t.say("audit-kind-hint"))) }
                }
                div.line { (button(t.say("audit-show")).primary()) (link_button(t.say("audit-all"), "/settings/audit").quiet()) }
            }
        }
    }
}

fn rows(site: &Site, signed_in: &SignedIn, found: &Found, names: &HashMap<i64, String>) -> Markup {
    let t = signed_in.t();
    let rows = html! { @for line in &found.lines { (row(site, signed_in, line, names)) } };
    let title = t.say("audit-lines");
    html! { (table_card(&title, &table(&title, ["audit-when", "audit-who", "audit-what", "audit-about-what"].map(|key| t.say(key)), rows))) }
}

fn row(site: &Site, signed_in: &SignedIn, line: &Entry, names: &HashMap<i64, String>) -> Markup {
    let t = signed_in.t();
    let told = site.storyteller().and_then(|tells| tells.tell(line, t));
    html! {
        tr {
            td { (time(t, line.happened_at, site.now(), &signed_in.zone)) }
            td { (name(t, names, line)) }
            td title=(line.kind) { (told.as_deref().unwrap_or(&line.kind)) }
            td {
                @if let Some(person) = line.agent_id { a href={ "/settings/people/" (person) } { (names.get(&person).map_or("–", String::as_str)) } }
                @if line.conversation_id.is_some() { (t.say("audit-conversation")) }
                @else if line.customer_id.is_some() { (t.say("audit-customer")) }
            }
        }
    }
}

fn further(signed_in: &SignedIn, asked: &Asked, found: &Found) -> Markup {
    html! { @if let Some(before) = found.further {
        div.line { (link_button(signed_in.t().say("audit-further"), format!("/settings/audit?{}&before={before}", asked.query()))) }
    } }
}
