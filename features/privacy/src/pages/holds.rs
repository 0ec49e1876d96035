//! Legal holds on any page: those there are and were, one to place, one to lift.

use super::name_of;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use customers::holds::{self, Held, Hold, HoldId};
use db::{Trouble, Tx};
use web::parts::{Tone, badge, banner, button, card, field, form, textarea, time};
use web::{Fields, Markup, Problem, SignedIn, Site, html, see_other};

/// A hold with the names of who placed and who lifted it.
pub(super) struct Told {
    hold: Hold,
    placed_by: String,
    lifted_by: String,
}

/// The holds on a thing.
pub(super) fn told(tx: &mut Tx<'_>, on: Held) -> Result<Vec<Told>, Trouble> {
    let all = holds::on(tx, on)?;
    all.into_iter()
        .map(|hold| {
            let placed_by = name_of(tx, &hold.placed_by_kind, hold.placed_by)?;
            let lifted_by = name_of(tx, hold.lifted_by_kind.as_deref().unwrap_or_default(), hold.lifted_by)?;
            Ok(Told { hold, placed_by, lifted_by })
        })
        .collect()
}

/// The card with them, and the form for one more.
pub(super) fn drawn(site: &Site, who: &SignedIn, all: &[Told], action: &str, mistake: Option<&str>) -> Markup {
    let t = who.t();
    let inside = html! {
        div.stack {
            p { (t.say("privacy-holds-about")) }
            @for one in all { (line(site, who, one)) }
            @if all.is_empty() { p.muted { (t.say("privacy-holds-none")) } }
            @if who.may("privacy.hold") {
                (form(&who.csrf, action.to_owned(), &html! { div.stack {
                    (textarea(t.say("privacy-hold-reason"), "reason").required().error(mistake).attr("rows", "2"))
                    div.line { (button(t.say("privacy-hold-place")).primary()) }
                } }))
            }
        }
    };
    card(&t.say("privacy-holds"), &inside)
}

fn line(site: &Site, who: &SignedIn, told: &Told) -> Markup {
    let (t, hold) = (who.t(), &told.hold);
    html! {
        div.stack.tight {
            div.line {
                @if hold.lifted_at.is_some() { (badge(Tone::Plain, &t.say("privacy-hold-lifted"))) } @else { (badge(Tone::Warn, &t.say("privacy-hold-in-force"))) }
                span { (hold.reason) }
            }
            p.muted { (t.say_with("privacy-hold-placed-by", &[("name", &told.placed_by)])) " · " (time(t, hold.placed_at, site.now(), &who.zone)) }
            @if let (Some(at), Some(because)) = (hold.lifted_at, &hold.lifted_because) {
                p.muted { (t.say_with("privacy-hold-lifted-by", &[("name", &told.lifted_by), ("because", because)])) " · " (time(t, at, site.now(), &who.zone)) }
            } @else if who.may("privacy.hold") {
                (form(&who.csrf, format!("/legal-holds/{}/lift", hold.id), &html! {
                    div.line {
                        (field(t.say("privacy-hold-lift-why"), "because").id(format!("lift-{}", hold.id)).required())
                        (button(t.say("privacy-hold-lift")))
                    }
                }))
            }
        }
    }
}

/// What stands on top of a page whose thing is held.
pub(super) fn warning(who: &SignedIn, all: &[Hold], href: &str) -> Markup {
    let in_force: Vec<&Hold> = all.iter().filter(|hold| hold.lifted_at.is_none()).collect();
    let t = who.t();
    html! {
        @if let Some(first) = in_force.first() {
            (banner(Tone::Warn, &html! {
                p { strong { (t.say("privacy-hold-warning")) } " " (first.reason) }
                p { a href=(href) { (t.say("privacy-holds")) } }
            }))
        }
    }
}

/// Lifts one and leads back to where it was placed.
pub(super) async fn lift(State(site): State<Site>, who: SignedIn, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let because = fields.text("because").to_owned();
    let viewer = desk::Viewer::of(&who);
    let back = site
        .db()
        .work(who.actor(), move |work| {
            let hold = holds::find(work, HoldId(id))?;
            let back = place_of(work, viewer, &hold)?;
            holds::lift(work, hold.id, &because)?;
            work.keep_quietly("it was lifted before");
            Ok(back)
        })
        .await?;
    Ok(see_other(&back).into_response())
}

/// The page of what it is on, if this viewer may see it.
fn place_of(tx: &mut Tx<'_>, viewer: desk::Viewer, hold: &Hold) -> Result<String, Trouble> {
    if let Some(conversation) = hold.conversation {
        let seen = desk::Visible::find(tx, viewer, desk::ConversationId(conversation))?;
        return Ok(format!("/conversations/{}/holds", seen.number));
    }
    Ok(match (hold.customer, hold.company) {
        (Some(customer), _) => format!("/customers/{customer}/privacy"),
        (None, Some(company)) => format!("/companies/{company}/holds"),
        (None, None) => "/".to_owned(),
    })
}
