//! Merging from the page: looking for the double, merging it in, and the way back.

use super::customer::Sight;
use super::doubles;
use super::list::called;
use crate::customer::merges::{self, Merge};
use crate::customers::{Filter, Line, Order, page};
use crate::{CustomerId, MergeId, Neighbours, current, find, name_of};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Tx};
use web::parts::{self, Tone, avatar, button, card, field, form, icon_button, page_head};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

const FOUND: i64 = 12;

/// Whom to merge in: a dialog for htmx, a page of its own otherwise.
pub(super) async fn choose(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let typed = query.text("q").to_owned();
    let letters = typed.clone();
    let (keep, name, found) = site
        .db()
        .read(move |tx| {
            let keep = current(tx, CustomerId(customer))?;
            Ok((keep, name_of(tx, keep)?, sought(tx, keep, &letters)?))
        })
        .await?;
    let title = signed_in.t().say_with("customers-merge-into", &[("name", &name)]);
    let body = chooser(&signed_in, keep, &typed, &found);
    if headers.contains_key("hx-request") {
        return Ok(self_opening(&signed_in, &title, &body).into_response());
    }
    let page = Frame::new(&site, &signed_in, title.clone())
        .here("customers")
        .body(html! { (page_head(&title, "", &html! {})) (body) })
        .await?;
    Ok(page.into_response())
}

/// The dialog; it opens as soon as it arrives.
fn self_opening(signed_in: &SignedIn, title: &str, body: &Markup) -> Markup {
    html! {
        dialog.dialog id="merge" data-auto aria-labelledby="merge-title" {
            header {
                h2 id="merge-title" { (title) }
                (icon_button("cross", signed_in.t().say("web-close")).attr("data-close", ""))
            }
            div.body { (body) }
        }
    }
}

/// The customers found, alone.
pub(super) async fn found(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    query: Query,
) -> Result<Markup, Problem> {
    let letters = query.text("q").to_owned();
    let (keep, found) = site
        .db()
        .read(move |tx| {
            let keep = current(tx, CustomerId(customer))?;
            Ok((keep, sought(tx, keep, &letters)?))
        })
        .await?;
    Ok(candidates(&signed_in, keep, &found))
}

fn sought(tx: &mut Tx<'_>, keep: CustomerId, typed: &str) -> Result<Vec<Line>, Trouble> {
    let filter = Filter {
        typed: typed.chars().take(100).collect(),
        except: Some(keep),
        ..Filter::default()
    };
    page(tx, &filter, Order::LastSeen, None, FOUND)
}

fn chooser(signed_in: &SignedIn, keep: CustomerId, typed: &str, found: &[Line]) -> Markup {
    let text = signed_in.t();
    html! {
        div.stack {
            form method="get" action={ "/customers/" (keep) "/merge" } role="search" {
                (field(text.say("customers-search"), "q")
                    .id("merge-q")
                    .kind("search")
                    .value(typed)
                    .hint(text.say("customers-merge-about"))
                    .attr("hx-get", format!("/customers/{keep}/merge/found"))
                    .attr("hx-trigger", "input changed delay:200ms")
                    .attr("hx-target", "#merge-found")
                    .attr("hx-swap", "innerHTML")
                    .attr("hx-sync", "this:replace"))
            }
            div id="merge-found" aria-live="polite" { (candidates(signed_in, keep, found)) }
        }
    }
}

fn candidates(signed_in: &SignedIn, keep: CustomerId, found: &[Line]) -> Markup {
    let text = signed_in.t();
    html! {
        @if found.is_empty() { p.hint { (text.say("customers-merge-none")) } }
        ul.stack {
            @for line in found {
                @let name = called(text, line);
                li.line.apart {
                    span.cell-main {
                        (avatar(&name))
                        span { (name) @if let Some(known_by) = line.known_by().filter(|known_by| *known_by != name) { br; span.sub { (known_by) } } }
                    }
                    (form(&signed_in.csrf, format!("/customers/{keep}/merge"), &html! {
                        input type="hidden" name="other" value=(line.id);
                        (button(text.say("customers-merge-now")).icon("merge").attr("aria-label", text.say_with("customers-merge-this", &[("name", &name)])))
                    }))
                }
            }
        }
    }
}

/// Merges `other` in and leads back to the customer kept, with a way to undo.
pub(super) async fn merge(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let other = fields.number("other").map(CustomerId).ok_or_else(|| Problem::refused("customers-merge-whom"))?;
    let neighbours = site.service::<Neighbours>();
    let (keep, merge) = site
        .db()
        .work(signed_in.actor(), move |work| {
            let keep = current(work, CustomerId(customer))?;
            // A double that is not there is a mistake in the form, not in the address.
            find(work, other).map_err(|trouble| {
                if matches!(trouble, Trouble::NotFound(_)) {
                    Trouble::refused("customers-merge-whom")
                } else {
                    trouble
                }
            })?;
            Ok((keep, crate::merge(work, keep, other, &neighbours.followers())?))
        })
        .await?;
    // Where it was suggested one stays: the page hears of it and draws itself again.
    if headers.contains_key("hx-request") {
        let (done, name) = site
            .db()
            .read(move |tx| {
                let done = merges::find(tx, merge)?;
                Ok((done.clone(), name_of(tx, done.other)?))
            })
            .await?;
        let text = signed_in.t();
        return Ok(
            doubles::said(text, &text.say_with("customers-merged", &[("name", &name)]), &undo_form(&signed_in, &done)).into_response()
        );
    }
    Ok(see_other(&format!("/customers/{keep}?merged={merge}")).into_response())
}

/// What was merged a moment ago, with its undo.
pub(super) async fn toast(State(site): State<Site>, signed_in: SignedIn, Path(which): Path<(i64, i64)>) -> Result<Markup, Problem> {
    let (merge, other) = site
        .db()
        .read(move |tx| {
            let merge = of_customer(tx, which)?;
            Ok((merge.clone(), name_of(tx, merge.other)?))
        })
        .await?;
    let text = signed_in.t();
    if merge.undone_at.is_some() {
        return Ok(html! {});
    }
    let way_back = undo_form(&signed_in, &merge);
    Ok(parts::toast(text, Tone::Good, &text.say_with("customers-merged", &[("name", &other)]), Some(20), &way_back))
}

/// Undoes a merge and leads to the customer that stands on its own again.
pub(super) async fn undo(State(site): State<Site>, signed_in: SignedIn, Path(which): Path<(i64, i64)>) -> Result<Response, Problem> {
    let neighbours = site.service::<Neighbours>();
    let kept = site
        .db()
        .work(signed_in.actor(), move |work| {
            let merge = of_customer(work, which)?;
            crate::undo_merge(work, merge.id, &neighbours.followers())?;
            Ok(merge.kept)
        })
        .await?;
    Ok(see_other(&format!("/customers/{kept}")).into_response())
}

/// The merge, if it is one of this customer; another's is not found.
fn of_customer(tx: &mut Tx<'_>, (customer, merge): (i64, i64)) -> Result<Merge, Trouble> {
    let merge = merges::find(tx, MergeId(merge))?;
    if merge.kept == CustomerId(customer) {
        Ok(merge)
    } else {
        Err(Trouble::NotFound("merge"))
    }
}

fn undo_form(signed_in: &SignedIn, merge: &Merge) -> Markup {
    let action = format!("/customers/{}/merges/{}/undo", merge.kept, merge.id);
    form(&signed_in.csrf, action, &html! { (button(signed_in.t().say("customers-undo")).quiet().icon("undo")) })
}

/// Who was merged in. Only the latest can be undone; the others say so.
pub(super) fn history(sight: &Sight<'_>) -> Markup {
    let (text, merges) = (sight.signed_in.t(), &sight.portrait.merges);
    if merges.is_empty() || !sight.signed_in.may("customers.merge") {
        return html! {};
    }
    let body = html! {
        ul.stack {
            @for (place, (merge, name)) in merges.iter().enumerate() {
                li {
                    (text.say_with("customers-merged-on", &[("name", name), ("date", &text.date(merge.merged_at, &sight.signed_in.zone))]))
                    @if place == 0 { (undo_form(sight.signed_in, merge)) } @else { p.hint { (text.say("customers-undo-in-order")) } }
                }
            }
        }
    };
    card(&text.say("customers-merges"), &body)
}
