//! The panel: whom the conversation concerns, how to reach them, what else we talked about.

use super::conversation::Shown;
use super::signs;
use crate::lists::Line;
use customers::IdentityKind;
use web::parts::{badge, icon, icon_button, time, Tone};
use web::{Markup, SignedIn, html};

pub fn draw(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    html! {
        header.zone-head {
            h2 { (text.say("desk-customer")) }
            (icon_button("cross", text.say("desk-close-panel")).class("push").attr("data-toggle", "panel"))
        }
        (face(who, shown))
        (reach(who, shown))
        (about(who, shown))
        (others(who, shown))
    }
}

fn face(who: &SignedIn, shown: &Shown) -> Markup {
    let customer = &shown.customer;
    let name = if customer.name.is_empty() { who.t().say("desk-nameless") } else { customer.name.clone() };
    html! {
        div.who {
            (signs::avatar_sized(&name, "large"))
            h2 { @if who.may("customers.see") { a href={ "/customers/" (customer.id) } { (name) } } @else { (name) } }
            @if let Some(company) = &customer.company { p.muted { (company) } }
            @if !customer.tags.is_empty() { p.line { @for tag in &customer.tags { (web::parts::tag(tag)) } } }
        }
    }
}

fn reach(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    section(&text.say("desk-panel-reach"), "reach", None, &html! {
        dl.facts {
            @for identity in &shown.customer.identities {
                dt { (text.say(kind_key(identity.kind))) }
                dd {
                    (identity.value)
                    @if let Some(reason) = &identity.undeliverable_because { " " span title=(reason) { (badge(Tone::Danger, &text.say("desk-panel-bounces"))) } }
                }
            }
        }
    })
}

const fn kind_key(kind: IdentityKind) -> &'static str {
    match kind {
        IdentityKind::Email => "desk-panel-email",
        IdentityKind::Phone => "desk-panel-phone",
        IdentityKind::Handle => "desk-panel-handle",
    }
}

fn about(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    section(&text.say("desk-panel-about"), "about", None, &html! {
        dl.facts {
            dt { (text.say("desk-panel-since")) } dd { (text.date(shown.customer.since, &who.zone)) }
            dt { (text.say("desk-inbox")) } dd { (shown.inbox.name) }
            @if let Some(language) = &shown.customer.language { dt { (text.say("desk-panel-language")) } dd { (language) } }
            @if shown.customer.notes > 0 { dt { (text.say("desk-panel-notes")) } dd.number { (shown.customer.notes) } }
        }
    })
}

fn others(who: &SignedIn, shown: &Shown) -> Markup {
    let text = who.t();
    section(&text.say("desk-panel-conversations"), "others", Some(shown.others.len()), &html! {
        @if shown.others.is_empty() { p.muted { (text.say("desk-panel-no-others")) } }
        @else { ul.related { @for line in &shown.others { li { (other(who, shown, line)) } } } }
    })
}

fn other(who: &SignedIn, shown: &Shown, line: &Line) -> Markup {
    html! {
        a href=(shown.place.conversation(line.number)) {
            span.truncate { (line.subject) }
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
