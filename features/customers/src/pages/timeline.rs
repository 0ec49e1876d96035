//! Everything that happened to a customer, newest first, told by whoever knows the event; older lines on demand.

use super::customer::Sight;
use super::portrait::{LINES, Names};
use crate::{CustomerId, Neighbours, current, timeline};
use axum::extract::{Path, State};
use db::activity::Entry;
use web::parts::{icon, time};
use web::{Markup, Problem, Query, SignedIn, Site, html};

/// The section of the page; it asks for itself again whenever something happens to the customer.
pub(super) fn section(sight: &Sight<'_>) -> Markup {
    let (topic, path) = (format!("customer:{}", sight.portrait.customer.id), sight.path("/timeline"));
    html! {
        section aria-labelledby="timeline-title" {
            h2 id="timeline-title" { (sight.say("customers-timeline")) }
            div data-live=(topic) hx-get=(path) hx-trigger="live" hx-swap="innerHTML" {
                (lines(sight.site, sight.signed_in, sight.portrait.customer.id, &sight.portrait.lines, &sight.portrait.names))
            }
        }
    }
}

/// The lines alone, for refreshing and for turning the page.
pub(super) async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    query: Query,
) -> Result<Markup, Problem> {
    let (before, neighbours) = (query.number("before"), site.service::<Neighbours>());
    let seen = neighbours.panels.seen_conversations(&signed_in);
    let (customer, entries, names) = site
        .db()
        .read(move |tx| {
            let customer = current(tx, CustomerId(customer))?;
            Ok((customer, timeline::timeline(tx, customer, seen, before, LINES)?, Names::read(tx)?))
        })
        .await?;
    Ok(lines(&site, &signed_in, customer, &entries, &names))
}

fn lines(site: &Site, signed_in: &SignedIn, customer: CustomerId, entries: &[Entry], names: &Names) -> Markup {
    let text = signed_in.t();
    let told: Vec<(&Entry, String)> = entries.iter().filter_map(|entry| Some((entry, site.storyteller()?.tell(entry, text)?))).collect();
    let older = entries
        .last()
        .filter(|_| entries.len() as i64 == LINES)
        .map(|entry| format!("/customers/{customer}/timeline?before={}", entry.id));
    html! {
        @if told.is_empty() && older.is_none() { p.hint { (text.say("customers-timeline-empty")) } }
        ol.timeline {
            @for (entry, sentence) in &told {
                li {
                    span.dot { (icon(picture(&entry.kind))) }
                    div { strong { (sentence) } @if let Some(name) = names.of(entry.actor()) { p { (name) } } }
                    (time(text, entry.happened_at, site.now(), &signed_in.zone))
                }
            }
        }
        @if let Some(older) = older {
            div { a.button href=(older) hx-get=(older) hx-target="closest div" hx-swap="outerHTML" { (text.say("customers-older")) } }
        }
    }
}

/// What kind of thing happened, beside the words that say it.
fn picture(kind: &str) -> &'static str {
    match kind {
        "customer.merged" | "customer.merge_undone" => "merge",
        "customer.email_undeliverable" => "bounce",
        "customer.tagged" | "customer.untagged" => "tag",
        "customer.note_written" | "customer.note_removed" => "note",
        "customer.filed" => "building",
        kind if kind.starts_with("customer.") => "customer",
        kind if kind.starts_with("message.") => "mail",
        _ => "chat",
    }
}
