//! One customer's page: who they are, how to reach them, what we know, what happened.

use super::portrait::{Met, Portrait, meet};
use super::{facts, merge, reach, remarks, timeline};
use crate::{CustomerId, Neighbours};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use db::{Trouble, Work};
use web::parts::{Tone, avatar, banner, card, link_button};
use web::{Fields, Frame, Markup, Problem, Query, SignedIn, Site, html, see_other};

/// What a refused form needs to be drawn again: which one it was, why, and what had been typed.
pub(super) struct Refused {
    pub form: &'static str,
    pub sentence: String,
    pub typed: Fields,
}

/// What the parts of the page are drawn with.
pub(super) struct Sight<'a> {
    pub site: &'a Site,
    pub signed_in: &'a SignedIn,
    pub portrait: &'a Portrait,
    pub refused: Option<&'a Refused>,
}

impl Sight<'_> {
    pub(super) fn say(&self, key: &str) -> String {
        self.signed_in.t().say(key)
    }

    pub(super) fn may_edit(&self) -> bool {
        self.signed_in.may("customers.edit")
    }

    /// An address below this customer's.
    pub(super) fn path(&self, below: &str) -> String {
        format!("/customers/{}{below}", self.portrait.customer.id)
    }

    /// What had been typed into a field of a refused form.
    pub(super) fn typed(&self, form: &str, field: &str) -> Option<&str> {
        self.refused.filter(|refused| refused.form == form).map(|refused| refused.typed.text(field))
    }

    /// Why a form was refused.
    pub(super) fn mistake(&self, form: &str) -> Option<&str> {
        self.refused.filter(|refused| refused.form == form).map(|refused| refused.sentence.as_str())
    }
}

pub(super) async fn show(
    State(site): State<Site>,
    signed_in: SignedIn,
    Path(customer): Path<i64>,
    query: Query,
) -> Result<Response, Problem> {
    let merged = query.number("merged");
    draw(&site, &signed_in, CustomerId(customer), None, merged).await
}

/// One change by a form of the page: it leads back, or draws the page again with the reason.
pub(super) async fn change(
    site: &Site,
    signed_in: &SignedIn,
    customer: i64,
    form: &'static str,
    typed: Fields,
    verb: impl FnMut(&mut Work<'_>) -> Result<(), Trouble> + Send + 'static,
) -> Result<Response, Problem> {
    match site.db().work(signed_in.actor(), verb).await {
        Ok(()) => Ok(see_other(&format!("/customers/{customer}")).into_response()),
        Err(Trouble::Refused(refusal)) => {
            let refused = Refused { form, sentence: signed_in.t().refusal(&refusal), typed };
            draw(site, signed_in, CustomerId(customer), Some(refused), None).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn draw(
    site: &Site,
    signed_in: &SignedIn,
    customer: CustomerId,
    refused: Option<Refused>,
    merged: Option<i64>,
) -> Result<Response, Problem> {
    let (reader, neighbours) = (signed_in.clone(), site.service::<Neighbours>());
    let portrait = match site.db().read(move |tx| meet(tx, &reader, &neighbours, customer)).await? {
        Met::Moved(to) => return Ok(see_other(&format!("/customers/{to}")).into_response()),
        Met::Here(portrait) => portrait,
    };
    let sight = Sight { site, signed_in, portrait: &portrait, refused: refused.as_ref() };
    let page = Frame::new(site, signed_in, shown_name(&sight)).here("customers").body(body(&sight, merged)).await?;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page).into_response())
}

fn shown_name(sight: &Sight<'_>) -> String {
    if sight.portrait.name.is_empty() {
        sight.say("customers-nameless")
    } else {
        sight.portrait.name.clone()
    }
}

fn body(sight: &Sight<'_>, merged: Option<i64>) -> Markup {
    let name = shown_name(sight);
    html! {
        @if let Some(merge) = merged.filter(|_| sight.signed_in.may("customers.merge")) {
            div hx-get=(sight.path(&format!("/merges/{merge}/toast"))) hx-trigger="load" hx-target="#toasts" hx-swap="beforeend" {}
        }
        header.page-head {
            div.line { (avatar(&name)) div { h1 { (name) } p { (about(sight)) } (facts::belonging(sight)) } }
            div.line { (actions(sight)) }
        }
        @if let Some(refused) = sight.refused { (banner(Tone::Danger, &html! { p { (refused.sentence) } })) }
        div.beside {
            div.stack {
                (remarks::notes(sight))
                @for section in &sight.portrait.sections { (section) }
                (timeline::section(sight))
            }
            aside.stack aria-label=(sight.say("customers-details")) {
                (beside(sight))
                (reach::section(sight))
                (facts::profile_card(sight))
                (facts::values_card(sight))
                (remarks::tags(sight))
                (merge::history(sight))
            }
        }
    }
}

/// What changes while one looks: it fetches itself when something happens to the customer.
fn beside(sight: &Sight<'_>) -> Markup {
    let customer = sight.portrait.customer.id;
    html! {
        div.stack id="customer-glance" data-live={ "customer:" (customer) } hx-get=(sight.path("")) hx-select="#customer-glance" hx-trigger="live" hx-swap="outerMorph" {
            @if !sight.portrait.doubles.0.is_empty() { section.card { (sight.portrait.doubles) } }
            @if !sight.portrait.glance.0.is_empty() { (card(&sight.say("customers-glance"), &sight.portrait.glance)) }
        }
    }
}

fn about(sight: &Sight<'_>) -> String {
    let (text, customer) = (sight.signed_in.t(), &sight.portrait.customer);
    let (since, seen) = (text.date(customer.created_at, &sight.signed_in.zone), text.ago(customer.last_seen_at, sight.site.now()));
    text.say_with("customers-since", &[("date", &since), ("seen", &seen)])
}

fn actions(sight: &Sight<'_>) -> Markup {
    html! {
        @if sight.signed_in.may("customers.merge") {
            (link_button(sight.say("customers-merge-with"), sight.path("/merge"))
                .icon("merge")
                .attr("hx-get", sight.path("/merge"))
                .attr("hx-target", "#merge-place")
                .attr("hx-swap", "innerHTML"))
            div id="merge-place" {}
        }
    }
}
