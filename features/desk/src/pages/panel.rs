//! The panel: whom the conversation concerns, as the customers' room draws them, and what else we talked about.

use super::conversation::Shown;
use super::sides;
use super::signs;
use super::tasks;
use crate::lists::Line;
use web::parts::{icon, icon_button, time};
use web::{Markup, SignedIn, html};

pub fn draw(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    html! {
        header.zone-head {
            h2 { (text.say("desk-customer")) }
            (icon_button("cross", text.say("desk-close-panel")).class("push").attr("data-toggle", "panel"))
        }
        (customer(who, shown))
        (tasks::draw(who, shown, None))
        (sides::draw(who, shown, None))
        @for section in &shown.beside { (section) }
        (about(who, shown))
        (others(who, shown))
    }
}

/// Who they are; it fetches itself when something happens to them or in the conversation.
pub fn customer(who: &SignedIn, shown: &Shown) -> Markup {
    let (id, number) = (shown.conversation.id, shown.conversation.number);
    html! {
        div id="panel-customer" data-live={ "customer:" (shown.conversation.customer_id) " conversation:" (id) } hx-get={ "/conversations/" (number) "/customer" } hx-trigger="live" hx-swap="outerMorph" {
            (shown.customer)
            @if !shown.glance.0.is_empty() {
                div.section id="panel-glance" { h3 { (who.t().say("desk-glance")) } div.body { (shown.glance) } }
            }
        }
    }
}

fn about(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    section(
        &text.say("desk-panel-about"),
        "about",
        None,
        &html! {
            dl.facts {
                dt { (text.say("desk-panel-since")) } dd { (text.date(shown.customer_since, &who.zone)) }
                dt { (text.say("desk-inbox")) } dd { (shown.inbox.name) }
            }
        },
    )
}

fn others(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    section(
        &text.say("desk-panel-conversations"),
        "others",
        Some(shown.others.len()),
        &html! {
            @if shown.others.is_empty() { p.muted { (text.say("desk-panel-no-others")) } }
            @else { ul.related { @for line in &shown.others { li { (other(who, shown, line)) } } } }
        },
    )
}

fn other(who: &SignedIn, shown: &Shown, line: &Line) -> Markup {
    html! {
        a href=(shown.place.conversation(line.number)) {
            span.truncate { @if line.subject.is_empty() { (who.t().say("desk-no-subject")) } @else { (line.subject) } }
            (time(who.t(), line.last_activity_at, shown.now, &who.zone))
            (signs::status(who.t(), line.status))
        }
    }
}

fn section(title: &str, id: &str, count: Option<usize>, body: &Markup) -> Markup {
    html! {
        details.section open id={ "panel-" (id) } {
            summary { (title) @if let Some(count) = count { " " span.count { (count) } } (icon("chevron-down")) }
            div.body { (body) }
        }
    }
}
