//! The other conversation of a verb that takes two (merge, link, move a message, hang on a problem): its number is typed, or it is picked from
//! what the customer wrote besides, or from what a few words find.

use crate::finding::{Eyes, Wish, find};
use crate::lists::{self, Asked};
use crate::{Viewer, Visible};
use axum::extract::{Path, State};
use db::{Trouble, Tx};
use search::Kind;
use web::parts::field;
use web::{Fields, Markup, Needs, Problem, Query, Routes, SignedIn, Site, Text, html};

/// So many are offered.
const OFFERED: usize = 6;

pub fn routes() -> Routes {
    Routes::new().get("/conversations/{number}/others", Needs::SignedIn, others)
}

/// The number that was picked or typed. Words with a figure among them name no conversation.
pub fn other(fields: &Fields) -> Result<i64, Problem> {
    let picked = Some(fields.text("picked")).filter(|picked| !picked.is_empty());
    number_in(picked.unwrap_or_else(|| fields.text("other"))).ok_or_else(|| Problem::refused("desk-no-such-number"))
}

/// People type it as they see it, with its sign.
fn number_in(typed: &str) -> Option<i64> {
    let typed = typed.trim();
    let digits = typed.strip_prefix(['#', '＃']).unwrap_or(typed).trim_start();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

/// The field for the number, and what is offered under it: each entry does what the form is for. `id` names the field.
pub fn other_field(text: &Text, number: i64, id: &str, hint: &str) -> Markup {
    let offers = format!("{id}-offers");
    let field = field(text.say("desk-other-number"), "other")
        .id(id)
        .hint(text.say(hint))
        .required()
        .attr("autocomplete", "off")
        .attr("hx-get", format!("/conversations/{number}/others"))
        .attr("hx-trigger", "focus once, input changed delay:150ms")
        .attr("hx-sync", "this:replace")
        .attr("hx-target", format!("#{offers}"))
        .attr("hx-swap", "innerHTML");
    html! {
        // Enter means the number, not the first of those offered.
        button type="submit" data-close hidden {}
        (field)
        div id=(offers) role="group" aria-label=(text.say("desk-other-offers")) {}
    }
}

/// One that could be meant.
struct Offer {
    number: i64,
    subject: String,
    customer: String,
}

/// `?other=`: what was typed so far.
async fn others(State(site): State<Site>, who: SignedIn, Path(number): Path<i64>, query: Query) -> Result<Markup, Problem> {
    let (viewer, typed) = (Viewer::of(&who), query.text("other").trim().to_owned());
    let meant = number_in(&typed);
    let by_words = meant.is_none() && !typed.is_empty();
    let known = site.db().read(move |tx| {
        let here = Visible::numbered(tx, viewer, number)?.customer_id;
        match meant {
            _ if by_words => Ok(Vec::new()),
            Some(other) => numbered(tx, viewer, other),
            None => of_customer(tx, viewer, here),
        }
    });
    let mut offers = known.await?;
    if by_words {
        let wish = Wish::of_kind(Kind::Conversation, &typed, OFFERED + 1);
        let found = find(&site, Eyes::of(&who), wish).await?.hits.into_iter();
        offers.extend(found.filter_map(|shown| {
            Some(Offer {
                number: shown.hit.number?,
                subject: shown.hit.subject.text,
                customer: String::new(),
            })
        }));
    }
    let text = who.t();
    Ok(html! {
        @for offer in offers.iter().filter(|offer| offer.number != number).take(OFFERED) {
            button.menu-item type="submit" name="picked" value=(offer.number) formnovalidate data-close {
                span.truncate { @if offer.subject.is_empty() { (text.say("desk-no-subject")) } @else { (offer.subject) } }
                span.end { (offer.customer) " #" (offer.number) }
            }
        }
    })
}

fn of_customer(tx: &mut Tx<'_>, viewer: Viewer, customer: i64) -> Result<Vec<Offer>, Trouble> {
    let asked = Asked { customer: Some(customer), ..Asked::default() };
    let lines = lists::first(tx, viewer, &asked, OFFERED + 1)?.into_iter();
    Ok(lines
        .map(|line| Offer { number: line.number, subject: line.subject, customer: line.customer_name })
        .collect())
}

/// The one with this number, if there is one that may be seen.
fn numbered(tx: &mut Tx<'_>, viewer: Viewer, number: i64) -> Result<Vec<Offer>, Trouble> {
    match Visible::numbered(tx, viewer, number) {
        Ok(seen) => {
            let customer = customers::name_of(tx, customers::CustomerId(seen.customer_id))?;
            Ok(vec![Offer { number, subject: seen.subject.clone(), customer }])
        }
        Err(Trouble::NotFound(_)) => Ok(Vec::new()),
        Err(other) => Err(other),
    }
}
