//! `/floor`: everybody at work now with their load, and what lies on nobody, refreshed while it is looked at.

use super::place::Place;
use super::signs;
use crate::Viewer;
use crate::floor::{self, Load, Unclaimed};
use crate::lists::View;
use axum::extract::State;
use filter::{Condition, Key};
use web::parts::{form, icon, page_head, table, table_card, time};
use web::{Frame, Markup, Needs, Problem, Routes, SignedIn, Site, html};

pub fn routes() -> Routes {
    let assigns = Needs::Permission("conversations.assign");
    Routes::new().get("/floor", assigns, page).get("/floor/now", assigns, now_alone)
}

async fn page(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    let text = who.t();
    let now = draw(&site, &who).await?;
    let body = html! { (page_head(&text.say("desk-floor"), &text.say("desk-floor-about"), &html! {})) (now) };
    Frame::new(&site, &who, text.say("desk-floor")).here("floor").body(body).await
}

async fn now_alone(State(site): State<Site>, who: SignedIn) -> Result<Markup, Problem> {
    draw(&site, &who).await
}

/// What one looks at; it asks for itself again when counts change.
async fn draw(site: &Site, who: &SignedIn) -> Result<Markup, Problem> {
    let viewer = Viewer::of(who);
    let (people, unclaimed, there) = site
        .db()
        .read(move |tx| Ok((floor::people(tx, viewer)?, floor::unclaimed(tx, viewer)?, floor::whereabouts(tx, viewer)?)))
        .await?;
    let text = who.t();
    let heads = [
        "desk-floor-who",
        "desk-floor-open",
        "desk-floor-waiting",
        "desk-floor-late",
        "desk-floor-longest",
        "desk-floor-where",
    ];
    let rows = html! { @for load in &people { (person(site, who, load, &there)) } };
    Ok(html! {
        div.stack id="floor" data-live="counts" hx-get="/floor/now" hx-trigger="live" hx-swap="outerMorph" {
            (table_card(&text.say("desk-floor-people"), &table(text.say("desk-floor-people"), heads.map(|key| text.say(key)), rows)))
            @if !unclaimed.is_empty() {
                @let heads = ["desk-floor-inbox", "desk-floor-open", "desk-floor-late", "desk-floor-longest"].map(|key| text.say(key));
                (table_card(&text.say("desk-floor-unclaimed"), &table(text.say("desk-floor-unclaimed"), heads, html! { @for one in &unclaimed { (nobodys(site, who, one)) } })))
            }
        }
    })
}

fn person(site: &Site, who: &SignedIn, load: &Load, there: &[(i64, i64, bool)]) -> Markup {
    let text = who.t();
    let here = there.iter().filter(|(agent, ..)| *agent == load.agent);
    html! {
        tr id={ "floor-" (load.agent) } {
            td {
                span.cell-main {
                    span.presence data-presence=(load.presence.word()) { (signs::avatar_sized(&load.name, "small")) }
                    (load.name)
                }
                span.sub { (text.say(signs::presence_key(load.presence))) " · " (time(text, load.presence_since, site.now(), &who.zone)) }
            }
            td { (listed(who, load.open, &format!("{} status:open", assigned_to(&load.name)))) }
            td { (listed(who, load.waiting, &format!("{} is:waiting status:open", assigned_to(&load.name)))) }
            td { (late(who, load.late)) }
            td { @if let Some(since) = load.longest_since { (signs::waiting(text, since, site.now())) } }
            td { @for (_, number, writes) in here {
                a.badge href=(Place::View(View::All).conversation(*number)) { (icon(if *writes { "draft" } else { "eye" })) "#" (number) span.visually-hidden { " " (text.say(if *writes { "desk-floor-writes" } else { "desk-floor-looks" })) } } " "
            } }
        }
    }
}

fn nobodys(site: &Site, who: &SignedIn, one: &Unclaimed) -> Markup {
    html! {
        tr {
            td { a href=(Place::Inbox(one.inbox.0).href()) { (one.name) } }
            td { (one.open) }
            td { (late(who, one.late)) }
            td { @if let Some(since) = one.longest_since { (signs::waiting(who.t(), since, site.now())) } }
        }
    }
}

fn assigned_to(name: &str) -> Condition {
    Condition::Is { key: Key::Assignee, any_of: vec![name.to_owned()] }
}

/// A number that leads to what it counts.
fn listed(who: &SignedIn, count: i64, filter: &str) -> Markup {
    html! {
        @if count == 0 { span.faint { "0" } } @else {
            (form(&who.csrf, "/views", &html! { input type="hidden" name="filter" value=(filter); button.button.quiet type="submit" { (count) } }))
        }
    }
}

fn late(who: &SignedIn, count: i64) -> Markup {
    html! { @if count == 0 { span.faint { "0" } } @else { span.badge.danger { (count) span.visually-hidden { " " (who.t().say("desk-floor-late")) } } } }
}
